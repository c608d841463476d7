#include "tests/check.h"

#include <string.h>

#include "model/base/findings.h"
#include "model/base/memory.h"

TEST(findings_stand_in_their_order)
{
    Findings findings = {0};

    findings_warning(&findings, "row %d", 1);
    findings_error(&findings, "row %d", 2);
    assert_int_equal(findings.count, 2);
    assert_int_equal(findings.errors, 1);
    assert_int_equal(findings.warnings, 1);
    assert_false(findings.entries[0].error);
    assert_true(findings.entries[1].error);
    assert_string_equal(findings.entries[0].message, "row 1");
    findings_clear(&findings);
}

TEST(warnings_alone_are_no_fault)
{
    Findings findings = {0};

    assert_ok(findings_status(&findings));
    findings_warning(&findings, "odd");
    assert_ok(findings_status(&findings));
    findings_clear(&findings);
}

TEST(the_first_error_becomes_the_note)
{
    Findings findings = {0};

    findings_warning(&findings, "odd");
    findings_error(&findings, "wrong");
    findings_error(&findings, "worse");
    assert_int_equal(findings_status(&findings), STATUS_BAD_INPUT);
    assert_string_equal(fault_note(), "wrong");
    findings_clear(&findings);
}

TEST(past_the_limit_findings_are_only_counted_and_warnings_hide_no_error)
{
    Findings findings = {.limit = 3};

    for (int i = 0; i < 10; i++)
        findings_warning(&findings, "%d", i);
    findings_error(&findings, "wrong");
    assert_int_equal(findings.count, 4);
    assert_int_equal(findings.unlisted, 7);
    assert_int_equal(findings.warnings, 10);
    assert_int_equal(findings.errors, 1);
    assert_string_equal(findings.entries[3].message, "wrong");
    assert_int_equal(findings_status(&findings), STATUS_BAD_INPUT);
    findings_clear(&findings);
    assert_int_equal(findings.limit, 3);
    assert_int_equal(findings.count, 0);
}

TEST(findings_counted_elsewhere_leave_room_for_others)
{
    Findings findings = {.limit = 3};

    findings_error(&findings, "and 100 more");
    findings.errors += 99;
    findings_error(&findings, "another kind");
    assert_int_equal(findings.count, 2);
    assert_int_equal(findings.errors, 101);
    assert_int_equal(findings.unlisted, 0);
    findings_clear(&findings);
}

TEST(a_finding_is_one_line)
{
    Findings findings = {0};

    findings_error(&findings, "id \"a\nb\tc\x7f\"");
    assert_string_equal(findings.entries[0].message, "id \"a b c \"");
    findings_clear(&findings);
}

TEST(a_long_finding_is_cut)
{
    Findings findings = {0};
    char text[5000];

    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    findings_error(&findings, "%s", text);
    assert_int_equal(strlen(findings.entries[0].message), 1023);
    findings_clear(&findings);
}

TEST(running_out_of_memory_breaks_the_list_but_not_the_count)
{
    for (int64_t nth = 1; nth <= 2; nth++) {
        Findings findings = {0};

        mem_fail_at(nth);
        findings_error(&findings, "wrong");
        mem_fail_at(0);
        assert_true(findings.broken);
        assert_int_equal(findings.errors, 1);
        assert_int_equal(findings.count, 0);
        assert_int_equal(findings_status(&findings), STATUS_NO_MEMORY);
        findings_clear(&findings);
        assert_false(findings.broken);
    }
}
