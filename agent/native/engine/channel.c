/* Channels: made when a caller finds none idle, kept for the next one. */
#include <sys/socket.h>
#include <unistd.h>

#include "engine.h"

static cc_enclave_result_t open_channel(sim_enclave_t *enclave, int *fd)
{
    control_t packet = control_packet(CONTROL_CHANNEL);
    int pair[2];
    if (!sim_socket_pair(SOCK_STREAM, pair)) {
        return CC_ERROR_OUT_OF_MEMORY;
    }
    cc_enclave_result_t result = sim_ask(enclave, &packet, pair[1]);
    (void)close(pair[1]);
    if (result != CC_SUCCESS) {
        (void)close(pair[0]);
        return result;
    }
    *fd = pair[0];
    return CC_SUCCESS;
}

cc_enclave_result_t sim_channel_take(sim_enclave_t *enclave, int *fd)
{
    (void)pthread_mutex_lock(&enclave->channel_lock);
    if (enclave->idle_count > 0) {
        *fd = enclave->idle[--enclave->idle_count];
        (void)pthread_mutex_unlock(&enclave->channel_lock);
        return CC_SUCCESS;
    }
    bool full = enclave->open_count >= SIM_MAX_CHANNELS;
    enclave->open_count += full ? 0 : 1;
    (void)pthread_mutex_unlock(&enclave->channel_lock);
    if (full) {
        return CC_ERROR_OUT_OF_TCS;
    }
    cc_enclave_result_t result = open_channel(enclave, fd);
    if (result != CC_SUCCESS) {
        (void)pthread_mutex_lock(&enclave->channel_lock);
        enclave->open_count--;
        (void)pthread_mutex_unlock(&enclave->channel_lock);
    }
    return result;
}

void sim_channel_give(sim_enclave_t *enclave, int fd, bool usable)
{
    (void)pthread_mutex_lock(&enclave->channel_lock);
    if (usable) {
        enclave->idle[enclave->idle_count++] = fd;
    } else {
        enclave->open_count--;
    }
    (void)pthread_mutex_unlock(&enclave->channel_lock);
    if (!usable) {
        (void)close(fd);
    }
}

void sim_channels_close(sim_enclave_t *enclave)
{
    while (enclave->idle_count > 0) {
        (void)close(enclave->idle[--enclave->idle_count]);
        enclave->open_count--;
    }
}
