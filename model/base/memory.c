#include "model/base/memory.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static _Atomic int64_t countdown; /* allocations until the one that fails; 0: never */
static _Atomic int64_t counted;

static int refused_by_test(void)
{
    atomic_fetch_add(&counted, 1);
    if (atomic_load(&countdown) <= 0)
        return 0;
    return atomic_fetch_sub(&countdown, 1) == 1;
}

void *mem_flexible(size_t head, int64_t count, size_t size)
{
    size_t bytes = 0;
    void *block = NULL;

    if (count >= 0 && !__builtin_mul_overflow((size_t)count, size, &bytes) &&
        !__builtin_add_overflow(bytes, head, &bytes) && !refused_by_test())
        block = calloc(1, bytes ? bytes : 1);
    if (!block)
        fault(STATUS_NO_MEMORY, "out of memory: %lld elements of %zu bytes", (long long)count,
              size);
    return block;
}

void *mem_array(int64_t count, size_t size)
{
    return mem_flexible(0, count, size);
}

Status mem_grow(void **array, int32_t *capacity, int64_t wanted, size_t size)
{
    int64_t larger = *capacity < 8 ? 8 : (int64_t)*capacity + *capacity / 2;
    size_t bytes = 0;
    void *block = NULL;

    if (wanted <= *capacity)
        return STATUS_OK;
    if (larger < wanted)
        larger = wanted;
    if (larger > INT32_MAX)
        larger = wanted;
    if (larger <= INT32_MAX && !__builtin_mul_overflow((size_t)larger, size, &bytes) &&
        !refused_by_test())
        block = realloc(*array, bytes);
    if (!block)
        return fault(STATUS_NO_MEMORY, "out of memory: %lld elements of %zu bytes",
                     (long long)wanted, size);
    memset((char *)block + (size_t)*capacity * size, 0, bytes - (size_t)*capacity * size);
    *array = block;
    *capacity = (int32_t)larger;
    return STATUS_OK;
}

void mem_free(void *block)
{
    free(block);
}

void mem_fail_at(int64_t nth)
{
    atomic_store(&counted, 0);
    atomic_store(&countdown, nth);
}

int64_t mem_count(void)
{
    return atomic_load(&counted);
}
