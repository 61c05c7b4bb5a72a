/*
 * Sealing: data that only the same enclave image on the same device can read again, and only as what it was: what a
 * debug enclave sealed is for debug enclaves, what a production one sealed for production ones.
 */
#ifndef SECGEAR_DATASEAL_H
#define SECGEAR_DATASEAL_H

#include <stdbool.h>
#include <stdint.h>

#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* `data_body_len` counts this header too; `reserved` has the form's version and whether a debug enclave sealed it. */
typedef struct _enclave_sealed_data_t {
    uint32_t data_body_len;
    uint8_t reserved[16];
    uint8_t data_body[];
} cc_enclave_sealed_data_t;

/* 80 + add_len + seal_data_len, or UINT32_MAX where that does not fit. */
uint32_t cc_enclave_get_sealed_data_size(const uint32_t add_len, const uint32_t seal_data_len);

/*
 * Whether a blob lies wholly in the `size` bytes that there are of it. The functions below are not told a size and
 * believe the blob's: where the bytes come from a host, ask this first.
 */
bool cc_enclave_sealed_data_fits(const cc_enclave_sealed_data_t *sealed_data, size_t size);

/* Length of the secret and of the additional text inside; UINT32_MAX for NULL and for what is no blob. */
uint32_t cc_enclave_get_encrypted_text_size(const cc_enclave_sealed_data_t *sealed_data);
uint32_t cc_enclave_get_add_text_size(const cc_enclave_sealed_data_t *sealed_data);

/*
 * Seals with AES-256-GCM; the additional text is authenticated and stays readable. Here and below every buffer must lie
 * in the enclave: BAD_PARAMETERS if the host shares any of it.
 */
cc_enclave_result_t cc_enclave_seal_data(uint8_t *seal_data, uint32_t seal_data_len,
    cc_enclave_sealed_data_t *sealed_data, uint32_t sealed_data_len, uint8_t *additional_text,
    uint32_t additional_text_len);

/*
 * Lengths are in and out. INVALID_VERSION for a blob of another form, BAD_FORMAT if its lengths do not add up,
 * INVALID_ATTRIBUTE if a debug enclave sealed it and this is none, or the other way round, MAC_INVALID if anything was
 * changed or another enclave sealed it.
 */
cc_enclave_result_t cc_enclave_unseal_data(cc_enclave_sealed_data_t *sealed_data, uint8_t *decrypted_data,
    uint32_t *decrypted_data_len, uint8_t *additional_text, uint32_t *additional_text_len);

#ifdef __cplusplus
}
#endif

#endif
