/** @file apart.h
 *  The components of a network solved apart: small ones side by side, a thread each, large ones
 *  one after the other on all threads. Worths and bounds add up, and so do certificates.
 */
#ifndef SOLVER_APART_H
#define SOLVER_APART_H

#include "solver/work.h"

typedef struct Apart Apart;

/** Divides what @p network, which is borrowed and has a first schedule, has to solve; *@p out is
 *  NULL where all of it hangs together. NO_MEMORY. Release with apart_free(). */
Status apart_new(const Work *network, Apart **out);

/** NULL is allowed. */
void apart_free(Apart *apart);

/** How many components there are. */
int32_t apart_count(const Apart *apart);

/** Prices and betters every component within the limits of @p network, each with a part that goes
 *  with its number of requests, and gives @p network what came of all. *@p done is false, and
 *  nothing has changed but the work done, when a component could not be begun. Under a work limit
 *  the same on any number of threads. NO_MEMORY, NUMERICS, BUG. */
Status apart_run(Apart *apart, Work *network, bool *done);

/** Enters the prices of all components into the certificate table of @p schedule. NO_MEMORY. */
Status apart_write(const Apart *apart, Schedule *schedule);

#endif
