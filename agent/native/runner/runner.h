/* The process of one simulated enclave: its identity, its code, and the few ways in and out of it. */
#ifndef ATTESTRY_RUNNER_H
#define ATTESTRY_RUNNER_H

#include "enclave.h"
#include "gp.h"
#include "ring.h"
#include "switchless_defs.h"
#include "wire.h"

#define CONTROL_FD 3

/* What the image exports: its bridges, ordinary and switchless. */
typedef struct {
    const cc_ecall_func_t *ecalls;
    size_t ecall_count;
    const sl_ecall_func_t *tasks;
    size_t task_count;
    uint8_t image[DIGEST_SIZE];  /* SHA-256 of the file */
    uint8_t memory[DIGEST_SIZE]; /* SHA-256 of its loadable segments */
} image_t;

extern image_t loaded;

/* image.c: copies, measures and loads; what is measured is what is loaded. */
cc_enclave_result_t image_load(int fd, image_t *image);
/* measure.c: false for bytes that are no ELF file of this machine's word size. */
bool image_measure(const uint8_t *bytes, size_t size, uint8_t digest[DIGEST_SIZE]);

/* identity.c: keys of the device, bound to debug or production and, where they are the image's, to it. */
void identity_root(uint8_t device_key[DIGEST_SIZE], bool debug); /* wipes the device's key */
void identity_set(const image_t *image, const char *id);
bool identity_debug(void);
const char *identity_id(void);
void identity_derive(const char *purpose, bool of_image, const uint8_t *salt, size_t salt_size, uint8_t key[32]);
void identity_report(const uint8_t nonce[DIGEST_SIZE], local_report_t *report);
bool identity_check(const local_report_t *report, const char *id, const uint8_t nonce[DIGEST_SIZE]);

/* sandbox.c: before the image's code runs it loses the network, other processes and writing; then files too. */
bool sandbox_for_loading(void);
bool sandbox_for_serving(void);

/* control.c: answers the host until it is gone. */
void control_serve(void);

/* serve.c: one thread per channel. */
cc_enclave_result_t serve_channel(int fd);

/* task.c: runs a private copy of a task; the answer is in it, or in the result. */
cc_enclave_result_t task_run(whole_task_t *task);

/* outward.c: the way out of the calling thread, its channel's or one of the workers'. */
void outward_use(int fd); /* -1: no channel */
bool outward_broken(void);
void outward_add(int fd);
cc_enclave_result_t outward_ask(
    enum wire_kind kind, uint64_t function_id, const void *in, size_t in_size, void *out, size_t out_size);

/* shared.c: host memory that is mapped here. A call pins what it touches; what is pinned cannot be unmapped. */
cc_enclave_result_t shared_map(int fd, uint64_t host_address, uint64_t size);
cc_enclave_result_t shared_unmap(uint64_t host_address);
void shared_call_begin(void);
void shared_call_end(void);
/* Whether any byte, or every byte, of a range lies in shared memory. */
bool shared_overlaps(const void *address, size_t size);
bool shared_contains(const void *address, size_t size);
/* Maps a descriptor that the host can neither shrink nor replace; NULL otherwise. */
void *shared_map_descriptor(int fd, uint64_t size);

/* pool.c */
cc_enclave_result_t pool_start(int fd, uint64_t size, const cc_sl_config_t *config);
bool pool_overlaps(const void *address, size_t size);

#endif
