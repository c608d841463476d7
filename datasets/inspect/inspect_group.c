#include "datasets/inspect/inspect_group.h"

#include <stdbool.h>
#include <stdlib.h>

#include "model/base/memory.h"
#include "model/base/order.h"

static int compare(const void *left, const void *right)
{
    const SortKey *a = left, *b = right;

    if (a->major != b->major)
        return order_int(a->major, b->major);
    if (a->minor != b->minor)
        return order_int(a->minor, b->minor);
    return order_int(a->row, b->row);
}

void sort_keys(SortKey *keys, int32_t count)
{
    if (count > 1)
        qsort(keys, (size_t)count, sizeof *keys, compare);
}

static bool inside(int32_t group, int32_t groups)
{
    return group >= 0 && group < groups;
}

/* Counts the groups' sizes into begin, as offsets. */
static void lay_out(const int32_t *of, int32_t rows, int32_t groups, int32_t *begin)
{
    for (int32_t row = 0; row < rows; row++)
        if (inside(of[row], groups))
            begin[of[row] + 1]++;
    for (int32_t g = 0; g < groups; g++)
        begin[g + 1] += begin[g];
}

/* Sorts the rows of each group by key. */
static Status order_within(const int64_t *key, int32_t groups, const Grouping *made)
{
    int32_t widest = 0;
    SortKey *keys;

    for (int32_t g = 0; g < groups; g++)
        if (made->begin[g + 1] - made->begin[g] > widest)
            widest = made->begin[g + 1] - made->begin[g];
    keys = MEM_NEW(SortKey, widest);
    if (!keys)
        return STATUS_NO_MEMORY;
    for (int32_t g = 0; g < groups; g++) {
        int32_t *rows = made->rows + made->begin[g];
        int32_t count = made->begin[g + 1] - made->begin[g];

        for (int32_t i = 0; i < count; i++)
            keys[i] = (SortKey){key[rows[i]], 0, rows[i]};
        sort_keys(keys, count);
        for (int32_t i = 0; i < count; i++)
            rows[i] = keys[i].row;
    }
    mem_free(keys);
    return STATUS_OK;
}

Status grouping_new(const int32_t *of, const int64_t *key, int32_t rows, int32_t groups,
                    Grouping *out)
{
    Status status = STATUS_NO_MEMORY;
    Grouping made = {MEM_NEW(int32_t, (int64_t)groups + 1), MEM_NEW(int32_t, rows)};
    int32_t *next = MEM_NEW(int32_t, groups);

    if (!made.begin || !made.rows || !next)
        goto done;
    lay_out(of, rows, groups, made.begin);
    for (int32_t g = 0; g < groups; g++)
        next[g] = made.begin[g];
    for (int32_t row = 0; row < rows; row++)
        if (inside(of[row], groups))
            made.rows[next[of[row]]++] = row;
    if (key)
        TRY(order_within(key, groups, &made));
    *out = made;
    made = (Grouping){0};
    status = STATUS_OK;
done:
    mem_free(next);
    grouping_clear(&made);
    return status;
}

void grouping_clear(Grouping *grouping)
{
    mem_free(grouping->begin);
    mem_free(grouping->rows);
    *grouping = (Grouping){0};
}
