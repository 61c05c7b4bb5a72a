/* Sealing: data that only the same enclave image on the same device can read again. */
#ifndef SECGEAR_DATASEAL_H
#define SECGEAR_DATASEAL_H

#include <stdint.h>

#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* `data_body_len` counts this header too. */
typedef struct _enclave_sealed_data_t {
    uint32_t data_body_len;
    uint8_t reserved[16];
    uint8_t data_body[];
} cc_enclave_sealed_data_t;

/* 80 + add_len + seal_data_len, or UINT32_MAX where that does not fit. */
uint32_t cc_enclave_get_sealed_data_size(const uint32_t add_len, const uint32_t seal_data_len);

/* Length of the secret and of the additional text inside; UINT32_MAX for NULL. */
uint32_t cc_enclave_get_encrypted_text_size(const cc_enclave_sealed_data_t *sealed_data);
uint32_t cc_enclave_get_add_text_size(const cc_enclave_sealed_data_t *sealed_data);

/* Seals with AES-256-GCM; the additional text is authenticated and stays readable. */
cc_enclave_result_t cc_enclave_seal_data(uint8_t *seal_data, uint32_t seal_data_len,
    cc_enclave_sealed_data_t *sealed_data, uint32_t sealed_data_len, uint8_t *additional_text,
    uint32_t additional_text_len);

/* Lengths are in and out. MAC_INVALID if anything was changed or another enclave sealed it. */
cc_enclave_result_t cc_enclave_unseal_data(cc_enclave_sealed_data_t *sealed_data, uint8_t *decrypted_data,
    uint32_t *decrypted_data_len, uint8_t *additional_text, uint32_t *additional_text_len);

#ifdef __cplusplus
}
#endif

#endif
