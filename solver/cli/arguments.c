#include "solver/cli/arguments.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "solver/cli/config.h"
#include "solver/cli/nearest.h"

#define ENVIRONMENT_PREFIX "CLINWEAVE_"

enum { VARIABLE_SLIP = 2 }; /* letters by which a variable's name may miss an option's */

static Status no_such_option(const char *name, Command command)
{
    const char *best = NULL;
    int distance = nearest_limit(name);

    for (int i = 0; i < N_OPTIONS; i++)
        if (option_applies(i, command))
            nearest_offer(name, option_rows[i].name, &best, &distance);
    if (best)
        return fault(STATUS_USAGE, "unknown option --%s; did you mean --%s?", name, best);
    return fault(STATUS_USAGE, "unknown option --%s; see clinweave %s%s--help", name,
                 command == N_COMMANDS ? "" : command_rows[command].verb,
                 command == N_COMMANDS ? "" : " ");
}

static Status no_such_command(const char *verb)
{
    const char *best = NULL;
    int distance = nearest_limit(verb);

    for (int i = 0; i < N_COMMANDS; i++)
        nearest_offer(verb, command_rows[i].verb, &best, &distance);
    if (best)
        return fault(STATUS_USAGE, "unknown command %s; did you mean %s?", verb, best);
    return fault(STATUS_USAGE, "unknown command %s; see clinweave --help", verb);
}

/* Reads the option at arguments[*at], and its value, which may be the next argument. */
static Status read_long(char **arguments, int count, int *at, Options *options)
{
    const char *word = arguments[*at] + 2;
    const char *equals = strchr(word, '=');
    char name[64];
    int index;
    Status status;

    snprintf(name, sizeof name, "%.*s", equals ? (int)(equals - word) : (int)strlen(word), word);
    index = options_find(name);
    if (index < 0 || !option_applies(index, options->command))
        return no_such_option(name, options->command);
    if (equals)
        equals++;
    else if (option_rows[index].kind == OPTION_SWITCH)
        equals = "yes";
    else if (*at + 1 < count)
        equals = arguments[++*at];
    else
        return fault(STATUS_USAGE, "--%s needs a value: %s", name, option_rows[index].value);
    status = options_set(options, index, equals, SOURCE_COMMAND_LINE);
    return status == STATUS_USAGE ? fault_within(status, "--%s", name) : status;
}

static Status read_short(char **arguments, int count, int *at, Options *options)
{
    const char *word = arguments[*at];

    for (int i = 0; i < N_OPTIONS; i++) {
        const char *value = word + 2;

        if (option_rows[i].letter != word[1] || !option_applies(i, options->command))
            continue;
        if (!*value && ++*at == count)
            return fault(STATUS_USAGE, "-%c needs a value: %s", word[1], option_rows[i].value);
        return options_set(options, i, *value ? value : arguments[*at], SOURCE_COMMAND_LINE);
    }
    return fault(STATUS_USAGE, "unknown option -%c; see clinweave --help", word[1]);
}

static Status read_command_line(int count, char **arguments, Options *options)
{
    bool ended = false;
    Status status = STATUS_OK;

    for (int i = 1; i < count; i++) {
        const char *word = arguments[i];

        if (!ended && strcmp(word, "--") == 0) {
            ended = true;
        } else if (!ended && strncmp(word, "--", 2) == 0) {
            TRY(read_long(arguments, count, &i, options));
        } else if (!ended && word[0] == '-' && word[1]) {
            TRY(read_short(arguments, count, &i, options));
        } else if (options->command == N_COMMANDS) {
            options->command = command_find(word);
            if (options->command == N_COMMANDS)
                return no_such_command(word);
        } else {
            TRY(text_list_add(&options->operands, word));
        }
    }
done:
    return status;
}

/* TIME_LIMIT in the environment is the option time-limit. */
static void option_of_variable(const char *name, size_t length, char *out, size_t size)
{
    size_t i = 0;

    for (; i < length && i + 1 < size; i++)
        out[i] = name[i] == '_' ? '-' : (char)tolower((unsigned char)name[i]);
    out[i] = '\0';
}

/* Other programs may have variables with our prefix: only what looks like a slip is refused. */
static Status no_such_variable(const char *variable, int length, const char *name)
{
    const char *best = NULL;
    int distance = VARIABLE_SLIP + 1;

    for (int i = 0; i < N_OPTIONS; i++)
        nearest_offer(name, option_rows[i].name, &best, &distance);
    if (!best)
        return STATUS_OK;
    return fault(STATUS_USAGE, "%.*s in the environment names no option; did you mean %s?", length,
                 variable, best);
}

static Status read_variable(const char *variable, Options *options)
{
    const char *equals = strchr(variable, '=');
    const char *name = variable + strlen(ENVIRONMENT_PREFIX);
    int length, index;
    char option[64];
    Status status;

    if (!equals || strncmp(variable, ENVIRONMENT_PREFIX, strlen(ENVIRONMENT_PREFIX)) != 0)
        return STATUS_OK;
    length = (int)(equals - variable);
    option_of_variable(name, (size_t)(equals - name), option, sizeof option);
    index = options_find(option);
    if (index < 0)
        return no_such_variable(variable, length, option);
    if (!option_applies(index, options->command))
        return STATUS_OK;
    status = options_set(options, index, equals + 1, SOURCE_ENVIRONMENT);
    return status == STATUS_OK ? status
                               : fault_within(status, "%.*s in the environment", length, variable);
}

static Status read_environment(char **environment, Options *options)
{
    Status status = STATUS_OK;

    for (; status == STATUS_OK && *environment; environment++)
        status = read_variable(*environment, options);
    return status;
}

static Status check_operands(const Options *options)
{
    const CommandRow *row = &command_rows[options->command];
    int count = options->operands.count;

    if (count < row->least)
        return fault(STATUS_USAGE, "%s needs more: clinweave %s %s", row->verb, row->verb,
                     row->operands);
    if (count > row->most)
        return fault(STATUS_USAGE, "%s has no use for \"%s\": clinweave %s%s%s", row->verb,
                     options->operands.entries[row->most], row->verb, *row->operands ? " " : "",
                     row->operands);
    return STATUS_OK;
}

Status arguments_read(int count, char **arguments, char **environment, Options *options)
{
    Status status = STATUS_OK;

    TRY(read_command_line(count, arguments, options));
    if (options->help || options->version)
        goto done;
    if (options->command == N_COMMANDS)
        return fault(STATUS_USAGE, "what shall be done? See clinweave --help");
    TRY(read_environment(environment, options));
    if (*options->config)
        TRY(config_read(options->config, options));
    TRY(check_operands(options));
done:
    return status;
}
