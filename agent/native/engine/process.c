/*
 * The enclave's process: spawned, waited for and reaped by one keeper thread.
 *
 * The keeper must live as long as the process does, because the kernel's parent-death signal is that of the thread
 * that spawned, not of the program.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "engine.h"

#define RUNNER "attestry-enclave-host"
#define CONTROL_FD 3

typedef struct {
    sim_enclave_t *enclave;
    int remote_control;
} keeper_start_t;

/* The runner lies beside the real file of this library, whatever link it was loaded through. */
static bool runner_path(char path[PATH_MAX])
{
    char real[PATH_MAX];
    Dl_info self;
    if (dladdr((const void *)(uintptr_t)&cc_tee_registered, &self) == 0 || self.dli_fname == NULL ||
        realpath(self.dli_fname, real) == NULL) {
        return false;
    }
    char *end = strrchr(real, '/');
    int written = snprintf(path, PATH_MAX, "%.*s/" RUNNER, end == NULL ? 0 : (int)(end - real), real);
    return written > 0 && written < PATH_MAX;
}

/* Nothing of the host's environment but what the loader and a sanitizer ask for. */
static void clean_environment(char *environment[8])
{
    static const char *const kept[] = {"LD_LIBRARY_PATH=", "ASAN_OPTIONS=", "UBSAN_OPTIONS=", "TSAN_OPTIONS="};
    size_t count = 0;
    for (char **variable = environ; variable != NULL && *variable != NULL && count < 7; variable++) {
        for (size_t i = 0; i < CC_ARRAY_LEN(kept); i++) {
            if (strncmp(*variable, kept[i], strlen(kept[i])) == 0) {
                environment[count++] = *variable;
                break;
            }
        }
    }
    environment[count] = NULL;
}

static int spawn(int remote_control, pid_t *process)
{
    char path[PATH_MAX];
    char *arguments[] = {path, NULL};
    char *environment[8];
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    sigset_t all;
    if (!runner_path(path)) {
        return ENOENT;
    }
    clean_environment(environment);
    (void)sigemptyset(&none);
    (void)sigfillset(&all);
    (void)posix_spawnattr_init(&attributes);
    (void)posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    (void)posix_spawnattr_setsigmask(&attributes, &none);
    (void)posix_spawnattr_setsigdefault(&attributes, &all);
    (void)posix_spawn_file_actions_init(&actions);
    (void)posix_spawn_file_actions_adddup2(&actions, remote_control, CONTROL_FD);
    int error = posix_spawn(process, path, &actions, &attributes, arguments, environment);
    (void)posix_spawn_file_actions_destroy(&actions);
    (void)posix_spawnattr_destroy(&attributes);
    return error;
}

static void wait_for_end(pid_t process)
{
    siginfo_t info;
    while (waitid(P_PID, (id_t)process, &info, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
    }
}

/* `dead` is set before the process is reaped, so that nobody signals a number that is someone else's by then. */
static void announce_end(sim_enclave_t *enclave)
{
    (void)pthread_mutex_lock(&enclave->process_lock);
    atomic_store(&enclave->dead, true);
    while (waitpid(enclave->process, NULL, 0) < 0 && errno == EINTR) {
    }
    (void)pthread_cond_broadcast(&enclave->process_changed);
    (void)pthread_mutex_unlock(&enclave->process_lock);
    (void)shutdown(enclave->control, SHUT_RDWR);
    sim_pool_wake_all(enclave->pool);
}

static void *keep(void *argument)
{
    keeper_start_t *start = argument;
    sim_enclave_t *enclave = start->enclave;
    pid_t process = 0;
    int error = spawn(start->remote_control, &process);
    (void)pthread_mutex_lock(&enclave->process_lock);
    enclave->process = process;
    enclave->spawned = true;
    enclave->spawn_error = error;
    (void)pthread_cond_broadcast(&enclave->process_changed);
    (void)pthread_mutex_unlock(&enclave->process_lock);
    if (error == 0) {
        wait_for_end(process);
        announce_end(enclave);
    }
    return NULL;
}

static int start_keeper(keeper_start_t *start)
{
    sigset_t all;
    sigset_t before;
    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    int error = pthread_create(&start->enclave->keeper, NULL, keep, start);
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    return error;
}

cc_enclave_result_t sim_process_start(sim_enclave_t *enclave, int remote_control)
{
    /* A descriptor that already is 3 would keep its close-on-exec mark through dup2. */
    int above = fcntl(remote_control, F_DUPFD_CLOEXEC, CONTROL_FD + 1);
    keeper_start_t start = {enclave, above};
    if (above < 0) {
        return CC_ERROR_OUT_OF_MEMORY;
    }
    if (start_keeper(&start) != 0) {
        (void)close(above);
        return CC_ERROR_OUT_OF_MEMORY;
    }
    (void)pthread_mutex_lock(&enclave->process_lock);
    while (!enclave->spawned) {
        (void)pthread_cond_wait(&enclave->process_changed, &enclave->process_lock);
    }
    int error = enclave->spawn_error;
    (void)pthread_mutex_unlock(&enclave->process_lock);
    (void)close(above);
    if (error != 0) {
        (void)pthread_join(enclave->keeper, NULL);
        enclave->spawned = false;
        print_error_term("cannot start an enclave process: error %d\n", error);
        return error == ENOMEM || error == EAGAIN ? CC_ERROR_OUT_OF_MEMORY : CC_ERROR_NO_DEVICE;
    }
    return CC_SUCCESS;
}

static bool await_end(sim_enclave_t *enclave, long milliseconds)
{
    struct timespec until;
    (void)clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += milliseconds / 1000;
    until.tv_nsec += milliseconds % 1000 * 1000000L;
    if (until.tv_nsec >= 1000000000L) {
        until.tv_nsec -= 1000000000L;
        until.tv_sec++;
    }
    (void)pthread_mutex_lock(&enclave->process_lock);
    int late = 0;
    while (!atomic_load(&enclave->dead) && late == 0) {
        late = pthread_cond_timedwait(&enclave->process_changed, &enclave->process_lock, &until);
    }
    (void)pthread_mutex_unlock(&enclave->process_lock);
    return atomic_load(&enclave->dead);
}

bool sim_process_gone(sim_enclave_t *enclave)
{
    return await_end(enclave, 500);
}

void sim_process_end(sim_enclave_t *enclave)
{
    control_t end = control_packet(CONTROL_END);
    if (!enclave->spawned) {
        return;
    }
    bool asked = !atomic_load(&enclave->dead) && control_send(enclave->control, &end, -1);
    if (!asked || !await_end(enclave, SIM_END_SECONDS * 1000L)) {
        (void)pthread_mutex_lock(&enclave->process_lock);
        if (!atomic_load(&enclave->dead)) {
            (void)kill(enclave->process, SIGKILL);
        }
        (void)pthread_mutex_unlock(&enclave->process_lock);
    }
    (void)pthread_join(enclave->keeper, NULL);
    enclave->spawned = false;
}
