/** @file lookup.h
 *  From a text to its row: the index of a table's ids.
 */
#ifndef MODEL_BASE_LOOKUP_H
#define MODEL_BASE_LOOKUP_H

#include <stdint.h>

#include "model/base/status.h"

typedef struct Lookup Lookup;

/** An empty index for about @p expected texts. Release with lookup_free(). */
Status lookup_new(int32_t expected, Lookup **out);

/** The index of @p count texts (borrowed): each with its place among them, equal ones with the
 * first. NO_MEMORY. */
Status lookup_list(const char *const *keys, int32_t count, Lookup **out);

/** Enters @p key (borrowed, outlives the index) with @p row unless it is there already; *@p found
 * is the row now stored, so `*found != row` tells a duplicate. @p found may be NULL. Amortised
 * O(1). */
Status lookup_add(Lookup *lookup, const char *key, int32_t row, int32_t *found);

/** The row of @p key, or -1. */
int32_t lookup_find(const Lookup *lookup, const char *key);

/** NULL is allowed. */
void lookup_free(Lookup *lookup);

#endif
