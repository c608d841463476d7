#include "model/base/settings.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define BLANKS " \t\r\n"

char *settings_trim(char *text)
{
    size_t length;

    text += strspn(text, BLANKS);
    length = strlen(text);
    while (length > 0 && strchr(BLANKS, text[length - 1]))
        text[--length] = '\0';
    return text;
}

/* Ends the line where its comment begins. */
static void cut_comment(char *line)
{
    for (char *at = strchr(line, '#'); at; at = strchr(at + 1, '#')) {
        if (at == line || strchr(BLANKS, at[-1])) {
            *at = '\0';
            return;
        }
    }
}

Status settings_each(char *text, const char *where, SettingFn put, void *context)
{
    int number = 1;

    for (char *line = text, *next; line; line = next, number++) {
        char *end = strchr(line, '\n');
        Status status = STATUS_OK;

        next = end ? end + 1 : NULL;
        if (end)
            *end = '\0';
        cut_comment(line);
        line = settings_trim(line);
        if (*line)
            status = put(line, context);
        if (status == STATUS_USAGE)
            return fault_within(status, "%s line %d", where, number);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

Status settings_cut(char *line, char **key, char **value)
{
    char *equals = strchr(line, '=');

    if (!equals)
        return fault(STATUS_USAGE, "expected key = value, found \"%s\"", line);
    *equals = '\0';
    *key = settings_trim(line);
    *value = settings_trim(equals + 1);
    return STATUS_OK;
}

static Status refuse(const Shelf *shelf, const char *source)
{
    Text list = {0};
    Status status;

    for (int32_t i = 0; i < shelf->count; i++)
        text_add(&list, "%s%s", i ? ", " : "", shelf->texts[i].name);
    status = text_status(&list);
    if (status == STATUS_OK)
        status = fault(STATUS_USAGE, "no %s or %s file \"%s\"; %ss are: %s", shelf->kind,
                       shelf->kind, source, shelf->kind, text_of(&list));
    text_clear(&list);
    return status;
}

static Status read_file(const char *path, FILE *file, Text *out)
{
    char block[4096];
    size_t got;

    while ((got = fread(block, 1, sizeof block, file)) > 0)
        text_add_bytes(out, block, got);
    if (ferror(file))
        return fault(STATUS_IO, "%s: %s", path, strerror(errno));
    if (!out->broken && strlen(text_of(out)) != (size_t)out->length)
        return fault(STATUS_USAGE, "%s: not a text file", path);
    return text_status(out);
}

Status settings_read(const Shelf *shelf, const char *source, Text *out)
{
    Status status;
    FILE *file;

    for (int32_t i = 0; shelf && i < shelf->count; i++) {
        if (strcmp(shelf->texts[i].name, source) == 0) {
            text_add_bytes(out, shelf->texts[i].text, strlen(shelf->texts[i].text));
            return text_status(out);
        }
    }
    file = fopen(source, "rb");
    if (!file)
        return shelf && errno == ENOENT ? refuse(shelf, source)
                                        : fault(STATUS_IO, "%s: %s", source, strerror(errno));
    status = read_file(source, file, out);
    fclose(file);
    return status;
}
