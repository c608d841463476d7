/** @file blend_parts.h
 *  How a blend gets its columns; for its own files.
 */
#ifndef SOLVER_NEIGHBOUR_BLEND_PARTS_H
#define SOLVER_NEIGHBOUR_BLEND_PARTS_H

#include "solver/neighbour/blend.h"

/** Adds a plan of session @p k if it is allowed and worth more than @p least at the prices read;
 *  *@p added says whether. */
Status blend_add(Blend *blend, int32_t k, const PlanEntry *entries, int32_t count, double least,
                 bool *added);

/** The column of a plan of session @p k in blend->scratch, *@p n entries. NO_MEMORY. */
Status blend_column(Blend *blend, int32_t k, const PlanEntry *entries, int32_t count, int32_t *n);

/** Finds plans of session @p k at the prices there are; the best one is in blend->found, of *@p
 * count entries. NO_MEMORY, NUMERICS. */
Status blend_price_best(Blend *blend, int32_t k, int32_t *count);

/** What plan @p p is worth at the prices read. */
double blend_reduced(const Blend *blend, int32_t p);

/** Units of work of one simplex iteration. */
int64_t blend_iteration_work(const Blend *blend);

#endif
