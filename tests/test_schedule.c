#include "tests/check.h"

#include "model/base/memory.h"
#include "tests/fixture.h"

#define CLINIC                                                                                     \
    ONE_DAY "sites site=S\nproviders provider=Amy role=physician\npatients patient=p\n"            \
            "visit_types visit_type=v specialty=gp mode=in_person value=10\n"                      \
            "requests request=r patient=p visit_type=v priority=routine requested_on=0 "           \
            "earliest=0 latest=0 status=new\n"

TEST(an_empty_schedule_books_nobody)
{
    Schedule *schedule = NULL;

    assert_ok(schedule_new(&schedule));
    assert_int_equal(schedule->appointments.rows, 0);
    assert_int_equal(schedule->attributes.count, 0);
    schedule_free(schedule);
    schedule_free(NULL);
}

TEST(a_new_appointment_is_blank)
{
    Schedule *schedule = NULL;
    int32_t row = -1;

    assert_ok(schedule_new(&schedule));
    assert_ok(schedule_append(schedule, TABLE_appointments, &row));
    assert_int_equal(row, 0);
    assert_int_equal(schedule->appointments.request[0], NO_ROW);
    assert_int_equal(schedule->appointments.overlaps[0], MISSING);
    assert_true(isnan(schedule->appointments.expected_wait_min[0]));
    schedule_free(schedule);
}

TEST(a_schedule_refers_to_rows_of_its_clinic)
{
    Clinic *clinic = clinic_of(CLINIC);
    Schedule *schedule = schedule_of(
        clinic, "appointments request=r provider=Amy site=S date=2026-03-02 start=09:00\n"
                "resources request=r step=1 kind=provider id=Amy date=0 start=09:00 end=09:20\n");

    assert_int_equal(schedule->appointments.request[0], 0);
    assert_int_equal(schedule->appointments.date[0], 0);
    assert_int_equal(schedule->appointments.start[0], 540);
    assert_string_equal(schedule->resources.id[0], "Amy");
    schedule_free(schedule);
    clinic_free(clinic);
}

TEST(a_schedule_without_memory_is_not_made)
{
    Schedule *schedule = NULL;

    mem_fail_at(1);
    assert_int_equal(schedule_new(&schedule), STATUS_NO_MEMORY);
    mem_fail_at(0);
    assert_null(schedule);
}
