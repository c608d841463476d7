/** @file summary.h
 *  A result in a few lines that can be read aloud.
 */
#ifndef SOLVER_CLI_SUMMARY_H
#define SOLVER_CLI_SUMMARY_H

#include "model/base/text.h"
#include "solver/cli/run.h"

/** What a solve came to: booked, unbooked and why, worth, bound, outcome. */
void summary_run(const Run *run, Text *out);

/** How many are booked, and how: fixed, kept, moved, new. */
void summary_booked(const Clinic *clinic, const Schedule *schedule, Text *out);

/** How many are not, by reason. */
void summary_unbooked(const Clinic *clinic, const Schedule *schedule, Text *out);

/** The terms of the objective, one a line, those that are 0 left out. */
void summary_worth(const Worth *worth, Text *out);

/** @p value with commas between thousands and @p decimals; the text is the function's own, valid
 *  for the next seven calls on this thread. */
const char *summary_number(double value, int decimals);

#endif
