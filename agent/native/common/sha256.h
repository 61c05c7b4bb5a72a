/* SHA-256 (FIPS 180-4), HMAC (RFC 2104) and HKDF (RFC 5869), without tables that depend on secrets. */
#ifndef ATTESTRY_SHA256_H
#define ATTESTRY_SHA256_H

#include <stddef.h>
#include <stdint.h>

#define SHA256_SIZE 32

typedef struct {
    uint32_t state[8];
    uint64_t length;
    uint8_t block[64];
    size_t used;
} sha256_t;

void sha256_init(sha256_t *hash);
void sha256_update(sha256_t *hash, const void *data, size_t size);
void sha256_final(sha256_t *hash, uint8_t digest[SHA256_SIZE]);

void hmac_sha256(
    const void *key, size_t key_size, const void *data, size_t size, uint8_t mac[SHA256_SIZE]);

/* One block of HKDF output, 32 bytes, bound to `info`. */
void hkdf_sha256(const void *secret, size_t secret_size, const void *salt, size_t salt_size, const void *info,
    size_t info_size, uint8_t key[SHA256_SIZE]);

#endif
