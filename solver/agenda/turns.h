/** @file turns.h
 *  The services of an answer in the order in which each session serves them.
 */
#ifndef SOLVER_AGENDA_TURNS_H
#define SOLVER_AGENDA_TURNS_H

#include "solver/agenda/answer.h"

/** A subject's turn: members of a shared visit have the same start and follow one another. */
typedef struct Turn {
    int32_t session, start_min; /* of the lead's minutes, from the horizon's midnight */
    int32_t subject;
    const VisitShape *shape;
} Turn;

/** What comes of a turn. */
typedef struct TurnLoad {
    bool overlaps;   /* starts before the end of one served before it */
    double wait_min; /* expected wait of the patient if it comes */
} TurnLoad;

/** Every turn of @p answer in a session, by session and serving order; *@p count of them.
 * NO_MEMORY. Release with mem_free(). */
Status turns_list(const Answer *answer, Turn **out, int32_t *count);

/** The workload of the session whose turns are turns[0..count). @p loads ([count]) may be NULL;
 *  @p services is scratch for count services. */
Workload turns_load(const Answer *answer, const Turn *turns, int32_t count, Service *services,
                    TurnLoad *loads);

#endif
