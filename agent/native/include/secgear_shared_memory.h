/* Memory that host and enclave both see, for the pointers of switchless calls. */
#ifndef SECGEAR_SHARED_MEMORY_H
#define SECGEAR_SHARED_MEMORY_H

#include "enclave.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Allocates and registers `size` zeroed bytes. NULL where the engine cannot, or switchless calls are off. */
CC_API_SPEC void *cc_malloc_shared_memory(cc_enclave_t *enclave, size_t size);

/* Unregisters and frees what cc_malloc_shared_memory returned for the same enclave. */
CC_API_SPEC cc_enclave_result_t cc_free_shared_memory(cc_enclave_t *enclave, void *ptr);

#ifdef __cplusplus
}
#endif

#endif
