/* The host's own books of a switchless pool; nothing here is shared with the enclave. */
#ifndef ATTESTRY_SIM_POOL_H
#define ATTESTRY_SIM_POOL_H

#include "engine.h"
#include "ring.h"

#define POOL_MAX_SLOTS (RING_MAX_QWORDS * SWITCHLESS_BITS_IN_QWORD)
#define POOL_NO_SLOT UINT32_MAX

/*
 * A task id is positive: the slot's number in the low 9 bits, its generation in the 22 above. A generation is never
 * 0, so that 0 is no task's id, and an id outlives its task without ever naming another one within 4 million uses.
 */
#define TASK_SLOT_BITS 9
#define TASK_GENERATIONS (1u << 22)

enum slot_use { SLOT_FREE, SLOT_SYNC, SLOT_ASYNC, SLOT_COLLECTED, SLOT_ABANDONED };

struct sim_pool {
    ring_t *ring;
    size_t size;
    int memory;
    cc_sl_config_t config;
    uint32_t slots;
    sim_uworkers_t *uworkers;
    _Atomic uint64_t free[RING_MAX_QWORDS];
    struct {
        _Atomic uint32_t state; /* generation << 3 | slot_use */
        uint32_t retval_size;
    } book[POOL_MAX_SLOTS];
};

static inline uint32_t slot_state(uint32_t generation, enum slot_use use)
{
    return generation << 3 | (uint32_t)use;
}

/* A slot that nobody else has, or POOL_NO_SLOT; it is in use `use` from now on. */
uint32_t sim_slot_take(sim_pool_t *pool, enum slot_use use);
void sim_slot_give(sim_pool_t *pool, uint32_t slot);
/* Leaves a slot to the worker that still runs its task; it comes back when that is done. */
void sim_slot_abandon(sim_pool_t *pool, uint32_t slot);

bool sim_task_done(uint32_t status);

#endif
