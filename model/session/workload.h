/** @file workload.h
 *  What one session of a provider costs its patients and the provider, exactly.
 *
 *  Patients come independently, punctually at the start of their service; services are served in
 *  order, none before its start. The delay before each service is a law on whole minutes; one pass
 *  over the session (add "comes and takes k minutes", take off the gap, clip at zero) gives
 * expected wait, idle and overtime without sampling. A delay that reaches past the session's end is
 * never clipped again, so of that part the mass and the mean are enough, and nothing is cut off.
 */
#ifndef MODEL_SESSION_WORKLOAD_H
#define MODEL_SESSION_WORKLOAD_H

#include <stdint.h>

#include "model/base/status.h"

enum {
    WORKLOAD_DAY_MIN = 1440, /* a session lies inside one day */
    WORKLOAD_LANES = 8       /* minutes gone through at once */
};

/** Law of the real minutes of a service: a lognormal on whole minutes. Immutable once made. */
typedef struct DurationLaw {
    int32_t planned_min;  /* its mean before rounding to minutes */
    double cv;            /* coefficient of variation, above 0 */
    double mean_min;      /* mean on whole minutes */
    int32_t top_min;      /* least of the largest minute drawn and WORKLOAD_DAY_MIN */
    double *padded;       /* owned: WORKLOAD_LANES zeros, the chances, and as many zeros */
    const double *chance; /* in it, [top_min + 1]: P(D = k) */
    double *above;        /* owned, [top_min + 1]: P(D > k) */
    double *above_min;    /* owned, [top_min + 1]: E[D; D > k] */
} DurationLaw;

/** The laws of a clinic, made once and then read by any number of threads. */
typedef struct Durations {
    DurationLaw **laws; /* owned, [count], each owned */
    int32_t count, capacity;
} Durations;

/** The law of @p planned_min minutes (at least 1) and @p cv (at least 0, finite), made if it is not
 *  there yet; *@p out is NULL for a cv of 0, else borrowed from @p durations. @return OK;
 * NO_MEMORY. O(laws) to find, O(largest minute drawn) to make. */
Status durations_add(Durations *durations, int32_t planned_min, double cv, const DurationLaw **out);

/** Releases and empties. */
void durations_clear(Durations *durations);

/** A visit seen from its lead. */
typedef struct Service {
    int32_t start_min;      /* planned, minutes of the day */
    int32_t planned_min;    /* minutes it takes as planned */
    const DurationLaw *law; /* of the real minutes; NULL: as planned */
    double any;             /* P(anyone of its patients comes) */
    double expected;        /* how many of its patients come, in the mean */
} Service;

/** One more patient, who comes with chance @p show, in @p service (which starts with none). */
void service_join(Service *service, double show);

/** Expected minutes of a session. */
typedef struct Workload {
    double wait_min;     /* of all patients who come */
    double idle_min;     /* of the provider, from first start to the end of all */
    double overtime_min; /* work past the session's end */
} Workload;

/** The workload of a session that ends at @p end_min with @p count @p services in serving order
 *  (starts never fall, none lies past the end, all inside one day). @p wait_min receives the
 *  expected wait of a patient of each service if it comes, [count]; NULL: not wanted.
 *
 *  O(count x (end - first start)^2) with laws, O(count) when nothing overlaps and no law is given;
 *  no allocation, safe from any thread. */
Workload workload_of(const Service *services, int32_t count, int32_t end_min, double *wait_min);

#endif
