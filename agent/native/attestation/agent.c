/* libattestation_agent.so: evidence, and what others' evidence says, from this machine's agent. */
#include "rust_attestation_agent.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "http.h"

#define MOST_CHALLENGE 1024
#define MOST_UUID 256

enum level { LEVEL_OFF, LEVEL_ERROR, LEVEL_INFO };

static _Atomic int level = LEVEL_ERROR;

static bool is(const Vec_uint8_t *vec, const char *word)
{
    return vec != NULL && vec->ptr != NULL && vec->len == strlen(word) && memcmp(vec->ptr, word, vec->len) == 0;
}

void init_env_logger(Vec_uint8_t const *wanted)
{
    level = is(wanted, "off") ? LEVEL_OFF : is(wanted, "info") || is(wanted, "debug") ? LEVEL_INFO : LEVEL_ERROR;
}

static Vec_uint8_t nothing(const char *function, const char *why, size_t length)
{
    if (level >= LEVEL_ERROR) {
        (void)fprintf(stderr, "attestation agent: %s: %.*s\n", function, (int)(length < 600 ? length : 600), why);
    }
    return (Vec_uint8_t){NULL, 0, 0};
}

static bool is_base64url(const Vec_uint8_t *vec)
{
    if (vec == NULL || vec->ptr == NULL || vec->len == 0 || vec->len > MOST_CHALLENGE) {
        return false;
    }
    for (size_t i = 0; i < vec->len; i++) {
        unsigned char c = vec->ptr[i];
        bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!letter && c != '-' && c != '_' && c != '=') {
            return false;
        }
    }
    return true;
}

static Vec_uint8_t asked(const char *function, const char *method, text_t *body)
{
    text_t answer = {0};
    Vec_uint8_t given;
    if (agent_ask(method, "/evidence", body, &answer) && answer.length > 0) {
        if (level >= LEVEL_INFO) {
            (void)fprintf(stderr, "attestation agent: %s: %zu octets\n", function, answer.length);
        }
        given = (Vec_uint8_t){(uint8_t *)answer.octets, answer.length, answer.capacity};
    } else {
        given = nothing(function, answer.octets == NULL ? "no answer" : answer.octets, answer.length);
        text_free(&answer);
    }
    text_free(body);
    return given;
}

Vec_uint8_t get_report(Vec_uint8_t const *challenge, Tuple2_bool_bool_t const *ima, Vec_uint8_t const *uuid)
{
    static const char REFUSED[] = "the challenge has to be base64url text, and the uuid short";
    text_t body = {0};
    bool has_uuid = uuid != NULL && uuid->ptr != NULL && uuid->len > 0;
    if (!is_base64url(challenge) || (has_uuid && uuid->len > MOST_UUID)) {
        return nothing("get_report", REFUSED, sizeof REFUSED - 1);
    }
    text_say(&body, "{\"challenge\":");
    text_quote(&body, challenge->ptr, challenge->len);
    text_say(&body, ",\"uuid\":");
    text_quote(&body, has_uuid ? (const void *)uuid->ptr : "", has_uuid ? uuid->len : 0);
    if (ima != NULL && ima->_0) {
        text_say(&body, ima->_1 ? ",\"ima\":true" : ",\"ima\":false");
    }
    text_say(&body, "}");
    return asked("get_report", "GET", &body);
}

Vec_uint8_t verify_report(Vec_uint8_t const *challenge, Vec_uint8_t const *report)
{
    static const char REFUSED[] = "the challenge has to be base64url text, and there has to be a report";
    text_t body = {0};
    if (!is_base64url(challenge) || report == NULL || report->ptr == NULL || report->len == 0) {
        return nothing("verify_report", REFUSED, sizeof REFUSED - 1);
    }
    text_say(&body, "{\"challenge\":");
    text_quote(&body, challenge->ptr, challenge->len);
    text_say(&body, ",\"evidence\":");
    text_quote(&body, report->ptr, report->len);
    text_say(&body, "}");
    return asked("verify_report", "POST", &body);
}

void free_rust_vec(Vec_uint8_t vec)
{
    free(vec.ptr);
}
