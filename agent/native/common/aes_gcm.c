#include "aes_gcm.h"

#include <string.h>

#include "aes.h"
#include "wipe.h"

typedef struct {
    uint64_t high;
    uint64_t low;
} element_t;

typedef struct {
    aes256_t aes;
    element_t hash_key;
    uint8_t first[16]; /* counter block 1, which masks the tag */
} gcm_t;

static uint64_t big_endian(const uint8_t b[8])
{
    uint64_t value = 0;
    for (unsigned i = 0; i < 8; i++) {
        value = value << 8 | b[i];
    }
    return value;
}

static void put_big_endian(uint8_t b[8], uint64_t value)
{
    for (unsigned i = 0; i < 8; i++) {
        b[i] = (uint8_t)(value >> (56 - 8 * i));
    }
}

/* Multiplication in GF(2^128), bits in GCM's order, without a branch on either factor. */
static element_t multiply(element_t x, element_t y)
{
    element_t z = {0, 0};
    for (unsigned i = 0; i < 128; i++) {
        uint64_t bit = (i < 64 ? x.high >> (63 - i) : x.low >> (127 - i)) & 1u;
        uint64_t carry = y.low & 1u;
        z.high ^= y.high & -bit;
        z.low ^= y.low & -bit;
        y.low = y.low >> 1 | y.high << 63;
        y.high = y.high >> 1 ^ (0xe100000000000000u & -carry);
    }
    return z;
}

static void absorb(const gcm_t *gcm, element_t *hash, const uint8_t *data, size_t size)
{
    while (size > 0) {
        uint8_t block[16] = {0};
        size_t part = size < sizeof block ? size : sizeof block;
        memcpy(block, data, part);
        hash->high ^= big_endian(block);
        hash->low ^= big_endian(block + 8);
        *hash = multiply(*hash, gcm->hash_key);
        data += part;
        size -= part;
    }
}

static void start(gcm_t *gcm, const uint8_t key[GCM_KEY_SIZE], const uint8_t nonce[GCM_NONCE_SIZE])
{
    uint8_t zero[16] = {0};
    aes256_expand(&gcm->aes, key);
    aes256_encrypt(&gcm->aes, zero, zero);
    gcm->hash_key = (element_t){big_endian(zero), big_endian(zero + 8)};
    memcpy(gcm->first, nonce, GCM_NONCE_SIZE);
    memcpy(gcm->first + GCM_NONCE_SIZE, "\0\0\0\1", 4);
    wipe(zero, sizeof zero);
}

static void count(uint8_t block[16])
{
    for (unsigned i = 15; i >= 12 && ++block[i] == 0; i--) {
    }
}

static void crypt(const gcm_t *gcm, const uint8_t *in, size_t size, uint8_t *out)
{
    uint8_t counter[16];
    uint8_t stream[16];
    memcpy(counter, gcm->first, sizeof counter);
    for (size_t at = 0; at < size; at++) {
        if (at % 16 == 0) {
            count(counter);
            aes256_encrypt(&gcm->aes, counter, stream);
        }
        out[at] = in[at] ^ stream[at % 16];
    }
    wipe(stream, sizeof stream);
}

static void make_tag(const gcm_t *gcm, const uint8_t *aad, size_t aad_size, const uint8_t *cipher, size_t size,
    uint8_t tag[GCM_TAG_SIZE])
{
    element_t hash = {0, 0};
    uint8_t lengths[16];
    uint8_t mask[16];
    absorb(gcm, &hash, aad, aad_size);
    absorb(gcm, &hash, cipher, size);
    put_big_endian(lengths, (uint64_t)aad_size * 8);
    put_big_endian(lengths + 8, (uint64_t)size * 8);
    absorb(gcm, &hash, lengths, sizeof lengths);
    put_big_endian(tag, hash.high);
    put_big_endian(tag + 8, hash.low);
    aes256_encrypt(&gcm->aes, gcm->first, mask);
    for (unsigned i = 0; i < GCM_TAG_SIZE; i++) {
        tag[i] ^= mask[i];
    }
}

void aes256_gcm_seal(const uint8_t key[GCM_KEY_SIZE], const uint8_t nonce[GCM_NONCE_SIZE], const uint8_t *aad,
    size_t aad_size, const uint8_t *plain, size_t size, uint8_t *cipher, uint8_t tag[GCM_TAG_SIZE])
{
    gcm_t gcm;
    start(&gcm, key, nonce);
    crypt(&gcm, plain, size, cipher);
    make_tag(&gcm, aad, aad_size, cipher, size, tag);
    wipe(&gcm, sizeof gcm);
}

bool aes256_gcm_open(const uint8_t key[GCM_KEY_SIZE], const uint8_t nonce[GCM_NONCE_SIZE], const uint8_t *aad,
    size_t aad_size, const uint8_t *cipher, size_t size, const uint8_t tag[GCM_TAG_SIZE], uint8_t *plain)
{
    gcm_t gcm;
    uint8_t expected[GCM_TAG_SIZE];
    start(&gcm, key, nonce);
    make_tag(&gcm, aad, aad_size, cipher, size, expected);
    bool authentic = same_bytes(expected, tag, GCM_TAG_SIZE);
    if (authentic) {
        crypt(&gcm, cipher, size, plain);
    }
    wipe(&gcm, sizeof gcm);
    return authentic;
}
