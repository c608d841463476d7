#include <string.h>

#include "model/audit/audit.h"
#include "model/audit/kpi.h"
#include "model/base/memory.h"
#include "tests/check.h"
#include "tests/fixture.h"
#include "tests/verdict.h"

/* Fills the table and releases with it; one at a time. */
static Clinic *clinic;
static Schedule *schedule;

static void fill(const char *clinic_lines, const char *schedule_lines)
{
    Chances *chances = NULL;

    clinic = clinic_of(clinic_lines);
    schedule = schedule_of(clinic, schedule_lines);
    assert_ok(chances_new(clinic, &chances));
    assert_ok(kpi_fill(clinic, chances, schedule));
    chances_free(chances);
}

static void release(void)
{
    schedule_free(schedule);
    clinic_free(clinic);
}

static double figure(int32_t scope, const char *id, const char *key)
{
    const Kpis *rows = &schedule->kpis;

    for (int32_t row = 0; row < rows->rows; row++)
        if (rows->scope[row] == scope && strcmp(rows->id[row], id) == 0 &&
            strcmp(rows->key[row], key) == 0)
            return rows->value[row];
    fail_msg("no %s of %s", key, id);
    return NAN;
}

#define CROWD                                                                                      \
    "horizon start_date=2026-03-02 days=5 slot_min=10 timezone=UTC\n"                              \
    "sites site=S\nsites site=T\n"                                                                 \
    "providers provider=Amy role=physician\nproviders provider=Bob role=physician\n"               \
    "visit_types visit_type=check specialty=general mode=in_person value=10\n"                     \
    "visit_types visit_type=scan specialty=heart mode=in_person value=10\n"                        \
    "skills provider=Amy visit_type=check\n"                                                       \
    "skills provider=Bob visit_type=check\nskills provider=Bob visit_type=scan\n"                  \
    "activities visit_type=check step=1 kind=provider type=physician offset_min=0 "                \
    "duration_min=30\n"                                                                            \
    "activities visit_type=scan step=1 kind=provider type=physician offset_min=0 "                 \
    "duration_min=60\n"                                                                            \
    "patients patient=p1 cohort=young\npatients patient=p2 cohort=old\npatients patient=p3\n"      \
    "sessions provider=Amy site=S date=0 start=09:00 end=11:00 overbook_max=1\n"                   \
    "sessions provider=Bob site=T date=1 start=09:00 end=11:00\n"

#define WANTS(id, patient, type, columns)                                                          \
    "requests request=" id " patient=" patient " visit_type=" type                                 \
    " priority=routine earliest=0 latest=4 " columns "\n"

#define REQUESTS                                                                                   \
    WANTS("r1", "p1", "check", "requested_on=-10 status=new show_prob=0.5 provider=Amy site=T")    \
    WANTS("r2", "p2", "check",                                                                     \
          "requested_on=-2 status=booked booked_date=0 booked_start=10:00 booked_provider=Amy "    \
          "booked_site=S show_prob=1")                                                             \
    WANTS("r3", "p3", "scan", "requested_on=0 status=new show_prob=0.8")                           \
    WANTS("r4", "p1", "scan", "requested_on=0 status=waitlist provider=Bob")                       \
    WANTS("r5", "p1", "check",                                                                     \
          "requested_on=0 status=fixed booked_date=-1 booked_start=09:00 booked_provider=Amy "     \
          "booked_site=S")

#define BOOKINGS                                                                                   \
    "appointments request=r1 provider=Amy site=S date=0 start=09:00\n"                             \
    "appointments request=r2 provider=Amy site=S date=0 start=09:20\n"                             \
    "appointments request=r3 provider=Bob site=T date=1 start=10:00\n"

TEST(requests_are_counted_where_they_are_booked_or_wished)
{
    fill(CROWD REQUESTS, BOOKINGS);
    assert_near(figure(SCOPE_ALL, "", "booked"), 3, 0);
    assert_near(figure(SCOPE_ALL, "", "unbooked"), 1, 0);
    assert_near(figure(SCOPE_ALL, "", "fill_rate"), 0.75, EPSILON);
    assert_near(figure(SCOPE_SITE, "S", "booked"), 2, 0);
    assert_near(figure(SCOPE_SITE, "S", "unbooked"), 0, 0);
    assert_near(figure(SCOPE_SPECIALTY, "heart", "booked"), 1, 0);
    assert_near(figure(SCOPE_SPECIALTY, "heart", "unbooked"), 1, 0);
    assert_near(figure(SCOPE_PROVIDER, "Bob", "unbooked"), 1, 0);
    assert_near(figure(SCOPE_COHORT, "young", "booked"), 1, 0);
    assert_near(figure(SCOPE_COHORT, "young", "unbooked"), 1, 0);
    assert_int_equal(schedule->kpis.rows, 14 * (1 + 2 + 2 + 2 + 2));
    release();
}

TEST(rates_and_lead_times_are_means_over_booked_requests)
{
    fill(CROWD REQUESTS, BOOKINGS);
    assert_near(figure(SCOPE_ALL, "", "expected_no_show_rate"), (0.5 + 0 + 0.2) / 3, EPSILON);
    assert_near(figure(SCOPE_ALL, "", "lead_time_days_mean"), (10 + 2 + 1) / 3.0, EPSILON);
    assert_near(figure(SCOPE_ALL, "", "lead_time_days_p90"), 10, EPSILON);
    assert_near(figure(SCOPE_SPECIALTY, "heart", "lead_time_days_p90"), 1, EPSILON);
    assert_near(figure(SCOPE_ALL, "", "overlapped"), 1, 0);
    assert_near(figure(SCOPE_ALL, "", "moved"), 1, 0);
    assert_near(figure(SCOPE_COHORT, "young", "moved"), 0, 0);
    /* r1 names Amy, who it got, and T, which it did not. */
    assert_near(figure(SCOPE_ALL, "", "preference_rate"), 0.5, EPSILON);
    assert_true(isnan(figure(SCOPE_PROVIDER, "Bob", "preference_rate")));
    release();
}

TEST(minutes_led_are_counted_once_and_compared_with_minutes_open)
{
    fill(CROWD "closures kind=provider id=Amy date=0 start=10:30 end=11:00\n" REQUESTS, BOOKINGS);
    /* Amy leads 09:00 to 09:50 of 90 minutes, Bob 60 of 120. */
    assert_near(figure(SCOPE_PROVIDER, "Amy", "utilisation"), 50 / 90.0, EPSILON);
    assert_near(figure(SCOPE_SITE, "T", "utilisation"), 60 / 120.0, EPSILON);
    assert_near(figure(SCOPE_ALL, "", "utilisation"), 110 / 210.0, EPSILON);
    assert_near(figure(SCOPE_SPECIALTY, "heart", "utilisation"), 60 / 120.0, EPSILON);
    assert_near(figure(SCOPE_SPECIALTY, "general", "utilisation"), 50 / 210.0, EPSILON);
    assert_true(isnan(figure(SCOPE_COHORT, "old", "utilisation")));
    release();
}

TEST(expected_minutes_are_those_of_the_worth)
{
    Verdict *verdict = NULL;
    Chances *chances = NULL;

    fill(CROWD REQUESTS, BOOKINGS);
    assert_ok(chances_new(clinic, &chances));
    assert_ok(audit_run(clinic, chances, schedule, &verdict));
    /* r2 waits 10 minutes if r1 comes. */
    assert_near(figure(SCOPE_ALL, "", "expected_wait_min"), 5, EPSILON);
    assert_near(figure(SCOPE_COHORT, "old", "expected_wait_min"), 5, EPSILON);
    assert_near(figure(SCOPE_ALL, "", "expected_idle_min"), verdict->worth.idle_min, EPSILON);
    assert_near(figure(SCOPE_ALL, "", "expected_overtime_min"), verdict->worth.overtime_min,
                EPSILON);
    assert_near(figure(SCOPE_PROVIDER, "Amy", "expected_idle_min"), verdict->worth.idle_min,
                EPSILON);
    assert_true(isnan(figure(SCOPE_COHORT, "old", "expected_idle_min")));
    verdict_free(verdict);
    chances_free(chances);
    release();
}

TEST(the_third_free_place_is_counted_in_shortest_visits)
{
    fill(CROWD REQUESTS, BOOKINGS);
    /* Amy has 70 free minutes, two places; Bob 60 of them on day 1, two places of half an hour. */
    assert_true(isnan(figure(SCOPE_PROVIDER, "Amy", "third_next_available_days")));
    assert_true(isnan(figure(SCOPE_ALL, "", "third_next_available_days")));
    release();
    fill(CROWD REQUESTS, "");
    assert_near(figure(SCOPE_PROVIDER, "Amy", "third_next_available_days"), 0, EPSILON);
    assert_near(figure(SCOPE_PROVIDER, "Bob", "third_next_available_days"), 1, EPSILON);
    assert_near(figure(SCOPE_ALL, "", "third_next_available_days"), 0.5, EPSILON);
    assert_near(figure(SCOPE_SITE, "T", "third_next_available_days"), 1, EPSILON);
    /* Two hours hold only two scans. */
    assert_true(isnan(figure(SCOPE_SPECIALTY, "heart", "third_next_available_days")));
    assert_near(figure(SCOPE_SPECIALTY, "general", "third_next_available_days"), 0.5, EPSILON);
    release();
}

TEST(places_kept_for_urgent_demand_are_not_free)
{
    fill(CROWD "urgent_demand visit_type=check site=S date=0 expected=0.6\n"
               "policy key=reserve_service_level value=0.85\n",
         "reserves visit_type=check site=S date=0 held=1 provider=Amy start=09:20 "
         "mode=in_person\n");
    /* 20 minutes before and 70 after: two places. */
    assert_true(isnan(figure(SCOPE_PROVIDER, "Amy", "third_next_available_days")));
    assert_near(figure(SCOPE_PROVIDER, "Amy", "utilisation"), 0, EPSILON);
    release();
}

TEST(running_out_of_memory_leaves_the_table_alone)
{
    Chances *chances = NULL;
    Status status = STATUS_NO_MEMORY;

    clinic = clinic_of(CROWD REQUESTS);
    schedule = schedule_of(clinic, BOOKINGS "kpis scope=all key=booked value=7\n");
    assert_ok(chances_new(clinic, &chances));
    for (int64_t n = 1; status != STATUS_OK; n++) {
        assert_true(n < 1000);
        assert_int_equal(schedule->kpis.rows, 1);
        assert_near(schedule->kpis.value[0], 7, 0);
        mem_fail_at(n);
        status = kpi_fill(clinic, chances, schedule);
        mem_fail_at(0);
    }
    assert_true(schedule->kpis.rows > 1);
    chances_free(chances);
    release();
}
