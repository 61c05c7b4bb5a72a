/* A host that lies: it speaks to an enclave's process without the engine, and says what no engine would. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "futex.h"
#include "raw_host.h"
#include "ring.h"
#include "wire.h"

static int control;
static pid_t process;

static control_t ask(control_t packet, int fd)
{
    control_t answer = control_packet(CONTROL_ANSWER);
    int unwanted = -1;
    answer.result = CC_ERROR_ENCLAVE_DEAD;
    if (control_send(control, &packet, fd)) {
        (void)control_receive(control, &answer, &unwanted);
    }
    return answer;
}

static uint32_t launch_with(int image)
{
    int pair[2];
    char runner[PATH_MAX];
    char *arguments[] = {runner, NULL};
    posix_spawn_file_actions_t actions;
    (void)snprintf(runner, sizeof runner, "%s", beside("../lib/attestry-enclave-host"));
    CHECK_EQ(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), 0);
    (void)posix_spawn_file_actions_init(&actions);
    (void)posix_spawn_file_actions_adddup2(&actions, pair[1], 3);
    CHECK_EQ(posix_spawn(&process, runner, &actions, NULL, arguments, environ), 0);
    (void)posix_spawn_file_actions_destroy(&actions);
    (void)close(pair[1]);
    control = pair[0];
    uint32_t result = ask(control_packet(CONTROL_START), image).result;
    (void)close(image);
    return result;
}

static int image(void)
{
    return open(beside("raw.enclave.so"), O_RDONLY | O_CLOEXEC);
}

static void launch(void)
{
    CHECK_EQ(launch_with(image()), CC_SUCCESS);
}

static void land(void)
{
    (void)close(control);
    CHECK_EQ(waitpid(process, NULL, 0), process);
}

/* A stream has no size to judge before it is copied. */
static void an_image_is_a_regular_file(void)
{
    static uint8_t bytes[1 << 20];
    int ends[2];
    int from = image();
    ssize_t size = read(from, bytes, sizeof bytes);
    (void)close(from);
    CHECK_EQ(pipe2(ends, O_CLOEXEC), 0);
    CHECK(size > 0 && fcntl(ends[1], F_SETPIPE_SZ, sizeof bytes) >= size);
    CHECK_EQ(write(ends[1], bytes, (size_t)size), size);
    (void)close(ends[1]);
    CHECK_EQ(launch_with(ends[0]), CC_ERROR_INVALID_ENCLAVE);
    land();
}

/* With a limit on what a process may write, a copy that began before the size was judged would be its end. */
static void an_image_is_judged_before_it_is_copied(void)
{
    struct rlimit limit;
    int large = memfd_create("large", MFD_CLOEXEC);
    CHECK(large >= 0 && ftruncate(large, ((off_t)1 << 30) + 1) == 0);
    CHECK_EQ(getrlimit(RLIMIT_FSIZE, &limit), 0);
    struct rlimit small = {1 << 20, limit.rlim_max};
    CHECK_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
    CHECK_EQ(launch_with(large), CC_ERROR_INVALID_ENCLAVE);
    CHECK_EQ(setrlimit(RLIMIT_FSIZE, &limit), 0);
    land();
}

static int channel(enum control_kind kind)
{
    int pair[2];
    CHECK_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
    CHECK_EQ(ask(control_packet(kind), pair[1]).result, CC_SUCCESS);
    (void)close(pair[1]);
    return pair[0];
}

static bool echo_works(void)
{
    int fd = channel(CONTROL_CHANNEL);
    wire_header_t header = wire_header(WIRE_ECALL, RAW_ECHO, 5, 5);
    char back[5] = "";
    bool works = wire_send(fd, &header, "still", 5) && wire_receive(fd, &header) && header.result == CC_SUCCESS &&
                 header.out_size == 5 && wire_read(fd, back, 5) && memcmp(back, "still", 5) == 0;
    (void)close(fd);
    return works;
}

/* The offset of a descriptor is shared with the host, who may move it. */
static void an_image_is_read_from_its_beginning(void)
{
    int moved = image();
    CHECK(lseek(moved, 64, SEEK_SET) == 64);
    CHECK_EQ(launch_with(moved), CC_SUCCESS);
    CHECK(echo_works());
    land();
}

/* Sends one header, which must cost the sender its channel and nobody anything else. */
static void expect_closed(wire_header_t header)
{
    int fd = channel(CONTROL_CHANNEL);
    CHECK(wire_send(fd, &header, NULL, 0));
    CHECK(!wire_receive(fd, &header));
    (void)close(fd);
    CHECK(echo_works());
}

static void forged_headers_close_their_channel_only(void)
{
    wire_header_t wrong = wire_header(WIRE_ECALL, RAW_ECHO, 0, 0);
    launch();
    expect_closed(wire_header(WIRE_ECALL, RAW_ECHO, UINT64_MAX, 0));
    expect_closed(wire_header(WIRE_ECALL, RAW_ECHO, 0, UINT64_MAX));
    expect_closed(wire_header(WIRE_ECALL, RAW_ECHO, WIRE_MAX_BUFFER + 1, 0));
    expect_closed(wire_header(WIRE_RETURN, 0, 0, 0));
    expect_closed(wire_header(WIRE_OCALL_RETURN, 0, 0, 0));
    expect_closed(wire_header((enum wire_kind)77, 0, 0, 0));
    expect_closed(wire_header(WIRE_TASK, 0, 8, 8));
    expect_closed(wire_header(WIRE_TASK, 0, 4096, 8));
    expect_closed(wire_header(WIRE_TASK, 0, 16, 9));
    wrong.magic++;
    expect_closed(wrong);
    land();
}

static void a_call_cut_short_ends_with_its_channel(void)
{
    launch();
    int fd = channel(CONTROL_CHANNEL);
    wire_header_t header = wire_header(WIRE_ECALL, RAW_ECHO, 100, 100);
    CHECK(wire_send(fd, &header, "half", 4));
    (void)close(fd);
    CHECK(echo_works());
    land();
}

/* Instead of answering its ocall the host says `header`; the enclave's call must fail, and the enclave live. */
static void answer_ocall_with(wire_header_t reply, const void *body, size_t size)
{
    uint8_t in[2] = {0, 1};
    int fd = channel(CONTROL_CHANNEL);
    wire_header_t header = wire_header(WIRE_ECALL, RAW_ASK_HOST, sizeof in, 2);
    CHECK(wire_send(fd, &header, in, sizeof in));
    CHECK(wire_receive(fd, &header) && header.kind == WIRE_OCALL && header.in_size == 2);
    CHECK(wire_read(fd, in, sizeof in));
    CHECK(wire_send(fd, &reply, body, size));
    CHECK(!wire_receive(fd, &header));
    (void)close(fd);
    CHECK(echo_works());
}

static void lies_about_an_ocall_are_refused(void)
{
    launch();
    answer_ocall_with(wire_header(WIRE_ECALL, RAW_ECHO, 0, 0), NULL, 0); /* re-entry */
    answer_ocall_with(wire_header(WIRE_OCALL_RETURN, 0, 0, 3), "abc", 3);
    answer_ocall_with(wire_header(WIRE_OCALL_RETURN, 0, 0, 1), "a", 1);
    answer_ocall_with(wire_header(WIRE_OCALL_RETURN, 0, 0, WIRE_MAX_BUFFER), NULL, 0);
    answer_ocall_with(wire_header(WIRE_RETURN, 0, 0, 2), "ab", 2);
    land();
}

static void a_host_that_leaves_during_an_ocall_is_survived(void)
{
    uint8_t in[2] = {0, 1};
    launch();
    int fd = channel(CONTROL_CHANNEL);
    wire_header_t header = wire_header(WIRE_ECALL, RAW_ASK_HOST, sizeof in, 2);
    CHECK(wire_send(fd, &header, in, sizeof in));
    CHECK(wire_receive(fd, &header));
    (void)close(fd);
    CHECK(echo_works());
    land();
}

static int memory(size_t size, unsigned seals)
{
    int fd = memfd_create("hostile", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    CHECK(fd >= 0 && ftruncate(fd, (off_t)size) == 0);
    CHECK_EQ(fcntl(fd, F_ADD_SEALS, seals), 0);
    return fd;
}

static uint32_t map(uint64_t address, uint64_t size, size_t real, unsigned seals)
{
    int fd = memory(real, seals);
    control_t packet = control_packet(CONTROL_MAP);
    packet.address = address;
    packet.size = size;
    uint32_t result = ask(packet, fd).result;
    (void)close(fd);
    return result;
}

static void memory_that_could_be_pulled_away_is_not_mapped(void)
{
    control_t unmap = control_packet(CONTROL_UNMAP);
    launch();
    CHECK_EQ(map(0x10000, 4096, 4096, 0), CC_ERROR_MEMORY_MAP_FAIL);
    CHECK_EQ(map(0x10000, 8192, 4096, F_SEAL_SHRINK), CC_ERROR_MEMORY_MAP_FAIL);
    CHECK_EQ(map(0x10000, 0, 4096, F_SEAL_SHRINK), CC_ERROR_MEMORY_MAP_FAIL);
    CHECK_EQ(map(0, 4096, 4096, F_SEAL_SHRINK), CC_ERROR_ADDRESS_UNACCESSABLE);
    CHECK_EQ(map(UINT64_MAX - 8, 4096, 4096, F_SEAL_SHRINK), CC_ERROR_ADDRESS_UNACCESSABLE);
    CHECK_EQ(map(0x10000, 4096, 4096, F_SEAL_SHRINK), CC_SUCCESS);
    CHECK_EQ(map(0x10800, 4096, 4096, F_SEAL_SHRINK), CC_ERROR_SHARED_MEMORY_REPEAT_REGISTER);
    CHECK_EQ(ask(control_packet(CONTROL_MAP), -1).result, CC_ERROR_BAD_PARAMETERS);
    unmap.address = 0x10001;
    CHECK_EQ(ask(unmap, -1).result, CC_ERROR_SHARED_MEMORY_NOT_REGISTERED);
    CHECK_EQ(ask(control_packet((enum control_kind)99), -1).result, CC_ERROR_INVALID_CMD);
    CHECK(echo_works());
    land();
}

/* Whoever takes one and drops the other keeps it open for ever. */
static void a_packet_with_two_descriptors_is_refused(void)
{
    union {
        struct cmsghdr align;
        uint8_t space[CMSG_SPACE(2 * sizeof(int))];
    } rights;
    control_t packet = control_packet(CONTROL_REPORT);
    struct iovec part = {&packet, sizeof packet};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = rights.space, .msg_controllen = sizeof rights.space};
    int unwanted = -1;
    launch();
    int both[2] = {image(), image()};
    memset(&rights, 0, sizeof rights);
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof both);
    memcpy(CMSG_DATA(header), both, sizeof both);
    CHECK_EQ(sendmsg(control, &message, MSG_NOSIGNAL), sizeof packet);
    CHECK(!control_receive(control, &packet, &unwanted));
    (void)close(both[0]);
    (void)close(both[1]);
    land();
}

static ring_t *start_pool(uint32_t qwords, uint32_t params, uint64_t size, uint32_t *result)
{
    int fd = memory(ring_size(8), F_SEAL_SHRINK);
    control_t packet = control_packet(CONTROL_POOL);
    cc_sl_config_t config = CC_USWITCHLESS_CONFIG_INITIALIZER;
    config.num_tworkers = 3;
    config.sl_call_pool_size_qwords = qwords;
    config.num_max_params = params;
    packet.config = config;
    packet.size = size;
    *result = ask(packet, fd).result;
    void *ring = mmap(NULL, ring_size(8), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    (void)close(fd);
    return ring;
}

static void forged_pools_are_refused(void)
{
    uint32_t result;
    launch();
    (void)start_pool(9, 16, ring_size(9), &result);
    CHECK_EQ(result, CC_ERROR_TSWITCHLESS_INIT_FAILED);
    (void)start_pool(1, 17, ring_size(1), &result);
    CHECK_EQ(result, CC_ERROR_TSWITCHLESS_INIT_FAILED);
    (void)start_pool(1, 16, 64, &result);
    CHECK_EQ(result, CC_ERROR_TSWITCHLESS_INIT_FAILED);
    (void)start_pool(1, 16, ring_size(1), &result);
    CHECK_EQ(result, CC_SUCCESS);
    (void)start_pool(1, 16, ring_size(1), &result);
    CHECK_EQ(result, CC_ERROR_SWITCHLESS_REINIT);
    CHECK(echo_works());
    land();
}

__attribute__((no_sanitize("thread"))) static void submit_slot(
    ring_t *ring, uint32_t number, uint16_t function, uint32_t argc, uint16_t retval_size)
{
    ring_slot_t *slot = &ring->slot[number];
    slot->func_id = function;
    slot->argc = argc;
    slot->retval_size = retval_size;
    atomic_store(&slot->status, SL_TASK_SUBMITTED);
    (void)atomic_fetch_or(&ring->signal[0], UINT64_C(1) << number);
    (void)atomic_fetch_add(&ring->doorbell, 1);
    futex_wake(&ring->doorbell, RING_MAX_WORKERS);
}

/* A worker that has not answered within ten seconds never will. */
static uint32_t await_slot(ring_t *ring, uint32_t number)
{
    ring_slot_t *slot = &ring->slot[number];
    uint64_t start = monotonic_nanos();
    while (atomic_load(&slot->status) < SL_TASK_DONE_SUCCESS) {
        if (monotonic_nanos() - start > UINT64_C(10000000000)) {
            return CC_ERROR_TIMEOUT;
        }
        (void)atomic_fetch_add(&ring->doorbell, 1);
        futex_wake(&ring->doorbell, 1);
        (void)sched_yield();
    }
    return atomic_load(&slot->status) == SL_TASK_DONE_SUCCESS ? CC_SUCCESS : (uint32_t)slot->ret_val;
}

static uint32_t run_slot(ring_t *ring, uint32_t number, uint16_t function, uint32_t argc, uint16_t retval_size)
{
    submit_slot(ring, number, function, argc, retval_size);
    return await_slot(ring, number);
}

static void forged_tasks_are_refused(void)
{
    uint32_t result;
    launch();
    ring_t *ring = start_pool(1, 3, ring_size(1), &result);
    CHECK_EQ(result, CC_SUCCESS);
    CHECK_EQ(run_slot(ring, 0, RAW_SL_ADD, 2, 8), CC_SUCCESS);
    CHECK_EQ(run_slot(ring, 1, RAW_SL_ADD, 4, 8), CC_ERROR_SWITCHLESS_INVALID_ARG_NUM);
    CHECK_EQ(run_slot(ring, 2, RAW_SL_ADD, UINT32_MAX, 8), CC_ERROR_SWITCHLESS_INVALID_ARG_NUM);
    CHECK_EQ(run_slot(ring, 3, RAW_SL_ADD, 2, 9), CC_ERROR_BAD_PARAMETERS);
    CHECK_EQ(run_slot(ring, 63, 0xffff, 2, 8), CC_ERROR_SWITCHLESS_INVALID_FUNCTION_ID);
    ring->slot[5].params[0] = 0xdead0000;
    ring->slot[5].params[1] = 64;
    CHECK_EQ(run_slot(ring, 5, RAW_SL_UPPER, 2, 8), CC_ERROR_SHARED_MEMORY_NOT_REGISTERED);
    atomic_store(&ring->looking, 77);
    atomic_store(&ring->sleeping, UINT32_MAX);
    CHECK_EQ(run_slot(ring, 6, RAW_SL_ADD, 2, 8), CC_SUCCESS);
    CHECK(echo_works());
    land();
}

/* Each of three workers wants the one way out, and the host closes it. */
static void workers_without_a_way_out_are_told_so(void)
{
    uint32_t result;
    launch();
    ring_t *ring = start_pool(1, 3, ring_size(1), &result);
    CHECK_EQ(result, CC_SUCCESS);
    int way_out = channel(CONTROL_OUTWARD);
    atomic_store(&ring->active, 3);
    futex_wake(&ring->active, RING_MAX_WORKERS);
    for (uint32_t number = 0; number < 3; number++) {
        submit_slot(ring, number, RAW_SL_ASK_HOST, 0, 8);
    }
    (void)usleep(200000);
    (void)close(way_out);
    for (uint32_t number = 0; number < 3; number++) {
        result = await_slot(ring, number);
        CHECK(result == CC_ERROR_COMMUNICATION || result == CC_ERROR_OCALL_NOT_ALLOWED);
    }
    CHECK(echo_works());
    land();
}

/* What it does is a data race, and meant to be one. */
__attribute__((no_sanitize("thread"))) static void *flip(void *argument)
{
    ring_t *ring = argument;
    while (atomic_load(&ring->stop) == 0) {
        ring->slot[0].argc = 2;
        ring->slot[0].argc = UINT32_MAX;
        ring->slot[0].func_id = RAW_SL_ADD;
        ring->slot[0].func_id = 0x7fff;
    }
    return NULL;
}

/* Another thread of the host changes the task while the worker reads it. */
static void a_task_that_changes_while_it_is_read_is_harmless(void)
{
    uint32_t result;
    pthread_t thread;
    launch();
    ring_t *ring = start_pool(1, 3, ring_size(1), &result);
    CHECK_EQ(pthread_create(&thread, NULL, flip, ring), 0);
    for (int i = 0; i < 2000; i++) {
        result = run_slot(ring, 0, RAW_SL_ADD, 2, 8);
        CHECK(result == CC_SUCCESS || result == CC_ERROR_SWITCHLESS_INVALID_ARG_NUM ||
              result == CC_ERROR_SWITCHLESS_INVALID_FUNCTION_ID);
    }
    CHECK(echo_works());
    atomic_store(&ring->stop, 1);
    CHECK_EQ(pthread_join(thread, NULL), 0);
    land();
}

int main(int argc, char **argv)
{
    (void)argc;
    begin(argv);
    RUN(an_image_is_a_regular_file);
    RUN(an_image_is_judged_before_it_is_copied);
    RUN(an_image_is_read_from_its_beginning);
    RUN(forged_headers_close_their_channel_only);
    RUN(a_call_cut_short_ends_with_its_channel);
    RUN(lies_about_an_ocall_are_refused);
    RUN(a_host_that_leaves_during_an_ocall_is_survived);
    RUN(memory_that_could_be_pulled_away_is_not_mapped);
    RUN(a_packet_with_two_descriptors_is_refused);
    RUN(forged_pools_are_refused);
    RUN(forged_tasks_are_refused);
    RUN(workers_without_a_way_out_are_told_so);
    RUN(a_task_that_changes_while_it_is_read_is_harmless);
    return end();
}
