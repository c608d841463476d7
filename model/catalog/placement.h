/** @file placement.h
 *  Where a request or a reserved place could stand, looked at alone, and what that is worth.
 *
 *  A placement is individually allowed when WINDOW, SKILL, SESSION of the lead, and CLOSED of lead
 *  and site let it; rooms, devices, further persons and all other visits are left to the agenda.
 */
#ifndef MODEL_CATALOG_PLACEMENT_H
#define MODEL_CATALOG_PLACEMENT_H

#include "model/catalog/catalog.h"

/** A visit's place. */
typedef struct Placement {
    int32_t session;  /* of the lead's service: index into the catalog's sessions, or -1 (fixed) */
    int32_t provider; /* lead */
    int32_t site, day;
    int32_t start_min; /* of the visit (offset 0), from the horizon's midnight */
    int32_t mode;      /* VisitMode */
} Placement;

/** What a request or a place asks of its placement, ready to be compared. */
typedef struct Wish {
    int32_t request; /* whose presence counts, or -1: a place */
    int32_t type;
    int32_t day_low, day_high;   /* both included; empty when low > high */
    int32_t early_min, late_min; /* least and largest start, minutes of the day */
    int32_t provider, site;      /* required, or -1 */
    bool modes[2];               /* allowed, by VisitMode */
} Wish;

/** Receives one placement; false ends the enumeration. */
typedef bool (*PlacementVisitor)(const Placement *placement, void *context);

/** The wish of request @p r; of a booked one: where it may be moved to. Fixed requests have none
 *  (empty days). */
void placement_wish(const Catalog *catalog, int32_t r, Wish *wish);

/** The wish of the places of reserve key @p key. */
void placement_wish_place(const Catalog *catalog, int32_t key, Wish *wish);

/** True when @p session suits a visit of @p wish in @p mode led by its provider: day, site, mode,
 *  holder and required provider (the skill is the caller's to know). */
bool placement_suits(const Catalog *catalog, const Wish *wish, int32_t session, int32_t mode);

/** True when a start suits @p wish, in a session that does, led by one with the shape @p shape:
 *  the lead's minutes inside the session, start times, presence, closures of lead and site. */
bool placement_fits(const Catalog *catalog, const Wish *wish, const VisitShape *shape,
                    const Placement *placement);

/** True when nothing of a visit of @p shape at @p placement is held past midnight, in a closure of
 * the site, or by the lead in a closure of its own. */
bool placement_is_open(const Catalog *catalog, const VisitShape *shape, const Placement *placement);

/** Calls @p visit for every individually allowed placement of request @p r: a booked one's
 *  standing placement first (in each mode it may have), then by site of the lead, lead, session,
 *  mode and start; a fixed one's standing placement only (none outside the horizon).
 *  @return false when the visitor ended it. */
bool placement_each(const Catalog *catalog, int32_t r, PlacementVisitor visit, void *context);

/** The same for a place of reserve key @p key. */
bool placement_each_place(const Catalog *catalog, int32_t key, PlacementVisitor visit,
                          void *context);

/** Where booked or fixed request @p r stands; its session is that of its lead's minutes, whatever
 *  its mode and holder, or -1. A booked one's mode is the first that is allowed. False when it
 *  stands nowhere in the horizon. */
bool placement_standing(const Catalog *catalog, int32_t r, Placement *out);

/** True when booked request @p r may stay where it stands, in @p mode: SKILL, SESSION and CLOSED of
 *  lead and site (WINDOW is excused). */
bool placement_can_stay(const Catalog *catalog, int32_t r, const Placement *standing, int32_t mode);

/** True when @p placement is another date, start, lead or site than booked request @p r has. */
bool placement_is_move(const Catalog *catalog, int32_t r, const Placement *placement);

/** Worth of request @p r at @p placement: value x weight x show chance, less the days waited, plus
 *  the bonuses, less the cost of a move. Costs of the session are not in it. */
double placement_profit(const Catalog *catalog, int32_t r, const Placement *placement);

/** Cost, at least 0, of leaving request @p r unbooked. */
double placement_absence(const Catalog *catalog, int32_t r);

/** Worth of a place of reserve key @p key held: value x weight_urgent. */
double placement_place_worth(const Catalog *catalog, int32_t key);

/** End of the visit of request type @p type at @p placement, from the horizon's midnight. */
int32_t placement_end_min(const Catalog *catalog, int32_t type, const Placement *placement);

#endif
