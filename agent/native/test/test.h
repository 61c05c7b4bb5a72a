/* The smallest of test frames: each test is a function, each line of output names one. */
#ifndef ATTESTRY_TEST_H
#define ATTESTRY_TEST_H

#include <libgen.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int failures;
static int failures_before;
static char here[PATH_MAX]; /* the directory of the test program and its enclaves */

#define CHECK(condition)                                                              \
    do {                                                                              \
        if (!(condition)) {                                                           \
            failures++;                                                               \
            printf("  %s:%d: %s does not hold\n", __FILE__, __LINE__, #condition);    \
        }                                                                             \
    } while (0)

#define CHECK_EQ(actual, expected)                                                                       \
    do {                                                                                                 \
        uint64_t got_ = (uint64_t)(actual);                                                              \
        uint64_t want_ = (uint64_t)(expected);                                                           \
        if (got_ != want_) {                                                                             \
            failures++;                                                                                  \
            printf("  %s:%d: %s is 0x%llx, not 0x%llx\n", __FILE__, __LINE__, #actual,                   \
                (unsigned long long)got_, (unsigned long long)want_);                                    \
        }                                                                                                \
    } while (0)

#define RUN(test)                                                          \
    do {                                                                   \
        failures_before = failures;                                        \
        test();                                                            \
        printf("%s %s\n", failures == failures_before ? "ok" : "not ok", #test); \
        (void)fflush(stdout);                                              \
    } while (0)

static inline void begin(char **argv)
{
    char real[PATH_MAX];
    if (realpath(argv[0], real) != NULL) {
        (void)snprintf(here, sizeof here, "%s", dirname(real));
    }
}

static inline const char *beside(const char *name)
{
    static char path[PATH_MAX];
    (void)snprintf(path, sizeof path, "%.3000s/%.200s", here, name);
    return path;
}

static inline int end(void)
{
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
