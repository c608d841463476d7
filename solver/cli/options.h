/** @file options.h
 *  What the user asked for: the options of option.def with their values, and where each came from.
 */
#ifndef SOLVER_CLI_OPTIONS_H
#define SOLVER_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/base/arena.h"
#include "model/base/status.h"

typedef enum Command {
#define COMMAND(verb, ...) COMMAND_##verb,
#include "solver/cli/command.def"
#undef COMMAND
    N_COMMANDS
} Command;

/** One command, as declared. */
typedef struct CommandRow {
    const char *verb;
    const char *operands;
    int least, most; /* operands */
    const char *summary;
    const char *details;
} CommandRow;

typedef enum OptionKind {
    OPTION_TEXT,
    OPTION_WHOLE,
    OPTION_REAL,
    OPTION_SWITCH,
    OPTION_CHOICE,
    OPTION_LIST
} OptionKind;

/** One option, as declared. */
typedef struct OptionRow {
    const char *field;
    const char *name;
    char letter; /* 0: none */
    OptionKind kind;
    const char *fallback;
    double low, high;
    const char *value;
    unsigned commands; /* bit of each Command that takes it */
    bool recorded;     /* kept in the result */
    const char *help;
    size_t offset; /* of its field in Options */
} OptionRow;

/** Where a value came from; the later wins. */
typedef enum Source { SOURCE_DEFAULT, SOURCE_FILE, SOURCE_ENVIRONMENT, SOURCE_COMMAND_LINE } Source;

typedef struct TextList {
    const char **entries; /* owned; the texts are not */
    int32_t count, capacity;
} TextList;

enum {
#define OPTION(field, ...) OPTION_##field,
#include "solver/cli/option.def"
#undef OPTION
    N_OPTIONS
};

#define FIELD_TEXT   const char *
#define FIELD_WHOLE  int64_t
#define FIELD_REAL   double
#define FIELD_SWITCH bool
#define FIELD_CHOICE int
#define FIELD_LIST   TextList

typedef struct Options {
#define OPTION(field, name, letter, kind, ...) FIELD_##kind field;
#include "solver/cli/option.def"
#undef OPTION
    Source source[N_OPTIONS];
    Command command; /* N_COMMANDS: none named */
    TextList operands;
    Arena texts; /* of values that are not the command line's own */
} Options;

extern const CommandRow command_rows[N_COMMANDS];
extern const OptionRow option_rows[N_OPTIONS];

/** All defaults. Release with options_clear(). NO_MEMORY. */
Status options_init(Options *options);

void options_clear(Options *options);

/** The option called @p name, or -1. */
int options_find(const char *name);

/** The command called @p verb, or N_COMMANDS. */
Command command_find(const char *verb);

/** True when @p command takes option @p index; with no command those that all take. */
bool option_applies(int index, Command command);

/** Gives option @p index the value @p text (outlives the options), unless a source that wins over
 *  @p source has given it one already. Lists grow.
 *  @return OK; USAGE when the text is no value of it; NO_MEMORY. */
Status options_set(Options *options, int index, const char *text, Source source);

/** Adds @p text (outlives the list) to @p list. */
Status text_list_add(TextList *list, const char *text);

/** The value of option @p index as text, as options_set() would read it (not for lists). @p out has
 *  OPTION_TEXT_BYTES; texts are returned as they are. */
enum { OPTION_TEXT_BYTES = 64 };
const char *options_text(const Options *options, int index, char *out);

#endif
