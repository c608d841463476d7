#include "solver/pattern/pattern.h"

#include <string.h>

#include "model/audit/audit.h"
#include "model/audit/certify.h"
#include "model/base/memory.h"
#include "tests/agreement.h"
#include "tests/check.h"
#include "tests/practice.h"

static const SolveOptions free_hand = {.deadline_s = INFINITY, .threads = 1};

TEST(the_bound_holds_and_the_certificate_proves_it)
{
    int32_t searched = 0;

    for (uint64_t seed = 0; seed < trial_count(40); seed++) {
        Trial *trial = trial_begin(seed);
        Schedule *schedule = NULL;
        Catalog *catalog = NULL;
        double proven = 0;
        Pattern pattern;

        assert_ok(catalog_new(trial->clinic, trial->chances, &catalog));
        assert_ok(pattern_init(&pattern, catalog));
        assert_true(isinf(pattern.bound));
        assert_ok(pattern_run(&pattern, &free_hand));
        assert_int_equal(pattern.stopped_by, STOPPED_DONE);
        assert_ok(schedule_new(&schedule));
        assert_ok(pattern_write(&pattern, schedule));
        assert_ok(certify_bound(trial->clinic, trial->chances, schedule, -INFINITY, &proven));
        if (!audit_reaches(pattern.bound, proven))
            trial_fail(trial, schedule, "claimed %.17g, proven %.17g", pattern.bound, proven);
        if (trial_search(trial) && trial->best) {
            searched++;
            if (pattern.bound < trial->optimum.worth)
                trial_fail(trial, schedule, "bound %.17g, but the best is worth %.17g",
                           pattern.bound, trial->optimum.worth);
        }
        schedule_free(schedule);
        pattern_clear(&pattern);
        catalog_free(catalog);
        trial_end(trial);
    }
    assert_true(searched > 0);
}

#define TWO_WANT                                                                                   \
    PRACTICE OPEN("Amy", "0", "09:30") OPEN("Bob", "1", "09:30")                                   \
        WANT("a", "p", "routine") "status=new\n" WANT("b", "q", "routine") "status=new\n" WANT(    \
            "c", "u", "routine") "status=new\n"

TEST(a_link_that_two_of_three_can_keep_is_counted)
{
    Scene scene = scene_of(TWO_WANT "links first=b second=c kind=after min=1\n");
    Pattern pattern;

    assert_ok(pattern_init(&pattern, scene.catalog));
    assert_ok(pattern_run(&pattern, &free_hand));
    /* Two of three can be seen: 10, and 9.9 a day later. */
    assert_near(pattern.bound, 19.9, 0.05);
    pattern_clear(&pattern);
    scene_clear(&scene);
}

TEST(a_limit_of_work_ends_it_with_a_bound_and_says_so)
{
    Scene scene = scene_of(TWO_WANT);
    SolveOptions options = free_hand;
    Pattern pattern;

    options.work_limit = 1;
    assert_ok(pattern_init(&pattern, scene.catalog));
    assert_ok(pattern_run(&pattern, &options));
    assert_int_equal(pattern.stopped_by, STOPPED_WORK);
    assert_true(pattern.bound >= 19.9 && pattern.bound < INFINITY);
    assert_true(pattern.work > 0);
    pattern_clear(&pattern);
    scene_clear(&scene);
}

TEST(any_number_of_threads_finds_the_same_prices)
{
    Scene scene = scene_of(TWO_WANT "links first=b second=c kind=same_day\n");
    SolveOptions options = free_hand;
    Pattern one, four;

    assert_ok(pattern_init(&one, scene.catalog));
    assert_ok(pattern_init(&four, scene.catalog));
    assert_ok(pattern_run(&one, &options));
    options.threads = 4;
    assert_ok(pattern_run(&four, &options));
    assert_near(one.bound, four.bound, 0);
    assert_memory_equal(one.descent.best, four.descent.best,
                        (size_t)one.dual->size * sizeof *one.descent.best);
    pattern_clear(&one);
    pattern_clear(&four);
    scene_clear(&scene);
}

TEST(running_out_of_memory_leaves_nothing_behind)
{
    Scene scene = scene_of(TWO_WANT);
    SolveOptions options = free_hand;
    Status status = STATUS_NO_MEMORY;
    Pattern pattern;

    options.work_limit = 1;
    for (int64_t n = 1; status != STATUS_OK; n++) {
        assert_true(n < 2000);
        mem_fail_at(n);
        status = pattern_init(&pattern, scene.catalog);
        if (status == STATUS_OK)
            status = pattern_run(&pattern, &options);
        mem_fail_at(0);
        pattern_clear(&pattern);
    }
    scene_clear(&scene);
}
