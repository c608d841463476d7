/** @file dual_desk.h
 *  Room for the plans of sessions, one after the other: what may start in one, and what that is
 *  worth and pays. For dual_session.c.
 */
#ifndef SOLVER_PATTERN_DUAL_DESK_H
#define SOLVER_PATTERN_DUAL_DESK_H

#include "solver/pattern/best_plan.h"
#include "solver/pattern/dual_run.h"

/** What an item is worth at any start, over its groups; also the best of a kind at all. */
typedef struct Worth {
    double hard_inner, hard_last, soft_inner, soft_last;
    double odds_inner, odds_last; /* against the best of its kind */
} Worth;

/** Room for any session of one site and day. Zero-initialised there is none. */
typedef struct Desk {
    PathKind *kinds;   /* owned, [dual->most_kinds], as the next */
    Worth *tops;       /* of the kinds */
    Worth *worths;     /* owned, [dual->most_items]: of the items */
    double *numbers;   /* owned: the arrays of the kinds */
    Holding *holdings; /* owned: of the session, by number; see seconds_note() */
    int32_t holding_capacity;
    BestPlan *plan; /* owned */
} Desk;

/** Fills @p desk, zero-initialised, for the sessions of @p site_day (site x days + day). NO_MEMORY.
 *  Release with desk_clear(), even then. */
Status desk_init(Desk *desk, const Dual *dual, int32_t site_day);

void desk_clear(Desk *desk);

/** Makes ready for a session of @p slots with @p n kinds: nothing can start, nothing is taken. */
void desk_clear_kinds(Desk *desk, int32_t n, int32_t slots);

/** The visit of @p item that starts at @p slot of @p session while nothing runs. */
TariffVisit desk_visit(const Dual *dual, const Item *item, const CatalogSession *session,
                       int32_t slot);

/** What is asked of seconds in a session: context of seconds_price() and seconds_use(). */
typedef struct Asked {
    Dual *dual; /* borrowed, as desk */
    const Desk *desk;
    int32_t session;
} Asked;

/** Enters what those items of session @p s hold that may be overlapped. NO_MEMORY. O(items). */
Status seconds_note(const Dual *dual, Desk *desk, int32_t s);

/** What one pays for units, as PathSecond. */
double seconds_price(const void *asked, int32_t kind, int32_t v, int32_t holding, int32_t rest);

/** Enters its use of units, as PathSecondUse. */
void seconds_use(void *asked, int32_t kind, int32_t v, int32_t holding, int32_t rest, double part);

#endif
