#include <stdarg.h>

#include "secgear_log.h"

void cc_enclave_log(int level, const char *fmt, ...)
{
    static const char *const names[] = {"ERROR", "WARNING", "STRACE", "DEBUG"};
    const char *name = level >= PRINT_ERROR && level <= PRINT_DEBUG ? names[level] : names[PRINT_DEBUG];
    va_list args;
    va_start(args, fmt);
    flockfile(stderr);
    (void)fprintf(stderr, "[secGear][%s] ", name);
    (void)vfprintf(stderr, fmt, args);
    (void)fputc('\n', stderr);
    funlockfile(stderr);
    va_end(args);
}
