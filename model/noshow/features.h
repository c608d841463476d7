/** @file features.h
 *  What is known of an appointment when it is booked, as numbers a learner can use.
 *
 *  Lead time from booking to visit (classes and logarithm), weekday, the patient's earlier visits
 * and no-shows up to the booking (nothing that lies in its future), visit type, site and cohort as
 * indicators, and the numeric covariates x_..., standardised, with an indicator where one is
 * missing. The reminder is left out: it is not known when a visit is booked.
 */
#ifndef MODEL_NOSHOW_FEATURES_H
#define MODEL_NOSHOW_FEATURES_H

#include "model/base/status.h"
#include "model/clinic/clinic.h"

/** The encoding, learned from the history of one clinic. Immutable once made. */
typedef struct Features Features;

/** One nonzero number of a sparse row. */
typedef struct Feature {
    int32_t index; /* 0 .. features_count() - 1, ascending in a row */
    double value;
} Feature;

/** @p clinic is borrowed and outlives it. NO_MEMORY. */
Status features_new(const Clinic *clinic, Features **out);

/** NULL is allowed. */
void features_free(Features *features);

/** Numbers of a row, zeros included. */
int32_t features_count(const Features *features);

/** Most nonzero numbers a row can have: the size of the arrays below. */
int32_t features_most(const Features *features);

/** True when a history row can be learned from: booked no later than its date, outcome known. */
bool features_usable(const Clinic *clinic, int32_t history_row);

/** The row of a past appointment, as known when it was booked; returns how many are nonzero. */
int32_t features_of_history(const Features *features, int32_t history_row, Feature *row);

/** The row of request @p r if it takes place on @p day; returns how many are nonzero. */
int32_t features_of_request(const Features *features, int32_t r, int32_t day, Feature *row);

#endif
