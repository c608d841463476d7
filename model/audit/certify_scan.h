/** @file certify_scan.h
 *  The best plan of a session in which services may delay each other.
 */
#ifndef MODEL_AUDIT_CERTIFY_SCAN_H
#define MODEL_AUDIT_CERTIFY_SCAN_H

#include "model/audit/certify_ahead.h"
#include "model/audit/certify_label.h"

/** Zero-initialised it is empty. */
typedef struct Scan {
    Labels labels;
    Label **lists; /* owned: what waits at each slot */
    double *after; /* owned: E[(T + D - x)+] of a label and a move */
    double *loads; /* owned, [slots + 1]: see find_loads() */
    int32_t room[3];
    Sift sift;
    int32_t crowd;
    const Moves *moves; /* borrowed, as all below */
    const Ahead *ahead;
    const PathRules *rules;
    int32_t n_rests;  /* how many slots an item can run on, 0 included */
    int32_t per_slot; /* units of time */
    double unit_min;
    double margin; /* what rounding may take from a sum */
    double best;
    int32_t v, duty;
    double idle; /* cost of time from the session's start to the slot */
} Scan;

/** Raises *@p best, the worth of some plan or -INFINITY, to that of the best found among those
 *  that keep at most @p limit labels in a list. With a blur it may come out higher than the best
 *  plan by up to that, twice a slot. @p margin is how far sums may be off.
 *  @return OK or NO_MEMORY. */
Status scan_run(Scan *scan, const Moves *moves, const Ahead *ahead, const PathRules *rules,
                int32_t limit, PathCare care, double margin, double *best);

void scan_clear(Scan *scan);

#endif
