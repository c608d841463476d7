/** @file logistic.h
 *  Logistic regression with an L2 penalty, by liblinear (Fan et al., JMLR 9, 2008).
 */
#ifndef MODEL_NOSHOW_LOGISTIC_H
#define MODEL_NOSHOW_LOGISTIC_H

#include "model/noshow/features.h"

typedef struct Logistic {
    int32_t count;
    double *weights; /* owned, [count] */
    double intercept;
} Logistic;

/** Learns P(attended) from the @p n rows @p rows of history, among which both outcomes must be.
 *  @return OK; NUMERICS when the learner fails; NO_MEMORY. Deterministic. */
Status logistic_fit(const Features *features, const Clinic *clinic, const int32_t *rows, int32_t n,
                    Logistic *out);

/** P(attended) of a row of @p n features. */
double logistic_chance(const Logistic *logistic, const Feature *row, int32_t n);

/** Releases the weights. */
void logistic_clear(Logistic *logistic);

#endif
