#include "solver/pattern/starts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/base/memory.h"
#include "model/base/order.h"
#include "model/clinic/calendar.h"

enum { SPANS_MOST = 16, TEXT_BYTES = 24 * SPANS_MOST }; /* of one request on one day */

bool starts_empty(const Starts *starts)
{
    uint64_t any = 0;

    for (size_t i = 0; i < sizeof starts->bits / sizeof *starts->bits; i++)
        any |= starts->bits[i];
    return any == 0;
}

static Status add_presence(Presences *presences, const Span *spans, int32_t n)
{
    Status status;

    TRY(mem_grow((void **)&presences->begin, &presences->capacity, presences->count + 2,
                 sizeof *presences->begin));
    TRY(mem_grow((void **)&presences->spans, &presences->span_capacity, presences->n_spans + n,
                 sizeof *presences->spans));
    presences->begin[presences->count++] = presences->n_spans;
    for (int32_t i = 0; i < n; i++)
        presences->spans[presences->n_spans++] = spans[i];
    presences->begin[presences->count] = presences->n_spans;
done:
    return status;
}

Status presences_init(Presences *presences, const Catalog *catalog)
{
    const Span whole_day = {0, DAY_MIN};
    Status status;

    *presences = (Presences){.catalog = catalog};
    TRY(lookup_new(64, &presences->lookup));
    TRY(add_presence(presences, &whole_day, 1));
done:
    if (status != STATUS_OK)
        presences_clear(presences);
    return status;
}

void presences_clear(Presences *presences)
{
    mem_free(presences->begin);
    mem_free(presences->spans);
    lookup_free(presences->lookup);
    arena_clear(&presences->texts);
    *presences = (Presences){0};
}

static int by_start(const void *a, const void *b)
{
    const Span *s = a, *t = b;

    if (s->start_min != t->start_min)
        return order_int(s->start_min, t->start_min);
    return order_int(s->end_min, t->end_min);
}

/* The stretches of @p r on @p day, their number; more than SPANS_MOST: the whole day, which can
 * only loosen a bound. */
static int32_t list_spans(const Catalog *catalog, int32_t r, int32_t day, Span *spans)
{
    int32_t weekday = (catalog->first_weekday - 1 + day) % 7 + 1, n = 0;

    for (int32_t i = catalog->presence_rows.begin[r]; i < catalog->presence_rows.begin[r + 1];
         i++) {
        const CatalogPresence *row = &catalog->presences[catalog->presence_rows.items[i]];

        if ((row->weekday != MISSING && row->weekday != weekday) ||
            (row->day != MISSING && row->day != day) || row->end_min <= row->start_min)
            continue;
        if (n == SPANS_MOST) {
            spans[0] = (Span){0, DAY_MIN};
            return 1;
        }
        spans[n++] = (Span){row->start_min, row->end_min};
    }
    qsort(spans, (size_t)n, sizeof *spans, by_start);
    return n;
}

Status presences_find(Presences *presences, int32_t r, int32_t day, int32_t *presence)
{
    const Catalog *catalog = presences->catalog;
    Span spans[SPANS_MOST];
    char text[TEXT_BYTES] = "";
    const char *key;
    int32_t n, length = 0, found = -1;
    Status status = STATUS_OK;

    *presence = PRESENCE_ANY;
    if (catalog->presence_rows.begin[r] == catalog->presence_rows.begin[r + 1])
        return STATUS_OK;
    n = list_spans(catalog, r, day, spans);
    *presence = PRESENCE_NEVER;
    if (n == 0)
        return STATUS_OK;
    for (int32_t i = 0; i < n; i++)
        length += snprintf(text + length, sizeof text - (size_t)length, "%ld-%ld ",
                           (long)spans[i].start_min, (long)spans[i].end_min);
    *presence = lookup_find(presences->lookup, text);
    if (*presence >= 0)
        return STATUS_OK;
    key = arena_text(&presences->texts, text, strlen(text));
    if (!key)
        return STATUS_NO_MEMORY;
    TRY(add_presence(presences, spans, n));
    *presence = presences->count - 1;
    TRY(lookup_add(presences->lookup, key, *presence, &found));
done:
    return status;
}

static bool is_present(const Presences *presences, int32_t presence, int32_t start, int32_t end)
{
    if (presence == PRESENCE_ANY)
        return true;
    for (int32_t i = presences->begin[presence]; i < presences->begin[presence + 1]; i++)
        if (presences->spans[i].start_min <= start && end <= presences->spans[i].end_min)
            return true;
    return false;
}

Starts presences_starts(const Presences *presences, int32_t session, int32_t type,
                        const VisitShape *shape, int32_t mode, int32_t presence)
{
    const Catalog *catalog = presences->catalog;
    const CatalogSession *s = &catalog->sessions[session];
    const VisitTypes *types = &catalog->clinic->visit_types;
    const VisitPart *lead = &shape->parts[shape->lead];
    int32_t early = types->earliest_start[type] == MISSING ? 0 : types->earliest_start[type];
    int32_t late = types->latest_start[type] == MISSING ? DAY_MIN : types->latest_start[type];
    int32_t minutes = lead->end_min - lead->start_min, slot = 0;
    Starts starts = {0};

    for (int32_t at = s->start_min; at + minutes <= s->end_min; at += catalog->slot_min, slot++) {
        int32_t start = at - lead->start_min - s->day * DAY_MIN;

        if (start >= 0 && start >= early && start <= late &&
            is_present(presences, presence, start, start + visit_end_min(shape, mode)) &&
            catalog_unit_open(catalog, UNIT_PROVIDER, s->provider, at, at + minutes) &&
            catalog_site_open(catalog, s->site, at, at + minutes))
            starts_add(&starts, slot);
    }
    return starts;
}
