#include "solver/pattern/pattern.h"

#include <math.h>

#include "model/base/clock.h"
#include "solver/pattern/prices.h"
#include "solver/pattern/regions.h"

/* Heats as parts of the scale, and the factor from one to the next. */
static const double first_heat = 0.01, turn_heat = 0.0003, back_heat = 0.0003, last_heat = 0.0001;
/* Where regions that have been cooled are joined. */
static const double joined_heat = 0.001;
static const double cooling = 3;
/* Of these, where delays are counted: prices are good already then. */
static const double delay_heat = 0.0012, delay_last_heat = 0.0003, delay_cooling = 2;
/* Of the time for prices, what regions get where there are any. */
static const double REGIONS_SHARE = 0.7;
/* At which it is asked how much of each request the prices would book. */
static const double toll_heat = 0.002;

/* What sums of millions of numbers may be off by, as part of the bound. */
static const double rounding = 1e-10;

enum {
    STEPS_MOST = 2000,     /* at one heat */
    DELAY_X_QUICK = 40,    /* evaluations with all that delays cost take so many times as long */
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

static DescentLimits limits_of(const Pattern *pattern, const SolveOptions *options, double from,
                               double to)
{
    return (DescentLimits){.first_heat = from,
                           .last_heat = to,
                           .steps = STEPS_MOST,
                           .deadline_s = options->deadline_s,
                           .threads = options->threads,
                           .interrupted = options->interrupted,
                           .factor = pattern->dual->delays ? delay_cooling : cooling};
}

static Status cool(Pattern *pattern, const SolveOptions *options, bool coarse, double from,
                   double to)
{
    DescentLimits limits = limits_of(pattern, options, from, to);

    limits.coarse = coarse;
    if (options->work_limit > pattern->dual->work)
        limits.values = pattern->dual->values + 1 +
                        (options->work_limit - pattern->dual->work) / dual_work(pattern->dual);
    else if (options->work_limit > 0)
        limits.values = pattern->dual->values + 1;
    return descent_run(&pattern->descent, &limits);
}

/* Where cooling goes on: prices cut off at a higher heat have not settled for a lower one. */
static double reached_heat(const Pattern *pattern)
{
    return fmax(back_heat, pattern->descent.heat / dual_scale(pattern->dual));
}

/* True when some requests have a price for each start. */
static bool has_starts(const Market *market)
{
    for (int32_t b = 0; b < market->n_buckets; b++)
        if (market->buckets[b].start >= 0)
            return true;
    return false;
}

/* True when in some session one service may delay another. */
static bool has_delays(const Market *market)
{
    for (int32_t s = 0; s < market->catalog->n_sessions; s++)
        if (market->delays[s])
            return true;
    return false;
}

/* One evaluation, which tells what the next ones take. */
static Status try_once(Pattern *pattern, const SolveOptions *options)
{
    SolveOptions once = *options;

    once.work_limit = 1;
    return cool(pattern, &once, false, delay_heat, delay_heat);
}

/* True when there is no time left for evaluations that take so much longer. */
static bool is_too_late(const Pattern *pattern, const SolveOptions *options)
{
    if (options->work_limit > 0)
        return pattern->dual->work >= options->work_limit;
    return clock_now_s() + DELAY_X_QUICK * pattern->descent.value_s >= options->deadline_s;
}

/* The last heats once more with all that delays cost, where there are any. */
static Status count_delays(Pattern *pattern, const SolveOptions *options)
{
    Status status = STATUS_OK;

    if (!has_delays(pattern->dual->market))
        goto done;
    if (!pattern->dual->delays && is_too_late(pattern, options)) {
        pattern->descent.late = true;
        goto done;
    }
    pattern->dual->delays = true;
    if (options->work_limit > 0)
        TRY(try_once(pattern, options));
    pattern->descent.late = false;
    TRY(cool(pattern, options, false, delay_heat, delay_last_heat));
done:
    return status;
}

static void settle(Pattern *pattern, const SolveOptions *options)
{
    pattern->bound = pattern->descent.bound;
    if (isfinite(pattern->bound)) /* else no schedule is allowed */
        pattern->bound += rounding * fmax(1, fabs(pattern->bound));
    pattern->work = pattern->dual->work;
    pattern->stopped_by = STOPPED_DONE;
    if (pattern->descent.late)
        pattern->stopped_by = STOPPED_TIME;
    else if (options->work_limit > 0 && pattern->work >= options->work_limit)
        pattern->stopped_by = STOPPED_WORK;
}

/* A part of what @p options leave from now on. */
static SolveOptions part_of(const Pattern *pattern, const SolveOptions *options, double share)
{
    double now = clock_now_s();
    SolveOptions part = *options;

    if (options->work_limit > 0)
        part.work_limit = pattern->dual->work +
                          (int64_t)(share * (double)(options->work_limit - pattern->dual->work));
    else
        part.deadline_s = now + share * (options->deadline_s - now);
    return part;
}

/* From the prices of regions, if there are any; *@p found tells. */
static Status cool_regions(Pattern *pattern, const SolveOptions *options, double least, bool *found)
{
    SolveOptions part = part_of(pattern, options, REGIONS_SHARE);
    DescentLimits limits = limits_of(pattern, &part, first_heat, least);
    int64_t work =
        part.work_limit > 0 ? (int64_t)fmax(1, (double)(part.work_limit - pattern->dual->work)) : 0;
    Status status = STATUS_OK;

    *found = false;
    if (pattern->dual->catalog->clinic->requests.rows > PLACED_REQUESTS)
        TRY(regions_price(pattern->dual, &limits, work, pattern->descent.price, found));
    if (*found)
        TRY(cool(pattern, options, false, joined_heat, least));
done:
    return status;
}

Status pattern_run(Pattern *pattern, const SolveOptions *options)
{
    bool delays = has_delays(pattern->dual->market), found = false;
    double least = delays ? delay_last_heat : last_heat;
    SolveOptions quick = *options, coarse;
    Status status;

    if (delays)
        quick = part_of(pattern, options, 0.5);
    TRY(cool_regions(pattern, &quick, least, &found));
    if (found) {
        /* as good as it gets without delays */
    } else if (!has_starts(pattern->dual->market)) {
        TRY(cool(pattern, &quick, true, first_heat, least));
    } else {
        coarse = part_of(pattern, &quick, 0.5);
        TRY(cool(pattern, &coarse, true, first_heat, turn_heat));
        pattern->descent.late = false;
        TRY(cool(pattern, &quick, false, reached_heat(pattern), least));
    }
    TRY(count_delays(pattern, options));
    settle(pattern, options);
done:
    return status;
}

Status pattern_resume(Pattern *pattern, const SolveOptions *options)
{
    SolveOptions left = *options;
    Status status;

    if (options->work_limit > 0) /* beside what was done */
        left.work_limit += pattern->dual->work;
    pattern->descent.late = false;
    if (!pattern->dual->delays)
        TRY(cool(pattern, &left, false, reached_heat(pattern), last_heat));
    TRY(count_delays(pattern, &left));
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
