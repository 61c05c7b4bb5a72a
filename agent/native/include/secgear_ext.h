/* What this implementation adds to the API: its version, its layouts and what an open enclave can do. */
#ifndef SECGEAR_EXT_H
#define SECGEAR_EXT_H

#include "enclave.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Raised by one whenever a layout or a number of these headers changes. */
#define CC_SECGEAR_ABI_VERSION 1u
CC_API_SPEC uint32_t cc_secgear_abi_version(void);

/* One field of one struct: a binding compares these with its own before its first call. */
typedef struct {
    const char *name; /* "struct" or "struct.field" */
    uint32_t offset;  /* 0 for a struct */
    uint32_t size;
} cc_layout_t;
CC_API_SPEC const cc_layout_t *cc_secgear_layouts(size_t *count);

#define CC_CAP_OCALL 0x1u
#define CC_CAP_SWITCHLESS 0x2u
#define CC_CAP_ASYNC 0x4u
#define CC_CAP_SHARED_MEMORY 0x8u
#define CC_CAP_SEALING 0x10u
#define CC_CAP_SIMULATED 0x80000000u /* no hardware protects this enclave */

/* Bits of CC_CAP_* for an open enclave; 0 for one that is not open. */
CC_API_SPEC uint32_t cc_secgear_capabilities(cc_enclave_t *enclave);

/*
 * How many of the switchless workers take calls from now on, 1 to num_tworkers; the others rest until they are wanted.
 * All do until this is called. BAD_PARAMETERS beyond the range, SWITCHLESS_DISABLED without a pool, ENCLAVE_DEAD,
 * NOT_SUPPORTED by an engine that cannot.
 */
CC_API_SPEC cc_enclave_result_t cc_sl_set_workers(cc_enclave_t *enclave, uint32_t workers);

/* How many enclaves may be open at once, 5 unless set; 0 is refused with BAD_PARAMETERS. */
CC_API_SPEC cc_enclave_result_t cc_secgear_set_max_enclaves(uint32_t max);

#ifdef __cplusplus
}
#endif

#endif
