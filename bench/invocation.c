#include "bench/invocation.h"

#include <stdarg.h>
#include <stdio.h>

#include "model/base/memory.h"

enum { WORD_BYTES = 8192 };

void invocation_add(Invocation *invocation, const char *format, ...)
{
    char word[WORD_BYTES];
    const char *copy;
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(word, sizeof word, format, arguments);
    va_end(arguments);
    copy = length < WORD_BYTES ? arena_text(&invocation->texts, word, (size_t)length) : NULL;
    if (!copy || text_list_add(&invocation->words, copy) != STATUS_OK)
        invocation->broken = true;
}

Status invocation_run(Invocation *invocation, ChildPlan *plan, ChildReport *report)
{
    if (text_list_add(&invocation->words, NULL) != STATUS_OK)
        invocation->broken = true;
    if (invocation->broken)
        return fault(STATUS_NO_MEMORY, "no memory for a command line");
    plan->arguments = invocation->words.entries;
    return child_run(plan, report);
}

Status invocation_run_self(Invocation *invocation, ChildPlan *plan, ChildReport *report, Json **out)
{
    Invocation whole = {0};
    Status status;

    invocation_add(&whole, "/proc/self/exe");
    for (int32_t i = 0; i < invocation->words.count; i++)
        invocation_add(&whole, "%s", invocation->words.entries[i]);
    invocation_add(&whole, "--json");
    whole.broken |= invocation->broken;
    TRY(invocation_run(&whole, plan, report));
    status = json_read(text_of(&report->output), out);
    if (status == STATUS_BAD_INPUT)
        status = fault(STATUS_BAD_INPUT, "clinweave %s ended with exit code %d: %s",
                       invocation->words.entries[0], report->exit_code, child_last_words(report));
done:
    invocation_clear(&whole);
    return status;
}

void invocation_clear(Invocation *invocation)
{
    mem_free(invocation->words.entries);
    arena_clear(&invocation->texts);
    *invocation = (Invocation){0};
}
