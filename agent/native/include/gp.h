/* What generated enclave stubs need of the trusted runtime. */
#ifndef SECGEAR_GP_H
#define SECGEAR_GP_H

#include "enclave.h"
#include "secgear_log.h"
#include "switchless_defs.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CC_BUFFER_ALIGNMENT (2 * sizeof(void *))
#define OE_UINT32_MAX (0xffffffffu)

/*
 * A bridge: unmarshals, calls, marshals. Both buffers are private copies that the host cannot change any more; what the
 * bridge leaves in `output_bytes_written` must not be above `output_buffer_size`.
 */
typedef cc_enclave_result_t (*cc_ecall_func_t)(const uint8_t *input_buffer, size_t input_buffer_size,
    uint8_t *output_buffer, size_t output_buffer_size, uint8_t *shared_buffer, size_t *output_bytes_written);

/* The first two entries of every table; here registration has its own channel and these answer NOT_SUPPORTED. */
cc_enclave_result_t ecall_register_shared_memory(const uint8_t *input_buffer, size_t input_buffer_size,
    uint8_t *output_buffer, size_t output_buffer_size, uint8_t *shared_buffer, size_t *output_bytes_written);
cc_enclave_result_t ecall_unregister_shared_memory(const uint8_t *input_buffer, size_t input_buffer_size,
    uint8_t *output_buffer, size_t output_buffer_size, uint8_t *shared_buffer, size_t *output_bytes_written);

/* Where a byte of registered host memory lies in the enclave; 0 if it is not registered. */
size_t addr_host_to_enclave(size_t host_addr);

/*
 * The same for `size` bytes, all inside one registered block; NULL otherwise. The host cannot take them away before the
 * call that asked for them ends, but it can change them at any time.
 */
void *cc_shared_range(uint64_t host_addr, size_t size);

/* How many bytes are shared from a host address on; 0 if it is not registered. */
size_t cc_shared_room(uint64_t host_addr);

/* Runs a switchless bridge on words that came the ordinary way; a refusal of the bridge is the result. */
cc_enclave_result_t cc_sl_run(sl_ecall_func_t bridge, const uint64_t *params, size_t argc, uint64_t *retval);

/* Called by a switchless bridge that refuses its task: the caller gets `result` in place of a return value. */
void cc_sl_refuse(cc_enclave_result_t result);

bool cc_is_within_enclave(const void *ptr, size_t size);

/* Accepted and without effect: any host process may open a simulated enclave. */
int addcaller_ca_exec(const char *name, const char *owner);

#ifdef __cplusplus
}
#endif

#endif
