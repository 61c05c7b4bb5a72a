/* The nine fields of a pool's configuration: ranges and defaults, by kind of enclave. */
#include "../engine/config.c"

#include "test.h"

#define GP GP_ENCLAVE_TYPE_0
#define SGX SGX_ENCLAVE_TYPE_0
#define OK CC_SUCCESS
#define BAD CC_ERROR_BAD_PARAMETERS

/* In the order of the struct: uworkers, tworkers, qwords, params, fallback, sleep, policy, rollback. */
typedef uint32_t fields_t[8];

static const struct {
    enclave_type_version_t type;
    fields_t given;
    cc_enclave_result_t result;
    fields_t resolved;
} ROWS[] = {
    {GP, {0, 0, 0, 0, 0, 0, 0, 0}, OK, {8, 8, 1, 0, 20000, 20000, 0, 0}},
    {GP, {1, 1, 1, 16, 1, 1, 1, 1}, OK, {1, 1, 1, 16, 1, 1, 1, 1}},
    {GP, {512, 512, 8, 16, 7, 9, 1, 5}, OK, {512, 512, 8, 16, 7, 9, 1, 5}},
    {GP, {513, 1, 1, 16, 0, 0, 0, 0}, BAD, {0}},
    {GP, {1, 513, 1, 16, 0, 0, 0, 0}, BAD, {0}},
    {GP, {1, 1, 9, 16, 0, 0, 0, 0}, BAD, {0}},
    {GP, {1, 1, 1, 17, 0, 0, 0, 0}, BAD, {0}},
    {GP, {1, 1, 1, 16, 0, 0, 2, 0}, BAD, {0}},
    {GP, {UINT32_MAX, 1, 1, 16, 0, 0, 0, 0}, BAD, {0}},
    {SGX, {1, 1, 0, 0, 0, 0, 0, 0}, OK, {1, 1, 1, 16, 20000, 20000, 0, 0}},
    {SGX, {0, 1, 1, 16, 0, 0, 0, 0}, BAD, {0}},
    {SGX, {1, 0, 1, 16, 0, 0, 0, 0}, BAD, {0}},
    {SGX, {1, 1, 9, 16, 0, 0, 0, 0}, BAD, {0}},
    {SGX, {1, 1, 1, 99, 3, 4, 7, 1}, OK, {1, 1, 1, 16, 3, 4, 0, 0}},
    {SGX, {513, 1, 1, 16, 0, 0, 0, 0}, BAD, {0}},
};

static void each_row_resolves_as_written(void)
{
    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
        cc_sl_config_t given;
        cc_sl_config_t config;
        memset(&given, 0, sizeof given);
        memcpy(&given, ROWS[i].given, sizeof ROWS[i].given);
        CHECK_EQ(sim_config_resolve(ROWS[i].type, &given, &config), ROWS[i].result);
        if (ROWS[i].result == OK) {
            CHECK(memcmp(&config, ROWS[i].resolved, sizeof ROWS[i].resolved) == 0);
            CHECK(memcmp(&config.tworkers_cores, &given.tworkers_cores, sizeof given.tworkers_cores) == 0);
        }
    }
}

static void features_are_counted_by_kind(void)
{
    cc_sl_config_t config = CC_USWITCHLESS_CONFIG_INITIALIZER;
    cc_sl_config_t resolved;
    bool switchless;
    enclave_features_t twice[2] = {
        {ENCLAVE_FEATURE_SWITCHLESS, &config}, {ENCLAVE_FEATURE_SWITCHLESS, &config}};
    CHECK_EQ(sim_features(GP, NULL, 0, &resolved, &switchless), OK);
    CHECK(!switchless);
    CHECK_EQ(sim_features(GP, twice, 1, &resolved, &switchless), OK);
    CHECK(switchless);
    CHECK_EQ(sim_features(GP, twice, 2, &resolved, &switchless), CC_ERROR_SWITCHLESS_REINIT);
    CHECK_EQ(sim_features(SGX, twice, 2, &resolved, &switchless), BAD);
    CHECK_EQ(sim_features(PENGLAI_ENCLAVE_TYPE_0, twice, 1, &resolved, &switchless), CC_ERROR_NOT_SUPPORTED);
}

int main(int argc, char **argv)
{
    (void)argc;
    begin(argv);
    RUN(each_row_resolves_as_written);
    RUN(features_are_counted_by_kind);
    return end();
}
