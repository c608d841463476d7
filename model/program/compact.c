#include "model/program/compact.h"

#include <math.h>

#include "model/base/memory.h"
#include "model/program/bond.h"
#include "model/program/compact_parts.h"

/* Entries a single link or pair of requests may add. */
enum { PAIR_ENTRIES_MAX = 250000 };

/* x and w: a visit of one request is its booking; both visits of a stand are one column. */
static Status add_columns(const Catalog *catalog, Compact *compact)
{
    const Requests *requests = &catalog->clinic->requests;
    Slate *slate = &compact->slate;
    Linear *linear = &compact->linear;
    Status status = STATUS_OK;

    for (int32_t v = 0; v < slate->n_visits; v++) {
        const SlateVisit *visit = &slate->visits[v];
        double worth = visit->key < 0 ? 0 : placement_place_worth(catalog, visit->key);

        TRY(linear_column(linear, 0, 1, worth, true, &compact->visit_column[v]));
        TRY(linear_name_column(linear, compact->visit_column[v], "w[%d]", (int)v));
    }
    for (int32_t i = 0; i < slate->n_stands; i++)
        if (slate->stands[i].visit >= 0 && slate->stands[i].fixed_visit >= 0)
            compact->visit_column[slate->stands[i].fixed_visit] =
                compact->visit_column[slate->stands[i].visit];
    for (int32_t b = 0; b < slate->n_bookings; b++) {
        const SlateBooking *booking = &slate->bookings[b];
        int32_t column = compact->visit_column[booking->visit];

        if (booking->stand >= 0)
            TRY(linear_column(linear, 0, 1, 0, true, &column));
        compact->booking_column[b] = column;
        linear->columns[column].low = booking->fixed ? 1 : 0;
        linear->columns[column].cost =
            booking->profit + placement_absence(catalog, booking->request);
        TRY(linear_name_column(linear, column, "x[%s,%d]", requests->request[booking->request],
                               (int)b));
    }
    for (int32_t r = 0; r < requests->rows; r++)
        linear->constant -= placement_absence(catalog, r);
done:
    return status;
}

/* GROUP[v]: x[b] <= w, and the sum of x at most capacity x w. */
static Status add_groups(const Catalog *catalog, Compact *compact)
{
    const Slate *slate = &compact->slate;
    Linear *linear = &compact->linear;
    Status status = STATUS_OK;

    for (int32_t i = 0; i < slate->n_stands; i++) {
        const SlateStand *stand = &slate->stands[i];
        int32_t v = stand->visit >= 0 ? stand->visit : stand->fixed_visit, all = 0;
        int32_t capacity = catalog->clinic->visit_types.group_capacity[slate->visits[v].type];

        TRY(linear_row(linear, -INFINITY, 0, &all));
        TRY(linear_name_row(linear, all, "GROUP[%d]", (int)v));
        TRY(linear_entry(linear, all, compact->visit_column[v], -capacity));
        for (int32_t k = stand->begin; k < stand->end; k++) {
            int32_t b = slate->stand_bookings[k], row = 0;

            TRY(linear_entry(linear, all, compact->booking_column[b], 1));
            TRY(linear_row(linear, -INFINITY, 0, &row));
            TRY(linear_name_row(linear, row, "GROUP[%d,%d]", (int)v, (int)b));
            TRY(linear_entry(linear, row, compact->booking_column[b], 1));
            TRY(linear_entry(linear, row, compact->visit_column[v], -1));
        }
    }
done:
    return status;
}

/* RESERVE[key]: places held; each one not held costs its worth. */
static Status add_reserves(const Catalog *catalog, Compact *compact)
{
    Linear *linear = &compact->linear;
    int32_t first = linear->n_rows;
    Status status = STATUS_OK;

    for (int32_t key = 0; key < catalog->n_reserves; key++) {
        int32_t row = 0;

        TRY(linear_row(linear, -INFINITY, catalog->reserves[key].count, &row));
        TRY(linear_name_row(linear, row, "RESERVE[%d]", (int)key));
        linear->constant -= catalog->reserves[key].count * placement_place_worth(catalog, key);
    }
    for (int32_t v = 0; v < compact->slate.n_visits; v++)
        if (compact->slate.visits[v].key >= 0)
            TRY(linear_entry(linear, first + compact->slate.visits[v].key, compact->visit_column[v],
                             1));
done:
    return status;
}

Status compact_build(const Catalog *catalog, int32_t bookings_max, Compact *out, bool *within)
{
    Compact compact = {0};
    Status status = STATUS_OK;
    bool whole = true;

    TRY(slate_new(catalog, bookings_max, &compact.slate, within));
    if (!*within)
        goto done;
    compact.visit_column = MEM_NEW(int32_t, compact.slate.n_visits);
    compact.booking_column = MEM_NEW(int32_t, compact.slate.n_bookings);
    if (!compact.visit_column || !compact.booking_column) {
        status = STATUS_NO_MEMORY;
        goto done;
    }
    TRY(add_columns(catalog, &compact));
    TRY(add_groups(catalog, &compact));
    TRY(add_reserves(catalog, &compact));
    TRY(bond_add(catalog, &compact.slate, compact.booking_column, PAIR_ENTRIES_MAX, &compact.linear,
                 &whole));
    TRY(compact_add_capacity(catalog, &compact));
    *out = compact;
    compact = (Compact){0};
done:
    compact_clear(&compact);
    return status;
}

void compact_clear(Compact *compact)
{
    slate_clear(&compact->slate);
    linear_clear(&compact->linear);
    mem_free(compact->visit_column);
    mem_free(compact->booking_column);
    *compact = (Compact){0};
}
