/* Switchless calls of the host: into a slot, and the answer out of it. */
#include <string.h>

#include "futex.h"
#include "pool.h"

#ifndef SIM_SYNC_TIMEOUT_SECONDS
#define SIM_SYNC_TIMEOUT_SECONDS UINT64_C(60)
#endif

/* From here on a sleeping wait is cheaper than another yield. */
#define TRIES_BEFORE_SLEEP (PATIENCE_PAUSES + 50u * PAUSES_PER_YIELD)
#define SLEEP_NANOS 1000000u
#define PAUSES_PER_SLEEP 2000u

static cc_enclave_result_t check(const sim_enclave_t *enclave, const sl_ecall_func_info_t *func)
{
    if (enclave == NULL || func == NULL || (func->argc > 0 && func->args == NULL) ||
        func->retval_size > sizeof(uint64_t)) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    if (enclave->pool == NULL) {
        return CC_ERROR_SWITCHLESS_DISABLED;
    }
    if (func->argc > enclave->pool->config.num_max_params) {
        return CC_ERROR_SWITCHLESS_INVALID_ARG_NUM;
    }
    if (sim_is_outside(enclave)) {
        return CC_ERROR_ECALL_NOT_ALLOWED;
    }
    return atomic_load(&enclave->dead) ? CC_ERROR_ENCLAVE_DEAD : CC_SUCCESS;
}

/* The bell rings only when nobody looks: a worker that looks will see the bit before it falls asleep. */
static void ring_bell(ring_t *ring)
{
    if (atomic_load(&ring->looking) == 0 && atomic_load(&ring->sleeping) > 0) {
        (void)atomic_fetch_add(&ring->doorbell, 1);
        futex_wake(&ring->doorbell, 1);
    }
}

static void submit(sim_pool_t *pool, uint32_t number, const sl_ecall_func_info_t *func)
{
    ring_slot_t *slot = &pool->ring->slot[number];
    pool->book[number].retval_size = func->retval_size;
    slot->func_id = func->func_id;
    slot->retval_size = func->retval_size;
    slot->argc = func->argc;
    atomic_store_explicit(&slot->ret_val, 0, memory_order_relaxed);
    if (func->argc > 0) {
        memcpy(slot->params, func->args, func->argc * sizeof slot->params[0]);
    }
    atomic_store_explicit(&slot->status, SL_TASK_SUBMITTED, memory_order_release);
    (void)atomic_fetch_or(
        &pool->ring->signal[number / SWITCHLESS_BITS_IN_QWORD], UINT64_C(1) << number % SWITCHLESS_BITS_IN_QWORD);
    ring_bell(pool->ring);
}

/* Whether the task was still there: then it is ours again, and no worker will ever run it. */
static bool withdraw(sim_pool_t *pool, uint32_t number)
{
    uint64_t bit = UINT64_C(1) << number % SWITCHLESS_BITS_IN_QWORD;
    return (atomic_fetch_and(&pool->ring->signal[number / SWITCHLESS_BITS_IN_QWORD], ~bit) & bit) != 0;
}

static void sleep_on(ring_slot_t *slot, uint32_t status)
{
    atomic_store(&slot->waiting, 1);
    if (atomic_load(&slot->status) == status) {
        futex_wait(&slot->status, status, SLEEP_NANOS);
    }
    atomic_store(&slot->waiting, 0);
}

enum wait_end { WAIT_DONE, WAIT_WITHDRAWN, WAIT_DEAD, WAIT_TIMEOUT };

/* Pauses, then yields, then sleeps; a task that no worker took within the retries is taken back. */
static enum wait_end await(sim_enclave_t *enclave, uint32_t number)
{
    sim_pool_t *pool = enclave->pool;
    ring_slot_t *slot = &pool->ring->slot[number];
    static _Thread_local uint32_t crowded;
    uint64_t start = 0;
    for (uint32_t tries = 0;;) {
        uint32_t status = atomic_load_explicit(&slot->status, memory_order_acquire);
        if (sim_task_done(status)) {
            return WAIT_DONE;
        }
        if (status == SL_TASK_SUBMITTED && tries >= pool->config.retries_before_fallback &&
            withdraw(pool, number)) {
            return WAIT_WITHDRAWN;
        }
        if (tries < TRIES_BEFORE_SLEEP && !be_patient(&tries, &crowded)) {
            continue;
        }
        sleep_on(slot, status);
        tries += tries < UINT32_MAX / 2 ? PAUSES_PER_SLEEP : 0;
        start = start == 0 ? monotonic_nanos() : start;
        if (atomic_load(&enclave->dead)) {
            return WAIT_DEAD;
        }
        if (monotonic_nanos() - start > SIM_SYNC_TIMEOUT_SECONDS * 1000000000u) {
            return WAIT_TIMEOUT;
        }
    }
}

static cc_enclave_result_t collect(sim_pool_t *pool, uint32_t number, void *retval)
{
    ring_slot_t *slot = &pool->ring->slot[number];
    uint32_t status = atomic_load_explicit(&slot->status, memory_order_acquire);
    uint64_t value = atomic_load_explicit(&slot->ret_val, memory_order_relaxed);
    if (status == SL_TASK_DONE_FAILED) {
        return value == CC_SUCCESS ? CC_FAIL : (cc_enclave_result_t)value;
    }
    if (retval != NULL) {
        memcpy(retval, &value, pool->book[number].retval_size);
    }
    return CC_SUCCESS;
}

/* The same task over a channel: the caller cannot tell, but for the time it took. */
static cc_enclave_result_t fall_back(sim_enclave_t *enclave, const sl_ecall_func_info_t *func, void *retval)
{
    whole_task_t call;
    memset(&call, 0, sizeof call);
    call.head.func_id = func->func_id;
    call.head.retval_size = func->retval_size;
    if (func->argc > 0) {
        memcpy(call.params, func->args, func->argc * sizeof call.params[0]);
    }
    cc_enclave_result_t result =
        sim_task_call(enclave, &call, sizeof(sl_task_t) + func->argc * sizeof call.params[0]);
    if (result == CC_SUCCESS && retval != NULL) {
        uint64_t value = call.head.ret_val;
        memcpy(retval, &value, func->retval_size);
    }
    return result;
}

cc_enclave_result_t sim_sl_ecall(cc_enclave_t *context, void *retval, sl_ecall_func_info_t *func)
{
    sim_enclave_t *enclave = sim_of(context);
    cc_enclave_result_t result = check(enclave, func);
    if (result != CC_SUCCESS) {
        return result;
    }
    uint32_t number = sim_slot_take(enclave->pool, SLOT_SYNC);
    if (number == POOL_NO_SLOT) {
        return CC_ERROR_SWITCHLESS_TASK_POOL_FULL;
    }
    submit(enclave->pool, number, func);
    switch (await(enclave, number)) {
        case WAIT_DONE:
            result = collect(enclave->pool, number, retval);
            sim_slot_give(enclave->pool, number);
            return result;
        case WAIT_WITHDRAWN:
            sim_slot_give(enclave->pool, number);
            return fall_back(enclave, func, retval);
        case WAIT_DEAD:
            sim_slot_give(enclave->pool, number);
            return CC_ERROR_ENCLAVE_DEAD;
        case WAIT_TIMEOUT:
            sim_slot_abandon(enclave->pool, number);
            return CC_ERROR_TIMEOUT;
    }
    return CC_FAIL;
}

cc_enclave_result_t sim_sl_async(cc_enclave_t *context, int *task_id, sl_ecall_func_info_t *func)
{
    sim_enclave_t *enclave = sim_of(context);
    cc_enclave_result_t result = task_id == NULL ? CC_ERROR_BAD_PARAMETERS : check(enclave, func);
    if (result != CC_SUCCESS) {
        return result;
    }
    sim_pool_t *pool = enclave->pool;
    uint32_t number = sim_slot_take(pool, SLOT_ASYNC);
    if (number == POOL_NO_SLOT) {
        return pool->config.rollback_to_common > 0 ? CC_ERROR_SWITCHLESS_ROLLBACK2COMMON
                                                   : CC_ERROR_SWITCHLESS_TASK_POOL_FULL;
    }
    uint32_t generation = atomic_load(&pool->book[number].state) >> 3;
    submit(pool, number, func);
    *task_id = (int)(generation << TASK_SLOT_BITS | number);
    return CC_SUCCESS;
}

cc_enclave_result_t sim_sl_collect(cc_enclave_t *context, int task_id, void *retval)
{
    sim_enclave_t *enclave = sim_of(context);
    if (enclave == NULL || task_id < 0) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    sim_pool_t *pool = enclave->pool;
    if (pool == NULL) {
        return CC_ERROR_SWITCHLESS_DISABLED;
    }
    uint32_t number = (uint32_t)task_id & (POOL_MAX_SLOTS - 1);
    uint32_t generation = (uint32_t)task_id >> TASK_SLOT_BITS;
    uint32_t expected = slot_state(generation, SLOT_ASYNC);
    if (number >= pool->slots || atomic_load(&pool->book[number].state) != expected) {
        return CC_ERROR_SWITCHLESS_INVALID_TASK_ID;
    }
    bool done = sim_task_done(atomic_load_explicit(&pool->ring->slot[number].status, memory_order_acquire));
    bool dead = !done && atomic_load(&enclave->dead);
    if (!done && !dead) {
        return CC_ERROR_SWITCHLESS_ASYNC_TASK_UNFINISHED;
    }
    if (!atomic_compare_exchange_strong(
            &pool->book[number].state, &expected, slot_state(generation, SLOT_COLLECTED))) {
        return CC_ERROR_SWITCHLESS_INVALID_TASK_ID;
    }
    cc_enclave_result_t result = dead ? CC_ERROR_ENCLAVE_DEAD : collect(pool, number, retval);
    sim_slot_give(pool, number);
    return result;
}
