/* The answer does not depend on how many threads look for it. */
#include "datasets/generator/generator.h"
#include "solver/solve.h"
#include "tests/agreement.h"
#include "tests/check.h"

/* Everything that a solve says, to the last bit. */
static void describe(const Clinic *clinic, const Chances *chances, Method method,
                     int64_t work_limit, int32_t threads, Text *out)
{
    SolveOptions options = {.method = method,
                            .deadline_s = INFINITY,
                            .work_limit = work_limit,
                            .threads = threads,
                            .seed = 1};
    Solution *solution = NULL;
    Schedule *log = NULL;

    assert_ok(progress_new(0, false, &options.progress));
    assert_ok(solve_run(clinic, chances, &options, &solution));
    text_add(out, "%s %s by %s: %a, at most %a\n", outcome_text(solution->outcome),
             stopped_by_text(solution->stopped_by), solution->engine, solution->objective,
             solution->bound);
    for (int32_t i = 0; i < solution->conflict.count; i++)
        text_add(out, "%s\n", solution->conflict.entries[i].message);
    if (solution->schedule)
        print_schedule(clinic, solution->schedule, out);
    assert_ok(schedule_new(&log));
    assert_ok(progress_write(options.progress, solution->objective, solution->bound, log));
    print_schedule(clinic, log, out);
    assert_ok(text_status(out));
    schedule_free(log);
    progress_free(options.progress);
    solution_free(solution);
}

static void compare(const Clinic *clinic, const Chances *chances, Method method, int64_t work_limit)
{
    const int32_t threads[] = {2, 8};
    Text one = {0};

    describe(clinic, chances, method, work_limit, 1, &one);
    for (int i = 0; i < 2; i++) {
        Text more = {0};

        describe(clinic, chances, method, work_limit, threads[i], &more);
        assert_string_equal(text_of(&one), text_of(&more));
        text_clear(&more);
    }
    text_clear(&one);
}

TEST(small_clinics_have_one_answer_at_1_2_and_8_threads)
{
    for (uint64_t seed = 0; seed < trial_count(100); seed++) {
        Trial *trial = trial_begin(seed);

        compare(trial->clinic, trial->chances, METHOD_GREEDY, 200000);
        compare(trial->clinic, trial->chances, METHOD_EXACT, 200000);
        compare(trial->clinic, trial->chances, METHOD_AUTO, 1 + (int64_t)seed * 7);
        trial_end(trial);
    }
}

TEST(a_larger_clinic_has_one_answer_at_1_2_and_8_threads)
{
    const char *const settings[] = {"requests=150"};
    Clinic *clinic = NULL;
    Chances *chances = NULL;

    assert_ok(generator_run("small", 5, settings, 1, &clinic));
    assert_ok(chances_new(clinic, &chances));
    for (int64_t work_limit = 1; work_limit <= 1000000; work_limit *= 100)
        compare(clinic, chances, METHOD_AUTO, work_limit);
    compare(clinic, chances, METHOD_GREEDY, 200000);
    chances_free(chances);
    clinic_free(clinic);
}
