#include "solver/pattern/rows.h"

#include <math.h>

#include "tests/check.h"

TEST(a_slot_has_a_row_for_each_number_of_mandatory_items_taken)
{
    double one[] = {-INFINITY, 2, -INFINITY}, two[] = {-INFINITY, 1, -INFINITY}, any[] = {1, 1, 1};
    const Item must = {.mandatory = true}, may = {.mandatory = false};
    const PathKind kinds[] = {{.item = &may, .soft_last = any},
                              {.item = &must, .soft_last = one},
                              {.item = &must, .soft_last = two}};
    int32_t row_at[5], next[4];

    assert_int_equal(rows_number(kinds, 3, 3, row_at, next), 6);
    assert_int_equal(row_at[0], 0);
    assert_int_equal(row_at[1], 1);
    assert_int_equal(row_at[2], 4);
    assert_int_equal(row_at[3], 5);
    assert_int_equal(next[0], 1);
    assert_int_equal(next[1], 4); /* none: past the end */
    assert_int_equal(rows_mandatory(kinds, 3, 1, 0), 1);
    assert_int_equal(rows_mandatory(kinds, 3, 1, 1), 2);
    assert_int_equal(rows_mandatory(kinds, 3, 1, 2), -1);
    assert_int_equal(rows_mandatory(kinds, 3, 0, 0), -1);
}
