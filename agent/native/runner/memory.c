/* Inside or outside: shared memory is all that lies outside of this process and can be reached from it. */
#include "memory_check.h"

#include "runner.h"

typedef enum { RANGE_EMPTY, RANGE_BAD, RANGE_GOOD } range_t;

static range_t judge(const void *addr, size_t size)
{
    if (addr == NULL && size == 0) {
        return RANGE_EMPTY;
    }
    return addr == NULL || size == 0 || (uintptr_t)addr + size < (uintptr_t)addr ? RANGE_BAD : RANGE_GOOD;
}

bool cc_enclave_memory_in_enclave(const void *addr, size_t size)
{
    range_t range = judge(addr, size);
    return range == RANGE_EMPTY ||
           (range == RANGE_GOOD && !shared_overlaps(addr, size) && !pool_overlaps(addr, size));
}

bool cc_enclave_memory_out_enclave(const void *addr, size_t size)
{
    range_t range = judge(addr, size);
    return range == RANGE_EMPTY || (range == RANGE_GOOD && shared_contains(addr, size));
}

bool cc_is_within_enclave(const void *ptr, size_t size)
{
    return cc_enclave_memory_in_enclave(ptr, size);
}
