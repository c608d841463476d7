/** @file certify_opening.h
 *  Where visits may be led, and what the prices make of it.
 *
 *  An opening is a session, a type that its provider can lead there, and a mode. Its cheapest start
 * is all that most requests need to know of it.
 */
#ifndef MODEL_AUDIT_CERTIFY_OPENING_H
#define MODEL_AUDIT_CERTIFY_OPENING_H

#include "model/audit/certify_tariff.h"

typedef struct Opening {
    int32_t type, mode, provider, site, date;
    int32_t session;             /* of hours */
    int32_t first_min, last_min; /* least and largest start, on the grid; some may be closed */
    double factor;               /* on the lead's time */
    double cheapest;             /* least cost of a whole visit; INFINITY: all starts are closed */
} Opening;

/** Openings in three orders, so that a request sees only those it can use. */
typedef struct Openings {
    const Tariff *tariff; /* borrowed */
    Opening *by_date;     /* owned, [count] by type and date */
    Opening *by_site;     /* owned, [count] by type, site and date */
    Opening *by_provider; /* owned, [count] by type, provider and date */
    double *least;        /* owned: cheapest of all by type, date and mode */
    int32_t count;
} Openings;

/** @return OK or NO_MEMORY. Release with openings_free(). */
Status openings_new(const Tariff *tariff, Openings **out);

/** NULL is allowed. */
void openings_free(Openings *openings);

/** What a visit costs under the prices: its lead's minutes, its rooms and devices. */
double openings_visit_cost(const Tariff *tariff, const Opening *at, int32_t start_min);

/** The site is open while anything of the visit is held, and all of it is held on one day. */
bool openings_site_is_open(const Tariff *tariff, const Opening *at, int32_t start_min);

/** What a visit costs; INFINITY where the lead or the site is closed in the lead's minutes. */
double openings_cost(const Openings *openings, const Opening *at, int32_t start_min);

/** The openings of @p type on dates from @p first to @p last; *@p count of them: all, those at
 *  @p site, or those of @p provider. O(log openings). */
const Opening *openings_all(const Openings *openings, int32_t type, int32_t first, int32_t last,
                            int32_t *count);
const Opening *openings_at(const Openings *openings, int32_t type, int32_t site, int32_t first,
                           int32_t last, int32_t *count);
const Opening *openings_of(const Openings *openings, int32_t type, int32_t provider, int32_t first,
                           int32_t last, int32_t *count);

/** The least cost of any visit of @p type on @p date in @p mode; INFINITY: there is none. */
double openings_least(const Openings *openings, int32_t type, int32_t date, int32_t mode);

#endif
