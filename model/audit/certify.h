/** @file certify.h
 *  The bound of a result, recomputed from nothing but the multipliers it carries.
 *
 *  model/README.md, "The bound from prices", says what the rows of table `certificate` mean and
 *  what is computed from them; certify.c why no allowed schedule is worth more.
 */
#ifndef MODEL_AUDIT_CERTIFY_H
#define MODEL_AUDIT_CERTIFY_H

#include "model/clinic/chances.h"
#include "model/clinic/clinic.h"
#include "model/clinic/schedule.h"

/** Computes the bound that the certificate of @p schedule proves; an empty one has all prices 0.
 *  Rounded outward: never below the exact number. -INFINITY when the fixed requests allow no
 *  schedule at all.
 *
 *  Where services can delay each other, plans that are worth nearly the same are told apart only as
 *  closely as it takes: *@p bound is the first number found that @p claim reaches
 * (audit_reaches()), or the exact one if none does. -INFINITY asks for the exact one, NAN (nothing
 * is claimed) for one at most 1e-4 too high twice for each slot of a session, unless very many
 * plans are as good.
 *  @return OK; BAD_INPUT when a row names nothing that has a price, or something twice, or its
 *  number may be none; NO_MEMORY. About O(requests x their dates + placements of requests that are
 *  not alike for all starts + starts of sessions x types); where services can delay each other,
 * more the more plans are worth nearly as much as the best. */
Status certify_bound(const Clinic *clinic, const Chances *chances, const Schedule *schedule,
                     double claim, double *bound);

#endif
