#include "tests/finding.h"

#include "datasets/inspect/inspect.h"
#include "model/base/text.h"
#include "tests/check.h"
#include "tests/fixture.h"

typedef Status (*InspectFn)(const Clinic *clinic, Findings *findings);

static void compare(InspectFn inspect, const char *lines, const char *expected)
{
    Clinic *clinic = clinic_of(lines);
    Findings findings = {0};
    Text text = {0};

    assert_ok(inspect(clinic, &findings));
    for (int32_t i = 0; i < findings.count; i++)
        text_add(&text, "%s: %s\n", findings.entries[i].error ? "error" : "warning",
                 findings.entries[i].message);
    assert_ok(text_status(&text));
    assert_string_equal(text_of(&text), expected);
    text_clear(&text);
    findings_clear(&findings);
    clinic_free(clinic);
}

void finds(const char *lines, const char *expected)
{
    compare(inspect_dataset, lines, expected);
}

void finds_in_cells(const char *lines, const char *expected)
{
    compare(inspect_cells, lines, expected);
}
