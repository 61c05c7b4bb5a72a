/* Opens the raw enclave and calls it without proxies, through the table that proxies use. */
#ifndef ATTESTRY_TEST_RAW_HOST_H
#define ATTESTRY_TEST_RAW_HOST_H

#include "enclave_internal.h"
#include "raw.h"
#include "secgear_ext.h"
#include "test.h"

static inline cc_enclave_result_t open_raw(cc_enclave_t *enclave, const cc_sl_config_t *config)
{
    enclave_features_t feature = {ENCLAVE_FEATURE_SWITCHLESS, (void *)(uintptr_t)config};
    memset(enclave, 0, sizeof *enclave);
    return cc_enclave_create(beside("raw.enclave.so"), AUTO_ENCLAVE_TYPE, 0, 0, config == NULL ? NULL : &feature,
        config == NULL ? 0 : 1, enclave);
}

static inline cc_enclave_result_t open_plain(cc_enclave_t *enclave, const char *image, uint32_t flags)
{
    memset(enclave, 0, sizeof *enclave);
    return cc_enclave_create(beside(image), AUTO_ENCLAVE_TYPE, 0, flags, NULL, 0, enclave);
}

static inline const struct cc_enclave_ops *ops_of(cc_enclave_t *enclave)
{
    return enclave->list_ops_node->ops_desc->ops;
}

static inline cc_enclave_result_t call_raw(cc_enclave_t *enclave, uint32_t function, const void *in, size_t in_size,
    void *out, size_t out_size, const void *table)
{
    return ops_of(enclave)->cc_ecall_enclave(enclave, function, in, in_size, out, out_size, NULL, table);
}

static inline sl_ecall_func_info_t task(uint16_t function, uint32_t argc, uint64_t *args)
{
    sl_ecall_func_info_t info = {function, sizeof(uint64_t), argc, args};
    return info;
}

static inline cc_enclave_result_t call_sl(
    cc_enclave_t *enclave, uint16_t function, uint32_t argc, uint64_t *args, uint64_t *answer)
{
    sl_ecall_func_info_t info = task(function, argc, args);
    return ops_of(enclave)->cc_sl_ecall_enclave(enclave, answer, &info);
}

static inline cc_enclave_result_t start_sl(
    cc_enclave_t *enclave, uint16_t function, uint32_t argc, uint64_t *args, int *id)
{
    sl_ecall_func_info_t info = task(function, argc, args);
    return ops_of(enclave)->cc_sl_async_ecall(enclave, id, &info);
}

#endif
