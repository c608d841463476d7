/** @file handout.h
 *  Which room, device or further person a visit gets.
 *
 *  Units of a pool differ (hours, closures, sessions, turnaround, what they hold already), and rows
 *  of one visit that meet in time need different ones: a search with backtracking over what is
 * free. Where that fails, units of standing visits are exchanged to make room.
 */
#ifndef SOLVER_AGENDA_HANDOUT_H
#define SOLVER_AGENDA_HANDOUT_H

#include "solver/agenda/agenda.h"

/** Fills trial->units for the trial of @p agenda, standing visits unchanged; with @p repair units
 * of standing visits may be exchanged (logged). False when no hand-out was found. */
bool handout_units(Agenda *agenda, AgendaTrial *trial, bool repair);

/** Judges the hand-out in trial->units; false asks for another. */
typedef bool (*HandoutAccept)(void *context);

/** Offers every hand-out for @p trial (not the agenda's own) to @p accept until one is accepted.
 *  @p dead_ends bounds the search and is used up by it; at 0 the answer false proves nothing. */
bool handout_each(const Agenda *agenda, AgendaTrial *trial, HandoutAccept accept, void *context,
                  int64_t *dead_ends);

/** Has further-person rows of standing visits served by others where they keep the lead of @p trial
 *  from it (logged); false when there are none, or one cannot be. */
bool handout_free_lead(Agenda *agenda, const AgendaTrial *trial);

/** True when every person of standing visit @p visit has a session for it. */
bool handout_has_sessions(const Agenda *agenda, int32_t visit);

/** True when the units of @p trial, given from elsewhere, are free and fit. */
bool handout_is_allowed(const Agenda *agenda, AgendaTrial *trial);

#endif
