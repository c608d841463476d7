/* Starts against exhaustive search: the best schedule of a clinic is a start from which nothing is
 * lost, and any other start does no harm. CLINWEAVE_AGREEMENT sets how many clinics. */
#include "model/audit/audit.h"
#include "solver/solve.h"
#include "tests/agreement.h"
#include "tests/check.h"

/* The answer from @p start with as good as no work done after it, judged. */
static double worth_from(const Trial *trial, const Schedule *start)
{
    SolveOptions options = {.method = METHOD_GREEDY,
                            .deadline_s = INFINITY,
                            .work_limit = 1,
                            .threads = 1,
                            .seed = 1,
                            .start = start};
    Solution *solution = NULL;
    Verdict *verdict = NULL;
    double worth = -INFINITY;

    if (solve_run(trial->clinic, trial->chances, &options, &solution) != STATUS_OK)
        trial_fail(trial, start, "%s", fault_note());
    if (solution->schedule) {
        assert_ok(audit_run(trial->clinic, trial->chances, solution->schedule, &verdict));
        if (verdict->violations > 0)
            trial_fail(trial, start, "%s", verdict->findings.entries[0].message);
        worth = verdict->worth.objective;
    }
    verdict_free(verdict);
    solution_free(solution);
    return worth;
}

TEST(nothing_is_lost_of_a_start_that_is_allowed)
{
    for (uint64_t seed = 0; seed < trial_count(600); seed++) {
        Trial *trial = trial_begin(seed);

        if (trial_search(trial) && trial->best) {
            double worth = worth_from(trial, trial->best);

            if (!(worth >= trial->optimum.worth - 1e-6))
                trial_fail(trial, trial->best, "a start worth %.12g came to %.12g",
                           trial->optimum.worth, worth);
        }
        trial_end(trial);
    }
}

TEST(a_start_of_any_kind_leads_to_an_allowed_schedule)
{
    for (uint64_t seed = 0; seed < trial_count(600); seed++) {
        Trial *trial = trial_begin(seed);
        Random random = random_stream(seed, 11);

        for (int i = 0; i < 5; i++) {
            bool damaged = false;
            Schedule *start = random_schedule(trial->clinic, trial->chances, &random, &damaged);

            worth_from(trial, start);
            schedule_free(start);
        }
        trial_end(trial);
    }
}
