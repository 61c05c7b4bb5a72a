/* What a host cannot do to an enclave's process, and what that process cannot do to anybody. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/wait.h>

#include "raw_host.h"

static cc_enclave_t enclave;

static raw_secret_t reveal(void)
{
    raw_secret_t secret = {0, 0, 0};
    CHECK_EQ(call_raw(&enclave, RAW_REVEAL, NULL, 0, &secret, sizeof secret, NULL), CC_SUCCESS);
    return secret;
}

static void the_enclave_is_another_process(void)
{
    raw_secret_t secret = reveal();
    CHECK(secret.process != 0);
    CHECK(secret.process != (int32_t)getpid());
}

/* Each way in, tried as an ordinary user; 0 if all were refused. */
static int ways_in(void)
{
    char path[64];
    char memory[sizeof RAW_SECRET];
    raw_secret_t secret;
    if (geteuid() == 0 && setresuid(65534, 65534, 65534) != 0) {
        return 2;
    }
    if (open_raw(&enclave, NULL) != CC_SUCCESS) {
        return 3;
    }
    secret = reveal();
    struct iovec mine = {memory, sizeof memory};
    struct iovec theirs = {(void *)(uintptr_t)secret.address, sizeof memory};
    (void)snprintf(path, sizeof path, "/proc/%d/mem", secret.process);
    int fd = open(path, O_RDONLY);
    bool opened = fd >= 0;
    bool read = process_vm_readv(secret.process, &mine, 1, &theirs, 1, 0) >= 0;
    bool traced = ptrace(PTRACE_ATTACH, secret.process, NULL, NULL) == 0;
    (void)cc_enclave_destroy(&enclave);
    return opened || read || traced ? 1 : 0;
}

static void its_user_cannot_read_its_memory(void)
{
    char state[] = "/tmp/attestry-state-XXXXXX";
    char path[128];
    CHECK(mkdtemp(state) != NULL);
    CHECK_EQ(chown(state, geteuid() == 0 ? 65534 : geteuid(), (gid_t)-1), 0);
    pid_t child = fork();
    if (child == 0) {
        (void)setenv("XDG_STATE_HOME", state, 1);
        _exit(ways_in());
    }
    int status = -1;
    CHECK_EQ(waitpid(child, &status, 0), child);
    CHECK_EQ(status, 0);
    (void)snprintf(path, sizeof path, "%s/attestry/simulated-device.key", state);
    CHECK_EQ(unlink(path), 0);
    (void)snprintf(path, sizeof path, "%s/attestry", state);
    CHECK_EQ(rmdir(path), 0);
    CHECK_EQ(rmdir(state), 0);
}

static bool read_device_key(uint8_t key[32])
{
    char path[PATH_MAX];
    const char *state = getenv("XDG_STATE_HOME");
    const char *home = getenv("HOME");
    (void)snprintf(path, sizeof path, "%s%s/attestry/simulated-device.key", state == NULL ? home : state,
        state == NULL ? "/.local/state" : "");
    FILE *file = fopen(path, "re");
    bool whole = file != NULL && fread(key, 1, 32, file) == 32;
    if (file != NULL) {
        (void)fclose(file);
    }
    return whole;
}

static bool has(int memory, uint64_t from, uint64_t to, const void *what, size_t size)
{
    size_t length = (size_t)(to - from);
    void *copy = length > (64u << 20) ? NULL : malloc(length);
    ssize_t got = copy == NULL ? 0 : pread(memory, copy, length, (off_t)from);
    bool found = got > 0 && memmem(copy, (size_t)got, what, size) != NULL;
    free(copy);
    return found;
}

/* Whether some bytes stand anywhere in the writable memory of a process that lets itself be looked into. */
static bool holds(pid_t process, const void *what, size_t size)
{
    char path[64];
    char line[512];
    unsigned long from;
    unsigned long to;
    bool found = false;
    (void)snprintf(path, sizeof path, "/proc/%d/mem", process);
    int memory = open(path, O_RDONLY | O_CLOEXEC);
    (void)snprintf(path, sizeof path, "/proc/%d/maps", process);
    FILE *maps = fopen(path, "re");
    CHECK(memory >= 0 && maps != NULL);
    while (maps != NULL && fgets(line, sizeof line, maps) != NULL) {
        found = found || (sscanf(line, "%lx-%lx rw", &from, &to) == 2 && has(memory, from, to, what, size));
    }
    if (maps != NULL) {
        (void)fclose(maps);
    }
    (void)close(memory);
    return found;
}

static void a_debug_enclave_shows_no_key_of_the_device(void)
{
    uint8_t key[32];
    cc_enclave_t debug;
    raw_secret_t secret = {0, 0, 0};
    CHECK_EQ(open_plain(&debug, "raw.enclave.so", SECGEAR_DEBUG_FLAG), CC_SUCCESS);
    CHECK_EQ(call_raw(&debug, RAW_REVEAL, NULL, 0, &secret, sizeof secret, NULL), CC_SUCCESS);
    CHECK(holds(secret.process, RAW_SECRET, sizeof RAW_SECRET)); /* it can be looked into */
    CHECK(read_device_key(key) && !holds(secret.process, key, sizeof key));
    CHECK_EQ(cc_enclave_destroy(&debug), CC_SUCCESS);
}

/* Only where there is a sandbox: a sanitizer's runtime needs what it forbids. */
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
static void the_sandbox_refuses_what_an_enclave_does_not_need(void)
{
    static const uint8_t all_refused[8] = {1, 1, 1, 1, 1, 1, 1, 1};
    uint8_t refused[8] = {0};
    CHECK_EQ(call_raw(&enclave, RAW_MISBEHAVE, NULL, 0, refused, sizeof refused, NULL), CC_SUCCESS);
    CHECK(memcmp(refused, all_refused, sizeof refused) == 0);
}
#endif

/* Whether a process is gone within two seconds. */
static bool gone(pid_t process)
{
    for (int i = 0; i < 200; i++) {
        if (kill(process, 0) != 0 && errno == ESRCH) {
            return true;
        }
        (void)usleep(10000);
    }
    return false;
}

static void a_killed_host_leaves_no_enclave(void)
{
    int ends[2];
    raw_secret_t secret = {0, 0, 0};
    CHECK_EQ(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        if (open_raw(&enclave, NULL) == CC_SUCCESS) {
            secret = reveal();
            (void)!write(ends[1], &secret, sizeof secret);
        }
        (void)pause();
    }
    CHECK_EQ(read(ends[0], &secret, sizeof secret), sizeof secret);
    CHECK_EQ(kill(child, SIGKILL), 0);
    CHECK_EQ(waitpid(child, NULL, 0), child);
    CHECK(gone(secret.process));
    (void)close(ends[0]);
    (void)close(ends[1]);
}

/* Before any thread: what forks must not have an engine's keeper in its memory. */
int main(int argc, char **argv)
{
    (void)argc;
    begin(argv);
    RUN(its_user_cannot_read_its_memory);
    RUN(a_killed_host_leaves_no_enclave);
    CHECK_EQ(open_raw(&enclave, NULL), CC_SUCCESS);
    RUN(the_enclave_is_another_process);
    RUN(a_debug_enclave_shows_no_key_of_the_device);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    RUN(the_sandbox_refuses_what_an_enclave_does_not_need);
#endif
    CHECK_EQ(cc_enclave_destroy(&enclave), CC_SUCCESS);
    return end();
}
