/*
 * Who this enclave is, and the keys that only it, on this device, can derive.
 *
 * Every key comes of a root that the device has one of for debug enclaves and one for production ones. The device's own
 * key is forgotten as soon as the root is made: whoever looks into a debug enclave finds nothing of production there.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "runner.h"
#include "sha256.h"
#include "wipe.h"

static struct {
    uint8_t root[DIGEST_SIZE];
    char id[ENCLAVE_ID_SIZE];
    bool debug;
} identity;

/* An image without a manifest is named by its measurement. */
static void name_by_image(const uint8_t d[DIGEST_SIZE])
{
    (void)snprintf(identity.id, sizeof identity.id,
        "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", d[0], d[1], d[2], d[3], d[4], d[5],
        d[6], d[7], d[8], d[9], d[10], d[11], d[12], d[13], d[14], d[15]);
}

void identity_root(uint8_t device_key[DIGEST_SIZE], bool debug)
{
    static const char production[] = "attestry simulated root 2, production";
    static const char debugged[] = "attestry simulated root 2, debug";
    const char *info = debug ? debugged : production;
    identity.debug = debug;
    hkdf_sha256(device_key, DIGEST_SIZE, NULL, 0, info, strlen(info), identity.root);
    wipe(device_key, DIGEST_SIZE);
}

void identity_set(const image_t *image, const char *id)
{
    if (id[0] == '\0') {
        name_by_image(image->image);
    } else {
        (void)snprintf(identity.id, sizeof identity.id, "%.36s", id);
    }
}

bool identity_debug(void)
{
    return identity.debug;
}

const char *identity_id(void)
{
    return identity.id;
}

void identity_derive(const char *purpose, bool of_image, const uint8_t *salt, size_t salt_size, uint8_t key[32])
{
    uint8_t info[64 + DIGEST_SIZE] = {0};
    size_t length = strlen(purpose);
    length = length < 64 ? length : 64;
    memcpy(info, purpose, length);
    if (of_image) {
        memcpy(info + 64, loaded.image, DIGEST_SIZE);
    }
    hkdf_sha256(identity.root, DIGEST_SIZE, salt, salt_size, info, sizeof info, key);
}

static void report_mac(const local_report_t *report, uint8_t mac[DIGEST_SIZE])
{
    uint8_t key[32];
    identity_derive("attestry simulated local report 2", false, NULL, 0, key);
    hmac_sha256(key, sizeof key, report, offsetof(local_report_t, mac), mac);
    wipe(key, sizeof key);
}

void identity_report(const uint8_t nonce[DIGEST_SIZE], local_report_t *report)
{
    memset(report, 0, sizeof *report);
    memcpy(report->label, LOCAL_REPORT_LABEL, sizeof LOCAL_REPORT_LABEL);
    memcpy(report->id, identity.id, sizeof report->id);
    report->debug = identity.debug ? 1 : 0;
    memcpy(report->image, loaded.image, DIGEST_SIZE);
    memcpy(report->memory, loaded.memory, DIGEST_SIZE);
    memcpy(report->nonce, nonce, DIGEST_SIZE);
    report_mac(report, report->mac);
}

bool identity_check(const local_report_t *report, const char *id, const uint8_t nonce[DIGEST_SIZE])
{
    uint8_t mac[DIGEST_SIZE];
    report_mac(report, mac);
    return same_bytes(mac, report->mac, DIGEST_SIZE) && same_bytes(nonce, report->nonce, DIGEST_SIZE) &&
           memcmp(report->label, LOCAL_REPORT_LABEL, sizeof LOCAL_REPORT_LABEL) == 0 &&
           report->debug == (identity.debug ? 1 : 0) &&
           strncasecmp(report->id, id, ENCLAVE_ID_SIZE) == 0;
}
