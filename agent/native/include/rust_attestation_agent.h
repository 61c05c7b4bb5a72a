/*
 * What an application asks its machine's attestation agent for, by the names of secGear's agent library: programs and
 * secure channels written for that library link libattestation_agent.so instead.
 *
 * The agent is asked over HTTP on this machine, at ATTESTRY_AGENT (host:port, 127.0.0.1:8081 unless set). Any address
 * but a loopback one is refused: an answer that comes over a network without TLS may be anybody's.
 */
#ifndef RUST_ATTESTATION_AGENT_H
#define RUST_ATTESTATION_AGENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Octets with their owner; no length means a failure, which the log explains. Freed by free_rust_vec. */
typedef struct Vec_uint8 {
    uint8_t *ptr;
    size_t len;
    size_t cap;
} Vec_uint8_t;

/* Maybe a truth value: `_0` says whether `_1` counts. */
typedef struct Tuple2_bool_bool {
    bool _0;
    bool _1;
} Tuple2_bool_bool_t;

/* What goes to the standard error output: `level` is off, error (if NULL, or any other word), info or debug. */
__attribute__((visibility("default"))) void init_env_logger(Vec_uint8_t const *level);

/* Evidence that binds `challenge`, which is base64url text, as the agent's envelope in JSON. */
__attribute__((visibility("default"))) Vec_uint8_t get_report(
    Vec_uint8_t const *challenge, Tuple2_bool_bool_t const *ima, Vec_uint8_t const *uuid);

/*
 * The claims of `report`, an envelope that get_report gave on some machine, once it is verified for `challenge`. The
 * caller has to read them: a report that is genuine and does not meet the policy gives claims that say so.
 */
__attribute__((visibility("default"))) Vec_uint8_t verify_report(
    Vec_uint8_t const *challenge, Vec_uint8_t const *report);

__attribute__((visibility("default"))) void free_rust_vec(Vec_uint8_t vec);

#ifdef __cplusplus
}
#endif

#endif
