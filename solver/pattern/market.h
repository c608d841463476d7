/** @file market.h
 *  What each session could be filled with, and at which price of the requests.
 *
 *  Every request has *buckets*: one, or, where links bind it, one for each date, or date, site and
 *  start, or provider, it could be booked at (forest.h). A price stands on each bucket. A request
 * is an *offer* to groups of sessions in which its worth is the same: to all of a day, to those of
 * a site on a day, to one session. A session's *items* are what could start in it: the best of the
 *  groups that it belongs to, by shape, mode, presence and (where services may overlap) chance to
 *  come; a shared visit; a reserved place; or a fixed visit, which must.
 */
#ifndef SOLVER_PATTERN_MARKET_H
#define SOLVER_PATTERN_MARKET_H

#include "solver/pattern/codebook.h"
#include "solver/pattern/forest.h"
#include "solver/pattern/holding.h"
#include "solver/pattern/starts.h"

enum { BANDS = 16 }; /* chances to come are told apart by floor(16 p) of the chance p */

/** A key value of a request's price; what its key leaves out is -1. */
typedef struct Bucket {
    int32_t request;
    int32_t date, site, start, provider; /* start: minute of the day */
} Bucket;

/** Requests with equal terms for some sessions; of group g: offers begin[g] .. begin[g + 1]. */
typedef struct OfferGroup {
    int32_t capacity; /* how many may be taken at once: 1, or of a shared visit */
    double credit;    /* mean credit of its offers */
    double chance;    /* to come: the least of its offers */
} OfferGroup;

/** What may start in a session. */
typedef struct Item {
    const VisitShape *shape; /* borrowed from the catalog */
    int32_t type, mode;
    int32_t slots; /* of the lead */
    int32_t kind;  /* items of a session that differ in worth and starts alone share one, from 0 */
    int32_t groups, n_groups; /* in item_groups: what it is worth */
    int32_t slot_prices;    /* in slot_prices: a bucket's price by slot of the session; -1: none */
    int32_t reserve;        /* reserve key of a place, or -1 */
    int32_t band;           /* of the chance to come */
    double chance;          /* the least of those in it; of a place 1 */
    double worth;           /* of what is fixed in it or, of a place, of holding it */
    double credit;          /* of what is fixed */
    bool overlaps;          /* may overlap another */
    int32_t holding;        /* of the session's, if it overlaps: what it holds */
    const DurationLaw *law; /* of its minutes, borrowed; NULL: as planned */
    bool shared;            /* several requests have it together */
    bool mandatory;         /* fixed: must start at its slot */
    Starts starts;
} Item;

typedef struct Market {
    const Catalog *catalog; /* borrowed */
    Forest forest;
    Presences presences;
    int32_t n_buckets;
    int32_t bucket_capacity;
    int32_t *bucket_begin; /* owned, [requests + 1] */
    Bucket *buckets;       /* owned */
    bool *open;            /* owned, [n_buckets]: some session has an item for it */
    Codebook group_keys;
    int32_t n_groups;
    OfferGroup *groups;   /* owned, [n_groups] */
    int64_t *offer_begin; /* owned, [n_groups + 1] */
    int32_t *price;       /* owned, [offers]: bucket whose price is paid, or -1 */
    double *worth;        /* owned, [offers]: profit and the absence saved */
    double *credit;       /* owned, [offers]: idle cost saved when it is not the last */
    int32_t *item_begin;  /* owned, [sessions + 1] */
    Item *items;          /* owned */
    bool *delays;         /* owned, [sessions]: one service may delay another */
    int32_t *n_holdings;  /* owned, [sessions]: of what may overlap there, told apart */
    int32_t *item_groups; /* owned */
    int32_t *slot_prices; /* owned: bucket or -1 */
    double constant; /* worth of what is fixed outside sessions, less all absences and places */
} Market;

/** Lists what could be booked where; linked requests have prices by site, start and lead only if @p
 *  by_place, which makes them many. NO_MEMORY. Release with market_free(). Time and memory are
 *  linear in requests x days and in sessions x types, but for linked requests and members of shared
 *  visits, which are listed session by session. */
Status market_new(const Catalog *catalog, bool by_place, Market **out);

/** NULL is allowed. */
void market_free(Market *market);

#endif
