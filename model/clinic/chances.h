/** @file chances.h
 *  The chance that the patient of a request comes, by day.
 *
 *  A given `show_prob` holds on every day; a blank one is predicted for each candidate day by a
 * model (lead time changes the risk); with neither, the policy's show_prob_default. Plain numbers,
 * so that solver and judge use the same without sharing code. Immutable once made, safe from any
 * thread.
 */
#ifndef MODEL_CLINIC_CHANCES_H
#define MODEL_CLINIC_CHANCES_H

#include "model/clinic/clinic.h"

/** Predicted chances are stored for the days [first, first + count) of each request. */
typedef struct Chances {
    int32_t n_requests;
    double *given;     /* [n_requests]: on every day, or NaN where `predicted` rules */
    int64_t *begin;    /* [n_requests + 1] into predicted; NULL when nothing is predicted */
    int32_t *first;    /* [n_requests] day of the first predicted chance; NULL likewise */
    double *predicted; /* [begin[n_requests]] */
} Chances;

/** Given chances, and the policy's default for the rest. */
Status chances_new(const Clinic *clinic, Chances **out);

/** Those of the @p count requests @p rows, in this order, as the chances of requests 0, 1, ...
 *  NO_MEMORY. */
Status chances_pick(const Chances *chances, const int32_t *rows, int32_t count, Chances **out);

/** NULL is allowed. */
void chances_free(Chances *chances);

/** The chance that request @p r comes on @p day; days outside the predicted range take the nearest.
 */
double chances_at(const Chances *chances, int32_t r, int32_t day);

#endif
