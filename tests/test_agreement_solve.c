/* The solver against exhaustive search: the same optimum, schedules that the judge allows, bounds
 * that hold. CLINWEAVE_AGREEMENT sets how many clinics. */
#include "model/audit/audit.h"
#include "model/audit/certify.h"
#include "solver/solve.h"
#include "tests/agreement.h"
#include "tests/check.h"
#include "tests/fixture.h"

static Solution *solve_with(const Trial *trial, const SolveOptions *options)
{
    Solution *solution = NULL;

    if (solve_run(trial->clinic, trial->chances, options, &solution) != STATUS_OK)
        trial_fail(trial, NULL, "%s", fault_note());
    return solution;
}

/* Beyond the reach of exhaustive search the solver need not get to the end either. */
static Solution *solve(const Trial *trial, Method method)
{
    SolveOptions options = {.method = method,
                            .deadline_s = INFINITY,
                            .work_limit = trial->optimum.too_large ? 20000 : 0,
                            .threads = 1,
                            .seed = 1};

    return solve_with(trial, &options);
}

/* The prices in the result prove what the solver says they do, or more. */
static void check_certificate(const Trial *trial, const Solution *solution)
{
    double bound = 0;

    assert_ok(certify_bound(trial->clinic, trial->chances, solution->schedule, -INFINITY, &bound));
    if (!(bound <= solution->price_bound + 1e-7 * fmax(1, fabs(bound))))
        trial_fail(trial, solution->schedule, "the certificate proves %.12g, not %.12g", bound,
                   solution->price_bound);
    if (trial->optimum.exists && bound < trial->optimum.worth - 1e-9)
        trial_fail(trial, trial->best, "the certificate's %.12g is below the best, %.12g", bound,
                   trial->optimum.worth);
}

/* What must hold of every solution, whatever made it. */
static void check_solution(const Trial *trial, const Solution *solution)
{
    Verdict *verdict = NULL;

    if (!solution->schedule) {
        if (solution->outcome != OUTCOME_INFEASIBLE && solution->outcome != OUTCOME_NOTHING)
            trial_fail(trial, NULL, "%s without a schedule", outcome_text(solution->outcome));
        return;
    }
    assert_ok(audit_run(trial->clinic, trial->chances, solution->schedule, &verdict));
    if (verdict->violations > 0)
        trial_fail(trial, solution->schedule, "%s: %s", solution->engine,
                   verdict->findings.entries[0].message);
    if (!(fabs(verdict->worth.objective - solution->objective) <=
          1e-6 * fmax(1, fabs(solution->objective))))
        trial_fail(trial, solution->schedule, "%s: objective %.12g, the audit says %.12g",
                   solution->engine, solution->objective, verdict->worth.objective);
    if (!(solution->bound >= solution->objective - 1e-6))
        trial_fail(trial, solution->schedule, "%s: bound %.12g below objective %.12g",
                   solution->engine, solution->bound, solution->objective);
    verdict_free(verdict);
    check_certificate(trial, solution);
}

/* Against the optimum: it exists or not, is not beaten, and is bounded. */
static void check_optimum(const Trial *trial, const Solution *solution)
{
    const BruteOptimum *optimum = &trial->optimum;

    if (!optimum->exists) {
        if (solution->schedule)
            trial_fail(trial, solution->schedule, "%s: no schedule is allowed", solution->engine);
        return;
    }
    if (!solution->schedule)
        trial_fail(trial, trial->best, "%s: %s, but there is a schedule worth %.12g",
                   solution->engine, outcome_text(solution->outcome), optimum->worth);
    if (solution->objective > optimum->worth + 1e-6)
        trial_fail(trial, solution->schedule, "%s: worth %.12g, more than the best, %.12g",
                   solution->engine, solution->objective, optimum->worth);
    if (solution->bound < optimum->worth - 1e-6)
        trial_fail(trial, trial->best, "%s: bound %.12g below the best, %.12g", solution->engine,
                   solution->bound, optimum->worth);
}

TEST(overtime_within_the_tolerance_of_its_rule_leaves_a_fixed_visit_its_place)
{
    Trial trial = {
        .clinic = clinic_of(
            "horizon start_date=2026-03-02 days=1 slot_min=5 timezone=UTC\n"
            "sites site=S\n"
            "providers provider=Amy role=doctor\n"
            "visit_types visit_type=V specialty=heart mode=in_person value=10 duration_cv=0.3\n"
            "skills provider=Amy visit_type=V\n"
            "sessions provider=Amy site=S date=0 start=09:00 end=09:20\n"
            "activities visit_type=V step=1 kind=provider type=doctor offset_min=0 "
            "duration_min=5\n"
            "patients patient=A\n"
            "requests request=Q patient=A visit_type=V priority=routine requested_on=-1 "
            "earliest=0 latest=0 status=fixed booked_date=0 booked_start=09:00 "
            "booked_provider=Amy booked_site=S\n" /* expects 5.8e-7 minutes of overtime */
            "policy key=overtime_limit_min value=0\n")};
    Solution *solution;

    assert_ok(chances_new(trial.clinic, &trial.chances));
    solution = solve(&trial, METHOD_GREEDY);
    assert_non_null(solution->schedule);
    check_solution(&trial, solution);
    solution_free(solution);
    trial_end(&trial);
}

/* Greedy is allowed, and its bound holds. */
static void try_greedy(const Trial *trial, bool searched)
{
    Solution *solution = solve(trial, METHOD_GREEDY);

    check_solution(trial, solution);
    if (searched)
        check_optimum(trial, solution);
    solution_free(solution);
}

/* Exact finds the optimum, and proves it. */
static void try_exact(const Trial *trial, bool searched)
{
    Solution *solution = solve(trial, METHOD_EXACT);

    check_solution(trial, solution);
    if (searched) {
        check_optimum(trial, solution);
        if (solution->schedule && solution->outcome != OUTCOME_OPTIMAL)
            trial_fail(trial, NULL, "%s: %s, bound %.12g, worth %.12g", solution->engine,
                       outcome_text(solution->outcome), solution->bound, solution->objective);
        if (solution->schedule && solution->objective < trial->optimum.worth - 1e-6)
            trial_fail(trial, trial->best, "%s: worth %.12g, the best is %.12g", solution->engine,
                       solution->objective, trial->optimum.worth);
    }
    solution_free(solution);
}

TEST(greedy_is_allowed_and_bounded_and_exact_is_the_best_there_is)
{
    for (uint64_t seed = 0; seed < trial_count(1000); seed++) {
        Trial *trial = trial_begin(seed);
        bool searched = trial_search(trial);

        try_greedy(trial, searched);
        try_exact(trial, searched);
        trial_end(trial);
    }
}

TEST(whatever_stops_it_the_schedule_is_allowed_and_the_bound_holds)
{
    for (uint64_t seed = 0; seed < trial_count(600); seed++) {
        const Method methods[] = {METHOD_AUTO, METHOD_GREEDY, METHOD_EXACT};
        volatile int interrupted = seed % 7 == 0;
        Random random = random_stream(seed, 6);
        Trial *trial = trial_begin(seed);
        SolveOptions options = {.method = methods[seed % 3],
                                .deadline_s = seed % 5 == 0 ? 0 : INFINITY,
                                .work_limit = random_between(&random, 1, 300),
                                .threads = 1,
                                .seed = 1,
                                .interrupted = &interrupted};

        if (trial_search(trial)) {
            Solution *solution = solve_with(trial, &options);

            check_solution(trial, solution);
            if (solution->schedule || solution->outcome == OUTCOME_INFEASIBLE)
                check_optimum(trial, solution);
            if (solution->outcome == OUTCOME_INFEASIBLE && solution->conflict.count == 0)
                trial_fail(trial, NULL, "no schedule, and nothing said of why");
            if (solution->outcome == OUTCOME_OPTIMAL &&
                solution->objective < trial->optimum.worth - 1e-6)
                trial_fail(trial, trial->best, "%s: worth %.12g is not the best, %.12g",
                           solution->engine, solution->objective, trial->optimum.worth);
            solution_free(solution);
        }
        trial_end(trial);
    }
}
