/* Who has which slot of a pool. */
#include "pool.h"

static uint32_t take_free_bit(sim_pool_t *pool)
{
    for (uint32_t word = 0; word < pool->config.sl_call_pool_size_qwords; word++) {
        uint64_t bits = atomic_load_explicit(&pool->free[word], memory_order_relaxed);
        while (bits != 0) {
            uint64_t bit = bits & -bits;
            uint64_t before = atomic_fetch_and_explicit(&pool->free[word], ~bit, memory_order_acquire);
            if ((before & bit) != 0) {
                return word * SWITCHLESS_BITS_IN_QWORD + (uint32_t)__builtin_ctzll(bit);
            }
            bits = before & ~bit;
        }
    }
    return POOL_NO_SLOT;
}

bool sim_task_done(uint32_t status)
{
    return status == SL_TASK_DONE_SUCCESS || status == SL_TASK_DONE_FAILED;
}

static void reclaim(sim_pool_t *pool)
{
    for (uint32_t slot = 0; slot < pool->slots; slot++) {
        uint32_t state = atomic_load(&pool->book[slot].state);
        uint32_t generation = state >> 3;
        if (state == slot_state(generation, SLOT_ABANDONED) &&
            sim_task_done(atomic_load(&pool->ring->slot[slot].status)) &&
            atomic_compare_exchange_strong(
                &pool->book[slot].state, &state, slot_state(generation, SLOT_COLLECTED))) {
            sim_slot_give(pool, slot);
        }
    }
}

uint32_t sim_slot_take(sim_pool_t *pool, enum slot_use use)
{
    uint32_t slot = take_free_bit(pool);
    if (slot == POOL_NO_SLOT) {
        reclaim(pool);
        slot = take_free_bit(pool);
    }
    if (slot != POOL_NO_SLOT) {
        uint32_t generation = atomic_load_explicit(&pool->book[slot].state, memory_order_relaxed) >> 3;
        atomic_store_explicit(&pool->book[slot].state, slot_state(generation, use), memory_order_release);
    }
    return slot;
}

void sim_slot_give(sim_pool_t *pool, uint32_t slot)
{
    uint32_t generation = (atomic_load_explicit(&pool->book[slot].state, memory_order_relaxed) >> 3) + 1;
    generation = generation >= TASK_GENERATIONS ? 1 : generation;
    atomic_store_explicit(&pool->book[slot].state, slot_state(generation, SLOT_FREE), memory_order_release);
    (void)atomic_fetch_or_explicit(&pool->free[slot / SWITCHLESS_BITS_IN_QWORD],
        UINT64_C(1) << slot % SWITCHLESS_BITS_IN_QWORD, memory_order_release);
}

void sim_slot_abandon(sim_pool_t *pool, uint32_t slot)
{
    uint32_t generation = atomic_load_explicit(&pool->book[slot].state, memory_order_relaxed) >> 3;
    atomic_store(&pool->book[slot].state, slot_state(generation, SLOT_ABANDONED));
}
