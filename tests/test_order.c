#include "tests/check.h"

#include <stdlib.h>

#include "model/base/order.h"

TEST(a_smaller_number_comes_first_however_far_apart_they_are)
{
    assert_true(order_int(1, 2) < 0);
    assert_true(order_int(2, 1) > 0);
    assert_int_equal(order_int(2, 2), 0);
    assert_true(order_int(INT64_MIN, INT64_MAX) < 0);
    assert_true(order_int(INT32_MAX, INT32_MIN) > 0);
}

TEST(real_numbers_less_than_one_apart_are_told_apart)
{
    assert_true(order_real(0.25, 0.5) < 0);
    assert_true(order_real(0.5, 0.25) > 0);
    assert_int_equal(order_real(0.5, 0.5), 0);
    assert_int_equal(order_real(0.0, -0.0), 0);
    assert_true(order_real(-INFINITY, INFINITY) < 0);
}

TEST(the_first_key_that_differs_decides)
{
    const int64_t row[] = {3, 1, 4};
    const int64_t later_first[] = {4, 0, 0}, earlier_second[] = {3, 0, 9}, later_last[] = {3, 1, 5};

    assert_true(order_keys(row, later_first, 3) < 0);
    assert_true(order_keys(row, earlier_second, 3) > 0);
    assert_true(order_keys(row, later_last, 3) < 0);
    assert_true(order_keys(later_last, row, 3) > 0);
    assert_int_equal(order_keys(row, row, 3), 0);
}

TEST(keys_beyond_those_counted_are_not_looked_at)
{
    const int64_t row[] = {3, 1, 4}, other[] = {3, 1, 5};

    assert_int_equal(order_keys(row, other, 2), 0);
    assert_int_equal(order_keys(row, other, 0), 0);
}

typedef struct Date {
    int32_t year, month, day;
} Date;

static int by_date(const void *left, const void *right)
{
    const Date *a = left, *b = right;
    const int64_t ours[] = {a->year, a->month, a->day};
    const int64_t theirs[] = {b->year, b->month, b->day};

    return order_keys(ours, theirs, 3);
}

TEST(rows_of_keys_sort_as_dates_do)
{
    Date dates[] = {{2026, 3, 2}, {2025, 12, 31}, {2026, 1, 9}, {2026, 3, 1}};

    qsort(dates, 4, sizeof *dates, by_date);
    assert_int_equal(dates[0].year, 2025);
    assert_int_equal(dates[1].month, 1);
    assert_int_equal(dates[2].day, 1);
    assert_int_equal(dates[3].day, 2);
}

TEST(a_row_stands_where_all_that_come_before_it_end)
{
    const Date dates[] = {{2025, 12, 31}, {2026, 3, 1}, {2026, 3, 1}, {2026, 3, 2}};
    const Date before_all = {1999, 1, 1}, twice = {2026, 3, 1}, none = {2026, 1, 9};
    const Date after_all = {2027, 1, 1};

    assert_int_equal(order_first(&before_all, dates, 4, sizeof *dates, by_date), 0);
    assert_int_equal(order_first(&none, dates, 4, sizeof *dates, by_date), 1);
    assert_int_equal(order_first(&twice, dates, 4, sizeof *dates, by_date), 1);
    assert_int_equal(order_first(&after_all, dates, 4, sizeof *dates, by_date), 4);
    assert_int_equal(order_first(&twice, NULL, 0, sizeof *dates, by_date), 0);
}
