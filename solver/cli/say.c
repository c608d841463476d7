#include "solver/cli/say.h"

#include <stdarg.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "model/base/clock.h"

enum { WIDTH_MAX = 100 };

static bool on_terminal(const Call *call)
{
    return !call->options->quiet && !call->options->verbose && isatty(STDERR_FILENO);
}

/* Columns that a line may take without being wrapped. */
static int line_width(void)
{
    struct winsize size = {0};

    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 2)
        return 79;
    return size.ws_col - 1 < WIDTH_MAX ? size.ws_col - 1 : WIDTH_MAX;
}

void say_phase(const Call *call, const char *format, ...)
{
    char text[256];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (call->options->verbose && !call->options->quiet)
        fprintf(stderr, "[%7.2f s] %s\n", clock_now_s() - call->begun_s, text);
    else if (on_terminal(call)) {
        int width = line_width();

        fprintf(stderr, "\r%-*.*s\r", width, width, text);
    }
}

void say_done(const Call *call)
{
    if (on_terminal(call))
        fprintf(stderr, "\r%*s\r", line_width(), "");
}

void say_line(const Call *call, const char *format, ...)
{
    va_list arguments;

    if (call->options->quiet)
        return;
    say_done(call);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
}

void say_findings(const Call *call, const Findings *findings, bool errors, int32_t most)
{
    int64_t all = errors ? findings->errors : findings->warnings;
    int32_t shown = 0;

    if (call->options->quiet && !errors)
        return;
    say_done(call);
    for (int32_t i = 0; i < findings->count && shown < most; i++) {
        if (findings->entries[i].error != errors)
            continue;
        fprintf(stderr, "%s: %s\n", errors ? "error" : "warning", findings->entries[i].message);
        shown++;
    }
    if (all > shown)
        fprintf(stderr, "... and %lld more\n", (long long)(all - shown));
}
