#include "aes.h"

#include <string.h>

/* Sixteen bytes as eight planes: bit j of plane i is bit i of byte j. */
typedef struct {
    uint16_t bit[8];
} planes_t;

static planes_t slice(const uint8_t bytes[16])
{
    planes_t planes = {{0}};
    for (unsigned j = 0; j < 16; j++) {
        for (unsigned i = 0; i < 8; i++) {
            planes.bit[i] |= (uint16_t)((bytes[j] >> i & 1u) << j);
        }
    }
    return planes;
}

static void unslice(const planes_t *planes, uint8_t bytes[16])
{
    for (unsigned j = 0; j < 16; j++) {
        unsigned byte = 0;
        for (unsigned i = 0; i < 8; i++) {
            byte |= (planes->bit[i] >> j & 1u) << i;
        }
        bytes[j] = (uint8_t)byte;
    }
}

/* Sixteen products in GF(2^8) modulo x^8 + x^4 + x^3 + x + 1. */
static planes_t multiply(const planes_t *a, const planes_t *b)
{
    uint16_t wide[15] = {0};
    planes_t product;
    for (unsigned i = 0; i < 8; i++) {
        for (unsigned j = 0; j < 8; j++) {
            wide[i + j] ^= a->bit[i] & b->bit[j];
        }
    }
    for (unsigned k = 14; k >= 8; k--) {
        wide[k - 4] ^= wide[k];
        wide[k - 5] ^= wide[k];
        wide[k - 7] ^= wide[k];
        wide[k - 8] ^= wide[k];
    }
    memcpy(product.bit, wide, sizeof product.bit);
    return product;
}

/* Inversion as the 254th power, then the affine map. */
static void substitute(uint8_t bytes[16])
{
    planes_t x = slice(bytes);
    planes_t power = x;
    planes_t out;
    for (unsigned i = 0; i < 6; i++) {
        power = multiply(&power, &power);
        power = multiply(&power, &x);
    }
    power = multiply(&power, &power);
    for (unsigned i = 0; i < 8; i++) {
        uint16_t constant = (uint16_t)(0x63u >> i & 1u ? 0xffff : 0);
        out.bit[i] = power.bit[i] ^ power.bit[(i + 4) % 8] ^ power.bit[(i + 5) % 8] ^ power.bit[(i + 6) % 8] ^
                     power.bit[(i + 7) % 8] ^ constant;
    }
    unslice(&out, bytes);
}

static uint8_t twice(uint8_t byte)
{
    return (uint8_t)((unsigned)byte << 1 ^ ((unsigned)byte >> 7) * 0x1bu);
}

static void shift_rows(uint8_t s[16])
{
    uint8_t from[16];
    memcpy(from, s, sizeof from);
    for (unsigned column = 0; column < 4; column++) {
        for (unsigned row = 0; row < 4; row++) {
            s[4 * column + row] = from[4 * ((column + row) % 4) + row];
        }
    }
}

static void mix_columns(uint8_t s[16])
{
    for (unsigned column = 0; column < 4; column++) {
        uint8_t *c = s + 4 * column;
        uint8_t first = c[0];
        uint8_t all = c[0] ^ c[1] ^ c[2] ^ c[3];
        for (unsigned row = 0; row < 3; row++) {
            c[row] ^= all ^ twice(c[row] ^ c[row + 1]);
        }
        c[3] ^= all ^ twice(c[3] ^ first);
    }
}

static void add_key(uint8_t s[16], const uint8_t key[16])
{
    for (unsigned i = 0; i < 16; i++) {
        s[i] ^= key[i];
    }
}

void aes256_expand(aes256_t *aes, const uint8_t key[32])
{
    uint8_t *w = aes->round_key[0];
    uint8_t constant = 1;
    memcpy(w, key, 32);
    for (unsigned i = 32; i < 16 * (AES_ROUNDS + 1); i += 4) {
        uint8_t word[16] = {0};
        memcpy(word, w + i - 4, 4);
        if (i % 32 == 0) {
            uint8_t first = word[0];
            memmove(word, word + 1, 3);
            word[3] = first;
        }
        if (i % 16 == 0) {
            substitute(word);
        }
        if (i % 32 == 0) {
            word[0] ^= constant;
            constant = twice(constant);
        }
        for (unsigned j = 0; j < 4; j++) {
            w[i + j] = w[i + j - 32] ^ word[j];
        }
    }
}

void aes256_encrypt(const aes256_t *aes, const uint8_t in[16], uint8_t out[16])
{
    uint8_t s[16];
    memcpy(s, in, sizeof s);
    add_key(s, aes->round_key[0]);
    for (unsigned round = 1; round <= AES_ROUNDS; round++) {
        substitute(s);
        shift_rows(s);
        if (round < AES_ROUNDS) {
            mix_columns(s);
        }
        add_key(s, aes->round_key[round]);
    }
    memcpy(out, s, sizeof s);
}
