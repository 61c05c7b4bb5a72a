/* The engine's entry points and the life of one simulated enclave. */
#include "engine.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <string.h>
#include <unistd.h>

#include "secgear_ext.h"

sim_enclave_t *sim_of(const cc_enclave_t *context)
{
    return context == NULL ? NULL : context->private_data;
}

static sim_enclave_t *allocate(cc_enclave_t *context)
{
    sim_enclave_t *enclave = calloc(1, sizeof *enclave);
    if (enclave != NULL) {
        enclave->context = context;
        enclave->control = -1;
        (void)pthread_mutex_init(&enclave->control_lock, NULL);
        (void)pthread_mutex_init(&enclave->process_lock, NULL);
        (void)pthread_mutex_init(&enclave->channel_lock, NULL);
        (void)pthread_cond_init(&enclave->process_changed, NULL);
    }
    return enclave;
}

/* Everything that holds a descriptor, a mapping, a thread or the process, in the order that lets each end. */
static void release(sim_enclave_t *enclave)
{
    sim_live_remove(enclave);
    sim_pool_stop(enclave);
    sim_process_end(enclave);
    sim_pool_close(enclave);
    sim_channels_close(enclave);
    sim_shared_close(enclave);
    if (enclave->control >= 0) {
        (void)close(enclave->control);
    }
    (void)pthread_mutex_destroy(&enclave->control_lock);
    (void)pthread_mutex_destroy(&enclave->process_lock);
    (void)pthread_mutex_destroy(&enclave->channel_lock);
    (void)pthread_cond_destroy(&enclave->process_changed);
    free(enclave);
}

static cc_enclave_result_t launch(sim_enclave_t *enclave)
{
    int pair[2];
    int image = open(enclave->context->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* not to wait at a pipe */
    if (image < 0) {
        return errno == EACCES ? CC_ERROR_ACCESS_DENIED : CC_ERROR_INVALID_PATH;
    }
    if (!sim_socket_pair(SOCK_SEQPACKET, pair)) {
        (void)close(image);
        return CC_ERROR_OUT_OF_MEMORY;
    }
    enclave->control = pair[0];
    cc_enclave_result_t result = sim_process_start(enclave, pair[1]);
    (void)close(pair[1]);
    if (result == CC_SUCCESS) {
        result = sim_control_start(enclave, image);
    }
    (void)close(image);
    return result;
}

static cc_enclave_result_t create(
    cc_enclave_t *context, const enclave_features_t *features, const uint32_t features_count)
{
    cc_sl_config_t config;
    bool switchless = false;
    cc_enclave_result_t result = sim_features(context->type, features, features_count, &config, &switchless);
    if (result != CC_SUCCESS) {
        return result;
    }
    sim_enclave_t *enclave = allocate(context);
    if (enclave == NULL) {
        return CC_ERROR_OUT_OF_MEMORY;
    }
    result = launch(enclave);
    if (result == CC_SUCCESS && switchless) {
        result = sim_pool_start(enclave, &config);
    }
    if (result != CC_SUCCESS) {
        release(enclave);
        return result;
    }
    context->private_data = enclave;
    sim_live_add(enclave);
    return CC_SUCCESS;
}

static cc_enclave_result_t destroy(cc_enclave_t *context)
{
    sim_enclave_t *enclave = sim_of(context);
    if (enclave == NULL) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    context->private_data = NULL;
    release(enclave);
    return CC_SUCCESS;
}

static const struct cc_enclave_ops OPS = {
    .cc_create_enclave = create,
    .cc_destroy_enclave = destroy,
    .cc_ecall_enclave = sim_ecall,
    .cc_sl_ecall_enclave = sim_sl_ecall,
    .cc_sl_async_ecall = sim_sl_async,
    .cc_sl_async_ecall_get_result = sim_sl_collect,
    .cc_malloc_shared_memory = sim_malloc_shared,
    .cc_free_shared_memory = sim_free_shared,
    .cc_register_shared_memory = sim_register_shared,
    .cc_unregister_shared_memory = sim_unregister_shared,
};

/* The same engine under each type that it may be asked to stand in for. */
#define ENGINE(kind) {.name = "simulated", .type_version = (kind), .ops = &OPS}
static struct cc_enclave_ops_desc engines[] = {
    ENGINE(SGX_ENCLAVE_TYPE_0),
    ENGINE(GP_ENCLAVE_TYPE_0),
    ENGINE(PENGLAI_ENCLAVE_TYPE_0),
};
static struct list_ops_desc nodes[] = {{&engines[0], NULL}, {&engines[1], NULL}, {&engines[2], NULL}};

cc_enclave_result_t cc_tee_registered(cc_enclave_t *context, void *handle)
{
    for (size_t i = 0; i < CC_ARRAY_LEN(engines); i++) {
        if (engines[i].type_version == context->type) {
            engines[i].handle = handle;
            context->list_ops_node = &nodes[i];
            add_ops_list(&nodes[i]);
            return CC_SUCCESS;
        }
    }
    return CC_ERROR_BAD_PARAMETERS;
}

cc_enclave_result_t cc_tee_unregistered(cc_enclave_t *context, enclave_type_version_t type_version)
{
    if (context == NULL || context->list_ops_node == NULL ||
        context->list_ops_node->ops_desc->type_version != type_version) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    remove_ops_list(context->list_ops_node);
    return CC_SUCCESS;
}

CC_API_SPEC uint32_t cc_tee_capabilities(cc_enclave_t *context);
CC_API_SPEC cc_enclave_result_t cc_tee_workers(cc_enclave_t *context, uint32_t workers);

uint32_t cc_tee_capabilities(cc_enclave_t *context)
{
    const sim_enclave_t *enclave = sim_of(context);
    uint32_t always = CC_CAP_SIMULATED | CC_CAP_OCALL | CC_CAP_SEALING;
    bool pool = enclave != NULL && enclave->pool != NULL;
    return always | (pool ? CC_CAP_SWITCHLESS | CC_CAP_ASYNC | CC_CAP_SHARED_MEMORY : 0);
}

cc_enclave_result_t cc_tee_workers(cc_enclave_t *context, uint32_t workers)
{
    sim_enclave_t *enclave = sim_of(context);
    return enclave == NULL ? CC_ERROR_BAD_PARAMETERS : sim_pool_workers(enclave, workers);
}
