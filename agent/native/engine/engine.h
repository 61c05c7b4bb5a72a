/* The simulated engine: each enclave is a process of its own, and what its host may do is what a socket carries. */
#ifndef ATTESTRY_SIM_ENGINE_H
#define ATTESTRY_SIM_ENGINE_H

#include <stdatomic.h>
#include <sys/types.h>

#include "enclave_internal.h"
#include "enclave_log.h"
#include "wire.h"

#define SIM_MAX_CHANNELS 128
#define SIM_DEVICE_KEY_SIZE 32
#define SIM_START_SECONDS 30
#define SIM_END_SECONDS 5

typedef struct sim_pool sim_pool_t;

typedef struct sim_enclave {
    cc_enclave_t *context;
    int control;
    pthread_mutex_t control_lock;

    pid_t process; /* valid while !dead, under process_lock */
    pthread_t keeper;
    pthread_mutex_t process_lock;
    pthread_cond_t process_changed;
    bool spawned;
    int spawn_error;
    _Atomic bool dead;

    pthread_mutex_t channel_lock;
    int idle[SIM_MAX_CHANNELS];
    uint32_t idle_count;
    uint32_t open_count;

    _Atomic(const ocall_enclave_table_t *) ocalls; /* as given with the last ordinary call */
    _Atomic(sim_pool_t *) pool;                    /* NULL: switchless calls are off */

    char id[ENCLAVE_ID_SIZE];
    uint8_t image[DIGEST_SIZE];
    struct sim_enclave *next; /* in the list of live enclaves */
} sim_enclave_t;

sim_enclave_t *sim_of(const cc_enclave_t *context);

/* process.c: one keeper thread spawns the process, waits for its end and tells everybody. */
cc_enclave_result_t sim_process_start(sim_enclave_t *enclave, int remote_control);
void sim_process_end(sim_enclave_t *enclave);
/* Whether the process is gone; gives a broken socket a moment to become a known death. */
bool sim_process_gone(sim_enclave_t *enclave);

/* control.c: one question, one answer. */
cc_enclave_result_t sim_control_start(sim_enclave_t *enclave, int image);
cc_enclave_result_t sim_ask(sim_enclave_t *enclave, control_t *packet, int fd);
bool sim_socket_pair(int kind, int pair[2]);

/* channel.c: sockets that carry one call at a time. */
cc_enclave_result_t sim_channel_take(sim_enclave_t *enclave, int *fd);
void sim_channel_give(sim_enclave_t *enclave, int fd, bool usable);
void sim_channels_close(sim_enclave_t *enclave);

/* call.c */
cc_enclave_result_t sim_ecall(cc_enclave_t *context, uint32_t function_id, const void *input, size_t input_size,
    void *output, size_t output_size, void *ms, const void *ocall_table);
/* A switchless call made over a channel: `task` is an sl_task_t of `size` bytes, whose ret_val is filled. */
cc_enclave_result_t sim_task_call(sim_enclave_t *enclave, void *task, size_t size);

/* ocall.c: answers one request of the enclave; false when the socket is of no more use. */
bool sim_serve_outward(
    sim_enclave_t *enclave, int fd, const wire_header_t *header, const ocall_enclave_table_t *table);
/* Whether the calling thread is inside an ocall of this enclave. */
bool sim_is_outside(const sim_enclave_t *enclave);

/* report.c: the platform that local attestation asks. */
void sim_live_add(sim_enclave_t *enclave);
void sim_live_remove(sim_enclave_t *enclave);
cc_enclave_result_t sim_report(
    const sim_enclave_t *asking, const char *id, const uint8_t nonce[DIGEST_SIZE], local_report_t *report);

/* device.c: the simulated device's root key, made at first use in a file that only its user can read. */
bool sim_device_key(uint8_t key[SIM_DEVICE_KEY_SIZE]);

/* shared.c */
void *sim_malloc_shared(cc_enclave_t *context, size_t size, bool is_control_buf);
cc_enclave_result_t sim_free_shared(cc_enclave_t *context, void *ptr);
cc_enclave_result_t sim_register_shared(cc_enclave_t *context, void *ptr);
cc_enclave_result_t sim_unregister_shared(cc_enclave_t *context, void *ptr);
void sim_shared_close(sim_enclave_t *enclave);
/* Memory that both sides can map and neither can shrink. */
int sim_memory_new(size_t size, void **address);

/* config.c: the ranges and defaults of section "configuration" of the header, by kind of enclave. */
cc_enclave_result_t sim_features(enclave_type_version_t type, const enclave_features_t *features, uint32_t count,
    cc_sl_config_t *config, bool *switchless);
cc_enclave_result_t sim_config_resolve(
    enclave_type_version_t type, const cc_sl_config_t *given, cc_sl_config_t *config);

/* pool.c, wait.c */
cc_enclave_result_t sim_pool_start(sim_enclave_t *enclave, const cc_sl_config_t *config);
cc_enclave_result_t sim_pool_workers(sim_enclave_t *enclave, uint32_t workers);
void sim_pool_stop(sim_enclave_t *enclave);
void sim_pool_close(sim_enclave_t *enclave);
void sim_pool_wake_all(sim_pool_t *pool);
cc_enclave_result_t sim_sl_ecall(cc_enclave_t *context, void *retval, sl_ecall_func_info_t *func);
cc_enclave_result_t sim_sl_async(cc_enclave_t *context, int *task_id, sl_ecall_func_info_t *func);
cc_enclave_result_t sim_sl_collect(cc_enclave_t *context, int task_id, void *retval);

/* uworker.c: host threads that make the ocalls of switchless workers. */
typedef struct sim_uworkers sim_uworkers_t;
sim_uworkers_t *sim_uworkers_start(sim_enclave_t *enclave, uint32_t count);
void sim_uworkers_stop(sim_uworkers_t *workers);

#endif
