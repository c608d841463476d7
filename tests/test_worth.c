#include <stdio.h>

#include "model/audit/worth_duration.h"
#include "tests/check.h"
#include "tests/verdict.h"

/* Terms of the objective. */

static Worth worth_of(const char *clinic, const char *schedule)
{
    Verdict *verdict = judge(clinic, schedule);
    Worth worth = verdict->worth;

    assert_int_equal(verdict->violations, 0);
    verdict_free(verdict);
    return worth;
}

#define ASKED(columns)                                                                             \
    "requests request=r1 patient=p1 visit_type=check requested_on=0 latest=4 " columns "\n"

#define BOOKED_ON(day)                                                                             \
    "appointments request=r1 provider=Amy site=S date=" day " start=09:00\n"                       \
    "resources request=r1 step=1 kind=provider id=Amy date=" day " start=09:00 end=09:30\n"

#define EVENING_TOO                                                                                \
    MORNING "sessions provider=Amy site=S date=2 start=09:00 end=12:00\n"                          \
            "sessions provider=Amy site=S date=3 start=09:00 end=12:00\n"

TEST(an_attended_visit_is_worth_value_times_weight_times_chance)
{
    Worth worth = worth_of(AMY MORNING ASKED("earliest=0 priority=urgent status=new show_prob=0.8"),
                           BOOKED_ON("0"));

    assert_near(worth.attended, 10 * 10 * 0.8, EPSILON);
    /* One visit of half an hour: the provider waits it out when the patient does not come. */
    assert_near(worth.idle_min, 0.0, EPSILON);
    assert_near(worth.objective, 80.0, EPSILON);
}

TEST(weights_follow_priority_unless_given)
{
    const struct {
        const char *columns;
        double weight;
    } cases[] = {{"priority=emergency", 30},
                 {"priority=urgent", 10},
                 {"priority=soon", 3},
                 {"priority=routine", 1},
                 {"priority=routine weight=2.5", 2.5}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char clinic[4096];

        snprintf(clinic, sizeof clinic, "%s%s %s\n", AMY MORNING,
                 "requests request=r1 patient=p1 visit_type=check requested_on=0 earliest=0 "
                 "latest=4 status=new show_prob=1",
                 cases[i].columns);
        assert_near(worth_of(clinic, BOOKED_ON("0")).attended, 10 * cases[i].weight, EPSILON);
    }
}

TEST(a_blank_chance_is_the_policys)
{
    assert_near(
        worth_of(AMY MORNING ASKED("earliest=0 priority=routine status=new"), BOOKED_ON("0"))
            .attended,
        9.0, EPSILON);
    assert_near(
        worth_of(AMY MORNING ASKED(
                     "earliest=0 priority=routine status=new") "policy key=show_prob_default "
                                                               "value=0.5\n",
                 BOOKED_ON("0"))
            .attended,
        5.0, EPSILON);
}

TEST(days_waited_count_from_the_earliest_day_or_the_horizons_first)
{
    assert_near(worth_of(AMY EVENING_TOO ASKED("earliest=1 priority=soon status=new show_prob=1"),
                         BOOKED_ON("3"))
                    .waiting_days,
                0.01 * 10 * 3 * 2, EPSILON);
    assert_near(worth_of(AMY EVENING_TOO ASKED("earliest=-9 priority=soon status=new show_prob=1"),
                         BOOKED_ON("3"))
                    .waiting_days,
                0.01 * 10 * 3 * 3, EPSILON);
}

TEST(preferences_that_are_met_earn_a_bonus)
{
    assert_near(worth_of(AMY MORNING ASKED("earliest=0 priority=soon status=new provider=Amy "
                                           "site=S provider_required=1"),
                         BOOKED_ON("0"))
                    .preferences,
                0.05 * 10 + 0.05 * 10, EPSILON);
    assert_near(
        worth_of(AMY MORNING ASKED("earliest=0 priority=soon status=new provider=Bob site=T"),
                 BOOKED_ON("0"))
            .preferences,
        0.0, EPSILON);
}

#define STOOD                                                                                      \
    ASKED("earliest=0 priority=routine show_prob=1 status=booked booked_date=2 "                   \
          "booked_start=09:00 booked_provider=Amy booked_site=S")

TEST(a_move_costs_and_a_kept_booking_does_not)
{
    assert_near(worth_of(AMY EVENING_TOO STOOD, BOOKED_ON("2")).moves, 0.0, EPSILON);
    assert_near(worth_of(AMY EVENING_TOO STOOD, BOOKED_ON("0")).moves, 2.0, EPSILON);
    assert_near(worth_of(AMY EVENING_TOO STOOD, "").cancellations, 20.0, EPSILON);
    assert_near(worth_of(AMY EVENING_TOO STOOD, "").objective, -20.0, EPSILON);
}

TEST(another_mode_or_room_is_no_move)
{
    const char *clinic = AMY EVENING_TOO
        "visit_types visit_type=talk specialty=general mode=either value=10\n"
        "skills provider=Amy visit_type=talk\n"
        "activities visit_type=talk step=1 kind=provider type=physician offset_min=0 "
        "duration_min=30\n"
        "requests request=r1 patient=p1 visit_type=talk requested_on=0 earliest=0 latest=4 "
        "priority=routine show_prob=1 status=booked booked_date=2 booked_start=09:00 "
        "booked_provider=Amy booked_site=S booked_mode=telehealth\n";

    assert_near(worth_of(clinic, BOOKED_ON("2")).moves, 0.0, EPSILON);
}

TEST(an_unbooked_new_request_costs_what_the_policy_says)
{
    Worth worth = worth_of(
        AMY MORNING ASKED(
            "earliest=0 priority=soon status=waitlist") "policy key=unscheduled_cost value=1.5\n",
        "");

    assert_near(worth.unscheduled, 1.5, EPSILON);
    assert_near(worth.objective, -1.5, EPSILON);
}

TEST(a_place_not_held_costs_value_times_urgent_weight)
{
    Worth worth = worth_of(AMY MORNING "urgent_demand visit_type=check site=S date=0 expected=0.1\n"
                                       "policy key=reserve_service_level value=0.95\n",
                           "reserves visit_type=check site=S date=0 held=0\n");

    assert_near(worth.reserves, 10 * 10, EPSILON);
    assert_near(worth.objective, -100.0, EPSILON);
}

/* Sessions by hand. */

TEST(two_patients_at_one_start_wait_for_each_other)
{
    Worth worth = worth_of(
        AMY "sessions provider=Amy site=S date=0 start=09:00 end=10:00 overbook_max=1\n"
            "requests request=r1 patient=p1 visit_type=check priority=routine requested_on=0 "
            "earliest=0 latest=4 show_prob=0.5 status=new\n"
            "requests request=r2 patient=p2 visit_type=check priority=routine requested_on=0 "
            "earliest=0 latest=4 show_prob=0.25 status=new\n",
        BOOK("r1", "09:30", "10:00") BOOK("r2", "09:30", "10:00"));

    /* r2 waits 30 minutes if r1 comes; both come with 1/8, and then 30 minutes are overtime. */
    assert_near(worth.wait_min, 0.25 * 0.5 * 30, EPSILON);
    assert_near(worth.overtime_min, 30.0 / 8, EPSILON);
    assert_near(worth.idle_min, 0.0, EPSILON);
    assert_near(worth.patient_wait, 0.05 * worth.wait_min, EPSILON);
    assert_near(worth.overtime, 0.2 * worth.overtime_min, EPSILON);
    assert_near(worth.objective, 7.5 - 0.05 * 3.75 - 0.2 * 3.75, EPSILON);
}

TEST(idle_runs_from_the_first_start_to_the_last_start_or_end)
{
    Worth worth = worth_of(AMY MORNING "requests request=r1 patient=p1 visit_type=check "
                                       "priority=routine requested_on=0 earliest=0 latest=4 "
                                       "show_prob=0.5 status=new\n"
                                       "requests request=r2 patient=p2 visit_type=check "
                                       "priority=routine requested_on=0 earliest=0 latest=4 "
                                       "show_prob=0.25 status=new\n",
                           BOOK("r1", "09:00", "09:30") BOOK("r2", "10:00", "10:30"));

    /* 60 minutes from start to start, 30 of them served if r1 comes. */
    assert_near(worth.idle_min, 60 - 0.5 * 30, EPSILON);
    assert_near(worth.idle, 0.02 * worth.idle_min, EPSILON);
    assert_near(worth.wait_min, 0.0, EPSILON);
}

TEST(a_fixed_visit_in_no_session_costs_no_wait_idle_or_overtime)
{
    Worth worth = worth_of(AMY "requests request=r1 patient=p1 visit_type=check priority=routine "
                               "requested_on=0 earliest=0 latest=4 status=fixed booked_date=0 "
                               "booked_start=23:30 booked_provider=Amy booked_site=S show_prob=1\n",
                           BOOK("r1", "23:30", "24:00"));

    assert_near(worth.objective, 10.0, EPSILON);
    assert_near(worth.idle_min + worth.wait_min + worth.overtime_min, 0.0, EPSILON);
}

TEST(places_count_in_no_wait_idle_or_overtime)
{
    Worth worth = worth_of(
        AMY "sessions provider=Amy site=S date=0 start=09:00 end=12:00 overbook_max=1\n"
            "urgent_demand visit_type=check site=S date=0 expected=0.1\n"
            "policy key=reserve_service_level value=0.95\n" ASK("r1", "p1"),
        BOOK("r1", "09:30",
             "10:00") "reserves visit_type=check site=S date=0 held=1 start=09:20 provider=Amy\n"
                      "resources reserve=0 step=1 kind=provider id=Amy date=0 start=09:20 "
                      "end=09:50\n");

    assert_near(worth.objective, 10.0, EPSILON);
}

TEST(each_guest_of_a_shared_visit_waits)
{
    const char *clinic =
        AMY "sessions provider=Amy site=S date=0 start=09:00 end=10:00\n"
            "visit_types visit_type=class specialty=general mode=in_person value=1 "
            "group_capacity=2\n"
            "skills provider=Amy visit_type=class\n"
            "activities visit_type=class step=1 kind=provider type=physician offset_min=0 "
            "duration_min=30\n"
            "visit_types visit_type=long specialty=general mode=in_person value=1 "
            "duration_cv=0.5\n"
            "skills provider=Amy visit_type=long\n"
            "activities visit_type=long step=1 kind=provider type=physician offset_min=0 "
            "duration_min=30\n"
            "requests request=r0 patient=p3 visit_type=long priority=routine requested_on=0 "
            "earliest=0 latest=4 show_prob=1 status=new\n"
            "requests request=r1 patient=p1 visit_type=class priority=routine requested_on=0 "
            "earliest=0 latest=4 show_prob=0.5 status=new\n"
            "requests request=r2 patient=p2 visit_type=class priority=routine requested_on=0 "
            "earliest=0 latest=4 show_prob=0.25 status=new\n";
    Verdict *verdict = judge(clinic, BOOK("r0", "09:00", "09:30") BOOK("r1", "09:30", "10:00")
                                         BOOK("r2", "09:30", "10:00"));
    Duration law = {0};
    double wait = 0.0, busy;

    assert_int_equal(verdict->violations, 0);
    assert_ok(duration_init(&law, 30, 0.5));
    for (int32_t k = 31; k <= law.reach; k++)
        wait += (k - 30) * law.chance[k];
    busy = (1 - 0.5 * 0.75) * 30;
    assert_near(verdict->wait_min[0], 0.0, EPSILON);
    assert_near(verdict->wait_min[1], wait, 1e-9);
    assert_near(verdict->wait_min[2], wait, 1e-9);
    assert_near(verdict->worth.wait_min, 0.75 * wait, 1e-9);
    /* From 09:00 to the later of 09:30 and the end: what is not served is idle. */
    assert_near(verdict->worth.idle_min, 30 + wait + busy - law.mean - busy, 1e-9);
    duration_clear(&law);
    verdict_free(verdict);
}
