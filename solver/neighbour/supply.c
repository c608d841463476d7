#include "solver/neighbour/supply.h"

#include "model/base/memory.h"
#include "model/clinic/calendar.h"

Supply supply_begin(const Field *field, const Zone *zone)
{
    return (Supply){.field = field,
                    .number = zone->number,
                    .slots = DAY_MIN / field->agenda->catalog->slot_min};
}

void supply_clear(Supply *supply)
{
    for (int32_t i = 0; i < supply->count; i++) {
        mem_free(supply->lines[i].capacity);
        mem_free(supply->lines[i].row);
        mem_free(supply->lines[i].paid);
    }
    mem_free(supply->lines);
    *supply = (Supply){0};
}

/* Takes the slots that meet [start, end), minutes of the line's day, off @p open. */
static void shut(const Supply *supply, bool *open, int32_t start, int32_t end)
{
    int32_t slot_min = supply->field->agenda->catalog->slot_min;
    int32_t from = start > 0 ? start / slot_min : 0;
    int32_t until = end < DAY_MIN ? (end + slot_min - 1) / slot_min : supply->slots;

    for (int32_t t = from; t < until; t++)
        open[t] = false;
}

/* The slots in which @p unit is open: hours, closures, and of persons a session at the site. */
static void mark_open(const Supply *supply, const CatalogPool *pool, int32_t unit, int32_t day,
                      bool *open)
{
    const Catalog *catalog = supply->field->agenda->catalog;
    int32_t slot_min = catalog->slot_min, midnight = day * DAY_MIN;
    bool person = pool->kind == UNIT_PROVIDER;

    for (int32_t t = 0; t < supply->slots; t++)
        open[t] = !person;
    if (person) {
        int32_t last = catalog->session_begin[unit + 1];

        for (int32_t s = catalog_session_from(catalog, unit, day);
             s < last && catalog->sessions[s].day == day; s++) {
            const CatalogSession *session = &catalog->sessions[s];

            for (int32_t at = session->start_min;
                 session->site == pool->site && at < session->end_min; at += slot_min)
                open[(at - midnight) / slot_min] = true;
        }
    }
    for (int32_t t = 0; t < supply->slots; t++)
        open[t] = open[t] && catalog_unit_open(catalog, pool->kind, unit, midnight + t * slot_min,
                                               midnight + (t + 1) * slot_min);
}

/* Shuts the slots in which visits that stand outside the neighbourhood hold @p unit. */
static void mark_held(const Supply *supply, const CatalogPool *pool, int32_t unit, int32_t day,
                      bool *open)
{
    const Field *field = supply->field;
    const Agenda *agenda = field->agenda;
    int64_t list = (int64_t)(agenda->unit_base[pool->kind] + unit) * agenda->catalog->days + day;
    int32_t midnight = day * DAY_MIN;
    int32_t gap =
        pool->kind == UNIT_EQUIPMENT ? agenda->catalog->clinic->equipment.turnaround_min[unit] : 0;

    for (int32_t h = agenda->first_hold[list]; h >= 0; h = agenda->holds[h].next) {
        const AgendaHold *hold = &agenda->holds[h];
        int32_t subject = agenda->visits[hold->visit].first_member;

        if (field->subject_zone[subject] != supply->number)
            shut(supply, open, hold->start_min - midnight - gap, hold->until_min - midnight + gap);
    }
}

static Status count_units(Supply *supply, SupplyLine *line)
{
    const Catalog *catalog = supply->field->agenda->catalog;
    const CatalogPool *pool = &catalog->pools[line->pool];
    bool *open = MEM_NEW(bool, supply->slots);

    if (!open)
        return STATUS_NO_MEMORY;
    for (int32_t i = pool->begin; i < pool->end; i++) {
        int32_t unit = catalog->pool_units[i];

        mark_open(supply, pool, unit, line->day, open);
        mark_held(supply, pool, unit, line->day, open);
        for (int32_t t = 0; t < supply->slots; t++)
            line->capacity[t] += open[t];
    }
    mem_free(open);
    return STATUS_OK;
}

Status supply_line(Supply *supply, int32_t pool, int32_t day, int32_t *line)
{
    SupplyLine made = {.pool = pool, .day = day};
    void *lines = supply->lines;
    Status status = STATUS_OK;

    for (int32_t i = 0; i < supply->count; i++) {
        if (supply->lines[i].pool == pool && supply->lines[i].day == day) {
            *line = i;
            return STATUS_OK;
        }
    }
    made.capacity = MEM_NEW(int32_t, supply->slots);
    made.row = MEM_NEW(int32_t, supply->slots);
    made.paid = MEM_NEW(double, supply->slots + 1);
    if (!made.capacity || !made.row || !made.paid) {
        status = STATUS_NO_MEMORY;
        goto done;
    }
    for (int32_t t = 0; t < supply->slots; t++)
        made.row[t] = -1;
    TRY(count_units(supply, &made));
    TRY(mem_grow(&lines, &supply->capacity, (int64_t)supply->count + 1, sizeof made));
    supply->lines = lines;
    supply->lines[supply->count] = made;
    *line = supply->count++;
    made = (SupplyLine){0};
done:
    mem_free(made.capacity);
    mem_free(made.row);
    mem_free(made.paid);
    return status;
}

bool supply_has(const Supply *supply, int32_t line, int32_t from, int32_t until, int32_t count)
{
    for (int32_t t = from; t < until && t < supply->slots; t++)
        if (supply->lines[line].capacity[t] < count)
            return false;
    return true;
}

double supply_price(const Supply *supply, int32_t line, int32_t from, int32_t until)
{
    const SupplyLine *it = &supply->lines[line];

    if (!it->priced)
        return 0;
    return it->paid[until < supply->slots ? until : supply->slots] - it->paid[from];
}
