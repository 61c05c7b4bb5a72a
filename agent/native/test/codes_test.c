/* Every refusal of cc_enclave_create, cc_enclave_destroy and the shared memory calls, each reached. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "raw_host.h"

static cc_enclave_result_t create(const char *path, enclave_type_t type, uint32_t version, uint32_t flags,
    const enclave_features_t *features, uint32_t count)
{
    cc_enclave_t enclave;
    memset(&enclave, 0, sizeof enclave);
    cc_enclave_result_t result = cc_enclave_create(path, type, version, flags, features, count, &enclave);
    if (result == CC_SUCCESS) {
        (void)cc_enclave_destroy(&enclave);
    }
    return result;
}

static void arguments_are_checked(void)
{
    char raw[PATH_MAX];
    enclave_features_t feature = {99, NULL};
    enclave_features_t loader = {ENCLAVE_FEATURE_PROTECTED_CODE_LOADER, NULL};
    enclave_features_t empty = {ENCLAVE_FEATURE_SWITCHLESS, NULL};
    (void)snprintf(raw, sizeof raw, "%s", beside("raw.enclave.so"));
    CHECK_EQ(create(raw, AUTO_ENCLAVE_TYPE, 0, 0, NULL, 0), CC_SUCCESS);
    CHECK_EQ(create(raw, AUTO_ENCLAVE_TYPE, 0, SECGEAR_DEBUG_FLAG, NULL, 0), CC_SUCCESS);
    CHECK_EQ(cc_enclave_create(raw, AUTO_ENCLAVE_TYPE, 0, 0, NULL, 0, NULL), CC_ERROR_INVALID_ENCLAVE_ID);
    CHECK_EQ(create(NULL, AUTO_ENCLAVE_TYPE, 0, 0, NULL, 0), CC_ERROR_INVALID_PATH);
    CHECK_EQ(create(raw, AUTO_ENCLAVE_TYPE, 0, 0, NULL, 1), CC_ERROR_BAD_PARAMETERS);
    CHECK_EQ(create(raw, AUTO_ENCLAVE_TYPE, 0, 0, &feature, 0), CC_ERROR_BAD_PARAMETERS);
    CHECK_EQ(create(raw, AUTO_ENCLAVE_TYPE, 0, 2, NULL, 0), CC_ERROR_NOT_SUPPORTED);
    CHECK_EQ(create("/nowhere/at.all", AUTO_ENCLAVE_TYPE, 0, 0, NULL, 0), CC_ERROR_INVALID_PATH);
    CHECK_EQ(create(raw, AUTO_ENCLAVE_TYPE, 1, 0, NULL, 0), CC_ERROR_BAD_PARAMETERS);
    CHECK_EQ(create(raw, ENCLAVE_TYPE_MAX, 0, 0, NULL, 0), CC_ERROR_BAD_PARAMETERS);
    CHECK_EQ(create(raw, PENGLAI_ENCLAVE_TYPE, 0, 0, NULL, 0), CC_ERROR_INVALID_HANDLE);
    CHECK_EQ(create(raw, AUTO_ENCLAVE_TYPE, 0, 0, &feature, 1), CC_ERROR_FEATURE_FUNC_NOT_EXIST);
    CHECK_EQ(create(raw, AUTO_ENCLAVE_TYPE, 0, 0, &loader, 1), CC_ERROR_FEATURE_FUNC_NOT_EXIST);
    CHECK_EQ(create(raw, AUTO_ENCLAVE_TYPE, 0, 0, &empty, 1), CC_ERROR_BAD_PARAMETERS);
}

static void images_that_are_none_are_refused(void)
{
    CHECK_EQ(create(__FILE__[0] == '/' ? __FILE__ : "/etc/hostname", AUTO_ENCLAVE_TYPE, 0, 0, NULL, 0),
        CC_ERROR_INVALID_ENCLAVE);
    CHECK_EQ(create(beside("bare.enclave.so"), AUTO_ENCLAVE_TYPE, 0, 0, NULL, 0), CC_ERROR_INVALID_METADATA);
    CHECK_EQ(create("/dev/null", AUTO_ENCLAVE_TYPE, 0, 0, NULL, 0), CC_ERROR_INVALID_ENCLAVE);
    CHECK_EQ(create("/dev/zero", AUTO_ENCLAVE_TYPE, 0, 0, NULL, 0), CC_ERROR_INVALID_ENCLAVE);
    CHECK_EQ(create("/", AUTO_ENCLAVE_TYPE, 0, 0, NULL, 0), CC_ERROR_INVALID_ENCLAVE);
}

/* Nobody ever writes into it. */
static void a_pipe_is_refused_at_once(void)
{
    char folder[] = "/tmp/attestry-image-XXXXXX";
    char path[64];
    CHECK(mkdtemp(folder) != NULL);
    (void)snprintf(path, sizeof path, "%s/pipe", folder);
    CHECK_EQ(mkfifo(path, 0600), 0);
    CHECK_EQ(create(path, AUTO_ENCLAVE_TYPE, 0, 0, NULL, 0), CC_ERROR_INVALID_ENCLAVE);
    CHECK_EQ(unlink(path), 0);
    CHECK_EQ(rmdir(folder), 0);
}

static void the_sixth_enclave_is_one_too_many(void)
{
    cc_enclave_t enclaves[6];
    for (int i = 0; i < 5; i++) {
        CHECK_EQ(open_raw(&enclaves[i], NULL), CC_SUCCESS);
    }
    CHECK_EQ(open_raw(&enclaves[5], NULL), CC_ERROR_ENCLAVE_MAXIMUM);
    CHECK_EQ(cc_secgear_set_max_enclaves(0), CC_ERROR_BAD_PARAMETERS);
    CHECK_EQ(cc_secgear_set_max_enclaves(6), CC_SUCCESS);
    CHECK_EQ(open_raw(&enclaves[5], NULL), CC_SUCCESS);
    CHECK_EQ(cc_secgear_set_max_enclaves(5), CC_SUCCESS);
    for (int i = 0; i < 6; i++) {
        CHECK_EQ(cc_enclave_destroy(&enclaves[i]), CC_SUCCESS);
    }
}

/* The count of a failed creation used to be kept by a well-known implementation; five of them shut it for good. */
static void failed_creations_do_not_use_up_the_places(void)
{
    for (int i = 0; i < 20; i++) {
        CHECK_EQ(create(NULL, AUTO_ENCLAVE_TYPE, 0, 0, NULL, 0), CC_ERROR_INVALID_PATH);
        CHECK_EQ(cc_enclave_create("x", AUTO_ENCLAVE_TYPE, 0, 0, NULL, 0, NULL), CC_ERROR_INVALID_ENCLAVE_ID);
    }
    CHECK_EQ(create(beside("raw.enclave.so"), AUTO_ENCLAVE_TYPE, 0, 0, NULL, 0), CC_SUCCESS);
}

static void an_open_enclave_is_not_opened_again(void)
{
    cc_enclave_t enclave;
    CHECK_EQ(open_raw(&enclave, NULL), CC_SUCCESS);
    CHECK_EQ(cc_enclave_create(beside("raw.enclave.so"), AUTO_ENCLAVE_TYPE, 0, 0, NULL, 0, &enclave),
        CC_ERROR_INVALID_ENCLAVE_ID);
    uint8_t byte = 7;
    uint8_t back = 0;
    CHECK_EQ(call_raw(&enclave, RAW_ECHO, &byte, 1, &back, 1, NULL), CC_SUCCESS);
    CHECK_EQ(back, 7);
    CHECK_EQ(cc_enclave_destroy(&enclave), CC_SUCCESS);
    CHECK_EQ(cc_enclave_destroy(&enclave), CC_ERROR_BAD_PARAMETERS);
    CHECK_EQ(cc_enclave_destroy(NULL), CC_ERROR_BAD_PARAMETERS);
}

static void capabilities_say_what_is_open(void)
{
    cc_enclave_t enclave;
    cc_sl_config_t config = CC_USWITCHLESS_CONFIG_INITIALIZER;
    memset(&enclave, 0, sizeof enclave);
    CHECK_EQ(cc_secgear_capabilities(&enclave), 0);
    CHECK_EQ(open_raw(&enclave, NULL), CC_SUCCESS);
    CHECK_EQ(cc_secgear_capabilities(&enclave), CC_CAP_SIMULATED | CC_CAP_OCALL | CC_CAP_SEALING);
    CHECK(is_support_remote_attest(&enclave));
    CHECK_EQ(cc_enclave_destroy(&enclave), CC_SUCCESS);
    CHECK(!is_support_remote_attest(&enclave));
    CHECK_EQ(open_raw(&enclave, &config), CC_SUCCESS);
    CHECK((cc_secgear_capabilities(&enclave) & CC_CAP_ASYNC) != 0);
    CHECK_EQ(cc_enclave_destroy(&enclave), CC_SUCCESS);
}

static void shared_memory_is_checked(void)
{
    cc_enclave_t with;
    cc_enclave_t without;
    cc_sl_config_t config = CC_USWITCHLESS_CONFIG_INITIALIZER;
    CHECK_EQ(open_raw(&with, &config), CC_SUCCESS);
    CHECK_EQ(open_raw(&without, NULL), CC_SUCCESS);
    CHECK(cc_malloc_shared_memory(NULL, 8) == NULL);
    CHECK(cc_malloc_shared_memory(&with, 0) == NULL);
    CHECK(cc_malloc_shared_memory(&without, 8) == NULL);
    uint8_t *memory = cc_malloc_shared_memory(&with, 100);
    CHECK(memory != NULL);
    CHECK_EQ(ops_of(&with)->cc_register_shared_memory(&with, memory), CC_ERROR_SHARED_MEMORY_REPEAT_REGISTER);
    CHECK_EQ(cc_free_shared_memory(&with, NULL), CC_ERROR_BAD_PARAMETERS);
    CHECK_EQ(cc_free_shared_memory(&with, memory + 1), CC_ERROR_SHARED_MEMORY_START_ADDR_INVALID);
    CHECK_EQ(cc_free_shared_memory(&without, memory), CC_ERROR_INVALID_HANDLE);
    CHECK_EQ(ops_of(&with)->cc_unregister_shared_memory(&with, memory), CC_SUCCESS);
    CHECK_EQ(cc_free_shared_memory(&with, memory), CC_ERROR_SHARED_MEMORY_NOT_REGISTERED);
    CHECK_EQ(ops_of(&with)->cc_free_shared_memory(&with, memory), CC_SUCCESS);
    memory = cc_malloc_shared_memory(&with, 100);
    CHECK_EQ(cc_free_shared_memory(&with, memory), CC_SUCCESS);
    CHECK_EQ(cc_enclave_destroy(&with), CC_SUCCESS);
    CHECK_EQ(cc_enclave_destroy(&without), CC_SUCCESS);
}

/* In a child, because a program that may read everything is never denied. */
static void an_unreadable_image_is_denied(void)
{
    char path[] = "/tmp/attestry-image-XXXXXX";
    int fd = mkstemp(path);
    CHECK(fd >= 0 && fchmod(fd, 0) == 0 && fchown(fd, geteuid() == 0 ? 1 : geteuid(), (gid_t)-1) == 0);
    pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 && setresuid(65534, 65534, 65534) != 0) {
            _exit(2);
        }
        _exit(create(path, AUTO_ENCLAVE_TYPE, 0, 0, NULL, 0) == CC_ERROR_ACCESS_DENIED ? 0 : 1);
    }
    int status = -1;
    CHECK_EQ(waitpid(child, &status, 0), child);
    CHECK_EQ(status, 0);
    (void)close(fd);
    (void)unlink(path);
}

/* Runs with engines of its own in the library path: see main. */
static void broken_engines_are_told_apart(void)
{
    char raw[PATH_MAX];
    (void)snprintf(raw, sizeof raw, "%s", beside("raw.enclave.so"));
    CHECK_EQ(create(raw, SGX_ENCLAVE_TYPE, 0, 0, NULL, 0), CC_ERROR_NO_FIND_REGFUNC);
    CHECK_EQ(create(raw, PENGLAI_ENCLAVE_TYPE, 0, 0, NULL, 0), CC_ERROR_NO_FIND_UNREGFUNC);
    CHECK_EQ(create(raw, GP_ENCLAVE_TYPE, 0, 0, NULL, 0), CC_SUCCESS);
}

static int with_broken_engines(char **argv)
{
    char directory[] = "/tmp/attestry-engines-XXXXXX";
    char link_path[PATH_MAX];
    char target[PATH_MAX];
    static const char *const engines[3][2] = {{"engine_noentry.so", "libsgx_0.so"},
        {"engine_noexit.so", "libpenglai_0.so"}, {"../lib/libattestry_sim_0.so", "libgp_0.so"}};
    CHECK(mkdtemp(directory) != NULL);
    for (int i = 0; i < 3; i++) {
        (void)snprintf(target, sizeof target, "%s", beside(engines[i][0]));
        (void)snprintf(link_path, sizeof link_path, "%s/%s", directory, engines[i][1]);
        CHECK_EQ(symlink(target, link_path), 0);
    }
    pid_t child = fork();
    if (child == 0) {
        (void)setenv("LD_LIBRARY_PATH", directory, 1);
        char mode[] = "engines";
        char *again[] = {argv[0], mode, NULL};
        (void)execv("/proc/self/exe", again);
        _exit(127);
    }
    int status = -1;
    CHECK_EQ(waitpid(child, &status, 0), child);
    for (int i = 0; i < 3; i++) {
        (void)snprintf(link_path, sizeof link_path, "%s/%s", directory, engines[i][1]);
        (void)unlink(link_path);
    }
    (void)rmdir(directory);
    return status;
}

static char **arguments;

static void engines_follow_the_protocol(void)
{
    CHECK_EQ(with_broken_engines(arguments), 0);
}

int main(int argc, char **argv)
{
    begin(argv);
    arguments = argv;
    if (argc > 1) {
        RUN(broken_engines_are_told_apart);
        return end();
    }
    RUN(arguments_are_checked);
    RUN(images_that_are_none_are_refused);
    RUN(a_pipe_is_refused_at_once);
    RUN(the_sixth_enclave_is_one_too_many);
    RUN(failed_creations_do_not_use_up_the_places);
    RUN(an_open_enclave_is_not_opened_again);
    RUN(capabilities_say_what_is_open);
    RUN(shared_memory_is_checked);
    RUN(an_unreadable_image_is_denied);
    RUN(engines_follow_the_protocol);
    return end();
}
