/* AES-256-GCM (NIST SP 800-38D) with a 96-bit nonce and a 128-bit tag, in time that no secret influences. */
#ifndef ATTESTRY_AES_GCM_H
#define ATTESTRY_AES_GCM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GCM_KEY_SIZE 32
#define GCM_NONCE_SIZE 12
#define GCM_TAG_SIZE 16

void aes256_gcm_seal(const uint8_t key[GCM_KEY_SIZE], const uint8_t nonce[GCM_NONCE_SIZE], const uint8_t *aad,
    size_t aad_size, const uint8_t *plain, size_t size, uint8_t *cipher, uint8_t tag[GCM_TAG_SIZE]);

/* False, with `plain` untouched, unless the tag is right. */
bool aes256_gcm_open(const uint8_t key[GCM_KEY_SIZE], const uint8_t nonce[GCM_NONCE_SIZE], const uint8_t *aad,
    size_t aad_size, const uint8_t *cipher, size_t size, const uint8_t tag[GCM_TAG_SIZE], uint8_t *plain);

#endif
