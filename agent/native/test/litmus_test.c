/*
 * Both sides of the switchless ring in one process: what one side writes before it signals, the other one sees.
 *
 * The host's half and the workers' half are the very objects of the engine and of the enclave's process; only what they
 * need around them is played here. In one process ThreadSanitizer sees both, and so does an emulator of another machine.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "pool.h"
#include "runner.h"
#include "test.h"

#define HOSTS 3
#define PARAMS 8
#define CALLS 4000
#define IN_FLIGHT 16

static cc_enclave_t context;
static sim_enclave_t state;
static void *ring_memory;

/* What the two halves call elsewhere. */
sim_enclave_t *sim_of(const cc_enclave_t *of)
{
    return of == &context ? &state : NULL;
}

bool sim_is_outside(const sim_enclave_t *enclave)
{
    (void)enclave;
    return false;
}

cc_enclave_result_t sim_task_call(sim_enclave_t *enclave, void *task, size_t size)
{
    (void)enclave, (void)size;
    return task_run(task);
}

int sim_memory_new(size_t size, void **address)
{
    *address = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    ring_memory = *address;
    return *address == MAP_FAILED ? -1 : open("/dev/null", O_RDONLY | O_CLOEXEC);
}

void *shared_map_descriptor(int fd, uint64_t size)
{
    (void)fd, (void)size;
    return ring_memory;
}

sim_uworkers_t *sim_uworkers_start(sim_enclave_t *enclave, uint32_t count)
{
    (void)count;
    return (sim_uworkers_t *)enclave;
}

void sim_uworkers_stop(sim_uworkers_t *workers)
{
    (void)workers;
}

cc_enclave_result_t sim_ask(sim_enclave_t *enclave, control_t *packet, int fd)
{
    (void)enclave;
    return pool_start(fd, packet->size, &packet->config);
}

/* Every word is made of the first one, so a word of another call, or one that came late, is told. */
static uint64_t word(uint64_t seed, uint64_t i)
{
    return (seed + 1) * UINT64_C(0x9e3779b97f4a7c15) ^ i << 56;
}

static uint64_t answer(uint64_t seed)
{
    return ~word(seed, PARAMS);
}

cc_enclave_result_t task_run(whole_task_t *task)
{
    for (uint64_t i = 1; i < PARAMS; i++) {
        if (task->params[i] != word(task->params[0], i)) {
            return CC_ERROR_BAD_STATE;
        }
    }
    task->head.ret_val = answer(task->params[0]);
    return CC_SUCCESS;
}

static uint64_t wrong; /* under lock */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void judge(cc_enclave_result_t result, uint64_t got, uint64_t seed)
{
    if (result != CC_SUCCESS || got != answer(seed)) {
        (void)pthread_mutex_lock(&lock);
        wrong++;
        (void)pthread_mutex_unlock(&lock);
    }
}

static sl_ecall_func_info_t question(uint64_t seed, uint64_t params[PARAMS])
{
    params[0] = seed;
    for (uint64_t i = 1; i < PARAMS; i++) {
        params[i] = word(seed, i);
    }
    sl_ecall_func_info_t func = {0, sizeof(uint64_t), PARAMS, params};
    return func;
}

static void *ask_and_wait(void *first)
{
    for (uint64_t i = 0; i < CALLS; i++) {
        uint64_t params[PARAMS];
        uint64_t seed = (uintptr_t)first + i * HOSTS;
        uint64_t got = 0;
        sl_ecall_func_info_t func = question(seed, params);
        cc_enclave_result_t result = sim_sl_ecall(&context, &got, &func);
        judge(result, got, seed);
    }
    return NULL;
}

static void collect(int id, uint64_t seed)
{
    uint64_t got = 0;
    cc_enclave_result_t result;
    while ((result = sim_sl_collect(&context, id, &got)) == CC_ERROR_SWITCHLESS_ASYNC_TASK_UNFINISHED) {
        (void)sched_yield();
    }
    judge(result, got, seed);
}

static void *ask_and_collect(void *first)
{
    int ids[IN_FLIGHT];
    for (uint64_t i = 0; i < CALLS; i += IN_FLIGHT) {
        for (uint64_t j = 0; j < IN_FLIGHT; j++) {
            uint64_t params[PARAMS];
            sl_ecall_func_info_t func = question((uintptr_t)first + (i + j) * HOSTS, params);
            judge(sim_sl_async(&context, &ids[j], &func), answer(0), 0);
        }
        for (uint64_t j = 0; j < IN_FLIGHT; j++) {
            collect(ids[j], (uintptr_t)first + (i + j) * HOSTS);
        }
    }
    return NULL;
}

static void hosts(void *(*host)(void *))
{
    pthread_t threads[HOSTS];
    for (uintptr_t i = 0; i < HOSTS; i++) {
        CHECK_EQ(pthread_create(&threads[i], NULL, host, (void *)i), 0);
    }
    for (size_t i = 0; i < HOSTS; i++) {
        CHECK_EQ(pthread_join(threads[i], NULL), 0);
    }
}

/* A process has one pool in its life, and its workers end with it. */
static int in_a_process(cc_workers_policy_t policy, void *(*host)(void *))
{
    (void)fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        cc_sl_config_t config = CC_USWITCHLESS_CONFIG_INITIALIZER;
        config.num_uworkers = 1;
        config.num_tworkers = 2;
        config.sl_call_pool_size_qwords = 1;
        config.num_max_params = PARAMS;
        config.retries_before_fallback = UINT32_MAX;
        config.retries_before_sleep = 200;
        config.workers_policy = policy;
        CHECK_EQ(sim_pool_start(&state, &config), CC_SUCCESS);
        hosts(host);
        CHECK_EQ(wrong, 0);
        (void)fflush(stdout);
        _exit(end());
    }
    int status = -1;
    CHECK(child > 0 && waitpid(child, &status, 0) == child);
    return status;
}

static void callers_that_wait_see_what_the_worker_wrote(void)
{
    CHECK_EQ(in_a_process(WORKERS_POLICY_BUSY, ask_and_wait), 0);
    CHECK_EQ(in_a_process(WORKERS_POLICY_WAKEUP, ask_and_wait), 0);
}

static void callers_that_collect_see_what_the_worker_wrote(void)
{
    CHECK_EQ(in_a_process(WORKERS_POLICY_BUSY, ask_and_collect), 0);
    CHECK_EQ(in_a_process(WORKERS_POLICY_WAKEUP, ask_and_collect), 0);
}

int main(void)
{
    RUN(callers_that_wait_see_what_the_worker_wrote);
    RUN(callers_that_collect_see_what_the_worker_wrote);
    return end();
}
