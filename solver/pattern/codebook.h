/** @file codebook.h
 *  Dense numbers for keys of two words: the first key entered is 0, the next new one 1.
 */
#ifndef SOLVER_PATTERN_CODEBOOK_H
#define SOLVER_PATTERN_CODEBOOK_H

#include <stdint.h>

#include "model/base/status.h"

typedef struct CodeKey {
    uint64_t high, low;
} CodeKey;

typedef struct Codebook {
    int32_t count, capacity;
    CodeKey *keys;   /* owned, [count] */
    int32_t *slots;  /* owned, [n_slots]: number of a key, or -1 */
    int32_t n_slots; /* a power of two */
} Codebook;

/** The number of @p key, entered if it is new. NO_MEMORY. Amortised O(1). */
Status codebook_enter(Codebook *book, CodeKey key, int32_t *number);

/** The number of @p key, or -1. */
int32_t codebook_find(const Codebook *book, CodeKey key);

/** Releases and empties; an empty one is all zero. */
void codebook_clear(Codebook *book);

#endif
