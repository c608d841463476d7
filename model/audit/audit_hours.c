#include "model/audit/audit_hours.h"

#include <stdlib.h>
#include <string.h>

#include "model/base/memory.h"
#include "model/base/order.h"

static int32_t round_up(int32_t minute, int32_t slot)
{
    return (minute + slot - 1) / slot * slot;
}

static int32_t round_down(int32_t minute, int32_t slot)
{
    return minute / slot * slot;
}

static int by_provider(const void *left, const void *right)
{
    const Shift *a = left, *b = right;
    const int64_t ours[] = {a->provider, a->date, a->start_min, a->row};
    const int64_t theirs[] = {b->provider, b->date, b->start_min, b->row};

    return order_keys(ours, theirs, 4);
}

static int by_unit(const void *left, const void *right)
{
    const Pause *a = left, *b = right;
    int sign = order_int(a->kind, b->kind);

    if (!sign)
        sign = order_int(a->unit, b->unit);
    if (!sign)
        sign = order_int(a->date, b->date);
    if (!sign)
        sign = order_int(a->start_min, b->start_min);
    return sign ? sign : order_int(a->row, b->row);
}

static Status read_sessions(Hours *hours)
{
    const Facts *facts = hours->facts;
    const Sessions *sessions = &facts->clinic->sessions;

    hours->shifts = MEM_NEW(Shift, sessions->rows);
    if (!hours->shifts)
        return STATUS_NO_MEMORY;
    for (int32_t row = 0; row < sessions->rows; row++) {
        Shift shift = {.provider = sessions->provider[row],
                       .site = sessions->site[row],
                       .date = sessions->date[row],
                       .start_min = round_up(sessions->start[row], facts->slot_min),
                       .end_min = round_down(sessions->end[row], facts->slot_min),
                       .row = row};

        if (shift.start_min < shift.end_min && shift.date >= 0 && shift.date < facts->days)
            hours->shifts[hours->n_shifts++] = shift;
    }
    qsort(hours->shifts, (size_t)hours->n_shifts, sizeof *hours->shifts, by_provider);
    return STATUS_OK;
}

/* The row a closure names, or -1. */
static int32_t closed_unit(const Facts *facts, const Lookup *sites, int32_t row)
{
    const Closures *closures = &facts->clinic->closures;

    switch (closures->kind[row]) {
    case CLOSURE_PROVIDER:
        return lookup_find(facts->unit_ids[UNIT_PROVIDER], closures->id[row]);
    case CLOSURE_ROOM:
        return lookup_find(facts->unit_ids[UNIT_ROOM], closures->id[row]);
    case CLOSURE_EQUIPMENT:
        return lookup_find(facts->unit_ids[UNIT_EQUIPMENT], closures->id[row]);
    default:
        return lookup_find(sites, closures->id[row]);
    }
}

static Status read_closures(Hours *hours)
{
    const Facts *facts = hours->facts;
    const Closures *closures = &facts->clinic->closures;
    Lookup *sites = NULL;
    Status status = STATUS_OK;

    TRY(lookup_list((const char *const *)facts->clinic->sites.site, facts->clinic->sites.rows,
                    &sites));
    hours->pauses = MEM_NEW(Pause, closures->rows);
    if (!hours->pauses) {
        status = STATUS_NO_MEMORY;
        goto done;
    }
    for (int32_t row = 0; row < closures->rows; row++) {
        Pause pause = {.kind = closures->kind[row],
                       .unit = closed_unit(facts, sites, row),
                       .date = closures->date[row],
                       .start_min = round_down(closures->start[row], facts->slot_min),
                       .end_min = round_up(closures->end[row], facts->slot_min),
                       .row = row};

        if (closures->start[row] < closures->end[row] && pause.unit >= 0 && pause.date >= 0 &&
            pause.date < facts->days)
            hours->pauses[hours->n_pauses++] = pause;
    }
    qsort(hours->pauses, (size_t)hours->n_pauses, sizeof *hours->pauses, by_unit);
done:
    lookup_free(sites);
    return status;
}

Status hours_new(const Facts *facts, Hours **out)
{
    Status status = STATUS_NO_MEMORY;
    Hours *hours = MEM_NEW(Hours, 1);

    if (!hours)
        goto done;
    hours->facts = facts;
    TRY(read_sessions(hours));
    TRY(read_closures(hours));
    *out = hours;
    hours = NULL;
done:
    hours_free(hours);
    return status;
}

void hours_free(Hours *hours)
{
    if (!hours)
        return;
    mem_free(hours->shifts);
    mem_free(hours->pauses);
    mem_free(hours);
}

const Shift *hours_shifts(const Hours *hours, int32_t provider, int32_t date, int32_t *count)
{
    const Shift key = {.provider = provider, .date = date, .start_min = INT32_MIN};
    int32_t first = order_first(&key, hours->shifts, hours->n_shifts, sizeof key, by_provider);
    int32_t end = first;

    while (end < hours->n_shifts && hours->shifts[end].provider == provider &&
           hours->shifts[end].date == date)
        end++;
    *count = end - first;
    return hours->shifts + first;
}

int32_t hours_session(const Hours *hours, int32_t provider, int32_t site, int32_t date,
                      int32_t from_min, int32_t until_min)
{
    int32_t count = 0;
    const Shift *shifts = hours_shifts(hours, provider, date, &count);

    for (int32_t i = 0; i < count; i++)
        if (shifts[i].site == site && shifts[i].start_min <= from_min &&
            until_min <= shifts[i].end_min)
            return (int32_t)(shifts + i - hours->shifts);
    return -1;
}

bool hours_mode_allowed(const Hours *hours, const Shift *shift, int32_t mode)
{
    switch (hours->facts->clinic->sessions.mode[shift->row]) {
    case SESSION_IN_PERSON:
        return mode == MODE_IN_PERSON;
    case SESSION_TELEHEALTH:
        return mode == MODE_TELEHEALTH;
    default:
        return true;
    }
}

bool hours_open_to(const Hours *hours, const Shift *shift, int32_t type)
{
    const Clinic *clinic = hours->facts->clinic;
    const char *holder = clinic->sessions.held_for[shift->row];
    int32_t release = clinic->sessions.release_days[shift->row];

    return *holder == '\0' || strcmp(holder, clinic->visit_types.visit_type[type]) == 0 ||
           strcmp(holder, clinic->visit_types.specialty[type]) == 0 ||
           (release != MISSING && shift->date <= release);
}

const Pause *hours_closure(const Hours *hours, int32_t kind, int32_t unit, int32_t date,
                           int32_t from_min, int32_t until_min)
{
    const Pause key = {.kind = kind, .unit = unit, .date = date, .start_min = -1};

    for (int32_t i = order_first(&key, hours->pauses, hours->n_pauses, sizeof key, by_unit);
         i < hours->n_pauses; i++) {
        const Pause *pause = &hours->pauses[i];

        if (pause->kind != kind || pause->unit != unit || pause->date != date ||
            pause->start_min >= until_min)
            return NULL;
        if (pause->end_min > from_min)
            return pause;
    }
    return NULL;
}

void hours_open(const Facts *facts, int32_t kind, int32_t unit, int32_t *open_min,
                int32_t *close_min)
{
    const Clinic *clinic = facts->clinic;
    bool room = kind == UNIT_ROOM;

    *open_min =
        round_up(room ? clinic->rooms.open[unit] : clinic->equipment.open[unit], facts->slot_min);
    *close_min = round_down(room ? clinic->rooms.close[unit] : clinic->equipment.close[unit],
                            facts->slot_min);
}
