/** @file program.h
 *  The compact integer program of a dataset as a file for other solvers.
 */
#ifndef SOLVER_CLI_PROGRAM_H
#define SOLVER_CLI_PROGRAM_H

#include "solver/cli/command.h"

/** Writes the program of the dataset at @p data_path to the file -o names, in CPLEX LP format when
 *  @p lp, else as MPS. The names of its rows and columns, and the appointments that its columns
 * stand for, go beside it, to the same name with ".names.csv" and ".bookings.csv". BAD_INPUT when
 * the dataset has faults or is too large; IO; NO_MEMORY. */
Status program_export(Call *call, const char *data_path, bool lp);

#endif
