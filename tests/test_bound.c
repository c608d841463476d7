#include "tests/check.h"

#include <stdio.h>
#include <string.h>

#include "model/base/memory.h"
#include "solver/bound/bound.h"
#include "solver/bound/relaxation.h"
#include "tests/fixture.h"

/* Two sessions of three slots with room for six visits of one slot each. */
#define CLINIC                                                                                     \
    ONE_DAY "sites site=S\n"                                                                       \
            "providers provider=Amy role=physician\n"                                              \
            "providers provider=Bob role=physician\n"                                              \
            "visit_types visit_type=v specialty=s mode=in_person value=10\n"                       \
            "skills provider=Amy visit_type=v\n"                                                   \
            "skills provider=Bob visit_type=v\n"                                                   \
            "sessions provider=Amy site=S date=0 start=09:00 end=09:30\n"                          \
            "sessions provider=Bob site=S date=0 start=09:00 end=09:30\n"                          \
            "activities visit_type=v step=1 kind=provider type=physician offset_min=0 "            \
            "duration_min=10\n"

typedef struct Setting {
    Clinic *clinic;
    Chances *chances;
    Catalog *catalog;
} Setting;

/* @p n requests worth 10, 9, 8, ... if they come. */
static Setting setting_of(const char *lines, int n)
{
    Setting setting = {0};
    char text[8192];
    size_t used = (size_t)snprintf(text, sizeof text, "%s", lines);

    for (int i = 0; i < n; i++)
        used += (size_t)snprintf(text + used, sizeof text - used,
                                 "patients patient=p%d\n"
                                 "requests request=r%d patient=p%d visit_type=v priority=routine "
                                 "requested_on=-3 earliest=0 latest=0 status=new show_prob=%g\n",
                                 i, i, i, 1.0 - 0.1 * i);
    setting.clinic = clinic_of(text);
    assert_ok(chances_new(setting.clinic, &setting.chances));
    assert_ok(catalog_new(setting.clinic, setting.chances, &setting.catalog));
    return setting;
}

static void release(Setting *setting)
{
    catalog_free(setting->catalog);
    chances_free(setting->chances);
    clinic_free(setting->clinic);
}

static double bound_of(const Catalog *catalog, double target, int threads, Schedule *schedule)
{
    BoundLimits limits = {
        .target = target, .rounds = 2000, .deadline_s = INFINITY, .threads = threads};
    double bound = 0;

    assert_ok(bound_run(catalog, &limits, schedule, &bound));
    return bound;
}

TEST(without_prices_every_request_counts_in_full)
{
    Setting setting = setting_of(CLINIC, 8);
    Relaxation *relaxation = NULL;
    double price[6] = {0}, usage[6], value = 0;

    assert_ok(relaxation_new(setting.catalog, &relaxation));
    assert_int_equal(relaxation_size(relaxation), 6);
    assert_ok(relaxation_value(relaxation, price, 1, &value, usage));
    assert_near(value, 10 + 9 + 8 + 7 + 6 + 5 + 4 + 3, EPSILON);
    relaxation_free(relaxation);
    release(&setting);
}

TEST(a_price_at_the_margin_makes_the_bound_equal_to_the_best_six)
{
    Setting setting = setting_of(CLINIC, 8);
    Relaxation *relaxation = NULL;
    double price[6] = {4.5, 4.5, 4.5, 4.5, 4.5, 4.5}, usage[6], value = 0;

    assert_ok(relaxation_new(setting.catalog, &relaxation));
    assert_ok(relaxation_value(relaxation, price, 1, &value, usage));
    assert_near(value, 10 + 9 + 8 + 7 + 6 + 5, EPSILON);
    relaxation_free(relaxation);
    release(&setting);
}

TEST(the_search_comes_close_to_the_best_bound)
{
    Setting setting = setting_of(CLINIC, 8);
    Schedule *schedule = NULL;
    double bound;

    assert_ok(schedule_new(&schedule));
    bound = bound_of(setting.catalog, 44, 1, schedule);
    assert_true(bound >= 45 - EPSILON);
    assert_true(bound <= 45.1);
    assert_true(schedule->certificate.rows > 0);
    schedule_free(schedule);
    release(&setting);
}

TEST(a_fixed_visit_takes_its_slot_and_brings_its_worth)
{
    Setting setting = setting_of(CLINIC "patients patient=q\n"
                                        "requests request=f patient=q visit_type=v "
                                        "priority=routine requested_on=-3 earliest=0 latest=0 "
                                        "status=fixed show_prob=0.5 booked_date=0 "
                                        "booked_start=09:00 booked_provider=Amy booked_site=S\n",
                                 8);
    Schedule *schedule = NULL;
    double bound;

    assert_ok(schedule_new(&schedule));
    bound = bound_of(setting.catalog, 44, 1, schedule);
    assert_true(bound >= 5 + 10 + 9 + 8 + 7 + 6 - EPSILON);
    assert_true(bound <= 5 + 10 + 9 + 8 + 7 + 6 + 0.1);
    schedule_free(schedule);
    release(&setting);
}

TEST(one_room_for_two_leads_halves_what_can_be_booked)
{
    Setting setting =
        setting_of(CLINIC "rooms room=R site=S room_type=exam\n"
                          "activities visit_type=v step=2 kind=room type=exam offset_min=0 "
                          "duration_min=10\n",
                   8);
    Schedule *schedule = NULL;
    double bound;

    assert_ok(schedule_new(&schedule));
    bound = bound_of(setting.catalog, 26, 1, schedule);
    assert_true(bound >= 27 - EPSILON);
    assert_true(bound <= 27.1);
    schedule_free(schedule);
    release(&setting);
}

TEST(the_certificate_is_the_same_on_any_number_of_threads)
{
    Setting setting = setting_of(CLINIC, 12);
    Schedule *one = NULL, *eight = NULL;

    assert_ok(schedule_new(&one));
    assert_ok(schedule_new(&eight));
    assert_near(bound_of(setting.catalog, 44, 1, one), bound_of(setting.catalog, 44, 8, eight), 0);
    assert_int_equal(one->certificate.rows, eight->certificate.rows);
    assert_memory_equal(one->certificate.multiplier, eight->certificate.multiplier,
                        (size_t)one->certificate.rows * sizeof(double));
    schedule_free(one);
    schedule_free(eight);
    release(&setting);
}

TEST(running_out_of_memory_leaks_nothing)
{
    Setting setting = setting_of(CLINIC, 4);
    Status status = STATUS_NO_MEMORY;

    for (int64_t nth = 1; status != STATUS_OK; nth++) {
        BoundLimits limits = {.target = 0, .rounds = 3, .deadline_s = INFINITY, .threads = 1};
        Schedule *schedule = NULL;
        double bound = 0;

        assert_ok(schedule_new(&schedule));
        mem_fail_at(nth);
        status = bound_run(setting.catalog, &limits, schedule, &bound);
        mem_fail_at(0);
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
        schedule_free(schedule);
    }
    release(&setting);
}
