/** @file plan.h
 *  The exact integer program of a small clinic: every plan of every session at its exact worth.
 *
 *  Columns: x[visit] and x[booking] (integer, whether it takes place), z[run] (which runs a
 *  session's plan is made of), y[visit, part, unit] (who or what fills a part), and the sums u and
 * v of bond_decide(). A session's plan is a path through the moments of its day, so that the idle
 * time between runs, which depends on which run is the first and which the last, is counted exactly
 * too:
 *
 *      layer B   before the first patient: only places, nothing is idle yet
 *      layer M   between first and last patient: time without service is idle
 *      layer A   after the last patient: only places
 *
 *  Rows: ONCE, PATIENT, LINK (bond.h); PROVIDER[s,...] the path of session s, with at most
 *  overbook_max overlaps on it, and x = sum of the runs that contain it; RESERVE; GROUP and
 *  OVERTIME, which forbid runs (run.h); PROVIDER, ROOM, EQUIPMENT, CLOSED of all held (hold.h). Its
 *  integer solutions are exactly the allowed schedules, and its objective is exactly their worth.
 */
#ifndef MODEL_PROGRAM_PLAN_H
#define MODEL_PROGRAM_PLAN_H

#include "model/program/hold.h"
#include "model/program/linear.h"
#include "model/program/run.h"

/** Sizes beyond which the program is not built. */
enum { PLAN_BOOKINGS_MAX = 20000, PLAN_RUNS_MAX = 60000, PLAN_ENTRIES_MAX = 3000000 };

typedef struct Plan {
    Slate slate;
    Runs runs;
    Holds holds;
    Linear linear;
    int32_t *visit_column;   /* owned, [slate.n_visits] */
    int32_t *booking_column; /* owned, [slate.n_bookings] */
} Plan;

/** Builds the program. *@p within is false, and @p out untouched, when it is beyond the sizes
 *  above. @return OK; NO_MEMORY. Release with plan_clear(). */
Status plan_new(const Catalog *catalog, Plan *out, bool *within);

/** Releases and empties. */
void plan_clear(Plan *plan);

#endif
