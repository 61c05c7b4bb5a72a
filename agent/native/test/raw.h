/* What enclave_raw.c offers, by number. */
#ifndef ATTESTRY_TEST_RAW_H
#define ATTESTRY_TEST_RAW_H

#include <stdint.h>

enum {
    RAW_ECHO = 2,
    RAW_SEAL,
    RAW_UNSEAL,
    RAW_ASK_HOST,
    RAW_CRASH,
    RAW_BOAST,
    RAW_DOZE,
    RAW_ATTEST,
    RAW_RANDOM,
    RAW_MISBEHAVE,
    RAW_REVEAL,
    RAW_MEMORY,
    RAW_SHARED_SEAL,
    RAW_HOLD,
    RAW_NULL
};

enum { RAW_SL_ADD, RAW_SL_UPPER, RAW_SL_DOZE, RAW_SL_NULL, RAW_SL_ASK_HOST, RAW_SL_CRASH, RAW_SL_HOLD, RAW_SL_END };

#define RAW_SECRET "the secret of the raw enclave"

typedef struct {
    char id[37];
    char image[65];
    char memory[65];
} raw_attest_t;

typedef struct {
    uint64_t address;
    int32_t process;
    int32_t reserved;
} raw_secret_t;

#endif
