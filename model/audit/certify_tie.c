#include "model/audit/certify_tie.h"

#include "model/base/memory.h"

/* The request that stands for all that are connected with @p r; shortens the way to it. */
static int32_t root_of(int32_t *above, int32_t r)
{
    while (above[r] != r) {
        above[r] = above[above[r]];
        r = above[r];
    }
    return r;
}

static int32_t keys_of(int32_t kind)
{
    switch (kind) {
    case LINK_AFTER:
        return KEY_DATE;
    case LINK_SAME_PROVIDER:
        return KEY_PROVIDER;
    default:
        return KEY_DATE | KEY_SITE | KEY_START;
    }
}

static void add_keys(const Clinic *clinic, Ties *ties, int32_t r, int32_t kind)
{
    int32_t keys = keys_of(kind);

    if (clinic->requests.status[r] == REQUEST_FIXED)
        return;
    if (clinic->visit_types.group_capacity[clinic->requests.visit_type[r]] > 1)
        keys &= ~KEY_START;
    ties->keys[r] |= keys;
}

Status ties_init(const Facts *facts, Ties *ties)
{
    const Clinic *clinic = facts->clinic;
    const Links *links = &clinic->links;
    int32_t *above = MEM_NEW(int32_t, clinic->requests.rows);
    int32_t *owner = MEM_NEW(int32_t, 2 * (int64_t)links->rows);
    Status status = STATUS_NO_MEMORY;

    *ties = (Ties){.keys = MEM_NEW(int32_t, clinic->requests.rows)};
    if (!above || !owner || !ties->keys)
        goto done;
    for (int32_t r = 0; r < clinic->requests.rows; r++)
        above[r] = r;
    for (int32_t row = 0; row < links->rows; row++) {
        int32_t first = root_of(above, links->first[row]);
        int32_t second = root_of(above, links->second[row]);

        owner[2 * row] = owner[2 * row + 1] = -1;
        if (first == second)
            continue;
        above[second] = first;
        owner[2 * row] = links->first[row];
        owner[2 * row + 1] = links->second[row];
        add_keys(clinic, ties, links->first[row], links->kind[row]);
        add_keys(clinic, ties, links->second[row], links->kind[row]);
    }
    TRY(rows_new(owner, 2 * links->rows, clinic->requests.rows, &ties->used));
done:
    mem_free(above);
    mem_free(owner);
    return status;
}

void ties_clear(Ties *ties)
{
    rows_clear(&ties->used);
    mem_free(ties->keys);
    *ties = (Ties){0};
}
