/** @file certify_path.h
 *  The best plan of one session: a longest path through its slots.
 *
 *  Items start one after the other. One that starts while nothing runs pays its units; one that
 *  starts while another runs pays the price of an overlap and what its patient waits at least, and
 *  nothing more starts until the first of the two ends. Services are taken inner, or as the last
 * one (once: none starts after it); from the first to the last one time costs. Items that must be
 * taken are, at their slot, or there is no plan.
 */
#ifndef MODEL_AUDIT_CERTIFY_PATH_H
#define MODEL_AUDIT_CERTIFY_PATH_H

#include <stdbool.h>
#include <stdint.h>

#include "model/base/status.h"

/** What counts of an item when it meets another. A service that may overlap is KIN_SERVICE + 2 x
 *  eighths of its show chance, rounded down, + 1 where its duration varies. */
enum { KIN_ALONE, KIN_ALONE_PLACE, KIN_PLACE, KIN_SERVICE, N_KINS = KIN_SERVICE + 18 };

typedef struct PathItem {
    int32_t at, length; /* slots; both inside the session, length at least 1 */
    int32_t kin;
    bool must;
    double last, inner; /* worth as the last service, and before others; a place has only `last` */
    double units;       /* price of its units, at least 0 */
} PathItem;

typedef struct PathRules {
    int32_t slot_min;
    double idle_cost, wait_cost, overtime_cost; /* per minute */
    double collision_max; /* largest product of the chances of two that overlap */
    double overlap_price;
} PathRules;

typedef struct PathWork PathWork;

/** What path_best() works in, kept between calls. Release with path_work_free(). */
Status path_work_new(PathWork **out);

/** NULL is allowed. */
void path_work_free(PathWork *work);

/** *@p best is the worth of the best plan of a session of @p slots slots; -INFINITY when there is
 *  none. Computed as if no addition rounded; path_doubt() bounds what they do.
 *  @return OK or NO_MEMORY. */
Status path_best(PathWork *work, const PathItem *items, int32_t count, int32_t slots,
                 const PathRules *rules, double *best);

/** How far path_best() can be off when no number in it, and none that its items were made of, is
 *  larger than @p largest. */
double path_doubt(int32_t slots, bool overlaps, double largest);

#endif
