#include "solver/pattern/curve.h"

#include "model/base/memory.h"
#include "solver/parallel.h"

enum {
    BLOCK = 16384, /* of numbers: what is done to one finds it in the cache */
    BLOCKS_FEW = 6 /* so many are gone through before other threads have woken up */
};

Status curve_init(Curve *curve, int64_t n, int threads)
{
    bool ok;

    *curve = (Curve){.n = n, .threads = n > BLOCKS_FEW * BLOCK ? threads : 1};
    curve->firm = MEM_NEW(double, n);
    curve->sums = MEM_NEW(double, 2 * (n / BLOCK + 1));
    ok = curve->firm && curve->sums;
    for (int32_t k = 0; k < CURVE_MEMORY && ok; k++) {
        curve->moved[k] = MEM_NEW(double, n);
        curve->turned[k] = MEM_NEW(double, n);
        ok = curve->moved[k] && curve->turned[k];
    }
    return ok ? STATUS_OK : STATUS_NO_MEMORY;
}

void curve_clear(Curve *curve)
{
    mem_free(curve->firm);
    mem_free(curve->sums);
    for (int32_t k = 0; k < CURVE_MEMORY; k++) {
        mem_free(curve->moved[k]);
        mem_free(curve->turned[k]);
    }
    *curve = (Curve){0};
}

static size_t blocks_of(const Curve *curve)
{
    return (size_t)((curve->n + BLOCK - 1) / BLOCK);
}

static int64_t block_end(const Curve *curve, int64_t from)
{
    return from + BLOCK < curve->n ? from + BLOCK : curve->n;
}

/* The sum of one number of every block, in their order. */
static double sum_of(const Curve *curve, int32_t which)
{
    double sum = 0;

    for (size_t block = 0; block < blocks_of(curve); block++)
        sum += curve->sums[2 * block + (size_t)which];
    return sum;
}

/* A step being learnt from. */
typedef struct Lesson {
    Curve *curve;
    int32_t at;
    const double *price, *next, *slope, *next_slope;
} Lesson;

static Status learn_block(size_t block, void *context)
{
    const Lesson *lesson = context;
    Curve *curve = lesson->curve;
    int64_t from = (int64_t)block * BLOCK, until = block_end(curve, from);
    double *moved = curve->moved[lesson->at], *turned = curve->turned[lesson->at];
    double bend = 0, length = 0;

    for (int64_t i = from; i < until; i++) {
        moved[i] = lesson->next[i] - lesson->price[i];
        turned[i] = lesson->next_slope[i] - lesson->slope[i];
        bend += moved[i] * turned[i];
        length += turned[i] * turned[i] / curve->firm[i];
    }
    curve->sums[2 * block] = bend;
    curve->sums[2 * block + 1] = length;
    return STATUS_OK;
}

Status curve_learn(Curve *curve, const double *price, const double *next, const double *slope,
                   const double *next_slope)
{
    int32_t at = (curve->newest + 1) % CURVE_MEMORY;
    Lesson lesson = {curve, at, price, next, slope, next_slope};
    double bend;
    Status status = parallel_run(blocks_of(curve), curve->threads, learn_block, &lesson);

    if (status != STATUS_OK)
        return status;
    bend = sum_of(curve, 0);
    if (bend < 1e-14)
        return STATUS_OK;
    curve->weight[at] = 1 / bend;
    curve->length[at] = bend / sum_of(curve, 1);
    curve->newest = at;
    curve->count += curve->count < CURVE_MEMORY;
    return STATUS_OK;
}

/* One going through the way: part of a vector is added to it, it is made longer by the firmness of
 * each number, and multiplied with another vector; each may be left out. */
typedef struct Pass {
    Curve *curve;
    double *way;
    const double *added; /* or NULL */
    double part;
    double length;      /* 0: as it is */
    const double *with; /* or NULL */
} Pass;

static Status pass_block(size_t block, void *context)
{
    const Pass *pass = context;
    Curve *curve = pass->curve;
    int64_t from = (int64_t)block * BLOCK, until = block_end(curve, from);
    double *way = pass->way, sum = 0;

    for (int64_t i = from; pass->added && i < until; i++)
        way[i] += pass->part * pass->added[i];
    for (int64_t i = from; pass->length != 0 && i < until; i++)
        way[i] *= pass->length / curve->firm[i];
    for (int64_t i = from; pass->with && i < until; i++)
        sum += pass->with[i] * way[i];
    curve->sums[2 * block] = sum;
    return STATUS_OK;
}

static Status run_pass(Pass *pass, double *product)
{
    Status status = parallel_run(blocks_of(pass->curve), pass->curve->threads, pass_block, pass);

    *product = status == STATUS_OK ? sum_of(pass->curve, 0) : 0;
    return status;
}

/* Where step number @p k, the newest first, is remembered. */
static int32_t place_of(const Curve *curve, int32_t k)
{
    return (curve->newest - k + CURVE_MEMORY) % CURVE_MEMORY;
}

Status curve_turn(Curve *curve, double *way, double length)
{
    double share[CURVE_MEMORY], product = 0;
    int32_t count = curve->count;
    Status status;

    if (count > 0)
        length = curve->length[curve->newest];
    TRY(run_pass(&(Pass){.curve = curve,
                         .way = way,
                         .length = count > 0 ? 0 : length,
                         .with = count > 0 ? curve->moved[curve->newest] : NULL},
                 &product));
    for (int32_t k = 0; k < count; k++) {
        int32_t at = place_of(curve, k);
        bool last = k + 1 == count;

        share[k] = curve->weight[at] * product;
        TRY(run_pass(
            &(Pass){.curve = curve,
                    .way = way,
                    .added = curve->turned[at],
                    .part = -share[k],
                    .length = last ? length : 0,
                    .with = last ? curve->turned[at] : curve->moved[place_of(curve, k + 1)]},
            &product));
    }
    for (int32_t k = count - 1; k >= 0; k--) {
        int32_t at = place_of(curve, k);

        TRY(run_pass(&(Pass){.curve = curve,
                             .way = way,
                             .added = curve->moved[at],
                             .part = share[k] - curve->weight[at] * product,
                             .with = k > 0 ? curve->turned[place_of(curve, k - 1)] : NULL},
                     &product));
    }
    status = STATUS_OK;
done:
    return status;
}

void curve_scale(Curve *curve, double ratio)
{
    for (int32_t k = 0; k < curve->count; k++) {
        int32_t at = place_of(curve, k);

        for (int64_t i = 0; i < curve->n; i++)
            curve->turned[at][i] *= ratio;
        curve->weight[at] /= ratio;
        curve->length[at] /= ratio;
    }
}

void curve_forget(Curve *curve)
{
    curve->count = 0;
}
