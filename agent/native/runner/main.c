/* Starts as nothing, becomes the enclave that its host names, and ends with its host. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "runner.h"
#include "wipe.h"

image_t loaded;

/* Memory of a process that is not dumpable cannot be read through /proc or ptrace by others of the same user. */
static bool shut_out_others(void)
{
    struct rlimit none = {0, 0};
    (void)syscall(SYS_close_range, CONTROL_FD + 1, ~0u, 0);
    return prctl(PR_SET_DUMPABLE, 0) == 0 && prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 &&
           setrlimit(RLIMIT_CORE, &none) == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}

/* A debug enclave may be looked into, as its report says; its keys are no other's by then. */
static cc_enclave_result_t become(control_t *start, int image)
{
    bool debug = (start->flags & SECGEAR_DEBUG_FLAG) != 0;
    identity_root(start->digest, debug);
    if (debug && prctl(PR_SET_DUMPABLE, 1) != 0) {
        return CC_ERROR_GENERIC;
    }
    if (!sandbox_for_loading()) {
        return CC_ERROR_SECURITY;
    }
    cc_enclave_result_t result = image_load(image, &loaded);
    if (result != CC_SUCCESS) {
        return result;
    }
    identity_set(&loaded, start->id);
    return sandbox_for_serving() ? CC_SUCCESS : CC_ERROR_SECURITY;
}

int main(void)
{
    control_t start;
    int image = -1;
    if (!shut_out_others() || !control_receive(CONTROL_FD, &start, &image) || start.kind != CONTROL_START ||
        image < 0) {
        return EXIT_FAILURE;
    }
    cc_enclave_result_t result = become(&start, image);
    (void)close(image);
    wipe(&start, sizeof start);
    control_t ready = control_packet(CONTROL_READY);
    ready.result = result;
    if (result == CC_SUCCESS) {
        memcpy(ready.digest, loaded.image, DIGEST_SIZE);
        memcpy(ready.id, identity_id(), ENCLAVE_ID_SIZE);
    }
    if (control_send(CONTROL_FD, &ready, -1) && result == CC_SUCCESS) {
        control_serve();
    }
    _exit(result == CC_SUCCESS ? EXIT_SUCCESS : EXIT_FAILURE);
}
