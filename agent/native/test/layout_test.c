/* The layouts and numbers that are ABI, each written down here a second time. */
#include <stddef.h>

#include "raw_host.h"
#include "secgear_dataseal.h"
#include "switchless_defs.h"

static void structs_have_their_size_and_offsets(void)
{
    CHECK_EQ(sizeof(cc_enclave_t), 104);
    CHECK_EQ(offsetof(cc_enclave_t, path), 8);
    CHECK_EQ(offsetof(cc_enclave_t, flags), 16);
    CHECK_EQ(offsetof(cc_enclave_t, rwlock), 24);
    CHECK_EQ(offsetof(cc_enclave_t, used_flag), 80);
    CHECK_EQ(offsetof(cc_enclave_t, private_data), 88);
    CHECK_EQ(offsetof(cc_enclave_t, list_ops_node), 96);
    CHECK_EQ(sizeof(enclave_features_t), 16);
    CHECK_EQ(offsetof(enclave_features_t, feature_desc), 8);
    CHECK_EQ(sizeof(cc_sl_config_t), 160);
    CHECK_EQ(offsetof(cc_sl_config_t, retries_before_fallback), 16);
    CHECK_EQ(offsetof(cc_sl_config_t, tworkers_cores), 32);
    CHECK_EQ(sizeof(sl_ecall_func_info_t), 16);
    CHECK_EQ(offsetof(sl_ecall_func_info_t, args), 8);
    CHECK_EQ(sizeof(sl_task_t), 16);
    CHECK_EQ(offsetof(sl_task_t, ret_val), 8);
    CHECK_EQ(offsetof(sl_task_t, params), 16);
    CHECK_EQ(sizeof(sl_task_pool_t), 208);
    CHECK_EQ(offsetof(sl_task_pool_t, need_stop_tworkers), 40);
    CHECK_EQ(offsetof(sl_task_pool_t, pool_cfg), 48);
    CHECK_EQ(sizeof(struct cc_enclave_ops), 88);
    CHECK_EQ(sizeof(struct cc_enclave_ops_desc), 40);
    CHECK_EQ(offsetof(struct cc_enclave_ops_desc, handle), 16);
    CHECK_EQ(offsetof(struct cc_enclave_ops_desc, type_version), 28);
    CHECK_EQ(offsetof(struct cc_enclave_ops_desc, ops), 32);
    CHECK_EQ(sizeof(struct list_ops_desc), 16);
    CHECK_EQ(sizeof(cc_enclave_call_function_args_t), 64);
    CHECK_EQ(offsetof(cc_enclave_call_function_args_t, enclave), 56);
    CHECK_EQ(sizeof(cc_enclave_ocall_function_args_t), 24);
    CHECK_EQ(sizeof(ocall_enclave_table_t), 8);
    CHECK_EQ(sizeof(cc_enclave_sealed_data_t), 20);
}

static void results_have_their_numbers(void)
{
    size_t count = 0;
#define COUNT_ONE(name, number) count++;
    CC_RESULT_CODES(COUNT_ONE)
#undef COUNT_ONE
    CHECK_EQ(count, 184);
    CHECK_EQ(sizeof(cc_enclave_result_t), 4);
    CHECK_EQ(CC_ERROR_INVALID_ENCLAVE_ID, 0x13);
    CHECK_EQ(CC_ERROR_SERVICE_INVALID_PRIVILEGE, 0x20);
    CHECK_EQ(CC_ERROR_LOCAL_REPORT_HASH_MISMATCH, 0x3F);
    CHECK_EQ(CC_ERROR_DRIVE_SESSIONKEY, 0x4E);
    CHECK_EQ(CC_ERROR_SEC_CHL_INIT_SESSEION, 0x5E);
    CHECK_EQ((uint32_t)CC_ERROR_FILE_CLOSE_FAILED, 0x8000100E);
    CHECK_EQ((uint32_t)CC_ERROR_BAD_PARAMETERS, 0xFFFF0006);
    CHECK_EQ((uint32_t)CC_ERROR_ENCLAVE_DEAD, 0xFFFF3024);
    CHECK_EQ((uint32_t)CC_FAIL, 0xFFFF5002);
    CHECK_EQ((uint32_t)CC_ERROR_NO_FIND_UNREGFUNC, 0xFFFF9116);
    CHECK_EQ((uint32_t)CC_MAXIMUM_ERROR, 0xFFFF922E);
}

static void every_result_has_a_text(void)
{
    CHECK(strcmp(cc_enclave_res2_str(CC_ERROR_SWITCHLESS_ROLLBACK2COMMON), "CC_ERROR_SWITCHLESS_ROLLBACK2COMMON") == 0);
    CHECK(cc_enclave_res2_str((cc_enclave_result_t)0x12345) != NULL);
}

static void enums_have_their_numbers(void)
{
    CHECK_EQ(AUTO_ENCLAVE_TYPE, 3);
    CHECK_EQ(GP_ENCLAVE_TYPE_0, 2);
    CHECK_EQ(ENCLAVE_TYPE_VERSION_MAX, 6);
    CHECK_EQ(ENCLAVE_FEATURE_SWITCHLESS, 1);
    CHECK_EQ(WORKERS_POLICY_WAKEUP, 1);
    CHECK_EQ(SL_TASK_DONE_FAILED, 4);
}

static void classic_pools_have_their_length(void)
{
    cc_sl_config_t config = CC_USWITCHLESS_CONFIG_INITIALIZER;
    CHECK_EQ(sl_get_pool_buf_len_by_config(&config), 9384);
    config.sl_call_pool_size_qwords = 8;
    CHECK_EQ(sl_get_pool_buf_len_by_config(&config), 73952);
}

static void bindings_can_compare_layouts(void)
{
    size_t count = 0;
    const cc_layout_t *layouts = cc_secgear_layouts(&count);
    CHECK(count > 30);
    CHECK(strcmp(layouts[0].name, "cc_enclave_t") == 0);
    CHECK_EQ(layouts[0].size, 104);
    CHECK_EQ(cc_secgear_abi_version(), CC_SECGEAR_ABI_VERSION);
}

int main(int argc, char **argv)
{
    (void)argc;
    begin(argv);
    RUN(structs_have_their_size_and_offsets);
    RUN(results_have_their_numbers);
    RUN(every_result_has_a_text);
    RUN(enums_have_their_numbers);
    RUN(classic_pools_have_their_length);
    RUN(bindings_can_compare_layouts);
    return end();
}
