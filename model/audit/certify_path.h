/** @file certify_path.h
 *  The best plan of one session.
 *
 *  Items start one after the other. One that starts while nothing runs pays its units; one that
 *  starts while another runs pays the price of an overlap, and nothing more starts until the first
 *  of the two ends. Services are taken inner, or as the last one (once: none starts after it); from
 *  the first to the last one time costs, and so do waits, the last one's start after its time, and
 *  overtime, as expected when patients come with the items' chances. Items that must be taken are,
 *  at their slot, or there is no plan.
 */
#ifndef MODEL_AUDIT_CERTIFY_PATH_H
#define MODEL_AUDIT_CERTIFY_PATH_H

#include "model/audit/certify_move.h"

typedef struct PathWork PathWork;

/** The best plan of a session. */
typedef struct PathBest {
    double worth; /* -INFINITY: there is none. Computed as if no addition rounded */
    double doubt; /* how far rounding may take it from that */
    bool exact;   /* not above the best plan, but for rounding */
} PathBest;

/** What path_best() works in, kept between calls. Release with path_work_free(). */
Status path_work_new(PathWork **out);

/** NULL is allowed. */
void path_work_free(PathWork *work);

/** The worth of the best plan, or up to the blur of @p care more, twice for each slot. No number
 *  in @p rules, and none that items were made of, is larger than @p largest.
 *  @return OK or NO_MEMORY. Quick where no service can delay another. */
Status path_best(PathWork *work, const PathItem *items, int32_t count, const PathRules *rules,
                 double largest, PathCare care, PathBest *best);

#endif
