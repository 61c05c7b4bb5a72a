/*
 * Sealed data: AES-256-GCM under a key of this image on this device, fresh for every blob by its salt. A debug enclave
 * has other keys than a production one of the same image. Every buffer must lie where the host cannot change it between
 * a check and a use.
 */
#include <string.h>

#include "blob.h"
#include "memory_check.h"
#include "runner.h"
#include "secgear_random.h"
#include "wipe.h"

static void sealing_key(const blob_body_t *body, uint8_t key[GCM_KEY_SIZE])
{
    identity_derive("attestry simulated seal 2", true, body->salt, sizeof body->salt, key);
}

static cc_enclave_result_t fresh_body(blob_body_t *body)
{
    memset(body, 0, sizeof *body);
    cc_enclave_result_t result = cc_enclave_generate_random(body->nonce, GCM_NONCE_SIZE);
    return result == CC_SUCCESS ? cc_enclave_generate_random(body->salt, sizeof body->salt) : result;
}

/* (NULL, 0) is a text that is not there. */
static bool inside(const void *bytes, size_t size)
{
    return size == 0 || (bytes != NULL && cc_enclave_memory_in_enclave(bytes, size));
}

cc_enclave_result_t cc_enclave_seal_data(uint8_t *seal_data, uint32_t seal_data_len,
    cc_enclave_sealed_data_t *sealed_data, uint32_t sealed_data_len, uint8_t *additional_text,
    uint32_t additional_text_len)
{
    uint8_t key[GCM_KEY_SIZE];
    blob_body_t body;
    uint32_t total = cc_enclave_get_sealed_data_size(additional_text_len, seal_data_len);
    if (seal_data_len == 0 || sealed_data_len == 0 || total == UINT32_MAX || !inside(seal_data, seal_data_len) ||
        !inside(sealed_data, sealed_data_len) || !inside(additional_text, additional_text_len)) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    if (sealed_data_len < total) {
        return CC_ERROR_SHORT_BUFFER;
    }
    cc_enclave_result_t result = fresh_body(&body);
    if (result != CC_SUCCESS) {
        return result;
    }
    body.aad_size = additional_text_len;
    body.tag_size = GCM_TAG_SIZE;
    body.secret_size = seal_data_len;
    uint8_t *payload = sealed_data->data_body + sizeof body;
    sealing_key(&body, key);
    aes256_gcm_seal(
        key, body.nonce, additional_text, additional_text_len, seal_data, seal_data_len, payload, body.tag);
    wipe(key, sizeof key);
    if (additional_text_len > 0) {
        memcpy(payload + seal_data_len, additional_text, additional_text_len);
    }
    blob_put(sealed_data, total, &body);
    return CC_SUCCESS;
}

static cc_enclave_result_t check_room(
    const blob_body_t *body, uint8_t *secret, uint32_t secret_room, uint8_t *aad, uint32_t aad_room)
{
    if (!inside(secret, secret_room) || (aad != NULL && !inside(aad, aad_room)) ||
        (body->aad_size > 0 && aad == NULL)) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    return body->secret_size > secret_room || body->aad_size > aad_room ? CC_ERROR_SHORT_BUFFER : CC_SUCCESS;
}

cc_enclave_result_t cc_enclave_unseal_data(cc_enclave_sealed_data_t *sealed_data, uint8_t *decrypted_data,
    uint32_t *decrypted_data_len, uint8_t *additional_text, uint32_t *additional_text_len)
{
    uint8_t key[GCM_KEY_SIZE];
    blob_body_t body;
    if (!inside(sealed_data, BLOB_OVERHEAD) || !inside(sealed_data, sealed_data->data_body_len) ||
        decrypted_data == NULL || decrypted_data_len == NULL || (additional_text != NULL && additional_text_len == NULL)) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    cc_enclave_result_t result = blob_take(sealed_data, &body);
    if (result == CC_SUCCESS) {
        result = check_room(&body, decrypted_data, *decrypted_data_len, additional_text,
            additional_text_len == NULL ? 0 : *additional_text_len);
    }
    if (result != CC_SUCCESS) {
        return result;
    }
    const uint8_t *payload = sealed_data->data_body + sizeof body;
    const uint8_t *aad = payload + body.secret_size;
    sealing_key(&body, key);
    bool authentic = aes256_gcm_open(
        key, body.nonce, aad, body.aad_size, payload, body.secret_size, body.tag, decrypted_data);
    wipe(key, sizeof key);
    if (!authentic) {
        return CC_ERROR_MAC_INVALID;
    }
    *decrypted_data_len = body.secret_size;
    if (additional_text_len != NULL) {
        if (body.aad_size > 0) {
            memcpy(additional_text, aad, body.aad_size);
        }
        *additional_text_len = body.aad_size;
    }
    return CC_SUCCESS;
}
