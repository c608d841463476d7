/** @file zone.h
 *  Which sessions and which subjects a neighbourhood sets free, and what all neighbourhoods of a
 *  batch see while they are solved side by side.
 *
 *  Neighbourhoods of one batch share no session and no free subject. Everything that is not free
 *  stands where it stands; of two linked requests at most one is free in a batch, so its links tie
 *  it to what stands.
 */
#ifndef SOLVER_NEIGHBOUR_ZONE_H
#define SOLVER_NEIGHBOUR_ZONE_H

#include "solver/agenda/agenda.h"

/** Rows of something. */
typedef struct RowList {
    int32_t *rows; /* owned */
    int32_t count, capacity;
} RowList;

/** NO_MEMORY leaves the list as it was. */
Status row_list_add(RowList *list, int32_t row);

/** Releases and empties. */
void row_list_clear(RowList *list);

/** One neighbourhood. */
typedef struct Zone {
    int32_t number;   /* in the batch */
    RowList sessions; /* of the catalog */
    RowList subjects; /* free: those that stand in the sessions, then guests, who do not stand */
    int32_t n_standing;
} Zone;

/** What is shared by a batch, read-only while its neighbourhoods are solved. */
typedef struct Field {
    Agenda *agenda;        /* borrowed */
    int32_t *session_zone; /* owned, [sessions]: -1: no neighbourhood's */
    int32_t *subject_zone; /* owned, [subjects]: likewise */
    int32_t *subject_at;   /* owned, [subjects]: index among the free of its neighbourhood */
    bool *helps;           /* owned, [pools]: some visits ask for further persons of it */
    double *lambda;        /* owned, [subjects]: what a booking was worth last; NaN: not known */
} Field;

/** NO_MEMORY. Release with field_clear(). */
Status field_init(Field *field, Agenda *agenda);

/** Releases and empties. */
void field_clear(Field *field);

/** Adds session @p session, no neighbourhood's yet, and frees who stands there and may. NO_MEMORY.
 */
Status zone_add_session(Field *field, Zone *zone, int32_t session);

/** True when @p subject, which does not stand, may be a guest of some neighbourhood. */
bool zone_may_invite(const Field *field, int32_t subject);

/** Adds a guest, for which zone_may_invite() holds. NO_MEMORY. */
Status zone_invite(Field *field, Zone *zone, int32_t subject);

/** True when @p subject, free, must stand: others that stand are linked to it. */
bool zone_is_linked(const Agenda *agenda, int32_t subject);

/** Gives sessions and subjects back and empties the zone. */
void zone_clear(Field *field, Zone *zone);

#endif
