/*
 * Sealed data: AES-256-GCM under a key of this image on this device, fresh for every blob by its salt.
 *
 * The body is nonce[16] (12 used), salt[16], aad_len, tag[16], tag_len, secret_len, ciphertext, additional text; all
 * integers are 32 bits, little-endian. Lengths inside are believed only as far as the caller's own buffers and the outer
 * header reach.
 */
#include <string.h>

#include "aes_gcm.h"
#include "runner.h"
#include "secgear_dataseal.h"
#include "secgear_random.h"
#include "wipe.h"

typedef struct {
    uint8_t nonce[16];
    uint8_t salt[16];
    uint32_t aad_size;
    uint8_t tag[GCM_TAG_SIZE];
    uint32_t tag_size;
    uint32_t secret_size;
} body_t;

_Static_assert(sizeof(body_t) == 60, "the body of a sealed blob is 60 bytes before its payload");

#define OVERHEAD (sizeof(cc_enclave_sealed_data_t) + sizeof(body_t))

uint32_t cc_enclave_get_sealed_data_size(const uint32_t add_len, const uint32_t seal_data_len)
{
    uint64_t total = (uint64_t)OVERHEAD + add_len + seal_data_len;
    return total >= UINT32_MAX ? UINT32_MAX : (uint32_t)total;
}

static body_t body_of(const cc_enclave_sealed_data_t *sealed)
{
    body_t body;
    memcpy(&body, sealed->data_body, sizeof body);
    return body;
}

uint32_t cc_enclave_get_encrypted_text_size(const cc_enclave_sealed_data_t *sealed_data)
{
    return sealed_data == NULL ? UINT32_MAX : body_of(sealed_data).secret_size;
}

uint32_t cc_enclave_get_add_text_size(const cc_enclave_sealed_data_t *sealed_data)
{
    return sealed_data == NULL ? UINT32_MAX : body_of(sealed_data).aad_size;
}

static void sealing_key(const body_t *body, uint8_t key[GCM_KEY_SIZE])
{
    identity_derive("attestry simulated seal 1", true, body->salt, sizeof body->salt, key);
}

static cc_enclave_result_t fresh_body(body_t *body)
{
    memset(body, 0, sizeof *body);
    cc_enclave_result_t result = cc_enclave_generate_random(body->nonce, GCM_NONCE_SIZE);
    return result == CC_SUCCESS ? cc_enclave_generate_random(body->salt, sizeof body->salt) : result;
}

cc_enclave_result_t cc_enclave_seal_data(uint8_t *seal_data, uint32_t seal_data_len,
    cc_enclave_sealed_data_t *sealed_data, uint32_t sealed_data_len, uint8_t *additional_text,
    uint32_t additional_text_len)
{
    uint8_t key[GCM_KEY_SIZE];
    body_t body;
    uint32_t total = cc_enclave_get_sealed_data_size(additional_text_len, seal_data_len);
    if (seal_data == NULL || seal_data_len == 0 || sealed_data == NULL || sealed_data_len == 0 ||
        (additional_text == NULL && additional_text_len > 0) || total == UINT32_MAX) {
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
    memset(sealed_data, 0, sizeof *sealed_data);
    sealed_data->data_body_len = total;
    memcpy(sealed_data->data_body, &body, sizeof body);
    return CC_SUCCESS;
}

/*
 * The API does not tell how long a blob is. Its outer header says so where nobody has rebuilt it: with this header
 * counted or not, the body cannot be longer than that.
 */
static bool fits(const cc_enclave_sealed_data_t *sealed, const body_t *body)
{
    return sealed->data_body_len == 0 ||
           (uint64_t)sizeof *body + body->secret_size + body->aad_size <= sealed->data_body_len;
}

static cc_enclave_result_t check_room(const body_t *body, uint32_t secret_room, const uint8_t *aad, uint32_t aad_room)
{
    if (body->tag_size != GCM_TAG_SIZE) {
        return CC_ERROR_MAC_INVALID;
    }
    if (body->aad_size > 0 && aad == NULL) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    return body->secret_size > secret_room || body->aad_size > aad_room ? CC_ERROR_SHORT_BUFFER : CC_SUCCESS;
}

cc_enclave_result_t cc_enclave_unseal_data(cc_enclave_sealed_data_t *sealed_data, uint8_t *decrypted_data,
    uint32_t *decrypted_data_len, uint8_t *additional_text, uint32_t *additional_text_len)
{
    uint8_t key[GCM_KEY_SIZE];
    if (sealed_data == NULL || decrypted_data == NULL || decrypted_data_len == NULL ||
        (additional_text != NULL && additional_text_len == NULL)) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    body_t body = body_of(sealed_data);
    if (!fits(sealed_data, &body)) {
        return CC_ERROR_MAC_INVALID;
    }
    cc_enclave_result_t result = check_room(
        &body, *decrypted_data_len, additional_text, additional_text_len == NULL ? 0 : *additional_text_len);
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
