#include "solver/cli/options.h"

#include <stdio.h>
#include <string.h>

#include "model/base/memory.h"
#include "model/base/text.h"

#define RECORDED true
#define PASSING  false
#define ON(name) (1u << COMMAND_##name)

#define EVERYWHERE (~0u)

const CommandRow command_rows[N_COMMANDS] = {
#define COMMAND(verb, operands, least, most, summary, details)                                     \
    {#verb, operands, least, most, summary, details},
#include "solver/cli/command.def"
#undef COMMAND
};

const OptionRow option_rows[N_OPTIONS] = {
#define OPTION(field, name, letter, kind, fallback, low, high, value, commands, use, help)         \
    {#field, name,  letter,   OPTION_##kind, fallback, low,                                        \
     high,   value, commands, use,           help,     offsetof(Options, field)},
#include "solver/cli/option.def"
#undef OPTION
};

int options_find(const char *name)
{
    for (int i = 0; i < N_OPTIONS; i++)
        if (strcmp(option_rows[i].name, name) == 0)
            return i;
    return -1;
}

Command command_find(const char *verb)
{
    for (int i = 0; i < N_COMMANDS; i++)
        if (strcmp(command_rows[i].verb, verb) == 0)
            return (Command)i;
    return N_COMMANDS;
}

bool option_applies(int index, Command command)
{
    if (command == N_COMMANDS)
        return option_rows[index].commands == EVERYWHERE;
    return (option_rows[index].commands >> command & 1u) != 0;
}

Status text_list_add(TextList *list, const char *text)
{
    void *entries = list->entries;
    Status status =
        mem_grow(&entries, &list->capacity, (int64_t)list->count + 1, sizeof *list->entries);

    list->entries = entries;
    if (status == STATUS_OK)
        list->entries[list->count++] = text;
    return status;
}

static void *field_of(Options *options, int index)
{
    return (char *)options + option_rows[index].offset;
}

static Status set_switch(bool *field, const char *text)
{
    static const char *const yes[] = {"yes", "true", "on", "1"};
    static const char *const no[] = {"no", "false", "off", "0"};

    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++) {
        if (strcmp(text, yes[i]) == 0 || strcmp(text, no[i]) == 0) {
            *field = strcmp(text, yes[i]) == 0;
            return STATUS_OK;
        }
    }
    return fault(STATUS_USAGE, "\"%s\" is neither yes nor no", text);
}

static Status set_choice(int *field, const char *choices, const char *text)
{
    const char *words = choices;
    size_t length = strlen(text);

    for (int number = 0; *words; number++) {
        size_t word = strcspn(words, "|");

        if (word == length && strncmp(words, text, word) == 0) {
            *field = number;
            return STATUS_OK;
        }
        words += word + (words[word] == '|');
    }
    return fault(STATUS_USAGE, "\"%s\" is none of %s", text, choices);
}

static Status set_number(void *field, const OptionRow *row, const char *text)
{
    int64_t whole = 0;
    double real = 0;
    bool good = row->kind == OPTION_WHOLE ? text_to_int64(text, &whole) : text_to_real(text, &real);

    if (row->kind == OPTION_WHOLE)
        real = (double)whole;
    if (!good || !(real >= row->low && real <= row->high))
        return fault(STATUS_USAGE, "\"%s\" is no %s from %.16g to %.16g", text,
                     row->kind == OPTION_WHOLE ? "whole number" : "number", row->low, row->high);
    if (row->kind == OPTION_WHOLE)
        *(int64_t *)field = whole;
    else
        *(double *)field = real;
    return STATUS_OK;
}

Status options_set(Options *options, int index, const char *text, Source source)
{
    const OptionRow *row = &option_rows[index];
    void *field = field_of(options, index);
    Status status = STATUS_OK;

    if (source < options->source[index])
        return STATUS_OK;
    switch (row->kind) {
    case OPTION_TEXT:
        *(const char **)field = text;
        break;
    case OPTION_WHOLE:
    case OPTION_REAL:
        TRY(set_number(field, row, text));
        break;
    case OPTION_SWITCH:
        TRY(set_switch(field, text));
        break;
    case OPTION_CHOICE:
        TRY(set_choice(field, row->value, text));
        break;
    case OPTION_LIST:
        if (source > options->source[index])
            ((TextList *)field)->count = 0;
        TRY(text_list_add(field, text));
        break;
    }
    options->source[index] = source;
done:
    return status;
}

Status options_init(Options *options)
{
    Status status = STATUS_OK;

    *options = (Options){.command = N_COMMANDS};
    for (int i = 0; i < N_OPTIONS; i++)
        if (option_rows[i].kind != OPTION_LIST)
            TRY(options_set(options, i, option_rows[i].fallback, SOURCE_DEFAULT));
done:
    return status;
}

void options_clear(Options *options)
{
    for (int i = 0; i < N_OPTIONS; i++)
        if (option_rows[i].kind == OPTION_LIST)
            mem_free(((TextList *)field_of(options, i))->entries);
    mem_free(options->operands.entries);
    arena_clear(&options->texts);
    *options = (Options){.command = N_COMMANDS};
}

static const char *choice_text(const char *words, int number, char *out)
{
    while (number-- > 0)
        words += strcspn(words, "|") + 1;
    snprintf(out, OPTION_TEXT_BYTES, "%.*s", (int)strcspn(words, "|"), words);
    return out;
}

const char *options_text(const Options *options, int index, char *out)
{
    const OptionRow *row = &option_rows[index];
    const void *field = (const char *)options + row->offset;

    switch (row->kind) {
    case OPTION_TEXT:
        return *(const char *const *)field;
    case OPTION_WHOLE:
        snprintf(out, OPTION_TEXT_BYTES, "%lld", (long long)*(const int64_t *)field);
        return out;
    case OPTION_REAL:
        text_from_real(*(const double *)field, out);
        return out;
    case OPTION_SWITCH:
        return *(const bool *)field ? "yes" : "no";
    case OPTION_CHOICE:
        return choice_text(row->value, *(const int *)field, out);
    case OPTION_LIST:
        break;
    }
    return "";
}
