/* Every fault that an HDF5 file can have, each with its message. */
#include "datasets/store/store.h"

#include <math.h>
#include <string.h>

#include "datasets/store/h5.h"
#include "datasets/store/replace.h"
#include "model/base/memory.h"
#include "tests/check.h"
#include "tests/full.h"

/* Writes the clinic, faults and all, and reads it back. */
static void read_back(Clinic *clinic, Findings *findings, Clinic **out)
{
    assert_ok(store_write_dataset(scratch("faulty.h5"), clinic));
    assert_ok(store_read_dataset(scratch("faulty.h5"), findings, out));
    clinic_free(clinic);
}

static void forget(Findings *findings, Clinic *clinic)
{
    findings_clear(findings);
    clinic_free(clinic);
}

TEST(values_out_of_bounds_are_named_with_row_and_id)
{
    Clinic *clinic = full_clinic(), *read = NULL;
    Findings findings = {0};

    clinic->requests.show_prob[1] = 1.5;
    clinic->requests.weight[0] = INFINITY;
    clinic->skills.duration_factor[2] = 0;
    clinic->sessions.start[1] = 1441;
    clinic->sessions.overbook_max[0] = -1;
    clinic->requests.latest[2] = 12000000;
    clinic->history.attended[0] = 2;
    read_back(clinic, &findings, &read);
    assert_found_only(
        &findings,
        "faulty.h5: requests row 1 (requests-1), show_prob: 1.5, expected a number from "
        "0 to 1",
        "requests row 0 (requests-0), weight: inf, expected a number from 0 to 1000000000",
        "skills row 2, duration_factor: 0, expected a number above 0 and at most 100",
        "sessions row 1, start: 1441, expected minutes since midnight from 0 to 1440",
        "sessions row 0, overbook_max: -1, expected a whole number from 0 to 100000",
        "requests row 2 (requests-2), latest: 12000000, expected days since the horizon's first "
        "day (years 0000 to 9999)",
        "history row 0, attended: 2, expected 0 or 1");
    assert_non_null(read);
    assert_true(isnan(read->requests.show_prob[1]));
    assert_int_equal(read->requests.latest[2], MISSING);
    assert_near(read->skills.duration_factor[2], 1.0, 0);
    forget(&findings, read);
}

TEST(what_is_off_the_grid_is_named)
{
    Clinic *clinic = full_clinic(), *read = NULL;
    Findings findings = {0};

    clinic->activities.offset_min[1] = 7;
    clinic->requests.booked_start[2] = 485;
    read_back(clinic, &findings, &read);
    assert_found_only(&findings,
                      "activities row 1, offset_min: 7, expected a multiple of slot_min (10)",
                      "requests row 2 (requests-2), booked_start: 485, expected a multiple of "
                      "slot_min (10)");
    forget(&findings, read);
}

TEST(blank_required_cells_are_named)
{
    Clinic *clinic = full_clinic(), *read = NULL;
    Findings findings = {0};

    clinic->sites.site[1] = "";
    clinic->requests.patient[0] = NO_ROW;
    clinic->requests.status[1] = MISSING;
    clinic->visit_types.value[0] = NAN;
    clinic->sessions.date[2] = MISSING;
    read_back(clinic, &findings, &read);
    assert_found_only(&findings, "sites row 1, site: blank, expected an id of 1 to 64 bytes",
                      "requests row 0 (requests-0), patient: blank, expected a row of patients",
                      "requests row 1 (requests-1), status: blank, expected one of new, waitlist, "
                      "booked, fixed",
                      "visit_types row 0 (visit_types-0), value: blank, expected a number from 0 "
                      "to 1000000000",
                      "sessions row 2, date: blank, expected days since the horizon's first day "
                      "(years 0000 to 9999)");
    forget(&findings, read);
}

TEST(references_to_rows_that_are_not_there_are_named)
{
    Clinic *clinic = full_clinic(), *read = NULL;
    Findings findings = {0};

    clinic->requests.patient[2] = 3;
    clinic->links.first[0] = 99;
    clinic->rooms.site[1] = -2;
    read_back(clinic, &findings, &read);
    clinic = NULL;
    assert_found_only(&findings,
                      "requests row 2 (requests-2), patient: 3, expected a row of patients",
                      "links row 0, first: 99, expected a row of requests",
                      "rooms row 1 (rooms-1), site: blank, expected a row of sites");
    assert_int_equal(read->requests.patient[2], NO_ROW);
    forget(&findings, read);
}

TEST(bad_ids_are_named)
{
    Clinic *clinic = full_clinic(), *read = NULL;
    Findings findings = {0};

    clinic->sites.site[2] = "sites-0";
    clinic->providers.provider[1] =
        "12345678901234567890123456789012345678901234567890123456789012345";
    clinic->rooms.room[0] = "caf\xe9";
    clinic->rooms.room_type[0] = "\xed\xa0\x80";
    read_back(clinic, &findings, &read);
    assert_found_only(
        &findings,
        "sites row 2 (sites-0), site: \"sites-0\" stands in row 0 too, expected unique ids",
        "providers row 1, provider: "
        "\"12345678901234567890123456789012345678901234567890123456789012345\", expected an id "
        "of 1 to 64 bytes",
        "rooms row 0, room: \"caf\\xe9\", expected UTF-8",
        "rooms row 0, room_type: \"\\xed\\xa0\\x80\", expected UTF-8");
    forget(&findings, read);
}

TEST(an_id_of_64_bytes_is_long_enough)
{
    Clinic *clinic = full_clinic(), *read = NULL;
    Findings findings = {0};

    clinic->providers.provider[1] =
        "1234567890123456789012345678901234567890123456789012345678901234";
    read_back(clinic, &findings, &read);
    assert_int_equal(findings.count, 0);
    forget(&findings, read);
}

TEST(a_flood_of_faults_is_counted_not_listed)
{
    enum { ROWS = 3000 };
    Clinic *clinic = full_clinic(), *read = NULL;
    Findings findings = {0};

    assert_ok(table_resize(clinic, &dataset_schema.tables[TABLE_policy], ROWS));
    for (int32_t row = 0; row < ROWS; row++)
        clinic->policy.key[row] = "travel_min";
    read_back(clinic, &findings, &read);
    assert_int_equal(findings.count, 1001);
    assert_int_equal(findings.errors, ROWS - 3);
    assert_string_equal(strrchr(findings.entries[1000].message, ',') + 2,
                        "value: 1997 more faults like these");
    forget(&findings, read);
}

TEST(a_horizon_that_is_no_horizon_leaves_no_clinic)
{
    Clinic *clinic = full_clinic(), *read = clinic;
    Findings findings = {0};

    clinic->horizon.start_date[0] = "2026-02-30";
    read_back(clinic, &findings, &read);
    assert_found_only(&findings, "horizon row 0, start_date: \"2026-02-30\", expected a date "
                                 "YYYY-MM-DD");
    assert_null(read);
    findings_clear(&findings);
}

TEST(a_horizon_has_one_row)
{
    Clinic *clinic = full_clinic(), *read = NULL;
    Findings findings = {0};
    int32_t row;

    assert_ok(clinic_append(clinic, TABLE_horizon, &row));
    clinic->horizon.start_date[1] = "2026-02-03";
    clinic->horizon.days[1] = 1;
    clinic->horizon.slot_min[1] = 10;
    clinic->horizon.timezone[1] = "UTC";
    read_back(clinic, &findings, &read);
    assert_found_only(&findings, "faulty.h5: horizon: 2 rows, expected 1");
    forget(&findings, read);
}

/* Finishes a file made by hand and reads it. */
static void read_made(H5File *file, Findings *findings, Clinic **out)
{
    unsigned char *bytes = NULL;
    int64_t length = 0;

    assert_ok(h5_image(file, &bytes, &length));
    assert_ok(replace_file(scratch("made.h5"), bytes, (size_t)length));
    mem_free(bytes);
    h5_close(file);
    assert_ok(store_read_dataset(scratch("made.h5"), findings, out));
}

static const H5Meaning meaning = {"", "", NULL};
static const char *const two_texts[] = {"a", "b"};

static H5File *horizon_and_sites(void)
{
    static const char *const date[] = {"2026-03-02"}, *const zone[] = {"UTC"};
    static const int32_t days[] = {5}, slot[] = {10};
    H5File *file = NULL;

    assert_ok(h5_new(&file));
    assert_ok(h5_add_attribute(file, "format", "clinweave-dataset"));
    assert_ok(h5_add_group(file, "horizon"));
    assert_ok(h5_add_texts(file, "horizon", "start_date", &meaning, date, 1));
    assert_ok(h5_add_wholes(file, "horizon", "days", &meaning, days, 1));
    assert_ok(h5_add_wholes(file, "horizon", "slot_min", &meaning, slot, 1));
    assert_ok(h5_add_texts(file, "horizon", "timezone", &meaning, zone, 1));
    assert_ok(h5_add_group(file, "sites"));
    assert_ok(h5_add_texts(file, "sites", "site", &meaning, two_texts, 2));
    return file;
}

TEST(missing_tables_and_columns_and_unequal_lengths_come_all_at_once)
{
    static const int32_t three[] = {0, 0, 0};
    H5File *file = horizon_and_sites();
    Findings findings = {0};
    Clinic *clinic = NULL;

    assert_ok(h5_add_wholes(file, "sites", "name", &meaning, three, 3));
    assert_ok(h5_add_group(file, "providers"));
    assert_ok(h5_add_texts(file, "providers", "provider", &meaning, two_texts, 2));
    assert_ok(h5_add_group(file, "rooms"));
    assert_ok(h5_add_texts(file, "rooms", "room", &meaning, two_texts, 2));
    assert_ok(h5_add_group(file, "patients"));
    assert_ok(h5_add_texts(file, "patients", "patient", &meaning, two_texts, 2));
    assert_ok(h5_add_wholes(file, "rooms", "room_type", &meaning, three, 2));
    assert_ok(h5_add_texts(file, "rooms", "site", &meaning, two_texts, 2));
    read_made(file, &findings, &clinic);
    assert_found_only(&findings, "sites, name: 3 rows, expected 2 as the table's first column has",
                      "providers, role: missing", "made.h5: visit_types: missing table",
                      "made.h5: skills: missing table", "made.h5: sessions: missing table",
                      "made.h5: activities: missing table", "made.h5: requests: missing table");
    assert_int_equal(clinic->rooms.site[1], 1); /* an id is as good as a row */
    assert_string_equal(clinic->rooms.room_type[0], "0");
    forget(&findings, clinic);
}

TEST(a_table_that_is_missing_is_not_blamed_on_every_reference)
{
    static const int32_t rows[] = {0, 1};
    H5File *file = horizon_and_sites();
    Findings findings = {0};
    Clinic *clinic = NULL;

    assert_ok(h5_add_group(file, "skills"));
    assert_ok(h5_add_wholes(file, "skills", "provider", &meaning, rows, 2));
    assert_ok(h5_add_wholes(file, "skills", "visit_type", &meaning, rows, 2));
    read_made(file, &findings, &clinic);
    assert_found_only(&findings, "providers: missing table", "visit_types: missing table",
                      "sessions: missing table", "activities: missing table",
                      "patients: missing table", "requests: missing table");
    assert_int_equal(clinic->skills.provider[1], NO_ROW);
    forget(&findings, clinic);
}

TEST(unknown_tables_columns_and_types_are_warned_of)
{
    static const double reals[] = {1, 2};
    static const int32_t wholes[] = {1, 1};
    H5File *file = horizon_and_sites();
    Findings findings = {0};
    Clinic *clinic = NULL;

    assert_ok(h5_add_group(file, "doctors"));
    assert_ok(h5_add_reals(file, "sites", "altitude", &meaning, reals, 2));
    assert_ok(h5_add_group(file, "closures"));
    assert_ok(h5_add_wholes(file, "closures", "kind", &meaning, wholes, 2));
    assert_ok(h5_add_texts(file, "closures", "id", &meaning, two_texts, 2));
    assert_ok(h5_add_reals(file, "closures", "date", &meaning, reals, 2));
    assert_ok(h5_add_texts(file, "closures", "start", &meaning,
                           (const char *const[]){"08:00", "8:00"}, 2));
    assert_ok(h5_add_wholes(file, "closures", "end", &meaning, wholes, 2));
    read_made(file, &findings, &clinic);
    assert_int_equal(findings.warnings, 2);
    assert_found_only(&findings, "made.h5: doctors: unknown table, left out",
                      "made.h5: sites, altitude: unknown column, left out",
                      "closures, kind: type integer, expected string",
                      "closures row 1, start: \"8:00\", expected a time HH:MM from 00:00 to 24:00",
                      "providers: missing table", "visit_types: missing table",
                      "skills: missing table", "sessions: missing table",
                      "activities: missing table", "patients: missing table",
                      "requests: missing table");
    assert_int_equal(clinic->closures.date[1], 2);
    assert_int_equal(clinic->closures.start[0], 480);
    forget(&findings, clinic);
}

TEST(a_file_of_another_kind_or_version_is_refused)
{
    H5File *file = horizon_and_sites();
    Findings findings = {0};
    Clinic *clinic = NULL;

    assert_ok(h5_add_attribute(file, "format_version", "2"));
    read_made(file, &findings, &clinic);
    assert_string_equal(strstr(findings.entries[0].message, "attribute"),
                        "attribute format_version: \"2\", expected 1");
    forget(&findings, clinic);
}

TEST(what_is_no_hdf5_file_is_refused)
{
    Findings findings = {0};
    Clinic *clinic = NULL;

    assert_int_equal(store_read_dataset("no/such.h5", &findings, &clinic), STATUS_IO);
    assert_string_equal(fault_note(), "no/such.h5: No such file or directory");
    put_file(scratch("text.h5"), "this is no HDF5 file\n");
    assert_int_equal(store_read_dataset(scratch("text.h5"), &findings, &clinic), STATUS_IO);
    assert_non_null(strstr(fault_note(), "text.h5: not an HDF5 file"));
    assert_null(clinic);
}
