/* The enclave's way out: calls the host function `func_id` of the table given with the current call. */
#ifndef SECGEAR_GP_OCALL_H
#define SECGEAR_GP_OCALL_H

#include "enclave.h"

#ifdef __cplusplus
extern "C" {
#endif

cc_enclave_result_t cc_ocall_enclave(
    size_t func_id, const void *in_buf, size_t in_buf_size, void *out_buf, size_t out_buf_size);

#ifdef __cplusplus
}
#endif

#endif
