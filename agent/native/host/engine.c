/* Finding the engine of an enclave type: a shared object with two entry points. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>

#include "enclave_log.h"
#include "host.h"

#define SIMULATED_ENGINE "libattestry_sim_0.so"

static const char *engine_file(enclave_type_version_t version)
{
    switch (version) {
        case SGX_ENCLAVE_TYPE_0:
            return "libsgx_0.so";
        case GP_ENCLAVE_TYPE_0:
            return "libgp_0.so";
        case PENGLAI_ENCLAVE_TYPE_0:
            return "libpenglai_0.so";
        default:
            return NULL;
    }
}

/* The simulated engine lies beside this library; the search path is asked second. */
static void *open_simulated(void)
{
    char path[PATH_MAX];
    Dl_info self;
    if (dladdr((const void *)&g_list_ops, &self) != 0 && self.dli_fname != NULL) {
        const char *end = strrchr(self.dli_fname, '/');
        int length = end == NULL ? 0 : (int)(end - self.dli_fname) + 1;
        int written = snprintf(path, sizeof path, "%.*s%s", length, self.dli_fname, SIMULATED_ENGINE);
        if (written > 0 && (size_t)written < sizeof path && length > 0) {
            void *handle = dlopen(path, RTLD_LAZY | RTLD_LOCAL);
            if (handle != NULL) {
                return handle;
            }
        }
    }
    return dlopen(SIMULATED_ENGINE, RTLD_LAZY | RTLD_LOCAL);
}

static enclave_type_version_t machine_version(void)
{
    struct utsname machine;
    if (uname(&machine) != 0) {
        return ENCLAVE_TYPE_VERSION_MAX;
    }
    if (strcmp(machine.machine, "x86_64") == 0) {
        return SGX_ENCLAVE_TYPE_0;
    }
    if (strcmp(machine.machine, "aarch64") == 0) {
        return GP_ENCLAVE_TYPE_0;
    }
    return strcmp(machine.machine, "riscv64") == 0 ? PENGLAI_ENCLAVE_TYPE_0 : ENCLAVE_TYPE_VERSION_MAX;
}

/* A simulated enclave says it is GlobalPlatform's, so that remote attestation paths run. */
static enclave_type_version_t automatic(void **handle)
{
    enclave_type_version_t real = machine_version();
    const char *file = engine_file(real);
    *handle = file == NULL ? NULL : dlopen(file, RTLD_LAZY | RTLD_LOCAL);
    if (*handle != NULL) {
        return real;
    }
    *handle = open_simulated();
    return GP_ENCLAVE_TYPE_0;
}

enclave_type_version_t engine_version(enclave_type_t type, uint32_t version, void **handle)
{
    *handle = NULL;
    if (version != 0) {
        return ENCLAVE_TYPE_VERSION_MAX;
    }
    switch (type) {
        case SGX_ENCLAVE_TYPE:
            return SGX_ENCLAVE_TYPE_0;
        case GP_ENCLAVE_TYPE:
            return GP_ENCLAVE_TYPE_0;
        case PENGLAI_ENCLAVE_TYPE:
            return PENGLAI_ENCLAVE_TYPE_0;
        case AUTO_ENCLAVE_TYPE:
            return automatic(handle);
        default:
            return ENCLAVE_TYPE_VERSION_MAX;
    }
}

cc_enclave_result_t engine_open(enclave_type_version_t version, void **handle)
{
    const char *file = engine_file(version);
    if (*handle == NULL && file != NULL) {
        *handle = dlopen(file, RTLD_LAZY | RTLD_LOCAL);
    }
    if (*handle == NULL) {
        const char *reason = dlerror();
        print_error_term("no engine: %s\n", reason == NULL ? "unknown type" : reason);
        return CC_ERROR_INVALID_HANDLE;
    }
    return CC_SUCCESS;
}

cc_enclave_result_t engine_entries(void *handle, p_tee_registered *enter, p_tee_unregistered *leave)
{
    void *entry = dlsym(handle, "cc_tee_registered");
    void *exit = dlsym(handle, "cc_tee_unregistered");
    if (entry == NULL) {
        return CC_ERROR_NO_FIND_REGFUNC;
    }
    if (exit == NULL) {
        return CC_ERROR_NO_FIND_UNREGFUNC;
    }
    memcpy(enter, &entry, sizeof *enter);
    memcpy(leave, &exit, sizeof *leave);
    return CC_SUCCESS;
}
