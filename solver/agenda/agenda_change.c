/* Changes of the agenda: logged, charged, taken back. */
#include <string.h>

#include "model/base/memory.h"
#include "solver/agenda/agenda_parts.h"

static bool log_change(Agenda *agenda, AgendaChange change)
{
    void *log = agenda->log;

    if (mem_grow(&log, &agenda->log_capacity, (int64_t)agenda->n_log + 1, sizeof *agenda->log) !=
        STATUS_OK) {
        agenda->broken = true;
        return false;
    }
    agenda->log = log;
    agenda->log[agenda->n_log++] = change;
    return true;
}

static bool log_units(Agenda *agenda, int32_t visit)
{
    for (int32_t h = agenda->visits[visit].first_hold; h >= 0; h = agenda->holds[h].sibling) {
        void *units = agenda->log_units;

        if (mem_grow(&units, &agenda->log_units_capacity, (int64_t)agenda->n_log_units + 1,
                     sizeof *agenda->log_units) != STATUS_OK) {
            agenda->broken = true;
            return false;
        }
        agenda->log_units = units;
        agenda->log_units[agenda->n_log_units++] =
            (AgendaUnit){agenda->holds[h].part, agenda->holds[h].unit};
    }
    return true;
}

static double subject_worth(const Agenda *agenda, int32_t subject, const Placement *at)
{
    if (subject >= agenda->n_requests)
        return placement_place_worth(agenda->catalog,
                                     agenda->place_key[subject - agenda->n_requests]);
    return placement_profit(agenda->catalog, subject, at) +
           placement_absence(agenda->catalog, subject);
}

/* Session @p session costs @p cost from now on. */
static void charge(Agenda *agenda, int32_t session, double cost)
{
    if (session < 0)
        return;
    agenda->worth -= cost - agenda->session_cost[session];
    agenda->session_cost[session] = cost;
}

/* A change of @p subject at @p at, with what it takes to be taken back. */
static AgendaChange change_of(const Agenda *agenda, int32_t subject, const Placement *at)
{
    return (AgendaChange){.subject = subject,
                          .at = *at,
                          .units = agenda->n_log_units,
                          .worth = agenda->worth,
                          .session_cost = at->session < 0 ? 0 : agenda->session_cost[at->session]};
}

bool agenda_admit(Agenda *agenda, const AgendaTrial *trial)
{
    AgendaChange change = change_of(agenda, trial->subject, &trial->at);

    change.what = CHANGE_PLACED;
    if (!log_change(agenda, change))
        return false;
    agenda_enter(agenda, trial);
    agenda->worth += subject_worth(agenda, trial->subject, &trial->at);
    charge(agenda, trial->at.session, trial->session_cost);
    return true;
}

void agenda_remove(Agenda *agenda, int32_t subject)
{
    int32_t visit = agenda->visit_of[subject];
    AgendaChange change = change_of(agenda, subject, &agenda->visits[visit].at);
    double cost = 0;

    change.what = CHANGE_REMOVED;
    if (!log_units(agenda, visit))
        return;
    change.n_units = agenda->n_log_units - change.units;
    if (!log_change(agenda, change))
        return;
    agenda_leave(agenda, subject);
    agenda->worth -= subject_worth(agenda, subject, &change.at);
    if (change.at.session >= 0)
        agenda_session_cost(agenda, change.at.session, NULL, &cost);
    charge(agenda, change.at.session, cost);
}

bool agenda_exchange(Agenda *agenda, int32_t hold, int32_t unit)
{
    const AgendaHold *h = &agenda->holds[hold];

    if (!log_change(agenda, (AgendaChange){.what = CHANGE_EXCHANGED,
                                           .subject = agenda->visits[h->visit].first_member,
                                           .part = h->part,
                                           .unit = unit,
                                           .old = h->unit}))
        return false;
    agenda_set_unit(agenda, hold, unit);
    return true;
}

int32_t agenda_mark(const Agenda *agenda)
{
    return agenda->n_log;
}

/* Worth and costs as they were, to the last bit. */
static void restore(Agenda *agenda, const AgendaChange *change)
{
    agenda->worth = change->worth;
    if (change->at.session >= 0)
        agenda->session_cost[change->at.session] = change->session_cost;
}

static void take_back(Agenda *agenda, const AgendaChange *change)
{
    AgendaTrial *trial = &agenda->trial;
    int32_t h;

    switch (change->what) {
    case CHANGE_PLACED:
        agenda_leave(agenda, change->subject);
        restore(agenda, change);
        break;
    case CHANGE_REMOVED:
        agenda_try(agenda, change->subject, &change->at, trial);
        agenda_lead_free(agenda, trial); /* finds the visit to join */
        trial->n_units = change->n_units;
        memcpy(trial->units, agenda->log_units + change->units,
               (size_t)change->n_units * sizeof *trial->units);
        agenda->n_log_units = change->units;
        agenda_enter(agenda, trial);
        restore(agenda, change);
        break;
    case CHANGE_EXCHANGED:
        h = agenda->visits[agenda->visit_of[change->subject]].first_hold;
        while (agenda->holds[h].part != change->part || agenda->holds[h].unit != change->unit)
            h = agenda->holds[h].sibling;
        agenda_set_unit(agenda, h, change->old);
        break;
    }
}

void agenda_rollback(Agenda *agenda, int32_t mark)
{
    /* A change that could not be logged cannot be taken back: whoever sees this gives up the
     * agenda. */
    if (agenda->broken)
        return;
    while (agenda->n_log > mark) {
        AgendaChange change = agenda->log[--agenda->n_log];

        take_back(agenda, &change);
    }
}

void agenda_settle(Agenda *agenda)
{
    agenda->n_settled++;
    for (int32_t i = 0; i < agenda->n_log; i++) {
        const AgendaChange *change = &agenda->log[i];
        const Placement *at =
            change->what == CHANGE_EXCHANGED ? agenda_at(agenda, change->subject) : &change->at;

        if (at && at->session >= 0)
            agenda->session_stamp[at->session] = agenda->n_settled;
    }
    agenda->n_log = 0;
    agenda->n_log_units = 0;
}
