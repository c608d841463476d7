/** @file copies.h
 *  Several copies of a clinic in one network, which share nothing but the policy.
 */
#ifndef TESTS_COPIES_H
#define TESTS_COPIES_H

#include "model/clinic/chances.h"
#include "model/clinic/clinic.h"

/** @p count copies of @p clinic: row r of copy k is row k x rows + r, and every id and text of it
 *  ends in "@k". Release with clinic_free(). */
Clinic *copies_of(const Clinic *clinic, int32_t count);

/** The chances of @p count copies. Release with chances_free(). */
Chances *copied_chances(const Chances *chances, int32_t count);

#endif
