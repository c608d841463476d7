/** @file groups.h
 *  Rows sorted by a key: all items of one key stand together.
 */
#ifndef MODEL_CATALOG_GROUPS_H
#define MODEL_CATALOG_GROUPS_H

#include <stdint.h>

#include "model/base/status.h"

/** The items of key k are items[begin[k]] to items[begin[k + 1] - 1], in ascending order. */
typedef struct Groups {
    int32_t *begin; /* owned, [keys + 1] */
    int32_t *items; /* owned */
} Groups;

/** Groups the items 0..n_items-1 by key[item] in 0..n_keys-1; items with a negative key are left
 *  out. NO_MEMORY. Release with groups_clear(). Linear time. */
Status groups_init(Groups *groups, const int32_t *key, int32_t n_items, int32_t n_keys);

/** Groups the items by two keys each: an item stands under both (once when they are equal). */
Status groups_init_pairs(Groups *groups, const int32_t *key, const int32_t *other_key,
                         int32_t n_items, int32_t n_keys);

/** Releases and empties. */
void groups_clear(Groups *groups);

#endif
