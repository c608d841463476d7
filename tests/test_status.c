#include "tests/check.h"

#include <stdlib.h>
#include <string.h>

TEST(every_status_has_a_text_and_its_exit_code)
{
    assert_string_equal(status_text(STATUS_OK), "success");
    assert_string_equal(status_text(STATUS_NO_MEMORY), "out of memory");
    assert_int_equal(status_exit_code(STATUS_OK), 0);
    assert_int_equal(status_exit_code(STATUS_BAD_INPUT), 2);
    assert_int_equal(status_exit_code(STATUS_USAGE), 2);
    assert_int_equal(status_exit_code(STATUS_IO), 3);
    assert_int_equal(status_exit_code(STATUS_NO_MEMORY), 4);
    assert_int_equal(status_exit_code(STATUS_NUMERICS), 5);
    assert_int_equal(status_exit_code(STATUS_BUG), 9);
}

TEST(an_unknown_status_is_a_bug)
{
    assert_string_equal(status_text((Status)1000), "unknown status");
    assert_int_equal(status_exit_code((Status)1000), 9);
}

TEST(a_fault_keeps_its_note_until_the_next)
{
    assert_int_equal(fault(STATUS_IO, "row %d: %s", 3, "gone"), STATUS_IO);
    assert_string_equal(fault_note(), "row 3: gone");
    fault(STATUS_BUG, "another");
    assert_string_equal(fault_note(), "another");
    fault_clear();
    assert_string_equal(fault_note(), "");
}

TEST(a_note_may_quote_the_note_before)
{
    fault(STATUS_IO, "inner");
    fault(STATUS_IO, "outer (%s)", fault_note());
    assert_string_equal(fault_note(), "outer (inner)");
}

TEST(context_stands_before_the_note)
{
    fault(STATUS_IO, "no such file");
    assert_int_equal(fault_within(STATUS_IO, "scenario %s", "flu"), STATUS_IO);
    assert_string_equal(fault_note(), "scenario flu: no such file");
}

TEST(a_note_that_is_too_long_is_cut)
{
    char *long_text = calloc(1, 3 * STATUS_NOTE_BYTES);

    assert_non_null(long_text);
    memset(long_text, 'x', 3 * STATUS_NOTE_BYTES - 1);
    fault(STATUS_IO, "%s", long_text);
    assert_int_equal(strlen(fault_note()), STATUS_NOTE_BYTES - 1);
    fault_within(STATUS_IO, "%s", long_text);
    assert_true(strlen(fault_note()) < STATUS_NOTE_BYTES);
    assert_non_null(strstr(fault_note(), ": x"));
    free(long_text);
}

static Status second_of_three(int *reached)
{
    Status status = STATUS_OK;

    ++*reached;
    TRY(STATUS_OK);
    ++*reached;
    TRY(STATUS_USAGE);
    ++*reached;
done:
    return status;
}

TEST(try_leaves_at_the_first_failure)
{
    int reached = 0;

    assert_int_equal(second_of_three(&reached), STATUS_USAGE);
    assert_int_equal(reached, 2);
}
