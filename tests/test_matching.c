#include "solver/matching.h"

#include <stdbool.h>
#include <string.h>

#include "model/base/memory.h"
#include "model/base/random.h"
#include "tests/check.h"

enum { ROWS_MAX = 7, COLUMNS_MAX = 8, MANY = 150 };

/* A problem, and what came of it. */
typedef struct Problem {
    int32_t rows, columns;
    double worth[MANY * MANY];
    int32_t column_of[MANY];
} Problem;

static double worth_at(const Problem *problem, int32_t i, int32_t j)
{
    return problem->worth[i * problem->columns + j];
}

/* What the matching found is worth; fails the test unless it is one. */
static double sum_found(const Problem *problem)
{
    bool taken[MANY] = {false};
    double sum = 0;

    for (int32_t i = 0; i < problem->rows; i++) {
        int32_t j = problem->column_of[i];

        if (j < 0)
            continue;
        assert_true(j < problem->columns && !taken[j]);
        assert_true(isfinite(worth_at(problem, i, j)));
        taken[j] = true;
        sum += worth_at(problem, i, j);
    }
    return sum;
}

static double solve(Problem *problem)
{
    int64_t work = -1, rows = problem->rows;

    assert_ok(
        matching_solve(problem->worth, problem->rows, problem->columns, problem->column_of, &work));
    assert_true(work >= 0 && work <= rows * (rows + 5) * problem->columns);
    return sum_found(problem);
}

TEST(two_rows_that_want_one_column_share_out_for_the_greatest_sum)
{
    Problem problem = {2, 2, {4, 5, 1, 5}, {0}};

    assert_near(solve(&problem), 9, 0);
    assert_int_equal(problem.column_of[0], 0);
    assert_int_equal(problem.column_of[1], 1);
}

TEST(a_row_stays_alone_rather_than_cost_something)
{
    Problem problem = {2, 2, {-1, -2, 3, -1}, {0}};

    assert_near(solve(&problem), 3, 0);
    assert_int_equal(problem.column_of[0], -1);
    assert_int_equal(problem.column_of[1], 0);
}

TEST(a_row_leaves_its_column_to_one_that_gives_more)
{
    Problem problem = {3, 1, {3, 5, 4}, {0}};

    assert_near(solve(&problem), 5, 0);
    assert_int_equal(problem.column_of[0], -1);
    assert_int_equal(problem.column_of[1], 0);
    assert_int_equal(problem.column_of[2], -1);
}

TEST(without_rows_or_columns_there_is_nothing_to_match)
{
    Problem problem = {0, 3, {0}, {0}};

    assert_near(solve(&problem), 0, 0);
    problem = (Problem){2, 0, {0}, {5, 5}};
    assert_near(solve(&problem), 0, 0);
    assert_int_equal(problem.column_of[0], -1);
    assert_int_equal(problem.column_of[1], -1);
}

TEST(nobody_need_ask_how_much_work_it_was)
{
    Problem problem = {1, 1, {2}, {-1}};

    assert_ok(matching_solve(problem.worth, 1, 1, problem.column_of, NULL));
    assert_int_equal(problem.column_of[0], 0);
}

/* The kinds of worths that are drawn. */
typedef enum Kind {
    FEW,   /* whole numbers, so few that most are equal, */
    FINE,  /* all different, */
    LARGE, /* some of them larger by far than what tells the others apart */
    KINDS
} Kind;

static double draw(Random *random, Kind kind)
{
    switch (kind) {
    case FEW:
        return random_between(random, -1, 2);
    case FINE:
        return 15 * random_unit(random) - 5;
    default:
        return (random_below(random, 2) ? 1e6 : 0) + random_between(random, -2, 2) +
               (random_below(random, 2) ? 1e-6 : 0);
    }
}

/* Fills the problem; @p forbidden of a hundred pairs may not be matched. */
static void fill(Problem *problem, Random *random, Kind kind, int32_t forbidden)
{
    for (int32_t k = 0; k < problem->rows * problem->columns; k++) {
        double worth = draw(random, kind);

        problem->worth[k] = random_below(random, 100) < forbidden ? -INFINITY : worth;
    }
    memset(problem->column_of, 0x55, sizeof problem->column_of);
}

/* The greatest sum of the rows from @p i on, by trying everything. */
static double try_all(const Problem *problem, int32_t i, unsigned taken)
{
    double best;

    if (i == problem->rows)
        return 0;
    best = try_all(problem, i + 1, taken);
    for (int32_t j = 0; j < problem->columns; j++)
        if (!(taken >> j & 1))
            best = fmax(best, worth_at(problem, i, j) + try_all(problem, i + 1, taken | 1u << j));
    return best;
}

TEST(no_small_matching_is_worth_more_than_what_is_found)
{
    Random random = random_stream(1, 0);
    static Problem problem;

    for (int32_t trial = 0; trial < 3000; trial++) {
        Kind kind = (Kind)(trial % KINDS);
        double sum;

        problem.rows = random_between(&random, 0, ROWS_MAX);
        problem.columns = random_between(&random, 0, COLUMNS_MAX);
        fill(&problem, &random, kind, 40 * random_between(&random, 0, 2));
        sum = solve(&problem);
        assert_near(sum, try_all(&problem, 0, 0), kind == FEW ? 0 : kind == FINE ? 1e-9 : 1e-7);
    }
}

/* A change of the matching is a closed walk over rows, columns and a hub, where whoever is alone
 * is: what one step of it costs; INFINITY where it may not be taken. */
static double cost_of_step(const Problem *problem, const int32_t *row_of, int32_t from, int32_t to)
{
    int32_t rows = problem->rows, hub = rows + problem->columns;

    if (from < rows && to >= rows && to < hub) /* a row takes a column, */
        return problem->column_of[from] == to - rows ? INFINITY
                                                     : -worth_at(problem, from, to - rows);
    if (to < rows && from >= rows && from < hub) /* whose row goes without, */
        return row_of[from - rows] == to ? worth_at(problem, to, from - rows) : INFINITY;
    if (to == hub && from < rows) /* and is alone; */
        return problem->column_of[from] >= 0 ? 0 : INFINITY;
    if (to == hub && from < hub) /* or nobody had the column, */
        return row_of[from - rows] < 0 ? 0 : INFINITY;
    if (from == hub && to < rows) /* and it is a row who was alone that took it, */
        return problem->column_of[to] < 0 ? 0 : INFINITY;
    if (from == hub && to < hub) /* or a row that leaves another to nobody. */
        return row_of[to - rows] >= 0 ? 0 : INFINITY;
    return INFINITY;
}

/* True when no change gains: the matching is the best there is. By Bellman and Ford: lengths of
 * shortest walks settle unless there is a closed one that costs less than nothing. Worths are
 * whole, so that sums are exact. */
static bool no_change_gains(const Problem *problem)
{
    int32_t nodes = problem->rows + problem->columns + 1, row_of[MANY];
    double length[2 * MANY + 1] = {0};
    bool shorter = true;

    for (int32_t j = 0; j < problem->columns; j++)
        row_of[j] = -1;
    for (int32_t i = 0; i < problem->rows; i++)
        if (problem->column_of[i] >= 0)
            row_of[problem->column_of[i]] = i;
    for (int32_t round = 0; shorter && round <= nodes; round++) {
        shorter = false;
        for (int32_t from = 0; from < nodes; from++)
            for (int32_t to = 0; to < nodes; to++) {
                double through = length[from] + cost_of_step(problem, row_of, from, to);

                if (through < length[to]) {
                    length[to] = through;
                    shorter = true;
                }
            }
    }
    return !shorter;
}

TEST(no_change_of_a_large_matching_gains)
{
    static const struct {
        int32_t rows, columns, forbidden, least, most;
    } sizes[] = {{120, 150, 0, -100, 1000}, {120, 150, 90, -10, 30}, {150, 120, 30, -20, 20},
                 {100, 100, 50, 0, 1},      {150, 20, 0, -500, 500}, {20, 150, 0, 1, 3}};
    static Problem problem;

    for (int32_t k = 0; k < (int32_t)(sizeof sizes / sizeof sizes[0]); k++) {
        Random random = random_stream(2, (uint64_t)k);

        problem.rows = sizes[k].rows;
        problem.columns = sizes[k].columns;
        for (int32_t c = 0; c < problem.rows * problem.columns; c++) {
            double whole = random_between(&random, sizes[k].least, sizes[k].most);

            problem.worth[c] = random_below(&random, 100) < sizes[k].forbidden ? -INFINITY : whole;
        }
        assert_true(solve(&problem) > 0);
        assert_true(no_change_gains(&problem));
    }
}

TEST(a_change_that_gains_is_seen)
{
    Problem problem = {3, 2, {5, 4, 5, 1, 2, 2}, {0, 1, -1}};

    assert_false(no_change_gains(&problem)); /* the first two would exchange */
    problem.column_of[0] = 1;
    problem.column_of[1] = 0;
    assert_true(no_change_gains(&problem));
    problem.column_of[1] = -1;
    assert_false(no_change_gains(&problem)); /* the second would rather not be alone */
}

TEST(memory_that_runs_out_is_reported)
{
    Random random = random_stream(3, 0);
    Status status = STATUS_NO_MEMORY;
    static Problem problem;
    int64_t nth = 0;

    problem.rows = problem.columns = 8;
    fill(&problem, &random, FINE, 0);
    while (status != STATUS_OK) {
        mem_fail_at(++nth);
        status = matching_solve(problem.worth, 8, 8, problem.column_of, NULL);
        mem_fail_at(0);
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
    }
    assert_true(nth > 1);
    sum_found(&problem);
}
