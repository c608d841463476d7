#include <stdio.h>

#include "model/audit/certify.h"
#include "model/base/memory.h"
#include "solver/bound/bound.h"
#include "tests/agreement.h"
#include "tests/check.h"
#include "tests/fixture.h"
#include "tests/verdict.h"

static Status bound_of(const char *clinic_lines, const char *certificate, double *bound)
{
    Clinic *clinic = clinic_of(clinic_lines);
    Schedule *schedule = schedule_of(clinic, certificate);
    Chances *chances = NULL;
    Status status;

    assert_ok(chances_new(clinic, &chances));
    status = certify_bound(clinic, chances, schedule, bound);
    chances_free(chances);
    schedule_free(schedule);
    clinic_free(clinic);
    return status;
}

static double proven(const char *clinic, const char *certificate)
{
    double bound = NAN;

    assert_ok(bound_of(clinic, certificate, &bound));
    return bound;
}

/* Prices by hand. */

#define PRICE_OF_AMY(start, multiplier)                                                            \
    "certificate family=PROVIDER id=Amy date=0 start=" start " multiplier=" multiplier "\n"

/* Half an hour of Amy: one check of three slots. */
#define SHORT "sessions provider=Amy site=S date=0 start=09:00 end=09:30\n"
#define ALL_SLOTS(multiplier)                                                                      \
    PRICE_OF_AMY("09:00", multiplier)                                                              \
    PRICE_OF_AMY("09:10", multiplier) PRICE_OF_AMY("09:20", multiplier)

TEST(without_prices_everyone_gets_the_best)
{
    assert_near(proven(AMY SHORT ASK("r1", "p1") "\n" ASK("r2", "p2"), ""), 20.0, 1e-9);
    /* Nobody can serve at all. */
    assert_near(proven(AMY ASK("r1", "p1") "\n" ASK("r2", "p2"), ""), 0.0, 1e-9);
}

TEST(a_price_is_paid_for_every_slot_held_and_earned_for_every_slot_there_is)
{
    /* Capacity 3 x 2; each request earns 10 and pays 6. */
    assert_near(proven(AMY SHORT ASK("r1", "p1") "\n" ASK("r2", "p2"), ALL_SLOTS("2")), 6 + 4 + 4,
                1e-9);
    /* At the margin the bound is the optimum, one visit. */
    assert_near(proven(AMY SHORT ASK("r1", "p1") "\n" ASK("r2", "p2"), PRICE_OF_AMY("09:00", "10")),
                10.0, 1e-9);
    /* Too dear for anyone. */
    assert_near(proven(AMY SHORT ASK("r1", "p1"), ALL_SLOTS("100")), 300.0, 1e-7);
}

TEST(a_slot_of_a_session_that_may_overlap_counts_twice)
{
    assert_near(proven(AMY "sessions provider=Amy site=S date=0 start=09:00 end=09:30 "
                           "overbook_max=1\n" ASK("r1", "p1"),
                       ALL_SLOTS("2")),
                12 + 4, 1e-9);
}

TEST(rows_of_one_slot_add_up)
{
    assert_near(
        proven(AMY SHORT ASK("r1", "p1"), PRICE_OF_AMY("09:00", "1") PRICE_OF_AMY("09:00", "2")),
        3 + 7, 1e-9);
}

TEST(the_cheapest_start_counts)
{
    assert_near(proven(AMY MORNING ASK("r1", "p1"), PRICE_OF_AMY("09:00", "4")), 4 + 10, 1e-9);
    assert_near(proven(AMY MORNING ASK("r1", "p1") "\navailability request=r1 start=09:00 "
                                                   "end=09:30",
                       PRICE_OF_AMY("09:00", "4")),
                4 + 6, 1e-9);
    assert_near(
        proven(AMY MORNING
               "closures kind=provider id=Amy date=0 start=09:30 end=12:00\n" ASK("r1", "p1"),
               PRICE_OF_AMY("09:00", "4")),
        4 + 6, 1e-9);
}

#define ROOMY                                                                                      \
    "activities visit_type=check step=2 kind=room type=exam offset_min=0 duration_min=30 "         \
    "cleanup_min=10 count=2\n"                                                                     \
    "rooms room=R1 site=S room_type=exam\n"                                                        \
    "rooms room=R2 site=S room_type=exam open=09:30\n"                                             \
    "rooms room=R3 site=T room_type=exam\n"

#define PRICE_OF_ROOMS(start, multiplier)                                                          \
    "certificate family=ROOM site=S id=exam date=0 start=" start " multiplier=" multiplier "\n"

TEST(a_pool_counts_its_units_open_in_the_slot)
{
    /* 09:30 falls into cleanup; two rooms are open then, one at 09:00. */
    assert_near(proven(AMY SHORT ROOMY ASK("r1", "p1"), PRICE_OF_ROOMS("09:30", "1")), 2 + 10 - 2,
                1e-9);
    assert_near(proven(AMY SHORT ROOMY ASK("r1", "p1"), PRICE_OF_ROOMS("09:00", "1")), 1 + 10 - 2,
                1e-9);
    assert_near(proven(AMY SHORT ROOMY
                       "closures kind=room id=R1 date=0 start=09:00 end=09:10\n" ASK("r1", "p1"),
                       PRICE_OF_ROOMS("09:00", "1")),
                0 + 10 - 2, 1e-9);
}

TEST(overlapping_pairs_may_share_all_that_a_visit_holds_of_a_pool)
{
    /* Two rows that ask for the same pool count together: 2 open + 1 pair x 2. */
    const char *clinic =
        AMY "sessions provider=Amy site=S date=0 start=09:00 end=09:30 overbook_max=1\n"
            "activities visit_type=check step=2 kind=room type=exam offset_min=0 duration_min=30\n"
            "activities visit_type=check step=3 kind=room type=exam offset_min=0 duration_min=30\n"
            "rooms room=R1 site=S room_type=exam\n"
            "rooms room=R2 site=S room_type=exam\n" ASK("r1", "p1") "\n" ASK("r2", "p2");

    assert_near(proven(clinic, PRICE_OF_ROOMS("09:00", "1")), 4 + 2 * (10 - 2), 1e-9);
}

TEST(the_solver_knows_that_all_a_pair_holds_may_be_shared)
{
    /* Both rooms of r1 serve r2 too, at no cost of waiting: 20 is reached, so 20 is no bound to
     * be beaten by pricing rooms. */
    Clinic *clinic = clinic_of(
        AMY "sessions provider=Amy site=S date=0 start=09:00 end=09:30 overbook_max=1\n"
            "activities visit_type=check step=2 kind=room type=exam offset_min=0 duration_min=30\n"
            "activities visit_type=check step=3 kind=room type=exam offset_min=0 duration_min=30\n"
            "rooms room=R1 site=S room_type=exam\n"
            "rooms room=R2 site=S room_type=exam\n" ASK("r1", "p1") "\n" ASK("r2", "p2"));
    BoundLimits limits = {.target = 0, .rounds = 200, .deadline_s = INFINITY, .threads = 1};
    Schedule *schedule = NULL;
    Catalog *catalog = NULL;
    Chances *chances = NULL;
    double claimed = 0;

    assert_ok(chances_new(clinic, &chances));
    assert_ok(schedule_new(&schedule));
    assert_ok(catalog_new(clinic, chances, &catalog));
    assert_ok(bound_run(catalog, &limits, schedule, &claimed));
    assert_true(claimed >= 20.0 - 1e-9);
    catalog_free(catalog);
    schedule_free(schedule);
    chances_free(chances);
    clinic_free(clinic);
}

TEST(members_of_a_shared_visit_pay_their_part)
{
    assert_near(proven(AMY SHORT
                       "visit_types visit_type=class specialty=general mode=in_person value=10 "
                       "group_capacity=2\n"
                       "skills provider=Amy visit_type=class\n"
                       "activities visit_type=class step=1 kind=provider type=physician "
                       "offset_min=0 duration_min=30\n"
                       "requests request=r1 patient=p1 visit_type=class priority=routine "
                       "requested_on=0 earliest=0 latest=4 status=new show_prob=1\n",
                       PRICE_OF_AMY("09:00", "4")),
                4 + 8, 1e-9);
}

TEST(telehealth_pays_for_no_room)
{
    assert_near(proven(AMY SHORT
                       "visit_types visit_type=talk specialty=general mode=either value=10\n"
                       "skills provider=Amy visit_type=talk\n"
                       "activities visit_type=talk step=1 kind=provider type=physician "
                       "offset_min=0 duration_min=30\n"
                       "activities visit_type=talk step=2 kind=room type=exam offset_min=0 "
                       "duration_min=30\n"
                       "rooms room=R1 site=S room_type=exam\n"
                       "requests request=r1 patient=p1 visit_type=talk priority=routine "
                       "requested_on=0 earliest=0 latest=4 status=new show_prob=1\n",
                       PRICE_OF_ROOMS("09:00", "4")),
                4 + 10, 1e-9);
}

TEST(places_are_given_up_or_paid_for)
{
    const char *clinic = AMY SHORT "urgent_demand visit_type=check site=S date=0 expected=0.6\n"
                                   "policy key=reserve_service_level value=0.85\n";

    assert_near(proven(clinic, PRICE_OF_AMY("09:00", "4")), 4 - 4, 1e-9);
    assert_near(proven(clinic, PRICE_OF_AMY("09:00", "1000")), 1000 - 100, 1e-6);
}

TEST(standing_bookings_stay_free_of_their_window_or_cost_a_move)
{
    const char *clinic =
        AMY MORNING "requests request=r1 patient=p1 visit_type=check priority=routine "
                    "requested_on=0 earliest=0 latest=0 status=booked booked_date=0 "
                    "booked_start=09:00 booked_provider=Amy booked_site=S show_prob=1\n";
    const char *late =
        AMY MORNING "requests request=r1 patient=p1 visit_type=check priority=routine "
                    "requested_on=0 earliest=2 latest=3 status=booked booked_date=0 "
                    "booked_start=09:00 booked_provider=Amy booked_site=S show_prob=1\n";

    assert_near(proven(clinic, ""), 10.0, 1e-9);
    assert_near(proven(clinic, PRICE_OF_AMY("09:00", "1")), 1 + 9, 1e-9);
    assert_near(proven(clinic, PRICE_OF_AMY("09:00", "5")), 5 + 8, 1e-9);
    assert_near(proven(late, PRICE_OF_AMY("09:00", "5")), 5 + 5, 1e-9);
    assert_near(proven(late, PRICE_OF_AMY("09:00", "50")), 50 - 20, 1e-9);
}

TEST(a_booking_cannot_stay_where_the_site_closes_before_its_end)
{
    /* The room is held ten minutes longer than Amy, and the site is closed then. */
    const char *clinic =
        AMY "sessions provider=Amy site=S date=0 start=09:00 end=09:30\n"
            "rooms room=R site=S room_type=small\n"
            "activities visit_type=check step=2 kind=room type=small offset_min=0 duration_min=30 "
            "cleanup_min=10\n"
            "closures kind=site id=S date=0 start=09:30 end=09:40\n"
            "requests request=r1 patient=p1 visit_type=check priority=routine requested_on=0 "
            "earliest=1 latest=1 status=booked booked_date=0 booked_start=09:00 "
            "booked_provider=Amy booked_site=S show_prob=1\n";

    assert_near(proven(clinic, ""), -20.0, 1e-9);
}

TEST(fixed_requests_pay_where_they_stand)
{
    const char *clinic =
        AMY "requests request=r1 patient=p1 visit_type=check priority=routine requested_on=0 "
            "earliest=0 latest=0 status=fixed booked_date=0 booked_start=09:00 "
            "booked_provider=Amy booked_site=S show_prob=1\n"
            "requests request=r2 patient=p1 visit_type=check priority=routine requested_on=0 "
            "earliest=0 latest=0 status=fixed booked_date=-3 booked_start=09:00 "
            "booked_provider=Amy booked_site=S show_prob=1\n";

    assert_near(proven(clinic, ""), 10.0, 1e-9);
    assert_near(proven(clinic, PRICE_OF_AMY("09:00", "15")), 15 - 5, 1e-9);
}

TEST(prices_that_prove_nothing_are_refused)
{
    const struct {
        const char *row, *note;
    } cases[] = {
        {PRICE_OF_AMY("09:00", "-1"), "certificate row 0: multiplier -1, expected 0 or more"},
        {"certificate family=PROVIDER id=Amy date=0 start=09:00",
         "certificate row 0: multiplier nan, expected 0 or more"},
        {PRICE_OF_AMY("09:05", "1"), "certificate row 0: day 0, minute 545 is no slot"},
        {"certificate family=PROVIDER id=Amy date=5 start=09:00 multiplier=1",
         "certificate row 0: day 5, minute 540 is no slot"},
        {"certificate family=PROVIDER id=Zoe date=0 start=09:00 multiplier=1",
         "certificate row 0: no PROVIDER Zoe"},
        {"certificate family=ROOM id=exam date=0 start=09:00 multiplier=1",
         "certificate row 0: no ROOM exam"},
        {"certificate family=GROUP id=exam date=0 start=09:00 multiplier=1",
         "certificate row 0: family GROUP, expected PROVIDER, ROOM or EQUIPMENT"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double bound = 7.0;

        assert_int_equal(bound_of(AMY MORNING ROOMY, cases[i].row, &bound), STATUS_BAD_INPUT);
        assert_string_equal(fault_note(), cases[i].note);
        assert_near(bound, 7.0, 0.0);
    }
}

TEST(running_out_of_memory_leaves_the_bound_alone)
{
    Clinic *clinic = clinic_of(AMY SHORT ROOMY ASK("r1", "p1"));
    Schedule *schedule = schedule_of(clinic, ALL_SLOTS("2") PRICE_OF_ROOMS("09:00", "1"));
    Chances *chances = NULL;
    double bound = 7.0;
    Status status = STATUS_NO_MEMORY;

    assert_ok(chances_new(clinic, &chances));
    for (int64_t n = 1; status != STATUS_OK; n++) {
        assert_true(n < 1000);
        assert_near(bound, 7.0, 0.0);
        mem_fail_at(n);
        status = certify_bound(clinic, chances, schedule, &bound);
        mem_fail_at(0);
    }
    chances_free(chances);
    schedule_free(schedule);
    clinic_free(clinic);
}

/* Random clinics. */

/* Random prices of persons, and of the pools of rooms and devices. */
static Schedule *random_prices(const Clinic *clinic, Random *random)
{
    static const char *const families[] = {"PROVIDER", "ROOM", "EQUIPMENT"};
    const int32_t units[] = {clinic->providers.rows, clinic->rooms.rows, clinic->equipment.rows};
    Schedule *schedule = NULL;

    assert_ok(schedule_new(&schedule));
    for (int i = 0; i < 200; i++) {
        int32_t kind = random_below(random, 3), row = 0, unit;
        Certificate *rows = &schedule->certificate;

        if (units[kind] == 0)
            continue;
        unit = random_below(random, units[kind]);
        assert_ok(schedule_append(schedule, TABLE_certificate, &row));
        rows->family[row] = families[kind];
        rows->id[row] = kind == UNIT_PROVIDER ? clinic->providers.provider[unit]
                        : kind == UNIT_ROOM   ? clinic->rooms.room_type[unit]
                                              : clinic->equipment.equipment_type[unit];
        rows->site[row] = kind == UNIT_PROVIDER ? -1
                          : kind == UNIT_ROOM   ? clinic->rooms.site[unit]
                                                : clinic->equipment.site[unit];
        rows->date[row] = random_below(random, clinic->horizon.days[0]);
        rows->start[row] =
            clinic->horizon.slot_min[0] * random_below(random, 1440 / clinic->horizon.slot_min[0]);
        rows->multiplier[row] = random_below(random, 4) * random_unit(random);
    }
    return schedule;
}

TEST(no_prices_prove_less_than_the_best_schedule)
{
    for (uint64_t seed = 0; seed < trial_count(300); seed++) {
        Trial *trial = trial_begin(seed);
        Random random = random_stream(seed, 11);

        if (trial_search(trial) && trial->best) {
            for (int i = 0; i < 5; i++) {
                Schedule *prices = random_prices(trial->clinic, &random);
                double bound = 0;

                assert_ok(certify_bound(trial->clinic, trial->chances, prices, &bound));
                if (bound < trial->optimum.worth)
                    trial_fail(trial, prices, "bound %.17g, but the best is worth %.17g", bound,
                               trial->optimum.worth);
                schedule_free(prices);
            }
        }
        trial_end(trial);
    }
}

TEST(the_solvers_bound_is_what_its_prices_prove)
{
    for (uint64_t seed = 0; seed < trial_count(300); seed++) {
        Trial *trial = trial_begin(seed);
        BoundLimits limits = {.target = -50, .rounds = 40, .deadline_s = INFINITY, .threads = 1};
        Schedule *schedule = NULL;
        Catalog *catalog = NULL;
        double claimed = 0, bound = 0;

        assert_ok(schedule_new(&schedule));
        assert_ok(catalog_new(trial->clinic, trial->chances, &catalog));
        assert_ok(bound_run(catalog, &limits, schedule, &claimed));
        assert_ok(certify_bound(trial->clinic, trial->chances, schedule, &bound));
        if (fabs(bound - claimed) > 1e-8 * fmax(1, fabs(bound)))
            trial_fail(trial, schedule, "claimed %.17g, proven %.17g", claimed, bound);
        catalog_free(catalog);
        schedule_free(schedule);
        trial_end(trial);
    }
}
