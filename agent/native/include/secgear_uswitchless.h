/* Configuration of the switchless call pool, given to cc_enclave_create as ENCLAVE_FEATURE_SWITCHLESS. */
#ifndef SECGEAR_USWITCHLESS_H
#define SECGEAR_USWITCHLESS_H

#include <sched.h>
#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* BUSY keeps workers scanning for the lowest latency; WAKEUP puts idle workers to sleep on a futex. */
typedef enum { WORKERS_POLICY_BUSY, WORKERS_POLICY_WAKEUP, WORKERS_POLICY_MAX } cc_workers_policy_t;

/* 160 bytes. Zero means the default, except where an SGX enclave refuses it. */
typedef struct {
    uint32_t num_uworkers;             /* threads that serve ocalls of workers: 0..512, 0 is 8; SGX wants 1 or more */
    uint32_t num_tworkers;             /* threads that run ecalls: 0..512, 0 is 8; SGX wants 1 or more */
    uint32_t sl_call_pool_size_qwords; /* pool size in units of 64 calls: 0..8, 0 is 1 */
    uint32_t num_max_params;           /* parameters of a call: 0..16, and 0 is none */
    uint32_t retries_before_fallback;  /* pauses until a call that no worker took is made the ordinary way; 0 is 20,000 */
    uint32_t retries_before_sleep;     /* pauses until an idle worker sleeps; 0 is 20,000 */
    uint32_t workers_policy;           /* cc_workers_policy_t */
    uint32_t rollback_to_common;       /* not 0: an async call that finds the pool full is made the ordinary way */
    cpu_set_t tworkers_cores;          /* where ecall workers may run; empty is anywhere */
} cc_sl_config_t;

#define CC_USWITCHLESS_CONFIG_INITIALIZER {1, 1, 1, 16, 0, 0, WORKERS_POLICY_BUSY, 0, {{0}}}

#ifdef __cplusplus
}
#endif

#endif
