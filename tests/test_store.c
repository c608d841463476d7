#include "datasets/store/store.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include "model/base/version.h"
#include "tests/check.h"
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

/* The first line of a file. */
static const char *first_line(const char *path)
{
    static char line[1024];
    FILE *file = fopen(path, "rb");

    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    fclose(file);
    return line;
}

TEST(what_says_nothing_is_left_out)
{
    Clinic *clinic = full_clinic();

    for (int32_t row = 0; row < 3; row++) {
        clinic->visit_types.group_capacity[row] = 1;
        clinic->visit_types.overbook_ok[row] = row == 0 ? MISSING : 1;
        clinic->visit_types.duration_cv[row] = row == 0 ? NAN : 0;
        clinic->visit_types.earliest_start[row] = MISSING;
        clinic->sites.name[row] = "";
        clinic->patients.home_site[row] = NO_ROW;
    }
    assert_ok(table_resize(clinic, &dataset_schema.tables[TABLE_closures], 0));
    assert_ok(table_resize(clinic, &dataset_schema.tables[TABLE_requests], 0));
    assert_ok(store_export_dataset(scratch("little"), clinic));
    assert_string_equal(first_line(scratch("little/sites.csv")), "site\n");
    assert_string_equal(first_line(scratch("little/patients.csv")),
                        "patient,cohort,x_alpha,x_zeta\n");
    assert_string_equal(first_line(scratch("little/visit_types.csv")),
                        "visit_type,specialty,mode,value,min_notice_days,latest_start,"
                        "needs_authorization\n");
    assert_string_equal(first_line(scratch("little/requests.csv")),
                        "request,patient,visit_type,priority,requested_on,earliest,latest,"
                        "status\n");
    assert_int_not_equal(access(scratch("little/closures.csv"), F_OK), 0);
    clinic_free(clinic);
}

TEST(tables_without_rows_go_round_too)
{
    Clinic *clinic = full_clinic(), *again, *third;

    for (int t = 1; t < N_DATASET_TABLES; t++)
        assert_ok(table_resize(clinic, &dataset_schema.tables[t], 0));
    assert_ok(store_write_dataset(scratch("e1.h5"), clinic));
    again = read_clean(scratch("e1.h5"));
    assert_ok(store_export_dataset(scratch("e1"), again));
    third = read_clean(scratch("e1"));
    assert_ok(store_write_dataset(scratch("e2.h5"), third));
    assert_same_bytes(scratch("e1.h5"), scratch("e2.h5"));
    clinic_free(clinic);
    clinic_free(again);
    clinic_free(third);
}

TEST(large_tables_go_round_too)
{
    enum { ROWS = 70001 };
    Clinic *clinic = full_clinic(), *again, *third;
    char id[32];

    assert_ok(table_resize(clinic, &dataset_schema.tables[TABLE_sites], ROWS));
    assert_ok(table_resize(clinic, &dataset_schema.tables[TABLE_rooms], ROWS));
    for (int32_t row = 3; row < ROWS; row++) {
        snprintf(id, sizeof id, "%ld", (long)row);
        clinic->sites.site[row] = clinic_text(clinic, id);
        clinic->sites.name[row] = row == 69999 ? "a rather long name" : "";
        clinic->rooms.room[row] = clinic->sites.site[row];
        clinic->rooms.site[row] = ROWS - row;
        clinic->rooms.room_type[row] = row % 2 ? "x" : "y";
        clinic->rooms.open[row] = row % 1440;
    }
    assert_ok(store_write_dataset(scratch("l1.h5"), clinic));
    again = read_clean(scratch("l1.h5"));
    assert_ok(store_export_dataset(scratch("l1"), again));
    third = read_clean(scratch("l1"));
    assert_ok(store_write_dataset(scratch("l2.h5"), third));
    assert_same_bytes(scratch("l1.h5"), scratch("l2.h5"));
    assert_int_equal(third->rooms.site[69999], 2);
    assert_string_equal(third->sites.name[69999], "a rather long name");
    clinic_free(clinic);
    clinic_free(again);
    clinic_free(third);
}

TEST(attributes_that_are_not_ours_are_kept)
{
    Clinic *clinic = full_clinic(), *again;

    assert_ok(attributes_set(&clinic->attributes, &clinic->texts, "created_by", "somebody"));
    assert_ok(attributes_set(&clinic->attributes, &clinic->texts, "licence", "CC0"));
    assert_ok(store_write_dataset(scratch("kept.h5"), clinic));
    again = read_clean(scratch("kept.h5"));
    assert_string_equal(attributes_get(&again->attributes, "licence"), "CC0");
    assert_string_equal(attributes_get(&again->attributes, "seed"), "9007199254740993");
    assert_string_equal(attributes_get(&again->attributes, "format"), "clinweave-dataset");
    assert_string_equal(attributes_get(&again->attributes, "created_by"),
                        "clinweave " CLINWEAVE_VERSION);
    clinic_free(clinic);
    clinic_free(again);
}

TEST(a_result_of_another_dataset_is_told_by_its_first_day)
{
    Clinic *clinic = full_clinic();
    Schedule *schedule = full_schedule(clinic), *again = NULL;
    Findings findings = {0};

    assert_ok(store_write_result(scratch("other.h5"), clinic, schedule));
    clinic->horizon.start_date[0] = "2026-03-09";
    assert_ok(clinic_settle(clinic));
    assert_ok(store_read_result(scratch("other.h5"), clinic, &findings, &again));
    assert_found_only(&findings, "attribute start_date: 2026-03-02, expected 2026-03-09, when the "
                                 "dataset begins");
    findings_clear(&findings);
    schedule_free(schedule);
    schedule_free(again);
    clinic_free(clinic);
}

TEST(the_content_of_a_file_is_known_by_its_format)
{
    Clinic *clinic = full_clinic();
    Schedule *schedule = full_schedule(clinic);
    StoreContent content = STORE_RESULT;

    assert_ok(store_write_dataset(scratch("d.h5"), clinic));
    assert_ok(store_write_result(scratch("r.h5"), clinic, schedule));
    assert_ok(store_content(scratch("d.h5"), &content));
    assert_int_equal(content, STORE_DATASET);
    assert_ok(store_content(scratch("r.h5"), &content));
    assert_int_equal(content, STORE_RESULT);
    schedule_free(schedule);
    clinic_free(clinic);
}

TEST(a_place_that_cannot_be_written_is_named)
{
    Clinic *clinic = full_clinic();

    assert_int_equal(store_write_dataset("/dev/full", clinic), STATUS_IO);
    assert_string_equal(fault_note(), "/dev/full: No space left on device");
    assert_int_equal(store_write_dataset("no/such/x.h5", clinic), STATUS_IO);
    assert_string_equal(fault_note(), "no/such/x.h5: No such file or directory");
    assert_int_equal(store_write_dataset(scratch_folder(), clinic), STATUS_IO);
    assert_int_equal(store_export_dataset("no/such/x", clinic), STATUS_IO);
    assert_string_equal(fault_note(), "no/such/x: No such file or directory");
    clinic_free(clinic);
}

TEST(an_export_replaces_an_earlier_one)
{
    Clinic *clinic = full_clinic();

    assert_ok(store_export_dataset(scratch("twice"), clinic));
    assert_int_equal(access(scratch("twice/closures.csv"), F_OK), 0);
    assert_ok(table_resize(clinic, &dataset_schema.tables[TABLE_closures], 0));
    assert_ok(store_export_dataset(scratch("twice"), clinic));
    assert_int_not_equal(access(scratch("twice/closures.csv"), F_OK), 0);
    clinic_free(clinic);
}
