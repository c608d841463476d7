/** @file seat.h
 *  The best free places for one subject in the agenda as it stands.
 *
 *  A session bounds what any start in it can give, so the sessions are looked at from the best
 *  bound down and most are never opened. Inside a session the starts that touch what is there
 *  already come first: they leave the largest holes. Where tolls are known (tolls.h) the best seat
 *  is the one that gives most beyond its toll, not the one that gives most.
 */
#ifndef SOLVER_AGENDA_SEAT_H
#define SOLVER_AGENDA_SEAT_H

#include "model/base/random.h"
#include "solver/agenda/agenda.h"
#include "solver/agenda/seat_range.h"
#include "solver/agenda/tolls.h"

/** A place, and what standing there gives against not standing at all, less its toll if tolls are
 * asked for. */
typedef struct Seat {
    Placement at;
    double gain;
} Seat;

/** A session in which the subject might stand. */
typedef struct SeatOption {
    double bound; /* of the gain there */
    int32_t session, mode;
    const VisitShape *shape;
} SeatOption;

/** Scratch for finding seats; zero-initialised is ready. */
typedef struct SeatFinder {
    SeatOption *options; /* owned, a heap by bound */
    int32_t n_options, capacity;
    bool full_too; /* list sessions without room too */
    Random
        *blink; /* borrowed: hasty, and overlook a session now and then, by chance; NULL: never */
    const SeatRange *range; /* borrowed: list only sessions of this part; NULL: all */
    const Tolls *tolls; /* borrowed: the best is what gives most beyond its toll; NULL: at all */
    int64_t since;      /* list only sessions changed by a settlement after this one */
    bool broken;        /* ran out of memory: nothing more is found */
} SeatFinder;

/** Releases and empties. */
void seat_clear(SeatFinder *finder);

/** The wish of @p subject, narrowed by its links to what stands. */
void seat_wish(const Agenda *agenda, int32_t subject, Wish *wish);

/** What standing at @p at gives @p subject before the costs of the session. */
double seat_worth(const Agenda *agenda, int32_t subject, const Placement *at);

/** Lists the sessions of @p wish in finder->options, as a heap; false when there are none. */
bool seat_options(SeatFinder *finder, const Agenda *agenda, int32_t subject, const Wish *wish);

/** Takes the option of the best bound out; false when there is none. */
bool seat_next_option(SeatFinder *finder, SeatOption *option);

/** The at most @p most best seats found for @p subject that give more than @p least, best first;
 *  at most @p per_session of one session. Their number. */
int32_t seat_find(SeatFinder *finder, Agenda *agenda, int32_t subject, double least,
                  int32_t per_session, Seat *seats, int32_t most);

/** Places @p subject on the best seat that gives more than @p least; false when there is none. */
bool seat_take(SeatFinder *finder, Agenda *agenda, int32_t subject, double least);

/** Minutes of the lead. */
static inline int32_t seat_minutes(const VisitShape *shape)
{
    return shape->parts[shape->lead].end_min - shape->parts[shape->lead].start_min;
}

#endif
