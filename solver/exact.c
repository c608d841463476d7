#include "solver/exact.h"

#include <math.h>
#include <stdlib.h>

#include "model/base/memory.h"
#include "model/base/order.h"
#include "model/program/plan.h"
#include "solver/budget.h"

/* A unit handed to a part of a visit of the slate. */
typedef struct Handed {
    int32_t visit, part, unit;
} Handed;

/* A solution of the program on its way to an answer. */
typedef struct Reading {
    const Catalog *catalog;
    const Plan *plan;
    const double *value;
    Handed *handed; /* owned, [n_handed], in the end by visit, part, unit */
    int32_t n_handed, handed_capacity;
    int32_t *handed_begin; /* owned, [visits + 1] */
} Reading;

static bool is_on(const Reading *reading, int32_t column)
{
    return reading->value[column] > 0.5;
}

static Status hand(Reading *reading, int32_t visit, int32_t part, int32_t unit)
{
    void *handed = reading->handed;
    Status status = mem_grow(&handed, &reading->handed_capacity, (int64_t)reading->n_handed + 1,
                             sizeof *reading->handed);

    reading->handed = handed;
    if (status == STATUS_OK)
        reading->handed[reading->n_handed++] = (Handed){visit, part, unit};
    return status;
}

/* Hands the units of one counted pool to its uses [from, to), which come by start: at any moment no
 * more are in use than there are, so the first free one will do. */
static Status colour_pool(Reading *reading, int32_t from, int32_t to)
{
    const HoldCount *counts = reading->plan->holds.counts;
    const CatalogPool *pool = &reading->catalog->pools[counts[from].pool];
    int32_t units = pool->end - pool->begin;
    int32_t *free_min = MEM_NEW(int32_t, units);
    Status status = STATUS_OK;

    if (!free_min)
        return STATUS_NO_MEMORY;
    for (int32_t i = from; i < to; i++) {
        int32_t missing = counts[i].count;

        if (!is_on(reading, reading->plan->visit_column[counts[i].visit]))
            continue;
        for (int32_t k = 0; k < units && missing > 0; k++) {
            if (free_min[k] > counts[i].start_min)
                continue;
            free_min[k] = counts[i].clear_min;
            TRY(hand(reading, counts[i].visit, counts[i].part,
                     reading->catalog->pool_units[pool->begin + k]));
            missing--;
        }
        if (missing > 0) {
            status = fault(STATUS_BUG, "a pool that was counted has too few units");
            goto done;
        }
    }
done:
    mem_free(free_min);
    return status;
}

static int compare_handed(const void *left, const void *right)
{
    const Handed *a = left, *b = right;
    const int64_t ours[] = {a->visit, a->part, a->unit};
    const int64_t theirs[] = {b->visit, b->part, b->unit};

    return order_keys(ours, theirs, 3);
}

/* Who and what every visit holds. */
static Status hand_out(Reading *reading)
{
    const Holds *holds = &reading->plan->holds;
    int32_t n_visits = reading->plan->slate.n_visits;
    Status status = STATUS_OK;

    for (int32_t i = 0; i < holds->n_uses; i++)
        if (is_on(reading, holds->uses[i].column))
            TRY(hand(reading, holds->uses[i].visit, holds->uses[i].part, holds->uses[i].unit));
    for (int32_t from = 0, to; from < holds->n_counts; from = to) {
        for (to = from + 1;
             to < holds->n_counts && holds->counts[to].pool == holds->counts[from].pool; to++)
            ;
        TRY(colour_pool(reading, from, to));
    }
    if (reading->n_handed > 1)
        qsort(reading->handed, (size_t)reading->n_handed, sizeof *reading->handed, compare_handed);
    reading->handed_begin = MEM_NEW(int32_t, (int64_t)n_visits + 1);
    if (!reading->handed_begin)
        return STATUS_NO_MEMORY;
    for (int32_t i = 0; i < reading->n_handed; i++)
        reading->handed_begin[reading->handed[i].visit + 1]++;
    for (int32_t v = 0; v < n_visits; v++)
        reading->handed_begin[v + 1] += reading->handed_begin[v];
done:
    return status;
}

/* The visit each subject is in, or -1: requests by their bookings, places key by key. */
static Status find_visits(const Reading *reading, const Answer *answer, int32_t *visit_of)
{
    const Slate *slate = &reading->plan->slate;
    int32_t *next = MEM_NEW(int32_t, (int64_t)reading->catalog->n_reserves + 1);
    int32_t place = answer->n_requests;

    if (!next)
        return STATUS_NO_MEMORY;
    for (int32_t i = 0; i < answer->n_subjects; i++)
        visit_of[i] = -1;
    for (int32_t b = 0; b < slate->n_bookings; b++) {
        const SlateBooking *booking = &slate->bookings[b];
        int32_t visit = booking->visit;

        if (!is_on(reading, reading->plan->booking_column[b]))
            continue;
        if (booking->stand >= 0 && !is_on(reading, reading->plan->visit_column[visit]))
            visit = slate->stands[booking->stand].fixed_visit;
        visit_of[booking->request] = visit;
    }
    for (int32_t key = 0; key < reading->catalog->n_reserves; key++) {
        next[key] = place;
        place += reading->catalog->reserves[key].count;
    }
    for (int32_t v = 0; v < slate->n_visits; v++)
        if (slate->visits[v].key >= 0 && is_on(reading, reading->plan->visit_column[v]))
            visit_of[next[slate->visits[v].key]++] = v;
    mem_free(next);
    return STATUS_OK;
}

static Status fill_answer(const Reading *reading, Answer *answer)
{
    int32_t n_units = 0;
    Status status = STATUS_NO_MEMORY;
    int32_t *visit_of = MEM_NEW(int32_t, answer->n_subjects);

    if (!visit_of)
        goto done;
    TRY(find_visits(reading, answer, visit_of));
    for (int32_t i = 0; i < answer->n_subjects; i++)
        if (visit_of[i] >= 0)
            n_units += reading->handed_begin[visit_of[i] + 1] - reading->handed_begin[visit_of[i]];
    status = STATUS_NO_MEMORY;
    answer->units = MEM_NEW(AgendaUnit, n_units);
    if (!answer->units)
        goto done;
    n_units = 0;
    for (int32_t i = 0; i < answer->n_subjects; i++) {
        int32_t v = visit_of[i];

        answer->at[i].provider = -1;
        answer->unit_begin[i] = n_units;
        if (v < 0)
            continue;
        answer->at[i] = reading->plan->slate.visits[v].at;
        for (int32_t k = reading->handed_begin[v]; k < reading->handed_begin[v + 1]; k++)
            answer->units[n_units++] =
                (AgendaUnit){reading->handed[k].part, reading->handed[k].unit};
    }
    answer->unit_begin[answer->n_subjects] = n_units;
    status = STATUS_OK;
done:
    mem_free(visit_of);
    return status;
}

static Status read_solution(const Catalog *catalog, const Plan *plan, const double *value,
                            Answer **out)
{
    Reading reading = {.catalog = catalog, .plan = plan, .value = value};
    Answer *answer = NULL;
    Status status = STATUS_OK;

    TRY(hand_out(&reading));
    TRY(answer_blank(catalog, &answer));
    TRY(fill_answer(&reading, answer));
    *out = answer;
    answer = NULL;
done:
    answer_free(answer);
    mem_free(reading.handed);
    mem_free(reading.handed_begin);
    return status;
}

/* How much less than @p known still counts as not worse. */
static double slack_of(double known)
{
    return 1e-7 * (1 + fabs(known));
}

/* Fixes every column that no solution worth more than @p known can have otherwise: by the prices of
 * the relaxation no solution is worth more than a bound, less what the column's other value loses.
 * In integer solutions every column is 0 or 1. NO_MEMORY. */
static Status fix_hopeless(Linear *linear, const double *price, double known)
{
    double *gain = MEM_NEW(double, linear->n_columns), bound = 0;
    double least = known - slack_of(known);
    Status status = STATUS_OK;

    if (!gain)
        return STATUS_NO_MEMORY;
    TRY(linear_bound(linear, price, &bound));
    linear_gains(linear, price, gain);
    for (int32_t j = 0; j < linear->n_columns; j++) {
        LinearColumn *column = &linear->columns[j];

        if (column->low != 0 || column->high != 1)
            continue;
        if (bound + gain[j] < least)
            column->high = 0;
        else if (bound - gain[j] < least)
            column->low = 1;
    }
done:
    mem_free(gain);
    return status;
}

/* The program solved, given that a schedule worth @p known is in hand; *@p iterations were taken.
 */
static Status solve_program(Linear *linear, const GlpkOptions *limits, double known,
                            GlpkAnswer *found, int64_t *iterations)
{
    GlpkOptions relaxed_limits = *limits, tree_limits = *limits;
    GlpkAnswer relaxed = {0};
    Status status = STATUS_OK;

    if (known == -INFINITY) {
        status = glpk_solve(linear, limits, found);
        *iterations = found->work;
        return status;
    }
    relaxed_limits.relax = true;
    TRY(glpk_solve(linear, &relaxed_limits, &relaxed));
    *iterations = relaxed.work;
    if (relaxed.end == GLPK_OPTIMAL) {
        TRY(fix_hopeless(linear, relaxed.price, known));
        if (limits->work_limit > 0)
            tree_limits.work_limit =
                limits->work_limit > relaxed.work ? limits->work_limit - relaxed.work : 1;
        TRY(glpk_solve(linear, &tree_limits, found));
        *iterations += found->work;
        /* Nothing better is left: what is known is the optimum. */
        if (found->end == GLPK_INFEASIBLE)
            found->end = GLPK_OPTIMAL;
        found->bound = fmin(relaxed.bound, fmax(found->bound, known + slack_of(known)));
    } else if (relaxed.end == GLPK_INFEASIBLE) {
        status = fault(STATUS_NUMERICS, "GLPK finds no schedule where one is known");
    } else {
        *found = relaxed;
        found->found = false;
        relaxed = (GlpkAnswer){0};
    }
done:
    glpk_clear(&relaxed);
    return status;
}

Status exact_solve(const Catalog *catalog, const SolveOptions *options, double known, Exact *out)
{
    GlpkOptions limits = {.deadline_s = options->deadline_s,
                          .gap = options->gap,
                          .interrupted = options->interrupted,
                          .progress = options->progress};
    int64_t unit, iterations = 0;
    Exact exact = {0};
    Plan plan = {0};
    GlpkAnswer found = {0};
    Status status = STATUS_OK;

    TRY(plan_new(catalog, &plan, &exact.within));
    if (!exact.within) {
        *out = exact;
        goto done;
    }
    exact.columns = plan.linear.n_columns;
    exact.rows = plan.linear.n_rows;
    unit = budget_iteration_work(plan.linear.n_rows);
    limits.work_limit = options->work_limit > 0 ? 1 + options->work_limit / unit : 0;
    status = solve_program(&plan.linear, &limits, known, &found, &iterations);
    exact.work = unit * iterations;
    progress_work(options->progress, exact.work);
    if (status == STATUS_NUMERICS) {
        fault_clear();
        *out = (Exact){.work = exact.work};
        status = STATUS_OK;
        goto done;
    }
    TRY(status);
    exact.end = found.end;
    exact.bound = found.bound;
    if (found.found && found.objective > known) {
        exact.objective = found.objective;
        TRY(read_solution(catalog, &plan, found.value, &exact.answer));
    }
    *out = exact;
    exact.answer = NULL;
done:
    answer_free(exact.answer);
    plan_clear(&plan);
    glpk_clear(&found);
    return status;
}

void exact_clear(Exact *exact)
{
    answer_free(exact->answer);
    *exact = (Exact){0};
}
