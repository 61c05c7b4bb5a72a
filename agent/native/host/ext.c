/* Version, capabilities and layouts for bindings that cannot read a header. */
#include "secgear_ext.h"

#include <dlfcn.h>
#include <string.h>

#include "host.h"
#include "switchless_defs.h"

uint32_t cc_secgear_abi_version(void)
{
    return CC_SECGEAR_ABI_VERSION;
}

#define WHOLE(type, tag) {tag, 0, sizeof(type)}
#define FIELD(type, tag, field) {tag "." #field, offsetof(type, field), sizeof(((type *)0)->field)}

static const cc_layout_t LAYOUTS[] = {
    WHOLE(cc_enclave_t, "cc_enclave_t"),
    FIELD(cc_enclave_t, "cc_enclave_t", type),
    FIELD(cc_enclave_t, "cc_enclave_t", path),
    FIELD(cc_enclave_t, "cc_enclave_t", flags),
    FIELD(cc_enclave_t, "cc_enclave_t", rwlock),
    FIELD(cc_enclave_t, "cc_enclave_t", used_flag),
    FIELD(cc_enclave_t, "cc_enclave_t", private_data),
    FIELD(cc_enclave_t, "cc_enclave_t", list_ops_node),
    WHOLE(enclave_features_t, "enclave_features_t"),
    FIELD(enclave_features_t, "enclave_features_t", setting_type),
    FIELD(enclave_features_t, "enclave_features_t", feature_desc),
    WHOLE(cc_sl_config_t, "cc_sl_config_t"),
    FIELD(cc_sl_config_t, "cc_sl_config_t", num_uworkers),
    FIELD(cc_sl_config_t, "cc_sl_config_t", num_tworkers),
    FIELD(cc_sl_config_t, "cc_sl_config_t", sl_call_pool_size_qwords),
    FIELD(cc_sl_config_t, "cc_sl_config_t", num_max_params),
    FIELD(cc_sl_config_t, "cc_sl_config_t", retries_before_fallback),
    FIELD(cc_sl_config_t, "cc_sl_config_t", retries_before_sleep),
    FIELD(cc_sl_config_t, "cc_sl_config_t", workers_policy),
    FIELD(cc_sl_config_t, "cc_sl_config_t", rollback_to_common),
    FIELD(cc_sl_config_t, "cc_sl_config_t", tworkers_cores),
    WHOLE(sl_ecall_func_info_t, "sl_ecall_func_info_t"),
    FIELD(sl_ecall_func_info_t, "sl_ecall_func_info_t", func_id),
    FIELD(sl_ecall_func_info_t, "sl_ecall_func_info_t", retval_size),
    FIELD(sl_ecall_func_info_t, "sl_ecall_func_info_t", argc),
    FIELD(sl_ecall_func_info_t, "sl_ecall_func_info_t", args),
    WHOLE(struct cc_enclave_ops, "cc_enclave_ops"),
    FIELD(struct cc_enclave_ops, "cc_enclave_ops", cc_ecall_enclave),
    FIELD(struct cc_enclave_ops, "cc_enclave_ops", cc_sl_ecall_enclave),
    FIELD(struct cc_enclave_ops, "cc_enclave_ops", cc_sl_async_ecall),
    WHOLE(struct cc_enclave_ops_desc, "cc_enclave_ops_desc"),
    FIELD(struct cc_enclave_ops_desc, "cc_enclave_ops_desc", handle),
    FIELD(struct cc_enclave_ops_desc, "cc_enclave_ops_desc", count),
    FIELD(struct cc_enclave_ops_desc, "cc_enclave_ops_desc", type_version),
    FIELD(struct cc_enclave_ops_desc, "cc_enclave_ops_desc", ops),
    WHOLE(struct list_ops_desc, "list_ops_desc"),
    FIELD(struct list_ops_desc, "list_ops_desc", ops_desc),
    WHOLE(sl_task_t, "sl_task_t"),
    WHOLE(sl_task_pool_t, "sl_task_pool_t"),
    FIELD(sl_task_pool_t, "sl_task_pool_t", pool_cfg),
};

const cc_layout_t *cc_secgear_layouts(size_t *count)
{
    if (count != NULL) {
        *count = CC_ARRAY_LEN(LAYOUTS);
    }
    return LAYOUTS;
}

/* A function that only some engines have, by its name; NULL where this enclave's has none. */
static void *engine_symbol(const cc_enclave_t *enclave, const char *name)
{
    return dlsym(enclave->list_ops_node->ops_desc->handle, name);
}

/* An engine that says nothing of itself has what its table has. */
uint32_t cc_secgear_capabilities(cc_enclave_t *enclave)
{
    uint32_t (*own)(cc_enclave_t *) = NULL;
    const struct cc_enclave_ops *ops = enclave_ops(enclave);
    if (ops == NULL) {
        return 0;
    }
    void *symbol = engine_symbol(enclave, "cc_tee_capabilities");
    memcpy(&own, &symbol, sizeof own);
    if (own != NULL) {
        return own(enclave);
    }
    return (ops->cc_sl_ecall_enclave != NULL ? CC_CAP_SWITCHLESS : 0) |
           (ops->cc_sl_async_ecall != NULL ? CC_CAP_ASYNC : 0) |
           (ops->cc_malloc_shared_memory != NULL ? CC_CAP_SHARED_MEMORY : 0);
}

cc_enclave_result_t cc_sl_set_workers(cc_enclave_t *enclave, uint32_t workers)
{
    cc_enclave_result_t (*set)(cc_enclave_t *, uint32_t) = NULL;
    if (enclave_ops(enclave) == NULL) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    void *symbol = engine_symbol(enclave, "cc_tee_workers");
    memcpy(&set, &symbol, sizeof set);
    return set == NULL ? CC_ERROR_NOT_SUPPORTED : set(enclave, workers);
}
