#include "datasets/store/h5.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#include "datasets/store/replace.h"
#include "datasets/store/store.h"
#include "model/base/memory.h"
#include "tests/check.h"
#include "tests/full.h"

enum { LONG_ROWS = 200000 };

static const H5Meaning meaning = {"min", "what it means", "sites"};

static void put_image(H5File *file, const char *path)
{
    unsigned char *bytes = NULL;
    int64_t length = 0;

    assert_ok(h5_image(file, &bytes, &length));
    assert_ok(replace_file(path, bytes, (size_t)length));
    mem_free(bytes);
    h5_close(file);
}

TEST(long_columns_come_back_block_by_block)
{
    int32_t *wholes = MEM_NEW(int32_t, LONG_ROWS);
    H5File *file = NULL;
    H5Column *column = NULL;
    H5Block block = {0};
    int64_t seen = 0;

    for (int32_t i = 0; i < LONG_ROWS; i++)
        wholes[i] = i * 7 - 5;
    assert_ok(h5_new(&file));
    assert_ok(h5_add_group(file, "table"));
    assert_ok(h5_add_wholes(file, "table", "column", &meaning, wholes, LONG_ROWS));
    put_image(file, scratch("long.h5"));
    assert_ok(h5_open(scratch("long.h5"), &file));
    assert_ok(h5_column_open(file, "table", "column", &column));
    assert_int_equal(h5_column_shape(column).rows, LONG_ROWS);
    do {
        assert_ok(h5_column_next(column, &block));
        assert_int_equal(block.from, seen);
        for (int32_t i = 0; i < block.count; i++)
            assert_int_equal(block.wholes[i], wholes[seen + i]);
        seen += block.count;
    } while (block.count > 0);
    assert_int_equal(seen, LONG_ROWS);
    h5_column_close(column);
    h5_close(file);
    mem_free(wholes);
}

TEST(texts_of_any_length_come_back)
{
    enum { BYTES = 1000000 };
    char *large = MEM_NEW(char, BYTES + 1);
    const char *const texts[] = {"", large, "x"};
    H5File *file = NULL;
    H5Column *column = NULL;
    H5Block block = {0};

    memset(large, 'y', BYTES);
    assert_ok(h5_new(&file));
    assert_ok(h5_add_group(file, "table"));
    assert_ok(h5_add_texts(file, "table", "column", &meaning, texts, 3));
    put_image(file, scratch("text.h5"));
    assert_ok(h5_open(scratch("text.h5"), &file));
    assert_ok(h5_column_open(file, "table", "column", &column));
    assert_ok(h5_column_next(column, &block));
    assert_int_equal(block.count, 3);
    assert_string_equal(block.texts[0], "");
    assert_int_equal(strlen(block.texts[1]), BYTES);
    assert_string_equal(block.texts[2], "x");
    h5_column_close(column);
    h5_close(file);
    mem_free(large);
}

TEST(attributes_are_numbers_where_they_are_declared_so)
{
    static const char *const pairs[][2] = {{"seed", "-9007199254740993"},
                                           {"bound", "inf"},
                                           {"gap", "nan"},
                                           {"objective", "0.1"},
                                           {"seconds", "a minute"},
                                           {"note", "\xc3\xa4 \"1\""},
                                           {"threads", "2"},
                                           {"year", "2026"},
                                           {"empty", ""}};
    enum { COUNT = sizeof pairs / sizeof pairs[0] };
    H5File *file = NULL;
    Attributes attributes = {0};
    Arena arena = {0};
    Findings findings = {0};

    assert_ok(h5_new(&file));
    for (int i = 0; i < COUNT; i++)
        assert_ok(h5_add_attribute(file, pairs[i][0], pairs[i][1]));
    put_image(file, scratch("attributes.h5"));
    assert_ok(h5_open(scratch("attributes.h5"), &file));
    assert_ok(h5_read_attributes(file, &attributes, &arena, &findings));
    assert_int_equal(attributes.count, COUNT);
    assert_int_equal(findings.count, 0);
    for (int i = 0; i < COUNT; i++)
        assert_string_equal(attributes_get(&attributes, pairs[i][0]), pairs[i][1]);
    h5_close(file);
    mem_free(attributes.entries);
    arena_clear(&arena);
}

TEST(a_file_of_h5py_is_read_whatever_its_widths_and_strings)
{
    Findings findings = {0};
    Clinic *clinic = NULL;

    assert_ok(store_read_dataset("tests/h5py/lenient.h5", &findings, &clinic));
    assert_found_only(&findings, "lenient.h5: attribute pair is neither one number nor one text, "
                                 "left out");
    assert_string_equal(clinic->horizon.start_date[0], "2026-03-02");
    assert_int_equal(clinic->horizon.days[0], 5);
    assert_string_equal(clinic->sites.site[0], "17");
    assert_string_equal(clinic->sites.name[1], "S\xc3\xbc"
                                               "d");
    assert_string_equal(clinic->visit_types.specialty[0], "3");
    assert_int_equal(clinic->visit_types.overbook_ok[0], 0);
    assert_int_equal(clinic->visit_types.earliest_start[0], 510);
    assert_int_equal(clinic->skills.provider[1], 1);
    assert_near(clinic->skills.duration_factor[0], 0.9, 0);
    assert_near(clinic->skills.duration_factor[1], 1, 0);
    assert_int_equal(clinic->sessions.site[0], 1);
    assert_int_equal(clinic->sessions.date[0], 1);
    assert_int_equal(clinic->sessions.end[0], 1440);
    assert_int_equal(clinic->sessions.release_days[0], MISSING);
    assert_int_equal(clinic->patients.covariates.count, 2);
    assert_near(clinic->patients.covariates.values[1][0], 2.5, 0);
    assert_near(clinic->requests.show_prob[0], 0.5, 0);
    assert_true(isnan(clinic->requests.weight[0]));
    assert_string_equal(attributes_get(&clinic->attributes, "note"), "fixed");
    clinic_free(clinic);
    findings_clear(&findings);
}

TEST(a_file_of_h5py_that_is_no_dataset_is_told_why)
{
    Findings findings = {0};
    Clinic *clinic = NULL;

    assert_ok(store_read_dataset("tests/h5py/odd.h5", &findings, &clinic));
    assert_found_only(
        &findings, "horizon row 0, days: 5.5, expected a whole number from 1 to 3660",
        "horizon, slot_min: 2 dimensions, expected 1",
        "horizon, timezone: type compound, expected string",
        "horizon, name: unknown column, left out", "sites: missing table",
        "providers: missing table", "visit_types, visit_type: 0 dimensions, expected 1",
        "visit_types, specialty: missing", "visit_types, mode: missing",
        "visit_types, value: 2 rows, expected 0 as the table's first column has",
        "skills: missing table", "sessions: missing table", "activities: missing table",
        "patients: missing table", "requests: missing table");
    clinic_free(clinic);
    findings_clear(&findings);
}

TEST(a_file_cut_short_is_damaged)
{
    Clinic *clinic = full_clinic(), *read = NULL;
    Findings findings = {0};

    assert_ok(store_write_dataset(scratch("cut.h5"), clinic));
    assert_int_equal(truncate(scratch("cut.h5"), 20000), 0);
    assert_int_equal(store_read_dataset(scratch("cut.h5"), &findings, &read), STATUS_IO);
    assert_non_null(strstr(fault_note(), "cut.h5: cannot be opened: "));
    assert_null(read);
    clinic_free(clinic);
    findings_clear(&findings);
}
