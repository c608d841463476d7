/* Command lines put together piece by piece. */
#include "bench/invocation.h"

#include <string.h>

#include "model/base/memory.h"
#include "tests/check.h"

TEST(words_are_passed_on_as_they_are)
{
    Invocation invocation = {0};
    ChildPlan plan = {0};
    ChildReport report = {0};

    invocation_add(&invocation, "printf");
    invocation_add(&invocation, "%s", "<%s>");
    invocation_add(&invocation, "two words %d", 2);
    invocation_add(&invocation, "%s", "");
    assert_ok(invocation_run(&invocation, &plan, &report));
    assert_string_equal(text_of(&report.output), "<two words 2><>");
    child_clear(&report);
    invocation_clear(&invocation);
}

TEST(a_word_that_is_too_long_or_out_of_memory_is_told_at_the_end)
{
    Invocation invocation = {0};
    ChildPlan plan = {0};
    ChildReport report = {0};

    mem_fail_at(1);
    invocation_add(&invocation, "true");
    mem_fail_at(0);
    assert_int_equal(invocation_run(&invocation, &plan, &report), STATUS_NO_MEMORY);
    invocation_clear(&invocation);
    invocation_add(&invocation, "%*s", 9000, "");
    assert_int_equal(invocation_run(&invocation, &plan, &report), STATUS_NO_MEMORY);
    invocation_clear(&invocation);
}
