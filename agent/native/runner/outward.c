/* Calls out of the enclave, over the channel of the current call or, for workers, over a socket borrowed for it. */
#include <sys/socket.h>
#include <unistd.h>

#include "gp_ocall.h"
#include "runner.h"

static _Thread_local int own_channel = -1;
static _Thread_local bool own_broken;

static struct {
    pthread_mutex_t lock;
    pthread_cond_t returned;
    int idle[RING_MAX_WORKERS];
    size_t idle_count;
    size_t open_count;
} borrowed = {.lock = PTHREAD_MUTEX_INITIALIZER, .returned = PTHREAD_COND_INITIALIZER};

void outward_use(int fd)
{
    own_channel = fd;
    own_broken = false;
}

bool outward_broken(void)
{
    return own_broken;
}

void outward_add(int fd)
{
    (void)pthread_mutex_lock(&borrowed.lock);
    if (borrowed.open_count < RING_MAX_WORKERS) {
        borrowed.idle[borrowed.idle_count++] = fd;
        borrowed.open_count++;
    } else {
        (void)close(fd);
    }
    (void)pthread_mutex_unlock(&borrowed.lock);
}

static int borrow(void)
{
    int fd = -1;
    (void)pthread_mutex_lock(&borrowed.lock);
    while (borrowed.idle_count == 0 && borrowed.open_count > 0) {
        (void)pthread_cond_wait(&borrowed.returned, &borrowed.lock);
    }
    if (borrowed.idle_count > 0) {
        fd = borrowed.idle[--borrowed.idle_count];
    }
    (void)pthread_mutex_unlock(&borrowed.lock);
    return fd;
}

static void give_back(int fd, bool usable)
{
    (void)pthread_mutex_lock(&borrowed.lock);
    if (usable) {
        borrowed.idle[borrowed.idle_count++] = fd;
    } else {
        borrowed.open_count--;
    }
    if (usable) {
        (void)pthread_cond_signal(&borrowed.returned);
    } else {
        (void)pthread_cond_broadcast(&borrowed.returned); /* it may have been the last */
    }
    (void)pthread_mutex_unlock(&borrowed.lock);
    if (!usable) {
        (void)close(fd);
    }
}

/* The answer must be exactly as long as what was asked for, or a failure without any. */
static cc_enclave_result_t exchange(
    int fd, const wire_header_t *question, const void *in, void *out, bool *usable)
{
    wire_header_t answer;
    *usable = wire_send(fd, question, in, question->in_size) && wire_receive(fd, &answer) &&
              answer.kind == WIRE_OCALL_RETURN &&
              answer.out_size == (answer.result == CC_SUCCESS ? question->out_size : 0) &&
              wire_read(fd, out, answer.out_size);
    return *usable ? (cc_enclave_result_t)answer.result : CC_ERROR_COMMUNICATION;
}

cc_enclave_result_t outward_ask(
    enum wire_kind kind, uint64_t function_id, const void *in, size_t in_size, void *out, size_t out_size)
{
    bool usable = true;
    if (in_size > WIRE_MAX_BUFFER || out_size > WIRE_MAX_BUFFER) {
        return CC_ERROR_EXCESS_DATA;
    }
    wire_header_t question = wire_header(kind, function_id, in_size, out_size);
    if (own_channel >= 0) {
        cc_enclave_result_t result =
            own_broken ? CC_ERROR_COMMUNICATION : exchange(own_channel, &question, in, out, &usable);
        own_broken = own_broken || !usable;
        return result;
    }
    int fd = borrow();
    if (fd < 0) {
        return CC_ERROR_OCALL_NOT_ALLOWED;
    }
    cc_enclave_result_t result = exchange(fd, &question, in, out, &usable);
    give_back(fd, usable);
    return result;
}

cc_enclave_result_t cc_ocall_enclave(
    size_t func_id, const void *in_buf, size_t in_buf_size, void *out_buf, size_t out_buf_size)
{
    if ((in_buf == NULL && in_buf_size > 0) || (out_buf == NULL && out_buf_size > 0)) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    return outward_ask(WIRE_OCALL, func_id, in_buf, in_buf_size, out_buf, out_buf_size);
}
