/** @file load.h
 *  A dataset from a path, fit to work on.
 */
#ifndef SOLVER_CLI_LOAD_H
#define SOLVER_CLI_LOAD_H

#include "model/clinic/clinic.h"
#include "model/clinic/schedule.h"
#include "solver/cli/command.h"

/** Reads the dataset at @p path. Errors are listed on standard error and end in BAD_INPUT; warnings
 *  are listed. With --json all are in "findings". */
Status load_raw(Call *call, const char *path, Clinic **out);

/** The same, and what the dataset says must make sense as well; warnings are only counted, since
 *  `clinweave check` lists them. */
Status load_dataset(Call *call, const char *path, Clinic **out);

/** Reads a result of @p clinic at @p path, likewise. */
Status load_result(Call *call, const char *path, const Clinic *clinic, Schedule **out);

/** Reads a result of @p clinic or of an earlier state of it at @p path; what it says of things that
 *  are no longer there is left out, and counted on standard error. BAD_INPUT also when it books
 *  nothing that is there. */
Status load_start(Call *call, const char *path, const Clinic *clinic, Schedule **out);

/** Lists the errors among @p findings of the file @p path, and the first warnings (or, unless
 *  @p listed, only how many there are); BAD_INPUT when there are errors. */
Status load_judge(Call *call, const char *path, const Findings *findings, bool listed);

#endif
