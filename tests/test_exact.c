#include "solver/exact.h"

#include "model/audit/audit.h"
#include "model/base/memory.h"
#include "tests/brute.h"
#include "tests/check.h"
#include "tests/random_clinic.h"

enum { CLINICS = 120 };
static const SolveOptions plain = {.deadline_s = INFINITY, .threads = 1};

/* The judge finds no fault with the answer and counts the same worth. */
static void judge(const Exact *exact, const Clinic *clinic, const Chances *chances, int32_t seed)
{
    Schedule *schedule = NULL;
    Verdict *verdict = NULL;
    double objective = 0;

    assert_ok(answer_objective(exact->answer, &objective));
    assert_near(objective, exact->objective, 1e-6);
    assert_ok(answer_schedule(exact->answer, &schedule));
    assert_ok(audit_run(clinic, chances, schedule, &verdict));
    if (verdict->violations > 0)
        fail_msg("seed %d: %s", (int)seed, verdict->findings.entries[0].message);
    assert_near(verdict->worth.objective, exact->objective, 1e-6);
    assert_true(exact->bound >= verdict->worth.objective);
    verdict_free(verdict);
    schedule_free(schedule);
}

TEST(every_answer_is_allowed_and_worth_what_exhaustive_search_finds)
{
    BruteOptimum *best = MEM_NEW(BruteOptimum, 1);

    for (uint64_t seed = 1000; seed < 1000 + CLINICS; seed++) {
        Clinic *clinic = random_clinic(seed, RANDOM_EVERYTHING);
        Chances *chances = random_chances(clinic, seed, RANDOM_EVERYTHING);
        Catalog *catalog = NULL;
        Exact exact = {0};

        assert_ok(catalog_new(clinic, chances, &catalog));
        assert_ok(exact_solve(catalog, &plain, -INFINITY, &exact));
        brute_search(clinic, chances, 2e5, best);
        assert_true(exact.within);
        if (!best->too_large) {
            assert_int_equal(exact.end, best->exists ? GLPK_OPTIMAL : GLPK_INFEASIBLE);
            if (best->exists)
                assert_near(exact.objective, best->worth, 1e-6);
        }
        if (exact.answer)
            judge(&exact, clinic, chances, (int32_t)seed);
        exact_clear(&exact);
        catalog_free(catalog);
        chances_free(chances);
        clinic_free(clinic);
    }
    mem_free(best);
}

TEST(cut_off_by_work_the_bound_stays_above_the_optimum)
{
    for (uint64_t seed = 0; seed < 30; seed++) {
        Clinic *clinic = random_clinic(seed, RANDOM_EVERYTHING);
        Chances *chances = random_chances(clinic, seed, RANDOM_EVERYTHING);
        Catalog *catalog = NULL;
        Exact full = {0}, cut = {0};
        SolveOptions options = plain;

        options.work_limit = 5;
        assert_ok(catalog_new(clinic, chances, &catalog));
        assert_ok(exact_solve(catalog, &plain, -INFINITY, &full));
        assert_ok(exact_solve(catalog, &options, -INFINITY, &cut));
        if (full.answer)
            assert_true(cut.bound >= full.objective);
        if (cut.answer)
            assert_true(cut.objective <= full.objective + 1e-9);
        exact_clear(&full);
        exact_clear(&cut);
        catalog_free(catalog);
        chances_free(chances);
        clinic_free(clinic);
    }
}

TEST(what_is_known_to_be_reached_is_not_found_again_and_what_is_better_is)
{
    for (uint64_t seed = 200; seed < 240; seed++) {
        Clinic *clinic = random_clinic(seed, RANDOM_EVERYTHING);
        Chances *chances = random_chances(clinic, seed, RANDOM_EVERYTHING);
        Catalog *catalog = NULL;
        Exact full = {0}, again = {0}, better = {0};

        assert_ok(catalog_new(clinic, chances, &catalog));
        assert_ok(exact_solve(catalog, &plain, -INFINITY, &full));
        if (full.answer) {
            assert_ok(exact_solve(catalog, &plain, full.objective, &again));
            assert_int_equal(again.end, GLPK_OPTIMAL);
            assert_true(again.bound >= full.objective);
            assert_near(again.bound, full.objective, 1e-5 * (1 + fabs(full.objective)));
            if (again.answer)
                assert_near(again.objective, full.objective, 1e-6);
            assert_ok(exact_solve(catalog, &plain, full.objective - 1, &better));
            assert_int_equal(better.end, GLPK_OPTIMAL);
            assert_non_null(better.answer);
            assert_near(better.objective, full.objective, 1e-6);
        }
        exact_clear(&full);
        exact_clear(&again);
        exact_clear(&better);
        catalog_free(catalog);
        chances_free(chances);
        clinic_free(clinic);
    }
}
