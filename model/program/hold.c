#include "model/program/hold.h"

#include <math.h>
#include <stdlib.h>

#include "model/base/memory.h"
#include "model/base/order.h"
#include "model/program/bond.h"
#include "model/program/hold_parts.h"

static const char *tag_of(int32_t kind)
{
    return kind == UNIT_PROVIDER ? "PROVIDER" : kind == UNIT_ROOM ? "ROOM" : "EQUIPMENT";
}

static Status add_use(Holds *holds, HoldUse use)
{
    void *uses = holds->uses;
    Status status =
        mem_grow(&uses, &holds->uses_capacity, (int64_t)holds->n_uses + 1, sizeof *holds->uses);

    holds->uses = uses;
    if (status == STATUS_OK)
        holds->uses[holds->n_uses++] = use;
    return status;
}

static Status add_count(Holds *holds, HoldCount count)
{
    void *counts = holds->counts;
    Status status = mem_grow(&counts, &holds->counts_capacity, (int64_t)holds->n_counts + 1,
                             sizeof *holds->counts);

    holds->counts = counts;
    if (status == STATUS_OK)
        holds->counts[holds->n_counts++] = count;
    return status;
}

/* CLOSED and the like: the visit cannot take place. */
static Status rule_out(Holding *holding, int32_t v, const char *tag)
{
    int32_t row = 0;
    Status status = STATUS_OK;

    TRY(linear_row(holding->linear, -INFINITY, 0, &row));
    TRY(linear_name_row(holding->linear, row, "%s[%d]", tag, (int)v));
    TRY(linear_entry(holding->linear, row, holding->column[v], 1));
done:
    return status;
}

static bool meet(int32_t start, int32_t end, int32_t other_start, int32_t other_end)
{
    return start < other_end && other_start < end;
}

/* True when @p unit may fill part @p part of visit @p v, other visits left out. */
static bool may_fill(const Catalog *catalog, const SlateVisit *visit, const VisitPart *part,
                     int32_t unit)
{
    const VisitPart *lead = &visit->shape->parts[visit->shape->lead];
    int32_t start = visit->at.start_min + part->start_min;
    int32_t until = visit->at.start_min + part->until_min;

    if (!catalog_unit_open(catalog, part->kind, unit, start, until))
        return false;
    if (part->kind != UNIT_PROVIDER)
        return true;
    if (unit == visit->at.provider &&
        meet(part->start_min, part->until_min, lead->start_min, lead->until_min))
        return false;
    return visit->fixed || catalog_session_for(catalog, unit, visit->at.site, start, until,
                                               visit->type, visit->at.mode) >= 0;
}

/* y[v,i,u] for every unit u that may fill part i, as many of them as the part needs. */
static Status choose_units(Holding *holding, int32_t v, int32_t i, int32_t pool)
{
    const Catalog *catalog = holding->catalog;
    const SlateVisit *visit = &holding->slate->visits[v];
    const VisitPart *part = &visit->shape->parts[i];
    HoldUse use = {.kind = part->kind,
                   .visit = v,
                   .part = i,
                   .start_min = visit->at.start_min + part->start_min,
                   .until_min = visit->at.start_min + part->until_min};
    int32_t begin = catalog->pools[pool].begin, end = catalog->pools[pool].end;
    int32_t able = 0, row = -1;
    Status status = STATUS_OK;

    for (int32_t k = begin; k < end; k++)
        able += may_fill(catalog, visit, part, catalog->pool_units[k]);
    if (able < part->count)
        return rule_out(holding, v, tag_of(part->kind));
    if (able > part->count) {
        TRY(linear_row(holding->linear, 0, 0, &row));
        TRY(linear_name_row(holding->linear, row, "%s[%d,%d]", tag_of(part->kind), (int)v, (int)i));
        TRY(linear_entry(holding->linear, row, holding->column[v], -part->count));
    }
    for (int32_t k = begin; k < end; k++) {
        use.unit = catalog->pool_units[k];
        use.clear_min = use.until_min;
        use.column = holding->column[v];
        if (!may_fill(catalog, visit, part, use.unit))
            continue;
        if (part->kind == UNIT_EQUIPMENT)
            use.clear_min += catalog->clinic->equipment.turnaround_min[use.unit];
        if (row >= 0) {
            TRY(linear_column(holding->linear, 0, 1, 0, true, &use.column));
            TRY(linear_name_column(holding->linear, use.column, "y[%d,%d,%d]", (int)v, (int)i,
                                   (int)use.unit));
            TRY(linear_entry(holding->linear, row, use.column, 1));
        }
        TRY(add_use(holding->holds, use));
    }
done:
    return status;
}

/* Units of a counted pool are all open or all closed. */
static Status count_units(Holding *holding, int32_t v, int32_t i, int32_t pool)
{
    const Catalog *catalog = holding->catalog;
    const SlateVisit *visit = &holding->slate->visits[v];
    const VisitPart *part = &visit->shape->parts[i];
    int32_t unit = catalog->pool_units[catalog->pools[pool].begin];
    HoldCount count = {.pool = pool,
                       .visit = v,
                       .part = i,
                       .count = part->count,
                       .start_min = visit->at.start_min + part->start_min,
                       .clear_min = visit->at.start_min + part->until_min};

    if (!may_fill(catalog, visit, part, unit))
        return rule_out(holding, v, tag_of(part->kind));
    if (part->kind == UNIT_EQUIPMENT)
        count.clear_min += catalog->clinic->equipment.turnaround_min[unit];
    return add_count(holding->holds, count);
}

/* The parts of one visit. Those of fixed visits may stand in a closure, which nothing excuses. */
static Status hold_visit(Holding *holding, int32_t v)
{
    const Catalog *catalog = holding->catalog;
    const SlateVisit *visit = &holding->slate->visits[v];
    Status status = STATUS_OK;

    for (int32_t i = 0; i < visit->shape->n_parts; i++) {
        const VisitPart *part = &visit->shape->parts[i];
        int32_t start = visit->at.start_min + part->start_min, pool;
        int32_t until = visit->at.start_min + part->until_min;
        bool anywhere = part->kind == UNIT_PROVIDER && visit->fixed;

        if (!visit_holds(part, visit->at.mode))
            continue;
        if (!catalog_site_open(catalog, visit->at.site, start, until))
            TRY(rule_out(holding, v, "CLOSED"));
        if (i == visit->shape->lead) {
            if (!catalog_unit_open(catalog, UNIT_PROVIDER, visit->at.provider, start, until))
                TRY(rule_out(holding, v, "CLOSED"));
            TRY(add_use(holding->holds, (HoldUse){UNIT_PROVIDER, visit->at.provider, v, i,
                                                  holding->column[v], start, until, until, true}));
            continue;
        }
        pool = catalog_pool(catalog, part->activity, anywhere ? -1 : visit->at.site);
        if (pool < 0)
            TRY(rule_out(holding, v, tag_of(part->kind)));
        else if (holding->counted[pool])
            TRY(count_units(holding, v, i, pool));
        else
            TRY(choose_units(holding, v, i, pool));
    }
done:
    return status;
}

/* Two parts of visit @p v that meet in time need different units; @p first.. are its uses. */
static Status part_parts(Holding *holding, int32_t first)
{
    const HoldUse *uses = holding->holds->uses;
    int32_t n = holding->holds->n_uses;
    Status status = STATUS_OK;

    for (int32_t a = first; a < n; a++) {
        for (int32_t b = a + 1; b < n; b++) {
            int32_t row = 0;

            if (uses[a].part == uses[b].part || uses[a].kind != uses[b].kind ||
                uses[a].unit != uses[b].unit || uses[a].lead || uses[b].lead ||
                !meet(uses[a].start_min, uses[a].until_min, uses[b].start_min, uses[b].until_min))
                continue;
            TRY(linear_row(holding->linear, -INFINITY, 1, &row));
            TRY(linear_name_row(holding->linear, row, "%s[%d]", tag_of(uses[a].kind),
                                (int)uses[a].visit));
            TRY(linear_entry(holding->linear, row, uses[a].column, 1));
            TRY(linear_entry(holding->linear, row, uses[b].column, 1));
        }
    }
done:
    return status;
}

/* ONCE: a fixed visit in person with a room stands in that room; @p first.. are the uses of visit
 * @p v. */
static Status keep_room(Holding *holding, int32_t v, int32_t r, int32_t first)
{
    const Holds *holds = holding->holds;
    const SlateVisit *visit = &holding->slate->visits[v];
    int32_t room = holding->catalog->clinic->requests.booked_room[r], row = 0;
    bool has_rooms = false;
    Status status = STATUS_OK;

    for (int32_t i = 0; i < visit->shape->n_parts; i++)
        has_rooms = has_rooms || visit->shape->parts[i].kind == UNIT_ROOM;
    if (room < 0 || !has_rooms || visit->at.mode == MODE_TELEHEALTH)
        return STATUS_OK;
    TRY(linear_row(holding->linear, 0, INFINITY, &row));
    TRY(linear_name_row(holding->linear, row, "ONCE[%s,room]",
                        holding->catalog->clinic->requests.request[r]));
    TRY(linear_entry(holding->linear, row, holding->column[v], -1));
    for (int32_t a = first; a < holds->n_uses; a++)
        if (holds->uses[a].kind == UNIT_ROOM && holds->uses[a].unit == room)
            TRY(linear_entry(holding->linear, row, holds->uses[a].column, 1));
done:
    return status;
}

static Status keep_rooms(Holding *holding, int32_t v, int32_t stand, int32_t first)
{
    const Slate *slate = holding->slate;
    Status status = STATUS_OK;

    if (stand < 0)
        return slate->visits[v].fixed ? keep_room(holding, v, slate->visits[v].request, first)
                                      : STATUS_OK;
    for (int32_t k = slate->stands[stand].begin; k < slate->stands[stand].end; k++) {
        const SlateBooking *booking = &slate->bookings[slate->stand_bookings[k]];

        if (booking->fixed)
            TRY(keep_room(holding, v, booking->request, first));
    }
done:
    return status;
}

static int compare_uses(const void *left, const void *right)
{
    const HoldUse *a = left, *b = right;
    const int64_t ours[] = {a->kind, a->unit, a->start_min, a->visit, a->part};
    const int64_t theirs[] = {b->kind, b->unit, b->start_min, b->visit, b->part};

    return order_keys(ours, theirs, 5);
}

static int compare_counts(const void *left, const void *right)
{
    const HoldCount *a = left, *b = right;
    const int64_t ours[] = {a->pool, a->start_min, a->visit, a->part};
    const int64_t theirs[] = {b->pool, b->start_min, b->visit, b->part};

    return order_keys(ours, theirs, 4);
}

Status holds_add(const Catalog *catalog, const Slate *slate, const int32_t *column, int32_t limit,
                 Linear *linear, Holds *out, bool *within)
{
    Holding holding = {catalog, slate, column, linear, out, NULL, limit};
    Status status = STATUS_NO_MEMORY;
    int32_t *stand = MEM_NEW(int32_t, slate->n_visits);

    *within = true;
    holding.counted = MEM_NEW(bool, catalog->n_pools);
    if (!stand || !holding.counted)
        goto done;
    for (int32_t v = 0; v < slate->n_visits; v++)
        stand[v] = -1;
    for (int32_t i = 0; i < slate->n_stands; i++) {
        if (slate->stands[i].visit >= 0)
            stand[slate->stands[i].visit] = i;
        if (slate->stands[i].fixed_visit >= 0)
            stand[slate->stands[i].fixed_visit] = i;
    }
    TRY(holds_find_counted(&holding));
    for (int32_t v = 0; v < slate->n_visits; v++) {
        int32_t first = out->n_uses;

        TRY(hold_visit(&holding, v));
        TRY(part_parts(&holding, first));
        TRY(keep_rooms(&holding, v, stand[v], first));
    }
    if (out->n_uses > 1)
        qsort(out->uses, (size_t)out->n_uses, sizeof *out->uses, compare_uses);
    if (out->n_counts > 1)
        qsort(out->counts, (size_t)out->n_counts, sizeof *out->counts, compare_counts);
    TRY(holds_count(&holding));
    TRY(holds_part_uses(&holding, within));
    status = STATUS_OK;
done:
    mem_free(stand);
    mem_free(holding.counted);
    return status;
}

void holds_clear(Holds *holds)
{
    mem_free(holds->uses);
    mem_free(holds->counts);
    *holds = (Holds){0};
}
