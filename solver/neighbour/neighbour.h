/** @file neighbour.h
 *  Better by large neighbourhoods: the plans of several sessions are sought together, all else
 *  staying as it is, for many disjoint sets of sessions side by side.
 */
#ifndef SOLVER_NEIGHBOUR_NEIGHBOUR_H
#define SOLVER_NEIGHBOUR_NEIGHBOUR_H

#include "solver/greedy/pace.h"

/** How far to go. */
typedef struct NeighbourLimits {
    int64_t effort; /* units of work; 0: as far as the pace goes */
    double target;  /* objective at which it may stop; INFINITY: none */
    int32_t threads;
    uint64_t seed;
} NeighbourLimits;

/** Rounds of neighbourhoods until @p limits or the pace end them. The agenda stays allowed and
 * never ends worse. The same seed gives the same agenda on any number of threads unless the clock
 * or a signal ends the search. NO_MEMORY. */
Status neighbour_run(Agenda *agenda, const NeighbourLimits *limits, Pace *pace);

#endif
