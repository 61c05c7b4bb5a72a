/* The list of engines in use and the count of open enclaves. */
#include "host.h"
#include "secgear_ext.h"

list_ops_management g_list_ops = {.mutex_work = PTHREAD_MUTEX_INITIALIZER};

static uint32_t max_enclaves = MAX_ENCLAVE;

/* The caller, an engine, holds the lock: it was entered under it. */
void add_ops_list(struct list_ops_desc *node)
{
    for (struct list_ops_desc *known = g_list_ops.list_head; known != NULL; known = known->next) {
        if (known == node) {
            known->ops_desc->count++;
            return;
        }
    }
    node->ops_desc->count++;
    node->next = g_list_ops.list_head;
    g_list_ops.list_head = node;
    g_list_ops.count++;
}

void remove_ops_list(const struct list_ops_desc *node)
{
    for (struct list_ops_desc **at = &g_list_ops.list_head; *at != NULL; at = &(*at)->next) {
        if (*at == node) {
            if (node->ops_desc->count > 0 && --node->ops_desc->count == 0) {
                *at = node->next;
                g_list_ops.count--;
            }
            return;
        }
    }
}

cc_enclave_result_t enclave_count_in(void)
{
    cc_enclave_result_t result = CC_ERROR_ENCLAVE_MAXIMUM;
    (void)pthread_mutex_lock(&g_list_ops.mutex_work);
    if (g_list_ops.enclaveState.enclave_count < max_enclaves) {
        g_list_ops.enclaveState.enclave_count++;
        result = CC_SUCCESS;
    }
    (void)pthread_mutex_unlock(&g_list_ops.mutex_work);
    return result;
}

void enclave_count_out(void)
{
    (void)pthread_mutex_lock(&g_list_ops.mutex_work);
    g_list_ops.enclaveState.enclave_count--;
    (void)pthread_mutex_unlock(&g_list_ops.mutex_work);
}

cc_enclave_result_t cc_secgear_set_max_enclaves(uint32_t max)
{
    if (max == 0) {
        return CC_ERROR_BAD_PARAMETERS;
    }
    (void)pthread_mutex_lock(&g_list_ops.mutex_work);
    max_enclaves = max;
    (void)pthread_mutex_unlock(&g_list_ops.mutex_work);
    return CC_SUCCESS;
}

const struct cc_enclave_ops *enclave_ops(const cc_enclave_t *enclave)
{
    if (enclave == NULL || !enclave->used_flag || enclave->list_ops_node == NULL ||
        enclave->list_ops_node->ops_desc == NULL) {
        return NULL;
    }
    return enclave->list_ops_node->ops_desc->ops;
}

bool is_support_remote_attest(cc_enclave_t *context)
{
    return enclave_ops(context) != NULL && context->list_ops_node->ops_desc->type_version == GP_ENCLAVE_TYPE_0;
}
