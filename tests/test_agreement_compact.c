/* The compact program and the handing out of units against exhaustive search. */
#include "model/audit/audit.h"
#include "solver/agenda/assign.h"
#include "tests/agreement.h"
#include "tests/check.h"
#include "tests/compact_solve.h"

/* No work limit would mean a tree for each clinic. */
static const SolveOptions usual = {
    .method = METHOD_EXACT, .deadline_s = INFINITY, .work_limit = 20000, .threads = 1, .seed = 1};

static void check_answer(const Trial *trial, const CompactResult *compact)
{
    Schedule *schedule = NULL;
    Verdict *verdict = NULL;

    assert_ok(answer_schedule(compact->answer, &schedule));
    assert_ok(audit_run(trial->clinic, trial->chances, schedule, &verdict));
    if (verdict->violations > 0)
        trial_fail(trial, schedule, "%s", verdict->findings.entries[0].message);
    assert_near(verdict->worth.objective, compact->objective, 1e-6);
    if (compact->objective > trial->optimum.worth + 1e-6)
        trial_fail(trial, schedule, "worth %.12g, more than the best, %.12g", compact->objective,
                   trial->optimum.worth);
    verdict_free(verdict);
    schedule_free(schedule);
}

TEST(no_schedule_beats_the_compact_program)
{
    for (uint64_t seed = 0; seed < trial_count(500); seed++) {
        Trial *trial = trial_begin(seed);
        CompactResult compact = {0};
        Catalog *catalog = NULL;

        if (trial_search(trial)) {
            assert_ok(catalog_new(trial->clinic, trial->chances, &catalog));
            if (compact_solve(catalog, &usual, &compact) != STATUS_OK)
                trial_fail(trial, NULL, "%s", fault_note());
            if (compact.answer && !trial->best)
                trial_fail(trial, NULL, "an answer, but no schedule is allowed");
            if (trial->best && compact.end == GLPK_INFEASIBLE)
                trial_fail(trial, trial->best, "infeasible, but there is a schedule");
            if (trial->best && !(compact.bound >= trial->optimum.worth - 1e-9))
                trial_fail(trial, trial->best, "bound %.12g is below the best, %.12g",
                           compact.bound, trial->optimum.worth);
            if (compact.answer)
                check_answer(trial, &compact);
            compact_result_clear(&compact);
            catalog_free(catalog);
        }
        trial_end(trial);
    }
}

TEST(units_are_handed_out_so_that_the_judge_is_content)
{
    uint64_t without = 0, count = trial_count(1000);

    for (uint64_t seed = 0; seed < count; seed++) {
        Trial *trial = trial_begin(seed);
        Findings left = {0};
        Verdict *verdict = NULL;
        Catalog *catalog = NULL;

        if (trial_search(trial) && trial->best && trial->best->reserves.rows == 0) {
            trial->best->resources.rows = 0;
            assert_ok(catalog_new(trial->clinic, trial->chances, &catalog));
            assert_ok(assign_units(catalog, trial->best, &left));
            assert_ok(audit_run(trial->clinic, trial->chances, trial->best, &verdict));
            if (left.count == 0 && verdict->violations > 0)
                trial_fail(trial, trial->best, "%s", verdict->findings.entries[0].message);
            without += left.count > 0;
            verdict_free(verdict);
            findings_clear(&left);
            catalog_free(catalog);
        }
        trial_end(trial);
    }
    assert_in_range(without, 0, count / 100); /* it does not try every way */
}
