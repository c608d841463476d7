#include "solver/cli/help.h"

#include <string.h>

enum { WIDTH = 96, OPTION_COLUMN = 30, COMMAND_COLUMN = 14, CODE_COLUMN = 12 };

void help_wrap(const char *words, int indent, int column, int width, Text *out)
{
    bool first = true;

    while (*words) {
        int length = (int)strcspn(words, " ");

        if (!first && column + 1 + length > width) {
            text_add(out, "\n%*s", indent, "");
            column = indent;
        } else if (!first) {
            text_add(out, " ");
            column++;
        }
        text_add_bytes(out, words, (size_t)length);
        column += length;
        first = false;
        words += length;
        words += strspn(words, " ");
    }
    text_add(out, "\n");
}

/* "  name      what it means", the meaning wrapped at its column. */
static void write_row(const char *name, int column, const char *meaning, Text *out)
{
    int used = 2 + (int)strlen(name);

    if (used + 2 > column)
        text_add(out, "  %s\n%*s", name, column, "");
    else
        text_add(out, "  %-*s", column - 2, name);
    help_wrap(meaning, column, column, WIDTH, out);
}

void help_option_name(const OptionRow *row, Text *out)
{
    if (row->letter)
        text_add(out, "-%c, ", row->letter);
    text_add(out, "--%s%s%s", row->name, *row->value ? "=" : "", row->value);
}

static void write_option(const OptionRow *row, Text *out)
{
    Text name = {0}, meaning = {0};

    text_add(&name, row->letter ? "" : "    ");
    help_option_name(row, &name);
    text_add(&meaning, "%s", row->help);
    if (*row->fallback && row->kind != OPTION_SWITCH)
        text_add(&meaning, " (default %s)", row->fallback);
    write_row(text_of(&name), OPTION_COLUMN, text_of(&meaning), out);
    out->broken |= name.broken || meaning.broken;
    text_clear(&name);
    text_clear(&meaning);
}

static void write_options(Command command, Text *out)
{
    text_add(out, "\nOptions:\n");
    for (int i = 0; i < N_OPTIONS; i++)
        if (option_applies(i, command))
            write_option(&option_rows[i], out);
    text_add(out, "\n");
    help_wrap(
        "Options can also stand in a configuration file (time-limit = 30) or in the environment "
        "(CLINWEAVE_TIME_LIMIT=30). The command line wins over the environment, that over the "
        "file.",
        0, 0, WIDTH, out);
}

static void write_exit_codes(Text *out)
{
    text_add(out, "\nExit codes:\n");
#define EXIT_CODE(number, meaning) write_row(number, CODE_COLUMN, meaning, out);
#include "solver/cli/exit_code.def"
#undef EXIT_CODE
}

static void write_program(Text *out)
{
    text_add(out, "Usage: clinweave COMMAND [OPTION...] [OPERAND...]\n\n");
    help_wrap("Plans clinic days: assigns visits to providers, rooms and equipment, expecting that "
              "some patients will not come.",
              0, 0, WIDTH, out);
    text_add(out, "\nCommands:\n");
    for (int i = 0; i < N_COMMANDS; i++)
        write_row(command_rows[i].verb, COMMAND_COLUMN, command_rows[i].summary, out);
    text_add(out, "\nclinweave COMMAND --help says more about each.\n");
}

void help_write(Command command, Text *out)
{
    if (command == N_COMMANDS) {
        write_program(out);
    } else {
        const CommandRow *row = &command_rows[command];

        text_add(out, "Usage: clinweave %s%s%s [OPTION...]\n\n", row->verb,
                 *row->operands ? " " : "", row->operands);
        help_wrap(row->details, 0, 0, WIDTH, out);
    }
    write_options(command, out);
    write_exit_codes(out);
}
