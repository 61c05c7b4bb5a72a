/* The switchless pool of an enclave: its memory, its start and its end. */
#include "pool.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "futex.h"

static sim_pool_t *allocate(const cc_sl_config_t *config)
{
    sim_pool_t *pool = calloc(1, sizeof *pool);
    void *memory = NULL;
    if (pool == NULL) {
        return NULL;
    }
    pool->config = *config;
    pool->slots = config->sl_call_pool_size_qwords * SWITCHLESS_BITS_IN_QWORD;
    pool->size = ring_size(config->sl_call_pool_size_qwords);
    pool->memory = sim_memory_new(pool->size, &memory);
    if (pool->memory < 0) {
        free(pool);
        return NULL;
    }
    pool->ring = memory;
    atomic_store(&pool->ring->active, config->num_tworkers);
    for (uint32_t word = 0; word < config->sl_call_pool_size_qwords; word++) {
        atomic_store(&pool->free[word], UINT64_MAX);
    }
    for (uint32_t slot = 0; slot < pool->slots; slot++) {
        atomic_store(&pool->book[slot].state, slot_state(1, SLOT_FREE));
    }
    return pool;
}

cc_enclave_result_t sim_pool_start(sim_enclave_t *enclave, const cc_sl_config_t *config)
{
    control_t packet = control_packet(CONTROL_POOL);
    sim_pool_t *pool = allocate(config);
    if (pool == NULL) {
        return CC_ERROR_OUT_OF_MEMORY;
    }
    enclave->pool = pool;
    pool->uworkers = sim_uworkers_start(enclave, config->num_uworkers);
    if (pool->uworkers == NULL) {
        return CC_ERROR_OUT_OF_MEMORY;
    }
    packet.config = *config;
    packet.size = pool->size;
    return sim_ask(enclave, &packet, pool->memory);
}

void sim_pool_wake_all(sim_pool_t *pool)
{
    for (uint32_t slot = 0; pool != NULL && slot < pool->slots; slot++) {
        if (atomic_load(&pool->ring->slot[slot].waiting) != 0) {
            futex_wake(&pool->ring->slot[slot].status, RING_MAX_WORKERS);
        }
    }
}

cc_enclave_result_t sim_pool_workers(sim_enclave_t *enclave, uint32_t workers)
{
    sim_pool_t *pool = enclave->pool;
    if (pool == NULL) {
        return CC_ERROR_SWITCHLESS_DISABLED;
    }
    if (workers < 1 || workers > pool->config.num_tworkers) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    if (enclave->dead) {
        return CC_ERROR_ENCLAVE_DEAD;
    }
    atomic_store(&pool->ring->active, workers);
    futex_wake(&pool->ring->active, RING_MAX_WORKERS);
    return CC_SUCCESS;
}

void sim_pool_stop(sim_enclave_t *enclave)
{
    sim_pool_t *pool = enclave->pool;
    if (pool != NULL) {
        atomic_store(&pool->ring->stop, 1);
        (void)atomic_fetch_add(&pool->ring->doorbell, 1);
        futex_wake(&pool->ring->doorbell, RING_MAX_WORKERS);
        atomic_store(&pool->ring->active, pool->config.num_tworkers);
        futex_wake(&pool->ring->active, RING_MAX_WORKERS);
    }
}

/* The process is gone by now: nobody else has the memory, and the workers' sockets are at their end. */
void sim_pool_close(sim_enclave_t *enclave)
{
    sim_pool_t *pool = enclave->pool;
    if (pool == NULL) {
        return;
    }
    sim_uworkers_stop(pool->uworkers);
    (void)munmap(pool->ring, pool->size);
    (void)close(pool->memory);
    free(pool);
    enclave->pool = NULL;
}
