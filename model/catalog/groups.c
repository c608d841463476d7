#include "model/catalog/groups.h"

#include <stddef.h>

#include "model/base/memory.h"

static void count_key(int32_t *begin, int32_t key)
{
    if (key >= 0)
        begin[key + 1]++;
}

/* begin[k] is where the next item of key k goes; afterwards it is where the next key begins. */
static void put_item(Groups *groups, int32_t key, int32_t item)
{
    if (key >= 0)
        groups->items[groups->begin[key]++] = item;
}

Status groups_init_pairs(Groups *groups, const int32_t *key, const int32_t *other_key,
                         int32_t n_items, int32_t n_keys)
{
    Groups made = {NULL, NULL};
    Status status = STATUS_NO_MEMORY;

    made.begin = MEM_NEW(int32_t, (int64_t)n_keys + 1);
    if (!made.begin)
        goto done;
    for (int32_t i = 0; i < n_items; i++) {
        count_key(made.begin, key[i]);
        if (other_key && other_key[i] != key[i])
            count_key(made.begin, other_key[i]);
    }
    for (int32_t k = 0; k < n_keys; k++)
        made.begin[k + 1] += made.begin[k];
    made.items = MEM_NEW(int32_t, made.begin[n_keys]);
    if (!made.items)
        goto done;
    for (int32_t i = 0; i < n_items; i++) {
        put_item(&made, key[i], i);
        if (other_key && other_key[i] != key[i])
            put_item(&made, other_key[i], i);
    }
    for (int32_t k = n_keys; k > 0; k--)
        made.begin[k] = made.begin[k - 1];
    made.begin[0] = 0;
    *groups = made;
    made = (Groups){NULL, NULL};
    status = STATUS_OK;
done:
    groups_clear(&made);
    return status;
}

Status groups_init(Groups *groups, const int32_t *key, int32_t n_items, int32_t n_keys)
{
    return groups_init_pairs(groups, key, NULL, n_items, n_keys);
}

void groups_clear(Groups *groups)
{
    mem_free(groups->begin);
    mem_free(groups->items);
    *groups = (Groups){NULL, NULL};
}
