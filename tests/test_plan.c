#include "model/program/plan.h"

#include "model/base/memory.h"
#include "solver/glpk.h"
#include "tests/brute.h"
#include "tests/check.h"
#include "tests/fixture.h"
#include "tests/random_clinic.h"

enum { CLINICS = 150 };
static const double SEARCH_LIMIT = 2e5;

/* The optimum of the exact program; false when no schedule exists. */
static bool optimum_of(const Clinic *clinic, const Chances *chances, double *worth)
{
    const GlpkOptions options = {.deadline_s = INFINITY};
    GlpkAnswer answer = {0};
    Catalog *catalog = NULL;
    Plan plan = {0};
    bool within = false, found;

    assert_ok(catalog_new(clinic, chances, &catalog));
    assert_ok(plan_new(catalog, &plan, &within));
    assert_true(within);
    assert_ok(glpk_solve(&plan.linear, &options, &answer));
    assert_true(answer.end == GLPK_OPTIMAL || answer.end == GLPK_INFEASIBLE);
    found = answer.end == GLPK_OPTIMAL;
    *worth = answer.objective;
    glpk_clear(&answer);
    plan_clear(&plan);
    catalog_free(catalog);
    return found;
}

TEST(the_program_is_worth_what_exhaustive_search_finds)
{
    BruteOptimum *best = MEM_NEW(BruteOptimum, 1);
    int32_t searched = 0;

    for (uint64_t seed = 0; seed < CLINICS; seed++) {
        Clinic *clinic = random_clinic(seed, RANDOM_EVERYTHING);
        Chances *chances = random_chances(clinic, seed, RANDOM_EVERYTHING);
        double worth = 0;

        brute_search(clinic, chances, SEARCH_LIMIT, best);
        if (!best->too_large) {
            searched++;
            if (optimum_of(clinic, chances, &worth) != best->exists)
                fail_msg("seed %d: brute force says %d", (int)seed, best->exists);
            if (best->exists)
                assert_near(worth, best->worth, 1e-6);
        }
        chances_free(chances);
        clinic_free(clinic);
    }
    assert_true(searched > CLINICS / 2);
    mem_free(best);
}

#define ONE_LEAD                                                                                   \
    ONE_DAY "sites site=S\n"                                                                       \
            "providers provider=Amy role=physician\n"                                              \
            "visit_types visit_type=talk specialty=any mode=in_person value=10\n"                  \
            "activities visit_type=talk step=1 kind=provider type=physician offset_min=0 "         \
            "duration_min=20\n"                                                                    \
            "skills provider=Amy visit_type=talk\n"                                                \
            "patients patient=p\npatients patient=q\npatients patient=o\n"
#define ASKS(request, patient, show)                                                               \
    "requests request=" request " patient=" patient                                                \
    " visit_type=talk priority=routine requested_on=0 earliest=0 latest=0 status=new "             \
    "show_prob=" show "\n"

/* Worth of the best schedule of these lines. */
static double best_worth(const char *lines)
{
    Clinic *clinic = clinic_of(lines);
    Chances *chances = NULL;
    double worth = 0;

    assert_ok(chances_new(clinic, &chances));
    assert_true(optimum_of(clinic, chances, &worth));
    chances_free(chances);
    clinic_free(clinic);
    return worth;
}

TEST(the_idle_time_of_a_gap_is_paid_and_that_before_and_after_is_not)
{
    /* Twenty minutes a visit; the two are kept 40 minutes apart, 09:00 and 10:00. */
    const char *lines =
        ONE_LEAD "sessions provider=Amy site=S date=0 start=09:00 end=12:00\n" ASKS("a", "p", "1")
            ASKS("b", "q", "1") "availability request=a start=09:00 end=09:20\n"
                                "availability request=b start=10:00 end=10:20\n";

    assert_near(best_worth(lines), 10 + 10 - 0.02 * 40, 1e-6);
}

TEST(a_place_kept_open_between_two_patients_is_idle_and_outside_them_is_not)
{
    const char *between =
        ONE_LEAD "sessions provider=Amy site=S date=0 start=09:00 end=10:00\n" ASKS("a", "p", "1")
            ASKS("b", "q", "1") "availability request=a start=09:00 end=09:20\n"
                                "availability request=b start=09:40 end=10:00\n"
                                "policy key=reserve_service_level value=0.5\n"
                                "urgent_demand visit_type=talk site=S date=0 expected=0.9\n";
    const char *outside =
        ONE_LEAD "sessions provider=Amy site=S date=0 start=09:00 end=10:00\n" ASKS("a", "p", "1")
            ASKS("b", "q", "1") "availability request=a start=09:00 end=09:40\n"
                                "availability request=b start=09:00 end=09:40\n"
                                "policy key=reserve_service_level value=0.5\n"
                                "urgent_demand visit_type=talk site=S date=0 expected=0.9\n";

    assert_near(best_worth(between), 20 - 0.02 * 20, 1e-6);
    assert_near(best_worth(outside), 20, 1e-6);
}

TEST(an_overlap_is_taken_where_its_wait_costs_less_than_a_patient)
{
    const char *lines =
        ONE_LEAD "sessions provider=Amy site=S date=0 start=09:00 end=09:30 overbook_max=1\n" ASKS(
            "a", "p", "0.5") ASKS("b", "q", "0.5");

    /* 09:00 and 09:10: wait 10 x 1/4, idle 10 x 1/2, overtime 10 x 1/4. */
    assert_near(best_worth(lines), 5 + 5 - 0.05 * 2.5 - 0.02 * 5 - 0.2 * 2.5, 1e-6);
}

TEST(a_clinic_with_too_many_runs_is_beyond_reach)
{
    Clinic *clinic = clinic_of(
        ONE_LEAD "sessions provider=Amy site=S date=0 start=08:00 end=20:00 overbook_max=30\n" ASKS(
            "a", "p", "0.5") ASKS("b", "q", "0.5") ASKS("c", "o", "0.5") ASKS("d", "p", "0.5")
            ASKS("e", "q", "0.5") ASKS("f", "o", "0.5") ASKS("g", "p", "0.5")
                ASKS("h", "q", "0.5"));
    Chances *chances = NULL;
    Catalog *catalog = NULL;
    Plan plan = {0};
    bool within = true;

    assert_ok(chances_new(clinic, &chances));
    assert_ok(catalog_new(clinic, chances, &catalog));
    assert_ok(plan_new(catalog, &plan, &within));
    assert_false(within);
    assert_null(plan.visit_column);
    catalog_free(catalog);
    chances_free(chances);
    clinic_free(clinic);
}

TEST(running_out_of_memory_leaves_no_plan)
{
    Clinic *clinic = random_clinic(5, RANDOM_EVERYTHING);
    Chances *chances = random_chances(clinic, 5, RANDOM_EVERYTHING);
    Catalog *catalog = NULL;
    Plan plan = {0};
    Status status = STATUS_NO_MEMORY;
    bool within = false;

    assert_ok(catalog_new(clinic, chances, &catalog));
    for (int64_t nth = 1; status != STATUS_OK; nth++) {
        mem_fail_at(nth);
        status = plan_new(catalog, &plan, &within);
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
        assert_true(status == STATUS_OK || !plan.visit_column);
    }
    mem_fail_at(0);
    plan_clear(&plan);
    catalog_free(catalog);
    chances_free(chances);
    clinic_free(clinic);
}
