/** @file worth_duration.h
 *  How long a service really takes: the law of its minutes, as the contract defines it.
 *
 *  With coefficient of variation 0 the planned minutes; else a lognormal of that mean and cv on
 *  whole minutes, P(k) = F(k + 0.5) - F(k - 0.5) for k = 1..K, K the least minute with
 *  F(K + 0.5) >= 1 - 1e-9, what lies below 0.5 counted at 1 and the tail at K.
 *
 *  Only minutes within a day are kept one by one; of what is longer, the mass and the sum suffice,
 *  because no session is that long.
 */
#ifndef MODEL_AUDIT_WORTH_DURATION_H
#define MODEL_AUDIT_WORTH_DURATION_H

#include <stdbool.h>
#include <stdint.h>

#include "model/base/status.h"

typedef struct Duration {
    int32_t least;  /* smallest k of positive chance that is kept */
    int32_t reach;  /* chances are kept for k = 0..reach, at most a day */
    double mean;    /* of the law itself, not of the lognormal it comes from */
    double *chance; /* owned, [reach + 1]: P(k) */
    double *beyond; /* owned, [reach + 2]: P(at least k) */
    double *excess; /* owned, [reach + 2]: sum of j P(j) over j >= k */
} Duration;

/** The law of a service planned for @p planned_min (at least 0) with coefficient of variation
 *  @p cv. @return OK or NO_MEMORY. Release with duration_clear(). O(K). */
Status duration_init(Duration *duration, int32_t planned_min, double cv);

void duration_clear(Duration *duration);

#endif
