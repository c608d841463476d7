#include "datasets/store.h"

#include "tests/check.h"
#include "tests/fixture.h"
#include "tests/full.h"

/* Reads a dataset in which nothing may be found. */
static Clinic *read_clean(const char *path)
{
    Findings findings = {0};
    Clinic *clinic = NULL;

    assert_ok(store_read_dataset(path, &findings, &clinic));
    if (findings.count > 0)
        fail_msg("%s", findings.entries[0].message);
    assert_non_null(clinic);
    findings_clear(&findings);
    return clinic;
}

TEST(a_dataset_comes_back_byte_for_byte_from_both_layouts)
{
    Clinic *clinic = full_clinic(), *again, *third;

    assert_ok(store_write_dataset(scratch("a.h5"), clinic));
    again = read_clean(scratch("a.h5"));
    assert_ok(store_write_dataset(scratch("b.h5"), again));
    assert_same_bytes(scratch("a.h5"), scratch("b.h5"));
    assert_ok(store_export_dataset(scratch("a"), again));
    third = read_clean(scratch("a"));
    assert_ok(store_write_dataset(scratch("c.h5"), third));
    assert_same_bytes(scratch("a.h5"), scratch("c.h5"));
    assert_ok(store_export_dataset(scratch("b"), third));
    assert_same_bytes(scratch("a"), scratch("b"));
    clinic_free(clinic);
    clinic_free(again);
    clinic_free(third);
}

TEST(a_result_comes_back_byte_for_byte_from_both_layouts)
{
    Clinic *clinic = full_clinic();
    Schedule *schedule = full_schedule(clinic), *again = NULL, *third = NULL;
    Findings findings = {0};

    assert_ok(store_write_result(scratch("r1.h5"), clinic, schedule));
    assert_ok(store_read_result(scratch("r1.h5"), clinic, &findings, &again));
    assert_ok(findings_status(&findings));
    assert_ok(store_export_result(scratch("r1"), clinic, again));
    assert_ok(store_read_result(scratch("r1"), clinic, &findings, &third));
    assert_ok(findings_status(&findings));
    assert_ok(store_write_result(scratch("r2.h5"), clinic, third));
    assert_same_bytes(scratch("r1.h5"), scratch("r2.h5"));
    assert_ok(store_convert_result(scratch("r1.h5"), scratch("r3"), true, &findings));
    assert_same_bytes(scratch("r1"), scratch("r3"));
    assert_ok(store_convert_result(scratch("r3"), scratch("r3.h5"), false, &findings));
    assert_same_bytes(scratch("r1.h5"), scratch("r3.h5"));
    assert_int_equal(findings.count, 0);
    schedule_free(schedule);
    schedule_free(again);
    schedule_free(third);
    clinic_free(clinic);
}
