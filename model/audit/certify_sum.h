/** @file certify_sum.h
 *  A sum of many terms that can be rounded outward.
 */
#ifndef MODEL_AUDIT_CERTIFY_SUM_H
#define MODEL_AUDIT_CERTIFY_SUM_H

/** Zero-initialised is 0. Compensated (Neumaier 1974): the error does not grow with the number of
 *  terms. */
typedef struct Sum {
    double total, lost;
    double magnitude; /* of all terms; only ever grows */
    double doubt;     /* how far the terms themselves may be off, together */
} Sum;

void sum_add(Sum *sum, double term);

/** Says that a term may be off by @p error, not negative. */
void sum_doubt(Sum *sum, double error);

/** A number not below the exact sum, if the terms are off by no more than was said. */
double sum_above(const Sum *sum);

#endif
