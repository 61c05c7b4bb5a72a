/* Switchless calls: answers, refusals, identifiers, policies, and pools that are full. */
#define _GNU_SOURCE
#include <dirent.h>
#include <sys/resource.h>
#include <time.h>

#include "raw_host.h"

static cc_enclave_t enclave;

static cc_sl_config_t workers(uint32_t count, cc_workers_policy_t policy)
{
    cc_sl_config_t config = CC_USWITCHLESS_CONFIG_INITIALIZER;
    config.num_tworkers = count;
    config.workers_policy = policy;
    return config;
}

static void open_with(const cc_sl_config_t *config)
{
    CHECK_EQ(open_raw(&enclave, config), CC_SUCCESS);
}

static void shut(void)
{
    CHECK_EQ(cc_enclave_destroy(&enclave), CC_SUCCESS);
}

static void answers_come_back_in_both_policies(void)
{
    for (int policy = WORKERS_POLICY_BUSY; policy < WORKERS_POLICY_MAX; policy++) {
        cc_sl_config_t config = workers(2, (cc_workers_policy_t)policy);
        open_with(&config);
        for (uint64_t i = 0; i < 2000; i++) {
            uint64_t two[2] = {i, 3 * i};
            uint64_t answer = 0;
            CHECK_EQ(call_sl(&enclave, RAW_SL_ADD, 2, two, &answer), CC_SUCCESS);
            CHECK_EQ(answer, 4 * i);
        }
        shut();
    }
}

static void calls_that_cannot_be_are_refused(void)
{
    uint64_t args[17] = {1, 2};
    uint64_t answer;
    int id = -7;
    cc_sl_config_t config = workers(1, WORKERS_POLICY_BUSY);
    config.num_max_params = 3;
    sl_ecall_func_info_t wide = {RAW_SL_ADD, 9, 2, args};
    open_with(&config);
    CHECK_EQ(call_sl(&enclave, RAW_SL_NULL, 0, NULL, &answer), CC_ERROR_SWITCHLESS_FUNCTION_NOT_EXIST);
    CHECK_EQ(call_sl(&enclave, RAW_SL_END, 0, NULL, &answer), CC_ERROR_SWITCHLESS_INVALID_FUNCTION_ID);
    CHECK_EQ(call_sl(&enclave, 65535, 0, NULL, &answer), CC_ERROR_SWITCHLESS_INVALID_FUNCTION_ID);
    CHECK_EQ(call_sl(&enclave, RAW_SL_ADD, 4, args, &answer), CC_ERROR_SWITCHLESS_INVALID_ARG_NUM);
    CHECK_EQ(call_sl(&enclave, RAW_SL_ADD, 3, args, &answer), CC_SUCCESS);
    CHECK_EQ(ops_of(&enclave)->cc_sl_ecall_enclave(&enclave, &answer, &wide), CC_ERROR_BAD_PARAMETERS);
    CHECK_EQ(start_sl(&enclave, RAW_SL_ADD, 2, args, NULL), CC_ERROR_BAD_PARAMETERS);
    CHECK_EQ(start_sl(&enclave, RAW_SL_ADD, 4, args, &id), CC_ERROR_SWITCHLESS_INVALID_ARG_NUM);
    CHECK_EQ(id, -7);
    shut();
    open_with(NULL);
    CHECK_EQ(call_sl(&enclave, RAW_SL_ADD, 2, args, &answer), CC_ERROR_SWITCHLESS_DISABLED);
    CHECK_EQ(start_sl(&enclave, RAW_SL_ADD, 2, args, &id), CC_ERROR_SWITCHLESS_DISABLED);
    CHECK_EQ(cc_sl_get_async_result(&enclave, 3, &answer), CC_ERROR_SWITCHLESS_DISABLED);
    shut();
}

static cc_enclave_result_t collect(int id, uint64_t *answer)
{
    cc_enclave_result_t result;
    while ((result = cc_sl_get_async_result(&enclave, id, answer)) == CC_ERROR_SWITCHLESS_ASYNC_TASK_UNFINISHED) {
        (void)sched_yield();
    }
    return result;
}

static void an_identifier_names_one_task_only(void)
{
    cc_sl_config_t config = workers(1, WORKERS_POLICY_BUSY);
    uint64_t two[2] = {20, 22};
    uint64_t answer = 0;
    int first;
    int second;
    open_with(&config);
    CHECK_EQ(cc_sl_get_async_result(&enclave, 0, &answer), CC_ERROR_SWITCHLESS_INVALID_TASK_ID);
    CHECK_EQ(cc_sl_get_async_result(&enclave, -1, &answer), CC_ERROR_BAD_PARAMETERS);
    CHECK_EQ(cc_sl_get_async_result(&enclave, 511 | 1 << 9, &answer), CC_ERROR_SWITCHLESS_INVALID_TASK_ID);
    CHECK_EQ(cc_sl_get_async_result(NULL, 1, &answer), CC_ERROR_BAD_PARAMETERS);
    CHECK_EQ(start_sl(&enclave, RAW_SL_ADD, 2, two, &first), CC_SUCCESS);
    CHECK_EQ(collect(first, &answer), CC_SUCCESS);
    CHECK_EQ(answer, 42);
    CHECK_EQ(start_sl(&enclave, RAW_SL_ADD, 2, two, &second), CC_SUCCESS);
    CHECK(first != second);
    CHECK_EQ(first & 511, second & 511);
    CHECK_EQ(cc_sl_get_async_result(&enclave, first, &answer), CC_ERROR_SWITCHLESS_INVALID_TASK_ID);
    CHECK_EQ(collect(second, NULL), CC_SUCCESS);
    CHECK_EQ(start_sl(&enclave, RAW_SL_NULL, 0, NULL, &first), CC_SUCCESS);
    CHECK_EQ(collect(first, &answer), CC_ERROR_SWITCHLESS_FUNCTION_NOT_EXIST);
    CHECK_EQ(cc_sl_get_async_result(&enclave, first, &answer), CC_ERROR_SWITCHLESS_INVALID_TASK_ID);
    shut();
}

static void a_full_pool_says_so(void)
{
    for (uint32_t rollback = 0; rollback < 2; rollback++) {
        uint64_t milliseconds = 300;
        uint64_t answer;
        int ids[64];
        int more;
        cc_sl_config_t config = workers(64, WORKERS_POLICY_WAKEUP);
        config.rollback_to_common = rollback;
        open_with(&config);
        for (int i = 0; i < 64; i++) {
            CHECK_EQ(start_sl(&enclave, RAW_SL_DOZE, 1, &milliseconds, &ids[i]), CC_SUCCESS);
        }
        CHECK_EQ(start_sl(&enclave, RAW_SL_DOZE, 1, &milliseconds, &more),
            rollback ? CC_ERROR_SWITCHLESS_ROLLBACK2COMMON : CC_ERROR_SWITCHLESS_TASK_POOL_FULL);
        CHECK_EQ(call_sl(&enclave, RAW_SL_DOZE, 1, &milliseconds, &answer), CC_ERROR_SWITCHLESS_TASK_POOL_FULL);
        CHECK_EQ(cc_sl_get_async_result(&enclave, ids[63], NULL), CC_ERROR_SWITCHLESS_ASYNC_TASK_UNFINISHED);
        for (int i = 0; i < 64; i++) {
            CHECK_EQ(collect(ids[i], NULL), CC_SUCCESS);
        }
        CHECK_EQ(start_sl(&enclave, RAW_SL_DOZE, 1, &milliseconds, &more), CC_SUCCESS);
        CHECK_EQ(collect(more, NULL), CC_SUCCESS);
        shut();
    }
}

/* One worker, busy for long: a second call must not wait for it, but go the ordinary way. */
static void a_call_that_no_worker_takes_is_made_the_ordinary_way(void)
{
    uint64_t milliseconds = 3000;
    uint64_t two[2] = {1, 2};
    uint64_t answer = 0;
    int id;
    cc_sl_config_t config = workers(1, WORKERS_POLICY_WAKEUP);
    config.retries_before_fallback = 100;
    open_with(&config);
    CHECK_EQ(start_sl(&enclave, RAW_SL_DOZE, 1, &milliseconds, &id), CC_SUCCESS);
    (void)usleep(20000);
    time_t start = time(NULL);
    CHECK_EQ(call_sl(&enclave, RAW_SL_ADD, 2, two, &answer), CC_SUCCESS);
    CHECK_EQ(answer, 3);
    CHECK(time(NULL) - start <= 2);
    CHECK_EQ(cc_sl_get_async_result(&enclave, id, NULL), CC_ERROR_SWITCHLESS_ASYNC_TASK_UNFINISHED);
    shut();
}

static void shared_buffers_are_seen_by_both_sides(void)
{
    cc_sl_config_t config = workers(1, WORKERS_POLICY_BUSY);
    uint64_t answer = 0;
    open_with(&config);
    char *text = cc_malloc_shared_memory(&enclave, 32);
    CHECK(text != NULL);
    memcpy(text, "switchless", sizeof "switchless");
    uint64_t args[2] = {(uint64_t)(uintptr_t)text, 10};
    CHECK_EQ(call_sl(&enclave, RAW_SL_UPPER, 2, args, &answer), CC_SUCCESS);
    CHECK(strcmp(text, "SWITCHLESS") == 0);
    args[0] += 22;
    CHECK_EQ(call_sl(&enclave, RAW_SL_UPPER, 2, args, &answer), CC_SUCCESS);
    args[0]++;
    CHECK_EQ(call_sl(&enclave, RAW_SL_UPPER, 2, args, &answer), CC_ERROR_SHARED_MEMORY_NOT_REGISTERED);
    args[0] = (uint64_t)(uintptr_t)text - 1;
    CHECK_EQ(call_sl(&enclave, RAW_SL_UPPER, 2, args, &answer), CC_ERROR_SHARED_MEMORY_NOT_REGISTERED);
    args[0] = (uint64_t)(uintptr_t)&answer;
    CHECK_EQ(call_sl(&enclave, RAW_SL_UPPER, 2, args, &answer), CC_ERROR_SHARED_MEMORY_NOT_REGISTERED);
    args[0] = (uint64_t)(uintptr_t)text;
    args[1] = UINT64_MAX;
    CHECK_EQ(call_sl(&enclave, RAW_SL_UPPER, 2, args, &answer), CC_ERROR_SHARED_MEMORY_NOT_REGISTERED);
    shut();
}

static void memory_in_use_is_not_freed(void)
{
    cc_sl_config_t config = workers(1, WORKERS_POLICY_BUSY);
    int id;
    open_with(&config);
    uint8_t *byte = cc_malloc_shared_memory(&enclave, 1);
    uint64_t args[2] = {(uint64_t)(uintptr_t)byte, 300};
    *byte = 6;
    CHECK_EQ(start_sl(&enclave, RAW_SL_HOLD, 2, args, &id), CC_SUCCESS);
    (void)usleep(100000);
    CHECK_EQ(cc_free_shared_memory(&enclave, byte), CC_ERROR_BUSY);
    CHECK_EQ(collect(id, NULL), CC_SUCCESS);
    CHECK_EQ(*byte, 7);
    CHECK_EQ(cc_free_shared_memory(&enclave, byte), CC_SUCCESS);
    shut();
}

typedef struct {
    uint64_t words[2];
    cc_enclave_result_t result;
} hold_t;

static void *hold_by_a_call(void *argument)
{
    hold_t *hold = argument;
    hold->result = call_raw(&enclave, RAW_HOLD, hold->words, sizeof hold->words, NULL, 0, NULL);
    return NULL;
}

/* Else the host could pull it away, and something of the enclave's own would lie there when the call writes. */
static void memory_that_a_call_uses_is_not_freed_either(void)
{
    cc_sl_config_t config = workers(1, WORKERS_POLICY_BUSY);
    pthread_t thread;
    open_with(&config);
    uint8_t *byte = cc_malloc_shared_memory(&enclave, 1);
    hold_t hold = {{(uint64_t)(uintptr_t)byte, 300}, CC_FAIL};
    *byte = 6;
    CHECK_EQ(pthread_create(&thread, NULL, hold_by_a_call, &hold), 0);
    (void)usleep(100000);
    CHECK_EQ(cc_free_shared_memory(&enclave, byte), CC_ERROR_BUSY);
    CHECK_EQ(pthread_join(thread, NULL), 0);
    CHECK_EQ(hold.result, CC_SUCCESS);
    CHECK_EQ(*byte, 7);
    CHECK_EQ(cc_free_shared_memory(&enclave, byte), CC_SUCCESS);
    shut();
}

static cc_enclave_result_t host_seven(const uint8_t *in, size_t in_size, uint8_t *out, size_t out_size)
{
    (void)in, (void)in_size;
    memset(out, 7, out_size);
    return CC_SUCCESS;
}

static const struct {
    uint64_t num;
    cc_ocall_func_t ocalls[1];
} TABLE = {1, {host_seven}};

static void workers_call_the_host(void)
{
    cc_sl_config_t config = workers(4, WORKERS_POLICY_WAKEUP);
    uint64_t answer = 0;
    uint8_t byte = 0;
    open_with(&config);
    CHECK_EQ(call_sl(&enclave, RAW_SL_ASK_HOST, 0, NULL, &answer), CC_ERROR_OCALL_NOT_ALLOWED);
    CHECK_EQ(call_raw(&enclave, RAW_ECHO, &byte, 1, &byte, 1, &TABLE), CC_SUCCESS);
    for (int i = 0; i < 200; i++) {
        CHECK_EQ(call_sl(&enclave, RAW_SL_ASK_HOST, 0, NULL, &answer), CC_SUCCESS);
        CHECK_EQ(answer, 7);
    }
    shut();
}

static void *adds(void *argument)
{
    uint64_t sum = 0;
    for (uint64_t i = 0; i < 5000; i++) {
        uint64_t two[2] = {i, (uint64_t)(uintptr_t)argument};
        uint64_t answer = 0;
        if (call_sl(&enclave, RAW_SL_ADD, 2, two, &answer) != CC_SUCCESS || answer != two[0] + two[1]) {
            return (void *)1;
        }
        sum += answer;
    }
    return sum == 0 ? (void *)1 : NULL;
}

static void no_answer_is_lost_or_mixed_up_under_contention(void)
{
    for (int policy = WORKERS_POLICY_BUSY; policy < WORKERS_POLICY_MAX; policy++) {
        pthread_t threads[6];
        cc_sl_config_t config = workers(4, (cc_workers_policy_t)policy);
        config.retries_before_sleep = 50;
        open_with(&config);
        for (uintptr_t i = 0; i < 6; i++) {
            CHECK_EQ(pthread_create(&threads[i], NULL, adds, (void *)(i * 1000 + 1)), 0);
        }
        for (int i = 0; i < 6; i++) {
            void *failed = NULL;
            CHECK_EQ(pthread_join(threads[i], &failed), 0);
            CHECK(failed == NULL);
        }
        shut();
    }
}

/* Clock ticks that a process has used, of /proc/PID/stat. */
static unsigned long ticks(int process)
{
    char path[64];
    char line[1024];
    unsigned long user = 0;
    unsigned long system = 0;
    (void)snprintf(path, sizeof path, "/proc/%d/stat", process);
    FILE *file = fopen(path, "re");
    if (file != NULL && fgets(line, sizeof line, file) != NULL) {
        (void)sscanf(strrchr(line, ')') + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);
    }
    if (file != NULL) {
        (void)fclose(file);
    }
    return user + system;
}

static void sleeping_workers_burn_no_core(void)
{
    raw_secret_t secret = {0, 0, 0};
    cc_sl_config_t config = workers(8, WORKERS_POLICY_WAKEUP);
    open_with(&config);
    CHECK_EQ(call_raw(&enclave, RAW_REVEAL, NULL, 0, &secret, sizeof secret, NULL), CC_SUCCESS);
    (void)usleep(500000);
    unsigned long before = ticks(secret.process);
    (void)usleep(1000000);
    CHECK(ticks(secret.process) - before <= 2);
    shut();
}

#define DOZE_MILLIS 200

/* How long eight calls take together that doze DOZE_MILLIS each, with so many workers; in milliseconds. */
static uint64_t eight_dozes(uint32_t active)
{
    uint64_t milliseconds = DOZE_MILLIS;
    struct timespec start;
    struct timespec end;
    int ids[8];
    CHECK_EQ(cc_sl_set_workers(&enclave, active), CC_SUCCESS);
    (void)usleep(50000);
    (void)clock_gettime(CLOCK_MONOTONIC, &start);
    for (int i = 0; i < 8; i++) {
        CHECK_EQ(start_sl(&enclave, RAW_SL_DOZE, 1, &milliseconds, &ids[i]), CC_SUCCESS);
    }
    for (int i = 0; i < 8; i++) {
        CHECK_EQ(collect(ids[i], NULL), CC_SUCCESS);
    }
    (void)clock_gettime(CLOCK_MONOTONIC, &end);
    return (uint64_t)(end.tv_sec - start.tv_sec) * 1000 + (uint64_t)((end.tv_nsec - start.tv_nsec) / 1000000);
}

static void workers_rest_and_come_back_as_the_host_wants(void)
{
    cc_sl_config_t config = workers(8, WORKERS_POLICY_WAKEUP);
    open_with(&config);
    CHECK(eight_dozes(8) < 4 * DOZE_MILLIS);
    CHECK(eight_dozes(2) >= 4 * DOZE_MILLIS - 10);
    CHECK(eight_dozes(8) < 4 * DOZE_MILLIS);
    CHECK_EQ(cc_sl_set_workers(&enclave, 0), CC_ERROR_BAD_PARAMETERS);
    CHECK_EQ(cc_sl_set_workers(&enclave, 9), CC_ERROR_BAD_PARAMETERS);
    CHECK_EQ(cc_sl_set_workers(&enclave, 1), CC_SUCCESS);
    for (uint64_t i = 0; i < 2000; i++) {
        uint64_t two[2] = {i, i};
        uint64_t answer = 0;
        CHECK_EQ(call_sl(&enclave, RAW_SL_ADD, 2, two, &answer), CC_SUCCESS);
        CHECK_EQ(answer, 2 * i);
    }
    shut();
    CHECK_EQ(cc_sl_set_workers(&enclave, 1), CC_ERROR_BAD_PARAMETERS);
    open_with(NULL);
    CHECK_EQ(cc_sl_set_workers(&enclave, 1), CC_ERROR_SWITCHLESS_DISABLED);
    shut();
}

static void five_hundred_and_thirteen_workers_are_too_many(void)
{
    cc_sl_config_t config = workers(513, WORKERS_POLICY_WAKEUP);
    CHECK_EQ(open_raw(&enclave, &config), CC_ERROR_BAD_PARAMETERS);
    config.num_tworkers = 512;
    open_with(&config);
    uint64_t two[2] = {1, 1};
    uint64_t answer = 0;
    CHECK_EQ(call_sl(&enclave, RAW_SL_ADD, 2, two, &answer), CC_SUCCESS);
    shut();
}

int main(int argc, char **argv)
{
    (void)argc;
    begin(argv);
    RUN(answers_come_back_in_both_policies);
    RUN(calls_that_cannot_be_are_refused);
    RUN(an_identifier_names_one_task_only);
    RUN(a_full_pool_says_so);
    RUN(a_call_that_no_worker_takes_is_made_the_ordinary_way);
    RUN(shared_buffers_are_seen_by_both_sides);
    RUN(memory_in_use_is_not_freed);
    RUN(memory_that_a_call_uses_is_not_freed_either);
    RUN(workers_call_the_host);
    RUN(no_answer_is_lost_or_mixed_up_under_contention);
    RUN(sleeping_workers_burn_no_core);
    RUN(workers_rest_and_come_back_as_the_host_wants);
    RUN(five_hundred_and_thirteen_workers_are_too_many);
    return end();
}
