#include "solver/cli/config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "solver/cli/nearest.h"

enum { LINE_BYTES = 4096 };

/* Cuts white space off both ends, in place. */
static char *trimmed(char *text)
{
    size_t length;

    text += strspn(text, " \t\r\n");
    length = strlen(text);
    while (length > 0 && strchr(" \t\r\n", text[length - 1]))
        text[--length] = '\0';
    return text;
}

/* A comment begins at a # that starts the line or follows white space. */
static void cut_comment(char *line)
{
    for (char *at = strchr(line, '#'); at; at = strchr(at + 1, '#'))
        if (at == line || strchr(" \t", at[-1]))
            *at = '\0';
}

static Status set_line(char *line, Options *options)
{
    char *equals = strchr(line, '=');
    const char *name, *value, *best = NULL;
    int index, distance;
    Status status;

    if (!equals)
        return fault(STATUS_USAGE, "expected name = value, found \"%s\"", line);
    *equals = '\0';
    name = trimmed(line);
    value = trimmed(equals + 1);
    index = options_find(name);
    if (index == OPTION_config || index == OPTION_help || index == OPTION_version)
        return fault(STATUS_USAGE, "%s cannot stand in a file", name);
    if (index < 0) {
        distance = nearest_limit(name);
        for (int i = 0; i < N_OPTIONS; i++)
            nearest_offer(name, option_rows[i].name, &best, &distance);
        return fault(STATUS_USAGE, "unknown option \"%s\"%s%s%s", name,
                     best ? "; did you mean " : "", best ? best : "", best ? "?" : "");
    }
    if (!option_applies(index, options->command))
        return STATUS_OK;
    value = arena_text(&options->texts, value, strlen(value));
    if (!value)
        return STATUS_NO_MEMORY;
    status = options_set(options, index, value, SOURCE_FILE);
    return status == STATUS_USAGE ? fault_within(status, "%s", name) : status;
}

Status config_read(const char *path, Options *options)
{
    Status status = STATUS_OK;
    FILE *file = fopen(path, "r");
    char line[LINE_BYTES];

    if (!file)
        return fault(STATUS_IO, "%s: %s", path, strerror(errno));
    for (int number = 1; status == STATUS_OK && fgets(line, sizeof line, file); number++) {
        char *text;

        cut_comment(line);
        text = trimmed(line);
        if (*text)
            status = set_line(text, options);
        if (status == STATUS_USAGE)
            fault_within(status, "%s line %d", path, number);
    }
    if (status == STATUS_OK && ferror(file))
        status = fault(STATUS_IO, "%s: %s", path, strerror(errno));
    fclose(file);
    return status;
}
