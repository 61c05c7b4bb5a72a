/* The host's API: create an enclave, call it through generated proxies, destroy it. */
#ifndef SECGEAR_ENCLAVE_H
#define SECGEAR_ENCLAVE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "secgear_defs.h"
#include "secgear_uswitchless.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SECGEAR_DEBUG_FLAG 0x00000001u
#define SECGEAR_RESERVED_FLAG (~(SECGEAR_DEBUG_FLAG))

/* AUTO takes the machine's own kind where its engine is installed, and the simulated engine elsewhere. */
typedef enum _enclave_type {
    SGX_ENCLAVE_TYPE = 0,
    GP_ENCLAVE_TYPE,
    PENGLAI_ENCLAVE_TYPE,
    AUTO_ENCLAVE_TYPE,
    ENCLAVE_TYPE_MAX
} enclave_type_t;

typedef enum _enclave_type_version {
    SGX_ENCLAVE_TYPE_0 = 0,
    SGX_ENCLAVE_TYPE_MAX,
    GP_ENCLAVE_TYPE_0,
    GP_ENCLAVE_TYPE_MAX,
    PENGLAI_ENCLAVE_TYPE_0,
    PENGLAI_ENCLAVE_TYPE_MAX,
    ENCLAVE_TYPE_VERSION_MAX
} enclave_type_version_t;

typedef enum _enclave_features_flag {
    ENCLAVE_FEATURE_SWITCHLESS = 1,          /* feature_desc: cc_sl_config_t * */
    ENCLAVE_FEATURE_PROTECTED_CODE_LOADER = 2 /* feature_desc: {uint32_t len; char *path;} *, SGX hardware only */
} enclave_features_flag_t;

typedef struct _enclave_features {
    uint32_t setting_type;
    void *feature_desc;
} enclave_features_t;

struct list_ops_desc;

/* 104 bytes on LP64. Zeroed by the caller before cc_enclave_create; never copied or moved while in use. */
typedef struct _enclave {
    enclave_type_version_t type;
    char *path;
    uint32_t flags;
    pthread_rwlock_t rwlock;
    bool used_flag;
    void *private_data;
    struct list_ops_desc *list_ops_node;
} cc_enclave_t;

/*
 * Loads the enclave image at `path` and fills `enclave`. `version` is 0; `features` is an array of `features_count`.
 * Refusals, in the order of the checks: ENCLAVE_MAXIMUM (five are open), INVALID_ENCLAVE_ID (no struct, or one in use),
 * INVALID_PATH, BAD_PARAMETERS (features), NOT_SUPPORTED (reserved flag), INVALID_PATH (no such file), ACCESS_DENIED,
 * OUT_OF_MEMORY, BAD_PARAMETERS (type or version), INVALID_HANDLE (no engine), NO_FIND_REGFUNC, NO_FIND_UNREGFUNC,
 * then the engine's own. On failure the struct is zeroed.
 */
CC_API_SPEC cc_enclave_result_t cc_enclave_create(const char *path, enclave_type_t type, uint32_t version,
    uint32_t flags, const enclave_features_t *features, const uint32_t features_count, cc_enclave_t *enclave);

/* Waits for calls in flight, ends the enclave and zeroes the struct. BAD_PARAMETERS for one that is not open. */
CC_API_SPEC cc_enclave_result_t cc_enclave_destroy(cc_enclave_t *context);

/*
 * Collects the result of an async switchless call; `retval` may be NULL. ASYNC_TASK_UNFINISHED leaves the task as it is,
 * any other answer frees it: a second collection, or an id of an earlier task, is SWITCHLESS_INVALID_TASK_ID.
 */
CC_API_SPEC cc_enclave_result_t cc_sl_get_async_result(cc_enclave_t *enclave, int task_id, void *retval);

/* Text to the system log under the name secGear. */
CC_API_SPEC void cc_enclave_PrintInfo(const char *str);

/* Marshalled values start at multiples of this. */
#define ALIGNMENT_SIZE (2 * sizeof(void *))

static inline size_t size_to_aligned_size(size_t size)
{
    return (size + ALIGNMENT_SIZE - 1) / ALIGNMENT_SIZE * ALIGNMENT_SIZE;
}

#define OE_UNUSED(P) (void)(P)
#ifndef COUNT
#define COUNT(ARR) (sizeof(ARR) / sizeof((ARR)[0]))
#endif
#define TEE_SECE_AGENT_ID 0x53656345

typedef cc_enclave_result_t (*cc_ocall_func_t)(const uint8_t *input_buffer, size_t input_buffer_size,
    uint8_t *output_buffer, size_t output_buffer_size);

typedef struct _call_cc_enclave_function_args {
    uint64_t function_id;
    const void *input_buffer;
    size_t input_buffer_size;
    void *output_buffer;
    size_t output_buffer_size;
    size_t output_bytes_written;
    cc_enclave_result_t result;
    cc_enclave_t *enclave;
} cc_enclave_call_function_args_t;

typedef struct _ocall_cc_enclave_function_args {
    uint64_t function_id;
    size_t input_buffer_size;
    size_t output_buffer_size;
} cc_enclave_ocall_function_args_t;

/* Every generated host stub has one: the functions that its enclave may call outside. */
typedef struct _ocall_table {
    uint64_t num;
    cc_ocall_func_t ocalls[];
} ocall_enclave_table_t;

#ifdef __cplusplus
}
#endif

#include "secgear_shared_memory.h"

#endif
