/* An enclave without generated stubs: its bridges take bytes, so that tests can say anything to them. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "enclave.h"
#include "gp.h"
#include "gp_ocall.h"
#include "local_attest.h"
#include "memory_check.h"
#include "raw.h"
#include "secgear_dataseal.h"
#include "secgear_random.h"

#define BRIDGE(name)                                                                                       \
    static cc_enclave_result_t name(const uint8_t *in, size_t in_size, uint8_t *out, size_t out_size,      \
        uint8_t *shared, size_t *written)
#define UNUSED (void)in, (void)in_size, (void)out, (void)out_size, (void)shared, (void)written

BRIDGE(echo)
{
    UNUSED;
    if (in_size != out_size) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    if (in_size > 0) {
        memcpy(out, in, in_size);
    }
    *written = out_size;
    return CC_SUCCESS;
}

/* in: aad size, aad, secret */
BRIDGE(seal)
{
    UNUSED;
    uint32_t aad_size;
    memcpy(&aad_size, in, sizeof aad_size);
    uint8_t *aad = (uint8_t *)(uintptr_t)in + sizeof aad_size;
    uint32_t size = (uint32_t)(in_size - sizeof aad_size - aad_size);
    uint32_t total = cc_enclave_get_sealed_data_size(aad_size, size);
    if (total > out_size) {
        return CC_ERROR_SHORT_BUFFER;
    }
    *written = total;
    return cc_enclave_seal_data(
        aad + aad_size, size, (cc_enclave_sealed_data_t *)out, total, aad_size == 0 ? NULL : aad, aad_size);
}

/* out: secret size, aad size, secret (64 at most), aad (512 at most) */
BRIDGE(unseal)
{
    UNUSED;
    uint32_t sizes[2] = {64, 512};
    cc_enclave_sealed_data_t *sealed = malloc(in_size);
    if (sealed == NULL || out_size != sizeof sizes + 64 + 512) {
        free(sealed);
        return CC_ERROR_OUT_OF_MEMORY;
    }
    memcpy(sealed, in, in_size);
    cc_enclave_result_t result = CC_ERROR_BAD_FORMAT;
    if (cc_enclave_sealed_data_fits(sealed, in_size)) {
        result = cc_enclave_unseal_data(sealed, out + sizeof sizes, &sizes[0], out + sizeof sizes + 64, &sizes[1]);
    }
    free(sealed);
    memcpy(out, sizes, sizeof sizes);
    *written = out_size;
    return result;
}

/* Passes everything on to ocall in[0], as often as in[1] says. */
BRIDGE(ask_host)
{
    UNUSED;
    cc_enclave_result_t result = CC_SUCCESS;
    for (unsigned i = 0; i < in[1] && result == CC_SUCCESS; i++) {
        result = cc_ocall_enclave(in[0], in, in_size, out, out_size);
    }
    *written = out_size;
    return result;
}

BRIDGE(crash)
{
    UNUSED;
    abort();
}

BRIDGE(boast)
{
    UNUSED;
    *written = out_size + 1;
    return CC_SUCCESS;
}

static void doze(uint64_t milliseconds)
{
    struct timespec time = {(time_t)(milliseconds / 1000), (long)(milliseconds % 1000) * 1000000L};
    (void)nanosleep(&time, NULL);
}

BRIDGE(doze_off)
{
    UNUSED;
    uint32_t milliseconds;
    memcpy(&milliseconds, in, sizeof milliseconds);
    doze(milliseconds);
    return CC_SUCCESS;
}

/* in: raw_attest_t; out: the result of cc_local_attest */
BRIDGE(attest)
{
    UNUSED;
    raw_attest_t question;
    if (in_size != sizeof question || out_size != sizeof(uint32_t)) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    memcpy(&question, in, sizeof question);
    uint32_t result = cc_local_attest(question.id, question.image, question.memory);
    memcpy(out, &result, sizeof result);
    *written = out_size;
    return CC_SUCCESS;
}

BRIDGE(random_bytes)
{
    UNUSED;
    *written = out_size;
    return cc_enclave_generate_random(out, out_size);
}

/* out: one byte for each thing that a sandboxed process must not do; 1 where it was refused */
BRIDGE(misbehave)
{
    UNUSED;
    int pipe_ends[2];
    out[0] = socket(AF_INET, SOCK_STREAM, 0) < 0;
    out[1] = open("/etc/passwd", O_RDONLY) < 0;
    out[2] = open("/tmp/attestry-escape", O_CREAT | O_WRONLY, 0600) < 0;
    out[3] = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0) < 0;
    out[4] = kill(getppid(), 0) < 0;
    out[5] = mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED;
    out[6] = syscall(SYS_execve, "/bin/true", NULL, NULL) < 0;
    out[7] = pipe(pipe_ends) < 0;
    *written = 8;
    return CC_SUCCESS;
}

/* out: where the secret lies, and this process */
BRIDGE(reveal_address)
{
    UNUSED;
    static char secret[] = RAW_SECRET;
    raw_secret_t answer = {(uint64_t)(uintptr_t)secret, (int32_t)getpid(), 0};
    if (out_size != sizeof answer) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    memcpy(out, &answer, sizeof answer);
    *written = out_size;
    return CC_SUCCESS;
}

/* in: a host address and a size; out: [in enclave, out of enclave] of a local, of that range, and of NULL */
BRIDGE(look_at_memory)
{
    UNUSED;
    uint64_t range[2];
    int local = 0;
    memcpy(range, in, sizeof range);
    void *shared_here = cc_shared_range(range[0], (size_t)range[1]);
    const void *places[3] = {&local, shared_here, NULL};
    size_t sizes[3] = {sizeof local, (size_t)range[1], 0};
    for (size_t i = 0; i < 3; i++) {
        out[2 * i] = cc_enclave_memory_in_enclave(places[i], sizes[i]);
        out[2 * i + 1] = cc_enclave_memory_out_enclave(places[i], sizes[i]);
    }
    out[6] = cc_enclave_memory_in_enclave(NULL, 1);
    out[7] = cc_enclave_memory_in_enclave(&local, 0);
    *written = 8;
    return CC_SUCCESS;
}

/* in: a host address with room for a sealed secret; out: what sealing into it and unsealing out of it came to */
BRIDGE(shared_seal)
{
    UNUSED;
    uint64_t address;
    uint32_t results[3];
    uint8_t secret[8] = {0};
    uint8_t blob[80 + sizeof secret];
    uint32_t length = sizeof secret;
    uint32_t none = 0;
    memcpy(&address, in, sizeof address);
    uint8_t *shared_here = cc_shared_range(address, sizeof blob);
    if (shared_here == NULL || out_size != sizeof results) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    cc_enclave_sealed_data_t *inside = (cc_enclave_sealed_data_t *)(void *)blob;
    cc_enclave_sealed_data_t *outside = (cc_enclave_sealed_data_t *)(void *)shared_here;
    results[0] = cc_enclave_seal_data(secret, sizeof secret, outside, sizeof blob, NULL, 0);
    (void)cc_enclave_seal_data(secret, sizeof secret, inside, sizeof blob, NULL, 0);
    results[1] = cc_enclave_unseal_data(inside, shared_here, &length, NULL, &none);
    memcpy(shared_here, blob, sizeof blob);
    results[2] = cc_enclave_unseal_data(outside, secret, &length, NULL, &none);
    memcpy(out, results, sizeof results);
    *written = out_size;
    return CC_SUCCESS;
}

/* in: a host address and milliseconds; asks for the byte there many times, waits and adds one to it. */
BRIDGE(hold)
{
    UNUSED;
    uint64_t words[2];
    volatile uint8_t *byte = NULL;
    memcpy(words, in, sizeof words);
    for (int i = 0; i < 100; i++) {
        byte = cc_shared_range(words[0], 1);
        if (byte == NULL) {
            return CC_ERROR_SHARED_MEMORY_NOT_REGISTERED;
        }
    }
    doze(words[1]);
    (*byte)++;
    return CC_SUCCESS;
}

const cc_ecall_func_t cc_ecall_tables[] = {ecall_register_shared_memory, ecall_unregister_shared_memory, echo, seal,
    unseal, ask_host, crash, boast, doze_off, attest, random_bytes, misbehave, reveal_address, look_at_memory, shared_seal,
    hold, NULL};
size_t ecall_table_size = CC_ARRAY_LEN(cc_ecall_tables);

static void sl_add(void *task)
{
    sl_task_t *call = task;
    call->ret_val = call->params[0] + call->params[1];
}

static void sl_upper(void *task)
{
    sl_task_t *call = task;
    char *text = cc_shared_range(call->params[0], (size_t)call->params[1]);
    if (text == NULL) {
        cc_sl_refuse(CC_ERROR_SHARED_MEMORY_NOT_REGISTERED);
        return;
    }
    for (uint64_t i = 0; i < call->params[1]; i++) {
        text[i] = (char)(text[i] >= 'a' && text[i] <= 'z' ? text[i] - 32 : text[i]);
    }
    call->ret_val = call->params[1];
}

static void sl_doze(void *task)
{
    doze(((sl_task_t *)task)->params[0]);
}

static void sl_ask_host(void *task)
{
    uint8_t question[2] = {0, 1};
    uint8_t answer[2];
    cc_enclave_result_t result = cc_ocall_enclave(0, question, sizeof question, answer, sizeof answer);
    if (result != CC_SUCCESS) {
        cc_sl_refuse(result);
    }
    ((sl_task_t *)task)->ret_val = answer[0];
}

static void sl_crash(void *task)
{
    (void)task;
    abort();
}

/* Holds a shared byte for a while, so that its memory is in use. */
static void sl_hold(void *task)
{
    sl_task_t *call = task;
    volatile uint8_t *byte = cc_shared_range(call->params[0], 1);
    doze(call->params[1]);
    if (byte != NULL) {
        (*byte)++;
    }
}

const sl_ecall_func_t sl_ecall_func_table[] = {sl_add, sl_upper, sl_doze, NULL, sl_ask_host, sl_crash, sl_hold};
size_t sl_ecall_func_table_size = CC_ARRAY_LEN(sl_ecall_func_table);
