/* Other programs, run and measured. */
#include "bench/child.h"

#include <string.h>
#include <unistd.h>

#include "model/base/clock.h"
#include "tests/check.h"
#include "tests/full.h"

enum { LINES = 8 };

/* Lines heard, and when. */
typedef struct Heard {
    char lines[LINES][32];
    double seconds[LINES];
    int count;
} Heard;

static void hear(double seconds, const char *line, void *context)
{
    Heard *heard = context;

    assert_true(heard->count < LINES);
    strncpy(heard->lines[heard->count], line, sizeof heard->lines[0] - 1);
    heard->seconds[heard->count++] = seconds;
}

/* Runs @p script by a shell. */
static ChildReport run(const char *script, ChildPlan plan)
{
    const char *const arguments[] = {"sh", "-c", script, NULL};
    ChildReport report;

    plan.arguments = arguments;
    assert_ok(child_run(&plan, &report));
    return report;
}

TEST(what_a_child_prints_and_how_it_ends_are_kept_apart)
{
    ChildReport report =
        run("echo one; echo two; echo wrong >&2; echo worse >&2; exit 7", (ChildPlan){0});

    assert_int_equal(report.exit_code, 7);
    assert_false(report.killed);
    assert_string_equal(text_of(&report.output), "one\ntwo\n");
    assert_string_equal(child_last_words(&report), "worse");
    assert_true(report.seconds > 0 && report.seconds < 5);
    assert_true(report.peak_mib > 0);
    child_clear(&report);
}

TEST(processor_time_is_that_of_the_child_and_its_children)
{
    ChildReport report = run("(i=0; while [ $i -lt 60000 ]; do i=$((i+1)); done)", (ChildPlan){0});

    assert_true(report.cpu_s > 0.01);
    assert_true(report.cpu_s < report.seconds + 0.1);
    child_clear(&report);
}

TEST(lines_are_heard_as_they_come)
{
    Heard heard = {.count = 0};
    ChildReport report = run("echo first; sleep 0.3; printf 'second\\nhalf'",
                             (ChildPlan){.listener = hear, .context = &heard});

    assert_int_equal(heard.count, 2);
    assert_string_equal(heard.lines[0], "first");
    assert_string_equal(heard.lines[1], "second");
    assert_true(heard.seconds[1] - heard.seconds[0] > 0.2);
    assert_string_equal(text_of(&report.output), "first\nsecond\nhalf");
    child_clear(&report);
}

TEST(at_its_limit_a_child_is_ended_with_all_it_has_started)
{
    double begun_s = clock_now_s();
    ChildReport report = run("sleep 60 & sleep 60; echo late", (ChildPlan){.limit_s = 0.2});

    assert_true(report.killed);
    assert_int_equal(report.exit_code, 128 + 15);
    assert_string_equal(text_of(&report.output), "");
    assert_true(clock_now_s() - begun_s < 4);
    child_clear(&report);
}

TEST(a_child_that_takes_no_hint_is_ended_some_seconds_later)
{
    ChildReport report =
        run("trap '' TERM; while :; do sleep 0.1; done", (ChildPlan){.limit_s = 0.1});

    assert_true(report.killed);
    assert_int_equal(report.exit_code, 128 + 9);
    assert_true(report.seconds > 4 && report.seconds < 9);
    child_clear(&report);
}

TEST(what_a_child_leaves_running_ends_with_it)
{
    double begun_s = clock_now_s();
    ChildReport report = run("sleep 60 & echo done", (ChildPlan){0});

    assert_string_equal(text_of(&report.output), "done\n");
    assert_true(clock_now_s() - begun_s < 4);
    child_clear(&report);
}

TEST(an_interrupt_ends_a_child)
{
    static const volatile int interrupted = 2;
    ChildReport report = run("sleep 60", (ChildPlan){.interrupted = &interrupted});

    assert_true(report.killed);
    assert_true(report.seconds < 4);
    child_clear(&report);
}

TEST(a_program_that_is_not_there_ends_with_127)
{
    const char *const arguments[] = {"/nowhere/to/be/found", NULL};
    ChildPlan plan = {.arguments = arguments};
    ChildReport report;

    assert_ok(child_run(&plan, &report));
    assert_int_equal(report.exit_code, 127);
    assert_string_equal(child_last_words(&report), "");
    child_clear(&report);
}

TEST(much_output_comes_whole_and_of_much_trouble_the_end)
{
    ChildReport report =
        run("yes | head -c 300000; yes trouble | head -c 300000 >&2; echo end >&2", (ChildPlan){0});

    assert_int_equal(report.output.length, 300000);
    assert_true(report.trouble.length < 40000);
    assert_string_equal(child_last_words(&report), "end");
    child_clear(&report);
}
