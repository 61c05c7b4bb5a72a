/* Questions to an enclave's process about itself, one at a time. */
#define _GNU_SOURCE
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "engine.h"
#include "wipe.h"

bool sim_socket_pair(int kind, int pair[2])
{
    return socketpair(AF_UNIX, kind | SOCK_CLOEXEC, 0, pair) == 0;
}

cc_enclave_result_t sim_ask(sim_enclave_t *enclave, control_t *packet, int fd)
{
    int unwanted = -1;
    (void)pthread_mutex_lock(&enclave->control_lock);
    bool answered = control_send(enclave->control, packet, fd) &&
                    control_receive(enclave->control, packet, &unwanted);
    (void)pthread_mutex_unlock(&enclave->control_lock);
    if (unwanted >= 0) {
        (void)close(unwanted);
    }
    if (!answered) {
        return sim_process_gone(enclave) ? CC_ERROR_ENCLAVE_DEAD : CC_ERROR_TIMEOUT;
    }
    return (cc_enclave_result_t)packet->result;
}

/* The identifier in a manifest.txt beside the image, as `gpd.ta.appID: UUID`; empty if there is none. */
static void manifest_id(const char *image, char id[ENCLAVE_ID_SIZE])
{
    char path[PATH_MAX];
    char line[256];
    char *copy = strdup(image);
    id[0] = '\0';
    if (copy == NULL) {
        return;
    }
    int written = snprintf(path, sizeof path, "%s/manifest.txt", dirname(copy));
    free(copy);
    FILE *manifest = written > 0 && (size_t)written < sizeof path ? fopen(path, "re") : NULL;
    if (manifest == NULL) {
        return;
    }
    while (id[0] == '\0' && fgets(line, sizeof line, manifest) != NULL) {
        if (sscanf(line, " gpd.ta.appID : %36[0-9a-fA-F-]", id) != 1 || strlen(id) != ENCLAVE_ID_SIZE - 1) {
            id[0] = '\0';
        }
    }
    (void)fclose(manifest);
}

cc_enclave_result_t sim_control_start(sim_enclave_t *enclave, int image)
{
    struct timeval limit = {SIM_START_SECONDS, 0};
    control_t start = control_packet(CONTROL_START);
    (void)setsockopt(enclave->control, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (!sim_device_key(start.digest)) {
        return CC_ERROR_ACCESS_DENIED;
    }
    manifest_id(enclave->context->path, start.id);
    start.flags = enclave->context->flags;
    cc_enclave_result_t result = sim_ask(enclave, &start, image);
    if (result == CC_SUCCESS) {
        memcpy(enclave->id, start.id, sizeof enclave->id);
        enclave->id[sizeof enclave->id - 1] = '\0';
        memcpy(enclave->image, start.digest, sizeof enclave->image);
    }
    wipe(&start, sizeof start);
    return result == CC_ERROR_ENCLAVE_DEAD ? CC_ERROR_INVALID_ENCLAVE : result;
}
