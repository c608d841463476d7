/** @file fixed.h
 *  The fixed bookings, which stand before anything else does.
 *
 *  They leave no choice but which units they get. If these cannot be handed out one visit after the
 *  other, a complete search over the day decides.
 */
#ifndef SOLVER_GREEDY_FIXED_H
#define SOLVER_GREEDY_FIXED_H

#include "model/base/findings.h"
#include "solver/agenda/agenda.h"

/** What came of it. */
typedef enum FixedVerdict {
    FIXED_STAND,  /* all of them are placed */
    FIXED_CLASH,  /* no schedule keeps them: the findings list who clashes */
    FIXED_UNKNOWN /* the search for units was given up */
} FixedVerdict;

/** Places every fixed request of the horizon in the empty agenda @p agenda. NO_MEMORY. */
Status fixed_place(Agenda *agenda, Findings *conflict, FixedVerdict *verdict);

#endif
