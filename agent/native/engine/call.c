/* Ordinary calls: send, serve what the enclave asks for meanwhile, receive. */
#include <stddef.h>
#include <string.h>

#include "engine.h"
#include "switchless_defs.h"

/* What a broken channel means for its caller. */
static cc_enclave_result_t broken(sim_enclave_t *enclave)
{
    return sim_process_gone(enclave) ? CC_ERROR_ENCLAVE_DEAD : CC_ERROR_COMMUNICATION;
}

/* Reads the answer; the enclave may ask for any number of ocalls before it. */
static cc_enclave_result_t await_return(sim_enclave_t *enclave, int fd, void *output, size_t output_size,
    const ocall_enclave_table_t *table, bool *usable)
{
    wire_header_t header;
    *usable = false;
    while (wire_receive(fd, &header)) {
        if (header.kind != WIRE_RETURN) {
            if (!sim_serve_outward(enclave, fd, &header, table)) {
                break;
            }
            continue;
        }
        if (header.out_size > output_size || !wire_read(fd, output, header.out_size)) {
            break;
        }
        *usable = true;
        return (cc_enclave_result_t)header.result;
    }
    return broken(enclave);
}

static cc_enclave_result_t converse(sim_enclave_t *enclave, const wire_header_t *header, const void *input,
    void *output, const ocall_enclave_table_t *table)
{
    int fd;
    bool usable = false;
    cc_enclave_result_t result = sim_channel_take(enclave, &fd);
    if (result != CC_SUCCESS) {
        return result;
    }
    if (wire_send(fd, header, input, header->in_size)) {
        result = await_return(enclave, fd, output, header->out_size, table, &usable);
    } else {
        result = broken(enclave);
    }
    sim_channel_give(enclave, fd, usable);
    return result;
}

static cc_enclave_result_t check_entry(const sim_enclave_t *enclave)
{
    if (enclave == NULL) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    if (sim_is_outside(enclave)) {
        return CC_ERROR_ECALL_NOT_ALLOWED;
    }
    return atomic_load(&enclave->dead) ? CC_ERROR_ENCLAVE_DEAD : CC_SUCCESS;
}

cc_enclave_result_t sim_ecall(cc_enclave_t *context, uint32_t function_id, const void *input, size_t input_size,
    void *output, size_t output_size, void *ms, const void *ocall_table)
{
    CC_IGNORE(ms);
    sim_enclave_t *enclave = sim_of(context);
    cc_enclave_result_t result = check_entry(enclave);
    if (result != CC_SUCCESS) {
        return result;
    }
    if ((input == NULL && input_size > 0) || (output == NULL && output_size > 0)) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    if (input_size > WIRE_MAX_BUFFER || output_size > WIRE_MAX_BUFFER) {
        return CC_ERROR_EXCESS_DATA;
    }
    if (ocall_table != NULL) {
        atomic_store(&enclave->ocalls, (const ocall_enclave_table_t *)ocall_table);
    }
    wire_header_t header = wire_header(WIRE_ECALL, function_id, input_size, output_size);
    return converse(enclave, &header, input, output, ocall_table);
}

cc_enclave_result_t sim_task_call(sim_enclave_t *enclave, void *task, size_t size)
{
    sl_task_t *call = task;
    uint64_t answer = 0;
    cc_enclave_result_t result = check_entry(enclave);
    if (result != CC_SUCCESS) {
        return result;
    }
    wire_header_t header = wire_header(WIRE_TASK, call->func_id, size, sizeof answer);
    result = converse(enclave, &header, task, &answer, atomic_load(&enclave->ocalls));
    call->ret_val = answer;
    return result;
}
