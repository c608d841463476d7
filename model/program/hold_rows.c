#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/base/memory.h"
#include "model/program/hold_parts.h"

static const char *tag_of(int32_t kind)
{
    return kind == UNIT_PROVIDER ? "PROVIDER" : kind == UNIT_ROOM ? "ROOM" : "EQUIPMENT";
}

static bool same_closures(const SpanSet *closed, int32_t a, int32_t b)
{
    int32_t count = closed->begin[a + 1] - closed->begin[a];

    if (count != closed->begin[b + 1] - closed->begin[b])
        return false;
    for (int32_t i = 0; i < count; i++) {
        Span one = closed->spans[closed->begin[a] + i], other = closed->spans[closed->begin[b] + i];

        if (one.start_min != other.start_min || one.end_min != other.end_min)
            return false;
    }
    return true;
}

static bool are_alike(const Catalog *catalog, int32_t kind, int32_t a, int32_t b)
{
    const Equipment *equipment = &catalog->clinic->equipment;

    return catalog->open_min[kind][a] == catalog->open_min[kind][b] &&
           catalog->close_min[kind][a] == catalog->close_min[kind][b] &&
           same_closures(&catalog->closed[kind], a, b) &&
           (kind != UNIT_EQUIPMENT || equipment->turnaround_min[a] == equipment->turnaround_min[b]);
}

static bool needs_gap(const Catalog *catalog, const CatalogPool *pool)
{
    return pool->kind == UNIT_EQUIPMENT &&
           catalog->clinic->equipment.turnaround_min[catalog->pool_units[pool->begin]] > 0;
}

/* Takes out the pools that visit @p visit spoils: an overlapping pair may share their units, or two
 * parts of it meet on them only by the turnaround, which one visit needs not keep. */
static void spoil_pools(const Holding *holding, const SlateVisit *visit)
{
    const Catalog *catalog = holding->catalog;
    int32_t s = visit->at.session;
    bool pairs = s >= 0 && catalog->sessions[s].overbook_max > 0;

    for (int32_t i = 0; i < visit->shape->n_parts; i++) {
        const VisitPart *part = &visit->shape->parts[i];
        int32_t pool;

        if (part->kind == UNIT_PROVIDER || !visit_holds(part, visit->at.mode))
            continue;
        pool = catalog_pool(catalog, part->activity, visit->at.site);
        if (pool < 0)
            continue;
        if (pairs)
            holding->counted[pool] = false;
        for (int32_t k = 0; k < i && needs_gap(catalog, &catalog->pools[pool]); k++)
            if (visit->shape->parts[k].kind == part->kind &&
                catalog_pool(catalog, visit->shape->parts[k].activity, visit->at.site) == pool)
                holding->counted[pool] = false;
    }
}

/* Marks the rooms that fixed requests must have. NULL when out of memory. */
static bool *find_booked_rooms(const Catalog *catalog)
{
    const Requests *requests = &catalog->clinic->requests;
    bool *booked = MEM_NEW(bool, catalog->clinic->rooms.rows);

    for (int32_t r = 0; booked && r < requests->rows; r++)
        if (requests->status[r] == REQUEST_FIXED && requests->booked_room[r] >= 0)
            booked[requests->booked_room[r]] = true;
    return booked;
}

Status holds_find_counted(Holding *holding)
{
    const Catalog *catalog = holding->catalog;
    bool *booked = find_booked_rooms(catalog);

    if (!booked)
        return STATUS_NO_MEMORY;
    for (int32_t p = 0; p < catalog->n_pools; p++) {
        const CatalogPool *pool = &catalog->pools[p];
        int32_t first = pool->begin < pool->end ? catalog->pool_units[pool->begin] : -1;

        holding->counted[p] = pool->kind != UNIT_PROVIDER && first >= 0;
        for (int32_t k = pool->begin; k < pool->end && holding->counted[p]; k++) {
            int32_t unit = catalog->pool_units[k];

            holding->counted[p] = are_alike(catalog, pool->kind, first, unit) &&
                                  !(pool->kind == UNIT_ROOM && booked[unit]);
        }
    }
    for (int32_t v = 0; v < holding->slate->n_visits; v++)
        spoil_pools(holding, &holding->slate->visits[v]);
    mem_free(booked);
    return STATUS_OK;
}

/* ROOM/EQUIPMENT[pool,t]: what is held at @p at, a moment some use of [from, to) begins. */
static Status count_at(Holding *holding, int32_t from, int32_t to, int32_t at_min)
{
    const HoldCount *counts = holding->holds->counts;
    const CatalogPool *pool = &holding->catalog->pools[counts[from].pool];
    int32_t units = pool->end - pool->begin, row = 0;
    int64_t total = 0;
    Status status = STATUS_OK;

    for (int32_t i = from; i < to && counts[i].start_min <= at_min; i++)
        total += counts[i].clear_min > at_min ? counts[i].count : 0;
    if (total <= units)
        return STATUS_OK;
    TRY(linear_row(holding->linear, -INFINITY, units, &row));
    TRY(linear_name_row(holding->linear, row, "%s[%d,%d]", tag_of(pool->kind),
                        (int)counts[from].pool, (int)at_min));
    for (int32_t i = from; i < to && counts[i].start_min <= at_min; i++)
        if (counts[i].clear_min > at_min)
            TRY(linear_entry(holding->linear, row, holding->column[counts[i].visit],
                             counts[i].count));
done:
    return status;
}

Status holds_count(Holding *holding)
{
    const Holds *holds = holding->holds;
    Status status = STATUS_OK;

    for (int32_t from = 0, to; from < holds->n_counts; from = to) {
        for (to = from + 1;
             to < holds->n_counts && holds->counts[to].pool == holds->counts[from].pool; to++)
            ;
        for (int32_t i = from; i < to; i++)
            if (i == from || holds->counts[i].start_min != holds->counts[i - 1].start_min)
                TRY(count_at(holding, from, to, holds->counts[i].start_min));
    }
done:
    return status;
}

static const Placement *place_of(const Holding *holding, const HoldUse *use)
{
    return &holding->slate->visits[use->visit].at;
}

/* The session in which pairs may overlap that this use belongs to, or -1. */
static int32_t pairing_session(const Holding *holding, const HoldUse *use)
{
    int32_t s = place_of(holding, use)->session;

    return s >= 0 && holding->catalog->sessions[s].overbook_max > 0 ? s : -1;
}

/* Uses of one cell never exclude each other by the moment alone: parts of one visit (told apart
 * elsewhere), or visits of one session that may overlap, as long as all lead or none does. */
static bool same_cell(const Holding *holding, const HoldUse *a, const HoldUse *b)
{
    int32_t s = pairing_session(holding, a);

    if (a->lead != b->lead)
        return false;
    return a->visit == b->visit || (s >= 0 && s == pairing_session(holding, b));
}

/* True when the moment needs no row: it is the leads of one session alone, whose plans see to it.
 */
static bool needs_row(const Holding *holding, const int32_t *live, int32_t count)
{
    const HoldUse *uses = holding->holds->uses;
    bool leads = true, one_cell = true;
    int32_t s = place_of(holding, &uses[live[0]])->session;

    for (int32_t i = 0; i < count; i++) {
        leads = leads && uses[live[i]].lead && s >= 0 &&
                place_of(holding, &uses[live[i]])->session == s;
        one_cell = one_cell && same_cell(holding, &uses[live[0]], &uses[live[i]]);
    }
    return !leads && !one_cell;
}

/* Enters the cell of live[i] into @p row: its only use, or a column that is at least every use. */
static Status enter_cell(Holding *holding, int32_t *live, int32_t count, int32_t i, int32_t row)
{
    const HoldUse *uses = holding->holds->uses;
    const HoldUse *first = &uses[live[i]];
    int32_t column = first->column, members = 0;
    Status status = STATUS_OK;

    for (int32_t k = i; k < count; k++)
        members += live[k] >= 0 && same_cell(holding, first, &uses[live[k]]);
    if (members > 1) {
        TRY(linear_column(holding->linear, 0, 1, 0, false, &column));
        TRY(linear_name_column(holding->linear, column, "busy[%d]", (int)column));
    }
    TRY(linear_entry(holding->linear, row, column, 1));
    for (int32_t k = i; k < count; k++) {
        int32_t above = 0;

        if (live[k] < 0 || !same_cell(holding, first, &uses[live[k]]))
            continue;
        if (members > 1) {
            TRY(linear_row(holding->linear, -INFINITY, 0, &above));
            TRY(linear_name_row(holding->linear, above, "%s[busy,%d]", tag_of(first->kind),
                                (int)column));
            TRY(linear_entry(holding->linear, above, uses[live[k]].column, 1));
            TRY(linear_entry(holding->linear, above, column, -1));
        }
        live[k] = -1;
    }
done:
    return status;
}

/* PROVIDER/ROOM/EQUIPMENT[unit,t]: one cell at a time holds the unit of the uses [from, to). */
static Status part_at(Holding *holding, int32_t from, int32_t to, int32_t at_min, int32_t *live)
{
    const HoldUse *uses = holding->holds->uses;
    int32_t count = 0, row = 0;
    Status status = STATUS_OK;

    for (int32_t i = from; i < to && uses[i].start_min <= at_min; i++)
        if (uses[i].clear_min > at_min)
            live[count++] = i;
    if (count < 2 || !needs_row(holding, live, count))
        return STATUS_OK;
    TRY(linear_row(holding->linear, -INFINITY, 1, &row));
    TRY(linear_name_row(holding->linear, row, "%s[unit%d,%d]", tag_of(uses[from].kind),
                        (int)uses[from].unit, (int)at_min));
    for (int32_t i = 0; i < count; i++)
        if (live[i] >= 0)
            TRY(enter_cell(holding, live, count, i, row));
done:
    return status;
}

static bool leads_meet(const Holding *holding, const HoldUse *a, const HoldUse *b)
{
    const SlateVisit *x = &holding->slate->visits[a->visit], *y = &holding->slate->visits[b->visit];
    const VisitPart *p = &x->shape->parts[x->shape->lead], *q = &y->shape->parts[y->shape->lead];

    return x->at.start_min + p->start_min < y->at.start_min + q->until_min &&
           y->at.start_min + q->start_min < x->at.start_min + p->until_min;
}

/* True when two uses of one unit in different visits exclude each other though no moment's row says
 * so: visits of one session that do not overlap, or sites too far apart. */
static bool clash_apart(const Holding *holding, const HoldUse *a, const HoldUse *b)
{
    const Placement *at = place_of(holding, a), *by = place_of(holding, b);
    int32_t gap = holding->catalog->travel_min;

    if (a->visit == b->visit)
        return false;
    if (a->kind == UNIT_PROVIDER && at->site != by->site && at->day == by->day)
        return a->start_min < b->until_min + gap && b->start_min < a->until_min + gap;
    return !a->lead && same_cell(holding, a, b) && a->start_min < b->clear_min &&
           b->start_min < a->clear_min && !leads_meet(holding, a, b);
}

/* True when no two visits could clash apart, so that pairs need not be looked at. */
static bool never_apart(const Holding *holding, int32_t from, int32_t to)
{
    const HoldUse *uses = holding->holds->uses;
    bool never = true;

    for (int32_t i = from; i < to && never; i++)
        never = (pairing_session(holding, &uses[i]) < 0 || uses[i].lead) &&
                (uses[i].kind != UNIT_PROVIDER ||
                 place_of(holding, &uses[i])->site == place_of(holding, &uses[from])->site);
    return never;
}

static Status part_pairs(Holding *holding, int32_t from, int32_t to)
{
    const HoldUse *uses = holding->holds->uses;
    Status status = STATUS_OK;

    if (never_apart(holding, from, to))
        return STATUS_OK;
    for (int32_t a = from; a < to; a++) {
        for (int32_t b = a + 1; b < to; b++) {
            int32_t row = 0;

            if (holding->linear->n_entries > holding->limit)
                return STATUS_OK;
            if (!clash_apart(holding, &uses[a], &uses[b]))
                continue;
            TRY(linear_row(holding->linear, -INFINITY, 1, &row));
            TRY(linear_name_row(holding->linear, row, "%s[unit%d,%d,%d]", tag_of(uses[a].kind),
                                (int)uses[a].unit, (int)uses[a].visit, (int)uses[b].visit));
            TRY(linear_entry(holding->linear, row, uses[a].column, 1));
            TRY(linear_entry(holding->linear, row, uses[b].column, 1));
        }
    }
done:
    return status;
}

Status holds_part_uses(Holding *holding, bool *within)
{
    const Holds *holds = holding->holds;
    int32_t *live = MEM_NEW(int32_t, holds->n_uses);
    Status status = STATUS_OK;

    if (!live)
        return STATUS_NO_MEMORY;
    for (int32_t from = 0, to; from < holds->n_uses; from = to) {
        for (to = from + 1; to < holds->n_uses && holds->uses[to].kind == holds->uses[from].kind &&
                            holds->uses[to].unit == holds->uses[from].unit;
             to++)
            ;
        for (int32_t i = from; i < to && holding->linear->n_entries <= holding->limit; i++)
            if (i == from || holds->uses[i].start_min != holds->uses[i - 1].start_min)
                TRY(part_at(holding, from, to, holds->uses[i].start_min, live));
        TRY(part_pairs(holding, from, to));
    }
    *within = holding->linear->n_entries <= holding->limit;
done:
    mem_free(live);
    return status;
}
