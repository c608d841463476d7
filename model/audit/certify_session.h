/** @file certify_session.h
 *  What can be served in a session, and its best plan.
 */
#ifndef MODEL_AUDIT_CERTIFY_SESSION_H
#define MODEL_AUDIT_CERTIFY_SESSION_H

#include "model/audit/certify_fair.h"
#include "model/audit/certify_path.h"

typedef struct Planner Planner;

/** @return OK or NO_MEMORY. Release with planner_free(). */
Status planner_new(const Books *books, const Fair *fair, Planner **out);

/** NULL is allowed. */
void planner_free(Planner *planner);

/** *@p best is the most that a plan of session @p shift, of the fair's date, is worth, see
 *  path_best(); -INFINITY when its fixed visits allow none. @return OK or NO_MEMORY. */
Status planner_run(Planner *planner, int32_t shift, PathCare care, PathBest *best);

#endif
