/** @file prices.h
 *  Prices as a certificate: what a stranger needs to compute the bound again.
 */
#ifndef SOLVER_PATTERN_PRICES_H
#define SOLVER_PATTERN_PRICES_H

#include "model/clinic/schedule.h"
#include "solver/pattern/dual.h"

/** Adds the prices @p price, [dual->size], to the certificate table of @p schedule;
 *  prices of 0 are left out. NO_MEMORY. */
Status prices_write(const Dual *dual, const double *price, Schedule *schedule);

#endif
