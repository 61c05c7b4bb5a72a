/* The bytes of a sealed blob: what stands where, read and written in one place. */
#ifndef ATTESTRY_BLOB_H
#define ATTESTRY_BLOB_H

#include "aes_gcm.h"
#include "secgear_dataseal.h"

typedef struct {
    uint8_t nonce[16];
    uint8_t salt[16];
    uint32_t aad_size;
    uint8_t tag[GCM_TAG_SIZE];
    uint32_t tag_size;
    uint32_t secret_size;
} blob_body_t;

_Static_assert(sizeof(blob_body_t) == 60, "the body of a sealed blob is 60 bytes before its payload");

#define BLOB_OVERHEAD (sizeof(cc_enclave_sealed_data_t) + sizeof(blob_body_t))

/* Else INVALID_VERSION, BAD_FORMAT, or INVALID_ATTRIBUTE: a debug enclave sealed it and this is none, or vice versa. */
cc_enclave_result_t blob_take(const cc_enclave_sealed_data_t *sealed, blob_body_t *body);
void blob_put(cc_enclave_sealed_data_t *sealed, uint32_t total, const blob_body_t *body);

#endif
