/* The tables of a benchmark, to be read. */
#include <string.h>

#include "bench/bench.h"
#include "model/base/memory.h"
#include "tests/check.h"

static Record *record_of_two(void)
{
    Record *record = NULL;
    Runs *runs;

    assert_ok(record_new(&record));
    runs = &record->runs;
    for (int32_t i = 0; i < 2; i++) {
        int32_t row = 0;

        assert_ok(record_append(record, RECORD_RUNS, &row));
        runs->recipe[row] = "small";
        runs->settings[row] = "";
        runs->solver[row] = i == 0 ? "clinweave" : "cbc";
        runs->outcome[row] = i == 0 ? "feasible" : "absent";
        runs->options[row] = runs->version[row] = runs->stopped_by[row] = "";
        runs->note[row] = i == 0 ? "" : "no cbc on the path";
        runs->seed[row] = 1;
        runs->datasets[row] = 1;
        runs->threads[row] = 2;
        runs->time_limit[row] = 60;
    }
    runs->objective[0] = 90;
    runs->bound[0] = 100;
    runs->gap[0] = 0.1;
    runs->seconds[0] = 12.34;
    runs->booked[0] = 523;
    runs->violations[0] = 0;
    runs->dropped[0] = 3;
    assert_ok(record_sum_up(record));
    return record;
}

TEST(columns_are_as_wide_as_their_widest_cell_and_what_is_unknown_is_a_dash)
{
    Record *record = record_of_two();
    Text text = {0};

    bench_print(record, &text);
    assert_ok(text_status(&text));
    assert_non_null(strstr(text_of(&text), "recipe  solver     outcome   seed  thr  limit s  "));
    assert_non_null(strstr(text_of(&text), "small   clinweave  feasible     1    2       60  "));
    assert_non_null(strstr(text_of(&text), "small   cbc        absent       1    2       60  "));
    assert_non_null(strstr(text_of(&text), "   12.3 "));
    assert_non_null(strstr(text_of(&text), " 10.000 %"));
    assert_non_null(strstr(text_of(&text), "run 2, cbc: no cbc on the path\n"));
    assert_non_null(strstr(text_of(&text), "run 1, clinweave: 3 appointments dropped"));
    text_clear(&text);
    record_free(record);
}

TEST(json_has_every_column_of_runs_and_summary)
{
    Record *record = record_of_two();
    Json *json = NULL, *run;

    assert_ok(json_new(&json));
    bench_put_json(record, json);
    run = json_get_element(json, "runs", 0);
    assert_string_equal(json_get_text(run, "recipe"), "small");
    assert_near(json_get_real(run, "booked"), 523, 0);
    assert_near(json_get_real(run, "objective"), 90, 0);
    assert_true(isnan(json_get_real(json_get_element(json, "runs", 1), "booked")));
    assert_near(json_get_real(json_get_element(json, "summary", 0), "gap_worst"), 0.1, EPSILON);
    json_free(json);
    record_free(record);
}

TEST(out_of_memory_leaves_a_broken_text)
{
    Record *record = record_of_two();
    Text text = {0};

    mem_fail_at(2);
    bench_print(record, &text);
    mem_fail_at(0);
    assert_int_equal(text_status(&text), STATUS_NO_MEMORY);
    text_clear(&text);
    record_free(record);
}
