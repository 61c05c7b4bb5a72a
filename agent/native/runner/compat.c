/* Names that generated tables refer to and that have no work to do here. */
#include "gp.h"

cc_enclave_result_t ecall_register_shared_memory(const uint8_t *input_buffer, size_t input_buffer_size,
    uint8_t *output_buffer, size_t output_buffer_size, uint8_t *shared_buffer, size_t *output_bytes_written)
{
    CC_IGNORE(input_buffer);
    CC_IGNORE(input_buffer_size);
    CC_IGNORE(output_buffer);
    CC_IGNORE(output_buffer_size);
    CC_IGNORE(shared_buffer);
    *output_bytes_written = 0;
    return CC_ERROR_NOT_SUPPORTED;
}

cc_enclave_result_t ecall_unregister_shared_memory(const uint8_t *input_buffer, size_t input_buffer_size,
    uint8_t *output_buffer, size_t output_buffer_size, uint8_t *shared_buffer, size_t *output_bytes_written)
{
    return ecall_register_shared_memory(input_buffer, input_buffer_size, output_buffer, output_buffer_size,
        shared_buffer, output_bytes_written);
}

int addcaller_ca_exec(const char *name, const char *owner)
{
    CC_IGNORE(name);
    CC_IGNORE(owner);
    return 0;
}
