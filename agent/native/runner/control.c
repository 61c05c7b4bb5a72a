/* The host's questions to the enclave about itself, answered one by one on the main thread. */
#include <unistd.h>

#include "runner.h"

static bool needs_descriptor(uint32_t kind)
{
    return kind == CONTROL_CHANNEL || kind == CONTROL_OUTWARD || kind == CONTROL_MAP || kind == CONTROL_POOL;
}

static cc_enclave_result_t act(const control_t *packet, int fd, control_t *answer)
{
    if (needs_descriptor(packet->kind) != (fd >= 0)) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    switch (packet->kind) {
        case CONTROL_CHANNEL:
            return serve_channel(fd);
        case CONTROL_OUTWARD:
            outward_add(fd);
            return CC_SUCCESS;
        case CONTROL_MAP:
            return shared_map(fd, packet->address, packet->size);
        case CONTROL_UNMAP:
            return shared_unmap(packet->address);
        case CONTROL_POOL:
            return pool_start(fd, packet->size, &packet->config);
        case CONTROL_REPORT:
            identity_report(packet->digest, &answer->report);
            return CC_SUCCESS;
        default:
            return CC_ERROR_INVALID_CMD;
    }
}

/* Channels keep their descriptor; of memory only the mapping is kept. */
static bool keeps_descriptor(uint32_t kind, cc_enclave_result_t result)
{
    return result == CC_SUCCESS && (kind == CONTROL_CHANNEL || kind == CONTROL_OUTWARD);
}

void control_serve(void)
{
    control_t packet;
    int fd;
    while (control_receive(CONTROL_FD, &packet, &fd) && packet.kind != CONTROL_END) {
        control_t answer = control_packet(CONTROL_ANSWER);
        cc_enclave_result_t result = act(&packet, fd, &answer);
        answer.result = result;
        if (fd >= 0 && !keeps_descriptor(packet.kind, result)) {
            (void)close(fd);
        }
        if (!control_send(CONTROL_FD, &answer, -1)) {
            break;
        }
    }
}
