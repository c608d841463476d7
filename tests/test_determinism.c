/* The answer does not depend on how many threads look for it. */
#include "datasets/generator/generator.h"
#include "solver/solve.h"
#include "tests/agreement.h"
#include "tests/check.h"

/* Everything that a solve says, to the last bit. */
static void describe(const Clinic *clinic, const Chances *chances, Method method, int32_t threads,
                     Text *out)
{
    SolveOptions options = {.method = method,
                            .deadline_s = INFINITY,
                            .work_limit = 200000,
                            .threads = threads,
                            .seed = 1};
    Solution *solution = NULL;

    assert_ok(solve_run(clinic, chances, &options, &solution));
    text_add(out, "%s %s by %s: %a, at most %a\n", outcome_text(solution->outcome),
             stopped_by_text(solution->stopped_by), solution->engine, solution->objective,
             solution->bound);
    for (int32_t i = 0; i < solution->conflict.count; i++)
        text_add(out, "%s\n", solution->conflict.entries[i].message);
    if (solution->schedule)
        print_schedule(clinic, solution->schedule, out);
    assert_ok(text_status(out));
    solution_free(solution);
}

static void compare(const Clinic *clinic, const Chances *chances, Method method)
{
    const int32_t threads[] = {2, 8};
    Text one = {0};

    describe(clinic, chances, method, 1, &one);
    for (int i = 0; i < 2; i++) {
        Text more = {0};

        describe(clinic, chances, method, threads[i], &more);
        assert_string_equal(text_of(&one), text_of(&more));
        text_clear(&more);
    }
    text_clear(&one);
}

TEST(small_clinics_have_one_answer_at_1_2_and_8_threads)
{
    for (uint64_t seed = 0; seed < trial_count(100); seed++) {
        Trial *trial = trial_begin(seed);

        compare(trial->clinic, trial->chances, METHOD_GREEDY);
        compare(trial->clinic, trial->chances, METHOD_EXACT);
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
    compare(clinic, chances, METHOD_GREEDY);
    chances_free(chances);
    clinic_free(clinic);
}
