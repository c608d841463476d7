/** @file help.h
 *  --help, of the program and of each command, from the declarations.
 */
#ifndef SOLVER_CLI_HELP_H
#define SOLVER_CLI_HELP_H

#include "model/base/text.h"
#include "solver/cli/options.h"

/** Appends the help of @p command, or of the program (N_COMMANDS). */
void help_write(Command command, Text *out);

/** Appends @p words, broken at spaces so that no line is longer than @p width; lines after the
 *  first begin with @p indent spaces, the first is at @p column already. Ends the line. */
void help_wrap(const char *words, int indent, int column, int width, Text *out);

/** How option @p row is written with its value: "-o, --output=PATH". */
void help_option_name(const OptionRow *row, Text *out);

#endif
