/* Shared memory and async results: checks of the arguments, then the engine's answer. */
#include "host.h"

void *cc_malloc_shared_memory(cc_enclave_t *enclave, size_t size)
{
    const struct cc_enclave_ops *ops = enclave_ops(enclave);
    if (ops == NULL || size == 0 || ops->cc_malloc_shared_memory == NULL || ops->cc_free_shared_memory == NULL ||
        ops->cc_register_shared_memory == NULL) {
        return NULL;
    }
    void *memory = ops->cc_malloc_shared_memory(enclave, size, false);
    if (memory != NULL && ops->cc_register_shared_memory(enclave, memory) != CC_SUCCESS) {
        (void)ops->cc_free_shared_memory(enclave, memory);
        return NULL;
    }
    return memory;
}

cc_enclave_result_t cc_free_shared_memory(cc_enclave_t *enclave, void *ptr)
{
    const struct cc_enclave_ops *ops = enclave_ops(enclave);
    if (ops == NULL || ptr == NULL) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    if (ops->cc_free_shared_memory == NULL || ops->cc_unregister_shared_memory == NULL) {
        return CC_ERROR_NOT_IMPLEMENTED;
    }
    cc_enclave_result_t result = ops->cc_unregister_shared_memory(enclave, ptr);
    return result == CC_SUCCESS ? ops->cc_free_shared_memory(enclave, ptr) : result;
}

cc_enclave_result_t cc_sl_get_async_result(cc_enclave_t *enclave, int task_id, void *retval)
{
    const struct cc_enclave_ops *ops = enclave_ops(enclave);
    if (ops == NULL || task_id < 0 || ops->cc_sl_async_ecall_get_result == NULL) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    if (pthread_rwlock_rdlock(&enclave->rwlock) != 0) {
        return CC_ERROR_BUSY;
    }
    cc_enclave_result_t result = ops->cc_sl_async_ecall_get_result(enclave, task_id, retval);
    (void)pthread_rwlock_unlock(&enclave->rwlock);
    return result;
}
