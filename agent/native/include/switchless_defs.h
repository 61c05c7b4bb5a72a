/* The task that a switchless call is, as both sides and generated bridges see it. */
#ifndef SECGEAR_SWITCHLESS_DEFS_H
#define SECGEAR_SWITCHLESS_DEFS_H

#include <stdbool.h>
#include <stdint.h>

#include "secgear_uswitchless.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SWITCHLESS_BITS_IN_QWORD 64

/* Host-side view of a pool, 208 bytes. Kept for engines that share it; the simulated engine has its own. */
typedef struct {
    char *pool_buf;
    char *task_buf;
    uint64_t *free_bit_buf;
    uint64_t *signal_bit_buf;
    uint32_t bit_buf_size;
    uint32_t per_task_size;
    volatile bool need_stop_tworkers;
    cc_sl_config_t pool_cfg;
} sl_task_pool_t;

/* 16 bytes and one word per parameter; a generated bridge reads params[] and writes ret_val. */
typedef struct {
    volatile uint32_t status;
    uint16_t func_id;
    uint16_t retval_size;
    volatile uint64_t ret_val;
    uint64_t params[];
} sl_task_t;

typedef enum {
    SL_TASK_INIT = 0,
    SL_TASK_SUBMITTED,
    SL_TASK_ACCEPTED,
    SL_TASK_DONE_SUCCESS,
    SL_TASK_DONE_FAILED
} sl_task_status_t;

#define SL_CALCULATE_PER_TASK_SIZE(cfg) (sizeof(sl_task_t) + (cfg)->num_max_params * sizeof(uint64_t))

/* Bytes of the classic shared control area for a configuration: configuration, signal bits, tasks. */
static inline size_t sl_get_pool_buf_len_by_config(const cc_sl_config_t *pool_cfg)
{
    size_t tasks = (size_t)pool_cfg->sl_call_pool_size_qwords * SWITCHLESS_BITS_IN_QWORD;
    return sizeof(cc_sl_config_t) + pool_cfg->sl_call_pool_size_qwords * sizeof(uint64_t) +
           tasks * SL_CALCULATE_PER_TASK_SIZE(pool_cfg);
}

typedef void (*sl_ecall_func_t)(void *task_buf);

#ifdef __cplusplus
}
#endif

#endif
