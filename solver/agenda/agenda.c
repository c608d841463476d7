#include "solver/agenda/agenda.h"

#include <string.h>

#include "model/base/memory.h"
#include "solver/agenda/agenda_parts.h"
#include "solver/agenda/handout.h"

/* Units a visit of @p type can hold: every unit of every row. */
static int64_t units_of_type(const Catalog *catalog, int32_t type)
{
    int64_t units = 0;

    for (int32_t i = catalog->activities.begin[type]; i < catalog->activities.begin[type + 1]; i++)
        units += catalog->clinic->activities.count[catalog->activities.items[i]];
    return units;
}

void agenda_chain_free(Agenda *agenda, int32_t first_visit, int32_t first_hold)
{
    for (int32_t v = first_visit; v < agenda->n_subjects; v++)
        agenda->visits[v].next_service = v + 1 < agenda->n_subjects ? v + 1 : -1;
    for (int32_t h = first_hold; h < agenda->n_holds; h++)
        agenda->holds[h].next = h + 1 < agenda->n_holds ? h + 1 : -1;
    agenda->free_visit = first_visit < agenda->n_subjects ? first_visit : -1;
    agenda->free_hold = first_hold < agenda->n_holds ? first_hold : -1;
}

static Status make_visits(Agenda *agenda)
{
    int64_t n_holds = 0, most = 1;

    for (int32_t subject = 0; subject < agenda->n_subjects; subject++) {
        int64_t units = units_of_type(agenda->catalog, agenda_type(agenda, subject));

        n_holds += units;
        most = units > most ? units : most;
    }
    if (n_holds > INT32_MAX)
        return fault(STATUS_NO_MEMORY, "%lld units to be held", (long long)n_holds);
    agenda->visits = MEM_NEW(AgendaVisit, agenda->n_subjects);
    agenda->holds = MEM_NEW(AgendaHold, n_holds);
    agenda->n_holds = (int32_t)n_holds;
    agenda->trial.units = MEM_NEW(AgendaUnit, most);
    if (!agenda->visits || !agenda->holds || !agenda->trial.units)
        return STATUS_NO_MEMORY;
    agenda_chain_free(agenda, 0, 0);
    return STATUS_OK;
}

static Status number_places(Agenda *agenda)
{
    const Catalog *catalog = agenda->catalog;
    int64_t total = 0;

    for (int32_t key = 0; key < catalog->n_reserves; key++)
        total += catalog->reserves[key].count;
    if (total + agenda->n_requests > INT32_MAX)
        return fault(STATUS_NO_MEMORY, "%lld reserved places", (long long)total);
    agenda->place_key = MEM_NEW(int32_t, total);
    if (!agenda->place_key)
        return STATUS_NO_MEMORY;
    for (int32_t key = 0; key < catalog->n_reserves; key++)
        for (int32_t i = 0; i < catalog->reserves[key].count; i++)
            agenda->place_key[agenda->n_places++] = key;
    agenda->n_subjects = agenda->n_requests + agenda->n_places;
    return STATUS_OK;
}

static Status make_lists(Agenda *agenda)
{
    const Catalog *catalog = agenda->catalog;
    const Clinic *clinic = catalog->clinic;
    int64_t n_units = (int64_t)clinic->providers.rows + clinic->rooms.rows + clinic->equipment.rows;
    int64_t n_lists = n_units * catalog->days;

    agenda->unit_base[UNIT_PROVIDER] = 0;
    agenda->unit_base[UNIT_ROOM] = clinic->providers.rows;
    agenda->unit_base[UNIT_EQUIPMENT] = clinic->providers.rows + clinic->rooms.rows;
    agenda->first_hold = MEM_NEW(int32_t, n_lists);
    agenda->first_service = MEM_NEW(int32_t, catalog->n_sessions);
    agenda->session_cost = MEM_NEW(double, catalog->n_sessions);
    agenda->session_hole = MEM_NEW(int32_t, catalog->n_sessions);
    agenda->session_stamp = MEM_NEW(int64_t, catalog->n_sessions);
    agenda->visit_of = MEM_NEW(int32_t, agenda->n_subjects);
    agenda->next_member = MEM_NEW(int32_t, agenda->n_requests);
    agenda->leads_any = MEM_NEW(bool, clinic->providers.rows);
    if (!agenda->first_hold || !agenda->first_service || !agenda->session_cost ||
        !agenda->session_hole || !agenda->session_stamp || !agenda->visit_of ||
        !agenda->next_member || !agenda->leads_any)
        return STATUS_NO_MEMORY;
    memset(agenda->first_hold, 0xff, (size_t)n_lists * sizeof *agenda->first_hold);
    for (int32_t s = 0; s < catalog->n_sessions; s++) {
        agenda->first_service[s] = -1;
        agenda->session_hole[s] = catalog->sessions[s].end_min - catalog->sessions[s].start_min;
    }
    for (int32_t subject = 0; subject < agenda->n_subjects; subject++)
        agenda->visit_of[subject] = -1;
    for (int32_t i = 0; i < catalog->lead_begin[clinic->visit_types.rows]; i++)
        agenda->leads_any[catalog->leads[i].provider] = true;
    return STATUS_OK;
}

Status agenda_new(const Catalog *catalog, Agenda **out)
{
    Status status = STATUS_NO_MEMORY;
    Agenda *agenda = MEM_NEW(Agenda, 1);

    if (!agenda)
        return STATUS_NO_MEMORY;
    agenda->catalog = catalog;
    agenda->n_requests = catalog->clinic->requests.rows;
    agenda->repair = true;
    TRY(number_places(agenda));
    TRY(make_lists(agenda));
    TRY(make_visits(agenda));
    *out = agenda;
    agenda = NULL;
done:
    agenda_free(agenda);
    return status;
}

void agenda_free(Agenda *agenda)
{
    if (!agenda)
        return;
    mem_free(agenda->place_key);
    mem_free(agenda->visit_of);
    mem_free(agenda->next_member);
    mem_free(agenda->visits);
    mem_free(agenda->holds);
    mem_free(agenda->first_hold);
    mem_free(agenda->leads_any);
    mem_free(agenda->first_service);
    mem_free(agenda->session_cost);
    mem_free(agenda->session_hole);
    mem_free(agenda->session_stamp);
    mem_free(agenda->trial.units);
    mem_free(agenda->log);
    mem_free(agenda->log_units);
    mem_free(agenda);
}

Status agenda_status(const Agenda *agenda)
{
    return agenda->broken ? fault(STATUS_NO_MEMORY, "log of the agenda") : STATUS_OK;
}

int32_t agenda_type(const Agenda *agenda, int32_t subject)
{
    if (subject < agenda->n_requests)
        return agenda->catalog->clinic->requests.visit_type[subject];
    return agenda->catalog->reserves[agenda->place_key[subject - agenda->n_requests]].type;
}

const Placement *agenda_at(const Agenda *agenda, int32_t subject)
{
    int32_t visit = agenda->visit_of[subject];

    return visit < 0 ? NULL : &agenda->visits[visit].at;
}

void agenda_try(const Agenda *agenda, int32_t subject, const Placement *at, AgendaTrial *trial)
{
    trial->subject = subject;
    trial->type = agenda_type(agenda, subject);
    trial->join = -1;
    trial->at = *at;
    if (!trial->shape || trial->shape_type != trial->type ||
        trial->shape_provider != at->provider) {
        trial->shape = catalog_shape(agenda->catalog, trial->type, at->provider);
        trial->law = catalog_law(agenda->catalog, trial->type, trial->shape);
        trial->shape_type = trial->type;
        trial->shape_provider = at->provider;
    }
    trial->excused = subject < agenda->n_requests &&
                     agenda->catalog->clinic->requests.status[subject] == REQUEST_FIXED;
    trial->n_units = 0;
}

bool agenda_stands(Agenda *agenda, AgendaTrial *trial, double *cost)
{
    *cost = 0;
    trial->session_cost = 0;
    agenda->effort++;
    if (!agenda_lead_free(agenda, trial) &&
        !(trial->join < 0 && agenda->repair && handout_free_lead(agenda, trial) &&
          agenda_lead_free(agenda, trial)))
        return false;
    if (trial->subject < agenda->n_requests &&
        (!agenda_patient_free(agenda, trial->subject, &trial->at) ||
         !agenda_links_kept(agenda, trial->subject, &trial->at)))
        return false;
    if (trial->join >= 0 && agenda->visits[trial->join].excused && !trial->excused &&
        !handout_has_sessions(agenda, trial->join))
        return false;
    if (trial->at.session < 0)
        return true;
    if (!agenda_session_cost(agenda, trial->at.session, trial, &trial->session_cost))
        return false;
    *cost = trial->session_cost - agenda->session_cost[trial->at.session];
    return true;
}

bool agenda_check(Agenda *agenda, int32_t subject, const Placement *at, double limit, double *cost)
{
    int32_t mark = agenda_mark(agenda);
    bool fits;

    if (agenda->broken)
        return false;
    agenda_try(agenda, subject, at, &agenda->trial);
    fits = agenda_stands(agenda, &agenda->trial, cost) && *cost <= limit &&
           (agenda->trial.join >= 0 || handout_units(agenda, &agenda->trial, agenda->repair));
    agenda_rollback(agenda, mark);
    return fits;
}

bool agenda_place(Agenda *agenda, int32_t subject, const Placement *at)
{
    int32_t mark = agenda_mark(agenda);
    double cost;

    if (agenda->broken)
        return false;
    agenda_try(agenda, subject, at, &agenda->trial);
    if (!agenda_stands(agenda, &agenda->trial, &cost) ||
        (agenda->trial.join < 0 && !handout_units(agenda, &agenda->trial, agenda->repair)) ||
        !agenda_admit(agenda, &agenda->trial)) {
        agenda_rollback(agenda, mark);
        return false;
    }
    return true;
}

bool agenda_place_with(Agenda *agenda, int32_t subject, const Placement *at,
                       const AgendaUnit *units, int32_t n_units)
{
    AgendaTrial *trial = &agenda->trial;
    int32_t mark = agenda_mark(agenda);
    double cost;
    bool placed;

    if (agenda->broken)
        return false;
    agenda_try(agenda, subject, at, trial);
    placed = agenda_stands(agenda, trial, &cost);
    if (placed && trial->join < 0) {
        memcpy(trial->units, units, (size_t)n_units * sizeof *units);
        trial->n_units = n_units;
        placed = handout_is_allowed(agenda, trial);
    }
    if (!placed || !agenda_admit(agenda, trial)) {
        agenda_rollback(agenda, mark);
        return false;
    }
    return true;
}
