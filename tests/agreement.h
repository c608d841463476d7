/** @file agreement.h
 *  What the tests of agreement share: clinics one after the other, each with its optimum.
 */
#ifndef TESTS_AGREEMENT_H
#define TESTS_AGREEMENT_H

#include "model/clinic/schedule.h"
#include "tests/brute.h"
#include "tests/random_clinic.h"

/** One random clinic and what exhaustive search says of it. */
typedef struct Trial {
    uint64_t seed;
    Clinic *clinic;
    Chances *chances;
    BruteOptimum optimum; /* of trial_search() */
    Schedule *best;       /* the optimum as tables; NULL when there is none */
} Trial;

/** How many clinics: CLINWEAVE_AGREEMENT, or @p usual (a tenth of it under a sanitizer). */
uint64_t trial_count(uint64_t usual);

/** Clinic number @p seed; the optimum is not looked for yet. Static: one at a time. */
Trial *trial_begin(uint64_t seed);

/** Finds the optimum; false when there are too many combinations. */
bool trial_search(Trial *trial);

/** Fails the test, with the clinic as lines of a fixture on standard error (and of @p schedule if
 * there is one). */
void trial_fail(const Trial *trial, const Schedule *schedule, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** Releases what the trial holds. */
void trial_end(Trial *trial);

#endif
