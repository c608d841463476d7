/** @file certify.h
 *  The bound of a result, recomputed from nothing but the prices it carries.
 *
 *  Table `certificate` gives tariff, none negative, of one slot of
 *    PROVIDER  a person's time as a lead (id: the provider, site blank), and
 *    ROOM, EQUIPMENT  one unit of a type (id) at a site,
 *  each for a date and the start of a slot; what has no row has price 0, rows of one slot add up.
 *  certify.c derives why no allowed schedule is worth more than the number computed from them.
 */
#ifndef MODEL_AUDIT_CERTIFY_H
#define MODEL_AUDIT_CERTIFY_H

#include "model/clinic/chances.h"
#include "model/clinic/clinic.h"
#include "model/clinic/schedule.h"

/** Computes the bound that the certificate of @p schedule proves; an empty one proves the sum of
 *  what each request is worth at its best. Rounded outward: never below the exact number.
 *  @return OK; BAD_INPUT when a price is negative or no number, or names no slot of the horizon;
 *  NO_MEMORY. About O(starts of sessions x types + requests x sessions they look at). */
Status certify_bound(const Clinic *clinic, const Chances *chances, const Schedule *schedule,
                     double *bound);

#endif
