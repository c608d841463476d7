#include <stdio.h>

#include "bench/bench.h"
#include "model/base/text.h"
#include "solver/cli/command.h"
#include "solver/cli/signals.h"

enum { EXIT_SIGNAL = 128 };

static Status list_suites(Call *call)
{
    for (int i = 0; i < suite_count(); i++) {
        if (call->options->json) {
            Json *suite = json_put_element(call->json, "suites");

            json_put_text(suite, "name", suite_name(i));
            json_put_text(suite, "meaning", suite_meaning(i));
        } else {
            printf("%-12s %s\n", suite_name(i), suite_meaning(i));
        }
    }
    return STATUS_OK;
}

static Status report(Call *call, const Suite *suite, const Record *record)
{
    Text text = {0};
    Status status;

    if (call->options->json) {
        json_put_text(call->json, "suite", suite->name);
        bench_put_json(record, call->json);
    } else if (!call->options->quiet) {
        bench_print(record, &text);
    }
    status = text_status(&text);
    if (status == STATUS_OK)
        fputs(text_of(&text), stdout);
    text_clear(&text);
    return status;
}

Status command_bench(Call *call)
{
    const Options *options = call->options;
    Suite suite = {0};
    Record *record = NULL;
    Status status;

    if (options->list)
        return list_suites(call);
    if (options->operands.count == 0)
        return fault(STATUS_USAGE, "bench needs a SUITE; clinweave bench --list shows them");
    TRY(suite_load(options->operands.entries[0], options->set.entries, options->set.count, &suite));
    TRY(record_new(&record));
    TRY(bench_run(call, &suite, record));
    TRY(report(call, &suite, record));
    if (*signals_seen())
        call->exit_code = EXIT_SIGNAL + *signals_seen();
done:
    record_free(record);
    suite_clear(&suite);
    return status;
}
