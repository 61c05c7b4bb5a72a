/*
 * Throws altered messages at every bridge of border.edl, both the enclave's and the host's, for some seconds:
 * border_fuzz SECONDS [SEED]. A sanitizer says what goes wrong; messages and answers lie in buffers of their exact size.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <time.h>
#include <wchar.h>

#include "border_u.h"
#include "enclave_internal.h"
#include "gp.h"
#include "test.h"

#define MOST_MESSAGES 64
#define MOST_OCTETS 4096

typedef struct {
    bool outward; /* of the enclave, for the host */
    uint32_t function;
    size_t in_size;
    size_t out_size;
    uint8_t in[MOST_OCTETS];
} message_t;

static message_t corpus[MOST_MESSAGES];
static size_t corpus_size;
static bool fuzzing;
static uint64_t seed = 1;
static const cc_ecall_func_t *ecalls;
static size_t ecall_count;
static const ocall_enclave_table_t *ocalls;
static cc_enclave_t enclave;

static uint64_t draw(uint64_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed % below;
}

static void keep(bool outward, uint32_t function, const void *in, size_t in_size, size_t out_size)
{
    message_t *message = &corpus[corpus_size];
    if (fuzzing || corpus_size == MOST_MESSAGES || in_size > MOST_OCTETS) {
        return;
    }
    message->outward = outward;
    message->function = function;
    message->in_size = in_size;
    message->out_size = out_size;
    if (in_size > 0) {
        memcpy(message->in, in, in_size);
    }
    corpus_size++;
}

/* Octets in a block of exactly their size, so that one beyond is seen. */
static void *exact(const void *octets, size_t size)
{
    void *block = malloc(size == 0 ? 1 : size);
    if (block == NULL) {
        abort();
    }
    if (size > 0 && octets != NULL) {
        memcpy(block, octets, size);
    } else {
        memset(block, 0x5a, size);
    }
    return block;
}

static cc_enclave_result_t run(bool outward, uint32_t function, const void *in, size_t in_size, void *out, size_t out_size)
{
    size_t written = 0;
    if (outward) {
        return function < ocalls->num ? ocalls->ocalls[function](in, in_size, out, out_size) : CC_ERROR_BAD_PARAMETERS;
    }
    cc_enclave_result_t result = ecalls[function](in, in_size, out, out_size, NULL, &written);
    if (written > out_size) {
        abort();
    }
    return result;
}

/* What an engine does with an ordinary call, without a process between. */
static cc_enclave_result_t deliver(cc_enclave_t *context, uint32_t function, const void *in, size_t in_size, void *out,
    size_t out_size, void *ms, const void *table)
{
    (void)context;
    (void)ms;
    ocalls = table;
    keep(false, function, in, in_size, out_size);
    return function < ecall_count ? run(false, function, in, in_size, out, out_size) : CC_ERROR_BAD_PARAMETERS;
}

/* The trusted runtime, as far as the image needs it. While messages are altered the host answers anything. */
cc_enclave_result_t cc_ocall_enclave(size_t function, const void *in, size_t in_size, void *out, size_t out_size)
{
    keep(true, (uint32_t)function, in, in_size, out_size);
    if (!fuzzing || draw(2) == 0) {
        return run(true, (uint32_t)function, in, in_size, out, out_size);
    }
    for (size_t i = 0; i < out_size; i++) {
        ((uint8_t *)out)[i] = (uint8_t)draw(256);
    }
    return draw(4) == 0 ? CC_FAIL : CC_SUCCESS;
}

void cc_sl_refuse(cc_enclave_result_t result)
{
    (void)result;
}

int addcaller_ca_exec(const char *name, const char *owner)
{
    (void)name;
    (void)owner;
    return 0;
}

void *cc_shared_range(uint64_t address, size_t size)
{
    (void)address;
    (void)size;
    return NULL;
}

size_t cc_shared_room(uint64_t address)
{
    (void)address;
    return 0;
}

cc_enclave_result_t cc_sl_run(sl_ecall_func_t bridge, const uint64_t *params, size_t argc, uint64_t *retval)
{
    (void)bridge;
    (void)params;
    (void)argc;
    *retval = 0;
    return CC_SUCCESS;
}

size_t addr_host_to_enclave(size_t address)
{
    (void)address;
    return 0;
}

cc_enclave_result_t ecall_register_shared_memory(
    const uint8_t *in, size_t in_size, uint8_t *out, size_t out_size, uint8_t *shared, size_t *written)
{
    (void)in, (void)in_size, (void)out, (void)out_size, (void)shared, (void)written;
    return CC_ERROR_NOT_SUPPORTED;
}

cc_enclave_result_t ecall_unregister_shared_memory(
    const uint8_t *in, size_t in_size, uint8_t *out, size_t out_size, uint8_t *shared, size_t *written)
{
    (void)in, (void)in_size, (void)out, (void)out_size, (void)shared, (void)written;
    return CC_ERROR_NOT_SUPPORTED;
}

/* The host's functions: they use what they are given, all of it, and know that a pointer may be NULL. */
int host_add(int a, int b)
{
    return (int)((unsigned int)a + (unsigned int)b);
}

uint32_t host_sum(const uint8_t *data, size_t len)
{
    uint32_t sum = 0;
    for (size_t i = 0; data != NULL && i < len; i++) {
        sum += data[i];
    }
    return sum;
}

void host_fill(int *numbers, size_t n)
{
    for (size_t i = 0; numbers != NULL && i < n; i++) {
        numbers[i] = (int)i;
    }
}

void host_upper(char *text)
{
    for (; text != NULL && *text != '\0'; text++) {
        *text ^= 0x20;
        *text = *text == '\0' ? ' ' : *text;
    }
}

void host_swap(struct segment *s)
{
    if (s != NULL) {
        struct point start = s->start;
        s->start = s->end;
        s->end = start;
    }
}

int host_deep(struct blob *b)
{
    int sum = 0;
    for (uint32_t i = 0; b != NULL && b->bytes != NULL && i < b->length; i++) {
        sum += b->bytes[i]++;
    }
    for (uint32_t i = 0; b != NULL && b->numbers != NULL && i < b->words; i++) {
        sum += b->numbers[i]++;
    }
    return sum;
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
    (void)(text == NULL ? 0 : wcslen(text));
}

void note(const char *text)
{
    (void)(text == NULL ? 0 : strlen(text));
}

/* One message of each kind that is right; what comes of them is what is altered. */
static void collect(void)
{
    uint8_t data[24] = {1, 2, 3};
    uint16_t words[3] = {7, 8, 9};
    int numbers[6] = {1, 2, 3, 4, 5, 6};
    int grid[2][3] = {{1, 2, 3}, {4, 5, 6}};
    char text[] = "some text";
    struct point point = {1, 2};
    struct segment segment = {{1, 2}, {3, 4}};
    struct blob blobs[2] = {{24, data, 3, words, 0}, {4, data, 0, NULL, 0}};
    pair_t pair = {1, 2};
    triple_t triple = {1, 2, 3};
    union word word = {.number = 77};
    long long wide = 0;
    uint32_t sum = 0;
    size_t length_ = 0;
    int answer = 0;
    CHECK_EQ(nothing(&enclave), CC_SUCCESS);
    CHECK_EQ(add(&enclave, &answer, 1, 2), CC_SUCCESS);
    CHECK_EQ(widths(&enclave, &wide, 1, 2, 3, 4, 5, 6, 7), CC_SUCCESS);
    CHECK_EQ(sum_in(&enclave, &sum, data, sizeof data), CC_SUCCESS);
    CHECK_EQ(fill_out(&enclave, data, sizeof data, 9), CC_SUCCESS);
    CHECK_EQ(increment(&enclave, numbers, 6), CC_SUCCESS);
    CHECK_EQ(both(&enclave, data, 4, 6), CC_SUCCESS);
    CHECK_EQ(length(&enclave, &length_, text), CC_SUCCESS);
    CHECK_EQ(upper(&enclave, text), CC_SUCCESS);
    CHECK_EQ(wide_length(&enclave, &length_, L"wide"), CC_SUCCESS);
    CHECK_EQ(matrix(&enclave, &answer, grid), CC_SUCCESS);
    CHECK_EQ(row(&enclave, numbers), CC_SUCCESS);
    CHECK_EQ(one(&enclave, &point), CC_SUCCESS);
    CHECK_EQ(swap(&enclave, &segment), CC_SUCCESS);
    CHECK_EQ(foreign(&enclave, &answer, pair, &pair, triple), CC_SUCCESS);
    CHECK_EQ(deep_in(&enclave, &answer, blobs), CC_SUCCESS);
    CHECK_EQ(deep_many(&enclave, &answer, blobs, 2), CC_SUCCESS);
    CHECK_EQ(null_ok(&enclave, &answer, data, NULL, 4), CC_SUCCESS);
    CHECK_EQ(outward(&enclave, &answer, 0), CC_SUCCESS);
    CHECK_EQ(outward(&enclave, &answer, 1), CC_SUCCESS);
    CHECK_EQ(outward(&enclave, &answer, 5), CC_SUCCESS);
    CHECK_EQ(turn(&enclave, &word, word), CC_SUCCESS);
    CHECK_EQ(area(&enclave, &answer, segment, BLUE), CC_SUCCESS);
}

static uint64_t interesting(void)
{
    static const uint64_t values[] = {0, 1, 2, 7, 8, 15, 16, 17, 255, 4095, 4096, 1u << 16, UINT32_MAX,
        1ull << 32, INT64_MAX, UINT64_MAX, UINT64_MAX - 7, UINT64_MAX / 2 + 9};
    return draw(3) == 0 ? draw(64) : values[draw(CC_ARRAY_LEN(values))];
}

static void alter(uint8_t *in, size_t *in_size, size_t *out_size)
{
    uint64_t value = interesting();
    switch (draw(7)) {
        case 0:
            if (*in_size > 0) {
                in[draw(*in_size)] ^= (uint8_t)(1u << draw(8));
            }
            break;
        case 1: /* a size, most likely: the message begins with them */
            if (*in_size >= 8) {
                memcpy(in + 8 * draw(*in_size / 8), &value, 8);
            }
            break;
        case 2:
            if (*in_size >= 16) {
                memcpy(in + 8 * draw(*in_size / 8), in + 8 * draw(*in_size / 8), 8);
            }
            break;
        case 3:
            *in_size = draw(*in_size + 1);
            break;
        case 4:
            for (size_t more = draw(32); more > 0 && *in_size < MOST_OCTETS; more--) {
                in[(*in_size)++] = (uint8_t)draw(256);
            }
            break;
        case 5:
            *out_size = draw(2) == 0 ? draw(*out_size + 1) : *out_size + draw(32);
            break;
        default:
            if (*in_size >= 4) {
                memcpy(in + 4 * draw(*in_size / 4), &value, 4);
            }
            break;
    }
}

/* Whether a bridge took the message for a right one. */
static bool throw_one(void)
{
    static message_t message;
    message = corpus[draw(corpus_size)];
    for (uint64_t changes = 1 + draw(4); changes > 0; changes--) {
        alter(message.in, &message.in_size, &message.out_size);
    }
    if (message.out_size > MOST_OCTETS) {
        message.out_size = MOST_OCTETS;
    }
    void *in = exact(message.in, message.in_size);
    void *out = exact(NULL, message.out_size);
    bool taken = run(message.outward, message.function, in, message.in_size, out, message.out_size) == CC_SUCCESS;
    free(in);
    free(out);
    return taken;
}

static struct cc_enclave_ops operations = {.cc_ecall_enclave = deliver};
static struct cc_enclave_ops_desc description = {.name = "fuzz", .ops = &operations};
static struct list_ops_desc node = {&description, NULL};

int main(int argc, char **argv)
{
    time_t end_at = time(NULL) + (argc > 1 ? atoi(argv[1]) : 1);
    uint64_t thrown = 0;
    uint64_t taken = 0;
    seed = argc > 2 ? strtoull(argv[2], NULL, 10) : (uint64_t)time(NULL) | 1;
    printf("seed %llu\n", (unsigned long long)seed);
    begin(argv);
    void *image = dlopen(beside("border.enclave.so"), RTLD_NOW | RTLD_LOCAL);
    if (image == NULL) {
        printf("%s\n", dlerror());
        return 1;
    }
    ecalls = dlsym(image, "cc_ecall_tables");
    ecall_count = *(size_t *)dlsym(image, "ecall_table_size");
    (void)pthread_rwlock_init(&enclave.rwlock, NULL);
    enclave.used_flag = true;
    enclave.list_ops_node = &node;
    RUN(collect);
    fuzzing = true;
    while (time(NULL) < end_at) {
        for (int i = 0; i < 1000; i++) {
            taken += throw_one();
        }
        thrown += 1000;
    }
    printf("%zu messages, %llu altered ones, %llu taken for right ones\nok nothing_altered_does_harm\n", corpus_size,
        (unsigned long long)thrown, (unsigned long long)taken);
    CHECK(taken > 0 && taken < thrown);
    return end();
}
