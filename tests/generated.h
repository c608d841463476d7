/** @file generated.h
 *  Synthetic clinics for tests.
 */
#ifndef TESTS_GENERATED_H
#define TESTS_GENERATED_H

#include "model/clinic/clinic.h"

/** The clinic of a recipe and seed; release with clinic_free(). A failure fails the test. */
Clinic *generated(const char *recipe, int64_t seed);

/** The same with settings "key=value", up to a NULL. */
Clinic *generated_with(const char *recipe, int64_t seed, const char *const *settings);

/** A digest of nothing yet. */
#define GENERATED_NOTHING UINT64_C(0xcbf29ce484222325)

/** @p digest and all that stands in table @p table, in one number. */
uint64_t generated_digest(const Clinic *clinic, enum DatasetTable table, uint64_t digest);

#endif
