/* Random bytes inside the enclave. */
#ifndef SECGEAR_RANDOM_H
#define SECGEAR_RANDOM_H

#include <stddef.h>
#include <stdint.h>

#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* BAD_PARAMETERS for NULL or a size of 0. */
cc_enclave_result_t cc_enclave_generate_random(void *buffer, size_t size);

#ifdef __cplusplus
}
#endif

#endif
