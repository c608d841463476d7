/** @file arguments.h
 *  From command line, environment and configuration file to Options.
 *
 *  GNU manners: options and operands in any order, `--name=value`, `--name value`, `-ovalue`, `--`
 *  ends the options. The command line wins over the environment (CLINWEAVE_TIME_LIMIT), that over
 *  the file (--config), that over the default.
 */
#ifndef SOLVER_CLI_ARGUMENTS_H
#define SOLVER_CLI_ARGUMENTS_H

#include "solver/cli/options.h"

/** Reads all of it into @p options (as options_init() left them), which keep pointers into
 *  @p arguments and @p environment (NULL-terminated, "NAME=value").
 *  @return OK; USAGE: the note says what is wrong and what may have been meant; IO: the
 *  configuration file; NO_MEMORY. */
Status arguments_read(int count, char **arguments, char **environment, Options *options);

#endif
