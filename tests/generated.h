/** @file generated.h
 *  Synthetic clinics for tests.
 */
#ifndef TESTS_GENERATED_H
#define TESTS_GENERATED_H

#include "model/clinic/clinic.h"

/** The clinic of a recipe and seed; release with clinic_free(). A failure fails the test. */
Clinic *generated(const char *recipe, int64_t seed);

#endif
