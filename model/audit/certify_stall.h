/** @file certify_stall.h
 *  Where the requests of a date gather who take any lead of their type, at a site or anywhere.
 *
 *  A stall is a type at a site, or at all; its pools are the kinds of berths there. Of all who take
 *  any of them for one price only the best counts.
 */
#ifndef MODEL_AUDIT_CERTIFY_STALL_H
#define MODEL_AUDIT_CERTIFY_STALL_H

#include "model/audit/certify_band.h"
#include "model/audit/certify_books.h"

/** Of who offers, the most that a booking is worth, as the last service of a session and before
 *  others, and the least chance to come. */
typedef struct Best {
    double last, inner; /* -INFINITY: nobody offers */
    double chance;      /* INFINITY: nobody offers */
} Best;

/** Berths alike for those who may take any of them. */
typedef struct Pool {
    int32_t mode, length_min; /* of the visit */
    bool banded;              /* see berth_banded() */
    double mean;              /* minutes of the lead */
    int32_t first;            /* bests for every start: N_BANDS of them, or one */
    int32_t timed;            /* bests by start, for those who cannot come at any; -1: not made */
    int32_t head;             /* the user's: first of a list, or -1 */
} Pool;

/** The pools of a type at a site, or of all sites (-1). */
typedef struct Stall {
    int32_t site;
    int32_t first, count; /* of pools */
} Stall;

/** Those of one date. No shared visits have any. */
typedef struct Stalls {
    const Books *books; /* borrowed */
    int32_t *begin;     /* owned, [visit_types + 1] into stalls: all sites first, then by site */
    Stall *stalls;      /* owned, [n_stalls] */
    Pool *pools;        /* owned, [n_pools] */
    Best *bests;        /* owned, [n_bests] */
    int32_t *pool_of;   /* owned, [berths x 2]: of all sites, and of its own; this date's */
    int32_t n_stalls, n_pools, n_bests;
    int32_t stall_room, pool_room, best_room;
} Stalls;

/** @return OK or NO_MEMORY. Release with stalls_clear(). */
Status stalls_init(Stalls *stalls, const Books *books);

void stalls_clear(Stalls *stalls);

/** Sets up those of @p date; nobody is there yet. @return OK or NO_MEMORY. */
Status stalls_open(Stalls *stalls, int32_t date);

/** The stall of @p type at @p site (-1: of all sites), or NULL. */
const Stall *stalls_find(const Stalls *stalls, int32_t type, int32_t site);

/** Room for bests by start in pool number @p pool. @return OK or NO_MEMORY. */
Status stalls_make_timed(Stalls *stalls, int32_t pool);

/** What is best for berth number @p berth and a start at @p start_min, by band. */
void stalls_best(const Stalls *stalls, int32_t berth, int32_t start_min, Best bests[N_BANDS]);

/** True when visits of @p berth may overlap others. */
bool berth_overlaps(const Books *books, const Berth *berth);

/** True when visits of @p berth may delay others, so that chances to come matter. */
bool berth_banded(const Books *books, const Berth *berth);

/** The first and last start of a visit with its lead's minutes in the session of @p berth, whatever
 *  the type's hours; first > last: none. */
int32_t berth_first(const Books *books, const Berth *berth);
int32_t berth_last(const Books *books, const Berth *berth);

/** True when requests and places of any kind may start there. */
bool berth_ordinary(const Books *books, const Berth *berth, int32_t start_min);

/** Nobody offers. */
Best best_none(void);

/** Adds a booking to @p bests (of N_BANDS), in its band or, if not @p banded, the first. @p credit
 *  is what a patient who surely comes saves of idle time before others. */
void best_raise(Best *bests, bool banded, double worth, double chance, double credit);

#endif
