#include "solver/glpk.h"

#include <string.h>

#include "model/base/clock.h"
#include "model/base/memory.h"
#include "model/base/random.h"
#include "solver/parallel.h"
#include "tests/check.h"

static const GlpkOptions plain = {.deadline_s = INFINITY};

/* A knapsack with conflicts: set packing with weights, hard enough to branch. */
static Linear packing(uint64_t seed, int32_t columns, int32_t rows, int32_t per_row)
{
    Random random = random_stream(11, seed);
    Linear linear = {0};

    for (int32_t j = 0; j < columns; j++)
        assert_ok(linear_column(&linear, 0, 1, random_between(&random, 10, 30), true, NULL));
    for (int32_t i = 0; i < rows; i++) {
        int32_t row = 0;

        assert_ok(linear_row(&linear, -INFINITY, 1 + i % 2, &row));
        for (int32_t k = 0; k < per_row; k++)
            assert_ok(linear_entry(&linear, row, random_below(&random, columns),
                                   random_between(&random, 1, 2)));
    }
    return linear;
}

/* The optimum by looking at every subset. */
static double best_of_all(const Linear *linear)
{
    double best = -INFINITY;

    for (uint32_t set = 0; set < 1u << linear->n_columns; set++) {
        double value[32];
        bool holds = false;

        for (int32_t j = 0; j < linear->n_columns; j++)
            value[j] = set >> j & 1;
        if (linear_worth(linear, value) <= best)
            continue;
        assert_ok(linear_holds(linear, value, 1e-9, &holds));
        if (holds)
            best = linear_worth(linear, value);
    }
    return best;
}

TEST(a_relaxation_gives_values_prices_and_a_bound)
{
    Linear linear = {0};
    GlpkOptions options = plain;
    GlpkAnswer answer = {0};

    options.relax = true;
    assert_ok(linear_column(&linear, 0, 3, 3, true, NULL));
    assert_ok(linear_column(&linear, 0, 3, 2, true, NULL));
    assert_ok(linear_row(&linear, -INFINITY, 4.5, NULL));
    assert_ok(linear_entry(&linear, 0, 0, 1));
    assert_ok(linear_entry(&linear, 0, 1, 1));
    linear.constant = 100;
    assert_ok(glpk_solve(&linear, &options, &answer));
    assert_int_equal(answer.end, GLPK_OPTIMAL);
    assert_near(answer.value[0], 3, EPSILON);
    assert_near(answer.value[1], 1.5, EPSILON);
    assert_near(answer.price[0], 2, EPSILON);
    assert_near(answer.objective, 112, EPSILON);
    assert_true(answer.bound >= 112);
    assert_near(answer.bound, 112, 1e-6);
    glpk_clear(&answer);
    options.relax = false;
    assert_ok(glpk_solve(&linear, &options, &answer));
    assert_near(answer.objective, 111, EPSILON);
    assert_true(answer.bound >= 111);
    glpk_clear(&answer);
    linear_clear(&linear);
}

TEST(integer_programs_are_solved_to_the_true_optimum)
{
    for (uint64_t seed = 0; seed < 40; seed++) {
        Linear linear = packing(seed, 13, 9, 4);
        GlpkAnswer answer = {0};

        assert_ok(glpk_solve(&linear, &plain, &answer));
        assert_int_equal(answer.end, GLPK_OPTIMAL);
        assert_near(answer.objective, best_of_all(&linear), 1e-9);
        assert_true(answer.bound >= answer.objective);
        assert_near(answer.bound, answer.objective, 1e-3);
        glpk_clear(&answer);
        linear_clear(&linear);
    }
}

TEST(a_program_without_solution_is_said_to_have_none)
{
    Linear linear = {0};
    GlpkAnswer answer = {0};

    assert_ok(linear_column(&linear, 0, 1, 1, true, NULL));
    assert_ok(linear_row(&linear, 0.25, 0.75, NULL));
    assert_ok(linear_entry(&linear, 0, 0, 1));
    assert_ok(glpk_solve(&linear, &plain, &answer));
    assert_int_equal(answer.end, GLPK_INFEASIBLE);
    assert_false(answer.found);
    assert_true(answer.bound == -INFINITY);
    glpk_clear(&answer);
    linear.rows[0].low = 2;
    linear.rows[0].high = 3;
    assert_ok(glpk_solve(&linear, &plain, &answer));
    assert_int_equal(answer.end, GLPK_INFEASIBLE);
    glpk_clear(&answer);
    linear_clear(&linear);
}

TEST(an_empty_program_is_worth_its_constant)
{
    Linear linear = {.constant = 5};
    GlpkAnswer answer = {0};

    assert_ok(glpk_solve(&linear, &plain, &answer));
    assert_int_equal(answer.end, GLPK_OPTIMAL);
    assert_near(answer.objective, 5, 0);
    assert_near(answer.bound, 5, 1e-5);
    glpk_clear(&answer);
    linear_clear(&linear);
}

TEST(a_gain_without_end_is_said_to_be_one)
{
    Linear linear = {0};
    GlpkOptions options = plain;
    GlpkAnswer answer = {0};

    options.relax = true;
    assert_ok(linear_column(&linear, 0, INFINITY, 1, false, NULL));
    assert_ok(glpk_solve(&linear, &options, &answer));
    assert_int_equal(answer.end, GLPK_UNBOUNDED);
    assert_true(answer.bound == INFINITY);
    glpk_clear(&answer);
    linear_clear(&linear);
}

TEST(poisoned_numbers_are_refused_before_glpk_sees_them)
{
    Linear linear = packing(1, 5, 3, 2);
    GlpkAnswer answer = {0};

    linear.columns[2].cost = NAN;
    assert_int_equal(glpk_solve(&linear, &plain, &answer), STATUS_NUMERICS);
    assert_null(answer.value);
    linear_clear(&linear);
}

TEST(a_fatal_error_inside_glpk_comes_back_and_the_next_call_works)
{
    Linear linear = packing(1, 5, 3, 2);
    GlpkAnswer answer = {0};

    /* GLPK asserts that the bounds of an integer column are whole numbers. */
    linear.columns[0].high = 0.5;
    assert_int_equal(glpk_solve(&linear, &plain, &answer), STATUS_NUMERICS);
    assert_non_null(strstr(fault_note(), "GLPK"));
    linear.columns[0].high = 1;
    assert_ok(glpk_solve(&linear, &plain, &answer));
    assert_int_equal(answer.end, GLPK_OPTIMAL);
    glpk_clear(&answer);
    linear_clear(&linear);
}

TEST(a_known_solution_is_kept_when_the_tree_is_cut_off_at_once)
{
    Linear linear = packing(3, 60, 60, 6);
    double nothing[60] = {0};
    GlpkOptions options = plain;
    GlpkAnswer cut = {0}, full = {0};

    options.start = nothing;
    options.deadline_s = clock_now_s() - 1;
    assert_ok(glpk_solve(&linear, &options, &cut));
    assert_int_equal(cut.end, GLPK_TIME);
    assert_true(cut.found);
    assert_near(cut.objective, 0, 0);
    assert_ok(glpk_solve(&linear, &plain, &full));
    assert_true(full.objective > 0);
    assert_true(cut.bound >= full.objective);
    glpk_clear(&full);
    /* The optimum handed in comes out again. */
    options.deadline_s = INFINITY;
    assert_ok(glpk_solve(&linear, &plain, &full));
    options.start = full.value;
    options.work_limit = 1;
    glpk_clear(&cut);
    assert_ok(glpk_solve(&linear, &options, &cut));
    assert_int_equal(cut.end, GLPK_WORK);
    assert_near(cut.objective, full.objective, EPSILON);
    assert_true(cut.bound >= full.objective);
    glpk_clear(&full);
    glpk_clear(&cut);
    linear_clear(&linear);
}

TEST(a_start_that_breaks_a_row_is_passed_over)
{
    Linear linear = packing(3, 13, 9, 4);
    double all[13];
    GlpkOptions options = plain;
    GlpkAnswer answer = {0};

    for (int32_t j = 0; j < 13; j++)
        all[j] = 1;
    options.start = all;
    assert_ok(glpk_solve(&linear, &options, &answer));
    assert_near(answer.objective, best_of_all(&linear), EPSILON);
    glpk_clear(&answer);
    linear_clear(&linear);
}

TEST(every_work_limit_leaves_a_valid_bound_and_the_same_answer_twice)
{
    Linear linear = packing(5, 40, 60, 5);
    GlpkAnswer full = {0};

    assert_ok(glpk_solve(&linear, &plain, &full));
    for (int64_t limit = 1; limit < full.work; limit += 1 + full.work / 20) {
        GlpkOptions options = plain;
        GlpkAnswer one = {0}, two = {0};

        options.work_limit = limit;
        assert_ok(glpk_solve(&linear, &options, &one));
        assert_ok(glpk_solve(&linear, &options, &two));
        assert_true(one.bound >= full.objective);
        assert_true(!one.found || one.objective <= full.objective + EPSILON);
        assert_int_equal(one.found, two.found);
        assert_near(one.bound, two.bound, 0);
        assert_true(one.objective == two.objective);
        glpk_clear(&one);
        glpk_clear(&two);
    }
    glpk_clear(&full);
    linear_clear(&linear);
}

TEST(a_signal_and_a_deadline_end_the_search_in_time)
{
    Linear linear = packing(9, 2000, 1200, 25);
    const volatile int interrupted = 1;
    GlpkOptions options = plain;
    GlpkAnswer answer = {0};
    double before = clock_now_s();

    options.interrupted = &interrupted;
    assert_ok(glpk_solve(&linear, &options, &answer));
    assert_int_equal(answer.end, GLPK_SIGNAL);
    assert_true(isfinite(answer.bound));
    glpk_clear(&answer);
    options.interrupted = NULL;
    options.deadline_s = clock_now_s() + 0.3;
    assert_ok(glpk_solve(&linear, &options, &answer));
    assert_int_equal(answer.end, GLPK_TIME);
    assert_true(isfinite(answer.bound));
    assert_true(clock_now_s() - before < 0.3 + 0.5);
    glpk_clear(&answer);
    linear_clear(&linear);
}

enum { JOBS = 64 };

static Status solve_one(size_t index, void *context)
{
    double *objective = context;
    Linear linear = packing(index, 22, 18, 5);
    GlpkAnswer answer = {0};
    Status status;

    /* Every eighth job is poisoned; its error must not touch the others. */
    if (index % 8 == 7)
        linear.columns[0].high = 0.5;
    status = glpk_solve(&linear, &plain, &answer);
    objective[index] = status == STATUS_OK ? answer.objective : -1;
    glpk_clear(&answer);
    linear_clear(&linear);
    return STATUS_OK;
}

TEST(sixty_four_programs_on_four_threads_come_out_as_on_one)
{
    double one[JOBS], four[JOBS];

    assert_true(glpk_is_threadsafe());
    assert_ok(parallel_run(JOBS, 1, solve_one, one));
    assert_ok(parallel_run(JOBS, 4, solve_one, four));
    for (size_t i = 0; i < JOBS; i++) {
        assert_near(one[i], four[i], 0);
        assert_true(i % 8 == 7 ? one[i] < 0 : one[i] > 0);
    }
}

TEST(running_out_of_our_memory_leaves_the_answer_alone)
{
    Linear linear = packing(1, 5, 3, 2);
    GlpkAnswer answer = {0};
    Status status = STATUS_NO_MEMORY;

    for (int64_t nth = 1; status != STATUS_OK; nth++) {
        mem_fail_at(nth);
        status = glpk_solve(&linear, &plain, &answer);
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
        assert_true(status == STATUS_OK || !answer.value);
    }
    mem_fail_at(0);
    glpk_clear(&answer);
    linear_clear(&linear);
}
