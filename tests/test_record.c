/* What was measured: medians, worst cases, files. */
#include "bench/record.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "datasets/store/h5.h"
#include "model/base/memory.h"
#include "tests/check.h"
#include "tests/full.h"

/* A run on "small" with what counts for the summary. */
static int32_t add_run(Record *record, const char *solver, double seed, double objective,
                       double bound, double seconds)
{
    Runs *runs = &record->runs;
    int32_t row = 0;

    assert_ok(record_append(record, RECORD_RUNS, &row));
    runs->run[row] = row + 1;
    runs->recipe[row] = "small";
    runs->settings[row] = "days=3, or more";
    runs->solver[row] = solver;
    runs->options[row] = runs->version[row] = runs->note[row] = "";
    runs->outcome[row] = "feasible";
    runs->stopped_by[row] = "time";
    runs->seed[row] = seed;
    runs->datasets[row] = 1;
    runs->threads[row] = 2;
    runs->time_limit[row] = 60;
    runs->objective[row] = objective;
    runs->bound[row] = bound;
    runs->gap[row] = (bound - objective) / bound;
    runs->seconds[row] = seconds;
    runs->violations[row] = 0;
    return row;
}

static Record *new_record(void)
{
    Record *record = NULL;

    assert_ok(record_new(&record));
    return record;
}

TEST(medians_and_worst_cases_are_over_the_seeds_of_one_solver)
{
    Record *record = new_record();
    const Summary *summary = &record->summary;

    add_run(record, "clinweave", 1, 90, 100, 5);
    add_run(record, "cbc", 1, 50, 100, 600);
    add_run(record, "clinweave", 2, 98, 100, 7);
    add_run(record, "clinweave", 3, 96, 100, 6);
    assert_ok(record_sum_up(record));
    assert_int_equal(summary->rows, 2);
    assert_string_equal(summary->solver[0], "clinweave");
    assert_int_equal(summary->runs[0], 3);
    assert_int_equal(summary->answers[0], 3);
    assert_near(summary->gap_median[0], 0.04, EPSILON);
    assert_near(summary->gap_worst[0], 0.10, EPSILON);
    assert_near(summary->seconds_median[0], 6, EPSILON);
    assert_near(summary->seconds_worst[0], 7, EPSILON);
    assert_near(summary->behind_worst[0], 0, EPSILON);
    assert_near(summary->behind_worst[1], 40.0 / 90, EPSILON);
    record_free(record);
}

TEST(the_median_of_an_even_number_lies_between_the_middle_two)
{
    Record *record = new_record();

    add_run(record, "clinweave", 1, 99, 100, 1);
    add_run(record, "clinweave", 2, 97, 100, 2);
    assert_ok(record_sum_up(record));
    assert_near(record->summary.gap_median[0], 0.02, EPSILON);
    assert_near(record->summary.seconds_median[0], 1.5, EPSILON);
    record_free(record);
}

TEST(a_schedule_that_breaks_rules_is_none)
{
    Record *record = new_record();

    add_run(record, "clinweave", 1, 90, 100, 5);
    record->runs.violations[add_run(record, "cbc", 1, 120, 130, 5)] = 3;
    add_run(record, "highs", 1, NOTHING, 100, 5);
    assert_ok(record_sum_up(record));
    assert_near(record->runs.behind[0], 0, EPSILON);
    assert_true(isnan(record->runs.behind[1]));
    assert_true(isnan(record->runs.behind[2]));
    assert_int_equal(record->summary.answers[1], 0);
    assert_int_equal(record->summary.violations[1], 3);
    assert_true(isnan(record->summary.gap_median[1]));
    assert_near(record->summary.seconds_median[2], 5, EPSILON);
    record_free(record);
}

TEST(summing_up_anew_replaces_the_summary)
{
    Record *record = new_record();

    add_run(record, "clinweave", 1, 90, 100, 5);
    assert_ok(record_sum_up(record));
    add_run(record, "clinweave", 2, 90, 100, 9);
    assert_ok(record_sum_up(record));
    assert_int_equal(record->summary.rows, 1);
    assert_int_equal(record->summary.runs[0], 2);
    record_free(record);
}

/* The file, whole. */
static const char *content(const char *path)
{
    static char text[8192];
    FILE *file = fopen(path, "r");
    size_t length;

    assert_non_null(file);
    length = fread(text, 1, sizeof text - 1, file);
    text[length] = '\0';
    fclose(file);
    return text;
}

TEST(the_csv_file_has_a_header_quotes_and_blanks)
{
    Record *record = new_record();
    const char *path = scratch("runs.csv");

    add_run(record, "cbc", 1, NOTHING, 100, 0.5);
    assert_ok(record_write_csv(record, RECORD_RUNS, 0, path));
    assert_non_null(strstr(content(path), "run,recipe,seed,datasets,"));
    assert_non_null(strstr(content(path), "\n1,small,1,1,,cbc,2,60,"));
    assert_non_null(strstr(content(path), ",feasible,time,,100,"));
    assert_non_null(strstr(content(path), ",\"days=3, or more\",,,\n"));
    record_free(record);
}

TEST(the_progress_of_one_run_can_be_written_alone)
{
    Record *record = new_record();
    const char *path = scratch("progress.csv");

    for (int32_t run = 1; run <= 3; run++) {
        int32_t row = 0;

        assert_ok(record_append(record, RECORD_PROGRESS, &row));
        record->progress.run[row] = run;
        record->progress.seconds[row] = 0.5;
        record->progress.objective[row] = 10 * run;
    }
    assert_ok(record_write_csv(record, RECORD_PROGRESS, 2, path));
    assert_string_equal(content(path), "run,seconds,objective,bound\n2,0.5,20,\n");
    record_free(record);
}

TEST(the_hdf5_file_has_a_group_a_table)
{
    Record *record = new_record();
    const char *path = scratch("record.h5");
    H5File *file = NULL;
    H5Names names = {0};
    Arena arena = {0};

    add_run(record, "clinweave", 1, 90, 100, 5);
    assert_ok(record_sum_up(record));
    assert_ok(record_write_h5(record, path));
    assert_ok(h5_open(path, &file));
    assert_ok(h5_names(file, "/", &arena, &names));
    assert_int_equal(names.count, 3);
    assert_string_equal(names.entries[0].name, "progress");
    assert_string_equal(names.entries[1].name, "runs");
    assert_string_equal(names.entries[2].name, "summary");
    mem_free(names.entries);
    arena_clear(&arena);
    h5_close(file);
    record_free(record);
}

TEST(a_file_that_cannot_be_written_is_said)
{
    Record *record = new_record();

    assert_int_equal(record_write_csv(record, RECORD_RUNS, 0, "/nowhere/runs.csv"), STATUS_IO);
    assert_int_equal(record_write_h5(record, "/nowhere/runs.h5"), STATUS_IO);
    record_free(record);
}

TEST(out_of_memory_is_reported)
{
    Record *record = new_record();
    Status status = STATUS_NO_MEMORY;

    add_run(record, "clinweave", 1, 90, 100, 5);
    for (int nth = 1; status != STATUS_OK; nth++) {
        mem_fail_at(nth);
        status = record_sum_up(record);
        if (status == STATUS_OK)
            status = record_write_csv(record, RECORD_RUNS, 0, scratch("runs.csv"));
        mem_fail_at(0);
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
    }
    record_free(record);
}
