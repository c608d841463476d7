#include "model/base/findings.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "model/base/memory.h"

enum { LIMIT = 10000, MESSAGE_BYTES = 1024 };

static void add(Findings *findings, bool error, const char *format, va_list arguments)
{
    char message[MESSAGE_BYTES];
    void *entries = findings->entries;
    size_t length;
    char *copy;

    if (error)
        findings->errors++;
    else
        findings->warnings++;
    if (findings->listed[error] >= (findings->limit ? findings->limit : LIMIT)) {
        findings->unlisted++;
        return;
    }
    vsnprintf(message, sizeof message, format, arguments);
    for (char *c = message; *c; c++) /* one line, whatever an id contains */
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            *c = ' ';
    length = strlen(message) + 1;
    copy = MEM_NEW(char, length);
    if (!copy || mem_grow(&entries, &findings->capacity, (int64_t)findings->count + 1,
                          sizeof *findings->entries) != STATUS_OK) {
        mem_free(copy);
        findings->entries = entries;
        findings->broken = true;
        return;
    }
    findings->entries = entries;
    memcpy(copy, message, length);
    findings->entries[findings->count++] = (Finding){error, copy};
    findings->listed[error]++;
}

void findings_error(Findings *findings, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    add(findings, true, format, arguments);
    va_end(arguments);
}

void findings_warning(Findings *findings, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    add(findings, false, format, arguments);
    va_end(arguments);
}

Status findings_status(const Findings *findings)
{
    if (findings->broken)
        return fault(STATUS_NO_MEMORY, "out of memory while listing what is wrong");
    for (int32_t i = 0; i < findings->count; i++)
        if (findings->entries[i].error)
            return fault(STATUS_BAD_INPUT, "%s", findings->entries[i].message);
    return STATUS_OK;
}

void findings_clear(Findings *findings)
{
    for (int32_t i = 0; i < findings->count; i++)
        mem_free(findings->entries[i].message);
    mem_free(findings->entries);
    *findings = (Findings){.limit = findings->limit};
}
