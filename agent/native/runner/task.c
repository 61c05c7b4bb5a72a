/* One switchless task, already copied out of the host's reach. */
#include <string.h>

#include "runner.h"

static _Thread_local cc_enclave_result_t refused;

void cc_sl_refuse(cc_enclave_result_t result)
{
    refused = result;
}

static cc_enclave_result_t run(sl_ecall_func_t function, whole_task_t *task)
{
    refused = CC_SUCCESS;
    shared_call_begin();
    function(task);
    shared_call_end();
    return refused;
}

cc_enclave_result_t task_run(whole_task_t *task)
{
    if (task->head.func_id >= loaded.task_count) {
        return CC_ERROR_SWITCHLESS_INVALID_FUNCTION_ID;
    }
    sl_ecall_func_t function = loaded.tasks[task->head.func_id];
    return function == NULL ? CC_ERROR_SWITCHLESS_FUNCTION_NOT_EXIST : run(function, task);
}

cc_enclave_result_t cc_sl_run(sl_ecall_func_t bridge, const uint64_t *params, size_t argc, uint64_t *retval)
{
    whole_task_t task;
    if (argc > RING_MAX_PARAMS) {
        return CC_ERROR_SWITCHLESS_INVALID_ARG_NUM;
    }
    memset(&task, 0, sizeof task);
    if (argc > 0) {
        memcpy(task.params, params, argc * sizeof params[0]);
    }
    cc_enclave_result_t result = run(bridge, &task);
    *retval = task.head.ret_val;
    return result;
}
