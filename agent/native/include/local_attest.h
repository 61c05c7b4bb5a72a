/* Local attestation: whether another enclave of the same platform is the one expected. */
#ifndef SECGEAR_LOCAL_ATTEST_H
#define SECGEAR_LOCAL_ATTEST_H

#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Asks the platform for a report of the enclave `taid` over a fresh nonce and compares its two measurements with
 * `img_hash` and `mem_hash`, 64 hexadecimal digits each. LOCAL_REPORT_INVALID if there is no such enclave or the report
 * is not authentic, LOCAL_REPORT_HASH_MISMATCH if it is another one. INVALID_ATTRIBUTE if that is a debug enclave and
 * this one is none, or the other way round: only enclaves of one kind attest each other. On the simulated engine the
 * measurements are the SHA-256 of the image and of its loadable segments, and the report is labelled as simulated.
 */
cc_enclave_result_t cc_local_attest(char *taid, char *img_hash, char *mem_hash);

#ifdef __cplusplus
}
#endif

#endif
