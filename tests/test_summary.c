/* Numbers and results in words, and the object that --json prints. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "model/base/memory.h"
#include "solver/cli/json.h"
#include "solver/cli/summary.h"
#include "tests/check.h"
#include "tests/fixture.h"

#define CLINIC                                                                                     \
    ONE_DAY "sites site=S\n"                                                                       \
            "providers provider=Amy role=doctor\n"                                                 \
            "visit_types visit_type=V specialty=heart mode=in_person value=10\n"                   \
            "patients patient=P\n"                                                                 \
            "requests request=R1 patient=P visit_type=V status=new\n"                              \
            "requests request=R2 patient=P visit_type=V status=fixed\n"                            \
            "requests request=R3 patient=P visit_type=V status=booked\n"                           \
            "requests request=R4 patient=P visit_type=V status=waitlist\n"                         \
            "requests request=R5 patient=P visit_type=V status=new\n"

TEST(thousands_are_set_apart)
{
    assert_string_equal(summary_number(0, 0), "0");
    assert_string_equal(summary_number(999.5, 1), "999.5");
    assert_string_equal(summary_number(1000, 0), "1,000");
    assert_string_equal(summary_number(-1234567.891, 2), "-1,234,567.89");
    assert_string_equal(summary_number(INFINITY, 2), "inf");
}

TEST(booked_and_unbooked_are_counted_by_kind)
{
    Clinic *clinic = clinic_of(CLINIC);
    Schedule *schedule = schedule_of(
        clinic, "appointments request=R1 provider=Amy site=S date=0 start=09:00 change=new\n"
                "appointments request=R2 provider=Amy site=S date=0 start=10:00 change=kept\n"
                "appointments request=R3 provider=Amy site=S date=0 start=11:00 change=moved\n"
                "unscheduled request=R4 reason=capacity\n"
                "unscheduled request=R5 reason=no_room\n");
    Text text = {0};

    summary_booked(clinic, schedule, &text);
    summary_unbooked(clinic, schedule, &text);
    assert_string_equal(text_of(&text), "booked        3 of 5 requests: 1 fixed, 1 moved, 1 new\n"
                                        "not booked    2: 1 no room, 1 capacity\n");
    text_clear(&text);
    schedule_free(schedule);
    clinic_free(clinic);
}

/* One line with everything that can be put in. */
static Status print_object(char *line, size_t size)
{
    Json *json = NULL;
    Findings findings = {0};
    FILE *stream = fmemopen(line, size, "w");
    Status status;

    assert_non_null(stream);
    findings_warning(&findings, "a \"word\"");
    TRY(findings.broken ? STATUS_NO_MEMORY : STATUS_OK);
    TRY(json_new(&json));
    json_put_text(json, "text", "x");
    json_put_whole(json, "whole", 7);
    json_put_real(json, "real", 0.1);
    json_put_real(json, "none", NAN);
    json_put_whole(json_put_object(json, "inner"), "n", 1);
    json_put_whole(json_put_element(json, "list"), "n", 1);
    json_put_whole(json_put_element(json, "list"), "n", 2);
    json_put_findings(json, "findings", &findings);
    TRY(json_print(json, stream));
done:
    json_free(json);
    findings_clear(&findings);
    fclose(stream);
    return status;
}

TEST(an_object_is_printed_on_one_line_in_the_order_it_was_filled)
{
    char line[512] = "";

    assert_ok(print_object(line, sizeof line));
    assert_string_equal(line, "{\"text\": \"x\", \"whole\": 7, \"real\": 0.1, \"none\": null, "
                              "\"inner\": {\"n\": 1}, \"list\": [{\"n\": 1}, {\"n\": 2}], "
                              "\"findings\": [{\"severity\": \"warning\", \"message\": \"a "
                              "\\\"word\\\"\"}]}\n");
}

TEST(an_object_that_memory_does_not_suffice_for_is_not_printed)
{
    Status status = STATUS_NO_MEMORY;

    for (int n = 1; status != STATUS_OK; n++) {
        char line[512] = "";

        assert_true(n < 1000);
        mem_fail_at(n);
        status = print_object(line, sizeof line);
        mem_fail_at(0);
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
        assert_true(status == STATUS_OK || line[0] == '\0');
    }
}
