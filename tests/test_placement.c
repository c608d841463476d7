#include "model/catalog/placement.h"

#include "model/clinic/calendar.h"
#include "tests/check.h"
#include "tests/fixture.h"
#include "tests/scene.h"

/* Amy leads checks of 20 minutes on days 0 and 1, 09:00 to 10:00: five starts a session. */
#define HOUSE                                                                                      \
    "horizon start_date=2026-03-02 days=2 slot_min=10 timezone=UTC\n"                              \
    "sites site=S\n"                                                                               \
    "providers provider=Amy role=physician\n"                                                      \
    "patients patient=p\n"                                                                         \
    "visit_types visit_type=check specialty=general mode=in_person value=10 min_notice_days=0\n"   \
    "activities visit_type=check step=1 kind=provider type=physician offset_min=0 "                \
    "duration_min=20\n"                                                                            \
    "skills provider=Amy visit_type=check\n"                                                       \
    "sessions provider=Amy site=S date=0 start=09:00 end=10:00\n"                                  \
    "sessions provider=Amy site=S date=1 start=09:00 end=10:00\n"
#define ASK                                                                                        \
    "requests request=r patient=p visit_type=check priority=soon requested_on=-1 earliest=-3 "     \
    "latest=9 show_prob=0.8 "

static int32_t count_of(const char *lines)
{
    Scene scene = scene_of(lines);
    int32_t count = scene_count(&scene, "r");

    scene_clear(&scene);
    return count;
}

TEST(a_request_may_stand_wherever_the_lead_fits_a_session)
{
    assert_int_equal(count_of(HOUSE ASK "status=new\n"), 10);
}

TEST(availability_authorization_and_closures_take_starts_away)
{
    assert_int_equal(
        count_of(HOUSE ASK "status=new\navailability request=r weekday=2 start=09:10 end=09:45\n"),
        2);
    assert_int_equal(
        count_of(HOUSE ASK "status=new\navailability request=r date=7 start=09:10 end=09:45\n"), 0);
    assert_int_equal(count_of(HOUSE ASK "status=new\n"
                                        "closures kind=site id=S date=0 start=09:00 end=10:00\n"
                                        "closures kind=provider id=Amy date=1 start=09:55 "
                                        "end=10:00\n"),
                     4);
}

TEST(a_fixed_request_has_its_own_place_only_and_outside_none)
{
    assert_int_equal(count_of(HOUSE ASK "status=fixed booked_date=1 booked_start=22:00 "
                                        "booked_provider=Amy booked_site=S\n"),
                     1);
    assert_int_equal(count_of(HOUSE ASK "status=fixed booked_date=2 booked_start=09:00 "
                                        "booked_provider=Amy booked_site=S\n"),
                     0);
}

TEST(a_booked_request_may_stay_outside_its_window_and_move_inside_it)
{
    Scene scene = scene_of(HOUSE "requests request=r patient=p visit_type=check priority=soon "
                                 "requested_on=-1 earliest=1 latest=1 status=booked booked_date=0 "
                                 "booked_start=09:10 booked_provider=Amy booked_site=S\n");
    Placement stay = scene_placement(&scene, "r", 0, 550);
    Placement move = scene_placement(&scene, "r", 1, 550);

    assert_int_equal(scene_count(&scene, "r"), 6);
    assert_false(placement_is_move(scene.catalog, 0, &stay));
    assert_true(placement_is_move(scene.catalog, 0, &move));
    assert_near(placement_profit(scene.catalog, 0, &stay) -
                    placement_profit(scene.catalog, 0, &move),
                2, EPSILON);
    assert_near(placement_absence(scene.catalog, 0), 20, 0);
    scene_clear(&scene);
}

TEST(profit_counts_attendance_days_waited_and_preferences)
{
    Scene scene = scene_of(HOUSE ASK "status=new provider=Amy site=S\n");
    Placement early = scene_placement(&scene, "r", 0, 540);
    Placement late = scene_placement(&scene, "r", 1, 540);

    assert_near(placement_profit(scene.catalog, 0, &early), 30 * 0.8 + 0.5 + 0.5, EPSILON);
    assert_near(placement_profit(scene.catalog, 0, &late), 30 * 0.8 + 1 - 0.3, EPSILON);
    assert_int_equal(placement_end_min(scene.catalog, 0, &late), DAY_MIN + 560);
    scene_clear(&scene);
}

static bool count_place(const Placement *placement, void *context)
{
    assert_int_equal(placement->mode, MODE_IN_PERSON);
    ++*(int *)context;
    return true;
}

TEST(a_reserved_place_keeps_its_day_and_the_start_times_of_its_type)
{
    Scene scene = scene_of(HOUSE "visit_types visit_type=late specialty=general mode=either "
                                 "value=4 earliest_start=09:30\n"
                                 "activities visit_type=late step=1 kind=provider type=physician "
                                 "offset_min=0 duration_min=20\n"
                                 "skills provider=Amy visit_type=late\n"
                                 "policy key=reserve_service_level value=0.5\n"
                                 "urgent_demand visit_type=late site=S date=1 expected=1\n");
    int count = 0;

    assert_true(placement_each_place(scene.catalog, 0, count_place, &count));
    assert_int_equal(count, 2);
    assert_near(placement_place_worth(scene.catalog, 0), 40, 0);
    scene_clear(&scene);
}
