/** @file assign.h
 *  Rooms, devices and further persons for a schedule that names none.
 *
 *  For results made elsewhere that say only who comes when, where and to whom.
 */
#ifndef SOLVER_AGENDA_ASSIGN_H
#define SOLVER_AGENDA_ASSIGN_H

#include "model/base/findings.h"
#include "model/catalog/catalog.h"
#include "model/clinic/schedule.h"

/** Fills the table `resources` of @p schedule, which is empty, from its appointments, all of whose
 *  cells that may not be blank are given. Visits that
 *  cannot stand beside those before them, or for which nothing suitable is free, get no rows and
 *  are warned of in @p left; which rule they break is the audit's to say. Fixed bookings come
 *  first, then the others in the order of their rows. @return OK; NO_MEMORY. */
Status assign_units(const Catalog *catalog, Schedule *schedule, Findings *left);

#endif
