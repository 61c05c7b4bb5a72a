#include "sha256.h"

#include <string.h>

#include "wipe.h"

static const uint32_t ROUND[64] = {0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
    0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152,
    0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138,
    0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70,
    0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5,
    0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa,
    0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t rotate(uint32_t word, unsigned bits)
{
    return word >> bits | word << (32 - bits);
}

static void schedule(const uint8_t block[64], uint32_t w[64])
{
    for (size_t i = 0; i < 16; i++) {
        const uint8_t *b = block + 4 * i;
        w[i] = (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
    }
    for (size_t i = 16; i < 64; i++) {
        uint32_t s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3;
        uint32_t s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10;
        w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
}

static void compress(sha256_t *hash, const uint8_t block[64])
{
    uint32_t w[64];
    uint32_t v[8];
    schedule(block, w);
    memcpy(v, hash->state, sizeof v);
    for (size_t i = 0; i < 64; i++) {
        uint32_t choose = (v[4] & v[5]) ^ (~v[4] & v[6]);
        uint32_t majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
        uint32_t t1 = v[7] + (rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25)) + choose + ROUND[i] + w[i];
        uint32_t t2 = (rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22)) + majority;
        memmove(v + 1, v, 7 * sizeof v[0]);
        v[4] += t1;
        v[0] = t1 + t2;
    }
    for (size_t i = 0; i < 8; i++) {
        hash->state[i] += v[i];
    }
}

void sha256_init(sha256_t *hash)
{
    static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c,
        0x1f83d9ab, 0x5be0cd19};
    memset(hash, 0, sizeof *hash);
    memcpy(hash->state, start, sizeof start);
}

void sha256_update(sha256_t *hash, const void *data, size_t size)
{
    const uint8_t *from = data;
    hash->length += size;
    while (size > 0) {
        size_t part = sizeof hash->block - hash->used;
        part = part < size ? part : size;
        memcpy(hash->block + hash->used, from, part);
        hash->used += part;
        from += part;
        size -= part;
        if (hash->used == sizeof hash->block) {
            compress(hash, hash->block);
            hash->used = 0;
        }
    }
}

void sha256_final(sha256_t *hash, uint8_t digest[SHA256_SIZE])
{
    static const uint8_t padding[64] = {0x80};
    uint64_t bits = hash->length * 8;
    uint8_t tail[8];
    for (size_t i = 0; i < 8; i++) {
        tail[i] = (uint8_t)(bits >> (56 - 8 * i));
    }
    size_t pad = hash->used < 56 ? 56 - hash->used : 120 - hash->used;
    sha256_update(hash, padding, pad);
    sha256_update(hash, tail, sizeof tail);
    for (size_t i = 0; i < SHA256_SIZE; i++) {
        digest[i] = (uint8_t)(hash->state[i / 4] >> (24 - 8 * (i % 4)));
    }
    wipe(hash, sizeof *hash);
}

static void mac_start(sha256_t *hash, const uint8_t key[64], uint8_t pad)
{
    uint8_t block[64];
    for (size_t i = 0; i < sizeof block; i++) {
        block[i] = key[i] ^ pad;
    }
    sha256_init(hash);
    sha256_update(hash, block, sizeof block);
    wipe(block, sizeof block);
}

void hmac_sha256(const void *key, size_t key_size, const void *data, size_t size, uint8_t mac[SHA256_SIZE])
{
    uint8_t block[64] = {0};
    sha256_t hash;
    if (key_size > sizeof block) {
        sha256_init(&hash);
        sha256_update(&hash, key, key_size);
        sha256_final(&hash, block);
    } else if (key_size > 0) {
        memcpy(block, key, key_size);
    }
    mac_start(&hash, block, 0x36);
    sha256_update(&hash, data, size);
    sha256_final(&hash, mac);
    mac_start(&hash, block, 0x5c);
    sha256_update(&hash, mac, SHA256_SIZE);
    sha256_final(&hash, mac);
    wipe(block, sizeof block);
}

void hkdf_sha256(const void *secret, size_t secret_size, const void *salt, size_t salt_size, const void *info,
    size_t info_size, uint8_t key[SHA256_SIZE])
{
    uint8_t extracted[SHA256_SIZE];
    uint8_t block[256];
    hmac_sha256(salt, salt_size, secret, secret_size, extracted);
    info_size = info_size < sizeof block ? info_size : sizeof block - 1;
    memcpy(block, info, info_size);
    block[info_size] = 1;
    hmac_sha256(extracted, sizeof extracted, block, info_size + 1, key);
    wipe(extracted, sizeof extracted);
}
