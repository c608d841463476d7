/** @file pace.h
 *  A search in the agenda under a budget, which reports what the agenda is worth as it goes on.
 */
#ifndef SOLVER_GREEDY_PACE_H
#define SOLVER_GREEDY_PACE_H

#include "solver/agenda/agenda.h"
#include "solver/budget.h"

typedef struct Pace {
    Budget budget;
    double nothing; /* the objective when nothing stands */
    int64_t before; /* effort of the agenda when the pace began */
} Pace;

/** The pace of a search in @p agenda within @p options, which outlive it. */
Pace pace_begin(const Agenda *agenda, const SolveOptions *options);

/** True while the search of @p agenda, which is allowed at this moment, may go on. */
bool pace_left(Pace *pace, const Agenda *agenda);

/** What the schedule in @p agenda is worth. */
double pace_objective(const Pace *pace, const Agenda *agenda);

/** Reports what has not been reported yet: the search of @p agenda is over. */
void pace_end(Pace *pace, const Agenda *agenda);

#endif
