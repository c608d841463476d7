#include "solver/glpk_master.h"

#include "model/base/memory.h"
#include "tests/check.h"

static void solve(GlpkMaster *master)
{
    bool optimal = false;

    assert_ok(glpk_master_solve(master, 1000, INFINITY, &optimal));
    assert_true(optimal);
}

/* Two rows of at most 1, columns of worth 3 and 2 in both. */
static GlpkMaster *small(void)
{
    const GlpkEntry entries[] = {{0, 1}, {1, 1}};
    GlpkMaster *master = NULL;

    assert_ok(glpk_master_new(&master));
    assert_ok(glpk_master_row(master, 1, NULL, 0));
    assert_ok(glpk_master_row(master, 1, NULL, 0));
    assert_ok(glpk_master_column(master, 3, entries, 2));
    assert_ok(glpk_master_column(master, 2, entries, 1));
    return master;
}

TEST(a_column_that_comes_later_is_taken_up)
{
    const GlpkEntry entry = {1, 1};
    GlpkMaster *master = small();

    solve(master);
    assert_near(glpk_master_objective(master), 3, EPSILON);
    assert_near(glpk_master_price(master, 0) + glpk_master_price(master, 1), 3, EPSILON);
    assert_ok(glpk_master_column(master, 2.5, &entry, 1));
    solve(master);
    assert_near(glpk_master_objective(master), 4.5, EPSILON);
    assert_near(glpk_master_value(master, 0), 0, EPSILON);
    assert_near(glpk_master_value(master, 2), 1, EPSILON);
    glpk_master_free(master);
}

TEST(a_row_that_comes_later_binds)
{
    const GlpkEntry entry = {0, 2};
    GlpkMaster *master = small();

    solve(master);
    assert_ok(glpk_master_row(master, 1, &entry, 1));
    solve(master);
    assert_near(glpk_master_value(master, 0), 0.5, EPSILON);
    assert_near(glpk_master_objective(master), 2.5, EPSILON);
    glpk_master_free(master);
}

TEST(a_fixed_column_stays_until_it_is_free_again)
{
    GlpkMaster *master = small();

    assert_ok(glpk_master_fix(master, 1, true));
    solve(master);
    assert_near(glpk_master_objective(master), 2, EPSILON);
    assert_ok(glpk_master_fix(master, 1, false));
    solve(master);
    assert_near(glpk_master_objective(master), 3, EPSILON);
    assert_true(glpk_master_iterations(master) > 0);
    glpk_master_free(master);
}

TEST(numbers_that_are_none_are_refused)
{
    GlpkMaster *master = small();

    assert_int_equal(glpk_master_column(master, NAN, NULL, 0), STATUS_NUMERICS);
    assert_int_equal(glpk_master_row(master, INFINITY, NULL, 0), STATUS_NUMERICS);
    solve(master);
    glpk_master_free(master);
}

TEST(a_place_outside_comes_back_as_a_fault_and_the_thread_goes_on)
{
    const GlpkEntry outside = {7, 1};
    GlpkMaster *master = small();
    bool optimal;

    assert_int_equal(glpk_master_column(master, 1, &outside, 1), STATUS_NUMERICS);
    assert_int_equal(glpk_master_solve(master, 10, INFINITY, &optimal), STATUS_NUMERICS);
    glpk_master_free(master);
    master = small();
    solve(master);
    glpk_master_free(master);
}

TEST(memory_that_runs_out_is_reported)
{
    GlpkMaster *master = NULL;

    mem_fail_at(1);
    assert_int_equal(glpk_master_new(&master), STATUS_NO_MEMORY);
    mem_fail_at(0);
    assert_null(master);
}
