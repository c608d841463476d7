/** @file catalog.h
 *  The facts of a clinic as the solver looks them up: rounded to the grid, coded, and indexed.
 *
 *  Times are minutes from the horizon's midnight (day x 1440 + minute of the day). Only sessions
 *  that lie in the horizon and keep some time after rounding are here, sorted by provider and
 *  time; closures are rounded outward and merged; texts that are compared (roles, room types,
 *  equipment types, specialties) are codes. Immutable once made and safe to read from any thread.
 *  Time and memory are near linear in the data.
 */
#ifndef MODEL_CATALOG_CATALOG_H
#define MODEL_CATALOG_CATALOG_H

#include <stdbool.h>
#include <stdint.h>

#include "model/catalog/groups.h"
#include "model/clinic/chances.h"
#include "model/clinic/clinic.h"
#include "model/clinic/visit.h"
#include "model/session/workload.h"

/** Some minutes, half-open. */
typedef struct Span {
    int32_t start_min, end_min; /* from the horizon's midnight */
} Span;

/** The spans of key k are spans[begin[k]] to spans[begin[k + 1] - 1], ascending and disjoint. */
typedef struct SpanSet {
    int32_t *begin; /* owned */
    Span *spans;    /* owned */
} SpanSet;

/** A session that can be used. */
typedef struct CatalogSession {
    int32_t row; /* of the table sessions */
    int32_t provider, site, day;
    int32_t start_min, end_min; /* from the horizon's midnight, on the grid */
    int32_t mode;               /* SessionMode */
    int32_t overbook_max;
    bool held;              /* for one type or specialty only, and not released */
    int32_t held_type;      /* the visit type it is held for, or -1 */
    int32_t held_specialty; /* the code of the specialty it is held for, or -1 */
} CatalogSession;

/** A skill: who can lead a type, in which shape. */
typedef struct CatalogSkill {
    int32_t provider;
    bool able;               /* has the lead's role too */
    const VisitShape *shape; /* shared between equal (type, lead minutes) */
} CatalogSkill;

/** An able lead of a type with at least one session at a site. */
typedef struct CatalogLead {
    int32_t site, provider;
    const VisitShape *shape;
} CatalogLead;

/** Units that can be asked for: all of one kind and type at one site. A person belongs to every
 *  site where it has a session. Pools of persons at site -1 hold everybody of the role, for fixed
 *  visits, which need no session. */
typedef struct CatalogPool {
    int32_t kind;       /* UnitKind */
    int32_t code;       /* of the role, room type or equipment type */
    int32_t site;       /* or -1 */
    int32_t begin, end; /* into pool_units */
} CatalogPool;

/** A row of availability, on the grid; never met when end_min <= start_min. */
typedef struct CatalogPresence {
    int32_t weekday;            /* 1 to 7, or MISSING */
    int32_t day;                /* or MISSING */
    int32_t start_min, end_min; /* minutes of the day */
} CatalogPresence;

/** A key of urgent demand that asks for places. */
typedef struct CatalogReserve {
    int32_t type, site, day;
    int32_t count; /* places asked for, at least 1 */
} CatalogReserve;

typedef struct Catalog {
    const Clinic *clinic;   /* borrowed, outlives this */
    const Chances *chances; /* borrowed, outlives this */
    int32_t days, slot_min;
    int32_t first_weekday; /* of day 0, 1 Monday to 7 */
    int32_t travel_min;    /* least whole minutes between sites */

    int32_t n_sessions;
    CatalogSession *sessions; /* owned; of provider p: session_begin[p] .. session_begin[p + 1] */
    int32_t *session_begin;   /* owned, [providers + 1] */
    int32_t *day_begin; /* owned, [providers x (days + 1)]: first session on the day or later */

    int32_t *role;          /* owned, [providers]: code of the role */
    int32_t *specialty;     /* owned, [visit_types]: code of the specialty */
    int32_t *activity_code; /* owned, [activities]: code of the role or unit type asked for */
    Groups activities;      /* rows of activities by visit type */
    int32_t n_shapes;
    VisitShape **shapes;        /* owned, all distinct ones */
    int32_t *shape_begin;       /* owned, [visit_types + 1]: the shapes of type t */
    const DurationLaw **laws;   /* owned, [n_shapes]: law of the lead minutes, NULL for a cv of 0 */
    Durations durations;        /* owns the laws */
    const VisitShape **planned; /* owned, [visit_types]: the shape at factor 1 */
    CatalogSkill *skills;       /* owned; of type t: skill_begin[t] .., by provider */
    int32_t *skill_begin;       /* owned, [visit_types + 1] */
    CatalogLead *leads;         /* owned; of type t: lead_begin[t] .., by site, then provider */
    int32_t *lead_begin;        /* owned, [visit_types + 1] */

    int32_t n_pools;
    CatalogPool *pools;  /* owned, by kind, code, site */
    int32_t *pool_units; /* owned: rows of providers, rooms or equipment, ascending */

    SpanSet closed[4];                   /* by ClosureKind: closures of each unit or site */
    int32_t *open_min[3], *close_min[3]; /* owned, by UnitKind (rooms and equipment): open hours */

    Groups presence_rows;       /* presence by request, as items of presences */
    CatalogPresence *presences; /* owned, [availability rows] */
    Groups links;               /* rows of links by request, each under both its ends */
    Groups patient_requests;    /* requests by patient */
    int32_t *together; /* owned, [requests]: the smallest request joined by together links */
    double *gain;      /* owned, [requests]: value x weight */

    int32_t n_reserves;
    CatalogReserve *reserves; /* owned, by type, site, day */
} Catalog;

/** Indexes @p clinic (both are borrowed and outlive the catalog).
 *  @return OK; BAD_INPUT when a visit type has no lead or a skill leaves an activity no time;
 *  NO_MEMORY. Release with catalog_free(). */
Status catalog_new(const Clinic *clinic, const Chances *chances, Catalog **out);

/** NULL is allowed. */
void catalog_free(Catalog *catalog);

/** True when a visit of @p type may use session @p session (not held, or held for it). */
bool catalog_admits(const Catalog *catalog, int32_t session, int32_t type);

/** True when session @p session allows visits in @p mode. */
bool catalog_session_mode(const Catalog *catalog, int32_t session, int32_t mode);

/** The session of @p provider at @p site that holds [start_min, end_min) whole, whatever its mode
 *  and holder, or -1. O(log sessions of the provider). */
int32_t catalog_session_at(const Catalog *catalog, int32_t provider, int32_t site,
                           int32_t start_min, int32_t end_min);

/** The same, if it allows a visit of @p type in @p mode; else -1. */
int32_t catalog_session_for(const Catalog *catalog, int32_t provider, int32_t site,
                            int32_t start_min, int32_t end_min, int32_t type, int32_t mode);

/** The first session of @p provider on @p day or later (session_begin[provider + 1] if none).
 *  O(1). */
int32_t catalog_session_from(const Catalog *catalog, int32_t provider, int32_t day);

/** The shape of a visit of @p type led by @p provider (factor 1 without a skills row). */
const VisitShape *catalog_shape(const Catalog *catalog, int32_t type, int32_t provider);

/** The law of the lead minutes of @p shape, a shape of @p type; NULL when they are as planned. */
const DurationLaw *catalog_law(const Catalog *catalog, int32_t type, const VisitShape *shape);

/** True when @p provider has the skill and the role to lead @p type. */
bool catalog_can_lead(const Catalog *catalog, int32_t type, int32_t provider);

/** The leads of @p type at @p site (all sites: -1) as a range [*begin, *end) of `leads`. */
void catalog_leads(const Catalog *catalog, int32_t type, int32_t site, int32_t *begin,
                   int32_t *end);

/** The pool that serves row @p activity at @p site (persons: -1 for any site), or -1. */
int32_t catalog_pool(const Catalog *catalog, int32_t activity, int32_t site);

/** The sessions by site and day: key site x days + day. NO_MEMORY. Release with groups_clear(). */
Status catalog_by_site_day(const Catalog *catalog, Groups *out);

/** Minutes for which each unit of pool @p pool is of no use after every use: the least turnaround
 * of its devices, but none where one visit may need a device twice, since it need not keep the gap
 *  itself; of rooms and persons none. O(visit types' activities + units). */
int32_t catalog_clear_min(const Catalog *catalog, int32_t pool);

/** True when no closure of this unit itself, nor its open hours, stand against [start, end). */
bool catalog_unit_open(const Catalog *catalog, int32_t kind, int32_t unit, int32_t start_min,
                       int32_t end_min);

/** True when no closure of @p site stands against [start_min, end_min). */
bool catalog_site_open(const Catalog *catalog, int32_t site, int32_t start_min, int32_t end_min);

/** True when request @p r is fixed on a day outside the horizon: never booked, yet in its place. */
bool catalog_outside(const Catalog *catalog, int32_t r);

#endif
