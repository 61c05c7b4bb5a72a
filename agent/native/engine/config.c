/* Features of an enclave: which there are, their ranges, and what a zero stands for. */
#include "engine.h"
#include "ring.h"

#define DEFAULT_WORKERS 8
#define DEFAULT_RETRIES 20000
#define CLASSIC_PARAMS 16

static uint32_t or_default(uint32_t value, uint32_t otherwise)
{
    return value == 0 ? otherwise : value;
}

/* SGX wants its worker counts given and has no word for the rest. */
static cc_enclave_result_t resolve_sgx(cc_sl_config_t *config)
{
    if (config->num_uworkers == 0 || config->num_tworkers == 0) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    config->num_max_params = CLASSIC_PARAMS;
    config->workers_policy = WORKERS_POLICY_BUSY;
    config->rollback_to_common = 0;
    return CC_SUCCESS;
}

cc_enclave_result_t sim_config_resolve(
    enclave_type_version_t type, const cc_sl_config_t *given, cc_sl_config_t *config)
{
    *config = *given;
    if (type == SGX_ENCLAVE_TYPE_0) {
        cc_enclave_result_t result = resolve_sgx(config);
        if (result != CC_SUCCESS) {
            return result;
        }
    }
    if (config->num_uworkers > RING_MAX_WORKERS || config->num_tworkers > RING_MAX_WORKERS ||
        config->sl_call_pool_size_qwords > RING_MAX_QWORDS || config->num_max_params > RING_MAX_PARAMS ||
        config->workers_policy >= WORKERS_POLICY_MAX) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    config->num_uworkers = or_default(config->num_uworkers, DEFAULT_WORKERS);
    config->num_tworkers = or_default(config->num_tworkers, DEFAULT_WORKERS);
    config->sl_call_pool_size_qwords = or_default(config->sl_call_pool_size_qwords, 1);
    config->retries_before_fallback = or_default(config->retries_before_fallback, DEFAULT_RETRIES);
    config->retries_before_sleep = or_default(config->retries_before_sleep, DEFAULT_RETRIES);
    return CC_SUCCESS;
}

static cc_enclave_result_t allowed_count(enclave_type_version_t type, uint32_t count)
{
    switch (type) {
        case SGX_ENCLAVE_TYPE_0:
            return count <= 1 ? CC_SUCCESS : CC_ERROR_BAD_PARAMETERS;
        case PENGLAI_ENCLAVE_TYPE_0:
            return count == 0 ? CC_SUCCESS : CC_ERROR_NOT_SUPPORTED;
        default:
            return CC_SUCCESS;
    }
}

cc_enclave_result_t sim_features(enclave_type_version_t type, const enclave_features_t *features, uint32_t count,
    cc_sl_config_t *config, bool *switchless)
{
    cc_enclave_result_t result = allowed_count(type, count);
    *switchless = false;
    for (uint32_t i = 0; i < count && result == CC_SUCCESS; i++) {
        if (features[i].setting_type != ENCLAVE_FEATURE_SWITCHLESS) {
            result = CC_ERROR_FEATURE_FUNC_NOT_EXIST;
        } else if (features[i].feature_desc == NULL) {
            result = CC_ERROR_BAD_PARAMETERS;
        } else if (*switchless) {
            result = CC_ERROR_SWITCHLESS_REINIT;
        } else {
            *switchless = true;
            result = sim_config_resolve(type, features[i].feature_desc, config);
        }
    }
    return result;
}
