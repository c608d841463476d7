#include "tests/compact_solve.h"

#include <string.h>

#include "model/audit/audit.h"
#include "model/base/memory.h"
#include "model/program/compact.h"
#include "solver/exact.h"
#include "tests/check.h"
#include "tests/fixture.h"
#include "tests/random_clinic.h"

enum { CLINICS = 150 };
static const SolveOptions plain = {.deadline_s = INFINITY, .threads = 1};

static void judge(const CompactResult *result, const Clinic *clinic, const Chances *chances,
                  int32_t seed)
{
    Schedule *schedule = NULL;
    Verdict *verdict = NULL;

    assert_ok(answer_schedule(result->answer, &schedule));
    assert_ok(audit_run(clinic, chances, schedule, &verdict));
    if (verdict->violations > 0)
        fail_msg("seed %d: %s", (int)seed, verdict->findings.entries[0].message);
    assert_near(verdict->worth.objective, result->objective, 1e-6);
    verdict_free(verdict);
    schedule_free(schedule);
}

TEST(the_bound_is_never_below_the_optimum_and_the_answer_never_above)
{
    for (uint64_t seed = 3000; seed < 3000 + CLINICS; seed++) {
        Clinic *clinic = random_clinic(seed, RANDOM_EVERYTHING);
        Chances *chances = random_chances(clinic, seed, RANDOM_EVERYTHING);
        Catalog *catalog = NULL;
        CompactResult result = {0};
        Exact exact = {0};

        assert_ok(catalog_new(clinic, chances, &catalog));
        assert_ok(exact_solve(catalog, &plain, -INFINITY, &exact));
        assert_ok(compact_solve(catalog, &plain, &result));
        assert_true(exact.within && result.within);
        if (exact.answer) {
            if (!(result.bound >= exact.objective))
                fail_msg("seed %d: bound %g, optimum %g", (int)seed, result.bound, exact.objective);
            assert_true(result.end != GLPK_INFEASIBLE);
        } else {
            assert_null(result.answer);
        }
        if (result.answer) {
            judge(&result, clinic, chances, (int32_t)seed);
            assert_true(result.objective <= exact.objective + 1e-6);
        }
        exact_clear(&exact);
        compact_result_clear(&result);
        catalog_free(catalog);
        chances_free(chances);
        clinic_free(clinic);
    }
}

#define CLINIC                                                                                     \
    ONE_DAY "sites site=S\n"                                                                       \
            "providers provider=Amy role=physician\nproviders provider=Bob role=physician\n"       \
            "sessions provider=Amy site=S date=0 start=09:00 end=10:00\n"                          \
            "sessions provider=Bob site=S date=0 start=09:00 end=10:00\n"                          \
            "rooms room=R site=S room_type=exam\n"                                                 \
            "visit_types visit_type=look specialty=any mode=in_person value=10\n"                  \
            "activities visit_type=look step=1 kind=provider type=physician offset_min=0 "         \
            "duration_min=30\n"                                                                    \
            "activities visit_type=look step=2 kind=room type=exam offset_min=0 "                  \
            "duration_min=30\n"                                                                    \
            "skills provider=Amy visit_type=look\nskills provider=Bob visit_type=look\n"           \
            "patients patient=p\npatients patient=q\npatients patient=o\n"                         \
            "policy key=show_prob_default value=1\n"                                               \
            "requests request=a patient=p visit_type=look priority=routine requested_on=0 "        \
            "earliest=0 latest=0 status=new\n"                                                     \
            "requests request=b patient=q visit_type=look priority=routine requested_on=0 "        \
            "earliest=0 latest=0 status=new\n"                                                     \
            "requests request=c patient=o visit_type=look priority=routine requested_on=0 "        \
            "earliest=0 latest=0 status=new\n"

static int32_t rows_named(const Linear *linear, const char *tag)
{
    int32_t count = 0;

    for (int32_t i = 0; i < linear->n_rows; i++)
        count += strncmp(linear->rows[i].name, tag, strlen(tag)) == 0;
    return count;
}

TEST(one_room_for_two_leads_is_seen_in_rows_and_bound)
{
    Clinic *clinic = clinic_of(CLINIC);
    Chances *chances = NULL;
    Catalog *catalog = NULL;
    Compact compact = {0};
    CompactResult result = {0};
    bool within = false;

    assert_ok(chances_new(clinic, &chances));
    assert_ok(catalog_new(clinic, chances, &catalog));
    assert_ok(compact_build(catalog, 1000, &compact, &within));
    assert_true(within);
    /* Three requests, two leads, starts 09:00 to 09:30 by ten minutes; six slots of each kind. */
    assert_int_equal(compact.slate.n_bookings, 3 * 2 * 4);
    assert_int_equal(rows_named(&compact.linear, "ONCE["), 3);
    assert_int_equal(rows_named(&compact.linear, "ROOM["), 6);
    assert_int_equal(rows_named(&compact.linear, "PROVIDER["), 12);
    compact_clear(&compact);
    assert_ok(compact_build(catalog, 10, &compact, &within));
    assert_false(within);
    assert_null(compact.visit_column);
    assert_ok(compact_solve(catalog, &plain, &result));
    assert_int_equal(result.end, GLPK_OPTIMAL);
    assert_near(result.bound, 20, 1e-3);
    assert_near(result.objective, 20, 1e-9);
    compact_result_clear(&result);
    catalog_free(catalog);
    chances_free(chances);
    clinic_free(clinic);
}

TEST(running_out_of_memory_leaves_no_result)
{
    Clinic *clinic = clinic_of(CLINIC);
    Chances *chances = NULL;
    Catalog *catalog = NULL;
    CompactResult result = {0};
    Status status = STATUS_NO_MEMORY;

    assert_ok(chances_new(clinic, &chances));
    assert_ok(catalog_new(clinic, chances, &catalog));
    for (int64_t nth = 1; status != STATUS_OK; nth++) {
        mem_fail_at(nth);
        status = compact_solve(catalog, &plain, &result);
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
        assert_true(status == STATUS_OK || !result.answer);
    }
    mem_fail_at(0);
    compact_result_clear(&result);
    catalog_free(catalog);
    chances_free(chances);
    clinic_free(clinic);
}
