/** @file memory.h
 *  Checked allocation that can be told to fail.
 *
 *  Every allocation of the project passes here, so that the n-th one can be made to fail in a test
 *  (mem_fail_at) and so that counts are checked for overflow in one place. A failed allocation has
 *  recorded its fault(); the caller only passes STATUS_NO_MEMORY on.
 */
#ifndef MODEL_BASE_MEMORY_H
#define MODEL_BASE_MEMORY_H

#include <stddef.h>
#include <stdint.h>

#include "model/base/status.h"

/** Zeroed array of @p count elements of @p size bytes; NULL (fault recorded) when it cannot be had.
 *  A count of 0 gives a valid pointer. Release with mem_free(). */
void *mem_array(int64_t count, size_t size);

/** Zeroed head of @p head bytes followed by @p count elements of @p size bytes (a flexible array).
 */
void *mem_flexible(size_t head, int64_t count, size_t size);

/** Makes room for at least @p wanted elements of @p size bytes in *@p array, growing geometrically.
 *  New elements are zero. On failure (NO_MEMORY) nothing has changed. @p capacity is in elements.
 */
Status mem_grow(void **array, int32_t *capacity, int64_t wanted, size_t size);

/** Releases what the functions above gave; NULL is allowed. */
void mem_free(void *block);

/** Test hook: the @p nth allocation from now on fails (1 = the next); 0 switches this off. */
void mem_fail_at(int64_t nth);

/** Test hook: allocations counted since the last mem_fail_at(). */
int64_t mem_count(void);

/** `int32_t *days = MEM_NEW(int32_t, n);` */
#define MEM_NEW(type, count) ((type *)mem_array((int64_t)(count), sizeof(type)))

#endif
