/** @file regions.h
 *  Prices to begin with, for a network whose sites have little to do with each other.
 *
 *  Where nearly all requests can go to one site only, each region (the component of a site, once
 *  the few others go where they prefer to) is a clinic whose good prices are found by itself, side
 *  by side with the others: as many evaluations of each as it takes, while a descent of all prices
 *  together learns the curvature of hundreds of clinics in the memory for one. What the few others
 *  change is then soon found.
 */
#ifndef SOLVER_PATTERN_REGIONS_H
#define SOLVER_PATTERN_REGIONS_H

#include "solver/pattern/descent.h"

/** Cools every region of @p dual, whose linked requests have no price for each start, within
 *  @p limits and, if not 0, @p work_limit units of work of all, and enters what came of it into
 *  @p price, [dual->size]; *@p found is false, and nothing is done, when there are no such regions.
 *  The work is added to the dual's. NO_MEMORY. */
Status regions_price(Dual *dual, const DescentLimits *limits, int64_t work_limit, double *price,
                     bool *found);

#endif
