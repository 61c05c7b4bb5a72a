/* Local attestation: a fresh question to the platform, an authentic answer, two comparisons. */
#include <string.h>
#include <strings.h>

#include "local_attest.h"
#include "runner.h"
#include "secgear_random.h"

static bool is_digest(const char *text, const uint8_t digest[DIGEST_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    char expected[2 * DIGEST_SIZE + 1] = {0};
    for (size_t i = 0; i < DIGEST_SIZE; i++) {
        expected[2 * i] = digits[digest[i] >> 4];
        expected[2 * i + 1] = digits[digest[i] & 15];
    }
    return strlen(text) == 2 * DIGEST_SIZE && strcasecmp(text, expected) == 0;
}

cc_enclave_result_t cc_local_attest(char *taid, char *img_hash, char *mem_hash)
{
    struct {
        char id[ENCLAVE_ID_SIZE];
        uint8_t nonce[DIGEST_SIZE];
    } question;
    local_report_t report;
    if (taid == NULL || img_hash == NULL || mem_hash == NULL || strlen(taid) != ENCLAVE_ID_SIZE - 1) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    memset(&question, 0, sizeof question);
    memcpy(question.id, taid, ENCLAVE_ID_SIZE - 1);
    cc_enclave_result_t result = cc_enclave_generate_random(question.nonce, sizeof question.nonce);
    if (result != CC_SUCCESS) {
        return result;
    }
    result = outward_ask(WIRE_REPORT, 0, &question, sizeof question, &report, sizeof report);
    /* Said before it is authentic, so that the refusal has its name; with the other kind's keys it never would be. */
    if (result == CC_SUCCESS && (report.debug != 0) != identity_debug()) {
        return CC_ERROR_INVALID_ATTRIBUTE;
    }
    if (result != CC_SUCCESS || !identity_check(&report, taid, question.nonce)) {
        return CC_ERROR_LOCAL_REPORT_INVALID;
    }
    bool same = is_digest(img_hash, report.image) && is_digest(mem_hash, report.memory);
    return same ? CC_SUCCESS : CC_ERROR_LOCAL_REPORT_HASH_MISMATCH;
}
