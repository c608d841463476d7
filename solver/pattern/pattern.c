#include "solver/pattern/pattern.h"

#include <math.h>

#include "model/base/clock.h"
#include "solver/pattern/prices.h"

/* Units of work of one evaluation, measured: about a microsecond each. */
static const double work_per_item = 0.7, work_per_offer = 0.02;

/* Heats as parts of the scale, and the factor from one to the next. */
static const double first_heat = 0.1, turn_heat = 0.004, back_heat = 0.006, last_heat = 0.0003;
static const double cooling = 2;
/* At which it is asked how much of each request the prices would book. */
static const double toll_heat = 0.002;

/* What sums of millions of numbers may be off by, as part of the bound. */
static const double rounding = 1e-10;

enum {
    STEPS_MOST = 90,       /* at one heat */
    PLACED_REQUESTS = 5000 /* of more, linked ones have no price for each site and start */
};

Status pattern_init(Pattern *pattern, const Catalog *catalog)
{
    Status status;

    *pattern = (Pattern){.bound = INFINITY};
    TRY(dual_new(catalog, catalog->clinic->requests.rows <= PLACED_REQUESTS, &pattern->dual));
    TRY(descent_init(&pattern->descent, pattern->dual));
done:
    if (status != STATUS_OK)
        pattern_clear(pattern);
    return status;
}

void pattern_clear(Pattern *pattern)
{
    descent_clear(&pattern->descent);
    dual_free(pattern->dual);
    *pattern = (Pattern){.bound = INFINITY};
}

static double value_work(const Dual *dual)
{
    const Market *market = dual->market;

    return 20 + work_per_item * market->item_begin[dual->catalog->n_sessions] +
           work_per_offer * (double)market->offer_begin[market->n_groups];
}

static Status cool(Pattern *pattern, const SolveOptions *options, bool coarse, double from,
                   double to)
{
    DescentLimits limits = {.first_heat = from,
                            .last_heat = to,
                            .steps = STEPS_MOST,
                            .coarse = coarse,
                            .deadline_s = options->deadline_s,
                            .threads = options->threads,
                            .interrupted = options->interrupted,
                            .factor = cooling};

    if (options->work_limit > 0)
        limits.values = pattern->dual->values + 1 +
                        (int64_t)((double)options->work_limit / value_work(pattern->dual));
    return descent_run(&pattern->descent, &limits);
}

/* True when some requests have a price for each start. */
static bool has_starts(const Market *market)
{
    for (int32_t b = 0; b < market->n_buckets; b++)
        if (market->buckets[b].start >= 0)
            return true;
    return false;
}

static void settle(Pattern *pattern, const SolveOptions *options)
{
    pattern->bound = pattern->descent.bound + rounding * fmax(1, fabs(pattern->descent.bound));
    pattern->work = (int64_t)((double)pattern->dual->values * value_work(pattern->dual));
    pattern->stopped_by = STOPPED_DONE;
    if (pattern->descent.late)
        pattern->stopped_by = STOPPED_TIME;
    else if (options->work_limit > 0 && pattern->work >= options->work_limit)
        pattern->stopped_by = STOPPED_WORK;
}

Status pattern_run(Pattern *pattern, const SolveOptions *options)
{
    SolveOptions half = *options;
    double now = clock_now_s();
    Status status;

    if (!has_starts(pattern->dual->market)) {
        TRY(cool(pattern, options, true, first_heat, last_heat));
    } else {

        if (options->work_limit == 0)
            half.deadline_s = now + (options->deadline_s - now) / 2;
        TRY(cool(pattern, &half, true, first_heat, turn_heat));
        pattern->descent.late = false;
        half.deadline_s = options->deadline_s;
        TRY(cool(pattern, &half, false, back_heat, last_heat));
    }
    settle(pattern, options);
done:
    return status;
}

Status pattern_resume(Pattern *pattern, const SolveOptions *options)
{
    Status status;

    pattern->descent.late = false;
    TRY(cool(pattern, options, false, back_heat, last_heat));
    settle(pattern, options);
done:
    return status;
}

Status pattern_write(const Pattern *pattern, Schedule *schedule)
{
    return prices_write(pattern->dual, pattern->descent.best, schedule);
}

Status pattern_tolls(Pattern *pattern, int threads, Tolls *tolls)
{
    return dual_tolls(pattern->dual, pattern->descent.best, toll_heat * dual_scale(pattern->dual),
                      threads, tolls);
}
