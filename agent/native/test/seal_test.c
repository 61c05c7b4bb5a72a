/* Sealing, local attestation and memory ranges, seen from outside. */
#define _GNU_SOURCE
#include "../runner/measure.c"
#include "raw_host.h"
#include "secgear_dataseal.h"
#include "sha256.h"

#define SECRET "what must stay secret"
#define UNSEALED_SIZE (8 + 64 + 512)

/* Where a sealed blob says which form it has, and whether a debug enclave made it. */
#define VERSION_AT 4
#define KIND_AT 5

static cc_enclave_t enclave;
static cc_enclave_t other;

static uint32_t seal(cc_enclave_t *in, uint32_t aad_size, uint8_t *blob, uint32_t room)
{
    uint8_t question[1024];
    memcpy(question, &aad_size, sizeof aad_size);
    memset(question + 4, 'a', aad_size);
    memcpy(question + 4 + aad_size, SECRET, sizeof SECRET);
    memset(blob, 0, room);
    CHECK_EQ(call_raw(in, RAW_SEAL, question, 4 + aad_size + sizeof SECRET, blob, room, NULL), CC_SUCCESS);
    return 80 + aad_size + (uint32_t)sizeof SECRET;
}

static cc_enclave_result_t unseal(cc_enclave_t *in, const uint8_t *blob, uint32_t size, uint8_t out[UNSEALED_SIZE])
{
    memset(out, 0, UNSEALED_SIZE);
    return call_raw(in, RAW_UNSEAL, blob, size, out, UNSEALED_SIZE, NULL);
}

static void sealed_data_comes_back_with_any_additional_text(void)
{
    static const uint32_t sizes[] = {0, 1, 16, 255, 256, 300, 512};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        uint8_t blob[1024];
        uint8_t out[UNSEALED_SIZE];
        uint32_t lengths[2];
        uint32_t size = seal(&enclave, sizes[i], blob, sizeof blob);
        CHECK(memmem(blob, size, SECRET, strlen(SECRET)) == NULL);
        CHECK_EQ(unseal(&enclave, blob, size, out), CC_SUCCESS);
        memcpy(lengths, out, sizeof lengths);
        CHECK_EQ(lengths[0], sizeof SECRET);
        CHECK_EQ(lengths[1], sizes[i]);
        CHECK(memcmp(out + 8, SECRET, sizeof SECRET) == 0);
        CHECK(sizes[i] == 0 || (out[8 + 64] == 'a' && out[8 + 64 + sizes[i] - 1] == 'a'));
    }
}

static void another_enclave_cannot_unseal(void)
{
    uint8_t blob[1024];
    uint8_t out[UNSEALED_SIZE];
    uint32_t size = seal(&enclave, 20, blob, sizeof blob);
    CHECK_EQ(unseal(&other, blob, size, out), CC_ERROR_MAC_INVALID);
}

static void the_same_image_can_unseal_after_a_restart(void)
{
    uint8_t blob[1024];
    uint8_t out[UNSEALED_SIZE];
    uint32_t size = seal(&enclave, 20, blob, sizeof blob);
    CHECK_EQ(cc_enclave_destroy(&enclave), CC_SUCCESS);
    CHECK_EQ(open_raw(&enclave, NULL), CC_SUCCESS);
    CHECK_EQ(unseal(&enclave, blob, size, out), CC_SUCCESS);
}

static void debug_and_production_cannot_unseal_each_other(void)
{
    uint8_t blob[1024];
    uint8_t out[UNSEALED_SIZE];
    cc_enclave_t debug;
    uint32_t size = seal(&enclave, 20, blob, sizeof blob);
    CHECK_EQ(open_plain(&debug, "raw.enclave.so", SECGEAR_DEBUG_FLAG), CC_SUCCESS);
    CHECK_EQ(unseal(&debug, blob, size, out), CC_ERROR_INVALID_ATTRIBUTE);
    CHECK(memmem(out, sizeof out, SECRET, strlen(SECRET)) == NULL);
    blob[KIND_AT] ^= 1; /* what the blob says of itself opens nothing */
    CHECK_EQ(unseal(&debug, blob, size, out), CC_ERROR_MAC_INVALID);
    size = seal(&debug, 20, blob, sizeof blob);
    CHECK_EQ(unseal(&debug, blob, size, out), CC_SUCCESS);
    CHECK_EQ(unseal(&enclave, blob, size, out), CC_ERROR_INVALID_ATTRIBUTE);
    blob[KIND_AT] ^= 1;
    CHECK_EQ(unseal(&enclave, blob, size, out), CC_ERROR_MAC_INVALID);
    CHECK_EQ(cc_enclave_destroy(&debug), CC_SUCCESS);
}

static void every_changed_byte_is_refused(void)
{
    uint8_t blob[1024];
    uint8_t out[UNSEALED_SIZE];
    uint32_t size = seal(&enclave, 30, blob, sizeof blob);
    for (uint32_t i = 0; i < size; i++) {
        blob[i] ^= 0x40;
        CHECK(unseal(&enclave, blob, size, out) != CC_SUCCESS);
        blob[i] ^= 0x40;
    }
    CHECK_EQ(unseal(&enclave, blob, size, out), CC_SUCCESS);
}

/* Before versions were counted, what follows the length was all zero. */
static void a_blob_of_another_version_is_refused_as_such(void)
{
    uint8_t blob[1024];
    uint8_t out[UNSEALED_SIZE];
    uint32_t size = seal(&enclave, 30, blob, sizeof blob);
    blob[VERSION_AT]++;
    CHECK_EQ(unseal(&enclave, blob, size, out), CC_ERROR_INVALID_VERSION);
    memset(blob + VERSION_AT, 0, 16);
    CHECK_EQ(unseal(&enclave, blob, size, out), CC_ERROR_INVALID_VERSION);
}

/* Each length that a blob claims, in blocks of exactly the size that the host sent: a sanitizer sees a read beyond. */
static void lengths_that_lie_are_refused(void)
{
    static const uint32_t places[] = {0, 20 + 32, 20 + 52, 20 + 56}; /* all, additional text, tag, secret */
    static const uint32_t lies[] = {0, 1, 20, 79, 80, 100, 400, UINT32_MAX - 80, UINT32_MAX};
    uint8_t blob[1024];
    uint8_t changed[1024];
    uint8_t out[UNSEALED_SIZE];
    uint32_t size = seal(&enclave, 30, blob, sizeof blob);
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        for (size_t j = 0; j < sizeof lies / sizeof lies[0]; j++) {
            memcpy(changed, blob, size);
            memcpy(changed + places[i], &lies[j], sizeof lies[j]);
            CHECK_EQ(unseal(&enclave, changed, size, out), CC_ERROR_BAD_FORMAT);
        }
    }
    for (uint32_t shorter = 1; shorter < size; shorter++) {
        memcpy(changed, blob, size);
        CHECK_EQ(unseal(&enclave, changed, shorter, out), CC_ERROR_BAD_FORMAT);
        memset(changed, 0, sizeof(uint32_t));
        CHECK_EQ(unseal(&enclave, changed, shorter, out), CC_ERROR_BAD_FORMAT);
    }
    CHECK_EQ(unseal(&enclave, blob, size, out), CC_SUCCESS);
}

/* The host could change the text between the check of its tag and its use. */
static void nothing_is_sealed_or_unsealed_in_shared_memory(void)
{
    cc_sl_config_t config = CC_USWITCHLESS_CONFIG_INITIALIZER;
    cc_enclave_t with;
    uint32_t results[3];
    CHECK_EQ(open_raw(&with, &config), CC_SUCCESS);
    uint64_t address = (uint64_t)(uintptr_t)cc_malloc_shared_memory(&with, 128);
    CHECK_EQ(call_raw(&with, RAW_SHARED_SEAL, &address, sizeof address, results, sizeof results, NULL), CC_SUCCESS);
    for (size_t i = 0; i < sizeof results / sizeof results[0]; i++) {
        CHECK_EQ(results[i], CC_ERROR_BAD_PARAMETERS);
    }
    CHECK_EQ(cc_enclave_destroy(&with), CC_SUCCESS);
}

static void digest_of_file(const char *path, char text[65])
{
    uint8_t block[4096];
    uint8_t digest[32];
    size_t got;
    sha256_t hash;
    sha256_init(&hash);
    FILE *file = fopen(path, "re");
    while (file != NULL && (got = fread(block, 1, sizeof block, file)) > 0) {
        sha256_update(&hash, block, got);
    }
    if (file != NULL) {
        (void)fclose(file);
    }
    sha256_final(&hash, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        (void)snprintf(text + 2 * i, 3, "%02x", digest[i]);
    }
}

static void measurement_of_file(const char *path, char text[65])
{
    static uint8_t bytes[1 << 20];
    uint8_t digest[32];
    FILE *file = fopen(path, "re");
    size_t size = file == NULL ? 0 : fread(bytes, 1, sizeof bytes, file);
    if (file != NULL) {
        (void)fclose(file);
    }
    CHECK(size < sizeof bytes && image_measure(bytes, size, digest));
    for (size_t i = 0; i < sizeof digest; i++) {
        (void)snprintf(text + 2 * i, 3, "%02x", digest[i]);
    }
}

static uint32_t attest(cc_enclave_t *asking, const char *id, const char *image, const char *memory)
{
    raw_attest_t question;
    uint32_t result = CC_FAIL;
    memset(&question, 0, sizeof question);
    (void)snprintf(question.id, sizeof question.id, "%s", id);
    (void)snprintf(question.image, sizeof question.image, "%s", image);
    (void)snprintf(question.memory, sizeof question.memory, "%s", memory);
    CHECK_EQ(call_raw(asking, RAW_ATTEST, &question, sizeof question, &result, sizeof result, NULL), CC_SUCCESS);
    return result;
}

static char image[65];
static char memory[65];
static char id[40];

static void measure_the_other(void)
{
    digest_of_file(beside("other.enclave.so"), image);
    measurement_of_file(beside("other.enclave.so"), memory);
    (void)snprintf(id, sizeof id, "%.8s-%.4s-%.4s-%.4s-%.12s", image, image + 8, image + 12, image + 16, image + 20);
}

static void local_attestation_tells_enclaves_apart(void)
{
    measure_the_other();
    CHECK_EQ(attest(&enclave, id, image, memory), CC_SUCCESS);
    CHECK_EQ(attest(&enclave, id, image, image), CC_ERROR_LOCAL_REPORT_HASH_MISMATCH);
    CHECK_EQ(attest(&enclave, id, memory, memory), CC_ERROR_LOCAL_REPORT_HASH_MISMATCH);
    CHECK_EQ(attest(&enclave, "00000000-0000-0000-0000-000000000000", image, memory), CC_ERROR_LOCAL_REPORT_INVALID);
    CHECK_EQ(attest(&enclave, "short", image, memory), CC_ERROR_BAD_PARAMETERS);
}

static void debug_and_production_do_not_attest_each_other(void)
{
    cc_enclave_t debug;
    cc_enclave_t peer;
    measure_the_other();
    CHECK_EQ(open_plain(&debug, "raw.enclave.so", SECGEAR_DEBUG_FLAG), CC_SUCCESS);
    CHECK_EQ(attest(&debug, id, image, memory), CC_ERROR_INVALID_ATTRIBUTE);
    CHECK_EQ(open_plain(&peer, "other.enclave.so", SECGEAR_DEBUG_FLAG), CC_SUCCESS);
    CHECK_EQ(attest(&debug, id, image, memory), CC_SUCCESS);
    CHECK_EQ(attest(&enclave, id, image, memory), CC_SUCCESS); /* the genuine one is open too */
    CHECK_EQ(cc_enclave_destroy(&other), CC_SUCCESS);
    CHECK_EQ(attest(&enclave, id, image, memory), CC_ERROR_INVALID_ATTRIBUTE);
    CHECK_EQ(cc_enclave_destroy(&peer), CC_SUCCESS);
    CHECK_EQ(cc_enclave_destroy(&debug), CC_SUCCESS);
    CHECK_EQ(open_plain(&other, "other.enclave.so", 0), CC_SUCCESS);
}

static void memory_is_inside_or_outside(void)
{
    static const uint8_t expected[8] = {1, 0, 0, 1, 1, 1, 0, 0};
    cc_sl_config_t config = CC_USWITCHLESS_CONFIG_INITIALIZER;
    cc_enclave_t with;
    uint8_t out[8];
    CHECK_EQ(open_raw(&with, &config), CC_SUCCESS);
    uint64_t range[2] = {(uint64_t)(uintptr_t)cc_malloc_shared_memory(&with, 64), 64};
    CHECK_EQ(call_raw(&with, RAW_MEMORY, range, sizeof range, out, sizeof out, NULL), CC_SUCCESS);
    CHECK(memcmp(out, expected, sizeof out) == 0);
    CHECK_EQ(cc_enclave_destroy(&with), CC_SUCCESS);
}

int main(int argc, char **argv)
{
    (void)argc;
    begin(argv);
    CHECK_EQ(open_raw(&enclave, NULL), CC_SUCCESS);
    CHECK_EQ(open_plain(&other, "other.enclave.so", 0), CC_SUCCESS);
    RUN(sealed_data_comes_back_with_any_additional_text);
    RUN(another_enclave_cannot_unseal);
    RUN(the_same_image_can_unseal_after_a_restart);
    RUN(debug_and_production_cannot_unseal_each_other);
    RUN(every_changed_byte_is_refused);
    RUN(a_blob_of_another_version_is_refused_as_such);
    RUN(lengths_that_lie_are_refused);
    RUN(nothing_is_sealed_or_unsealed_in_shared_memory);
    RUN(local_attestation_tells_enclaves_apart);
    RUN(debug_and_production_do_not_attest_each_other);
    RUN(memory_is_inside_or_outside);
    CHECK_EQ(cc_enclave_destroy(&enclave), CC_SUCCESS);
    CHECK_EQ(cc_enclave_destroy(&other), CC_SUCCESS);
    return end();
}
