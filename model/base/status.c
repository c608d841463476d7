#include "model/base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static _Thread_local char note[STATUS_NOTE_BYTES];

const char *status_text(Status status)
{
    switch (status) {
#define STATUS(name, code, text)                                                                   \
    case STATUS_##name:                                                                            \
        return text;
#include "model/base/status.def"
#undef STATUS
    }
    return "unknown status";
}

int status_exit_code(Status status)
{
    switch (status) {
#define STATUS(name, code, text)                                                                   \
    case STATUS_##name:                                                                            \
        return code;
#include "model/base/status.def"
#undef STATUS
    }
    return status_exit_code(STATUS_BUG);
}

Status fault(Status status, const char *format, ...)
{
    char text[STATUS_NOTE_BYTES]; /* the arguments may point into the old note */
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    memcpy(note, text, sizeof note);
    return status;
}

Status fault_within(Status status, const char *format, ...)
{
    char context[STATUS_NOTE_BYTES];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(context, sizeof context, format, arguments);
    va_end(arguments);
    return fault(status, "%.1000s: %.3000s", context, note);
}

const char *fault_note(void)
{
    return note;
}

void fault_clear(void)
{
    note[0] = '\0';
}
