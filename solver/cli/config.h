/** @file config.h
 *  Options from a file: one `name = value` a line, `#` begins a comment.
 */
#ifndef SOLVER_CLI_CONFIG_H
#define SOLVER_CLI_CONFIG_H

#include "solver/cli/options.h"

/** Sets what @p path says; options of other commands are passed over, so that one file serves all.
 *  @return OK; USAGE with file and line of what is wrong; IO; NO_MEMORY. */
Status config_read(const char *path, Options *options);

#endif
