#define _GNU_SOURCE
#include <errno.h>
#include <sys/random.h>

#include "secgear_random.h"

cc_enclave_result_t cc_enclave_generate_random(void *buffer, size_t size)
{
    uint8_t *to = buffer;
    if (buffer == NULL || size == 0) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    while (size > 0) {
        ssize_t got = getrandom(to, size, 0);
        if (got < 0 && errno != EINTR) {
            return CC_ERROR_GENERIC;
        }
        to += got > 0 ? got : 0;
        size -= got > 0 ? (size_t)got : 0;
    }
    return CC_SUCCESS;
}
