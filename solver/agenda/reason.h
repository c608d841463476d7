/** @file reason.h
 *  Why a request is not booked: the first kind of rule that leaves it no place at all.
 *
 *  The rules are asked in a fixed order, each looked at with those before it: skill, session,
 *  window, authorization, availability, room, equipment, link; what stands all of these alone was
 *  in want of capacity, or is not worth its cost (policy).
 */
#ifndef SOLVER_AGENDA_REASON_H
#define SOLVER_AGENDA_REASON_H

#include "model/base/text.h"
#include "solver/agenda/answer.h"

/** The reason of unbooked request @p r of @p answer (enum Reason), and into @p binding what stands
 *  in the way, in words. */
int32_t reason_find(const Answer *answer, int32_t r, Text *binding);

#endif
