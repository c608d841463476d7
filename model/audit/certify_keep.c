#include "model/audit/certify_keep.h"

#include <stdlib.h>

#include "model/base/memory.h"
#include "model/base/order.h"

static int by_unit(const void *left, const void *right)
{
    const Keep *a = left, *b = right;
    const int64_t ours[] = {a->kind, a->unit, a->date, a->from_min, a->until_min};
    const int64_t theirs[] = {b->kind, b->unit, b->date, b->from_min, b->until_min};

    return order_keys(ours, theirs, 5);
}

/* Sorts @p count units by the pool that each is in. */
static Status sort_units(Keeps *keeps, int32_t kind, const char *const *types, const int32_t *sites,
                         int32_t count)
{
    int32_t pools = keeps->lanes->n_codes[kind] * keeps->hours->facts->clinic->sites.rows;
    int32_t *pool = MEM_NEW(int32_t, count);
    Status status;

    if (!pool)
        return STATUS_NO_MEMORY;
    for (int32_t i = 0; i < count; i++)
        pool[i] = lanes_pool(keeps->lanes, kind, types[i], sites[i]);
    status = rows_new(pool, count, pools, &keeps->units[kind]);
    mem_free(pool);
    return status;
}

static Status add(Keeps *keeps, Keep keep)
{
    Status status = mem_grow((void **)&keeps->keeps, &keeps->room, (int64_t)keeps->count + 1,
                             sizeof *keeps->keeps);

    if (status == STATUS_OK)
        keeps->keeps[keeps->count++] = keep;
    return status;
}

/* The booked rooms of @p visit that are of the pool it asks for. */
static Status add_booked(Keeps *keeps, const FixedVisit *visit, int32_t pool, Keep keep)
{
    const Clinic *clinic = keeps->hours->facts->clinic;
    const Rows *rooms = &keeps->units[UNIT_ROOM];
    Status status = STATUS_OK;

    for (int32_t i = 0; i < visit->count; i++) {
        keep.unit = clinic->requests.booked_room[keeps->fixed->members[visit->first + i]];
        for (int32_t k = rooms->begin[pool]; k < rooms->begin[pool + 1]; k++)
            if (rooms->row[k] == keep.unit)
                TRY(add(keeps, keep));
    }
done:
    return status;
}

/* All units of a pool, if the row asks for just so many. */
static Status add_all(Keeps *keeps, int32_t pool, int32_t asked, Keep keep)
{
    const Rows *units = &keeps->units[keep.kind];
    Status status = STATUS_OK;

    if (rows_count(units, pool) != asked)
        return STATUS_OK;
    for (int32_t i = units->begin[pool]; i < units->begin[pool + 1]; i++) {
        keep.unit = units->row[i];
        TRY(add(keeps, keep));
    }
done:
    return status;
}

/* The rooms and devices that a fixed visit is known to hold. */
static Status add_units(Keeps *keeps, const FixedVisit *visit)
{
    const Facts *facts = keeps->hours->facts;
    Keep keep = {.date = visit->date, .shift = visit->shift}, room = keep;
    int32_t n_rooms = 0, asked = 0, room_pool = 0;
    Status status = STATUS_OK;

    for (int32_t i = 0; i < rows_count(&facts->parts, visit->type); i++) {
        Part part = facts_part(facts, visit->type, i, visit->factor);
        int32_t pool = keeps->lanes->code[part.activity] * facts->clinic->sites.rows + visit->site;

        if (part.kind == UNIT_PROVIDER || !facts_holds(visit->mode, part.kind))
            continue;
        keep.kind = part.kind;
        keep.from_min = visit->start_min + part.from_min;
        keep.until_min = visit->start_min + part.until_min;
        TRY(add_all(keeps, pool, facts->clinic->activities.count[part.activity], keep));
        if (part.kind != UNIT_ROOM)
            continue;
        n_rooms++;
        asked = facts->clinic->activities.count[part.activity];
        room_pool = pool;
        room = keep;
    }
    if (n_rooms == 1 && asked == 1)
        TRY(add_booked(keeps, visit, room_pool, room));
done:
    return status;
}

static Status add_fixed(Keeps *keeps, const FixedVisit *visit)
{
    const Hours *hours = keeps->hours;
    int32_t before = keeps->count;
    Status status = STATUS_OK;

    TRY(add_units(keeps, visit));
    if (visit->shift >= 0 && keeps->count > before &&
        hours->facts->clinic->sessions.overbook_max[hours->shifts[visit->shift].row] > 0)
        keeps->shares[visit->shift] = true;
    if (hours->facts->lead[visit->type] >= 0)
        TRY(add(keeps, (Keep){UNIT_PROVIDER, visit->provider, visit->date, visit->from_min,
                              visit->until_min, visit->shift}));
done:
    return status;
}

Status keeps_init(Keeps *keeps, const Hours *hours, const FixedVisits *fixed, const Lanes *lanes)
{
    const Rooms *rooms = &hours->facts->clinic->rooms;
    const Equipment *devices = &hours->facts->clinic->equipment;
    Status status = STATUS_NO_MEMORY;

    *keeps = (Keeps){.hours = hours, .fixed = fixed, .lanes = lanes};
    keeps->shares = MEM_NEW(bool, hours->n_shifts);
    if (!keeps->shares)
        goto done;
    TRY(sort_units(keeps, UNIT_ROOM, rooms->room_type, rooms->site, rooms->rows));
    TRY(sort_units(keeps, UNIT_EQUIPMENT, devices->equipment_type, devices->site, devices->rows));
    for (int32_t i = 0; i < hours->n_pauses; i++) {
        const Pause *pause = &hours->pauses[i];

        if (pause->kind != CLOSURE_SITE)
            TRY(add(keeps, (Keep){pause->kind, pause->unit, pause->date, pause->start_min,
                                  pause->end_min, -1}));
    }
    for (int32_t i = 0; i < fixed->count; i++)
        TRY(add_fixed(keeps, &fixed->visits[i]));
    if (keeps->count > 1)
        qsort(keeps->keeps, (size_t)keeps->count, sizeof *keeps->keeps, by_unit);
done:
    return status;
}

void keeps_clear(Keeps *keeps)
{
    for (int32_t kind = 0; kind < 3; kind++)
        rows_clear(&keeps->units[kind]);
    mem_free(keeps->keeps);
    mem_free(keeps->shares);
    *keeps = (Keeps){0};
}

int32_t keeps_first(const Keeps *keeps, int32_t kind, int32_t unit, int32_t date)
{
    const Keep key = {.kind = kind, .unit = unit, .date = date, .from_min = -1, .until_min = -1};

    return order_first(&key, keeps->keeps, keeps->count, sizeof key, by_unit);
}
