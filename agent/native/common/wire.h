/*
 * The messages between a host and the process of its enclave.
 *
 * A channel is a stream socket that carries one call at a time: a header, then its body. Whoever reads copies the
 * header first and judges the copy. The control socket carries one fixed-size packet at a time, at most one
 * descriptor with it.
 */
#ifndef ATTESTRY_WIRE_H
#define ATTESTRY_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "secgear_uswitchless.h"

#define WIRE_MAGIC 0x31454141u
#define WIRE_VERSION 1u

/* No buffer of a call may be larger; 256 MiB. */
#define WIRE_MAX_BUFFER ((size_t)256 << 20)

enum wire_kind {
    WIRE_ECALL = 1,  /* host: call function_id with in_size bytes, expect up to out_size */
    WIRE_TASK,       /* host: run a switchless function the ordinary way; the body is a task */
    WIRE_RETURN,     /* enclave: result and out_size bytes */
    WIRE_OCALL,      /* enclave: call the host's function_id */
    WIRE_REPORT,     /* enclave: ask the platform for another enclave's report */
    WIRE_OCALL_RETURN /* host: result and out_size bytes */
};

typedef struct {
    uint32_t magic;
    uint32_t kind;
    uint64_t function_id;
    uint64_t in_size;
    uint64_t out_size;
    uint32_t result;
    uint32_t reserved;
} wire_header_t;

wire_header_t wire_header(enum wire_kind kind, uint64_t function_id, uint64_t in_size, uint64_t out_size);

/* Each is all or nothing; false when the other side is gone or speaks something else. */
bool wire_send(int fd, const wire_header_t *header, const void *body, size_t size);
bool wire_receive(int fd, wire_header_t *header);
bool wire_read(int fd, void *body, size_t size);

#define ENCLAVE_ID_SIZE 37 /* a UUID's text and its NUL */
#define DIGEST_SIZE 32

enum control_kind {
    CONTROL_START = 1, /* host, with the image's descriptor: id, secret (device key), flags */
    CONTROL_READY,     /* enclave: result, digest */
    CONTROL_CHANNEL,   /* host, with a socket: serve calls on it */
    CONTROL_OUTWARD,   /* host, with a socket: a way out for switchless workers */
    CONTROL_MAP,       /* host, with a memory: address and size */
    CONTROL_UNMAP,     /* host: address */
    CONTROL_POOL,      /* host, with the pool's memory: config */
    CONTROL_REPORT,    /* host: nonce in digest; answered with a report */
    CONTROL_END,       /* host: leave */
    CONTROL_ANSWER     /* enclave: result */
};

/* A local report: what the platform says of an enclave. `label` keeps it apart from evidence of real hardware. */
typedef struct {
    char label[16];
    char id[ENCLAVE_ID_SIZE];
    uint8_t debug;
    uint8_t reserved[10];
    uint8_t image[DIGEST_SIZE];
    uint8_t memory[DIGEST_SIZE];
    uint8_t nonce[DIGEST_SIZE];
    uint8_t mac[DIGEST_SIZE];
} local_report_t;

#define LOCAL_REPORT_LABEL "simulated"

typedef struct {
    uint32_t magic;
    uint32_t kind;
    uint32_t result;
    uint32_t flags;
    uint64_t address;
    uint64_t size;
    char id[ENCLAVE_ID_SIZE];
    uint8_t reserved[3];
    uint8_t digest[DIGEST_SIZE];
    cc_sl_config_t config;
    local_report_t report;
} control_t;

control_t control_packet(enum control_kind kind);

/* `fd` of -1 sends none. */
bool control_send(int socket, const control_t *packet, int fd);

/* `fd` gets the descriptor that came along, or -1. A packet with more than one is refused. */
bool control_receive(int socket, control_t *packet, int *fd);

#endif
