#include "datasets/inspect/inspect_pool.h"

#include <string.h>

#include "model/base/lookup.h"
#include "model/base/memory.h"
#include "model/clinic/calendar.h"

/* Numbers the different texts: number[row] is that of text[row]. */
static Status number_texts(const char *const *text, int32_t rows, int32_t *number, int32_t *count,
                           Lookup *lookup)
{
    for (int32_t row = 0; row < rows; row++) {
        if (lookup_add(lookup, text[row], *count, &number[row]) != STATUS_OK)
            return STATUS_NO_MEMORY;
        if (number[row] == *count)
            ++*count;
    }
    return STATUS_OK;
}

static Status number_kind(Pools *pools, int32_t kind, const char *const *text, int32_t rows,
                          int32_t **number)
{
    const Activities *activities = &pools->facts->clinic->activities;
    Lookup *lookup = NULL;
    Status status = STATUS_NO_MEMORY;

    *number = MEM_NEW(int32_t, rows);
    if (!*number)
        goto done;
    TRY(lookup_new(16, &lookup));
    TRY(number_texts(text, rows, *number, &pools->count[kind], lookup));
    for (int32_t a = 0; a < activities->rows; a++)
        if (activities->kind[a] == kind)
            pools->activity[a] = lookup_find(lookup, activities->type[a]);
    pools->pool[kind] = MEM_NEW(Pool, pools->count[kind]);
    if (!pools->pool[kind])
        status = STATUS_NO_MEMORY;
done:
    lookup_free(lookup);
    return status;
}

Status pools_new(const InspectFacts *facts, Pools **out)
{
    const Clinic *clinic = facts->clinic;
    Status status = STATUS_NO_MEMORY;
    Pools *pools = MEM_NEW(Pools, 1);

    if (!pools)
        goto done;
    pools->facts = facts;
    pools->activity = MEM_NEW(int32_t, clinic->activities.rows);
    if (!pools->activity)
        goto done;
    for (int32_t a = 0; a < clinic->activities.rows; a++)
        pools->activity[a] = -1;
    TRY(number_kind(pools, UNIT_PROVIDER, clinic->providers.role, clinic->providers.rows,
                    &pools->role));
    TRY(number_kind(pools, UNIT_ROOM, clinic->rooms.room_type, clinic->rooms.rows, &pools->room));
    TRY(number_kind(pools, UNIT_EQUIPMENT, clinic->equipment.equipment_type, clinic->equipment.rows,
                    &pools->device));
    *out = pools;
    pools = NULL;
done:
    pools_free(pools);
    return status;
}

void pools_free(Pools *pools)
{
    if (!pools)
        return;
    for (int kind = 0; kind < 3; kind++)
        mem_free(pools->pool[kind]);
    mem_free(pools->activity);
    mem_free(pools->role);
    mem_free(pools->room);
    mem_free(pools->device);
    mem_free(pools);
}

static void enter(Pool *pool, Span hours, int32_t units)
{
    if (hours.start >= hours.end)
        return;
    if (pool->units == 0)
        *pool = (Pool){0, hours.start, hours.end};
    pool->units += units;
    if (hours.start < pool->open)
        pool->open = hours.start;
    if (hours.end > pool->close)
        pool->close = hours.end;
}

static Span open_hours(const InspectFacts *facts, int32_t open, int32_t close)
{
    if (!span_is_sound(open, close))
        return (Span){0, 0};
    return span_inward((Span){open, close}, facts->slot_min);
}

void pools_load_site(Pools *pools, int32_t site)
{
    const InspectFacts *facts = pools->facts;
    const Rooms *rooms = &facts->clinic->rooms;
    const Equipment *equipment = &facts->clinic->equipment;

    memset(pools->pool[UNIT_ROOM], 0, (size_t)pools->count[UNIT_ROOM] * sizeof(Pool));
    memset(pools->pool[UNIT_EQUIPMENT], 0, (size_t)pools->count[UNIT_EQUIPMENT] * sizeof(Pool));
    for (int32_t i = facts->rooms_of.begin[site]; i < facts->rooms_of.begin[site + 1]; i++) {
        int32_t row = facts->rooms_of.rows[i];

        enter(&pools->pool[UNIT_ROOM][pools->room[row]],
              open_hours(facts, rooms->open[row], rooms->close[row]), 1);
    }
    for (int32_t i = facts->equipment_of.begin[site]; i < facts->equipment_of.begin[site + 1];
         i++) {
        int32_t row = facts->equipment_of.rows[i];

        enter(&pools->pool[UNIT_EQUIPMENT][pools->device[row]],
              open_hours(facts, equipment->open[row], equipment->close[row]), 1);
    }
}

void pools_load_persons(Pools *pools, const SortKey *sessions, int32_t count)
{
    const InspectFacts *facts = pools->facts;
    int32_t last = -1;

    memset(pools->pool[UNIT_PROVIDER], 0, (size_t)pools->count[UNIT_PROVIDER] * sizeof(Pool));
    for (int32_t i = 0; i < count; i++) {
        int32_t provider = facts->clinic->sessions.provider[sessions[i].row];

        enter(&pools->pool[UNIT_PROVIDER][pools->role[provider]], facts->session[sessions[i].row],
              provider != last);
        last = provider;
    }
}

/* Units that @p part needs: one more while the lead, of the same role, is busy. */
static int32_t units_needed(const Pools *pools, const VisitShape *shape, const VisitPart *part)
{
    const VisitPart *lead = &shape->parts[shape->lead];
    bool beside = part->kind == UNIT_PROVIDER &&
                  pools->activity[part->activity] == pools->activity[lead->activity] &&
                  part->start_min < lead->until_min && lead->start_min < part->until_min;

    return part->count + (beside ? 1 : 0);
}

void pools_narrow(const Pools *pools, const VisitShape *shape, int32_t mode, int32_t *low,
                  int32_t *high)
{
    *low = 0;
    *high = DAY_MIN;
    for (int32_t i = 0; i < shape->n_parts; i++) {
        const VisitPart *part = &shape->parts[i];
        int32_t at = pools->activity[part->activity];
        const Pool *pool;

        if (i == shape->lead || !visit_holds(part, mode))
            continue;
        pool = at < 0 ? NULL : &pools->pool[part->kind][at];
        if (!pool || pool->units < units_needed(pools, shape, part)) {
            *high = -1;
            return;
        }
        if (*low < pool->open - part->start_min)
            *low = pool->open - part->start_min;
        if (*high > pool->close - part->until_min)
            *high = pool->close - part->until_min;
    }
}
