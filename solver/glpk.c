#include "solver/glpk.h"

#include <glpk.h>
#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <string.h>

#include "model/base/clock.h"
#include "model/base/memory.h"

/* Above so many columns the tree branches without trying: a trial copies the program and cannot be
 * interrupted. */
enum { TRIAL_COLUMNS_MAX = 6000 };
enum { SLICE = 1000 }; /* iterations between two looks at clock and signal */

/* Distance from a row or a whole number that still counts as kept. */
static const double TOLERANCE = 1e-6;
/* What a bound of the tree is moved outward by, relative. */
static const double SLACK = 1e-6;

/* One call. All that changes between setjmp and longjmp lives here, not in locals. */
typedef struct Run {
    const Linear *linear;
    const GlpkOptions *options;
    const LinearMatrix *matrix;
    double *start;     /* [n_columns + 1] from 1, kept by the program; NULL: none */
    double *value;     /* [n_columns] */
    double *price;     /* [n_rows] */
    int *rows;         /* [n_rows + 1] scratch */
    double *entries;   /* [n_rows + 1] scratch */
    glp_prob *problem; /* GLPK's own */
    jmp_buf trap;      /* where fatal errors land */
    char message[200]; /* first line of GLPK's last words */
    GlpkEnd end;
    bool has_value;    /* `value` is GLPK's */
    bool offered;      /* the start was handed in */
    bool lost;         /* GLPK gave up without a fatal error */
    double tree_bound; /* no solution of the tree is worth more */
    int64_t nodes, work;
} Run;

static int keep_message(void *info, const char *text)
{
    Run *run = info;

    if (glp_at_error() && run->message[0] == '\0') {
        size_t length = strcspn(text, "\n");

        if (length >= sizeof run->message)
            length = sizeof run->message - 1;
        memcpy(run->message, text, length);
        run->message[length] = '\0';
    }
    return 1;
}

static void land(void *info)
{
    Run *run = info;

    glp_free_env();
    longjmp(run->trap, 1);
}

static int bound_kind(double low, double high)
{
    if (isinf(low))
        return isinf(high) ? GLP_FR : GLP_UP;
    if (isinf(high))
        return GLP_LO;
    return low < high ? GLP_DB : GLP_FX;
}

/* GLPK refuses programs without rows or columns: a free row and a column fixed at 0 change nothing.
 */
static void load(Run *run)
{
    const Linear *linear = run->linear;
    const LinearMatrix *matrix = run->matrix;
    glp_prob *problem = run->problem = glp_create_prob();

    glp_set_obj_dir(problem, GLP_MAX);
    glp_set_obj_coef(problem, 0, linear->constant);
    glp_add_rows(problem, linear->n_rows > 0 ? linear->n_rows : 1);
    glp_add_cols(problem, linear->n_columns > 0 ? linear->n_columns : 1);
    for (int32_t i = 0; i < linear->n_rows; i++) {
        const LinearRow *row = &linear->rows[i];

        glp_set_row_bnds(problem, i + 1, bound_kind(row->low, row->high), row->low, row->high);
    }
    for (int32_t j = 0; j < linear->n_columns; j++) {
        const LinearColumn *column = &linear->columns[j];
        int32_t begin = matrix->begin[j], length = matrix->begin[j + 1] - begin;

        glp_set_col_bnds(problem, j + 1, bound_kind(column->low, column->high), column->low,
                         column->high);
        glp_set_obj_coef(problem, j + 1, column->cost);
        if (column->integer && !run->options->relax)
            glp_set_col_kind(problem, j + 1, GLP_IV);
        for (int32_t k = 0; k < length; k++) {
            run->rows[k + 1] = matrix->row[begin + k] + 1;
            run->entries[k + 1] = matrix->value[begin + k];
        }
        glp_set_mat_col(problem, j + 1, length, run->rows, run->entries);
    }
}

/* True when the call must end now, with the reason in run->end. */
static bool must_stop(Run *run)
{
    const GlpkOptions *options = run->options;

    run->work = glp_get_it_cnt(run->problem);
    progress_work(options->progress, 0);
    if (options->interrupted && *options->interrupted)
        run->end = GLPK_SIGNAL;
    else if (clock_now_s() >= options->deadline_s)
        run->end = GLPK_TIME;
    else if (options->work_limit > 0 && run->work >= options->work_limit)
        run->end = GLPK_WORK;
    else
        return false;
    return true;
}

/* Milliseconds left, as GLPK wants them. */
static int time_left_ms(const Run *run)
{
    double left = (run->options->deadline_s - clock_now_s()) * 1000;

    if (!(left < INT_MAX))
        return INT_MAX;
    return left > 1 ? (int)left : 1;
}

/* Simplex in slices; the return code of the last one. */
static int iterate(Run *run, int method)
{
    glp_smcp control;
    int code = GLP_EITLIM;

    glp_init_smcp(&control);
    control.msg_lev = GLP_MSG_OFF;
    control.meth = method;
    control.r_test = method == GLP_PRIMAL ? GLP_RT_HAR : GLP_RT_FLIP;
    while (code == GLP_EITLIM && !must_stop(run)) {
        int64_t left = run->options->work_limit - run->work;

        control.it_lim = run->options->work_limit > 0 && left < SLICE ? (int)left : SLICE;
        control.tm_lim = time_left_ms(run);
        code = glp_simplex(run->problem, &control);
    }
    run->work = glp_get_it_cnt(run->problem);
    if (code == GLP_ETMLIM)
        run->end = GLPK_TIME;
    return code;
}

/* The relaxation. True when it is optimal; else run->end or run->lost says why not. */
static bool solve_relaxation(Run *run)
{
    int code = iterate(run, run->options->dual ? GLP_DUALP : GLP_PRIMAL);
    int found = glp_get_status(run->problem);

    /* A second start from the slack basis, scaled, masters most of what fails the first time. */
    if (code != GLP_EITLIM && code != GLP_ETMLIM &&
        (code != 0 || (found != GLP_OPT && found != GLP_NOFEAS && found != GLP_UNBND))) {
        glp_scale_prob(run->problem, GLP_SF_AUTO);
        glp_std_basis(run->problem);
        code = iterate(run, run->options->dual ? GLP_PRIMAL : GLP_DUALP);
        found = glp_get_status(run->problem);
    }
    if (code == GLP_EITLIM || code == GLP_ETMLIM)
        return false;
    if (code == 0 && found == GLP_OPT)
        return true;
    if (code == 0 && found == GLP_NOFEAS)
        run->end = GLPK_INFEASIBLE;
    else if (code == 0 && found == GLP_UNBND)
        run->end = GLPK_UNBOUNDED;
    else
        run->lost = true;
    return false;
}

/* Called by the tree at every step. */
static void watch(glp_tree *tree, void *info)
{
    Run *run = info;
    int total = 0, best = glp_ios_best_node(tree);

    glp_ios_tree_size(tree, NULL, NULL, &total);
    run->nodes = total;
    if (best > 0)
        run->tree_bound = fmin(run->tree_bound, glp_ios_node_bound(tree, best));
    if (glp_ios_reason(tree) == GLP_IHEUR && run->start && !run->offered) {
        run->offered = true;
        glp_ios_heur_sol(tree, run->start);
    }
    if (must_stop(run))
        glp_ios_terminate(tree);
}

static void solve_tree(Run *run)
{
    glp_iocp control;
    int code;

    glp_init_iocp(&control);
    control.msg_lev = GLP_MSG_OFF;
    control.br_tech =
        run->options->quick || run->linear->n_columns > TRIAL_COLUMNS_MAX ? GLP_BR_DTH : GLP_BR_PCH;
    control.tol_obj = 1e-10;
    control.tol_int = 1e-7;
    control.mip_gap = run->options->gap;
    control.tm_lim = time_left_ms(run);
    control.flip = GLP_ON;
    control.clq_cuts = run->options->quick ? GLP_OFF : GLP_ON;
    control.cb_func = watch;
    control.cb_info = run;
    run->end = GLPK_OPTIMAL;
    code = glp_intopt(run->problem, &control);
    run->work = glp_get_it_cnt(run->problem);
    run->has_value =
        glp_mip_status(run->problem) == GLP_OPT || glp_mip_status(run->problem) == GLP_FEAS;
    if (code == GLP_ETMLIM) {
        run->end = GLPK_TIME;
    } else if (code == 0 && !run->has_value) {
        run->end = GLPK_INFEASIBLE;
    } else if (code == 0) {
        run->tree_bound = fmin(run->tree_bound, glp_mip_obj_val(run->problem));
    } else if (code != GLP_EMIPGAP && code != GLP_ESTOP) {
        run->lost = true;
    }
}

static void work_out(Run *run)
{
    bool tree = !run->options->relax, optimal;

    load(run);
    optimal = solve_relaxation(run);
    for (int32_t i = 0; i < run->linear->n_rows; i++)
        run->price[i] = glp_get_row_dual(run->problem, i + 1);
    if (optimal) {
        run->end = GLPK_OPTIMAL;
        run->tree_bound = glp_get_obj_val(run->problem);
        if (tree)
            solve_tree(run);
    }
    if (!tree)
        run->has_value = optimal || glp_get_prim_stat(run->problem) == GLP_FEAS;
    for (int32_t j = 0; run->has_value && j < run->linear->n_columns; j++)
        run->value[j] =
            tree ? glp_mip_col_val(run->problem, j + 1) : glp_get_col_prim(run->problem, j + 1);
    glp_delete_prob(run->problem);
}

/* Everything that calls GLPK; false when it hit a fatal error. */
static bool call_glpk(Run *run)
{
    if (setjmp(run->trap))
        return false;
    glp_term_hook(keep_message, run);
    glp_error_hook(land, run);
    work_out(run);
    glp_free_env();
    return true;
}

/* A start that keeps the program, from index 1. */
static Status take_start(Run *run)
{
    const Linear *linear = run->linear;
    bool holds = false;
    Status status = STATUS_OK;

    if (!run->options->start)
        return STATUS_OK;
    TRY(linear_holds(linear, run->options->start, TOLERANCE, &holds));
    if (!holds)
        return STATUS_OK;
    run->start = MEM_NEW(double, (int64_t)linear->n_columns + 1);
    if (!run->start)
        return STATUS_NO_MEMORY;
    for (int32_t j = 0; j < linear->n_columns; j++)
        run->start[j + 1] =
            linear->columns[j].integer ? nearbyint(run->options->start[j]) : run->options->start[j];
done:
    return status;
}

/* Chooses between GLPK's solution and the start, both checked. */
static Status settle_value(Run *run, GlpkAnswer *answer)
{
    const Linear *linear = run->linear;
    Status status = STATUS_OK;
    bool holds = false;

    for (int32_t j = 0; run->has_value && j < linear->n_columns; j++)
        if (linear->columns[j].integer && !run->options->relax)
            run->value[j] = nearbyint(run->value[j]);
    if (run->has_value)
        TRY(linear_holds(linear, run->value, run->options->relax ? INFINITY : TOLERANCE, &holds));
    answer->found = holds;
    answer->objective = holds ? linear_worth(linear, run->value) : -INFINITY;
    if (run->start && !(answer->objective >= linear_worth(linear, run->start + 1))) {
        memcpy(run->value, run->start + 1, (size_t)linear->n_columns * sizeof *run->value);
        answer->found = true;
        answer->objective = linear_worth(linear, run->value);
    }
    if ((run->end == GLPK_OPTIMAL && !answer->found) || (run->end == GLPK_INFEASIBLE && run->start))
        status = fault(STATUS_NUMERICS, "GLPK's answer contradicts the program");
done:
    return status;
}

static Status settle_bound(Run *run, GlpkAnswer *answer)
{
    double slack, bound = INFINITY;
    Status status = STATUS_OK;

    for (int32_t i = 0; i < run->linear->n_rows; i++)
        if (!isfinite(run->price[i]))
            run->price[i] = 0;
    TRY(linear_bound(run->linear, run->price, &bound));
    if (answer->found && !run->options->relax && run->tree_bound < answer->objective)
        run->tree_bound = answer->objective;
    slack = SLACK * (1 + fabs(run->tree_bound));
    if (isfinite(run->tree_bound) && run->tree_bound + slack < bound)
        bound = run->tree_bound + slack;
    if (run->end == GLPK_INFEASIBLE)
        bound = -INFINITY;
    answer->bound = run->end == GLPK_UNBOUNDED ? INFINITY : bound;
done:
    return status;
}

static Status allocate(Run *run)
{
    run->value = MEM_NEW(double, run->linear->n_columns);
    run->price = MEM_NEW(double, run->linear->n_rows);
    run->rows = MEM_NEW(int, (int64_t)run->linear->n_rows + 1);
    run->entries = MEM_NEW(double, (int64_t)run->linear->n_rows + 1);
    return run->value && run->price && run->rows && run->entries ? STATUS_OK : STATUS_NO_MEMORY;
}

Status glpk_solve(const Linear *linear, const GlpkOptions *options, GlpkAnswer *out)
{
    Status status = STATUS_OK;
    LinearMatrix matrix = {0};
    GlpkAnswer answer = {0};
    Run run = {.linear = linear, .options = options, .matrix = &matrix, .tree_bound = INFINITY};

    TRY(linear_check(linear));
    TRY(linear_matrix(linear, &matrix));
    TRY(allocate(&run));
    TRY(take_start(&run));
    if (!call_glpk(&run)) {
        status = fault(strstr(run.message, "no memory") ? STATUS_NO_MEMORY : STATUS_NUMERICS,
                       "GLPK: %s", run.message);
        goto done;
    }
    if (run.lost) {
        status = fault(STATUS_NUMERICS, "GLPK cannot master a program of %d rows and %d columns",
                       (int)linear->n_rows, (int)linear->n_columns);
        goto done;
    }
    TRY(settle_value(&run, &answer));
    TRY(settle_bound(&run, &answer));
    answer.end = run.end;
    answer.value = run.value;
    answer.price = run.price;
    answer.work = run.work;
    answer.nodes = run.nodes;
    run.value = run.price = NULL;
    *out = answer;
done:
    linear_matrix_clear(&matrix);
    mem_free(run.start);
    mem_free(run.value);
    mem_free(run.price);
    mem_free(run.rows);
    mem_free(run.entries);
    return status;
}

void glpk_clear(GlpkAnswer *answer)
{
    mem_free(answer->value);
    mem_free(answer->price);
    *answer = (GlpkAnswer){0};
}

bool glpk_is_threadsafe(void)
{
    return glp_config("TLS") != NULL;
}
