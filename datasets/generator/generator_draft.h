/** @file generator_draft.h
 *  A synthetic clinic in the making: what the parts of the generator hand to each other.
 *
 *  A pool is a specialty at a site: requests are asked of a pool, sessions answer it. The parts
 *  run in the order of the functions below, each on a random stream of its own, so that a change
 *  to one leaves the draws of the others alone.
 */
#ifndef DATASETS_GENERATOR_GENERATOR_DRAFT_H
#define DATASETS_GENERATOR_GENERATOR_DRAFT_H

#include <stdbool.h>
#include <stdint.h>

#include "datasets/generator/catalogue.h"
#include "datasets/generator/recipe.h"
#include "model/base/random.h"
#include "model/clinic/clinic.h"

typedef struct Draft {
    const Recipe *recipe; /* borrowed */
    Clinic *clinic;       /* owned */
    uint64_t seed;
    int32_t n_specialties;           /* the first of the catalogue */
    int32_t n_types;                 /* rows of visit_types */
    const TypeFacts *types[N_TYPES]; /* [n_types] what the rows of visit_types are */
    int32_t n_pools;                 /* sites x n_specialties */
    int32_t *home;                   /* [providers] site */
    int32_t *away;                   /* [providers] second site, or -1 */
    int32_t *specialty;              /* [providers] */
    int32_t *pool_begin;             /* [n_pools + 1] into pool_member */
    int32_t *pool_member;            /* [providers] by pool */
    int64_t *pool_asked_min;         /* [n_pools] minutes asked of the people of a pool */
    int64_t *unit_asked_min;         /* [sites x CATALOGUE_MAX_STEPS] by catalogue_unit() */
    uint8_t *pool_open;              /* [n_pools x days] whether someone of it is in session */
    int32_t *pool;                   /* [requests] */
    int32_t *link;                   /* [requests] LinkKind to the request before it, or -1 */
} Draft;

/** Random streams, one a part. */
typedef enum DraftStream {
    DRAFT_NETWORK,
    DRAFT_DEMAND,
    DRAFT_SESSIONS,
    DRAFT_PLACES,
    DRAFT_WINDOWS,
    DRAFT_WISHES,
    DRAFT_PATIENTS,
    DRAFT_HISTORY,
    DRAFT_BOOKINGS,
    DRAFT_URGENT
} DraftStream;

/** Horizon, policy, sites, visit types, activities, providers and skills. */
Status draft_network(Draft *draft);
/** Who asks for what of which pool, and what hangs together: requests, patients, links. */
Status draft_demand(Draft *draft);
/** Sessions and closures of people, as many as the load asks for. */
Status draft_sessions(Draft *draft);
/** Rooms and devices, their closures and those of sites. */
Status draft_places(Draft *draft);
/** Priorities and dates of the requests. */
Status draft_windows(Draft *draft);
/** Preferences, weights and availability. */
Status draft_wishes(Draft *draft);
/** Past appointments and what they say of the patients. */
Status draft_history(Draft *draft);
/** Standing bookings, and who is on the waitlist. */
Status draft_bookings(Draft *draft);
/** Show probabilities, by the model the history was drawn from. */
Status draft_shows(Draft *draft);
/** Urgent demand. */
Status draft_urgent(Draft *draft);

/** Rounds minutes up to the grid of the recipe. */
int32_t draft_grid(const Draft *draft, int32_t minutes);

/** True on Monday to Friday; @p day counts from the horizon's first. */
bool draft_weekday(const Draft *draft, int32_t day);

/** True with probability @p share. */
bool draft_chance(Random *random, double share);

/** An index drawn in proportion to @p weights[0..count-1], not all of them 0. */
int32_t draft_choice(Random *random, const int32_t *weights, int32_t count);

/** The row of visit_types for a type of the catalogue, or -1. */
int32_t draft_type(const Draft *draft, enum CatalogueType type);

/** The catalogue's steps [begin, end) of row @p type of visit_types. */
void draft_steps(const Draft *draft, int32_t type, int32_t *begin, int32_t *end);

/** The pool of @p specialty at @p site, and how many people it has. */
int32_t draft_pool(const Draft *draft, int32_t site, int32_t specialty);
int32_t draft_pool_size(const Draft *draft, int32_t pool);

/** Rows [begin, end) of skills that are @p provider's; at least one. */
void draft_skills(const Draft *draft, int32_t provider, int32_t *begin, int32_t *end);

/** The id `<letter><number>` with @p digits digits, in the clinic's arena; NULL: out of memory. */
const char *draft_id(Draft *draft, char letter, int digits, int32_t number);

#endif
