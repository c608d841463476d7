#include "solver/pattern/descent.h"

#include <math.h>
#include <string.h>

#include "model/base/clock.h"
#include "model/base/memory.h"
#include "solver/pattern/curve.h"

enum { TRIALS = 12 };

static const double enough_gain = 1e-5; /* of the heat over the scale: a level is done below it */

/* The search at one heat. */
typedef struct Search {
    Descent *descent;
    const DescentLimits *limits;
    double heat;
    int64_t n, first_signed;                 /* prices from first_signed on must not be negative */
    double most;                             /* no price goes beyond it, up or down */
    double *slope, *next, *next_slope, *way; /* owned, [n] */
    Curve curve;
    double level_end_s;   /* when the next heat is due, */
    int64_t level_values; /* or after how many evaluations */
    double value;         /* smooth value at descent->price */
    bool over;
} Search;

Status descent_init(Descent *descent, Dual *dual)
{
    *descent = (Descent){.dual = dual, .bound = INFINITY};
    descent->price = MEM_NEW(double, dual->size);
    descent->best = MEM_NEW(double, dual->size);
    if (!descent->price || !descent->best) {
        descent_clear(descent);
        return STATUS_NO_MEMORY;
    }
    dual_start(dual, descent->price);
    return STATUS_OK;
}

void descent_clear(Descent *descent)
{
    mem_free(descent->price);
    mem_free(descent->best);
    *descent = (Descent){0};
}

/* Buckets of one request that differ in start alone. */
static bool tied(const Market *market, int32_t a, int32_t b)
{
    const Bucket *one = &market->buckets[a], *other = &market->buckets[b];

    return one->start >= 0 && one->request == other->request && one->date == other->date &&
           one->site == other->site;
}

static double dot(const double *a, const double *b, int64_t n)
{
    double sum = 0;

    for (int64_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

/* Each heat has an equal part of what is left. */
static void set_level_end(Search *search)
{
    const DescentLimits *limits = search->limits;
    double scale = dual_scale(search->descent->dual), now = clock_now_s();
    double left = floor(log(search->heat / scale / limits->last_heat) / log(limits->factor) + 1.01);

    left = left < 1 ? 1 : left;
    search->level_end_s = now + (limits->deadline_s - now) / left;
    search->level_values = INT64_MAX;
    if (limits->values > 0) { /* counts rule, and the clock only cuts off */
        search->level_end_s = INFINITY;
        search->level_values =
            search->descent->dual->values +
            (int64_t)((double)(limits->values - search->descent->dual->values) / left);
    }
}

/* True when it is time for the next heat. */
static bool level_is_over(const Search *search)
{
    return clock_now_s() + search->descent->value_s >= search->level_end_s ||
           search->descent->dual->values >= search->level_values;
}

static bool out_of_time(Search *search)
{
    const DescentLimits *limits = search->limits;
    Descent *descent = search->descent;

    if (limits->interrupted && *limits->interrupted)
        search->over = true;
    if (limits->values > 0 && descent->dual->values >= limits->values)
        search->over = true;
    if (clock_now_s() + search->descent->value_s >= limits->deadline_s)
        search->over = descent->late = true;
    return search->over;
}

/* Gives the buckets of a request on one date at one site one slope: they move as one. */
static void level(const Search *search, double *slope)
{
    const Market *market = search->descent->dual->market;

    for (int32_t from = 0, until; from < market->n_buckets; from = until) {
        double sum = slope[from];

        for (until = from + 1; until < market->n_buckets && tied(market, from, until); until++)
            sum += slope[until];
        for (int32_t b = from; b < until; b++)
            slope[b] = sum / (until - from);
    }
}

static Status evaluate(Search *search, const double *price, double *value, double *slope)
{
    Descent *descent = search->descent;
    double hard, begun_s = clock_now_s();
    Status status = dual_value(descent->dual, price, search->heat, search->limits->threads, &hard,
                               value, slope);

    if (status != STATUS_OK)
        return status;
    search->descent->value_s = clock_now_s() - begun_s;
    if (search->limits->coarse)
        level(search, slope);
    if (hard < descent->bound) {
        descent->bound = hard;
        memcpy(descent->best, price, (size_t)search->n * sizeof *price);
    }
    return status;
}

/* Held: pushed below 0, where it must not go. */
static bool is_held(const Search *search, int64_t i)
{
    return i >= search->first_signed && search->descent->price[i] <= 0 && search->slope[i] > 0;
}

/* The way down, by what is known of the curvature. */
static Status find_way(Search *search)
{
    Status status;

    for (int64_t i = 0; i < search->n; i++)
        search->way[i] = is_held(search, i) ? 0 : -search->slope[i];
    TRY(curve_turn(&search->curve, search->way, search->heat));
    for (int64_t i = search->first_signed; i < search->n; i++)
        if (is_held(search, i))
            search->way[i] = 0;
done:
    return status;
}

/* Steps down the way, shorter until it helps; false when nothing does. */
static Status step(Search *search, bool *gained)
{
    Descent *descent = search->descent;
    double steepness = dot(search->slope, search->way, search->n), length = 1, value = 0;
    Status status = STATUS_OK;

    *gained = false;
    for (int32_t trial = 0; steepness < 0 && trial < TRIALS && !out_of_time(search); trial++) {
        for (int64_t i = 0; i < search->n; i++) {
            double to = descent->price[i] + length * search->way[i];
            double least = i >= search->first_signed ? 0 : -search->most;

            search->next[i] = to < least ? least : to > search->most ? search->most : to;
        }
        TRY(evaluate(search, search->next, &value, search->next_slope));
        if (value <= search->value + 1e-4 * length * steepness) {
            double *swap;

            TRY(curve_learn(&search->curve, descent->price, search->next, search->slope,
                            search->next_slope));
            swap = descent->price;
            descent->price = search->next;
            search->next = swap;
            swap = search->slope;
            search->slope = search->next_slope;
            search->next_slope = swap;
            *gained = true;
            search->value = value;
            break;
        }
        length *= 0.4;
    }
done:
    return status;
}

/* One heat, until it gains little. */
static Status run_level(Search *search)
{
    double scale = dual_scale(search->descent->dual);
    Status status;

    set_level_end(search);
    TRY(evaluate(search, search->descent->price, &search->value, search->slope));
    for (int32_t i = 0; i < search->limits->steps && !out_of_time(search) && !level_is_over(search);
         i++) {
        double before = search->value;
        bool gained;

        TRY(find_way(search));
        TRY(step(search, &gained));
        if (!gained && search->curve.count == 0)
            break;
        if (!gained)
            curve_forget(&search->curve); /* and try the plain way */
        else if (i > 8 &&
                 before - search->value < enough_gain * fabs(search->value) * search->heat / scale)
            break;
    }
done:
    return status;
}

static void search_clear(Search *search)
{
    mem_free(search->slope);
    mem_free(search->next);
    mem_free(search->next_slope);
    mem_free(search->way);
    curve_clear(&search->curve);
}

static Status search_init(Search *search)
{
    search->slope = MEM_NEW(double, search->n);
    search->next = MEM_NEW(double, search->n);
    search->next_slope = MEM_NEW(double, search->n);
    search->way = MEM_NEW(double, search->n);
    if (!search->slope || !search->next || !search->next_slope || !search->way)
        return STATUS_NO_MEMORY;
    return curve_init(&search->curve, search->n, search->limits->threads);
}

/* A price that shares its request with many others bends the value less. */
static void set_firmness(Search *search)
{
    const Market *market = search->descent->dual->market;

    for (int64_t i = 0; i < search->n; i++)
        search->curve.firm[i] = i < search->first_signed ? 1 : 4;
    for (int32_t from = 0, until; from < market->n_buckets; from = until) {
        for (until = from + 1; until < market->n_buckets &&
                               (search->limits->coarse ? tied(market, from, until)
                                                       : market->buckets[from].request ==
                                                             market->buckets[until].request);
             until++)
            ;
        for (int32_t b = from; b < until; b++)
            search->curve.firm[b] =
                search->limits->coarse ? 1.0 / (until - from) : 1 / sqrt(until - from);
    }
}

Status descent_run(Descent *descent, const DescentLimits *limits)
{
    double scale = dual_scale(descent->dual);
    Search search = {.descent = descent,
                     .limits = limits,
                     .n = descent->dual->size,
                     .most = dual_most(descent->dual),
                     .first_signed = descent->dual->first_unit};
    Status status;

    TRY(search_init(&search));
    set_firmness(&search);
    for (double heat = limits->first_heat; heat >= limits->last_heat * 0.999;
         heat /= limits->factor) {
        /* Curvature goes with the inverse of the heat: what was learnt is worth keeping. */
        curve_scale(&search.curve, search.heat / (heat * scale));
        search.heat = descent->heat = heat * scale;
        TRY(run_level(&search));
        if (search.over)
            break;
    }
done:
    search_clear(&search);
    return status;
}
