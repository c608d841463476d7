#include <stdio.h>

#include "model/base/clock.h"
#include "model/base/text.h"
#include "model/base/version.h"
#include "solver/cli/arguments.h"
#include "solver/cli/command.h"
#include "solver/cli/help.h"

extern char **environ;

static Status show_help(Command command)
{
    Text text = {0};
    Status status;

    help_write(command, &text);
    status = text_status(&text);
    if (status == STATUS_OK)
        fputs(text_of(&text), stdout);
    text_clear(&text);
    return status;
}

static Status run_command(Call *call)
{
    switch (call->options->command) {
#define COMMAND(verb, ...)                                                                         \
    case COMMAND_##verb:                                                                           \
        return command_##verb(call);
#include "solver/cli/command.def"
#undef COMMAND
    case N_COMMANDS:
        break;
    }
    return fault(STATUS_BUG, "no command");
}

/* Runs the command unless @p status tells of trouble already. With --json, exactly one object goes
 * to standard output, whether the command went well or not. */
static Status run_with_json(Call *call, Status status)
{
    Status printed = STATUS_OK;
    Status made = json_new(&call->json);

    if (made != STATUS_OK)
        return made;
    if (status == STATUS_OK)
        status = run_command(call);
    if (call->options->json) {
        if (status != STATUS_OK) {
            json_put_text(call->json, "error", fault_note());
            json_put_whole(call->json, "exit_code", status_exit_code(status));
        }
        printed = json_print(call->json, stdout);
    }
    json_free(call->json);
    return status == STATUS_OK ? printed : status;
}

int main(int argc, char **argv)
{
    Options options;
    Call call = {.options = &options, .begun_s = clock_now_s()};
    Status status = options_init(&options);

    setvbuf(stdout, NULL, _IOLBF, 0); /* results and narration stay in order where both are kept */
    if (status == STATUS_OK)
        status = arguments_read(argc, argv, environ, &options);
    if (status == STATUS_OK && options.help)
        status = show_help(options.command);
    else if (status == STATUS_OK && options.version)
        printf("clinweave %s\n", CLINWEAVE_VERSION);
    else if (status == STATUS_OK || options.json)
        status = run_with_json(&call, status);
    if (status == STATUS_OK && (fflush(stdout) != 0 || ferror(stdout)))
        status = fault(STATUS_IO, "standard output could not be written");
    options_clear(&options);
    if (status == STATUS_OK)
        return call.exit_code;
    fprintf(stderr, "clinweave: %s\n", *fault_note() ? fault_note() : status_text(status));
    return status_exit_code(status);
}
