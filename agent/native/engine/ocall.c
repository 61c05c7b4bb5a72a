/* What an enclave may ask of its host: functions of the table given with the call, and the platform's reports. */
#include <stdlib.h>
#include <string.h>

#include "engine.h"

static _Thread_local const sim_enclave_t *outside;

bool sim_is_outside(const sim_enclave_t *enclave)
{
    return outside == enclave;
}

static bool answer(int fd, cc_enclave_result_t result, const void *body, size_t size)
{
    wire_header_t header = wire_header(WIRE_OCALL_RETURN, 0, 0, result == CC_SUCCESS ? size : 0);
    header.result = result;
    return wire_send(fd, &header, body, header.out_size);
}

static cc_enclave_result_t call_host(sim_enclave_t *enclave, const wire_header_t *header,
    const ocall_enclave_table_t *table, const uint8_t *input, uint8_t *output)
{
    if (table == NULL || header->function_id >= table->num || table->ocalls[header->function_id] == NULL) {
        return CC_ERROR_OCALL_NOT_ALLOWED;
    }
    const sim_enclave_t *before = outside;
    outside = enclave;
    cc_enclave_result_t result =
        table->ocalls[header->function_id](input, header->in_size, output, header->out_size);
    outside = before;
    return result;
}

static bool serve_ocall(
    sim_enclave_t *enclave, int fd, const wire_header_t *header, const ocall_enclave_table_t *table)
{
    uint8_t *input = malloc(header->in_size + 1);
    uint8_t *output = calloc(1, header->out_size + 1);
    bool served = input != NULL && output != NULL && wire_read(fd, input, header->in_size);
    if (served) {
        cc_enclave_result_t result = call_host(enclave, header, table, input, output);
        served = answer(fd, result, output, header->out_size);
    }
    free(input);
    free(output);
    return served;
}

static bool serve_report(const sim_enclave_t *enclave, int fd, const wire_header_t *header)
{
    struct {
        char id[ENCLAVE_ID_SIZE];
        uint8_t nonce[DIGEST_SIZE];
    } question;
    local_report_t report;
    if (header->in_size != sizeof question || header->out_size != sizeof report ||
        !wire_read(fd, &question, sizeof question)) {
        return false;
    }
    question.id[ENCLAVE_ID_SIZE - 1] = '\0';
    memset(&report, 0, sizeof report);
    return answer(
        fd, sim_report(enclave, question.id, question.nonce, &report), &report, sizeof report);
}

bool sim_serve_outward(
    sim_enclave_t *enclave, int fd, const wire_header_t *header, const ocall_enclave_table_t *table)
{
    switch (header->kind) {
        case WIRE_OCALL:
            return serve_ocall(enclave, fd, header, table);
        case WIRE_REPORT:
            return serve_report(enclave, fd, header);
        default:
            return false;
    }
}
