/** @file answer.h
 *  An answer of the solver: where every request and reserved place stands, and with which units.
 *
 *  From it come the schedule that is audited and written, and the solver's own count of its worth.
 */
#ifndef SOLVER_AGENDA_ANSWER_H
#define SOLVER_AGENDA_ANSWER_H

#include "model/clinic/schedule.h"
#include "solver/agenda/agenda.h"

/** Subjects are numbered as in the agenda: requests, then places. Immutable once made. */
typedef struct Answer {
    const Catalog *catalog; /* borrowed */
    int32_t n_requests, n_places, n_subjects;
    int32_t *place_key;  /* owned, [n_places]: reserve key */
    Placement *at;       /* owned, [n_subjects]; provider -1 where it does not stand */
    int32_t *unit_begin; /* owned, [n_subjects + 1] into units */
    AgendaUnit *units;   /* owned: by part and unit; members of a shared visit list all of them */
} Answer;

/** Nothing stands; units are to be allotted. NO_MEMORY. Release with answer_free(). */
Status answer_blank(const Catalog *catalog, Answer **out);

/** What stands in @p agenda. NO_MEMORY. Release with answer_free(). */
Status answer_new(const Agenda *agenda, Answer **out);

/** NULL is allowed. */
void answer_free(Answer *answer);

/** The worth of the answer as the contract counts it. NO_MEMORY. */
Status answer_objective(const Answer *answer, double *objective);

/** The schedule: appointments, resources, reserves and unscheduled, rows in the order of the
 *  dataset; attributes are the caller's. NO_MEMORY. */
Status answer_schedule(const Answer *answer, Schedule **out);

#endif
