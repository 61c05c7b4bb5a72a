/* What an engine implements and what generated proxies reach through: the layouts here are ABI. */
#ifndef SECGEAR_ENCLAVE_INTERNAL_H
#define SECGEAR_ENCLAVE_INTERNAL_H

#include "enclave.h"

#ifdef __cplusplus
extern "C" {
#endif

#define MAX_ENCLAVE 5
#define MAX_ENCLAVE_TYPE 3
#define MAX_ENGINE_NAME_LEN 10

/* A switchless call: `args` are argc words. */
typedef struct {
    uint16_t func_id;
    uint16_t retval_size;
    uint32_t argc;
    void *args;
} sl_ecall_func_info_t;

/* An engine's functions; a NULL one is a call that the engine does not have. */
struct cc_enclave_ops {
    cc_enclave_result_t (*cc_create_enclave)(
        cc_enclave_t *enclave, const enclave_features_t *features, const uint32_t features_count);
    cc_enclave_result_t (*cc_destroy_enclave)(cc_enclave_t *enclave);
    cc_enclave_result_t (*cc_ecall_enclave)(cc_enclave_t *enclave, uint32_t function_id, const void *input_buffer,
        size_t input_buffer_size, void *output_buffer, size_t output_buffer_size, void *ms, const void *ocall_table);
    cc_enclave_result_t (*cc_ecall_enclave_switchless)(cc_enclave_t *enclave, uint32_t function_id,
        const void *input_buffer, size_t input_buffer_size, void *output_buffer, size_t output_buffer_size, void *ms,
        const void *ocall_table);
    cc_enclave_result_t (*cc_sl_ecall_enclave)(cc_enclave_t *enclave, void *retval, sl_ecall_func_info_t *func_info);
    cc_enclave_result_t (*cc_sl_async_ecall)(cc_enclave_t *enclave, int *task_id, sl_ecall_func_info_t *func_info);
    cc_enclave_result_t (*cc_sl_async_ecall_get_result)(cc_enclave_t *enclave, int task_id, void *retval);
    void *(*cc_malloc_shared_memory)(cc_enclave_t *enclave, size_t size, bool is_control_buf);
    cc_enclave_result_t (*cc_free_shared_memory)(cc_enclave_t *enclave, void *ptr);
    cc_enclave_result_t (*cc_register_shared_memory)(cc_enclave_t *enclave, void *ptr);
    cc_enclave_result_t (*cc_unregister_shared_memory)(cc_enclave_t *enclave, void *ptr);
};

struct cc_enclave_ops_desc {
    const char name[MAX_ENGINE_NAME_LEN];
    void *handle;
    uint32_t count;
    const enclave_type_version_t type_version;
    const struct cc_enclave_ops *ops;
};

struct list_ops_desc {
    struct cc_enclave_ops_desc *ops_desc;
    struct list_ops_desc *next;
};

typedef struct _enclave_state_manage {
    uint32_t enclave_count;
} enclave_state_manage_t;

typedef struct _list_ops_management {
    uint32_t count;
    bool pthread_flag;
    pthread_mutex_t mutex_work;
    struct list_ops_desc *list_head;
    enclave_state_manage_t enclaveState;
} list_ops_management;

extern CC_API_SPEC list_ops_management g_list_ops;

typedef cc_enclave_result_t (*p_tee_registered)(cc_enclave_t *context, void *handle);
typedef cc_enclave_result_t (*p_tee_unregistered)(cc_enclave_t *context, enclave_type_version_t type);

/* Exported by every engine. Called with g_list_ops.mutex_work held. */
CC_API_SPEC cc_enclave_result_t cc_tee_registered(cc_enclave_t *context, void *handle);
CC_API_SPEC cc_enclave_result_t cc_tee_unregistered(cc_enclave_t *context, enclave_type_version_t type_version);

/* Called by engines, with g_list_ops.mutex_work held. */
CC_API_SPEC void add_ops_list(struct list_ops_desc *node);
CC_API_SPEC void remove_ops_list(const struct list_ops_desc *node);

/* Whether the enclave is of a kind that answers the remote attestation calls (GlobalPlatform). */
CC_API_SPEC bool is_support_remote_attest(cc_enclave_t *context);

#ifdef __cplusplus
}
#endif

#endif
