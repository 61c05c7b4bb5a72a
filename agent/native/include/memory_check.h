/* Whether memory lies wholly inside the enclave, or wholly in memory shared with the host. */
#ifndef SECGEAR_MEMORY_CHECK_H
#define SECGEAR_MEMORY_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* (NULL, 0) is true for both; NULL with a size, or an address with none, is false for both. */
bool cc_enclave_memory_in_enclave(const void *addr, size_t size);
bool cc_enclave_memory_out_enclave(const void *addr, size_t size);

#ifdef __cplusplus
}
#endif

#endif
