/* Logging of the host side: a line to standard output (notice) or standard error (all else). */
#ifndef SECGEAR_ENCLAVE_LOG_H
#define SECGEAR_ENCLAVE_LOG_H

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
    SECGEAR_LOG_LEVEL_ERROR = 0,
    SECGEAR_LOG_LEVEL_WARNING,
    SECGEAR_LOG_LEVEL_NOTICE,
    SECGEAR_LOG_LEVEL_DEBUG
} cc_enclave_level_t;

#ifndef SECGEAR_DEBUG_LEVEL
#define SECGEAR_DEBUG_LEVEL SECGEAR_LOG_LEVEL_ERROR
#endif

/* Returns what vfprintf returns: bytes written, or a negative number. */
__attribute__((visibility("default"), format(printf, 2, 3))) int print_log(
    cc_enclave_level_t level, const char *fmt, ...);

#define SECGEAR_LOG(level, word, fmt, ...)                                     \
    do {                                                                       \
        if ((level) <= SECGEAR_DEBUG_LEVEL) {                                  \
            (void)print_log((level), word ":[%s] " fmt, __func__, ##__VA_ARGS__); \
        }                                                                      \
    } while (0)

#define print_error_term(fmt, ...) SECGEAR_LOG(SECGEAR_LOG_LEVEL_ERROR, "ERROR", fmt, ##__VA_ARGS__)
#define print_warning(fmt, ...) SECGEAR_LOG(SECGEAR_LOG_LEVEL_WARNING, "WARNING", fmt, ##__VA_ARGS__)
#define print_notice(fmt, ...) SECGEAR_LOG(SECGEAR_LOG_LEVEL_NOTICE, "NOTICE", fmt, ##__VA_ARGS__)
#define print_debug(fmt, ...) SECGEAR_LOG(SECGEAR_LOG_LEVEL_DEBUG, "DEBUG", fmt, ##__VA_ARGS__)

#ifdef __cplusplus
}
#endif

#endif
