/*
 * The enclave's image: judged by its size, read once into memory that nobody can change, then measured and loaded from
 * there.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runner.h"
#include "sha256.h"

#define MAX_IMAGE ((off_t)1 << 30)

#ifndef MFD_EXEC
#define MFD_EXEC 0x0010u
#endif

static int new_memory(void)
{
    int memory = memfd_create("enclave", MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_EXEC);
    /* Kernels before 6.3 do not know the flag, and need none. */
    return memory >= 0 ? memory : memfd_create("enclave", MFD_CLOEXEC | MFD_ALLOW_SEALING);
}

static bool size_of(int fd, off_t *size)
{
    struct stat file;
    bool right = fstat(fd, &file) == 0 && S_ISREG(file.st_mode) && file.st_size > 0 && file.st_size <= MAX_IMAGE;
    *size = right ? file.st_size : 0;
    return right;
}

/* The host still has the file: whatever it does to it meanwhile, no more than `size` bytes are taken, and no fewer. */
static bool copy(int from, off_t size, int to)
{
    static uint8_t block[1 << 16];
    for (off_t at = 0; at < size;) {
        off_t left = size - at;
        ssize_t got = pread(from, block, left < (off_t)sizeof block ? (size_t)left : sizeof block, at);
        if (got <= 0 || write(to, block, (size_t)got) != got) {
            return false;
        }
        at += got;
    }
    return fcntl(to, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0;
}

static cc_enclave_result_t measure(int memory, size_t size, image_t *image)
{
    void *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, memory, 0);
    if (bytes == MAP_FAILED) {
        return CC_ERROR_OUT_OF_MEMORY;
    }
    sha256_t hash;
    sha256_init(&hash);
    sha256_update(&hash, bytes, size);
    sha256_final(&hash, image->image);
    bool elf = image_measure(bytes, size, image->memory);
    (void)munmap(bytes, size);
    return elf ? CC_SUCCESS : CC_ERROR_INVALID_ENCLAVE;
}

/* The tables that every generated stub exports; an image without them is no enclave. */
static cc_enclave_result_t find_tables(void *handle, image_t *image)
{
    const size_t *ecalls = dlsym(handle, "ecall_table_size");
    const size_t *tasks = dlsym(handle, "sl_ecall_func_table_size");
    image->ecalls = dlsym(handle, "cc_ecall_tables");
    image->tasks = dlsym(handle, "sl_ecall_func_table");
    if (ecalls == NULL || image->ecalls == NULL) {
        return CC_ERROR_INVALID_METADATA;
    }
    image->ecall_count = *ecalls;
    image->task_count = tasks == NULL || image->tasks == NULL ? 0 : *tasks;
    return CC_SUCCESS;
}

static cc_enclave_result_t load(int memory, image_t *image)
{
    char path[32];
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", memory);
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) {
        (void)fprintf(stderr, "attestry: the image does not load: %s\n", dlerror());
        return CC_ERROR_INVALID_ENCLAVE;
    }
    return find_tables(handle, image);
}

cc_enclave_result_t image_load(int fd, image_t *image)
{
    off_t size;
    if (!size_of(fd, &size)) {
        return CC_ERROR_INVALID_ENCLAVE;
    }
    int memory = new_memory();
    if (memory < 0) {
        return CC_ERROR_OUT_OF_MEMORY;
    }
    cc_enclave_result_t result =
        copy(fd, size, memory) ? measure(memory, (size_t)size, image) : CC_ERROR_READ_DATA;
    if (result == CC_SUCCESS) {
        result = load(memory, image);
    }
    (void)close(memory);
    return result;
}
