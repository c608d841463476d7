/** @file improve.h
 *  Better, step by step: what stands is dropped, moved or exchanged where that gains.
 */
#ifndef SOLVER_GREEDY_IMPROVE_H
#define SOLVER_GREEDY_IMPROVE_H

#include "solver/greedy/bundle.h"
#include "solver/greedy/pace.h"

/** Passes over the @p count things of @p order (a bundle's number, or -1 - subject of a place)
 * until a pass gains nothing or the pace is spent. The agenda stays allowed. NO_MEMORY. */
Status improve_run(Agenda *agenda, const Bundles *bundles, BundleSearch *search,
                   const int32_t *order, int32_t count, Pace *pace);

#endif
