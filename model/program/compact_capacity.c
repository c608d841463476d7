#include <math.h>

#include "model/base/memory.h"
#include "model/clinic/calendar.h"
#include "model/program/compact_parts.h"

/* What is counted: keys are the slots of sessions, the sessions, and the slots of pools. */
typedef struct Count {
    const Catalog *catalog;
    Compact *compact;
    int32_t slots_per_day;
    int64_t n_keys, session_key, pool_key; /* the last two: first key of their kind */
    int64_t *slot_key;                     /* owned, [sessions]: first slot of each session */
    double *total;                         /* owned, [n_keys]: if everything took place */
    int32_t *row;                          /* owned, [n_keys]: -1 where no row is needed */
    int32_t *most;        /* owned, [pools]: units one visit holds at most; 0: not counted */
    int32_t *clear_min;   /* owned, [pools]: gap that every unit needs after every use */
    int32_t *pairs;       /* owned, [sites x days]: overlapping pairs there may be */
    int32_t *longest_min; /* owned, [sessions]: of the leads that could serve there */
    bool *merged;         /* owned, [visits]: counted as the other visit of its stand */
    bool *excused;        /* owned, [visits]: may hold fixed requests alone */
    bool entering;        /* second pass: rows stand, entries are made */
} Count;

static Status touch(Count *count, int64_t key, int32_t column, double amount)
{
    if (count->entering)
        return count->row[key] < 0
                   ? STATUS_OK
                   : linear_entry(&count->compact->linear, count->row[key], column, amount);
    count->total[key] += amount;
    return STATUS_OK;
}

/* Counts @p amount units of @p pool over [start_min, until_min) of one day. */
static Status touch_pool(Count *count, int32_t pool, int32_t column, double amount,
                         int32_t start_min, int32_t until_min)
{
    int32_t slot_min = count->catalog->slot_min, day = start_min / DAY_MIN;
    int32_t first = (start_min - day * DAY_MIN) / slot_min;
    int32_t last = (until_min + count->clear_min[pool] - day * DAY_MIN) / slot_min;
    int64_t key =
        count->pool_key + ((int64_t)pool * count->catalog->days + day) * count->slots_per_day;
    Status status = STATUS_OK;

    for (int32_t t = first; t < last && t < count->slots_per_day; t++)
        TRY(touch(count, key + t, column, amount));
done:
    return status;
}

static Status touch_lead(Count *count, const SlateVisit *visit, int32_t column)
{
    const Catalog *catalog = count->catalog;
    const VisitPart *lead = &visit->shape->parts[visit->shape->lead];
    int32_t s = visit->at.session, minutes = lead->end_min - lead->start_min;
    int64_t key;
    Status status = STATUS_OK;

    if (s < 0)
        return STATUS_OK;
    key = count->slot_key[s] +
          (visit->at.start_min + lead->start_min - catalog->sessions[s].start_min) /
              catalog->slot_min;
    for (int32_t t = 0; t < minutes / catalog->slot_min; t++)
        TRY(touch(count, key + t, column, 1));
    TRY(touch(count, count->session_key + s, column, minutes));
    if (minutes > count->longest_min[s])
        count->longest_min[s] = minutes;
done:
    return status;
}

/* Everything visit @p v holds. The persons of a fixed visit need no session, so they are counted
 * nowhere. */
static Status touch_visit(Count *count, int32_t v)
{
    const Catalog *catalog = count->catalog;
    const SlateVisit *visit = &count->compact->slate.visits[v];
    int32_t column = count->compact->visit_column[v];
    Status status = STATUS_OK;

    TRY(touch_lead(count, visit, column));
    for (int32_t i = 0; i < visit->shape->n_parts; i++) {
        const VisitPart *part = &visit->shape->parts[i];
        int32_t pool = catalog_pool(catalog, part->activity, visit->at.site);

        if (!visit_holds(part, visit->at.mode) || pool < 0 || count->most[pool] == 0 ||
            (part->kind == UNIT_PROVIDER && count->excused[v]))
            continue;
        TRY(touch_pool(count, pool, column, part->count, visit->at.start_min + part->start_min,
                       visit->at.start_min + part->until_min));
    }
done:
    return status;
}

static Status touch_all(Count *count)
{
    const Slate *slate = &count->compact->slate;
    Status status = STATUS_OK;

    for (int32_t v = 0; v < slate->n_visits; v++)
        if (!count->merged[v])
            TRY(touch_visit(count, v));
done:
    return status;
}

/* True when the unit could be held over a slot. */
static bool is_open(const Catalog *catalog, const CatalogPool *pool, int32_t unit,
                    int32_t start_min)
{
    int32_t end_min = start_min + catalog->slot_min;

    return catalog_unit_open(catalog, pool->kind, unit, start_min, end_min) &&
           (pool->kind != UNIT_PROVIDER ||
            catalog_session_at(catalog, unit, pool->site, start_min, end_min) >= 0);
}

/* Units of pool @p p that could be held over a slot, or need their gap then, which may run past
 * their hours. */
static int32_t units_open(const Count *count, int32_t p, int32_t start_min)
{
    const Catalog *catalog = count->catalog;
    const CatalogPool *pool = &catalog->pools[p];
    int32_t midnight = start_min / DAY_MIN * DAY_MIN, units = 0;
    int32_t first = start_min - count->clear_min[p];

    for (int32_t k = pool->begin; k < pool->end; k++) {
        bool open = false;

        for (int32_t t = first > midnight ? first : midnight; t <= start_min && !open;
             t += catalog->slot_min)
            open = is_open(catalog, pool, catalog->pool_units[k], t);
        units += open;
    }
    return units;
}

/* A row for @p key if all that could take place would overfill it. */
static Status add_row(Count *count, int64_t key, double capacity, const char *tag, int32_t number,
                      int32_t at)
{
    Linear *linear = &count->compact->linear;
    Status status = STATUS_OK;

    count->row[key] = -1;
    if (count->total[key] <= capacity)
        return STATUS_OK;
    TRY(linear_row(linear, -INFINITY, capacity, &count->row[key]));
    TRY(linear_name_row(linear, count->row[key], "%s[%d,%d]", tag, (int)number, (int)at));
done:
    return status;
}

static Status add_session_rows(Count *count)
{
    const Catalog *catalog = count->catalog;
    Status status = STATUS_OK;

    for (int32_t s = 0; s < catalog->n_sessions; s++) {
        const CatalogSession *session = &catalog->sessions[s];
        int32_t minutes = session->end_min - session->start_min;

        for (int32_t t = 0; t < minutes / catalog->slot_min; t++)
            TRY(add_row(count, count->slot_key[s] + t, session->overbook_max > 0 ? 2 : 1,
                        "PROVIDER", s, t));
        count->row[count->session_key + s] = -1;
        if (session->overbook_max > 0)
            TRY(add_row(count, count->session_key + s,
                        minutes + (double)session->overbook_max * count->longest_min[s], "PROVIDER",
                        s, -1));
    }
done:
    return status;
}

static Status add_pool_rows(Count *count)
{
    const Catalog *catalog = count->catalog;
    int64_t key = count->pool_key;
    Status status = STATUS_OK;

    for (int32_t p = 0; p < catalog->n_pools; p++) {
        const CatalogPool *pool = &catalog->pools[p];
        const char *tag = pool->kind == UNIT_PROVIDER ? "PROVIDER"
                          : pool->kind == UNIT_ROOM   ? "ROOM"
                                                      : "EQUIPMENT";

        for (int32_t day = 0; day < catalog->days; day++) {
            for (int32_t t = 0; t < count->slots_per_day; t++, key++) {
                int32_t start_min = day * DAY_MIN + t * catalog->slot_min;
                double shared;

                count->row[key] = -1;
                if (count->total[key] == 0)
                    continue;
                shared = (double)count->most[p] * count->pairs[pool->site * catalog->days + day];
                TRY(add_row(count, key, units_open(count, p, start_min) + shared, tag, p,
                            start_min));
            }
        }
    }
done:
    return status;
}

/* most[p] and clear_min[p]. Persons count only where some are not leads. */
static void measure_pools(Count *count)
{
    const Catalog *catalog = count->catalog;
    const Activities *activities = &catalog->clinic->activities;

    for (int32_t p = 0; p < catalog->n_pools; p++) {
        const CatalogPool *pool = &catalog->pools[p];
        bool further = pool->kind != UNIT_PROVIDER;

        for (int32_t type = 0; type < catalog->clinic->visit_types.rows; type++) {
            int32_t lead = catalog->planned[type]->parts[catalog->planned[type]->lead].activity;
            int32_t sum = 0;

            for (int32_t i = catalog->activities.begin[type];
                 i < catalog->activities.begin[type + 1]; i++) {
                int32_t a = catalog->activities.items[i];

                if (activities->kind[a] != pool->kind || catalog->activity_code[a] != pool->code)
                    continue;
                sum += activities->count[a];
                further = further || a != lead;
            }
            if (sum > count->most[p])
                count->most[p] = sum;
        }
        if (!further || pool->site < 0)
            count->most[p] = 0;
        count->clear_min[p] = catalog_clear_min(catalog, p);
    }
}

static Status mark_stands(Count *count)
{
    const Slate *slate = &count->compact->slate;

    count->merged = MEM_NEW(bool, slate->n_visits);
    count->excused = MEM_NEW(bool, slate->n_visits);
    if (!count->merged || !count->excused)
        return STATUS_NO_MEMORY;
    for (int32_t v = 0; v < slate->n_visits; v++)
        count->excused[v] = slate->visits[v].fixed;
    for (int32_t i = 0; i < slate->n_stands; i++) {
        const SlateStand *stand = &slate->stands[i];

        if (stand->visit >= 0 && stand->fixed_visit >= 0)
            count->merged[stand->fixed_visit] = count->excused[stand->visit] = true;
    }
    return STATUS_OK;
}

static Status prepare(Count *count)
{
    const Catalog *catalog = count->catalog;

    count->slots_per_day = DAY_MIN / catalog->slot_min;
    count->slot_key = MEM_NEW(int64_t, catalog->n_sessions);
    count->most = MEM_NEW(int32_t, catalog->n_pools);
    count->clear_min = MEM_NEW(int32_t, catalog->n_pools);
    count->pairs = MEM_NEW(int32_t, (int64_t)catalog->clinic->sites.rows * catalog->days);
    count->longest_min = MEM_NEW(int32_t, catalog->n_sessions);
    if (!count->slot_key || !count->most || !count->clear_min || !count->pairs ||
        !count->longest_min)
        return STATUS_NO_MEMORY;
    for (int32_t s = 0; s < catalog->n_sessions; s++) {
        const CatalogSession *session = &catalog->sessions[s];

        count->slot_key[s] = count->session_key;
        count->session_key += (session->end_min - session->start_min) / catalog->slot_min;
        count->pairs[session->site * catalog->days + session->day] += session->overbook_max;
    }
    count->pool_key = count->session_key + catalog->n_sessions;
    count->n_keys =
        count->pool_key + (int64_t)catalog->n_pools * catalog->days * count->slots_per_day;
    count->total = MEM_NEW(double, count->n_keys);
    count->row = MEM_NEW(int32_t, count->n_keys);
    if (!count->total || !count->row)
        return STATUS_NO_MEMORY;
    measure_pools(count);
    return mark_stands(count);
}

Status compact_add_capacity(const Catalog *catalog, Compact *compact)
{
    Count count = {.catalog = catalog, .compact = compact};
    Status status = STATUS_OK;

    TRY(prepare(&count));
    TRY(touch_all(&count));
    TRY(add_session_rows(&count));
    TRY(add_pool_rows(&count));
    count.entering = true;
    TRY(touch_all(&count));
done:
    mem_free(count.slot_key);
    mem_free(count.most);
    mem_free(count.clear_min);
    mem_free(count.pairs);
    mem_free(count.longest_min);
    mem_free(count.merged);
    mem_free(count.excused);
    mem_free(count.total);
    mem_free(count.row);
    return status;
}
