/* The visits and holds of an agenda renumbered in the order in which they are walked. */
#include <string.h>

#include "model/base/memory.h"
#include "solver/agenda/agenda_parts.h"

/* New numbers for what an agenda holds. */
typedef struct Renumbering {
    AgendaVisit *visits;           /* owned */
    AgendaHold *holds;             /* owned */
    int32_t *new_visit, *new_hold; /* owned, by old number */
    int32_t n_visits, n_holds;
} Renumbering;

static void number_visit(const Agenda *agenda, Renumbering *to, int32_t v)
{
    if (to->new_visit[v] >= 0)
        return;
    to->new_visit[v] = to->n_visits;
    to->visits[to->n_visits++] = agenda->visits[v];
}

/* Visits in the order of their sessions, then those of none. */
static void number_visits(const Agenda *agenda, Renumbering *to)
{
    for (int32_t v = 0; v < agenda->n_subjects; v++)
        to->new_visit[v] = -1;
    for (int32_t s = 0; s < agenda->catalog->n_sessions; s++)
        for (int32_t v = agenda->first_service[s]; v >= 0; v = agenda->visits[v].next_service)
            number_visit(agenda, to, v);
    for (int32_t subject = 0; subject < agenda->n_subjects; subject++)
        if (agenda->visit_of[subject] >= 0)
            number_visit(agenda, to, agenda->visit_of[subject]);
}

/* Holds in the order of their lists. */
static void number_holds(const Agenda *agenda, Renumbering *to, int64_t n_lists)
{
    for (int64_t list = 0; list < n_lists; list++) {
        for (int32_t h = agenda->first_hold[list]; h >= 0; h = agenda->holds[h].next) {
            to->new_hold[h] = to->n_holds;
            to->holds[to->n_holds] = agenda->holds[h];
            to->holds[to->n_holds].visit = to->new_visit[agenda->holds[h].visit];
            if (agenda->holds[h].next >= 0)
                to->holds[to->n_holds].next = to->n_holds + 1;
            to->n_holds++;
        }
    }
}

static void renumber(Agenda *agenda, const Renumbering *to, int64_t n_lists)
{
    for (int64_t list = 0; list < n_lists; list++)
        if (agenda->first_hold[list] >= 0)
            agenda->first_hold[list] = to->new_hold[agenda->first_hold[list]];
    for (int32_t s = 0; s < agenda->catalog->n_sessions; s++)
        if (agenda->first_service[s] >= 0)
            agenda->first_service[s] = to->new_visit[agenda->first_service[s]];
    for (int32_t subject = 0; subject < agenda->n_subjects; subject++)
        if (agenda->visit_of[subject] >= 0)
            agenda->visit_of[subject] = to->new_visit[agenda->visit_of[subject]];
    memcpy(agenda->visits, to->visits, (size_t)to->n_visits * sizeof(AgendaVisit));
    memcpy(agenda->holds, to->holds, (size_t)to->n_holds * sizeof(AgendaHold));
    for (int32_t v = 0; v < to->n_visits; v++) {
        AgendaVisit *visit = &agenda->visits[v];

        visit->first_hold = to->new_hold[visit->first_hold];
        if (visit->next_service >= 0)
            visit->next_service = to->new_visit[visit->next_service];
    }
    for (int32_t h = 0; h < to->n_holds; h++)
        if (agenda->holds[h].sibling >= 0)
            agenda->holds[h].sibling = to->new_hold[agenda->holds[h].sibling];
    agenda_chain_free(agenda, to->n_visits, to->n_holds);
}

Status agenda_compact(Agenda *agenda)
{
    const Clinic *clinic = agenda->catalog->clinic;
    int64_t n_lists =
        ((int64_t)clinic->providers.rows + clinic->rooms.rows + clinic->equipment.rows) *
        agenda->catalog->days;
    Renumbering to = {.visits = MEM_NEW(AgendaVisit, agenda->n_subjects),
                      .holds = MEM_NEW(AgendaHold, agenda->n_holds),
                      .new_visit = MEM_NEW(int32_t, agenda->n_subjects),
                      .new_hold = MEM_NEW(int32_t, agenda->n_holds)};
    Status status = STATUS_NO_MEMORY;

    if (!to.visits || !to.holds || !to.new_visit || !to.new_hold)
        goto done;
    number_visits(agenda, &to);
    number_holds(agenda, &to, n_lists);
    renumber(agenda, &to, n_lists);
    agenda_settle(agenda);
    status = STATUS_OK;
done:
    mem_free(to.visits);
    mem_free(to.holds);
    mem_free(to.new_visit);
    mem_free(to.new_hold);
    return status;
}
