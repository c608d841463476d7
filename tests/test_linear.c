#include "model/program/linear.h"

#include <string.h>

#include "model/base/memory.h"
#include "tests/check.h"

/* maximise 3a + 2b, a + b <= 4, a + 3b <= 6, 0 <= a <= 3, 0 <= b <= 3. */
static Linear two_columns(void)
{
    Linear linear = {0};

    assert_ok(linear_column(&linear, 0, 3, 3, false, NULL));
    assert_ok(linear_column(&linear, 0, 3, 2, false, NULL));
    assert_ok(linear_row(&linear, -INFINITY, 4, NULL));
    assert_ok(linear_row(&linear, -INFINITY, 6, NULL));
    assert_ok(linear_entry(&linear, 0, 0, 1));
    assert_ok(linear_entry(&linear, 1, 1, 3));
    assert_ok(linear_entry(&linear, 1, 0, 1));
    assert_ok(linear_entry(&linear, 0, 1, 1));
    return linear;
}

TEST(entries_come_column_by_column_and_those_of_one_place_add_up)
{
    Linear linear = two_columns();
    LinearMatrix matrix = {0};

    assert_ok(linear_entry(&linear, 0, 0, 1.5));
    assert_ok(linear_entry(&linear, 1, 1, -3));
    assert_ok(linear_matrix(&linear, &matrix));
    assert_int_equal(matrix.begin[0], 0);
    assert_int_equal(matrix.begin[1], 2);
    assert_int_equal(matrix.begin[2], 3);
    assert_int_equal(matrix.row[0], 0);
    assert_near(matrix.value[0], 2.5, 0);
    assert_int_equal(matrix.row[1], 1);
    assert_near(matrix.value[1], 1, 0);
    assert_int_equal(matrix.row[2], 0);
    assert_near(matrix.value[2], 1, 0);
    linear_matrix_clear(&matrix);
    linear_clear(&linear);
}

TEST(a_solution_must_keep_rows_bounds_and_integrality)
{
    Linear linear = two_columns();
    bool holds = false;

    assert_ok(linear_holds(&linear, (double[]){3, 1}, 1e-9, &holds));
    assert_true(holds);
    assert_near(linear_worth(&linear, (double[]){3, 1}), 11, 0);
    assert_ok(linear_holds(&linear, (double[]){3, 1.5}, 1e-9, &holds));
    assert_false(holds);
    assert_ok(linear_holds(&linear, (double[]){3.5, 0}, 1e-9, &holds));
    assert_false(holds);
    assert_ok(linear_holds(&linear, (double[]){NAN, 0}, 1e-9, &holds));
    assert_false(holds);
    linear.columns[0].integer = true;
    assert_ok(linear_holds(&linear, (double[]){2.5, 0}, 1e-9, &holds));
    assert_false(holds);
    linear_clear(&linear);
}

TEST(any_prices_give_a_bound_and_the_best_ones_meet_the_optimum)
{
    Linear linear = two_columns();
    double bound = 0;

    /* The optimum is 11 at (3, 1): row 0 is worth 2 a unit, a itself 1 more. */
    assert_ok(linear_bound(&linear, (double[]){2, 0}, &bound));
    assert_near(bound, 11, 1e-12);
    assert_true(bound >= 11);
    assert_ok(linear_bound(&linear, (double[]){0, 0}, &bound));
    assert_near(bound, 15, 1e-12);
    assert_ok(linear_bound(&linear, (double[]){-5, NAN}, &bound));
    assert_near(bound, 15, 1e-12);
    assert_ok(linear_bound(&linear, (double[]){1, 7}, &bound));
    assert_true(bound >= 11);
    linear_clear(&linear);
}

TEST(what_is_not_a_number_is_refused_and_named)
{
    Linear linear = two_columns();

    assert_ok(linear_check(&linear));
    assert_ok(linear_name_column(&linear, 1, "x[%s,%d]", "a", 2));
    linear.columns[1].cost = NAN;
    assert_int_equal(linear_check(&linear), STATUS_NUMERICS);
    assert_non_null(strstr(fault_note(), "x[a,2]"));
    linear.columns[1].cost = 1;
    linear.rows[0].low = 5;
    assert_int_equal(linear_check(&linear), STATUS_NUMERICS);
    linear.rows[0].low = -INFINITY;
    linear.entries[0].value = INFINITY;
    assert_int_equal(linear_check(&linear), STATUS_NUMERICS);
    linear.entries[0].value = 1;
    linear.entries[0].row = 2;
    assert_int_equal(linear_check(&linear), STATUS_NUMERICS);
    linear_clear(&linear);
}

TEST(running_out_of_memory_leaves_the_program_as_it_was)
{
    Linear linear = two_columns();
    LinearMatrix matrix = {0};
    double bound = -1;
    bool holds = true;

    for (int64_t nth = 1; nth <= 4; nth++) {
        mem_fail_at(nth);
        assert_int_equal(linear_matrix(&linear, &matrix), STATUS_NO_MEMORY);
        assert_null(matrix.begin);
    }
    mem_fail_at(1);
    assert_int_equal(linear_bound(&linear, (double[]){0, 0}, &bound), STATUS_NO_MEMORY);
    mem_fail_at(1);
    assert_int_equal(linear_holds(&linear, (double[]){0, 0}, 0, &holds), STATUS_NO_MEMORY);
    mem_fail_at(0);
    assert_near(bound, -1, 0);
    assert_true(holds);
    linear_clear(&linear);
}
