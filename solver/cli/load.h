/** @file load.h
 *  A dataset from a path, fit to work on.
 */
#ifndef SOLVER_CLI_LOAD_H
#define SOLVER_CLI_LOAD_H

#include "model/clinic/clinic.h"
#include "model/clinic/schedule.h"
#include "solver/cli/command.h"

/** Reads and inspects the dataset at @p path. Errors are listed on standard error and end in
 *  BAD_INPUT; warnings are listed and added to the count of the --json object. */
Status load_dataset(Call *call, const char *path, Clinic **out);

/** Reads a result of @p clinic at @p path, likewise. */
Status load_result(Call *call, const char *path, const Clinic *clinic, Schedule **out);

#endif
