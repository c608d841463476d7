/* Suites: what a file says, what settings change, and what is refused. */
#include "bench/suite.h"

#include <string.h>

#include "model/base/memory.h"
#include "tests/check.h"
#include "tests/full.h"

static Status load(const char *text, const char *setting, Suite *suite)
{
    const char *path = scratch("try.suite");

    put_file(path, text);
    return suite_load(path, &setting, setting ? 1 : 0, suite);
}

static void assert_refused(const char *text, const char *setting, const char *note)
{
    Suite suite = {0};

    assert_int_equal(load(text, setting, &suite), STATUS_USAGE);
    if (!strstr(fault_note(), note))
        fail_msg("\"%s\" is not in \"%s\"", note, fault_note());
    assert_null(suite.blocks);
}

TEST(every_built_in_suite_can_be_read_and_says_what_it_is_for)
{
    assert_true(suite_count() > 0);
    for (int i = 0; i < suite_count(); i++) {
        Suite suite;

        assert_ok(suite_load(suite_name(i), NULL, 0, &suite));
        assert_string_equal(suite.name, suite_name(i));
        assert_string_equal(suite.meaning, suite_meaning(i));
        assert_true(*suite.meaning);
        suite_clear(&suite);
    }
}

TEST(a_recipe_line_begins_a_block_that_takes_what_stands_before_the_first)
{
    Suite suite;

    assert_ok(load("meaning = two blocks\nseeds = 4 5\n\nrecipe = small clinic # both\n"
                   "time_limit = 10 60\nrecipe = nation\nseeds = 7\n",
                   NULL, &suite));
    assert_string_equal(suite.name, "try");
    assert_string_equal(suite.meaning, "two blocks");
    assert_int_equal(suite.n_blocks, 2);
    assert_int_equal(suite.blocks[0].recipe.count, 2);
    assert_string_equal(suite.blocks[0].recipe.words[1], "clinic");
    assert_int_equal(suite.blocks[0].seeds.count, 2);
    assert_near(suite.blocks[0].time_limit.numbers[1], 60, 0);
    assert_string_equal(suite.blocks[1].recipe.words[0], "nation");
    assert_near(suite.blocks[1].seeds.numbers[0], 7, 0);
    assert_int_equal(suite.blocks[1].time_limit.count, 1);
    assert_near(suite.blocks[1].repeat.numbers[0], 1, 0);
    suite_clear(&suite);
}

TEST(whole_numbers_may_be_a_range)
{
    Suite suite;

    assert_ok(load("recipe = tiny\nseeds = 1..3 9\n", NULL, &suite));
    assert_int_equal(suite.blocks[0].seeds.count, 4);
    assert_near(suite.blocks[0].seeds.numbers[2], 3, 0);
    assert_near(suite.blocks[0].seeds.numbers[3], 9, 0);
    suite_clear(&suite);
}

TEST(a_setting_wins_in_every_block)
{
    Suite suite;

    assert_ok(load("seeds = 1\nrecipe = tiny\nrecipe = small\nseeds = 2\n", "seeds = 8 9", &suite));
    for (int32_t b = 0; b < 2; b++) {
        assert_int_equal(suite.blocks[b].seeds.count, 2);
        assert_near(suite.blocks[b].seeds.numbers[1], 9, 0);
    }
    suite_clear(&suite);
}

TEST(a_setting_may_leave_words_out)
{
    Suite suite;

    assert_ok(load("recipe = tiny\npeers = glpsol cbc\n", "peers=", &suite));
    assert_int_equal(suite.blocks[0].peers.count, 0);
    suite_clear(&suite);
}

TEST(what_is_no_suite_is_refused_with_its_place)
{
    assert_refused("recipe = tiny\n\nspeed = 3\n", NULL, "try.suite line 3: no key \"speed\"");
    assert_refused("recipe = tiny\nseeds\n", NULL, "line 2: expected key = value, found \"seeds\"");
    assert_refused("recipe = tiny\nseeds = one\n", NULL,
                   "line 2: seeds: \"one\", expected a whole number from 0 to 9e+15");
    assert_refused("recipe = tiny\nseeds = 5..2\n", NULL, "seeds: \"5..2\", expected");
    assert_refused("recipe = tiny\ngap = 2\n", NULL, "gap: \"2\", expected a number from 0 to 1");
    assert_refused("recipe = tiny\nrepeat = 1 2\n", NULL, "repeat: at most 1 values are allowed");
    assert_refused("recipe = tiny\nthreads =\n", NULL, "threads: expected a value");
    assert_refused("seeds = 1\n", NULL, "no line \"recipe = ...\"");
    assert_refused("recipe = tiny\n", "seed=1",
                   "no key \"seed\" in suites; there are: meaning, recipe");
}

TEST(a_suite_that_is_not_there_is_refused_with_those_that_are)
{
    Suite suite = {0};

    assert_int_equal(suite_load("smokes", NULL, 0, &suite), STATUS_USAGE);
    assert_non_null(strstr(fault_note(), "no suite or suite file \"smokes\"; suites are: "));
    assert_int_equal(suite_load(scratch_folder(), NULL, 0, &suite), STATUS_IO);
}

TEST(out_of_memory_leaves_nothing_behind)
{
    Status status = STATUS_NO_MEMORY;

    for (int nth = 1; status != STATUS_OK; nth++) {
        Suite suite = {0};

        mem_fail_at(nth);
        status = suite_load("table", NULL, 0, &suite);
        mem_fail_at(0);
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
        assert_true(status == STATUS_OK || !suite.blocks);
        suite_clear(&suite);
    }
}
