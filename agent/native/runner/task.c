/* One switchless task, already copied out of the host's reach. */
#include "runner.h"

static _Thread_local cc_enclave_result_t refused;

void cc_sl_refuse(cc_enclave_result_t result)
{
    refused = result;
}

cc_enclave_result_t task_run(private_task_t *task)
{
    if (task->head.func_id >= loaded.task_count) {
        return CC_ERROR_SWITCHLESS_INVALID_FUNCTION_ID;
    }
    sl_ecall_func_t function = loaded.tasks[task->head.func_id];
    if (function == NULL) {
        return CC_ERROR_SWITCHLESS_FUNCTION_NOT_EXIST;
    }
    refused = CC_SUCCESS;
    shared_task_begin();
    function(task);
    shared_task_end();
    return refused;
}
