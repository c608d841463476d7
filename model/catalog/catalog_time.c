/* The calendar side of the catalog: sessions, closures and open hours on the grid. */
#include <stdlib.h>

#include "model/base/lookup.h"
#include "model/base/memory.h"
#include "model/base/order.h"
#include "model/catalog/catalog_parts.h"
#include "model/clinic/calendar.h"

static int by_provider_and_time(const void *a, const void *b)
{
    const CatalogSession *s = a, *t = b;
    const int64_t ours[] = {s->provider, s->start_min, s->row};
    const int64_t theirs[] = {t->provider, t->start_min, t->row};

    return order_keys(ours, theirs, 3);
}

/* Where the days of each provider begin. */
static Status index_days(Catalog *catalog)
{
    int32_t n_providers = catalog->clinic->providers.rows, days = catalog->days;
    int32_t *begin = MEM_NEW(int32_t, (int64_t)n_providers * (days + 1));

    if (!begin)
        return STATUS_NO_MEMORY;
    catalog->day_begin = begin;
    for (int32_t p = 0; p < n_providers; p++) {
        int32_t s = catalog->session_begin[p];

        for (int32_t day = 0; day <= days; day++) {
            while (s < catalog->session_begin[p + 1] && catalog->sessions[s].day < day)
                s++;
            *begin++ = s;
        }
    }
    return STATUS_OK;
}

Status catalog_add_sessions(Catalog *catalog)
{
    const Sessions *rows = &catalog->clinic->sessions;
    int32_t slot = catalog->slot_min, n_providers = catalog->clinic->providers.rows, n = 0;

    catalog->sessions = MEM_NEW(CatalogSession, rows->rows);
    catalog->session_begin = MEM_NEW(int32_t, (int64_t)n_providers + 1);
    if (!catalog->sessions || !catalog->session_begin)
        return STATUS_NO_MEMORY;
    for (int32_t row = 0; row < rows->rows; row++) {
        int32_t day = rows->date[row];
        int32_t start = catalog_round_up(rows->start[row], slot);
        int32_t end = catalog_round_down(rows->end[row], slot);

        if (day < 0 || day >= catalog->days || start >= end)
            continue;
        catalog->sessions[n++] = (CatalogSession){.row = row,
                                                  .provider = rows->provider[row],
                                                  .site = rows->site[row],
                                                  .day = day,
                                                  .start_min = day * DAY_MIN + start,
                                                  .end_min = day * DAY_MIN + end,
                                                  .mode = rows->mode[row],
                                                  .overbook_max = rows->overbook_max[row],
                                                  .held_type = -1,
                                                  .held_specialty = -1};
    }
    qsort(catalog->sessions, (size_t)n, sizeof *catalog->sessions, by_provider_and_time);
    catalog->n_sessions = n;
    for (int32_t s = 0; s < n; s++)
        catalog->session_begin[catalog->sessions[s].provider + 1]++;
    for (int32_t p = 0; p < n_providers; p++)
        catalog->session_begin[p + 1] += catalog->session_begin[p];
    return index_days(catalog);
}

/* One closure, found and rounded. */
typedef struct Closed {
    int32_t kind, unit;
    Span span;
} Closed;

static int by_unit_and_time(const void *a, const void *b)
{
    const Closed *c = a, *d = b;
    const int64_t ours[] = {c->kind, c->unit, c->span.start_min, c->span.end_min};
    const int64_t theirs[] = {d->kind, d->unit, d->span.start_min, d->span.end_min};

    return order_keys(ours, theirs, 4);
}

/* The closures of the horizon with their units' rows, sorted; *@p n of them. */
static Status find_closures(const Catalog *catalog, Lookup *const *units, Closed *closed,
                            int32_t *n)
{
    const Closures *rows = &catalog->clinic->closures;

    *n = 0;
    for (int32_t row = 0; row < rows->rows; row++) {
        int32_t kind = rows->kind[row], day = rows->date[row];
        int32_t unit = lookup_find(units[kind], rows->id[row]);
        Span span = {catalog_round_down(rows->start[row], catalog->slot_min),
                     catalog_round_up(rows->end[row], catalog->slot_min)};

        if (unit < 0 || day < 0 || day >= catalog->days || rows->start[row] >= rows->end[row])
            continue;
        span.start_min += day * DAY_MIN;
        span.end_min += day * DAY_MIN;
        closed[(*n)++] = (Closed){kind, unit, span};
    }
    qsort(closed, (size_t)*n, sizeof *closed, by_unit_and_time);
    return STATUS_OK;
}

/* Merges the sorted closures [from, to) of one kind into @p set over @p n_units keys. */
static Status merge_closures(const Closed *closed, int32_t from, int32_t to, int32_t n_units,
                             SpanSet *set)
{
    int32_t n = 0, at = from;

    set->begin = MEM_NEW(int32_t, (int64_t)n_units + 1);
    set->spans = MEM_NEW(Span, to - from);
    if (!set->begin || !set->spans)
        return STATUS_NO_MEMORY;
    for (int32_t unit = 0; unit < n_units; unit++) {
        set->begin[unit] = n;
        for (; at < to && closed[at].unit == unit; at++) {
            Span span = closed[at].span;

            if (n > set->begin[unit] && span.start_min <= set->spans[n - 1].end_min) {
                if (span.end_min > set->spans[n - 1].end_min)
                    set->spans[n - 1].end_min = span.end_min;
            } else {
                set->spans[n++] = span;
            }
        }
    }
    set->begin[n_units] = n;
    return STATUS_OK;
}

static Status add_hours(Catalog *catalog, int32_t kind, const int32_t *open, const int32_t *close,
                        int32_t rows)
{
    catalog->open_min[kind] = MEM_NEW(int32_t, rows);
    catalog->close_min[kind] = MEM_NEW(int32_t, rows);
    if (!catalog->open_min[kind] || !catalog->close_min[kind])
        return STATUS_NO_MEMORY;
    for (int32_t row = 0; row < rows; row++) {
        catalog->open_min[kind][row] = catalog_round_up(open[row], catalog->slot_min);
        catalog->close_min[kind][row] = catalog_round_down(close[row], catalog->slot_min);
    }
    return STATUS_OK;
}

Status catalog_add_closures(Catalog *catalog)
{
    const Clinic *clinic = catalog->clinic;
    const char *const *ids[4] = {
        (const char *const *)clinic->providers.provider, (const char *const *)clinic->rooms.room,
        (const char *const *)clinic->equipment.equipment, (const char *const *)clinic->sites.site};
    const int32_t rows[4] = {clinic->providers.rows, clinic->rooms.rows, clinic->equipment.rows,
                             clinic->sites.rows};
    Lookup *units[4] = {NULL, NULL, NULL, NULL};
    Closed *closed = MEM_NEW(Closed, clinic->closures.rows);
    int32_t n = 0, from = 0;
    Status status = STATUS_NO_MEMORY;

    if (!closed)
        goto done;
    for (int kind = 0; kind < 4; kind++)
        TRY(lookup_list(ids[kind], rows[kind], &units[kind]));
    TRY(find_closures(catalog, units, closed, &n));
    for (int kind = 0; kind < 4; kind++) {
        int32_t to = from;

        while (to < n && closed[to].kind == kind)
            to++;
        TRY(merge_closures(closed, from, to, rows[kind], &catalog->closed[kind]));
        from = to;
    }
    TRY(add_hours(catalog, UNIT_ROOM, clinic->rooms.open, clinic->rooms.close, rows[UNIT_ROOM]));
    TRY(add_hours(catalog, UNIT_EQUIPMENT, clinic->equipment.open, clinic->equipment.close,
                  rows[UNIT_EQUIPMENT]));
done:
    mem_free(closed);
    for (int kind = 0; kind < 4; kind++)
        lookup_free(units[kind]);
    return status;
}
