/*
 * What the enclave's process may ask of the kernel: a list, and everything else is refused.
 *
 * Two filters on top of each other, the stricter one wins. The first lets a loader read files; the second, once the
 * image is in, does not, nor does it let any more code be mapped.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "runner.h"

#if defined(__x86_64__)
#define MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define MACHINE AUDIT_ARCH_AARCH64
#else
#error "the sandbox knows x86-64 and aarch64"
#endif

/* A sanitizer's runtime asks for more than an enclave may: such builds are for tests alone. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANDBOX_OFF 1
#else
#define SANDBOX_OFF 0
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define ANSWER(action) BPF_STMT(BPF_RET | BPF_K, (action))
#define REFUSE(error) ANSWER(SECCOMP_RET_ERRNO | (error))
/* Falls through to the next instruction if not equal. */
#define ALLOW(number) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 1), ANSWER(SECCOMP_RET_ALLOW)
/* A call allowed only if none, or all, of `mask` is in argument `index`; four instructions to skip otherwise. */
#define ALLOW_WITHOUT(number, index, mask)                                      \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 4), LOAD(args[(index)]),   \
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (mask), 0, 1), REFUSE(EPERM), ANSWER(SECCOMP_RET_ALLOW)
#define ALLOW_WITH(number, index, mask)                                         \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 4), LOAD(args[(index)]),   \
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (mask), 1, 0), REFUSE(EPERM), ANSWER(SECCOMP_RET_ALLOW)

/* A foreign machine word means foreign call numbers: nothing can be said about them. */
#define PROLOGUE                                                        \
    LOAD(arch), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0),     \
        ANSWER(SECCOMP_RET_KILL_PROCESS), LOAD(nr)

#define COMMON                                                                                                \
    ALLOW(SYS_futex), ALLOW(SYS_sched_yield), ALLOW(SYS_recvfrom), ALLOW(SYS_recvmsg), ALLOW(SYS_sendto),     \
        ALLOW(SYS_sendmsg), ALLOW(SYS_read), ALLOW(SYS_write), ALLOW(SYS_readv), ALLOW(SYS_writev),           \
        ALLOW(SYS_close), ALLOW(SYS_lseek), ALLOW(SYS_fcntl), ALLOW(SYS_fstat), ALLOW(SYS_munmap),            \
        ALLOW(SYS_mremap), ALLOW(SYS_madvise), ALLOW(SYS_brk), ALLOW(SYS_getrandom), ALLOW(SYS_clock_gettime), \
        ALLOW(SYS_clock_nanosleep), ALLOW(SYS_nanosleep), ALLOW(SYS_gettimeofday), ALLOW(SYS_rt_sigprocmask), \
        ALLOW(SYS_rt_sigaction), ALLOW(SYS_rt_sigreturn), ALLOW(SYS_sigaltstack), ALLOW(SYS_gettid),          \
        ALLOW(SYS_getpid), ALLOW(SYS_tgkill), ALLOW(SYS_set_robust_list), ALLOW(SYS_rseq), ALLOW(SYS_exit),   \
        ALLOW(SYS_exit_group), ALLOW(SYS_sched_getaffinity), ALLOW(SYS_sched_setaffinity),                    \
        ALLOW(SYS_shutdown), ALLOW(SYS_membarrier), ALLOW(SYS_restart_syscall), ALLOW(SYS_uname),             \
        ALLOW(SYS_sysinfo), ALLOW_WITH(SYS_clone, 0, CLONE_THREAD)

/* clone3 hides its flags behind a pointer; told that there is none, the C library uses clone. */
#define EPILOGUE \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1), REFUSE(ENOSYS), REFUSE(EPERM)

static bool install(struct sock_filter *filter, unsigned short length)
{
    struct sock_fprog program = {length, filter};
    return SANDBOX_OFF || syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
}

bool sandbox_for_loading(void)
{
    struct sock_filter filter[] = {
        PROLOGUE,
        COMMON,
        ALLOW(SYS_mmap),
        ALLOW(SYS_mprotect),
        ALLOW(SYS_memfd_create),
        ALLOW(SYS_ftruncate),
        ALLOW(SYS_pread64),
        ALLOW(SYS_newfstatat),
        ALLOW(SYS_seccomp),
        ALLOW_WITHOUT(SYS_openat, 2, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC),
#ifdef SYS_readlink
        ALLOW(SYS_readlink),
#endif
        ALLOW(SYS_readlinkat),
        EPILOGUE,
    };
    return install(filter, (unsigned short)CC_ARRAY_LEN(filter));
}

bool sandbox_for_serving(void)
{
    struct sock_filter filter[] = {
        PROLOGUE,
        COMMON,
        ALLOW_WITH(SYS_newfstatat, 3, AT_EMPTY_PATH), /* how the C library says fstat */
        ALLOW_WITHOUT(SYS_mmap, 2, PROT_EXEC),
        ALLOW_WITHOUT(SYS_mprotect, 2, PROT_EXEC),
        EPILOGUE,
    };
    return install(filter, (unsigned short)CC_ARRAY_LEN(filter));
}
