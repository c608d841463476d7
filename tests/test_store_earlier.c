/* Results of an earlier state of a dataset, read to begin with. */
#include "datasets/store/store.h"
#include "tests/check.h"
#include "tests/fixture.h"
#include "tests/full.h"

#define CLINIC(first_day, requests)                                                                \
    "horizon start_date=" first_day " days=5 slot_min=10 timezone=UTC\n"                           \
    "sites site=S\nproviders provider=Amy role=physician\npatients patient=p\n"                    \
    "visit_types visit_type=v specialty=g mode=in_person value=10\n" requests
#define ASKED(id) "requests request=" id " patient=p visit_type=v status=new\n"

static void read_earlier(const char *name, const Clinic *clinic, int64_t strangers, int32_t date)
{
    Findings findings = {0};
    Schedule *schedule = NULL;
    int64_t found = -1;

    assert_ok(store_read_earlier_result(scratch(name), clinic, &findings, &found, &schedule));
    assert_int_equal(findings.errors, 0);
    assert_int_equal(found, strangers);
    assert_int_equal(schedule->appointments.rows, 2);
    assert_int_equal(schedule->appointments.request[0], -1);
    assert_int_equal(schedule->appointments.request[1], 0);
    assert_int_equal(schedule->appointments.date[1], date);
    schedule_free(schedule);
    findings_clear(&findings);
}

TEST(what_is_no_longer_there_is_counted_and_days_follow_the_horizon)
{
    Clinic *before = clinic_of(CLINIC("2026-03-02", ASKED("a") ASKED("b")));
    Clinic *now = clinic_of(CLINIC("2026-03-03", ASKED("b") ASKED("c")));
    Schedule *schedule =
        schedule_of(before, "appointments request=a provider=Amy site=S date=0 start=09:00\n"
                            "appointments request=b provider=Amy site=S date=1 start=09:00\n"
                            "unscheduled request=a reason=capacity\n");

    assert_ok(store_write_result(scratch("earlier.h5"), before, schedule));
    assert_ok(store_export_result(scratch("earlier"), before, schedule));
    read_earlier("earlier.h5", now, 2, 0);
    read_earlier("earlier", now, 2, 0);
    schedule_free(schedule);
    clinic_free(now);
    clinic_free(before);
}
