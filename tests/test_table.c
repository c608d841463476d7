#include "tests/check.h"

#include <string.h>

#include "model/base/memory.h"
#include "model/clinic/clinic.h"
#include "model/clinic/schedule.h"

static const TableInfo *requests(void)
{
    return &dataset_schema.tables[TABLE_requests];
}

static Clinic *empty_clinic(void)
{
    Clinic *clinic = NULL;

    assert_ok(clinic_new(&clinic));
    return clinic;
}

TEST(tables_and_columns_are_found_by_name)
{
    assert_ptr_equal(schema_table(&dataset_schema, "requests"), requests());
    assert_null(schema_table(&dataset_schema, "request"));
    assert_string_equal(table_column(requests(), "weight")->name, "weight");
    assert_null(table_column(requests(), "height"));
    assert_string_equal(table_id_column(requests())->name, "request");
    assert_null(table_id_column(schema_table(&dataset_schema, "sessions")));
}

/* What describe.h makes of the lists: each declaration must make sense. */
static void check_schema(const Schema *schema)
{
    for (int t = 0; t < schema->n_tables; t++) {
        const TableInfo *info = &schema->tables[t];

        for (int c = 0; c < info->n_columns; c++) {
            const Column *column = &info->columns[c];

            assert_ptr_equal(table_column(info, column->name), column);
            assert_int_equal(column->references != NULL, column->kind == KIND_REF);
            assert_int_equal(column->words != NULL, column->kind == KIND_WORD);
            assert_true(column->low <= column->high);
            assert_true(strlen(column->meaning) > 0);
            if (column->kind == KIND_REF)
                assert_non_null(table_id_column(schema_table(&dataset_schema, column->references)));
            if (!column->required && column->kind == KIND_INT && column->fallback != MISSING)
                assert_true(column->fallback >= column->low && column->fallback <= column->high);
        }
    }
}

TEST(every_declared_column_makes_sense)
{
    check_schema(&dataset_schema);
    check_schema(&result_schema);
}

TEST(a_new_row_holds_the_fallbacks)
{
    Clinic *clinic = empty_clinic();
    int32_t row = -1;

    assert_ok(clinic_append(clinic, TABLE_requests, &row));
    assert_int_equal(row, 0);
    assert_string_equal(clinic->requests.request[0], "");
    assert_int_equal(clinic->requests.patient[0], NO_ROW);
    assert_int_equal(clinic->requests.status[0], MISSING);
    assert_int_equal(clinic->requests.provider_required[0], 0);
    assert_true(isnan(clinic->requests.weight[0]));
    assert_ok(clinic_append(clinic, TABLE_rooms, &row));
    assert_int_equal(clinic->rooms.close[0], 1440);
    assert_ok(clinic_append(clinic, TABLE_skills, NULL));
    assert_near(clinic->skills.duration_factor[0], 1, 0);
    clinic_free(clinic);
}

TEST(a_table_grows_and_keeps_its_rows)
{
    Clinic *clinic = empty_clinic();

    for (int32_t i = 0; i < 3000; i++) {
        int32_t row = -1;

        assert_ok(clinic_append(clinic, TABLE_requests, &row));
        assert_int_equal(row, i);
        clinic->requests.earliest[row] = i;
        clinic->requests.weight[row] = i;
    }
    for (int32_t i = 0; i < 3000; i++) {
        assert_int_equal(clinic->requests.earliest[i], i);
        assert_near(clinic->requests.weight[i], i, 0);
    }
    clinic_free(clinic);
}

TEST(rows_that_come_back_after_shrinking_are_blank)
{
    Clinic *clinic = empty_clinic();

    assert_ok(table_resize(clinic, requests(), 3));
    clinic->requests.earliest[2] = 7;
    assert_ok(table_resize(clinic, requests(), 1));
    assert_int_equal(clinic->requests.rows, 1);
    assert_ok(table_resize(clinic, requests(), 3));
    assert_int_equal(clinic->requests.earliest[2], MISSING);
    clinic_free(clinic);
}

TEST(a_table_that_cannot_grow_stays_as_it_was)
{
    Clinic *clinic = empty_clinic();
    int32_t covariate = -1;

    assert_ok(table_covariate(clinic, &dataset_schema.tables[TABLE_history], &clinic->texts, "x_a",
                              &covariate));
    assert_ok(clinic_append(clinic, TABLE_history, NULL));
    clinic->history.date[0] = -5;
    clinic->history.covariates.values[0][0] = 1.5;
    for (int64_t nth = 1;; nth++) {
        Status status;

        mem_fail_at(nth);
        status = table_resize(clinic, &dataset_schema.tables[TABLE_history], 1000);
        mem_fail_at(0);
        if (status == STATUS_OK)
            break;
        assert_int_equal(status, STATUS_NO_MEMORY);
        assert_int_equal(clinic->history.rows, 1);
        assert_int_equal(clinic->history.date[0], -5);
    }
    assert_int_equal(clinic->history.rows, 1000);
    assert_int_equal(clinic->history.date[0], -5);
    assert_int_equal(clinic->history.date[999], MISSING);
    assert_near(clinic->history.covariates.values[0][0], 1.5, 0);
    assert_true(isnan(clinic->history.covariates.values[0][999]));
    clinic_free(clinic);
}

TEST(a_covariate_is_entered_once_and_blank_in_all_rows)
{
    const TableInfo *info = &dataset_schema.tables[TABLE_patients];
    Clinic *clinic = empty_clinic();
    int32_t a = -1, b = -1, again = -1;

    assert_ok(table_resize(clinic, info, 5));
    assert_ok(table_covariate(clinic, info, &clinic->texts, "x_age", &a));
    assert_ok(table_covariate(clinic, info, &clinic->texts, "x_km", &b));
    assert_ok(table_covariate(clinic, info, &clinic->texts, "x_age", &again));
    assert_int_equal(a, again);
    assert_int_equal(clinic->patients.covariates.count, 2);
    assert_string_equal(clinic->patients.covariates.names[b], "x_km");
    assert_true(isnan(clinic->patients.covariates.values[b][4]));
    assert_ok(table_resize(clinic, info, 500));
    assert_true(isnan(clinic->patients.covariates.values[a][499]));
    clinic_free(clinic);
}

TEST(a_covariate_without_memory_leaves_the_table_alone)
{
    const TableInfo *info = &dataset_schema.tables[TABLE_patients];
    Clinic *clinic = empty_clinic();
    int32_t index = -1;
    Status status = STATUS_NO_MEMORY;

    for (int64_t nth = 1; status != STATUS_OK; nth++) {
        mem_fail_at(nth);
        status = table_covariate(clinic, info, &clinic->texts, "x_age", &index);
        mem_fail_at(0);
        assert_int_equal(clinic->patients.covariates.count, status == STATUS_OK);
        assert_true(nth < 100);
    }
    clinic_free(clinic);
}

TEST(words_become_codes_and_unknown_ones_are_missing)
{
    const Column *column = table_column(requests(), "priority");

    assert_int_equal(column_word_code(column, "emergency"), PRIORITY_EMERGENCY);
    assert_int_equal(column_word_code(column, "routine"), PRIORITY_ROUTINE);
    assert_int_equal(column_word_code(column, ""), MISSING);
    assert_int_equal(column_word_code(table_column(requests(), "request"), "routine"), MISSING);
}

TEST(cells_have_the_size_of_their_kind)
{
    assert_int_equal(column_cell_bytes(table_column(requests(), "request")), sizeof(char *));
    assert_int_equal(column_cell_bytes(table_column(requests(), "weight")), sizeof(double));
    assert_int_equal(column_cell_bytes(table_column(requests(), "patient")), sizeof(int32_t));
    assert_int_equal(column_cell_bytes(table_column(requests(), "earliest")), sizeof(int32_t));
}
