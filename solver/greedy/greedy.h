/** @file greedy.h
 *  A good schedule fast: construction that knows all rules, then local improvement.
 */
#ifndef SOLVER_GREEDY_GREEDY_H
#define SOLVER_GREEDY_GREEDY_H

#include "solver/agenda/answer.h"
#include "solver/greedy/start.h"
#include "solver/solve.h"

/** What greedy_run() found. */
typedef struct GreedyResult {
    Answer *answer; /* owned; NULL unless outcome is FEASIBLE */
    Agenda *agenda; /* owned; the answer as an agenda, to be searched on; NULL likewise */
    Outcome outcome;
    StoppedBy stopped_by;
    StartCount start;  /* what of options->start could be stood again */
    int64_t work;      /* units done */
    Findings conflict; /* INFEASIBLE: the fixed bookings that clash */
} GreedyResult;

/** Fixed bookings first (none can be left out: INFEASIBLE when they clash, NOTHING when the search
 *  for their units was given up), then the start if there is one, else booked requests where they
 * stand, then reserved places and requests by worth per minute of a lead, linked ones as a whole;
 * then passes that move, exchange and fill in until nothing is gained. Stops early at the deadline,
 * the work limit or an interruption, always with an allowed answer. The same answer on every
 * machine unless the clock cuts it off. @return OK; NO_MEMORY. Release with greedy_clear(). */
Status greedy_run(const Catalog *catalog, const SolveOptions *options, GreedyResult *result);

/** How a schedule is to be refined. */
typedef struct RefineAim {
    const Tolls *tolls; /* where to put whom; NULL: not known */
    double target;      /* the worth at which to stop; INFINITY: no matter what */
    int32_t turn;       /* how often this agenda was refined before: each time takes longer */
} RefineAim;

/** Ruins and recreates parts of @p agenda side by side within @p options as @p aim says, then fills
 *  in, moves and exchanges until nothing is gained. The agenda stays allowed and never ends worse;
 *  *@p stopped_by is set when a limit ended the search. The same on any number of threads unless
 * the clock cuts it off. NO_MEMORY. */
Status greedy_refine(Agenda *agenda, const RefineAim *aim, const SolveOptions *options,
                     StoppedBy *stopped_by);

/** Releases and empties. */
void greedy_clear(GreedyResult *result);

#endif
