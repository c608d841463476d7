#include "solver/agenda/answer.h"

#include <stdlib.h>
#include <string.h>

#include "model/base/memory.h"
#include "model/base/order.h"
#include "model/clinic/calendar.h"
#include "solver/agenda/reason.h"
#include "solver/agenda/turns.h"

static int by_part_and_unit(const void *a, const void *b)
{
    const AgendaUnit *s = a, *t = b;

    if (s->part != t->part)
        return order_int(s->part, t->part);
    return order_int(s->unit, t->unit);
}

static int64_t count_units(const Agenda *agenda)
{
    int64_t n = 0;

    for (int32_t subject = 0; subject < agenda->n_subjects; subject++) {
        int32_t v = agenda->visit_of[subject];

        for (int32_t h = v < 0 ? -1 : agenda->visits[v].first_hold; h >= 0;
             h = agenda->holds[h].sibling)
            n++;
    }
    return n;
}

static void copy_units(const Agenda *agenda, Answer *answer)
{
    int32_t n = 0;

    for (int32_t subject = 0; subject < agenda->n_subjects; subject++) {
        int32_t v = agenda->visit_of[subject], first = n;

        answer->unit_begin[subject] = n;
        answer->at[subject].provider = -1;
        if (v < 0)
            continue;
        answer->at[subject] = agenda->visits[v].at;
        for (int32_t h = agenda->visits[v].first_hold; h >= 0; h = agenda->holds[h].sibling)
            answer->units[n++] = (AgendaUnit){agenda->holds[h].part, agenda->holds[h].unit};
        qsort(answer->units + first, (size_t)(n - first), sizeof *answer->units, by_part_and_unit);
    }
    answer->unit_begin[agenda->n_subjects] = n;
}

Status answer_blank(const Catalog *catalog, Answer **out)
{
    Status status = STATUS_NO_MEMORY;
    Answer *answer = MEM_NEW(Answer, 1);
    int32_t at = 0;

    if (!answer)
        goto done;
    answer->catalog = catalog;
    answer->n_requests = catalog->clinic->requests.rows;
    for (int32_t key = 0; key < catalog->n_reserves; key++)
        answer->n_places += catalog->reserves[key].count;
    answer->n_subjects = answer->n_requests + answer->n_places;
    answer->place_key = MEM_NEW(int32_t, answer->n_places);
    answer->at = MEM_NEW(Placement, answer->n_subjects);
    answer->unit_begin = MEM_NEW(int32_t, (int64_t)answer->n_subjects + 1);
    if (!answer->place_key || !answer->at || !answer->unit_begin)
        goto done;
    for (int32_t key = 0; key < catalog->n_reserves; key++)
        for (int32_t i = 0; i < catalog->reserves[key].count; i++)
            answer->place_key[at++] = key;
    for (int32_t i = 0; i < answer->n_subjects; i++)
        answer->at[i].provider = -1;
    *out = answer;
    answer = NULL;
    status = STATUS_OK;
done:
    answer_free(answer);
    return status;
}

Status answer_new(const Agenda *agenda, Answer **out)
{
    Status status;
    Answer *answer = NULL;
    int64_t n_units = count_units(agenda);

    if (n_units > INT32_MAX)
        return fault(STATUS_NO_MEMORY, "%lld units held", (long long)n_units);
    TRY(answer_blank(agenda->catalog, &answer));
    status = STATUS_NO_MEMORY;
    answer->units = MEM_NEW(AgendaUnit, n_units);
    if (!answer->units)
        goto done;
    copy_units(agenda, answer);
    *out = answer;
    answer = NULL;
    status = STATUS_OK;
done:
    answer_free(answer);
    return status;
}

void answer_free(Answer *answer)
{
    if (!answer)
        return;
    mem_free(answer->place_key);
    mem_free(answer->at);
    mem_free(answer->unit_begin);
    mem_free(answer->units);
    mem_free(answer);
}

/* Calls for the workload of every session in turn; sums costs, and fills @p loads if given. */
static Status load_sessions(const Answer *answer, const Turn *turns, int32_t count, TurnLoad *loads,
                            double *cost)
{
    const Policy *rules = &answer->catalog->clinic->rules;
    Service *services = MEM_NEW(Service, count);

    *cost = 0;
    if (!services)
        return STATUS_NO_MEMORY;
    for (int32_t from = 0, to; from < count; from = to) {
        Workload load;

        for (to = from; to < count && turns[to].session == turns[from].session; to++)
            ;
        load = turns_load(answer, turns + from, to - from, services, loads ? loads + from : NULL);
        *cost += rules->patient_wait_cost_per_min * load.wait_min +
                 rules->idle_cost_per_min * load.idle_min +
                 rules->overtime_cost_per_min * load.overtime_min;
    }
    mem_free(services);
    return STATUS_OK;
}

Status answer_objective(const Answer *answer, double *objective)
{
    const Catalog *catalog = answer->catalog;
    Turn *turns = NULL;
    int32_t count = 0;
    double sum = 0, cost = 0;
    Status status;

    TRY(turns_list(answer, &turns, &count));
    TRY(load_sessions(answer, turns, count, NULL, &cost));
    for (int32_t r = 0; r < answer->n_requests; r++)
        sum += answer->at[r].provider >= 0 ? placement_profit(catalog, r, &answer->at[r])
                                           : -placement_absence(catalog, r);
    for (int32_t i = 0; i < answer->n_places; i++)
        if (answer->at[answer->n_requests + i].provider < 0)
            sum -= placement_place_worth(catalog, answer->place_key[i]);
    *objective = sum - cost;
done:
    mem_free(turns);
    return status;
}

static int32_t change_of(const Catalog *catalog, int32_t r, const Placement *at)
{
    switch (catalog->clinic->requests.status[r]) {
    case REQUEST_BOOKED:
        return placement_is_move(catalog, r, at) ? CHANGE_MOVED : CHANGE_KEPT;
    case REQUEST_FIXED:
        return CHANGE_KEPT;
    default:
        return CHANGE_NEW;
    }
}

static Status add_appointments(const Answer *answer, const TurnLoad *load_of, Schedule *schedule)
{
    const Catalog *catalog = answer->catalog;
    Appointments *rows = &schedule->appointments;
    int32_t n = 0;
    Status status;

    for (int32_t r = 0; r < answer->n_requests; r++)
        n += answer->at[r].provider >= 0;
    status = table_resize(schedule, &result_schema.tables[TABLE_appointments], n);
    if (status != STATUS_OK)
        return status;
    n = 0;
    for (int32_t r = 0; r < answer->n_requests; r++) {
        const Placement *at = &answer->at[r];
        int32_t type = catalog->clinic->requests.visit_type[r], midnight = at->day * DAY_MIN;

        if (at->provider < 0)
            continue;
        rows->request[n] = r;
        rows->provider[n] = at->provider;
        rows->site[n] = at->site;
        rows->date[n] = at->day;
        rows->start[n] = at->start_min - midnight;
        rows->end[n] = placement_end_min(catalog, type, at) - midnight;
        rows->mode[n] = at->mode;
        rows->show_prob[n] = chances_at(catalog->chances, r, at->day);
        rows->overlaps[n] = load_of[r].overlaps;
        rows->expected_wait_min[n] = load_of[r].wait_min;
        rows->change[n++] = change_of(catalog, r, at);
    }
    return STATUS_OK;
}

static const char *unit_id(const Clinic *clinic, int32_t kind, int32_t unit)
{
    switch (kind) {
    case UNIT_PROVIDER:
        return clinic->providers.provider[unit];
    case UNIT_ROOM:
        return clinic->rooms.room[unit];
    default:
        return clinic->equipment.equipment[unit];
    }
}

static Status add_resources(const Answer *answer, Schedule *schedule)
{
    const Catalog *catalog = answer->catalog;
    const Clinic *clinic = catalog->clinic;
    Resources *rows = &schedule->resources;
    Status status = table_resize(schedule, &result_schema.tables[TABLE_resources],
                                 answer->unit_begin[answer->n_subjects]);

    if (status != STATUS_OK)
        return status;
    for (int32_t subject = 0; subject < answer->n_subjects; subject++) {
        const Placement *at = &answer->at[subject];
        bool place = subject >= answer->n_requests;
        int32_t type = place
                           ? catalog->reserves[answer->place_key[subject - answer->n_requests]].type
                           : clinic->requests.visit_type[subject];

        for (int32_t i = answer->unit_begin[subject]; i < answer->unit_begin[subject + 1]; i++) {
            const VisitShape *shape = catalog_shape(catalog, type, at->provider);
            const VisitPart *part = &shape->parts[answer->units[i].part];
            int32_t start = at->start_min - at->day * DAY_MIN;

            if (place)
                rows->reserve[i] = subject - answer->n_requests;
            else
                rows->request[i] = subject;
            rows->step[i] = clinic->activities.step[part->activity];
            rows->kind[i] = part->kind;
            rows->id[i] = unit_id(clinic, part->kind, answer->units[i].unit);
            rows->date[i] = at->day;
            rows->start[i] = start + part->start_min;
            rows->end[i] = start + part->until_min;
        }
    }
    return STATUS_OK;
}

static Status add_reserves(const Answer *answer, Schedule *schedule)
{
    const Catalog *catalog = answer->catalog;
    Reserves *rows = &schedule->reserves;
    Status status = table_resize(schedule, &result_schema.tables[TABLE_reserves], answer->n_places);

    for (int32_t i = 0; status == STATUS_OK && i < answer->n_places; i++) {
        const CatalogReserve *key = &catalog->reserves[answer->place_key[i]];
        const Placement *at = &answer->at[answer->n_requests + i];

        rows->visit_type[i] = key->type;
        rows->site[i] = key->site;
        rows->date[i] = key->day;
        rows->held[i] = at->provider >= 0;
        if (at->provider < 0)
            continue;
        rows->mode[i] = at->mode;
        rows->provider[i] = at->provider;
        rows->start[i] = at->start_min - at->day * DAY_MIN;
        rows->end[i] = placement_end_min(catalog, key->type, at) - at->day * DAY_MIN;
    }
    return status;
}

static Status add_unscheduled(const Answer *answer, Schedule *schedule)
{
    const Requests *requests = &answer->catalog->clinic->requests;
    Text binding = {0};
    Status status = STATUS_OK;

    for (int32_t r = 0; r < answer->n_requests; r++) {
        int32_t row = 0;

        if (answer->at[r].provider >= 0 || requests->status[r] == REQUEST_FIXED)
            continue;
        TRY(schedule_append(schedule, TABLE_unscheduled, &row));
        schedule->unscheduled.request[row] = r;
        binding.length = 0;
        schedule->unscheduled.reason[row] = reason_find(answer, r, &binding);
        TRY(text_status(&binding));
        schedule->unscheduled.binding[row] = arena_text(
            &schedule->texts, binding.bytes ? binding.bytes : "", (size_t)binding.length);
        if (!schedule->unscheduled.binding[row]) {
            schedule->unscheduled.binding[row] = "";
            status = STATUS_NO_MEMORY;
            goto done;
        }
    }
done:
    text_clear(&binding);
    return status;
}

Status answer_schedule(const Answer *answer, Schedule **out)
{
    Status status = STATUS_NO_MEMORY;
    Schedule *schedule = NULL;
    TurnLoad *loads = NULL, *load_of = MEM_NEW(TurnLoad, answer->n_subjects);
    Turn *turns = NULL;
    int32_t count = 0;
    double cost;

    if (!load_of)
        goto done;
    TRY(turns_list(answer, &turns, &count));
    loads = MEM_NEW(TurnLoad, count);
    if (!loads) {
        status = STATUS_NO_MEMORY;
        goto done;
    }
    TRY(load_sessions(answer, turns, count, loads, &cost));
    for (int32_t t = 0; t < count; t++)
        load_of[turns[t].subject] = loads[t];
    TRY(schedule_new(&schedule));
    TRY(add_appointments(answer, load_of, schedule));
    TRY(add_resources(answer, schedule));
    TRY(add_reserves(answer, schedule));
    TRY(add_unscheduled(answer, schedule));
    *out = schedule;
    schedule = NULL;
done:
    schedule_free(schedule);
    mem_free(load_of);
    mem_free(loads);
    mem_free(turns);
    return status;
}
