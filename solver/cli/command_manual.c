#include <stdio.h>
#include <string.h>

#include "datasets/store/document.h"
#include "model/base/text.h"
#include "model/base/version.h"
#include "solver/cli/command.h"
#include "solver/cli/help.h"

/* Text in roff: a hyphen that is typed, a backslash that is meant, no line that begins with a dot.
 */
static void write_words(const char *words, Text *out)
{
    for (const char *at = words; *at; at++) {
        if (at == words && (*at == '.' || *at == '\''))
            text_add(out, "\\&");
        if (*at == '-')
            text_add(out, "\\-");
        else if (*at == '\\')
            text_add(out, "\\e");
        else
            text_add_bytes(out, at, 1);
    }
}

static void write_line(const char *macro, const char *words, Text *out)
{
    text_add(out, "%s", macro);
    write_words(words, out);
    text_add(out, "\n");
}

static void write_option(const OptionRow *row, Text *out)
{
    Text name = {0};

    help_option_name(row, &name);
    text_add(out, ".TP\n.B ");
    write_words(text_of(&name), out);
    text_add(out, "\n");
    write_words(row->help, out);
    if (*row->fallback && row->kind != OPTION_SWITCH) {
        text_add(out, " (default ");
        write_words(row->fallback, out);
        text_add(out, ")");
    }
    text_add(out, "\n");
    out->broken |= name.broken;
    text_clear(&name);
}

static void write_command(Command command, Text *out)
{
    const CommandRow *row = &command_rows[command];

    text_add(out, ".SS clinweave ");
    write_words(row->verb, out);
    text_add(out, " ");
    write_line("", row->operands, out);
    write_line("", row->details, out);
    for (int i = 0; i < N_OPTIONS; i++)
        if (option_applies(i, command) && !option_applies(i, N_COMMANDS))
            write_option(&option_rows[i], out);
}

static void write_page(Text *out)
{
    text_add(out, ".TH CLINWEAVE 1 \"\" \"clinweave %s\" \"User Commands\"\n", CLINWEAVE_VERSION);
    text_add(out, ".SH NAME\nclinweave \\- plan clinic days\n");
    text_add(out,
             ".SH SYNOPSIS\n.B clinweave\n.I COMMAND\n.RI [ OPTION ...]\n.RI [ OPERAND ...]\n");
    text_add(out, ".SH DESCRIPTION\n");
    write_line(
        "",
        "Assigns visits to providers, rooms and equipment, expecting that some patients will not "
        "come. Results go to standard output, narration to standard error.",
        out);
    text_add(out, ".SH COMMANDS\n");
    for (int i = 0; i < N_COMMANDS; i++)
        write_command((Command)i, out);
    text_add(out, ".SH COMMON OPTIONS\n");
    for (int i = 0; i < N_OPTIONS; i++)
        if (option_applies(i, N_COMMANDS))
            write_option(&option_rows[i], out);
    text_add(out, ".SH ENVIRONMENT\n");
    write_line(
        "",
        "Every option can stand in the environment: CLINWEAVE_TIME_LIMIT=30 is --time-limit=30; "
        "a switch takes yes or no. The command line wins over the environment, that over the "
        "configuration file. NO_COLOR is honoured.",
        out);
    text_add(out, ".SH EXIT STATUS\n");
#define EXIT_CODE(number, meaning)                                                                 \
    write_line(".TP\n.B ", number, out);                                                           \
    write_line("", meaning, out);
#include "solver/cli/exit_code.def"
#undef EXIT_CODE
}

Status command_manual(Call *call)
{
    Text page = {0};
    Status status = STATUS_OK;

    if (call->options->tables)
        TRY(document_tables(&page));
    else
        write_page(&page);
    TRY(text_status(&page));
    if (call->options->json)
        json_put_text(call->json, "manual", text_of(&page));
    else
        fputs(text_of(&page), stdout);
done:
    text_clear(&page);
    return status;
}
