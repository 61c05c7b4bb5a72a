/* Host threads that wait on sockets of their own for the ocalls of switchless workers. */
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "engine.h"

typedef struct {
    sim_enclave_t *enclave;
    int fd;
    pthread_t thread;
} uworker_t;

struct sim_uworkers {
    uint32_t count;
    uworker_t worker[];
};

static void *serve(void *argument)
{
    uworker_t *worker = argument;
    wire_header_t header;
    while (wire_receive(worker->fd, &header) &&
           sim_serve_outward(worker->enclave, worker->fd, &header, atomic_load(&worker->enclave->ocalls))) {
    }
    (void)shutdown(worker->fd, SHUT_RDWR);
    return NULL;
}

static bool start(uworker_t *worker)
{
    control_t packet = control_packet(CONTROL_OUTWARD);
    sigset_t all;
    sigset_t before;
    int pair[2];
    if (!sim_socket_pair(SOCK_STREAM, pair)) {
        return false;
    }
    bool accepted = sim_ask(worker->enclave, &packet, pair[1]) == CC_SUCCESS;
    (void)close(pair[1]);
    worker->fd = pair[0];
    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    bool started = accepted && pthread_create(&worker->thread, NULL, serve, worker) == 0;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!started) {
        (void)close(pair[0]);
    }
    return started;
}

sim_uworkers_t *sim_uworkers_start(sim_enclave_t *enclave, uint32_t count)
{
    sim_uworkers_t *workers = calloc(1, sizeof *workers + count * sizeof workers->worker[0]);
    if (workers == NULL) {
        return NULL;
    }
    for (uint32_t i = 0; i < count; i++) {
        workers->worker[i].enclave = enclave;
        if (!start(&workers->worker[i])) {
            sim_uworkers_stop(workers);
            return NULL;
        }
        workers->count++;
    }
    return workers;
}

void sim_uworkers_stop(sim_uworkers_t *workers)
{
    for (uint32_t i = 0; workers != NULL && i < workers->count; i++) {
        (void)shutdown(workers->worker[i].fd, SHUT_RDWR);
        (void)pthread_join(workers->worker[i].thread, NULL);
        (void)close(workers->worker[i].fd);
    }
    free(workers);
}
