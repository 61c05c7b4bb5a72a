/* Overwrites a secret in a way that the compiler may not drop, and compares without telling where bytes differ. */
#ifndef ATTESTRY_WIPE_H
#define ATTESTRY_WIPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline void wipe(void *secret, size_t size)
{
    memset(secret, 0, size);
    __asm__ volatile("" : : "r"(secret) : "memory");
}

static inline bool same_bytes(const void *a, const void *b, size_t size)
{
    uint8_t differs = 0;
    for (size_t i = 0; i < size; i++) {
        differs |= ((const uint8_t *)a)[i] ^ ((const uint8_t *)b)[i];
    }
    return differs == 0;
}

#endif
