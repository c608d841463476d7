/* Every fault that a folder of CSV files can have, each with its message. */
#include "datasets/store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/check.h"
#include "tests/full.h"

static char folder[256];

/* A fresh folder of the full clinic, of which a test then overwrites a file. */
static void export_full(void)
{
    static int number;
    Clinic *clinic = full_clinic();
    char name[32];

    snprintf(name, sizeof name, "folder-%d", ++number);
    snprintf(folder, sizeof folder, "%s", scratch(name));
    assert_ok(store_export_dataset(folder, clinic));
    clinic_free(clinic);
}

static const char *inside(const char *name)
{
    static char path[512];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static Clinic *read_folder(Findings *findings)
{
    Clinic *clinic = NULL;

    assert_ok(store_read_dataset(folder, findings, &clinic));
    return clinic;
}

static void forget(Findings *findings, Clinic *clinic)
{
    findings_clear(findings);
    clinic_free(clinic);
}

TEST(columns_stand_in_any_order_with_mark_and_carriage_returns)
{
    Findings findings = {0};
    Clinic *clinic;

    export_full();
    put_file(inside("providers.csv"), "\xef\xbb\xbfrole,provider\r\n\r\n"
                                      "\"nurse, \"\"head\"\"\",providers-0\r\n"
                                      "nurse,providers-1\r\nnurse,providers-2");
    clinic = read_folder(&findings);
    assert_int_equal(findings.count, 0);
    assert_int_equal(clinic->providers.rows, 3);
    assert_string_equal(clinic->providers.role[0], "nurse, \"head\"");
    assert_string_equal(clinic->providers.provider[2], "providers-2");
    assert_string_equal(clinic->providers.specialty[2], "");
    forget(&findings, clinic);
}

TEST(cells_at_fault_are_named_by_line)
{
    Findings findings = {0};
    Clinic *clinic;

    export_full();
    put_file(inside("sessions.csv"),
             "provider,site,date,start,end,mode,overbook_max,held_for\n"
             "providers-0,sites-0,2026-03-02,08:00,12:00,any,1,\"two\nlines\"\n"
             "Dr. Who,sites-0,2026-13-01,8:00,24:01,both,-1,\n"
             "providers-1,,2026-03-02,08:00,12:00,,1.5,\n");
    put_file(inside("skills.csv"), "provider,visit_type,duration_factor\n"
                                   "providers-0,visit_types-0,nan\n"
                                   "providers-0,visit_types-1,0x10\n"
                                   "providers-0,visit_types-2,1e999\n");
    clinic = read_folder(&findings);
    assert_found_only(
        &findings, "/sessions.csv line 4, provider: \"Dr. Who\", expected an id of providers",
        "/sessions.csv line 4, date: \"2026-13-01\", expected a date YYYY-MM-DD",
        "/sessions.csv line 4, start: \"8:00\", expected a time HH:MM from 00:00 to 24:00",
        "/sessions.csv line 4, end: \"24:01\", expected a time HH:MM from 00:00 to 24:00",
        "/sessions.csv line 4, mode: \"both\", expected one of in_person, telehealth, any",
        "/sessions.csv line 4, overbook_max: \"-1\", expected a whole number from 0 to 100000",
        "/sessions.csv line 5, site: blank, expected an id of sites",
        "/sessions.csv line 5, overbook_max: \"1.5\", expected a whole number from 0 to 100000",
        "/skills.csv line 2, duration_factor: \"nan\", expected a number above 0 and at most 100",
        "/skills.csv line 3, duration_factor: \"0x10\", expected a number above 0 and at most 100",
        "/skills.csv line 4, duration_factor: \"1e999\", expected a number above 0 and at most "
        "100");
    assert_int_equal(clinic->sessions.mode[2], SESSION_ANY);
    forget(&findings, clinic);
}

TEST(rows_of_the_wrong_width_are_named_by_line)
{
    Findings findings = {0};
    Clinic *clinic;

    export_full();
    put_file(inside("sites.csv"), "site,name\nsites-0,North\nsites-1\nsites-2,South,West\n");
    clinic = read_folder(&findings);
    assert_found_only(&findings, "/sites.csv line 3: 1 cells, expected 2",
                      "/sites.csv line 4: 3 cells, expected 2");
    assert_string_equal(clinic->sites.site[2], "sites-2");
    forget(&findings, clinic);
}

TEST(a_header_with_missing_double_and_unknown_columns_is_told)
{
    Findings findings = {0};
    Clinic *clinic;

    export_full();
    put_file(inside("sites.csv"), "name,name,altitude,\nNorth,N,5,\n");
    put_file(inside("doctors.csv"), "doctor\nWho\n");
    put_file(inside("notes.txt"), "not ours\n");
    clinic = read_folder(&findings);
    assert_true(findings.warnings == 3);
    assert_string_equal(strrchr(findings.entries[0].message, '/'),
                        "/sites.csv line 1: \"name\" stands twice in the header");
    assert_string_equal(strrchr(findings.entries[1].message, '/'),
                        "/sites.csv: unknown column \"altitude\", left out");
    assert_string_equal(strrchr(findings.entries[2].message, '/'),
                        "/sites.csv: unknown column \"\", left out");
    assert_string_equal(strrchr(findings.entries[3].message, '/'),
                        "/sites.csv: missing column site");
    forget(&findings, clinic);
}

TEST(semicolons_for_commas_are_told)
{
    Findings findings = {0};
    Clinic *clinic;

    export_full();
    put_file(inside("policy.csv"), "key;value\ntravel_min;5\n");
    clinic = read_folder(&findings);
    assert_found_only(&findings, "/policy.csv: cells are parted by semicolons, expected commas",
                      "/policy.csv: unknown column \"key;value\", left out",
                      "/policy.csv: missing column key", "/policy.csv: missing column value");
    forget(&findings, clinic);
}

TEST(duplicate_and_bad_ids_are_named_by_line)
{
    Findings findings = {0};
    Clinic *clinic;

    export_full();
    put_file(inside("patients.csv"), "patient,x_age\npatients-0,1\npatients-1,old\n"
                                     "patients-2,inf\npatients-0,\n\xff,3\n,4\n");
    clinic = read_folder(&findings);
    assert_found_only(
        &findings, "/patients.csv line 3, x_age: \"old\", expected a number",
        "/patients.csv line 4, x_age: \"inf\", expected a number",
        "/patients.csv line 5, patient: \"patients-0\" stands in an earlier line too, expected "
        "unique ids",
        "/patients.csv line 6, patient: \"\\xff\", expected UTF-8",
        "/patients.csv line 7, patient: blank, expected an id of 1 to 64 bytes");
    assert_near(clinic->patients.covariates.values[0][0], 1, 0);
    assert_true(isnan(clinic->patients.covariates.values[0][1]));
    forget(&findings, clinic);
}

TEST(a_file_that_stops_being_csv_is_told_with_its_line)
{
    Findings findings = {0};
    Clinic *clinic;

    export_full();
    put_file(inside("closures.csv"), "kind,id,date,start,end\n"
                                     "site,sites-0,2026-03-02,08:00,09:00\nsite,si\"tes\n");
    put_file(inside("equipment.csv"), "equipment,site,equipment_type\n\"never closed\n");
    put_file(inside("policy.csv"), "");
    unlink(inside("urgent_demand.csv"));
    unlink(inside("activities.csv"));
    clinic = read_folder(&findings);
    assert_found_only(&findings,
                      "/closures.csv line 3: a quote where none can stand; a cell with quotes "
                      "stands in quotes, its own doubled",
                      "/equipment.csv line 2: a quote is not closed",
                      "/policy.csv: empty, expected a header row",
                      "/activities.csv: missing table");
    assert_int_equal(clinic->closures.rows, 1);
    forget(&findings, clinic);
}

TEST(bad_attributes_are_told)
{
    Findings findings = {0};
    Clinic *clinic;

    export_full();
    put_file(inside("attributes.csv"), "key,value\nformat,clinweave-result\nrecipe\n,x\n");
    clinic = read_folder(&findings);
    assert_found_only(&findings, "/attributes.csv line 3: expected two cells",
                      "/attributes.csv line 4: expected a key and a value in UTF-8",
                      ": attribute format: \"clinweave-result\", expected \"clinweave-dataset\"");
    forget(&findings, clinic);
}

TEST(a_folder_without_attributes_is_known_by_its_tables)
{
    StoreContent content = STORE_RESULT;
    Findings findings = {0};
    Clinic *clinic;

    export_full();
    unlink(inside("attributes.csv"));
    assert_ok(store_content(folder, &content));
    assert_int_equal(content, STORE_DATASET);
    clinic = read_folder(&findings);
    assert_int_equal(findings.count, 0);
    forget(&findings, clinic);
}

TEST(appointments_alone_are_a_result)
{
    StoreContent content = STORE_DATASET;
    Clinic *clinic = full_clinic();
    Schedule *schedule = NULL;
    Findings findings = {0};

    mkdir(scratch("alone"), 0777);
    put_file(scratch("alone/appointments.csv"),
             "request,provider,site,date,start\n"
             "requests-1,providers-2,sites-0,2026-03-03,09:05\n"
             "requests-9,providers-2,sites-0,2026-03-03,09:00\n");
    assert_ok(store_content(scratch("alone"), &content));
    assert_int_equal(content, STORE_RESULT);
    assert_ok(store_read_result(scratch("alone"), clinic, &findings, &schedule));
    assert_found_only(&findings, "/appointments.csv line 3, request: \"requests-9\", expected an "
                                 "id of requests");
    assert_int_equal(schedule->appointments.rows, 2);
    assert_int_equal(schedule->appointments.request[0], 1);
    assert_int_equal(schedule->appointments.date[0], 1);
    assert_int_equal(schedule->appointments.start[0], 545);
    assert_int_equal(schedule->appointments.end[0], MISSING);
    findings_clear(&findings);
    schedule_free(schedule);
    clinic_free(clinic);
}

TEST(a_folder_of_other_things_is_neither)
{
    StoreContent content = STORE_DATASET;

    mkdir(scratch("other"), 0777);
    assert_int_equal(store_content(scratch("other"), &content), STATUS_BAD_INPUT);
    assert_int_equal(store_content(scratch("nowhere"), &content), STATUS_IO);
}
