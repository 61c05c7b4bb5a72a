/* Logging of the enclave side, to standard error of the enclave's process. */
#ifndef SECGEAR_LOG_H
#define SECGEAR_LOG_H

#include <stdio.h>

#define PRINT_ERROR 0
#define PRINT_WARNING 1
#define PRINT_STRACE 2
#define PRINT_DEBUG 3

#ifndef PRINT_LEVEL
#define PRINT_LEVEL PRINT_ERROR
#endif

#ifdef __cplusplus
extern "C" {
#endif
__attribute__((format(printf, 2, 3))) void cc_enclave_log(int level, const char *fmt, ...);
#ifdef __cplusplus
}
#endif

/* Levels above PRINT_LEVEL, fixed when the enclave is compiled, cost nothing. */
#define PrintInfo(level, fmt, ...)                        \
    do {                                                  \
        if ((level) <= PRINT_LEVEL) {                     \
            cc_enclave_log((level), fmt, ##__VA_ARGS__);  \
        }                                                 \
    } while (0)

#endif
