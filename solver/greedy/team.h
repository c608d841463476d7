/** @file team.h
 *  Ruin and recreate side by side: the sessions are dealt out in parts, each worker ruins one part
 *  in an agenda of its own, and what came of it enters the agenda in the order of the parts.
 *
 *  Parts are days in turn with providers, so that everything meets everything else sooner or later.
 *  Where two parts took the same unit, the later one seats its visit anew. Few things are dealt out
 *  to all workers every third round, and the best agenda is taken: links lead from part to part.
 */
#ifndef SOLVER_GREEDY_TEAM_H
#define SOLVER_GREEDY_TEAM_H

#include "solver/greedy/ruin.h"

/** How far to go. */
typedef struct TeamLimits {
    int64_t effort; /* units of work in all; the cooling is over when they are done, */
    double until_s; /* or at this time on clock_now_s(), if that is earlier; INFINITY: never */
    int32_t threads;
    uint64_t seed;
    const Tolls *tolls; /* borrowed; NULL: none known */
    double target;      /* objective at which it may stop; INFINITY: none */
} TeamLimits;

/** Rounds over the @p count things of @p order (as for ruin_run()). The agenda stays allowed and
 *  never ends worse, and is the same on any number of threads unless a clock or a signal ends the
 *  search. NO_MEMORY. */
Status team_run(Agenda *agenda, const Bundles *bundles, BundleSearch *search, const int32_t *order,
                int32_t count, const TeamLimits *limits, Pace *pace);

#endif
