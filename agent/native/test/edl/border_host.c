/* Calls every function of border.edl, from an application's point of view. */
#include <ctype.h>
#include <errno.h>
#include <wchar.h>

#include "border_u.h"
#include "enclave_internal.h"
#include "secgear_cursor.h"
#include "test.h"

static cc_enclave_t enclave;
static int notes;

int host_add(int a, int b)
{
    return a + b;
}

uint32_t host_sum(const uint8_t *data, size_t len)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < len; i++) {
        sum += data[i];
    }
    return sum;
}

void host_fill(int *numbers, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        numbers[i] = (int)(10 * i);
    }
}

void host_upper(char *text)
{
    for (; *text != '\0'; text++) {
        *text = (char)toupper((unsigned char)*text);
    }
}

void host_swap(struct segment *s)
{
    struct point start = s->start;
    s->start = s->end;
    s->end = start;
}

int host_deep(struct blob *b)
{
    b->sum = 0;
    for (uint32_t i = 0; i < b->length; i++) {
        b->sum += b->bytes[i]++;
    }
    return b->sum;
}

void host_claims(struct blob *b, uint32_t length, uint16_t words)
{
    b->length = length;
    b->words = words;
}

int host_fails(int code)
{
    errno = code;
    return -1;
}

void host_wide(const wchar_t *text)
{
    CHECK_EQ(wcscmp(text, L"wide"), 0);
}

void note(const char *text)
{
    notes += strcmp(text, "noted") == 0;
}

static void values_go_in_and_come_back(void)
{
    int sum = 0;
    long long wide = 0;
    union word w = {0x01020304};
    struct segment diagonal = {{1, 1}, {4, 5}};
    CHECK_EQ(nothing(&enclave), CC_SUCCESS);
    CHECK_EQ(add(&enclave, &sum, 40, 2), CC_SUCCESS);
    CHECK_EQ(sum, 42);
    CHECK_EQ(add(&enclave, NULL, 40, 2), CC_SUCCESS);
    CHECK_EQ(widths(&enclave, &wide, 1, 2, 4, 8, 16, 32.5f, 64.5), CC_SUCCESS);
    CHECK_EQ(wide, 127);
    CHECK_EQ(turn(&enclave, &w, w), CC_SUCCESS);
    CHECK_EQ(w.number, 0x04030201);
    CHECK_EQ(area(&enclave, &sum, diagonal, BLUE), CC_SUCCESS);
    CHECK_EQ(sum, 12 + 8);
}

static void buffers_have_their_size(void)
{
    uint8_t data[100];
    int numbers[3] = {1, 2, 3};
    uint32_t sum = 0;
    memset(data, 3, sizeof data);
    CHECK_EQ(sum_in(&enclave, &sum, data, sizeof data), CC_SUCCESS);
    CHECK_EQ(sum, 300);
    CHECK_EQ(sum_in(&enclave, &sum, data, 0), CC_SUCCESS);
    CHECK_EQ(sum, 0);
    CHECK_EQ(fill_out(&enclave, data, 50, 9), CC_SUCCESS);
    CHECK_EQ(data[49], 9);
    CHECK_EQ(data[50], 3);
    CHECK_EQ(increment(&enclave, numbers, 3), CC_SUCCESS);
    CHECK_EQ(numbers[2], 4);
    CHECK_EQ(increment(&enclave, numbers, -1), CC_ERROR_OVERFLOW);
    CHECK_EQ(both(&enclave, data, 5, 10), CC_SUCCESS);
    CHECK_EQ(data[49], 9 ^ 0xff);
    CHECK_EQ(both(&enclave, data, SIZE_MAX, 2), CC_ERROR_OVERFLOW);
    int answer = 0;
    CHECK_EQ(null_ok(&enclave, &answer, NULL, NULL, 8), CC_SUCCESS);
    CHECK_EQ(answer, 3);
    CHECK_EQ(null_ok(&enclave, &answer, data, data, 8), CC_SUCCESS);
    CHECK_EQ(answer, 0);
}

static void texts_have_their_length(void)
{
    char text[] = "straight";
    size_t answer = 0;
    CHECK_EQ(length(&enclave, &answer, "seven.."), CC_SUCCESS);
    CHECK_EQ(answer, 7);
    CHECK_EQ(length(&enclave, &answer, ""), CC_SUCCESS);
    CHECK_EQ(answer, 0);
    CHECK_EQ(upper(&enclave, text), CC_SUCCESS);
    CHECK(strcmp(text, "STRAIGHT") == 0);
    CHECK_EQ(wide_length(&enclave, &answer, L"wide text"), CC_SUCCESS);
    CHECK_EQ(answer, 9);
}

static void arrays_and_structs_keep_their_shape(void)
{
    int m[2][3] = {{1, 2, 3}, {4, 5, 6}};
    int r[4] = {0};
    int answer = 0;
    struct point p = {1, 2};
    struct segment s = {{1, 2}, {3, 4}};
    pair_t pair = {1, 2};
    triple_t triple = {3, 4, 0};
    CHECK_EQ(matrix(&enclave, &answer, m), CC_SUCCESS);
    CHECK_EQ(answer, 1 + 30 + 400 + 6000);
    CHECK_EQ(row(&enclave, r), CC_SUCCESS);
    CHECK_EQ(r[3], 9);
    CHECK_EQ(one(&enclave, &p), CC_SUCCESS);
    CHECK(p.x == 2 && p.y == 4);
    CHECK_EQ(swap(&enclave, &s), CC_SUCCESS);
    CHECK(s.start.x == 3 && s.end.y == 2);
    CHECK_EQ(foreign(&enclave, &answer, pair, &pair, triple), CC_SUCCESS);
    CHECK_EQ(answer, 6);
    CHECK_EQ(triple[2], 7);
}

static void members_are_copied_deeply(void)
{
    uint8_t bytes[300];
    uint16_t numbers[2] = {1000, 2000};
    struct blob b[3] = {{300, bytes, 2, numbers, 0}, {0, NULL, 2, numbers, 0}, {5, NULL, 0, NULL, 0}};
    int answer = 0;
    memset(bytes, 1, sizeof bytes);
    CHECK_EQ(deep_in(&enclave, &answer, &b[0]), CC_SUCCESS);
    CHECK_EQ(answer, 3300);
    CHECK_EQ(deep_many(&enclave, &answer, b, 3), CC_SUCCESS);
    CHECK_EQ(answer, 6300);
    CHECK(b[0].bytes == bytes && b[1].numbers == numbers && b[2].bytes == NULL);
    CHECK(b[0].sum == 3300 && b[1].sum == 3000 && b[2].sum == 0);
    CHECK(bytes[0] == 2 && bytes[299] == 2);
}

static void the_enclave_calls_the_host(void)
{
    int answer = 0;
    CHECK_EQ(talk(&enclave, &answer, 10), CC_SUCCESS);
    CHECK_EQ(answer, 45);
    for (int which = 0; which < 5; which++) {
        CHECK_EQ(outward(&enclave, &answer, which), CC_SUCCESS);
        CHECK_EQ(answer, 0);
    }
    CHECK_EQ(notes, 1);
}

static int collect(int id, int *answer)
{
    cc_enclave_result_t result;
    while ((result = cc_sl_get_async_result(&enclave, id, answer)) == CC_ERROR_SWITCHLESS_ASYNC_TASK_UNFINISHED) {
        (void)sched_yield();
    }
    return (int)result;
}

static void switchless_functions_work_like_others(void)
{
    int answer = 0;
    int id = 0;
    char *text = cc_malloc_shared_memory(&enclave, 64);
    CHECK_EQ(fast_add(&enclave, &answer, 1, 2), CC_SUCCESS);
    CHECK_EQ(answer, 3);
    CHECK_EQ(fast_add_async(&enclave, &id, &answer, 20, 22), CC_SUCCESS);
    CHECK_EQ(collect(id, &answer), CC_SUCCESS);
    CHECK_EQ(answer, 42);
    memcpy(text, "switchless", 11);
    CHECK_EQ(fast_upper(&enclave, text, 10), CC_SUCCESS);
    CHECK(strcmp(text, "SWITCHLESS") == 0);
    CHECK_EQ(fast_copy(&enclave, &answer, text, text + 32, 11), CC_SUCCESS);
    CHECK(answer == 11 && strcmp(text + 32, "SWITCHLESS") == 0);
    CHECK_EQ(fast_copy(&enclave, &answer, text, text + 32, 33), CC_ERROR_SHARED_MEMORY_NOT_REGISTERED);
    CHECK_EQ(fast_length(&enclave, &answer, text), CC_SUCCESS);
    CHECK_EQ(answer, 10);
    memset(text, 'x', 64);
    CHECK_EQ(fast_length(&enclave, &answer, text), CC_ERROR_SHARED_MEMORY_NOT_REGISTERED);
    CHECK_EQ(fast_length(&enclave, &answer, "private"), CC_ERROR_SHARED_MEMORY_NOT_REGISTERED);
    CHECK_EQ(fast_length(&enclave, &answer, NULL), CC_SUCCESS);
    CHECK_EQ(answer, -1);
    CHECK_EQ(fast_raw(&enclave, &answer, text), CC_SUCCESS);
    CHECK_EQ(answer, 'x');
    CHECK_EQ(raw(&enclave, &answer, (uint8_t *)text), CC_SUCCESS);
    CHECK(answer == 'x' && text[0] == 'y');
    CHECK_EQ(raw(&enclave, &answer, (uint8_t *)&answer), CC_ERROR_SHARED_MEMORY_NOT_REGISTERED);
    CHECK_EQ(cc_free_shared_memory(&enclave, text), CC_SUCCESS);
}

static void a_full_pool_rolls_back_to_an_ordinary_call(void)
{
    int ids[64];
    int answer = 0;
    int id = 0;
    for (int i = 0; i < 64; i++) {
        CHECK_EQ(fast_sleep_async(&enclave, &ids[i], 20), CC_SUCCESS);
    }
    CHECK_EQ(fast_add_async(&enclave, &id, &answer, 3, 4), CC_SUCCESS);
    CHECK_EQ(id, -1);
    CHECK_EQ(answer, 7);
    for (int i = 0; i < 64; i++) {
        CHECK_EQ(collect(ids[i], NULL), CC_SUCCESS);
    }
}

static uint32_t forged;

/* Calls increment(numbers, n) with bytes of its own making. */
static cc_enclave_result_t forge(size_t numbers_size, size_t n_size, int n, size_t in_size, size_t out_size)
{
    static uint8_t in[4096];
    static uint8_t out[4096];
    increment_size_t sizes = {0, numbers_size, n_size};
    memset(in, 0, sizeof in);
    memcpy(in, &sizes, sizeof sizes);
    size_t at = size_to_aligned_size(sizeof sizes) + (numbers_size < 1024 ? numbers_size : 0);
    memcpy(in + at, &n, sizeof n);
    forged++;
    return enclave.list_ops_node->ops_desc->ops->cc_ecall_enclave(
        &enclave, fid_increment, in, in_size, out, out_size, NULL, NULL);
}

static void forged_sizes_are_refused(void)
{
    size_t head = size_to_aligned_size(sizeof(increment_size_t));
    static const size_t lies[] = {1, 15, 17, 32, 48, 1024, SIZE_MAX, SIZE_MAX - 15, (size_t)1 << 63};
    CHECK_EQ(forge(16, 16, 3, head + 32, 16), CC_SUCCESS);
    for (size_t i = 0; i < sizeof lies / sizeof lies[0]; i++) {
        CHECK_EQ(forge(lies[i], 16, 3, head + 32, 16), CC_ERROR_BAD_PARAMETERS);
        CHECK_EQ(forge(16, lies[i], 3, head + 32, 16), CC_ERROR_BAD_PARAMETERS);
    }
    CHECK_EQ(forge(16, 16, 300, head + 32, 16), CC_ERROR_BAD_PARAMETERS);
    CHECK_EQ(forge(16, 16, -1, head + 32, 16), CC_ERROR_BAD_PARAMETERS);
    for (size_t size = 0; size < head + 64; size++) {
        CHECK_EQ(forge(16, 16, 3, size, 16), size == head + 32 ? CC_SUCCESS : CC_ERROR_BAD_PARAMETERS);
        CHECK_EQ(forge(16, 16, 3, head + 32, size), size == 16 ? CC_SUCCESS : CC_ERROR_BAD_PARAMETERS);
    }
    int sum = 0;
    CHECK_EQ(add(&enclave, &sum, 1, 1), CC_SUCCESS);
    CHECK(forged > 100);
}

static void proxies_check_their_enclave(void)
{
    cc_enclave_t closed;
    int answer = 0;
    int id = 0;
    memset(&closed, 0, sizeof closed);
    CHECK_EQ(add(NULL, &answer, 1, 2), CC_ERROR_BAD_PARAMETERS);
    CHECK_EQ(add(&closed, &answer, 1, 2), CC_ERROR_BAD_PARAMETERS);
    CHECK_EQ(fast_add(&closed, &answer, 1, 2), CC_ERROR_BAD_PARAMETERS);
    CHECK_EQ(fast_add_async(NULL, &id, &answer, 1, 2), CC_ERROR_BAD_PARAMETERS);
}

int main(int argc, char **argv)
{
    cc_sl_config_t config = CC_USWITCHLESS_CONFIG_INITIALIZER;
    enclave_features_t feature = {ENCLAVE_FEATURE_SWITCHLESS, &config};
    (void)argc;
    begin(argv);
    config.num_tworkers = 2;
    config.rollback_to_common = 1;
    config.workers_policy = WORKERS_POLICY_WAKEUP;
    CHECK_EQ(cc_enclave_create(beside("border.enclave.so"), AUTO_ENCLAVE_TYPE, 0, 0, &feature, 1, &enclave), CC_SUCCESS);
    RUN(values_go_in_and_come_back);
    RUN(buffers_have_their_size);
    RUN(texts_have_their_length);
    RUN(arrays_and_structs_keep_their_shape);
    RUN(members_are_copied_deeply);
    RUN(the_enclave_calls_the_host);
    RUN(switchless_functions_work_like_others);
    RUN(a_full_pool_rolls_back_to_an_ordinary_call);
    RUN(forged_sizes_are_refused);
    RUN(proxies_check_their_enclave);
    CHECK_EQ(cc_enclave_destroy(&enclave), CC_SUCCESS);
    return end();
}
