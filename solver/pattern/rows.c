#include "solver/pattern/rows.h"

#include <math.h>

int32_t rows_mandatory(const PathKind *kinds, int32_t n, int32_t v, int32_t k)
{
    for (int32_t i = 0; i < n; i++)
        if (kinds[i].item->mandatory && kinds[i].soft_last[v] > -INFINITY && k-- == 0)
            return i;
    return -1;
}

int32_t rows_number(const PathKind *kinds, int32_t n, int32_t slots, int32_t *row_at,
                    int32_t *next_mandatory)
{
    int32_t next = slots + 1;

    row_at[0] = 0;
    for (int32_t v = 0; v <= slots; v++) {
        int32_t taken = 0;

        while (v < slots && rows_mandatory(kinds, n, v, taken) >= 0)
            taken++;
        row_at[v + 1] = row_at[v] + taken + 1;
    }
    for (int32_t v = slots; v >= 0; v--) {
        next_mandatory[v] = next;
        if (row_at[v + 1] - row_at[v] > 1)
            next = v;
    }
    return row_at[slots + 1];
}
