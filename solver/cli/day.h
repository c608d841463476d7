/** @file day.h
 *  The fullest day of a schedule as text: a line for each provider, a column for each slot.
 */
#ifndef SOLVER_CLI_DAY_H
#define SOLVER_CLI_DAY_H

#include "model/base/text.h"
#include "model/clinic/clinic.h"
#include "model/clinic/schedule.h"

/** Appends the day with the most appointments; nothing when there is none. At most @p lines
 *  providers are shown. NO_MEMORY. */
Status day_write_fullest(const Clinic *clinic, const Schedule *schedule, int32_t lines, Text *out);

#endif
