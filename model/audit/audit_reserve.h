/** @file audit_reserve.h
 *  How many places urgent demand asks for, as the judge counts them.
 */
#ifndef MODEL_AUDIT_AUDIT_RESERVE_H
#define MODEL_AUDIT_AUDIT_RESERVE_H

#include "model/audit/audit_facts.h"

/** The least n with P(Poisson(@p expected) <= n) >= @p level - 1e-12; 0 for level 0. */
int64_t reserve_places(double expected, double level);

/** Calls @p visit for every key of urgent demand in the horizon with the places it asks for (0
 *  too), by type, site and date. @return OK or NO_MEMORY. */
Status reserve_each(const Facts *facts,
                    void (*visit)(void *context, int32_t type, int32_t site, int32_t date,
                                  int64_t places),
                    void *context);

#endif
