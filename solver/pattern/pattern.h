/** @file pattern.h
 *  A bound that nobody can beat, by the best plans of all sessions at good prices.
 *
 *  Cools the dual (descent.h) as fast as the limits ask: first with one price for all starts of a
 *  linked request on a day, then with one for each, and at last, where one service may delay
 *  another, with all that costs. What was found stands at any moment.
 */
#ifndef SOLVER_PATTERN_PATTERN_H
#define SOLVER_PATTERN_PATTERN_H

#include "model/clinic/schedule.h"
#include "solver/pattern/descent.h"
#include "solver/solve.h"

typedef struct Pattern {
    Dual *dual; /* owned */
    Descent descent;
    double bound;         /* no allowed schedule is worth more; INFINITY: not known yet */
    int64_t work;         /* units done */
    StoppedBy stopped_by; /* DONE: cooled to the end */
} Pattern;

/** Reads @p catalog, which is borrowed. NO_MEMORY. Release with pattern_clear(). */
Status pattern_init(Pattern *pattern, const Catalog *catalog);

/** Releases and empties. */
void pattern_clear(Pattern *pattern);

/** Looks for good prices within @p options (deadline, work limit, threads, interruption); at least
 *  one evaluation is made. NO_MEMORY. */
Status pattern_run(Pattern *pattern, const SolveOptions *options);

/** Goes on where pattern_run() was cut off, likewise; nothing to do if it was not. */
Status pattern_resume(Pattern *pattern, const SolveOptions *options);

/** Enters the prices of the bound into the certificate table of @p schedule. NO_MEMORY. */
Status pattern_write(const Pattern *pattern, Schedule *schedule);

/** What standing anywhere costs at the prices of the bound. NO_MEMORY. */
Status pattern_tolls(Pattern *pattern, int threads, Tolls *tolls);

#endif
