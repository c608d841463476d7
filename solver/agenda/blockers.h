/** @file blockers.h
 *  Who would have to go so that a visit can stand at a place.
 */
#ifndef SOLVER_AGENDA_BLOCKERS_H
#define SOLVER_AGENDA_BLOCKERS_H

#include "model/base/random.h"
#include "solver/agenda/agenda.h"

enum { BLOCKERS_MAX = 32 };

/** Visits that stand in the way. */
typedef struct Blockers {
    int32_t visits[BLOCKERS_MAX], count;
} Blockers;

/** Lists in @p blockers the visits that keep @p subject, which does not stand, from its lead and
 *  units at @p at: all that meet the lead's minutes, and for each unit asked for those of the unit
 *  that is held by the least worth, seen with some chance from @p random. The agenda is as before.
 *  False when there are no such units, or there are too many in the way. */
bool blockers_find(const Agenda *agenda, int32_t subject, const Placement *at, Random *random,
                   Blockers *blockers);

#endif
