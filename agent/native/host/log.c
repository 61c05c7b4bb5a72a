#include <stdarg.h>
#include <stdio.h>
#include <syslog.h>

#include "enclave.h"
#include "enclave_log.h"

int print_log(cc_enclave_level_t level, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    int written = vfprintf(level == SECGEAR_LOG_LEVEL_NOTICE ? stdout : stderr, fmt, args);
    va_end(args);
    return written;
}

void cc_enclave_PrintInfo(const char *str)
{
    if (str != NULL) {
        openlog("secGear", LOG_PID, LOG_USER);
        syslog(LOG_INFO, "%s", str);
        closelog();
    }
}
