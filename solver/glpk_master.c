#include "solver/glpk_master.h"

#include <glpk.h>
#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <string.h>

#include "model/base/clock.h"
#include "model/base/memory.h"

/* All that changes between setjmp and longjmp lives here, not in locals. */
struct GlpkMaster {
    glp_prob *problem; /* GLPK's own; NULL after a fatal error */
    jmp_buf trap;      /* where fatal errors land */
    char message[200]; /* first line of GLPK's last words */
    int *at;           /* owned, [capacity]: entries as GLPK wants them, from 1 */
    double *entry;     /* owned, [capacity] */
    int32_t at_capacity, entry_capacity;
    double *value; /* owned, [value_capacity]: of columns, after a solve */
    double *price; /* owned, [price_capacity]: of rows */
    int32_t value_capacity, price_capacity;
    double objective;
    int64_t iterations;

    /* What the guarded call is given and gives back. */
    double number;
    int32_t count, column;
    bool fixed, optimal;
    int64_t limit;
    double deadline_s;
};

static int keep_message(void *info, const char *text)
{
    GlpkMaster *master = info;

    if (glp_at_error() && master->message[0] == '\0') {
        size_t length = strcspn(text, "\n");

        if (length >= sizeof master->message)
            length = sizeof master->message - 1;
        memcpy(master->message, text, length);
        master->message[length] = '\0';
    }
    return 1;
}

static void land(void *info)
{
    GlpkMaster *master = info;

    glp_free_env();
    master->problem = NULL;
    longjmp(master->trap, 1);
}

/* Runs @p body, the only place from which GLPK is called. */
static Status guard(GlpkMaster *master, void (*body)(GlpkMaster *master))
{
    if (!master->problem && master->message[0] != '\0')
        return fault(STATUS_NUMERICS, "GLPK: %s", master->message);
    if (setjmp(master->trap)) {
        if (master->message[0] == '\0')
            memcpy(master->message, "fatal error", sizeof "fatal error");
        return fault(STATUS_NUMERICS, "GLPK: %s", master->message);
    }
    body(master);
    return STATUS_OK;
}

static void create(GlpkMaster *master)
{
    glp_term_hook(keep_message, master);
    glp_error_hook(land, master);
    master->problem = glp_create_prob();
    glp_set_obj_dir(master->problem, GLP_MAX);
}

Status glpk_master_new(GlpkMaster **out)
{
    GlpkMaster *master = MEM_NEW(GlpkMaster, 1);
    Status status = STATUS_NO_MEMORY;

    if (!master)
        return STATUS_NO_MEMORY;
    TRY(guard(master, create));
    *out = master;
    master = NULL;
done:
    glpk_master_free(master);
    return status;
}

static void delete (GlpkMaster *master)
{
    glp_delete_prob(master->problem);
    glp_free_env();
    master->problem = NULL;
}

void glpk_master_free(GlpkMaster *master)
{
    if (!master)
        return;
    if (master->problem)
        guard(master, delete);
    mem_free(master->at);
    mem_free(master->entry);
    mem_free(master->value);
    mem_free(master->price);
    mem_free(master);
}

static Status grow(double **numbers, int32_t *capacity, int64_t needed)
{
    void *grown = *numbers;
    Status status = mem_grow(&grown, capacity, needed, sizeof **numbers);

    *numbers = grown;
    return status;
}

/* Copies entries to where GLPK finds them. */
static Status take_entries(GlpkMaster *master, double number, const GlpkEntry *entries,
                           int32_t count)
{
    void *at = master->at;
    Status status;

    if (!isfinite(number))
        return fault(STATUS_NUMERICS, "%g in a linear program", number);
    TRY(mem_grow(&at, &master->at_capacity, (int64_t)count + 1, sizeof *master->at));
    master->at = at;
    TRY(grow(&master->entry, &master->entry_capacity, (int64_t)count + 1));
    for (int32_t i = 0; i < count; i++) {
        master->at[i + 1] = entries[i].at + 1;
        master->entry[i + 1] = entries[i].value;
    }
    master->count = count;
    master->number = number;
done:
    return status;
}

static void add_row(GlpkMaster *master)
{
    int row = glp_add_rows(master->problem, 1);

    glp_set_row_bnds(master->problem, row, GLP_UP, 0, master->number);
    glp_set_mat_row(master->problem, row, master->count, master->at, master->entry);
}

Status glpk_master_row(GlpkMaster *master, double high, const GlpkEntry *entries, int32_t count)
{
    Status status;

    TRY(take_entries(master, high, entries, count));
    TRY(guard(master, add_row));
done:
    return status;
}

static void add_column(GlpkMaster *master)
{
    int column = glp_add_cols(master->problem, 1);

    glp_set_col_bnds(master->problem, column, GLP_LO, 0, 0);
    glp_set_obj_coef(master->problem, column, master->number);
    glp_set_mat_col(master->problem, column, master->count, master->at, master->entry);
}

Status glpk_master_column(GlpkMaster *master, double cost, const GlpkEntry *entries, int32_t count)
{
    Status status;

    TRY(take_entries(master, cost, entries, count));
    TRY(guard(master, add_column));
done:
    return status;
}

static void fix_column(GlpkMaster *master)
{
    glp_set_col_bnds(master->problem, master->column + 1, master->fixed ? GLP_FX : GLP_LO,
                     master->fixed ? 1 : 0, master->fixed ? 1 : 0);
}

Status glpk_master_fix(GlpkMaster *master, int32_t column, bool fixed)
{
    master->column = column;
    master->fixed = fixed;
    return guard(master, fix_column);
}

static int iterate(GlpkMaster *master, int method)
{
    double left_ms = (master->deadline_s - clock_now_s()) * 1000;
    glp_smcp control;

    glp_init_smcp(&control);
    control.msg_lev = GLP_MSG_OFF;
    control.meth = method;
    control.it_lim = master->limit < INT_MAX ? (int)master->limit : INT_MAX;
    control.tm_lim = !(left_ms < INT_MAX) ? INT_MAX : left_ms > 1 ? (int)left_ms : 1;
    return glp_simplex(master->problem, &control);
}

static void optimise(GlpkMaster *master)
{
    glp_prob *problem = master->problem;
    int before = glp_get_it_cnt(problem), code = iterate(master, GLP_PRIMAL);

    /* A second start from the slack basis masters most of what fails the first time. */
    if (code != 0 && code != GLP_EITLIM && code != GLP_ETMLIM) {
        glp_std_basis(problem);
        code = iterate(master, GLP_PRIMAL);
    }
    master->iterations += glp_get_it_cnt(problem) - before;
    master->optimal = code == 0 && glp_get_status(problem) == GLP_OPT;
    master->objective = glp_get_obj_val(problem);
    for (int j = 0; j < glp_get_num_cols(problem); j++)
        master->value[j] = glp_get_col_prim(problem, j + 1);
    for (int i = 0; i < glp_get_num_rows(problem); i++)
        master->price[i] = glp_get_row_dual(problem, i + 1);
}

static void measure(GlpkMaster *master)
{
    master->count = glp_get_num_cols(master->problem);
    master->column = glp_get_num_rows(master->problem);
}

Status glpk_master_solve(GlpkMaster *master, int64_t iterations, double deadline_s, bool *optimal)
{
    Status status;

    TRY(guard(master, measure));
    TRY(grow(&master->value, &master->value_capacity, (int64_t)master->count + 1));
    TRY(grow(&master->price, &master->price_capacity, (int64_t)master->column + 1));
    master->limit = iterations;
    master->deadline_s = deadline_s;
    TRY(guard(master, optimise));
    if (!isfinite(master->objective))
        status = fault(STATUS_NUMERICS, "GLPK's objective is %g", master->objective);
    *optimal = master->optimal;
done:
    return status;
}

double glpk_master_objective(const GlpkMaster *master)
{
    return master->objective;
}

double glpk_master_value(const GlpkMaster *master, int32_t column)
{
    return master->value[column];
}

double glpk_master_price(const GlpkMaster *master, int32_t row)
{
    return master->price[row];
}

int64_t glpk_master_iterations(const GlpkMaster *master)
{
    return master->iterations;
}
