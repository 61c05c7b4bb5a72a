/* Memory of the host that is mapped here: where it lies, and who uses it now. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "runner.h"

typedef struct region {
    uint64_t host;
    uint64_t size;
    uint8_t *here;
    uint32_t pins;
    struct region *next;
} region_t;

static pthread_mutex_t regions_lock = PTHREAD_MUTEX_INITIALIZER;
static region_t *regions;

/* More blocks than this no call may use at once. */
#define MAX_PINNED 64

static _Thread_local unsigned calls; /* one within the other: a task may come with an ordinary call */
static _Thread_local region_t *pinned[MAX_PINNED];
static _Thread_local size_t pinned_count;

void *shared_map_descriptor(int fd, uint64_t size)
{
    struct stat file;
    int seals = fcntl(fd, F_GET_SEALS);
    if (size == 0 || size > WIRE_MAX_BUFFER || fstat(fd, &file) != 0 || file.st_size < 0 ||
        (uint64_t)file.st_size < size || seals < 0 || (seals & F_SEAL_SHRINK) == 0) {
        return NULL;
    }
    void *here = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    return here == MAP_FAILED ? NULL : here;
}

/* The region that has all of a host range, or NULL. The lock is held by the caller. */
static region_t *find(uint64_t host, uint64_t size)
{
    for (region_t *region = regions; region != NULL; region = region->next) {
        if (host >= region->host && host - region->host <= region->size &&
            size <= region->size - (host - region->host)) {
            return region;
        }
    }
    return NULL;
}

static bool overlaps_another(uint64_t host, uint64_t size)
{
    for (const region_t *region = regions; region != NULL; region = region->next) {
        if (host < region->host + region->size && region->host < host + size) {
            return true;
        }
    }
    return false;
}

static cc_enclave_result_t add(region_t *region)
{
    cc_enclave_result_t result = CC_SUCCESS;
    (void)pthread_mutex_lock(&regions_lock);
    if (overlaps_another(region->host, region->size)) {
        result = CC_ERROR_SHARED_MEMORY_REPEAT_REGISTER;
    } else {
        region->next = regions;
        regions = region;
    }
    (void)pthread_mutex_unlock(&regions_lock);
    return result;
}

cc_enclave_result_t shared_map(int fd, uint64_t host_address, uint64_t size)
{
    if (host_address == 0 || host_address + size < host_address) {
        return CC_ERROR_ADDRESS_UNACCESSABLE;
    }
    region_t *region = calloc(1, sizeof *region);
    if (region == NULL) {
        return CC_ERROR_OUT_OF_MEMORY;
    }
    region->host = host_address;
    region->size = size;
    region->here = shared_map_descriptor(fd, size);
    cc_enclave_result_t result = region->here == NULL ? CC_ERROR_MEMORY_MAP_FAIL : add(region);
    if (result != CC_SUCCESS) {
        if (region->here != NULL) {
            (void)munmap(region->here, size);
        }
        free(region);
    }
    return result;
}

cc_enclave_result_t shared_unmap(uint64_t host_address)
{
    cc_enclave_result_t result = CC_ERROR_SHARED_MEMORY_NOT_REGISTERED;
    (void)pthread_mutex_lock(&regions_lock);
    for (region_t **at = &regions; *at != NULL; at = &(*at)->next) {
        region_t *region = *at;
        if (region->host == host_address) {
            result = region->pins > 0 ? CC_ERROR_BUSY : CC_SUCCESS;
            if (result == CC_SUCCESS) {
                *at = region->next;
                (void)munmap(region->here, region->size);
                free(region);
            }
            break;
        }
    }
    (void)pthread_mutex_unlock(&regions_lock);
    return result;
}

void shared_call_begin(void)
{
    calls++;
}

void shared_call_end(void)
{
    if (--calls == 0 && pinned_count > 0) {
        (void)pthread_mutex_lock(&regions_lock);
        while (pinned_count > 0) {
            pinned[--pinned_count]->pins--;
        }
        (void)pthread_mutex_unlock(&regions_lock);
    }
}

/* A thread that serves no call has nobody to unpin for it: such a caller answers for the lifetime itself. */
static bool pin(region_t *region)
{
    bool has = calls == 0;
    for (size_t i = 0; i < pinned_count && !has; i++) {
        has = pinned[i] == region;
    }
    if (!has && pinned_count < MAX_PINNED) {
        pinned[pinned_count++] = region;
        region->pins++;
        has = true;
    }
    return has;
}

void *cc_shared_range(uint64_t host_addr, size_t size)
{
    void *here = NULL;
    (void)pthread_mutex_lock(&regions_lock);
    region_t *region = host_addr == 0 ? NULL : find(host_addr, size);
    if (region != NULL && pin(region)) {
        here = region->here + (host_addr - region->host);
    }
    (void)pthread_mutex_unlock(&regions_lock);
    return here;
}

size_t cc_shared_room(uint64_t host_addr)
{
    size_t room = 0;
    (void)pthread_mutex_lock(&regions_lock);
    const region_t *region = host_addr == 0 ? NULL : find(host_addr, 1);
    if (region != NULL) {
        room = (size_t)(region->size - (host_addr - region->host));
    }
    (void)pthread_mutex_unlock(&regions_lock);
    return room;
}

size_t addr_host_to_enclave(size_t host_addr)
{
    return (size_t)(uintptr_t)cc_shared_range(host_addr, 1);
}

static bool any_region(const void *address, size_t size, bool whole)
{
    uintptr_t from = (uintptr_t)address;
    bool found = false;
    (void)pthread_mutex_lock(&regions_lock);
    for (const region_t *region = regions; region != NULL && !found; region = region->next) {
        uintptr_t start = (uintptr_t)region->here;
        uintptr_t end = start + region->size;
        found = whole ? from >= start && from + size <= end : from < end && start < from + size;
    }
    (void)pthread_mutex_unlock(&regions_lock);
    return found;
}

bool shared_overlaps(const void *address, size_t size)
{
    return any_region(address, size, false);
}

bool shared_contains(const void *address, size_t size)
{
    return any_region(address, size, true);
}
