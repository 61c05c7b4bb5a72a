/* Blocks of shared memory, each owned by one enclave and known by its start address alone. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "engine.h"

typedef struct block {
    const sim_enclave_t *owner;
    void *address;
    size_t size;
    int memory;
    bool registered;
    struct block *next;
} block_t;

static pthread_mutex_t blocks_lock = PTHREAD_MUTEX_INITIALIZER;
static block_t *blocks;

int sim_memory_new(size_t size, void **address)
{
    int memory = memfd_create("attestry-shared", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (memory < 0) {
        return -1;
    }
    if (ftruncate(memory, (off_t)size) == 0 &&
        fcntl(memory, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0) {
        *address = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
        if (*address != MAP_FAILED) {
            return memory;
        }
    }
    (void)close(memory);
    return -1;
}

static void release(block_t *block)
{
    (void)munmap(block->address, block->size);
    (void)close(block->memory);
    free(block);
}

/* The lock is held by the caller. */
static block_t **find(const void *address)
{
    block_t **at = &blocks;
    while (*at != NULL && (*at)->address != address) {
        at = &(*at)->next;
    }
    return at;
}

static cc_enclave_result_t check(const block_t *block, const sim_enclave_t *enclave)
{
    if (block == NULL) {
        return CC_ERROR_SHARED_MEMORY_START_ADDR_INVALID;
    }
    return block->owner == enclave ? CC_SUCCESS : CC_ERROR_INVALID_HANDLE;
}

void *sim_malloc_shared(cc_enclave_t *context, size_t size, bool is_control_buf)
{
    CC_IGNORE(is_control_buf);
    sim_enclave_t *enclave = sim_of(context);
    if (enclave == NULL || enclave->pool == NULL || size == 0 || size > WIRE_MAX_BUFFER) {
        return NULL;
    }
    block_t *block = calloc(1, sizeof *block);
    if (block == NULL) {
        return NULL;
    }
    block->owner = enclave;
    block->size = size;
    block->memory = sim_memory_new(size, &block->address);
    if (block->memory < 0) {
        free(block);
        return NULL;
    }
    (void)pthread_mutex_lock(&blocks_lock);
    block->next = blocks;
    blocks = block;
    void *address = block->address;
    (void)pthread_mutex_unlock(&blocks_lock);
    return address;
}

/* The lock is held through the question: a block must not be freed while the enclave maps it. */
static cc_enclave_result_t tell(cc_enclave_t *context, void *ptr, enum control_kind kind)
{
    sim_enclave_t *enclave = sim_of(context);
    bool map = kind == CONTROL_MAP;
    (void)pthread_mutex_lock(&blocks_lock);
    block_t *block = *find(ptr);
    cc_enclave_result_t result = check(block, enclave);
    if (result == CC_SUCCESS && map == block->registered) {
        result = map ? CC_ERROR_SHARED_MEMORY_REPEAT_REGISTER : CC_ERROR_SHARED_MEMORY_NOT_REGISTERED;
    }
    if (result == CC_SUCCESS) {
        control_t packet = control_packet(kind);
        packet.address = (uint64_t)(uintptr_t)block->address;
        packet.size = block->size;
        result = sim_ask(enclave, &packet, map ? block->memory : -1);
        bool gone = !map && result == CC_ERROR_ENCLAVE_DEAD;
        result = gone ? CC_SUCCESS : result;
        block->registered = result == CC_SUCCESS ? map : block->registered;
    }
    (void)pthread_mutex_unlock(&blocks_lock);
    return result;
}

cc_enclave_result_t sim_register_shared(cc_enclave_t *context, void *ptr)
{
    return tell(context, ptr, CONTROL_MAP);
}

cc_enclave_result_t sim_unregister_shared(cc_enclave_t *context, void *ptr)
{
    return tell(context, ptr, CONTROL_UNMAP);
}

cc_enclave_result_t sim_free_shared(cc_enclave_t *context, void *ptr)
{
    (void)pthread_mutex_lock(&blocks_lock);
    block_t **at = find(ptr);
    block_t *block = *at;
    cc_enclave_result_t result = check(block, sim_of(context));
    if (result == CC_SUCCESS && block->registered) {
        result = CC_ERROR_BAD_STATE;
    }
    if (result == CC_SUCCESS) {
        *at = block->next;
        release(block);
    }
    (void)pthread_mutex_unlock(&blocks_lock);
    return result;
}

void sim_shared_close(sim_enclave_t *enclave)
{
    (void)pthread_mutex_lock(&blocks_lock);
    block_t **at = &blocks;
    while (*at != NULL) {
        block_t *block = *at;
        if (block->owner == enclave) {
            *at = block->next;
            release(block);
        } else {
            at = &block->next;
        }
    }
    (void)pthread_mutex_unlock(&blocks_lock);
}
