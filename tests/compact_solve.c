#include "tests/compact_solve.h"

#include <math.h>
#include <stdlib.h>

#include "model/base/memory.h"
#include "model/base/order.h"
#include "model/program/bond.h"
#include "model/program/compact.h"
#include "solver/budget.h"
#include "solver/greedy/bundle.h"
#include "solver/greedy/fixed.h"
#include "solver/greedy/improve.h"

/* Part of the time left that each program may take. */
static const double PROGRAM_SHARE = 0.6;

/* A request's or place's most certain booking, or a bundle's least. */
typedef struct Wanted {
    double value; /* of its column */
    int32_t visit;
    int32_t number; /* of the bundle, or -1 - subject of a place */
} Wanted;

/* What GLPK may take of what is left of @p options when @p done units of work are gone. */
static GlpkOptions program_limits(const SolveOptions *options, int64_t done, int64_t unit)
{
    SolveOptions step = budget_step(options, done, PROGRAM_SHARE);

    return (GlpkOptions){.deadline_s = step.deadline_s,
                         .work_limit = step.work_limit > 0 ? 1 + step.work_limit / unit : 0,
                         .gap = options->gap,
                         .interrupted = options->interrupted,
                         .progress = options->progress};
}

/* The relaxation, and where it is small the program itself; *@p found is the last that gave values,
 * its bound the better of both. */
static Status solve_programs(const Catalog *catalog, Compact *compact, const SolveOptions *options,
                             GlpkAnswer *found, int64_t *work)
{
    int64_t unit = budget_iteration_work(compact->linear.n_rows);
    GlpkOptions limits = program_limits(options, 0, unit);
    GlpkAnswer tree = {0};
    Status status = STATUS_OK;

    limits.relax = true;
    TRY(glpk_solve(&compact->linear, &limits, found));
    *work = unit * found->work;
    progress_work(options->progress, *work);
    if (found->end != GLPK_OPTIMAL || compact->linear.n_columns > COMPACT_TREE_MAX)
        return STATUS_OK;
    TRY(bond_decide(catalog, &compact->slate, compact->booking_column, &compact->linear));
    limits = program_limits(options, *work, unit);
    TRY(glpk_solve(&compact->linear, &limits, &tree));
    *work += unit * tree.work;
    progress_work(options->progress, unit * tree.work);
    tree.bound = fmin(tree.bound, found->bound);
    found->bound = tree.bound;
    found->end = tree.end;
    if (tree.found) {
        glpk_clear(found);
        *found = tree;
        tree = (GlpkAnswer){0};
    }
done:
    glpk_clear(&tree);
    return status;
}

static int by_value(const void *left, const void *right)
{
    const Wanted *a = left, *b = right;

    if (a->value != b->value)
        return order_real(b->value, a->value);
    return order_int(a->number, b->number);
}

/* The booking of each request with the largest value: best[r], -1 where it has none. */
static void find_best(const Compact *compact, const double *value, int32_t n_requests,
                      int32_t *best)
{
    for (int32_t r = 0; r < n_requests; r++) {
        best[r] = -1;
        for (int32_t b = compact->slate.booking_begin[r]; b < compact->slate.booking_begin[r + 1];
             b++)
            if (best[r] < 0 ||
                value[compact->booking_column[b]] > value[compact->booking_column[best[r]]])
                best[r] = b;
    }
}

/* Bundles and places by how sure the program is of them. */
static void list_wanted(const Compact *compact, const double *value, const Agenda *agenda,
                        const Bundles *bundles, const int32_t *best, Wanted *wanted)
{
    const Slate *slate = &compact->slate;
    int32_t n = 0, visit = 0;

    for (int32_t i = 0; i < bundles->count; i++) {
        double least = INFINITY;

        for (int32_t k = bundles->begin[i]; k < bundles->begin[i + 1]; k++) {
            int32_t b = best[bundles->members[k]];

            least = fmin(least, b < 0 ? 0 : value[compact->booking_column[b]]);
        }
        wanted[n++] = (Wanted){least, -1, i};
    }
    /* Places of one key are alike: the visits the program holds go to them in turn. */
    for (int32_t i = 0; i < agenda->n_places; i++) {
        Wanted *place = &wanted[n++];

        *place = (Wanted){0, -1, -1 - (agenda->n_requests + i)};
        if (i > 0 && agenda->place_key[i] != agenda->place_key[i - 1])
            visit = 0;
        for (; visit < slate->n_visits && place->visit < 0; visit++)
            if (slate->visits[visit].key == agenda->place_key[i] &&
                value[compact->visit_column[visit]] > 0.5)
                *place = (Wanted){value[compact->visit_column[visit]], visit, place->number};
    }
    qsort(wanted, (size_t)n, sizeof *wanted, by_value);
}

/* Books what the program books, where the rules it leaves out allow it. */
static void book_wanted(const Compact *compact, const double *value, Agenda *agenda,
                        const Bundles *bundles, const int32_t *best, const Wanted *wanted,
                        int32_t count)
{
    const Slate *slate = &compact->slate;

    for (int32_t i = 0; i < count && wanted[i].value > 0.01; i++) {
        int32_t mark = agenda_mark(agenda), bundle = wanted[i].number;
        bool stands = true;

        if (bundle < 0)
            agenda_place(agenda, -1 - bundle, &slate->visits[wanted[i].visit].at);
        for (int32_t k = bundle < 0 ? 0 : bundles->begin[bundle];
             bundle >= 0 && k < bundles->begin[bundle + 1] && stands; k++) {
            int32_t r = bundles->members[k], b = best[r];

            stands = b >= 0 && value[compact->booking_column[b]] > 0 &&
                     agenda_place(agenda, r, &slate->visits[slate->bookings[b].visit].at);
        }
        if (!stands)
            agenda_rollback(agenda, mark);
        agenda_settle(agenda);
    }
}

/* Books, fills in and improves. */
static Status construct(const Compact *compact, const double *value, const SolveOptions *options,
                        Agenda *agenda)
{
    Pace pace = pace_begin(agenda, options);
    Bundles bundles = {0};
    SeatFinder finder = {0};
    BundleSearch search = {0};
    int32_t *best = NULL, *order = NULL, count;
    Wanted *wanted = NULL;
    Status status = STATUS_OK;

    TRY(bundles_init(&bundles, agenda->catalog));
    TRY(bundle_search_init(&search, &bundles, &finder));
    count = bundles.count + agenda->n_places;
    best = MEM_NEW(int32_t, agenda->n_requests);
    order = MEM_NEW(int32_t, count);
    wanted = MEM_NEW(Wanted, count);
    if (!best || !order || !wanted) {
        status = STATUS_NO_MEMORY;
        goto done;
    }
    find_best(compact, value, agenda->n_requests, best);
    list_wanted(compact, value, agenda, &bundles, best, wanted);
    book_wanted(compact, value, agenda, &bundles, best, wanted, count);
    for (int32_t i = 0; i < count; i++)
        order[i] = wanted[i].number;
    TRY(improve_run(agenda, &bundles, &search, order, count, &pace));
    pace_end(&pace, agenda);
    status =
        finder.broken ? fault(STATUS_NO_MEMORY, "sessions to choose from") : agenda_status(agenda);
done:
    mem_free(best);
    mem_free(order);
    mem_free(wanted);
    bundle_search_clear(&search);
    seat_clear(&finder);
    bundles_clear(&bundles);
    return status;
}

static Status make_answer(const Catalog *catalog, const SolveOptions *options,
                          const Compact *compact, const double *value, CompactResult *result)
{
    Agenda *agenda = NULL;
    Findings conflict = {0};
    FixedVerdict verdict = FIXED_STAND;
    SolveOptions left;
    Status status = STATUS_OK;

    TRY(agenda_new(catalog, &agenda));
    TRY(fixed_place(agenda, &conflict, &verdict));
    if (verdict == FIXED_CLASH)
        result->end = GLPK_INFEASIBLE;
    if (verdict != FIXED_STAND)
        goto done;
    left = budget_step(options, result->work, 1);
    status = construct(compact, value, &left, agenda);
    result->work += agenda->effort;
    TRY(status);
    TRY(answer_new(agenda, &result->answer));
    TRY(answer_objective(result->answer, &result->objective));
done:
    findings_clear(&conflict);
    agenda_free(agenda);
    return status;
}

Status compact_solve(const Catalog *catalog, const SolveOptions *options, CompactResult *out)
{
    CompactResult result = {0};
    Compact compact = {0};
    GlpkAnswer found = {0};
    Status status = STATUS_OK;

    TRY(compact_build(catalog, COMPACT_BOOKINGS_MAX, &compact, &result.within));
    if (result.within) {
        status = solve_programs(catalog, &compact, options, &found, &result.work);
        if (status == STATUS_NUMERICS) {
            fault_clear();
            *out = (CompactResult){.work = result.work};
            status = STATUS_OK;
            goto done;
        }
        TRY(status);
        result.end = found.end;
        result.bound = found.bound;
        result.columns = compact.linear.n_columns;
        result.rows = compact.linear.n_rows;
        if (found.found)
            TRY(make_answer(catalog, options, &compact, found.value, &result));
    }
    *out = result;
    result.answer = NULL;
done:
    answer_free(result.answer);
    glpk_clear(&found);
    compact_clear(&compact);
    return status;
}

void compact_result_clear(CompactResult *result)
{
    answer_free(result->answer);
    *result = (CompactResult){0};
}
