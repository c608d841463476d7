/** @file relaxation.h
 *  The relaxed booking problem under prices: every request for itself, capacity paid for.
 *
 *  Time of leads (by session and slot) and of rooms and devices (by pool of one type at one site,
 * and slot) has a price that is not negative. Each request then takes its best placement on its
 * own:
 *
 *      z(price) = sum price x capacity
 *               + sum over requests r of max( not booking r, max over placements of profit - price
 * of what it holds )
 *               + sum over reserve places of max( not holding it, - price of what it holds )
 *
 *  For any prices z is an upper bound on the worth of every allowed schedule (Lagrangian relaxation
 * of the compact program; Geoffrion 1974): session costs, links, patients and further persons are
 * dropped, which can only raise it. Capacity is counted so that overlapping visits, and the units
 * that the two visits of an overlapping pair share, fit in:
 *
 *      slot of a session   1, or 2 where overbook_max > 0
 *      slot of a pool      units open then + sum over sessions with overbook_max > 0 at that site
 * and day of overbook_max x the most units that one visit holds of the pool
 *
 *  A request of a group type holds 1 / group_capacity of its visit. A fixed request has its one
 * placement.
 */
#ifndef SOLVER_BOUND_RELAXATION_H
#define SOLVER_BOUND_RELAXATION_H

#include "model/base/status.h"
#include "model/catalog/catalog.h"
#include "model/clinic/schedule.h"

typedef struct Relaxation Relaxation;

/** @p catalog is borrowed and outlives it. BAD_INPUT never; NO_MEMORY. */
Status relaxation_new(const Catalog *catalog, Relaxation **out);

/** NULL is allowed. */
void relaxation_free(Relaxation *relaxation);

/** Number of priced slots. */
int64_t relaxation_size(const Relaxation *relaxation);

/** Capacity of each priced slot; [relaxation_size]. Borrowed. */
const double *relaxation_capacity(const Relaxation *relaxation);

/** z(price), and what the best placements use of each slot.
 *  @param price   [size], none negative.
 *  @param usage   [size], overwritten.
 *  The same on any number of @p threads. About O(requests x days + sessions x types x starts). */
Status relaxation_value(Relaxation *relaxation, const double *price, int threads, double *value,
                        double *usage);

/** Replaces the numbers of each session's slots, [size], by their mean: one price for a whole
 * session is found much faster than one for each slot, and is the better start for these. */
void relaxation_smooth(const Relaxation *relaxation, double *numbers);

/** Writes the prices that are not zero as rows of the certificate table. */
Status relaxation_certificate(const Relaxation *relaxation, const double *price,
                              Schedule *schedule);

#endif
