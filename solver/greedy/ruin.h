/** @file ruin.h
 *  Ruin and recreate: strings of visits are taken out of related sessions and seated again.
 *
 *  Strings of neighbouring visits leave holes that something else fits into (Christiaens and Vanden
 *  Berghe, "Slack Induction by String Removals for Vehicle Routing Problems", Transportation
 *  Science 54, 2020). Worse agendas are accepted with a chance that falls to nothing, and the best
 *  one is what remains.
 */
#ifndef SOLVER_GREEDY_RUIN_H
#define SOLVER_GREEDY_RUIN_H

#include "solver/greedy/bundle.h"
#include "solver/greedy/pace.h"

/** Rounds over the @p count things of @p order (as for improve_run(), densest first) until @p
 * effort units of work are done or the pace is spent. The agenda stays allowed and never ends
 * worse. The same @p seed gives the same rounds. NO_MEMORY. */
Status ruin_run(Agenda *agenda, const Bundles *bundles, BundleSearch *search, const int32_t *order,
                int32_t count, int64_t effort, uint64_t seed, Pace *pace);

#endif
