/* The AES-256 block cipher (FIPS 197), encryption only, bit-sliced so that no table is indexed by a secret. */
#ifndef ATTESTRY_AES_H
#define ATTESTRY_AES_H

#include <stdint.h>

#define AES_ROUNDS 14

typedef struct {
    uint8_t round_key[AES_ROUNDS + 1][16];
} aes256_t;

void aes256_expand(aes256_t *aes, const uint8_t key[32]);
void aes256_encrypt(const aes256_t *aes, const uint8_t in[16], uint8_t out[16]);

#endif
