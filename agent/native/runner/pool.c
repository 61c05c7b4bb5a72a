/* The workers of the switchless pool. */
#define _GNU_SOURCE
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "futex.h"
#include "runner.h"

#define NO_SLOT UINT32_MAX

typedef struct {
    ring_t *ring;
    size_t size;
    cc_sl_config_t config;
    uint32_t hot; /* workers that sleep only where cores are crowded */
} pool_t;

static pool_t pool;

static uint32_t take(uint32_t first)
{
    uint32_t words = pool.config.sl_call_pool_size_qwords;
    for (uint32_t i = 0; i < words; i++) {
        uint32_t word = (first + i) % words;
        uint64_t bits = atomic_load_explicit(&pool.ring->signal[word], memory_order_relaxed);
        while (bits != 0) {
            uint64_t bit = bits & -bits;
            uint64_t before = atomic_fetch_and_explicit(&pool.ring->signal[word], ~bit, memory_order_acq_rel);
            if ((before & bit) != 0) {
                return word * SWITCHLESS_BITS_IN_QWORD + (uint32_t)__builtin_ctzll(bit);
            }
            bits = before & ~bit;
        }
    }
    return NO_SLOT;
}

static bool anything_to_do(void)
{
    for (uint32_t word = 0; word < pool.config.sl_call_pool_size_qwords; word++) {
        if (atomic_load(&pool.ring->signal[word]) != 0) {
            return true;
        }
    }
    return false;
}

/* The last worker that looks wakes another one before it turns to its task, if there is more to do. */
static void hand_over(void)
{
    if (atomic_fetch_sub(&pool.ring->looking, 1) == 1 && anything_to_do() && atomic_load(&pool.ring->sleeping) > 0) {
        (void)atomic_fetch_add(&pool.ring->doorbell, 1);
        futex_wake(&pool.ring->doorbell, 1);
    }
}

/* Everything is read once, into memory that the host cannot reach; only the copy is judged and used. */
static cc_enclave_result_t copy_task(const ring_slot_t *slot, whole_task_t *task)
{
    uint32_t argc = *(const volatile uint32_t *)&slot->argc;
    memset(task, 0, sizeof *task);
    task->head.func_id = *(const volatile uint16_t *)&slot->func_id;
    task->head.retval_size = *(const volatile uint16_t *)&slot->retval_size;
    if (argc > pool.config.num_max_params) {
        return CC_ERROR_SWITCHLESS_INVALID_ARG_NUM;
    }
    memcpy(task->params, slot->params, argc * sizeof task->params[0]);
    return task->head.retval_size > sizeof(uint64_t) ? CC_ERROR_BAD_PARAMETERS : CC_SUCCESS;
}

static void run(uint32_t number)
{
    ring_slot_t *slot = &pool.ring->slot[number];
    whole_task_t task;
    atomic_store_explicit(&slot->status, SL_TASK_ACCEPTED, memory_order_relaxed);
    cc_enclave_result_t result = copy_task(slot, &task);
    if (result == CC_SUCCESS) {
        result = task_run(&task);
    }
    atomic_store_explicit(
        &slot->ret_val, result == CC_SUCCESS ? task.head.ret_val : (uint64_t)result, memory_order_relaxed);
    atomic_store(&slot->status, result == CC_SUCCESS ? SL_TASK_DONE_SUCCESS : SL_TASK_DONE_FAILED);
    if (atomic_load(&slot->waiting) != 0) {
        futex_wake(&slot->status, 1);
    }
}

static void sleep_until_called(void)
{
    uint32_t bell = atomic_load(&pool.ring->doorbell);
    (void)atomic_fetch_add(&pool.ring->sleeping, 1);
    (void)atomic_fetch_sub(&pool.ring->looking, 1);
    if (!anything_to_do() && atomic_load(&pool.ring->stop) == 0) {
        futex_wait(&pool.ring->doorbell, bell, 0);
    }
    (void)atomic_fetch_sub(&pool.ring->sleeping, 1);
    (void)atomic_fetch_add(&pool.ring->looking, 1);
}

/* A worker that the host has no use for now; it passes on a call that woke it. */
static void rest(uint32_t active)
{
    hand_over();
    if (atomic_load(&pool.ring->stop) == 0) {
        futex_wait(&pool.ring->active, active, 0);
    }
    (void)atomic_fetch_add(&pool.ring->looking, 1);
}

static void *work(void *argument)
{
    uint32_t self = (uint32_t)(uintptr_t)argument;
    uint32_t tries = 0;
    uint32_t crowded = 0;
    (void)atomic_fetch_add(&pool.ring->looking, 1);
    while (atomic_load_explicit(&pool.ring->stop, memory_order_relaxed) == 0) {
        uint32_t active = atomic_load_explicit(&pool.ring->active, memory_order_relaxed);
        if (self != 0 && self >= active) {
            rest(active);
            continue;
        }
        uint32_t number = take(self);
        if (number != NO_SLOT) {
            hand_over();
            run(number);
            (void)atomic_fetch_add(&pool.ring->looking, 1);
            tries = 0;
        } else if ((self < pool.hot || tries < pool.config.retries_before_sleep) && !be_patient(&tries, &crowded)) {
            continue;
        } else if (!anything_to_do()) {
            sleep_until_called();
            tries = 0;
        }
    }
    return NULL;
}

/* More scanning threads than half the cores would take the time of those that have work. */
static uint32_t hot_workers(const cc_sl_config_t *config)
{
    cpu_set_t cores;
    if (config->workers_policy != WORKERS_POLICY_BUSY) {
        return 0;
    }
    int count = sched_getaffinity(0, sizeof cores, &cores) == 0 ? CPU_COUNT(&cores) : 2;
    return count < 4 ? 1 : (uint32_t)count / 2;
}

static bool start_worker(uint32_t number)
{
    pthread_t thread;
    pthread_attr_t attributes;
    (void)pthread_attr_init(&attributes);
    (void)pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    bool started = pthread_create(&thread, &attributes, work, (void *)(uintptr_t)number) == 0;
    if (started && CPU_COUNT(&pool.config.tworkers_cores) > 0) {
        /* A wish, as the header says: cores that are not there are no reason to refuse. */
        (void)pthread_setaffinity_np(thread, sizeof(cpu_set_t), &pool.config.tworkers_cores);
    }
    (void)pthread_attr_destroy(&attributes);
    return started;
}

static bool acceptable(uint64_t size, const cc_sl_config_t *config)
{
    return config->num_tworkers >= 1 && config->num_tworkers <= RING_MAX_WORKERS &&
           config->sl_call_pool_size_qwords >= 1 && config->sl_call_pool_size_qwords <= RING_MAX_QWORDS &&
           config->num_max_params <= RING_MAX_PARAMS && size == ring_size(config->sl_call_pool_size_qwords);
}

cc_enclave_result_t pool_start(int fd, uint64_t size, const cc_sl_config_t *config)
{
    if (pool.ring != NULL) {
        return CC_ERROR_SWITCHLESS_REINIT;
    }
    if (!acceptable(size, config)) {
        return CC_ERROR_TSWITCHLESS_INIT_FAILED;
    }
    pool.config = *config;
    pool.hot = hot_workers(config);
    pool.size = size;
    pool.ring = shared_map_descriptor(fd, size);
    if (pool.ring == NULL) {
        return CC_ERROR_TSWITCHLESS_INIT_FAILED;
    }
    for (uint32_t i = 0; i < config->num_tworkers; i++) {
        if (!start_worker(i)) {
            return CC_ERROR_TSWITCHLESS_INIT_FAILED;
        }
    }
    return CC_SUCCESS;
}

bool pool_overlaps(const void *address, size_t size)
{
    uintptr_t from = (uintptr_t)address;
    uintptr_t start = (uintptr_t)pool.ring;
    return pool.ring != NULL && from < start + pool.size && start < from + size;
}
