#include "solver/cli/run.h"

#include "tests/agreement.h"
#include "tests/check.h"

/* Random clinic number @p seed, solved and judged; release with run_clear(). */
static Run answer(uint64_t seed, Method method)
{
    Trial *trial = trial_begin(seed);
    Run run = {.clinic = trial->clinic,
               .chances = trial->chances,
               .solve = {.method = method, .work_limit = 20000, .threads = 1, .seed = 1}};

    assert_ok(run_answer(&run));
    return run;
}

TEST(a_bound_from_prices_is_the_number_that_the_audit_proved)
{
    int32_t answered = 0;

    for (uint64_t seed = 0; seed < trial_count(60); seed++) {
        Run run = answer(seed, METHOD_PATTERNS);
        const Solution *solution = run.solution;

        if (solution->schedule) {
            answered++;
            assert_near(solution->price_bound, run.proven, 0);
            assert_near(solution->bound, fmax(run.proven, solution->objective), 0);
        }
        run_clear(&run);
    }
    assert_true(answered > 0);
}

TEST(a_bound_that_plans_prove_stays_below_that_of_the_prices)
{
    int32_t below = 0;

    for (uint64_t seed = 0; seed < trial_count(60); seed++) {
        Run run = answer(seed, METHOD_EXACT);
        const Solution *solution = run.solution;

        if (solution->schedule) {
            assert_near(solution->price_bound, run.proven, 0);
            assert_true(solution->bound <= fmax(run.proven, solution->objective));
            below += solution->bound < run.proven - 0.01;
        }
        run_clear(&run);
    }
    assert_true(below > 0);
}
