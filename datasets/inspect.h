/** @file inspect.h
 *  Does a dataset that could be read make sense? Every rule of the contract on the data itself.
 *
 *  Errors: what solve would refuse (a missing booking of a booked request, overlapping sessions, a
 * type without a lead, ...). Warnings: what is ignored, rounded, or can never work (a session in a
 * closure, a request nobody can serve, an overbooked calendar of standing bookings, unknown policy
 * keys).
 */
#ifndef DATASETS_INSPECT_H
#define DATASETS_INSPECT_H

#include "model/base/findings.h"
#include "model/clinic/clinic.h"

/** Adds all that is found in @p clinic to @p findings. NO_MEMORY. About linear in the data. */
Status inspect_dataset(const Clinic *clinic, Findings *findings);

#endif
