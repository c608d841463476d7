/* One agenda made equal to another. */
#include <string.h>

#include "solver/agenda/agenda_parts.h"

static void copy(void *to, const void *from, int64_t count, size_t size)
{
    memcpy(to, from, (size_t)count * size);
}

void agenda_assign(Agenda *agenda, const Agenda *from)
{
    const Catalog *catalog = from->catalog;
    const Clinic *clinic = catalog->clinic;
    int64_t units = (int64_t)clinic->providers.rows + clinic->rooms.rows + clinic->equipment.rows;

    copy(agenda->visit_of, from->visit_of, from->n_subjects, sizeof(int32_t));
    copy(agenda->next_member, from->next_member, from->n_requests, sizeof(int32_t));
    copy(agenda->visits, from->visits, from->n_subjects, sizeof(AgendaVisit));
    copy(agenda->holds, from->holds, from->n_holds, sizeof(AgendaHold));
    copy(agenda->first_hold, from->first_hold, units * catalog->days, sizeof(int32_t));
    copy(agenda->first_service, from->first_service, catalog->n_sessions, sizeof(int32_t));
    copy(agenda->session_cost, from->session_cost, catalog->n_sessions, sizeof(double));
    copy(agenda->session_hole, from->session_hole, catalog->n_sessions, sizeof(int32_t));
    copy(agenda->session_stamp, from->session_stamp, catalog->n_sessions, sizeof(int64_t));
    agenda->free_visit = from->free_visit;
    agenda->free_hold = from->free_hold;
    agenda->n_settled = from->n_settled;
    agenda->worth = from->worth;
    agenda->n_log = agenda->n_log_units = 0;
}
