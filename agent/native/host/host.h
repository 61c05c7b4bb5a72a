/* What the parts of the host library share. */
#ifndef SECGEAR_HOST_H
#define SECGEAR_HOST_H

#include "enclave_internal.h"

/* The engine's version for a type, or ENCLAVE_TYPE_VERSION_MAX; AUTO is resolved by what is installed. */
enclave_type_version_t engine_version(enclave_type_t type, uint32_t version, void **handle);

/* Opens the engine of a version, unless `handle` has one already. INVALID_HANDLE if there is none. */
cc_enclave_result_t engine_open(enclave_type_version_t version, void **handle);

/* Both entry points of an engine. NO_FIND_REGFUNC or NO_FIND_UNREGFUNC if one is missing. */
cc_enclave_result_t engine_entries(void *handle, p_tee_registered *enter, p_tee_unregistered *leave);

/* Counts an enclave in, or says ENCLAVE_MAXIMUM; what was counted in is counted out exactly once. */
cc_enclave_result_t enclave_count_in(void);
void enclave_count_out(void);

/* The engine's functions of an open enclave, or NULL. */
const struct cc_enclave_ops *enclave_ops(const cc_enclave_t *enclave);

#endif
