/** @file start.h
 *  A schedule made before as the beginning of a search.
 */
#ifndef SOLVER_GREEDY_START_H
#define SOLVER_GREEDY_START_H

#include "model/clinic/schedule.h"
#include "solver/greedy/bundle.h"

/** Appointments of a start that are not fixed. */
typedef struct StartCount {
    int32_t asked; /* all of them */
    int32_t stood; /* those that could be stood again */
} StartCount;

/** Stands what @p start books and holds in @p agenda, in which nothing but fixed bookings stands,
 *  as far as the rules allow it today: with the rooms, devices and further persons it names where
 *  these can be had, else with others, and requests that links bind all or none. A schedule that is
 *  allowed as it is stands whole. Rows that make no sense are left out. NO_MEMORY. */
Status start_place(Agenda *agenda, const Bundles *bundles, const Schedule *start,
                   StartCount *count);

#endif
