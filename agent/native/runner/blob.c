/*
 * The form of a sealed blob, and whether some bytes have it.
 *
 * The outer header is length (all of the blob), version, debug, 14 zeros; the body is nonce[16] (12 used, 4 zeros),
 * salt[16], aad_len, tag[16], tag_len, secret_len, ciphertext, additional text. Integers are little-endian, of 32 bits
 * but for version and debug, of 8. There is one form: lengths must add up exactly. Only the tag says what is authentic.
 */
#include "blob.h"

#include <string.h>

#include "runner.h"

#define VERSION 2

typedef struct {
    uint8_t version; /* 0: from before debug enclaves had keys of their own */
    uint8_t debug;
    uint8_t zero[14];
} form_t;

_Static_assert(sizeof(form_t) == sizeof((cc_enclave_sealed_data_t *)0)->reserved, "the form fills what is reserved");

uint32_t cc_enclave_get_sealed_data_size(const uint32_t add_len, const uint32_t seal_data_len)
{
    uint64_t total = (uint64_t)BLOB_OVERHEAD + add_len + seal_data_len;
    return total >= UINT32_MAX ? UINT32_MAX : (uint32_t)total;
}

static form_t own_form(void)
{
    form_t form = {VERSION, identity_debug() ? 1 : 0, {0}};
    return form;
}

bool cc_enclave_sealed_data_fits(const cc_enclave_sealed_data_t *sealed_data, size_t size)
{
    return sealed_data != NULL && size >= BLOB_OVERHEAD && sealed_data->data_body_len >= BLOB_OVERHEAD &&
           sealed_data->data_body_len <= size;
}

/* The outer header is read before anything that it vouches for. */
cc_enclave_result_t blob_take(const cc_enclave_sealed_data_t *sealed, blob_body_t *body)
{
    static const uint8_t zero[sizeof(form_t)];
    form_t own = own_form();
    form_t form;
    memcpy(&form, sealed->reserved, sizeof form);
    if (form.version != own.version) {
        return CC_ERROR_INVALID_VERSION;
    }
    if (sealed->data_body_len < BLOB_OVERHEAD || form.debug > 1 || memcmp(form.zero, zero, sizeof form.zero) != 0) {
        return CC_ERROR_BAD_FORMAT;
    }
    memcpy(body, sealed->data_body, sizeof *body);
    if ((uint64_t)BLOB_OVERHEAD + body->secret_size + body->aad_size != sealed->data_body_len ||
        body->tag_size != GCM_TAG_SIZE ||
        memcmp(body->nonce + GCM_NONCE_SIZE, zero, sizeof body->nonce - GCM_NONCE_SIZE) != 0) {
        return CC_ERROR_BAD_FORMAT;
    }
    return form.debug == own.debug ? CC_SUCCESS : CC_ERROR_INVALID_ATTRIBUTE;
}

void blob_put(cc_enclave_sealed_data_t *sealed, uint32_t total, const blob_body_t *body)
{
    form_t form = own_form();
    sealed->data_body_len = total;
    memcpy(sealed->reserved, &form, sizeof form);
    memcpy(sealed->data_body, body, sizeof *body);
}

/* Sizes may be asked for blobs of the other kind too. */
static bool sizes_of(const cc_enclave_sealed_data_t *sealed, blob_body_t *body)
{
    cc_enclave_result_t result = sealed == NULL ? CC_ERROR_BAD_PARAMETERS : blob_take(sealed, body);
    return result == CC_SUCCESS || result == CC_ERROR_INVALID_ATTRIBUTE;
}

uint32_t cc_enclave_get_encrypted_text_size(const cc_enclave_sealed_data_t *sealed_data)
{
    blob_body_t body;
    return sizes_of(sealed_data, &body) ? body.secret_size : UINT32_MAX;
}

uint32_t cc_enclave_get_add_text_size(const cc_enclave_sealed_data_t *sealed_data)
{
    blob_body_t body;
    return sizes_of(sealed_data, &body) ? body.aad_size : UINT32_MAX;
}
