/** @file run.h
 *  The pieces a session's plan is made of, each with its exact expected cost.
 *
 *  Two services of a session can only touch each other's delays when the later one starts before
 *  the earlier ones are over even if everybody comes and takes as long as can be. A **run** is a
 *  sequence of services linked like that, so a plan of a session is a sequence of runs, each begun
 *  after the one before is over for certain, and its expected wait and overtime are the sums over
 *  its runs. Without overlaps and with planned durations every run is a single service; with drawn
 *  durations a run may be the whole plan. Every combination of services the rules of PROVIDER (in
 *  the session), GROUP and OVERTIME allow is listed exactly once.
 */
#ifndef MODEL_PROGRAM_RUN_H
#define MODEL_PROGRAM_RUN_H

#include "model/program/slate.h"
#include "model/session/workload.h"

/** A visit with the bookings that make it, seen from its lead. */
typedef struct RunService {
    int32_t visit;
    int32_t set_begin, set_end; /* its bookings, in `sets`; none for a place */
    int32_t order;              /* smallest request; places after all requests, by key */
    Service load;               /* minutes of the session's day */
    int32_t longest_min;        /* the longest it can take */
    double show;                /* chance that the patient comes; a place's surely does */
    bool may_overlap;
} RunService;

typedef struct Run {
    int32_t session;
    int32_t begin, end;     /* its services in serving order, in `members` */
    int32_t start_min;      /* of the first, minutes of the day */
    int32_t real_min;       /* start of the first that is no place, or -1: places only */
    int32_t end_min;        /* over for certain */
    int32_t overlaps;       /* services that start before an earlier one ends */
    double cost;            /* of expected wait and overtime */
    double idle_min;        /* expected, if no service follows: from real_min to the end of all */
    double idle_follow_min; /* expected, from real_min to end_min, if another follows */
} Run;

typedef struct Runs {
    RunService *services;   /* owned; of session s: service_begin[s] .., in serving order */
    int32_t *service_begin; /* owned, [sessions + 1] */
    int32_t n_services, services_capacity;
    int32_t *sets; /* owned: numbers of bookings */
    int32_t n_sets, sets_capacity;
    Run *runs;          /* owned; of session s: run_begin[s] .. */
    int32_t *run_begin; /* owned, [sessions + 1] */
    int32_t n_runs, runs_capacity;
    int32_t *members; /* owned: numbers of services */
    int32_t n_members, members_capacity;
    Durations durations;
} Runs;

/** Lists the services and runs of all sessions. *@p within is false, and @p out untouched, when
 *  there are more than @p limit services or runs. @return OK; NO_MEMORY. Release with
 *  runs_clear(). */
Status runs_new(const Catalog *catalog, const Slate *slate, int32_t limit, Runs *out, bool *within);

/** Releases and empties. */
void runs_clear(Runs *runs);

#endif
