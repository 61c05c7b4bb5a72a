/*
 * The switchless pool in the memory that both sides map.
 *
 * A host thread fills a slot that is its own, publishes it by a release on the slot's status and sets its signal bit
 * (release); a worker takes the bit (acquire), runs the task on a private copy and publishes the answer (release). The
 * enclave believes nothing here but what it has copied, and the host keeps its own books elsewhere.
 */
#ifndef ATTESTRY_RING_H
#define ATTESTRY_RING_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include "switchless_defs.h"

#define RING_MAX_QWORDS 8
#define RING_MAX_PARAMS 16
#define RING_MAX_WORKERS 512
#define RING_CACHE_LINE 64

/* An sl_task_t with room for all the parameters that a call can have; `params` are the words of its flexible array. */
typedef union {
    sl_task_t head;
    struct {
        uint64_t fixed[sizeof(sl_task_t) / sizeof(uint64_t)];
        uint64_t params[RING_MAX_PARAMS];
    };
} whole_task_t;

/* One call. The first fields are an sl_task_t, so that a bridge can be given a copy of them. */
typedef struct {
    _Alignas(RING_CACHE_LINE) _Atomic uint32_t status;
    uint16_t func_id;
    uint16_t retval_size;
    _Atomic uint64_t ret_val;
    uint64_t params[RING_MAX_PARAMS];
    uint32_t argc;
    _Atomic uint32_t waiting; /* not 0: a host thread sleeps on status */
} ring_slot_t;

typedef struct {
    _Alignas(RING_CACHE_LINE) _Atomic uint32_t doorbell; /* what sleeping workers wait on */
    _Atomic uint32_t stop;
    _Atomic uint32_t active; /* workers with a higher number rest, waiting on this word; worker 0 never does */
    _Alignas(RING_CACHE_LINE) _Atomic uint32_t looking;  /* workers that scan and are awake */
    _Atomic uint32_t sleeping;                           /* workers in a futex wait */
    _Alignas(RING_CACHE_LINE) _Atomic uint64_t signal[RING_MAX_QWORDS];
    ring_slot_t slot[];
} ring_t;

static inline size_t ring_size(uint32_t qwords)
{
    return sizeof(ring_t) + (size_t)qwords * SWITCHLESS_BITS_IN_QWORD * sizeof(ring_slot_t);
}

#endif
