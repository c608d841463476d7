/** @file random_maker.h
 *  What the files of random_clinic share: draws for a clinic in the making.
 */
#ifndef TESTS_RANDOM_MAKER_H
#define TESTS_RANDOM_MAKER_H

#include "tests/random_clinic.h"

enum { NINE = 9 * 60 };

/** A clinic in the making. */
typedef struct Maker {
    Random random;
    unsigned features;
    Clinic *clinic;
    int32_t slot;
} Maker;

/** True in @p percent of the clinics that have the feature (0: in all); always draws, so that
 * switching a feature off changes nothing else. */
bool now_and_then(Maker *maker, unsigned feature, int32_t percent);

int32_t between(Maker *maker, int32_t low, int32_t high);

double one_of(Maker *maker, const double *values, int32_t n);

#define ONE_OF(maker, ...)                                                                         \
    one_of(maker, (const double[]){__VA_ARGS__},                                                   \
           (int32_t)(sizeof((const double[]){__VA_ARGS__}) / sizeof(double)))

/** A time of day @p low to @p high slots after nine, now and then off the grid. */
int32_t time_of_day(Maker *maker, int32_t low, int32_t high);

/** A new row of @p table; fails the test when there is no memory. */
int32_t append(Maker *maker, enum DatasetTable table);

/** "R" and 2 make "R2", owned by the clinic. */
const char *named(Maker *maker, const char *stem, int32_t number);

/** Fills patients, requests, availability and links. */
void make_requests(Maker *maker);

/** Leaves little of what there is, once all tables are filled. */
void make_scarce(Maker *maker);

#endif
