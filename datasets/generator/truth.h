/** @file truth.h
 *  The true chance that a synthetic patient misses a visit.
 *
 *  logit P(missed) = base + lead + priors + age + distance + chronic + cohort + weekday + early
 * start + reminder. The outcomes of generated histories are drawn from it, the show probabilities
 * of generated requests are its value: whoever learns from the one can be judged by the other. Only
 *  + - x / are used, so equal inputs give equal bits on every machine.
 */
#ifndef DATASETS_GENERATOR_TRUTH_H
#define DATASETS_GENERATOR_TRUTH_H

#include <stdint.h>

enum { TRUTH_COHORTS = 5 };

/** What is known of a visit on its day. */
typedef struct TruthCase {
    int32_t lead_days; /* from the booking to the visit */
    int32_t visits;    /* of this patient before, */
    int32_t no_shows;  /* and how many of them were missed */
    int32_t age;       /* years */
    double distance_km;
    int32_t chronic;   /* 0, 1 */
    int32_t cohort;    /* 0..TRUTH_COHORTS-1 */
    int32_t weekday;   /* 1 Monday to 7; MISSING: not known yet */
    int32_t start_min; /* of the visit; MISSING: not known yet */
    int32_t reminder;  /* 0, 1; MISSING: not known yet, sent in TRUTH_REMINDED of the cases */
} TruthCase;

#define TRUTH_REMINDED 0.6

/** "c1" ... of a cohort. */
const char *truth_cohort(int32_t cohort);

/** 1 / (1 + e^-x) by a series, the same everywhere. */
double truth_logistic(double x);

/** The base at which the average patient misses a visit booked ten days ahead with chance
 *  @p no_show in (0, 1). */
double truth_base(double no_show);

/** The chance that the visit is missed. */
double truth_no_show(double base, const TruthCase *visit);

#endif
