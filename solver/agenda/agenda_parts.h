/** @file agenda_parts.h
 *  How visits enter and leave the agenda's lists; nothing is asked; logged and charged by
 * agenda_admit() alone. For the agenda's own files.
 */
#ifndef SOLVER_AGENDA_AGENDA_PARTS_H
#define SOLVER_AGENDA_AGENDA_PARTS_H

#include "solver/agenda/agenda.h"

/** Has @p trial, which may stand, stand from now on, logged and charged; false when that cannot be
 *  logged. */
bool agenda_admit(Agenda *agenda, const AgendaTrial *trial);

/** Makes the visit of @p trial, or joins it to the one it shares. */
void agenda_enter(Agenda *agenda, const AgendaTrial *trial);

/** Takes @p subject out of its visit, which ends with its last member. */
void agenda_leave(Agenda *agenda, int32_t subject);

/** Has hold @p h held by @p unit. */
void agenda_set_unit(Agenda *agenda, int32_t h, int32_t unit);

/** Makes the visits from @p first_visit on and the holds from @p first_hold on the free ones. */
void agenda_chain_free(Agenda *agenda, int32_t first_visit, int32_t first_hold);

#endif
