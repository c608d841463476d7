/** @file budget.h
 *  How long a step of a solve may go on: time, deterministic work, or until it is interrupted.
 *
 *  A unit of work is about a microsecond of one core: a trial of one visit in the agenda, or what
 *  takes as long elsewhere. It is counted, never timed, so a solve that only work limits stops at
 *  the same place on every machine and with any number of threads. A step is given its limits as
 *  SolveOptions and says how much work it has done; what it was given and did not do is left for
 *  those after it. Jobs that run side by side are given equal parts beforehand.
 */
#ifndef SOLVER_BUDGET_H
#define SOLVER_BUDGET_H

#include "solver/solve.h"

/** The limits of one step, and how much of them is gone. */
typedef struct Budget {
    const SolveOptions *options; /* borrowed; its work limit is the step's */
    int64_t done;                /* units of work */
    int64_t next_look;           /* units at which the clock is read again */
    bool spent;
    StoppedBy by; /* why it is spent */
} Budget;

/** True while a step that has done @p done units may go on. Now and then only it reads the clock,
 *  and reports the work done. */
bool budget_left(Budget *budget, int64_t done);

/** Reports the work of a step that is over after @p done units. */
void budget_end(Budget *budget, int64_t done);

/** Limits for a step: @p share of the time and of the work that @p options leave when @p done units
 *  are gone; at least one unit, since 0 means without limit. */
SolveOptions budget_step(const SolveOptions *options, int64_t done, double share);

/** Units that one simplex iteration on a program of @p rows rows is worth. */
int64_t budget_iteration_work(int32_t rows);

/** Limits for each of @p jobs jobs side by side, which take all that is left and report nothing. */
SolveOptions budget_job(const SolveOptions *options, int64_t done, int64_t jobs);

#endif
