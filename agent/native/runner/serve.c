/* Ordinary calls: each channel has a thread; what it gets is copied here before any bridge sees it. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "runner.h"

/* Reads what is not wanted, so that the channel stays in step. */
static bool discard(int fd, uint64_t size)
{
    uint8_t waste[4096];
    while (size > 0) {
        size_t part = size < sizeof waste ? (size_t)size : sizeof waste;
        if (!wire_read(fd, waste, part)) {
            return false;
        }
        size -= part;
    }
    return true;
}

static bool answer(int fd, cc_enclave_result_t result, const void *body, size_t size)
{
    wire_header_t header = wire_header(WIRE_RETURN, 0, 0, result == CC_SUCCESS ? size : 0);
    header.result = result;
    return !outward_broken() && wire_send(fd, &header, body, header.out_size);
}

static cc_enclave_result_t call(
    const wire_header_t *header, const uint8_t *input, uint8_t *output, size_t *written)
{
    if (header->function_id >= loaded.ecall_count || loaded.ecalls[header->function_id] == NULL) {
        return CC_ERROR_ECALL_NOT_ALLOWED;
    }
    shared_call_begin();
    cc_enclave_result_t result = loaded.ecalls[header->function_id](
        input, header->in_size, output, header->out_size, NULL, written);
    shared_call_end();
    return *written > header->out_size ? CC_ERROR_OVERFLOW : result;
}

static bool serve_ecall(int fd, const wire_header_t *header)
{
    size_t written = 0;
    uint8_t *input = header->in_size == 0 ? NULL : malloc(header->in_size);
    uint8_t *output = header->out_size == 0 ? NULL : calloc(1, header->out_size);
    bool room = (input != NULL || header->in_size == 0) && (output != NULL || header->out_size == 0);
    bool read = room ? wire_read(fd, input, header->in_size) : discard(fd, header->in_size);
    bool served = false;
    if (read) {
        cc_enclave_result_t result =
            room ? call(header, input, output, &written) : CC_ERROR_OUT_OF_MEMORY;
        served = answer(fd, result, output, result == CC_SUCCESS ? written : 0);
    }
    free(input);
    free(output);
    return served;
}

static bool serve_task(int fd, const wire_header_t *header)
{
    whole_task_t task;
    memset(&task, 0, sizeof task);
    if (header->in_size < sizeof task.head || header->in_size > sizeof task ||
        header->out_size != sizeof(uint64_t) || !wire_read(fd, &task, header->in_size)) {
        return false;
    }
    cc_enclave_result_t result = task_run(&task);
    uint64_t value = task.head.ret_val;
    return answer(fd, result, &value, sizeof value);
}

static void *serve(void *argument)
{
    int fd = (int)(intptr_t)argument;
    wire_header_t header;
    bool served = true;
    outward_use(fd);
    while (served && wire_receive(fd, &header)) {
        switch (header.kind) {
            case WIRE_ECALL:
                served = serve_ecall(fd, &header);
                break;
            case WIRE_TASK:
                served = serve_task(fd, &header);
                break;
            default:
                served = false; /* an answer to nothing: this channel's host is not to be trusted further */
        }
    }
    (void)close(fd);
    return NULL;
}

cc_enclave_result_t serve_channel(int fd)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, serve, (void *)(intptr_t)fd) != 0) {
        return CC_ERROR_OUT_OF_TCS;
    }
    (void)pthread_detach(thread);
    return CC_SUCCESS;
}
