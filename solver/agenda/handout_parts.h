/** @file handout_parts.h
 *  A visit that asks for units, and what can be said of one unit for it. For the hand-out's own
 * files.
 */
#ifndef SOLVER_AGENDA_HANDOUT_PARTS_H
#define SOLVER_AGENDA_HANDOUT_PARTS_H

#include "solver/agenda/handout.h"

/** The trial, or a standing visit whose unit is exchanged. */
typedef struct Asker {
    const Agenda *agenda;
    Placement at;
    const VisitShape *shape;
    int32_t type;
    int32_t visit; /* -1: the trial */
    bool excused;
} Asker;

Asker asker_of_trial(const Agenda *agenda, const AgendaTrial *trial);
Asker asker_of_visit(const Agenda *agenda, int32_t visit);

/** The pool that serves part @p part, or NULL. */
const CatalogPool *asker_pool(const Asker *asker, const VisitPart *part);

/** Whether @p unit could ever serve part @p part: session, closures, open hours. */
bool asker_suits(const Asker *asker, const VisitPart *part, int32_t unit);

/** The least gap between part @p part and @p hold of the same unit. */
int32_t asker_gap(const Asker *asker, const VisitPart *part, const AgendaHold *hold);

/** Whether @p hold of the same unit stands against part @p part. */
bool asker_meets(const Asker *asker, const VisitPart *part, const AgendaHold *hold);

/** The first hold that clashes among @p h and those that follow it in the list of @p unit on a day;
 *  -1: none. Holds that are too early or too late are passed over without a look at their visits.
 */
int32_t asker_next(const Asker *asker, const VisitPart *part, int32_t unit, int32_t h);

/** The first standing hold of @p unit that keeps it from part @p part, or -1. */
int32_t asker_clash(const Asker *asker, const VisitPart *part, int32_t unit);

/** Whether two parts of one visit need different units. */
bool parts_meet(const VisitPart *a, const VisitPart *b);

/** Hands out what is free, standing visits as they are. */
bool handout_search(const Agenda *agenda, AgendaTrial *trial);

#endif
