/* What a call costs: ordinary, switchless and async, at one, two and four callers; and bytes through a call. */
#define _GNU_SOURCE
#include <time.h>

#include "raw_host.h"

#define CALLS 20000u
#define BATCH 64u

static cc_enclave_t enclave;

static uint64_t nanos(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static bool ordinary(void)
{
    return call_raw(&enclave, RAW_ECHO, NULL, 0, NULL, 0, NULL) == CC_SUCCESS;
}

static bool switchless(void)
{
    uint64_t two[2] = {1, 2};
    uint64_t answer = 0;
    return call_sl(&enclave, RAW_SL_ADD, 2, two, &answer) == CC_SUCCESS;
}

/* A batch is started and collected; its time is shared among its calls. */
static bool async(void)
{
    uint64_t two[2] = {1, 2};
    int ids[BATCH];
    for (unsigned i = 0; i < BATCH; i++) {
        if (start_sl(&enclave, RAW_SL_ADD, 2, two, &ids[i]) != CC_SUCCESS) {
            return false;
        }
    }
    for (unsigned i = 0; i < BATCH; i++) {
        cc_enclave_result_t result;
        while ((result = cc_sl_get_async_result(&enclave, ids[i], NULL)) ==
               CC_ERROR_SWITCHLESS_ASYNC_TASK_UNFINISHED) {
            (void)sched_yield();
        }
        if (result != CC_SUCCESS) {
            return false;
        }
    }
    return true;
}

typedef struct {
    bool (*call)(void);
    uint32_t rounds;
    uint32_t calls_per_round;
    uint64_t *taken;
    uint32_t failed;
} caller_t;

static void *measure(void *argument)
{
    caller_t *caller = argument;
    for (uint32_t i = 0; i < caller->rounds; i++) {
        uint64_t start = nanos();
        caller->failed += !caller->call();
        caller->taken[i] = (nanos() - start) / caller->calls_per_round;
    }
    return NULL;
}

static int ascending(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a;
    uint64_t y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void row(const char *name, bool (*call)(void), uint32_t calls_per_round, uint32_t callers)
{
    pthread_t threads[4];
    caller_t work[4];
    uint32_t rounds = CALLS / calls_per_round;
    uint64_t *taken = calloc((size_t)rounds * callers, sizeof *taken);
    uint32_t failed = 0;
    for (uint32_t i = 0; taken != NULL && i < callers; i++) {
        work[i] = (caller_t){call, rounds, calls_per_round, taken + (size_t)i * rounds, 0};
        CHECK_EQ(pthread_create(&threads[i], NULL, measure, &work[i]), 0);
    }
    for (uint32_t i = 0; taken != NULL && i < callers; i++) {
        CHECK_EQ(pthread_join(threads[i], NULL), 0);
        failed += work[i].failed;
    }
    CHECK(taken != NULL && failed == 0);
    if (taken != NULL) {
        size_t count = (size_t)rounds * callers;
        qsort(taken, count, sizeof *taken, ascending);
        printf("%-10s %7u %10.2f %10.2f %10.2f\n", name, callers, (double)taken[count / 2] / 1e3,
            (double)taken[count * 99 / 100] / 1e3, (double)taken[count * 999 / 1000] / 1e3);
    }
    free(taken);
}

static void bytes(size_t size, uint32_t rounds)
{
    uint8_t *in = calloc(1, size);
    uint8_t *out = calloc(1, size);
    uint64_t start = nanos();
    for (uint32_t i = 0; in != NULL && out != NULL && i < rounds; i++) {
        CHECK_EQ(call_raw(&enclave, RAW_ECHO, in, size, out, size, NULL), CC_SUCCESS);
    }
    double seconds = (double)(nanos() - start) / 1e9;
    printf("%8zu bytes in and out: %8.1f MB/s each way\n", size, (double)size * rounds / seconds / 1e6);
    free(in);
    free(out);
}

static void calls_by_number_of_callers(void)
{
    printf("%-10s %7s %10s %10s %10s   microseconds per call, %ld cores\n", "call", "callers", "p50", "p99", "p99.9",
        sysconf(_SC_NPROCESSORS_ONLN));
    for (uint32_t callers = 1; callers <= 4; callers *= 2) {
        row("ordinary", ordinary, 1, callers);
        row("switchless", switchless, 1, callers);
        row("async", async, BATCH, callers);
    }
}

static void bytes_through_buffers(void)
{
    bytes(4096, 5000);
    bytes(1 << 20, 100);
}

int main(int argc, char **argv)
{
    cc_sl_config_t config = CC_USWITCHLESS_CONFIG_INITIALIZER;
    (void)argc;
    begin(argv);
    config.sl_call_pool_size_qwords = 8;
    CHECK_EQ(open_raw(&enclave, &config), CC_SUCCESS);
    RUN(calls_by_number_of_callers);
    RUN(bytes_through_buffers);
    CHECK_EQ(cc_enclave_destroy(&enclave), CC_SUCCESS);
    return end();
}
