/* The enclave's process dies: every call that waits learns it, and a new enclave can take its place. */
#define _GNU_SOURCE
#include <signal.h>
#include <time.h>

#include "raw_host.h"

static cc_enclave_t enclave;

static raw_secret_t reveal(void)
{
    raw_secret_t secret = {0, 0, 0};
    CHECK_EQ(call_raw(&enclave, RAW_REVEAL, NULL, 0, &secret, sizeof secret, NULL), CC_SUCCESS);
    return secret;
}

static void *doze(void *argument)
{
    uint32_t milliseconds = 20000;
    (void)argument;
    return (void *)(uintptr_t)call_raw(&enclave, RAW_DOZE, &milliseconds, sizeof milliseconds, NULL, 0, NULL);
}

static void *doze_switchless(void *argument)
{
    uint64_t milliseconds = 20000;
    uint64_t answer;
    (void)argument;
    return (void *)(uintptr_t)call_sl(&enclave, RAW_SL_DOZE, 1, &milliseconds, &answer);
}

static void a_crash_is_the_crashing_calls_result(void)
{
    uint8_t byte = 0;
    CHECK_EQ(open_raw(&enclave, NULL), CC_SUCCESS);
    CHECK_EQ(call_raw(&enclave, RAW_CRASH, NULL, 0, NULL, 0, NULL), CC_ERROR_ENCLAVE_DEAD);
    CHECK_EQ(call_raw(&enclave, RAW_ECHO, &byte, 1, &byte, 1, NULL), CC_ERROR_ENCLAVE_DEAD);
    CHECK_EQ(cc_enclave_destroy(&enclave), CC_SUCCESS);
    CHECK_EQ(open_raw(&enclave, NULL), CC_SUCCESS);
    CHECK_EQ(call_raw(&enclave, RAW_ECHO, &byte, 1, &byte, 1, NULL), CC_SUCCESS);
    CHECK_EQ(cc_enclave_destroy(&enclave), CC_SUCCESS);
}

static void every_waiting_call_learns_of_a_kill(void)
{
    pthread_t threads[6];
    int ids[4];
    uint64_t milliseconds = 20000;
    cc_sl_config_t config = CC_USWITCHLESS_CONFIG_INITIALIZER;
    config.num_tworkers = 2;
    config.workers_policy = WORKERS_POLICY_WAKEUP;
    CHECK_EQ(open_raw(&enclave, &config), CC_SUCCESS);
    raw_secret_t secret = reveal();
    for (int i = 0; i < 6; i++) {
        CHECK_EQ(pthread_create(&threads[i], NULL, i < 3 ? doze : doze_switchless, NULL), 0);
    }
    for (int i = 0; i < 4; i++) {
        CHECK_EQ(start_sl(&enclave, RAW_SL_DOZE, 1, &milliseconds, &ids[i]), CC_SUCCESS);
    }
    (void)usleep(100000);
    CHECK_EQ(kill(secret.process, SIGKILL), 0);
    for (int i = 0; i < 6; i++) {
        void *result = NULL;
        CHECK_EQ(pthread_join(threads[i], &result), 0);
        CHECK_EQ((uintptr_t)result, CC_ERROR_ENCLAVE_DEAD);
    }
    for (int i = 0; i < 4; i++) {
        CHECK_EQ(cc_sl_get_async_result(&enclave, ids[i], NULL), CC_ERROR_ENCLAVE_DEAD);
        CHECK_EQ(cc_sl_get_async_result(&enclave, ids[i], NULL), CC_ERROR_SWITCHLESS_INVALID_TASK_ID);
    }
    uint64_t two[2] = {1, 2};
    CHECK_EQ(call_sl(&enclave, RAW_SL_ADD, 2, two, two), CC_ERROR_ENCLAVE_DEAD);
    CHECK(cc_malloc_shared_memory(&enclave, 8) == NULL);
    CHECK_EQ(cc_enclave_destroy(&enclave), CC_SUCCESS);
}

static void a_crashing_worker_ends_its_caller_with_an_error(void)
{
    uint64_t answer;
    cc_sl_config_t config = CC_USWITCHLESS_CONFIG_INITIALIZER;
    CHECK_EQ(open_raw(&enclave, &config), CC_SUCCESS);
    CHECK_EQ(call_sl(&enclave, RAW_SL_CRASH, 0, NULL, &answer), CC_ERROR_ENCLAVE_DEAD);
    CHECK_EQ(cc_enclave_destroy(&enclave), CC_SUCCESS);
}

/* Ten times: a long task is started, its enclave is killed under it, and the next one works at once. */
static void a_long_task_is_restarted_after_each_kill(void)
{
    for (int i = 0; i < 10; i++) {
        pthread_t thread;
        void *result = NULL;
        uint8_t byte = (uint8_t)i;
        uint8_t back = 0;
        CHECK_EQ(open_raw(&enclave, NULL), CC_SUCCESS);
        raw_secret_t secret = reveal();
        CHECK_EQ(pthread_create(&thread, NULL, doze, NULL), 0);
        (void)usleep(5000);
        CHECK_EQ(kill(secret.process, SIGKILL), 0);
        CHECK_EQ(pthread_join(thread, &result), 0);
        CHECK_EQ((uintptr_t)result, CC_ERROR_ENCLAVE_DEAD);
        CHECK_EQ(cc_enclave_destroy(&enclave), CC_SUCCESS);
        CHECK_EQ(open_raw(&enclave, NULL), CC_SUCCESS);
        CHECK_EQ(call_raw(&enclave, RAW_ECHO, &byte, 1, &back, 1, NULL), CC_SUCCESS);
        CHECK_EQ(back, byte);
        CHECK_EQ(cc_enclave_destroy(&enclave), CC_SUCCESS);
    }
}

int main(int argc, char **argv)
{
    (void)argc;
    begin(argv);
    RUN(a_crash_is_the_crashing_calls_result);
    RUN(every_waiting_call_learns_of_a_kill);
    RUN(a_crashing_worker_ends_its_caller_with_an_error);
    RUN(a_long_task_is_restarted_after_each_kill);
    return end();
}
