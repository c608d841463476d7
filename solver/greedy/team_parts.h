/** @file team_parts.h
 *  How a team deals out its sessions and brings together what its workers did; for its own files.
 */
#ifndef SOLVER_GREEDY_TEAM_PARTS_H
#define SOLVER_GREEDY_TEAM_PARTS_H

#include "model/base/random.h"
#include "solver/greedy/team.h"

enum { TEAM_MAX = 16 };

/** Who works on some parts, one after the other. */
typedef struct TeamWorker {
    Agenda *agenda; /* owned */
    SeatFinder finder;
    SeatRange range; /* of the part under way */
    BundleSearch search;
    int32_t *order; /* owned: things of its parts, part by part, as in the team's order */
    int32_t count;
    int32_t *begin; /* owned, [parts of a worker + 1] into order */
    SolveOptions options;
    int64_t effort; /* done in the last round */
} TeamWorker;

typedef struct Team {
    Agenda *agenda;         /* borrowed */
    const Bundles *bundles; /* borrowed */
    BundleSearch *search;   /* borrowed */
    const int32_t *order;   /* borrowed, [count] */
    int32_t count;
    Pace *pace; /* borrowed */
    Random random;
    int64_t dealt; /* units of work given out so far, whether there was so much to do or not */
    double begun_s;
    double mean;        /* worth of a thing */
    double first;       /* part of the cooling that is left out */
    int32_t *part_of;   /* owned, [sessions] */
    Groups sessions_of; /* by part */
    Groups leads_of;    /* leads by provider */
    int32_t *dealt_to;  /* owned, [count]: part of each thing, or -1 */
    int32_t *family_of; /* owned, [providers]: specialty at the site of most of its sessions */
    int32_t *deal;      /* owned, [families or sites]: part, or part of a day's */
    int32_t *sessions_of_family, *sessions_of_site; /* owned: how many */
    int32_t *site_order, *type_order;               /* owned: shuffled anew for every round */
    int64_t family_sessions;                        /* of all families */
    AgendaUnit *units;                              /* owned: of one visit */
    RuinStretch stretch;
    TeamWorker workers[TEAM_MAX];
    bool few;                      /* things: now and then every worker has all of them */
    bool in_parts;                 /* this round is dealt out, */
    int32_t in_turn;               /* so many things of it */
    int32_t n_workers, parts_each; /* worker w has the parts w x parts_each and on */
} Team;

/** Makes what dealing needs. NO_MEMORY. Release with team_clear(). */
Status team_prepare(Team *team);
void team_clear(Team *team);

/** Deals sessions and things to the workers of round @p round: in parts by provider or by day, or,
 *  where they are few, all to everyone. NO_MEMORY. */
Status team_deal(Team *team, int32_t round);

/** Makes of the agenda what the workers made of it: of their parts, one after the other, or what
 *  the best of them made of all. */
void team_merge(Team *team);

#endif
