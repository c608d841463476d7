#include "tests/verdict.h"

#include <string.h>

#include "tests/check.h"
#include "tests/fixture.h"

Verdict *judge(const char *clinic_lines, const char *schedule_lines)
{
    Clinic *clinic = clinic_of(clinic_lines);
    Schedule *schedule = schedule_of(clinic, schedule_lines);
    Chances *chances = NULL;
    Verdict *verdict = NULL;

    assert_ok(chances_new(clinic, &chances));
    assert_ok(audit_run(clinic, chances, schedule, &verdict));
    chances_free(chances);
    schedule_free(schedule);
    clinic_free(clinic);
    return verdict;
}

static void show(const Verdict *verdict)
{
    for (int32_t i = 0; i < verdict->findings.count; i++)
        print_message("  %s %s\n", verdict->findings.entries[i].error ? "error" : "warning",
                      verdict->findings.entries[i].message);
}

void assert_verdict(const char *clinic, const char *schedule, const char *expected)
{
    Verdict *verdict = judge(clinic, schedule);
    int64_t violations = 0;

    for (int32_t i = 0; i < verdict->findings.count; i++) {
        const Finding *finding = &verdict->findings.entries[i];
        size_t length = strcspn(expected, "\n");

        if (!finding->error)
            continue;
        if (length == 0 || strncmp(finding->message, expected, length) != 0) {
            show(verdict);
            fail_msg("expected \"%.*s\", found \"%s\"", (int)length, expected, finding->message);
        }
        violations++;
        expected += length + (expected[length] == '\n');
    }
    if (*expected) {
        show(verdict);
        fail_msg("missing: %s", expected);
    }
    assert_int_equal(violations, verdict->violations);
    assert_int_equal(violations, verdict->findings.errors);
    verdict_free(verdict);
}
