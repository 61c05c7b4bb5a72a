/* Ordinary calls and calls out: what goes in comes back, and nothing is left behind. */
#define _GNU_SOURCE
#include <dirent.h>

#include "raw_host.h"

static cc_enclave_t enclave;

static void bytes_come_back_at_any_size(void)
{
    static const size_t sizes[] = {0, 1, 15, 16, 17, 4096, 65536, 1 << 20, 5 << 20};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        uint8_t *in = malloc(sizes[i] + 1);
        uint8_t *out = calloc(1, sizes[i] + 1);
        CHECK(in != NULL && out != NULL);
        memset(in, (int)(i + 1), sizes[i] + 1);
        CHECK_EQ(call_raw(&enclave, RAW_ECHO, in, sizes[i], out, sizes[i], NULL), CC_SUCCESS);
        CHECK(memcmp(in, out, sizes[i]) == 0);
        free(in);
        free(out);
    }
}

static void calls_that_cannot_be_are_refused(void)
{
    uint8_t byte = 0;
    CHECK_EQ(call_raw(&enclave, RAW_NULL, NULL, 0, NULL, 0, NULL), CC_ERROR_ECALL_NOT_ALLOWED);
    CHECK_EQ(call_raw(&enclave, 4000, NULL, 0, NULL, 0, NULL), CC_ERROR_ECALL_NOT_ALLOWED);
    CHECK_EQ(call_raw(&enclave, 0, NULL, 0, NULL, 0, NULL), CC_ERROR_NOT_SUPPORTED);
    CHECK_EQ(call_raw(&enclave, RAW_ECHO, NULL, 1, &byte, 1, NULL), CC_ERROR_BAD_PARAMETERS);
    CHECK_EQ(call_raw(&enclave, RAW_ECHO, &byte, 1, NULL, 1, NULL), CC_ERROR_BAD_PARAMETERS);
    CHECK_EQ(call_raw(&enclave, RAW_ECHO, &byte, (size_t)1 << 40, &byte, 1, NULL), CC_ERROR_EXCESS_DATA);
    CHECK_EQ(call_raw(&enclave, RAW_BOAST, NULL, 0, &byte, 1, NULL), CC_ERROR_OVERFLOW);
    CHECK_EQ(call_raw(&enclave, RAW_ECHO, &byte, 1, &byte, 1, NULL), CC_SUCCESS);
}

static unsigned host_calls;

static cc_enclave_result_t host_plus_one(const uint8_t *in, size_t in_size, uint8_t *out, size_t out_size)
{
    host_calls++;
    for (size_t i = 0; i < in_size && i < out_size; i++) {
        out[i] = (uint8_t)(in[i] + 1);
    }
    return CC_SUCCESS;
}

static cc_enclave_result_t host_fails(const uint8_t *in, size_t in_size, uint8_t *out, size_t out_size)
{
    (void)in, (void)in_size, (void)out, (void)out_size;
    return CC_ERROR_BUSY;
}

/* What an ocall gets when it calls back into the enclave it came from. */
static cc_enclave_result_t reentered;

static cc_enclave_result_t host_reenters(const uint8_t *in, size_t in_size, uint8_t *out, size_t out_size)
{
    uint8_t byte = 1;
    (void)in, (void)in_size, (void)out_size;
    reentered = call_raw(&enclave, RAW_ECHO, &byte, 1, &byte, 1, NULL);
    out[0] = byte;
    return CC_SUCCESS;
}

static const struct {
    uint64_t num;
    cc_ocall_func_t ocalls[4];
} TABLE = {4, {host_plus_one, host_fails, host_reenters, NULL}};

static void the_host_is_called_and_answers(void)
{
    uint8_t in[6] = {0, 3, 10, 20, 30, 40};
    uint8_t out[6] = {0};
    host_calls = 0;
    CHECK_EQ(call_raw(&enclave, RAW_ASK_HOST, in, sizeof in, out, sizeof out, &TABLE), CC_SUCCESS);
    CHECK_EQ(host_calls, 3);
    CHECK_EQ(out[2], 11);
    CHECK_EQ(out[5], 41);
}

static void a_failing_ocall_is_told_to_the_enclave(void)
{
    uint8_t in[2] = {1, 1};
    uint8_t out[2] = {0};
    CHECK_EQ(call_raw(&enclave, RAW_ASK_HOST, in, 2, out, 2, &TABLE), CC_ERROR_BUSY);
}

static void an_ocall_that_is_not_in_the_table_is_refused(void)
{
    uint8_t in[2] = {3, 1};
    uint8_t out[2] = {0};
    CHECK_EQ(call_raw(&enclave, RAW_ASK_HOST, in, 2, out, 2, &TABLE), CC_ERROR_OCALL_NOT_ALLOWED);
    in[0] = 200;
    CHECK_EQ(call_raw(&enclave, RAW_ASK_HOST, in, 2, out, 2, &TABLE), CC_ERROR_OCALL_NOT_ALLOWED);
    CHECK_EQ(call_raw(&enclave, RAW_ASK_HOST, in, 2, out, 2, NULL), CC_ERROR_OCALL_NOT_ALLOWED);
}

static void an_ocall_cannot_call_back_into_its_enclave(void)
{
    uint8_t in[2] = {2, 1};
    uint8_t out[2] = {0};
    CHECK_EQ(call_raw(&enclave, RAW_ASK_HOST, in, 2, out, 2, &TABLE), CC_SUCCESS);
    CHECK_EQ(reentered, CC_ERROR_ECALL_NOT_ALLOWED);
}

static void *many_echoes(void *argument)
{
    uint8_t in[512];
    uint8_t out[512];
    memset(in, (int)(intptr_t)argument, sizeof in);
    for (int i = 0; i < 200; i++) {
        if (call_raw(&enclave, RAW_ECHO, in, sizeof in, out, sizeof out, NULL) != CC_SUCCESS ||
            memcmp(in, out, sizeof in) != 0) {
            return (void *)1;
        }
    }
    return NULL;
}

static void callers_do_not_get_each_others_answers(void)
{
    pthread_t threads[8];
    for (intptr_t i = 0; i < 8; i++) {
        CHECK_EQ(pthread_create(&threads[i], NULL, many_echoes, (void *)(i + 1)), 0);
    }
    for (int i = 0; i < 8; i++) {
        void *failed = NULL;
        CHECK_EQ(pthread_join(threads[i], &failed), 0);
        CHECK(failed == NULL);
    }
}

static void random_bytes_are_not_the_same_twice(void)
{
    uint8_t a[32] = {0};
    uint8_t b[32] = {0};
    CHECK_EQ(call_raw(&enclave, RAW_RANDOM, NULL, 0, a, sizeof a, NULL), CC_SUCCESS);
    CHECK_EQ(call_raw(&enclave, RAW_RANDOM, NULL, 0, b, sizeof b, NULL), CC_SUCCESS);
    CHECK(memcmp(a, b, sizeof a) != 0);
    CHECK_EQ(call_raw(&enclave, RAW_RANDOM, NULL, 0, NULL, 0, NULL), CC_ERROR_BAD_PARAMETERS);
}

static size_t entries(const char *path)
{
    size_t count = 0;
    DIR *directory = opendir(path);
    while (directory != NULL && readdir(directory) != NULL) {
        count++;
    }
    if (directory != NULL) {
        (void)closedir(directory);
    }
    return count;
}

static size_t lines(const char *path)
{
    size_t count = 0;
    FILE *file = fopen(path, "re");
    for (int c = 0; file != NULL && (c = fgetc(file)) != EOF;) {
        count += c == '\n';
    }
    if (file != NULL) {
        (void)fclose(file);
    }
    return count;
}

static void cycles(int count)
{
    cc_sl_config_t config = CC_USWITCHLESS_CONFIG_INITIALIZER;
    config.workers_policy = WORKERS_POLICY_WAKEUP;
    for (int i = 0; i < count; i++) {
        cc_enclave_t one;
        uint8_t byte = 1;
        CHECK_EQ(open_raw(&one, i % 2 == 0 ? &config : NULL), CC_SUCCESS);
        if (i % 2 == 0) {
            CHECK(cc_malloc_shared_memory(&one, 4096) != NULL);
        }
        CHECK_EQ(call_raw(&one, RAW_ECHO, &byte, 1, &byte, 1, NULL), CC_SUCCESS);
        CHECK_EQ(cc_enclave_destroy(&one), CC_SUCCESS);
    }
}

/* Cycles is 100 unless the environment of the run says more. */
static void cycles_leave_no_descriptor_thread_or_mapping(void)
{
    const char *wanted = getenv("ATTESTRY_CYCLES");
    cycles(4);
    size_t files = entries("/proc/self/fd");
    size_t threads = entries("/proc/self/task");
    size_t maps = lines("/proc/self/maps");
    cycles(wanted == NULL ? 100 : atoi(wanted));
    CHECK_EQ(entries("/proc/self/fd"), files);
    CHECK_EQ(entries("/proc/self/task"), threads);
    /* The allocator may split an arena; one leak per cycle would be a hundred. */
    CHECK(lines("/proc/self/maps") < maps + 20);
}

int main(int argc, char **argv)
{
    (void)argc;
    begin(argv);
    CHECK_EQ(open_raw(&enclave, NULL), CC_SUCCESS);
    RUN(bytes_come_back_at_any_size);
    RUN(calls_that_cannot_be_are_refused);
    RUN(the_host_is_called_and_answers);
    RUN(a_failing_ocall_is_told_to_the_enclave);
    RUN(an_ocall_that_is_not_in_the_table_is_refused);
    RUN(an_ocall_cannot_call_back_into_its_enclave);
    RUN(callers_do_not_get_each_others_answers);
    RUN(random_bytes_are_not_the_same_twice);
    CHECK_EQ(cc_enclave_destroy(&enclave), CC_SUCCESS);
    RUN(cycles_leave_no_descriptor_thread_or_mapping);
    return end();
}
