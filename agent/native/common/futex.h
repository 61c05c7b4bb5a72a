/* Waiting on a shared word, and the steps of patience: pause, yield, and then sleep. */
#ifndef ATTESTRY_FUTEX_H
#define ATTESTRY_FUTEX_H

#include <linux/futex.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* Sleeps while *word is `value`, at most `nanos` (0: for ever). May wake for no reason. Shared between processes. */
static inline void futex_wait(_Atomic uint32_t *word, uint32_t value, uint64_t nanos)
{
    struct timespec limit = {(time_t)(nanos / 1000000000u), (long)(nanos % 1000000000u)};
    (void)syscall(SYS_futex, word, FUTEX_WAIT, value, nanos == 0 ? NULL : &limit, NULL, 0);
}

static inline void futex_wake(_Atomic uint32_t *word, int count)
{
    (void)syscall(SYS_futex, word, FUTEX_WAKE, count, NULL, NULL, 0);
}

static inline void cpu_pause(void)
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield" ::: "memory");
#else
    atomic_signal_fence(memory_order_seq_cst);
#endif
}

/* So many pauses at first; from then on the core is given away, or two cores would live-lock. */
#define PATIENCE_PAUSES 200u

/* What a yield costs, in pauses: retries are counted in these. */
#define PAUSES_PER_YIELD 40u

/* A yield that took longer was another thread's turn: there are more of them than cores. */
#define CROWDED_NANOS 20000u

/* So many waits sleep at once after that, before a yield is tried again. */
#define CROWDED_WAITS 2000u

static inline uint64_t monotonic_nanos(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* One step of waiting, which counts for *tries. True where sleeping costs less; *crowded remembers that. */
static inline bool be_patient(uint32_t *tries, uint32_t *crowded)
{
    if (*tries < PATIENCE_PAUSES) {
        cpu_pause();
        ++*tries;
        return false;
    }
    *tries += *tries < UINT32_MAX / 2 ? PAUSES_PER_YIELD : 0;
    if (*crowded > 0) {
        --*crowded;
        return true;
    }
    uint64_t start = monotonic_nanos();
    (void)sched_yield();
    bool long_yield = monotonic_nanos() - start > CROWDED_NANOS;
    *crowded = long_yield ? CROWDED_WAITS : 0;
    return long_yield;
}

#endif
