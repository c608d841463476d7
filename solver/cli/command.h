/** @file command.h
 *  What each verb of the command line does.
 */
#ifndef SOLVER_CLI_COMMAND_H
#define SOLVER_CLI_COMMAND_H

#include "model/base/findings.h"
#include "solver/cli/json.h"
#include "solver/cli/options.h"

/** What a command is given and gives back. */
typedef struct Call {
    const Options *options;
    double begun_s; /* when the program began, on clock_now_s() */
    Json *json;     /* receives what --json prints */
    int exit_code;  /* of a call that ended OK: 0 unless the command says otherwise */
} Call;

#define COMMAND(verb, ...) Status command_##verb(Call *call);
#include "solver/cli/command.def"
#undef COMMAND

#endif
