/* The naive reading on cases that can be reckoned by hand, and the clinics it is used on. */
#include <string.h>

#include "model/base/memory.h"
#include "tests/brute.h"
#include "tests/check.h"
#include "tests/fixture.h"
#include "tests/random_clinic.h"

#define TWO_TYPES                                                                                  \
    ONE_DAY "sites site=S\n"                                                                       \
            "providers provider=Amy role=doctor\n"                                                 \
            "visit_types visit_type=V specialty=heart mode=in_person value=10\n"                   \
            "skills provider=Amy visit_type=V\n"                                                   \
            "sessions provider=Amy site=S date=0 start=09:00 end=09:30 overbook_max=1\n"           \
            "activities visit_type=V step=1 kind=provider type=doctor offset_min=0 "               \
            "duration_min=20\n"                                                                    \
            "patients patient=A\n"                                                                 \
            "patients patient=B\n"

#define ASKED(id, patient)                                                                         \
    "requests request=" id " patient=" patient " visit_type=V priority=routine requested_on=-1 "   \
    "earliest=0 latest=0 status=new show_prob=0.5\n"

static BruteOptimum *search(const Clinic *clinic, const Chances *chances)
{
    BruteOptimum *best = MEM_NEW(BruteOptimum, 1);

    assert_non_null(best);
    brute_search(clinic, chances, 1e6, best);
    assert_false(best->too_large);
    return best;
}

TEST(two_who_may_not_come_share_half_an_hour)
{
    Clinic *clinic = clinic_of(TWO_TYPES ASKED("Q", "A") ASKED("R", "B"));
    Chances *chances = NULL;
    BruteOptimum *best;
    BruteCost cost;

    assert_ok(chances_new(clinic, &chances));
    best = search(clinic, chances);
    assert_true(best->exists);
    assert_int_equal(best->best.n_visits, 2);
    cost = brute_cost(&best->best, best->best.visits[0].session);
    /* at 9:00 and 9:10, or both at 9:00: the second waits while the first is served */
    assert_near(cost.wait_min, 0.25 * 10, EPSILON);
    assert_near(cost.idle_min, 0.5 * 10, EPSILON);
    assert_near(cost.overtime_min, 0.25 * 10, EPSILON);
    assert_near(best->worth, 10 - 0.05 * 2.5 - 0.02 * 5 - 0.2 * 2.5, EPSILON);
    mem_free(best);
    chances_free(chances);
    clinic_free(clinic);
}

TEST(a_fixed_visit_in_a_closure_leaves_no_schedule)
{
    Clinic *clinic = clinic_of(
        TWO_TYPES "requests request=Q patient=A visit_type=V priority=routine requested_on=-1 "
                  "earliest=0 latest=0 status=fixed booked_date=0 booked_start=09:00 "
                  "booked_provider=Amy booked_site=S\n"
                  "closures kind=site id=S date=0 start=09:19 end=09:20\n");
    Chances *chances = NULL;
    BruteOptimum *best;

    assert_ok(chances_new(clinic, &chances));
    best = search(clinic, chances);
    assert_false(best->exists);
    mem_free(best);
    chances_free(chances);
    clinic_free(clinic);
}

TEST(a_random_clinic_survives_being_printed)
{
    for (uint64_t seed = 0; seed < 50; seed++) {
        Clinic *clinic = random_clinic(seed, RANDOM_EVERYTHING), *again;
        Text once = {0}, twice = {0};

        print_clinic(clinic, &once);
        again = clinic_of(text_of(&once));
        print_clinic(again, &twice);
        assert_string_equal(text_of(&once), text_of(&twice));
        clinic_free(clinic);
        clinic_free(again);
        text_clear(&once);
        text_clear(&twice);
    }
}

TEST(the_best_schedule_breaks_no_rule_and_reads_back)
{
    for (uint64_t seed = 0; seed < 60; seed++) {
        Clinic *clinic = random_clinic(seed, RANDOM_EVERYTHING);
        Chances *chances = random_chances(clinic, seed, RANDOM_EVERYTHING);
        BruteOptimum *best = MEM_NEW(BruteOptimum, 1);

        assert_non_null(best);
        brute_search(clinic, chances, 1e5, best);
        if (best->exists) {
            Schedule *schedule = brute_write(&best->best);
            BruteCase read;
            double unheld = 0;

            assert_int_equal(brute_allowed(clinic, chances, schedule), 0);
            assert_int_equal(brute_read(clinic, chances, schedule, &read, &unheld), 0);
            assert_near(brute_worth(&read, unheld), best->worth, 1e-9);
            schedule_free(schedule);
        }
        mem_free(best);
        chances_free(chances);
        clinic_free(clinic);
    }
}
