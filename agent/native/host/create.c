/* The life of an enclave: every way into "open" counts once, every way out uncounts once. */
#include <dlfcn.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "enclave_log.h"
#include "host.h"

static cc_enclave_result_t check_arguments(const char *path, uint32_t flags, const enclave_features_t *features,
    uint32_t features_count, const cc_enclave_t *enclave)
{
    if (enclave == NULL || enclave->used_flag) {
        return CC_ERROR_INVALID_ENCLAVE_ID;
    }
    if (path == NULL) {
        return CC_ERROR_INVALID_PATH;
    }
    if ((features == NULL) != (features_count == 0)) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    return (flags & SECGEAR_RESERVED_FLAG) != 0 ? CC_ERROR_NOT_SUPPORTED : CC_SUCCESS;
}

static cc_enclave_result_t resolve_path(const char *path, cc_enclave_t *enclave)
{
    char real[PATH_MAX];
    if (realpath(path, real) == NULL) {
        return CC_ERROR_INVALID_PATH;
    }
    if (access(real, R_OK) != 0) {
        return CC_ERROR_ACCESS_DENIED;
    }
    enclave->path = strdup(real);
    return enclave->path == NULL ? CC_ERROR_OUT_OF_MEMORY : CC_SUCCESS;
}

/* The list lock covers only the registration: an engine's own start may take long. */
static cc_enclave_result_t enter_engine(void *handle, cc_enclave_t *enclave, p_tee_unregistered *leave)
{
    p_tee_registered enter;
    cc_enclave_result_t result = engine_entries(handle, &enter, leave);
    if (result != CC_SUCCESS) {
        return result;
    }
    (void)pthread_mutex_lock(&g_list_ops.mutex_work);
    result = enter(enclave, handle);
    (void)pthread_mutex_unlock(&g_list_ops.mutex_work);
    if (result == CC_SUCCESS && (enclave->list_ops_node == NULL || enclave->list_ops_node->ops_desc == NULL)) {
        result = CC_ERROR_INVALID_HANDLE;
    }
    return result;
}

/* Each enclave holds a reference of its own to the engine's library. */
static void leave_engine(void *handle, cc_enclave_t *enclave, p_tee_unregistered leave)
{
    (void)pthread_mutex_lock(&g_list_ops.mutex_work);
    (void)leave(enclave, enclave->type);
    (void)pthread_mutex_unlock(&g_list_ops.mutex_work);
    (void)dlclose(handle);
}

static cc_enclave_result_t start(
    cc_enclave_t *enclave, void *handle, const enclave_features_t *features, uint32_t features_count)
{
    p_tee_unregistered leave;
    cc_enclave_result_t result = enter_engine(handle, enclave, &leave);
    if (result != CC_SUCCESS) {
        (void)dlclose(handle);
        return result;
    }
    const struct cc_enclave_ops *ops = enclave->list_ops_node->ops_desc->ops;
    result = ops == NULL || ops->cc_create_enclave == NULL
                 ? CC_ERROR_NOT_IMPLEMENTED
                 : ops->cc_create_enclave(enclave, features, features_count);
    if (result != CC_SUCCESS) {
        leave_engine(handle, enclave, leave);
    }
    return result;
}

static cc_enclave_result_t open_enclave(const char *path, enclave_type_t type, uint32_t version, uint32_t flags,
    const enclave_features_t *features, uint32_t features_count, cc_enclave_t *enclave)
{
    void *handle = NULL;
    cc_enclave_result_t result = resolve_path(path, enclave);
    if (result != CC_SUCCESS) {
        return result;
    }
    enclave->flags = flags;
    enclave->type = engine_version(type, version, &handle);
    if (enclave->type == ENCLAVE_TYPE_VERSION_MAX) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    result = engine_open(enclave->type, &handle);
    if (result != CC_SUCCESS) {
        return result;
    }
    if (pthread_rwlock_init(&enclave->rwlock, NULL) != 0) {
        (void)dlclose(handle);
        return CC_ERROR_OUT_OF_MEMORY;
    }
    result = start(enclave, handle, features, features_count);
    if (result != CC_SUCCESS) {
        (void)pthread_rwlock_destroy(&enclave->rwlock);
        return result;
    }
    enclave->used_flag = true;
    return CC_SUCCESS;
}

cc_enclave_result_t cc_enclave_create(const char *path, enclave_type_t type, uint32_t version, uint32_t flags,
    const enclave_features_t *features, const uint32_t features_count, cc_enclave_t *enclave)
{
    cc_enclave_result_t result = enclave_count_in();
    if (result != CC_SUCCESS) {
        return result;
    }
    result = check_arguments(path, flags, features, features_count, enclave);
    if (result == CC_SUCCESS) {
        memset(enclave, 0, sizeof *enclave);
        result = open_enclave(path, type, version, flags, features, features_count, enclave);
        if (result != CC_SUCCESS) {
            free(enclave->path);
            memset(enclave, 0, sizeof *enclave);
        }
    }
    if (result != CC_SUCCESS) {
        enclave_count_out();
        print_error_term("cannot create an enclave: %s\n", cc_enclave_res2_str(result));
    }
    return result;
}

cc_enclave_result_t cc_enclave_destroy(cc_enclave_t *context)
{
    p_tee_registered enter;
    p_tee_unregistered leave;
    const struct cc_enclave_ops *ops = enclave_ops(context);
    if (ops == NULL || ops->cc_destroy_enclave == NULL || pthread_rwlock_wrlock(&context->rwlock) != 0) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    void *handle = context->list_ops_node->ops_desc->handle;
    cc_enclave_result_t result = ops->cc_destroy_enclave(context);
    if (result != CC_SUCCESS) {
        print_error_term("the engine could not end its enclave: %s\n", cc_enclave_res2_str(result));
    }
    if (engine_entries(handle, &enter, &leave) == CC_SUCCESS) {
        leave_engine(handle, context, leave);
    }
    free(context->path);
    (void)pthread_rwlock_unlock(&context->rwlock);
    (void)pthread_rwlock_destroy(&context->rwlock);
    memset(context, 0, sizeof *context);
    enclave_count_out();
    return CC_SUCCESS;
}
