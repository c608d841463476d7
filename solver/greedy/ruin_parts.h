/** @file ruin_parts.h
 *  What a round of ruin and recreate works on: the things that may be taken out and seated again.
 *  For the files of ruin.h.
 *
 *  A thing is a bundle of requests or a place; it is known by its index in `order`.
 */
#ifndef SOLVER_GREEDY_RUIN_PARTS_H
#define SOLVER_GREEDY_RUIN_PARTS_H

#include "model/base/random.h"
#include "solver/greedy/ruin.h"

enum {
    STRINGS_MAX = 3,  /* sessions ruined about one thing */
    RUINED_MAX = 24,  /* sessions ruined in one round */
    THINGS_MAX = 256, /* to be seated in one round */
};

typedef struct Ruiner {
    Agenda *agenda;
    const Bundles *bundles;
    BundleSearch *search;
    const int32_t *order;
    int32_t count;
    Random random;
    int32_t *thing_of; /* owned, [subjects]: index in order */
    int32_t *idle;     /* owned, [count]: things that do not stand, n_idle of them */
    int32_t *idle_at;  /* owned, [count]: where in idle, or -1 */
    int32_t n_idle;
    const RuinStretch *stretch;           /* borrowed */
    SeatFinder sessions;                  /* those the round's first thing could use */
    int32_t things[THINGS_MAX], n_things; /* to be seated in this round */
    int32_t ruined[RUINED_MAX], n_ruined;
    Groups nearby; /* sessions by site and day */
} Ruiner;

/** Fills in what @p ruiner owns; the rest is set. NO_MEMORY. Release with ruin_release() in any
 *  case. */
Status ruin_prepare(Ruiner *ruiner);

/** Releases what it owns. */
void ruin_release(Ruiner *ruiner);

/** The requests of thing @p t, or the subject of the place, kept in *@p place; their number. */
int32_t ruin_subjects(const Ruiner *ruiner, int32_t t, const int32_t **subjects, int32_t *place);

/** How many they are. */
static inline int32_t ruin_size(const Ruiner *ruiner, int32_t t)
{
    int32_t bundle = ruiner->order[t];

    return bundle < 0 ? 1 : ruiner->bundles->begin[bundle + 1] - ruiner->bundles->begin[bundle];
}

/** True when thing @p t stands. */
bool ruin_stands(const Ruiner *ruiner, int32_t t);

/** Ruins the session where thing @p t stands, or one that it could use, and some others: of those
 *  that it could use, or of those beside that. */
void ruin_around(Ruiner *ruiner, int32_t t);

/** Begins the round: seats the members of thing @p t one after the other at starts drawn by chance,
 *  each after taking out whoever holds its lead and units there. In the end all of them stand, or
 *  the agenda is as before. */
void ruin_make_way(Ruiner *ruiner, int32_t t);

/** Puts thing @p t in or out of the idle ones, as it stands or not. */
void ruin_file(Ruiner *ruiner, int32_t t);

/** Notes that thing @p t is to be seated in this round; false when it is noted already. */
bool ruin_add(Ruiner *ruiner, int32_t t);

/** Takes the whole thing out of which @p subject is a part; fixed ones stay. */
void ruin_take_out(Ruiner *ruiner, int32_t subject);

/** Takes out what may stand in the way of @p r elsewhere: requests linked to it, of its patient. */
void ruin_take_relatives(Ruiner *ruiner, int32_t r);

/** A thing that does not stand, by chance; where prices are known, rather one that they would
 *  book. There must be one. */
int32_t ruin_draw_idle(Ruiner *ruiner);

#endif
