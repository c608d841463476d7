/* How much of each priced slot an allowed schedule can use at most.
 *
 * A person leads one visit at a time, or two where a session that covers the slot lets its services
 * overlap. A unit is held by one visit at a time, or by the two of an overlapping pair; never by
 * three, since visits that are pairs two by two would lead at one minute all three. So beyond one
 * visit a unit, a pool is used only by the later visit of a pair, which is one of the overbook_max
 * services of its session that start before an earlier one ends, and that uses at most as many
 * units as all rows of a type together ask of the pool.
 */
#include "model/audit/certify_tariff.h"
#include "model/base/memory.h"

/* What capacities are made of. */
typedef struct Supply {
    const Tariff *tariff;
    Rows units[3];    /* owned: rooms and devices by pool */
    int32_t *most[3]; /* owned, by type code: units of it that one visit can hold */
    int64_t *doubled; /* owned, [sites x days]: services that may overlap */
    double *open;     /* owned, [slots]: units open in each slot of a lane */
} Supply;

static void supply_clear(Supply *supply)
{
    for (int kind = 0; kind < 3; kind++) {
        rows_clear(&supply->units[kind]);
        mem_free(supply->most[kind]);
    }
    mem_free(supply->doubled);
    mem_free(supply->open);
}

static Status sort_units(Supply *supply, int32_t kind, const char *const *types,
                         const int32_t *sites, int32_t count)
{
    const Tariff *tariff = supply->tariff;
    int32_t n_sites = tariff->facts->clinic->sites.rows;
    int32_t *pool = MEM_NEW(int32_t, count);
    Status status = STATUS_NO_MEMORY;

    if (!pool)
        goto done;
    for (int32_t unit = 0; unit < count; unit++)
        pool[unit] = lookup_find(tariff->types[kind], types[unit]) * n_sites + sites[unit];
    TRY(rows_new(pool, count, tariff->n_types[kind] * n_sites, &supply->units[kind]));
done:
    mem_free(pool);
    return status;
}

/* The rows of a type that ask for one pool add up, whether they meet in time or not. */
static Status count_most(Supply *supply, int32_t kind)
{
    const Tariff *tariff = supply->tariff;
    const Clinic *clinic = tariff->facts->clinic;
    const Rows *parts = &tariff->facts->parts;
    int32_t *most = MEM_NEW(int32_t, tariff->n_types[kind]);
    int32_t *here = MEM_NEW(int32_t, tariff->n_types[kind]);

    supply->most[kind] = most;
    if (!most || !here) {
        mem_free(here);
        return STATUS_NO_MEMORY;
    }
    for (int32_t type = 0; type < clinic->visit_types.rows; type++) {
        for (int32_t i = parts->begin[type]; i < parts->begin[type + 1]; i++)
            if (clinic->activities.kind[parts->row[i]] == kind)
                here[tariff->type_code[parts->row[i]]] += clinic->activities.count[parts->row[i]];
        for (int32_t i = parts->begin[type]; i < parts->begin[type + 1]; i++) {
            int32_t code = tariff->type_code[parts->row[i]];

            if (clinic->activities.kind[parts->row[i]] != kind)
                continue;
            if (here[code] > most[code])
                most[code] = here[code];
            here[code] = 0;
        }
    }
    mem_free(here);
    return STATUS_OK;
}

static Status count_overlaps(Supply *supply)
{
    const Hours *hours = supply->tariff->hours;
    const Clinic *clinic = hours->facts->clinic;
    int64_t days = hours->facts->days;

    supply->doubled = MEM_NEW(int64_t, clinic->sites.rows * days);
    if (!supply->doubled)
        return STATUS_NO_MEMORY;
    for (int32_t s = 0; s < hours->n_shifts; s++) {
        const Shift *shift = &hours->shifts[s];

        supply->doubled[shift->site * days + shift->date] +=
            clinic->sessions.overbook_max[shift->row];
    }
    return STATUS_OK;
}

static Status supply_init(Supply *supply, const Tariff *tariff)
{
    const Clinic *clinic = tariff->facts->clinic;
    Status status = STATUS_OK;

    *supply = (Supply){.tariff = tariff, .open = MEM_NEW(double, tariff->slots)};
    if (!supply->open)
        return STATUS_NO_MEMORY;
    TRY(sort_units(supply, UNIT_ROOM, clinic->rooms.room_type, clinic->rooms.site,
                   clinic->rooms.rows));
    TRY(sort_units(supply, UNIT_EQUIPMENT, clinic->equipment.equipment_type, clinic->equipment.site,
                   clinic->equipment.rows));
    TRY(count_most(supply, UNIT_ROOM));
    TRY(count_most(supply, UNIT_EQUIPMENT));
    TRY(count_overlaps(supply));
done:
    return status;
}

/* Capacities of a person's slots into supply->open. */
static void open_person(const Supply *supply, const Lane *lane)
{
    const Hours *hours = supply->tariff->hours;
    int32_t slot_min = hours->facts->slot_min, count = 0;
    const Shift *shifts = hours_shifts(hours, lane->unit, lane->date, &count);

    for (int32_t slot = 0; slot < supply->tariff->slots; slot++)
        supply->open[slot] = 1.0;
    for (int32_t i = 0; i < count; i++)
        if (hours->facts->clinic->sessions.overbook_max[shifts[i].row] > 0)
            for (int32_t m = shifts[i].start_min; m < shifts[i].end_min; m += slot_min)
                supply->open[m / slot_min] = 2.0;
}

/* Capacities of a pool's slots into supply->open. */
static void open_pool(const Supply *supply, const Lane *lane)
{
    const Facts *facts = supply->tariff->facts;
    int32_t sites = facts->clinic->sites.rows, slot_min = facts->slot_min;
    int32_t code = lane->unit / sites, site = lane->unit % sites;
    const Rows *units = &supply->units[lane->kind];
    int64_t doubled = supply->doubled[(int64_t)site * facts->days + lane->date];

    for (int32_t slot = 0; slot < supply->tariff->slots; slot++)
        supply->open[slot] = (double)doubled * supply->most[lane->kind][code];
    for (int32_t i = units->begin[lane->unit]; i < units->begin[lane->unit + 1]; i++) {
        int32_t open_min = 0, close_min = 0;

        hours_open(facts, lane->kind, units->row[i], &open_min, &close_min);
        for (int32_t m = open_min; m < close_min; m += slot_min)
            if (!hours_closure(supply->tariff->hours, lane->kind, units->row[i], lane->date, m,
                               m + slot_min))
                supply->open[m / slot_min] += 1.0;
    }
}

Status tariff_capacity(const Tariff *tariff, Sum *sum)
{
    Supply supply;
    Status status = STATUS_OK;

    TRY(supply_init(&supply, tariff));
    for (int32_t i = 0; i < tariff->n_lanes; i++) {
        const Lane *lane = &tariff->lanes[i];

        if (lane->kind == UNIT_PROVIDER)
            open_person(&supply, lane);
        else
            open_pool(&supply, lane);
        for (int32_t slot = 0; slot < tariff->slots; slot++)
            sum_add(sum, supply.open[slot] * (lane->before[slot + 1] - lane->before[slot]));
    }
done:
    supply_clear(&supply);
    return status;
}
