/** @file budget.h
 *  How long the search may go on: time, deterministic work, or until it is interrupted.
 */
#ifndef SOLVER_GREEDY_BUDGET_H
#define SOLVER_GREEDY_BUDGET_H

#include "solver/agenda/agenda.h"
#include "solver/solve.h"

typedef struct Budget {
    const SolveOptions *options; /* borrowed */
    int64_t next_look;           /* effort at which the clock is read again */
    bool spent;
    StoppedBy by; /* why it is spent */
} Budget;

/** True while the search of @p agenda may go on. Reads the clock now and then only. */
bool budget_left(Budget *budget, const Agenda *agenda);

#endif
