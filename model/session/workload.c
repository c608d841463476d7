#include "model/session/workload.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "model/base/memory.h"
#include "model/base/pair.h"

/* What lies above the largest minute drawn, at most. */
static const double TAIL = 1e-9;

static void law_free(DurationLaw *law)
{
    if (!law)
        return;
    mem_free(law->padded);
    mem_free(law->above);
    mem_free(law->above_min);
    mem_free(law);
}

/* P(X <= x) of the lognormal of mean @p mean and coefficient of variation @p cv. */
static double lognormal_below(double x, double mean, double cv)
{
    double variance = log1p(cv * cv);

    return 0.5 * erfc(-(log(x / mean) + variance / 2) / sqrt(2 * variance));
}

/* The largest minute drawn. */
static int64_t largest_minute(double mean, double cv)
{
    int64_t low = 0, high = 1;

    while (lognormal_below((double)high + 0.5, mean, cv) < 1 - TAIL)
        high *= 2;
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;

        if (lognormal_below((double)middle + 0.5, mean, cv) >= 1 - TAIL)
            high = middle;
        else
            low = middle;
    }
    return high;
}

/* From the largest minute down, so that the small numbers are added first. */
static void fill_law(DurationLaw *law, int64_t largest)
{
    double mean = law->planned_min, above = 0, above_min = 0;

    for (int64_t k = largest; k >= 0; k--) {
        double upper = k == largest ? 1 : lognormal_below((double)k + 0.5, mean, law->cv);
        double lower = k <= 1 ? 0 : lognormal_below((double)k - 0.5, mean, law->cv);
        double chance = k == 0 ? 0 : upper - lower;

        if (k <= law->top_min) {
            law->padded[WORKLOAD_LANES + k] = chance;
            law->above[k] = above;
            law->above_min[k] = above_min;
        }
        above += chance;
        above_min += (double)k * chance;
    }
    law->mean_min = above_min;
}

static Status law_new(int32_t planned_min, double cv, DurationLaw **out)
{
    Status status = STATUS_NO_MEMORY;
    int64_t largest = largest_minute(planned_min, cv);
    DurationLaw *law = MEM_NEW(DurationLaw, 1);

    if (!law)
        goto done;
    law->planned_min = planned_min;
    law->cv = cv;
    law->top_min = (int32_t)(largest < WORKLOAD_DAY_MIN ? largest : WORKLOAD_DAY_MIN);
    law->padded = MEM_NEW(double, law->top_min + 1 + 2 * WORKLOAD_LANES);
    law->above = MEM_NEW(double, law->top_min + 1);
    law->above_min = MEM_NEW(double, law->top_min + 1);
    if (!law->padded || !law->above || !law->above_min)
        goto done;
    law->chance = law->padded + WORKLOAD_LANES;
    fill_law(law, largest);
    *out = law;
    law = NULL;
    status = STATUS_OK;
done:
    law_free(law);
    return status;
}

Status durations_add(Durations *durations, int32_t planned_min, double cv, const DurationLaw **out)
{
    Status status = STATUS_OK;
    DurationLaw *law = NULL;
    void *laws = durations->laws;

    assert(planned_min > 0 && cv >= 0 && isfinite(cv));
    if (cv == 0) {
        *out = NULL;
        return STATUS_OK;
    }
    for (int32_t i = 0; i < durations->count; i++) {
        if (durations->laws[i]->planned_min == planned_min && durations->laws[i]->cv == cv) {
            *out = durations->laws[i];
            return STATUS_OK;
        }
    }
    status = mem_grow(&laws, &durations->capacity, (int64_t)durations->count + 1,
                      sizeof *durations->laws);
    durations->laws = laws;
    TRY(status);
    TRY(law_new(planned_min, cv, &law));
    durations->laws[durations->count++] = law;
    *out = law;
done:
    return status;
}

void durations_clear(Durations *durations)
{
    for (int32_t i = 0; i < durations->count; i++)
        law_free(durations->laws[i]);
    mem_free(durations->laws);
    *durations = (Durations){0};
}

void service_join(Service *service, double show)
{
    service->any = 1 - (1 - service->any) * (1 - show);
    service->expected += show;
}

/* The law of a delay: minute by minute up to what is left of the session, beyond as mass and sum.
 */
typedef struct Delay {
    int32_t top;    /* no mass in near[] above it */
    double far;     /* P(delay beyond near[]) */
    double far_min; /* E[delay; beyond near[]] */
    double near[WORKLOAD_DAY_MIN + 1 + WORKLOAD_LANES];
} Delay;

/* Four sums side by side, so that one addition need not wait for the one before. */
static double mean_delay(const Delay *delay)
{
    double sums[4] = {0};
    int32_t v = 1;

    for (; v + 3 <= delay->top; v += 4)
        for (int32_t i = 0; i < 4; i++)
            sums[i] += (v + i) * delay->near[v + i];
    for (; v <= delay->top; v++)
        sums[0] += v * delay->near[v];
    return (sums[0] + sums[1]) + (sums[2] + sums[3]) + delay->far_min;
}

/* A service that takes as long as planned: @p after is what @p before becomes. */
static void serve_planned(const Service *service, const Delay *before, int32_t left_min,
                          Delay *after)
{
    int32_t planned = service->planned_min, room = left_min - planned;
    int32_t kept = before->top < room ? before->top : room; /* what is not beyond the session */

    after->top = before->top > kept + planned ? before->top : kept + planned;
    memset(after->near, 0, ((size_t)after->top + 1) * sizeof after->near[0]);
    for (int32_t v = 0; v <= kept; v++)
        after->near[v + planned] = service->any * before->near[v];
    for (int32_t v = kept < 0 ? 0 : kept + 1; v <= before->top; v++) {
        after->far += service->any * before->near[v];
        after->far_min += service->any * before->near[v] * (v + planned);
    }
    for (int32_t v = 0; v <= before->top; v++)
        after->near[v] += (1 - service->any) * before->near[v];
}

/* Delays that may be met, and how likely it is that somebody comes then. */
typedef struct Masses {
    int32_t count;
    int32_t at[WORKLOAD_DAY_MIN + 1]; /* ascending */
    double mass[WORKLOAD_DAY_MIN + 1];
} Masses;

/* The chances of WORKLOAD_LANES delays from @p from on, after services of @p law: in registers,
 * each written once. @p first is the first of the masses that reaches so far. */
static void convolve(const Masses *masses, const DurationLaw *law, int32_t from, int32_t first,
                     double *out)
{
    Pair a = {0}, b = {0}, c = {0}, d = {0};

    for (int32_t i = first; i < masses->count && masses->at[i] < from + WORKLOAD_LANES; i++) {
        const double *chance = law->chance + (from - masses->at[i]);

        a += masses->mass[i] * pair_at(chance);
        b += masses->mass[i] * pair_at(chance + 2);
        c += masses->mass[i] * pair_at(chance + 4);
        d += masses->mass[i] * pair_at(chance + 6);
    }
    pair_put(out, a);
    pair_put(out + 2, b);
    pair_put(out + 4, c);
    pair_put(out + 6, d);
}

/* A service whose minutes vary. */
static void serve_varied(const Service *service, const Delay *before, int32_t left_min,
                         Delay *after)
{
    const DurationLaw *law = service->law;
    Masses masses;
    int32_t first = 0;

    masses.count = 0;
    for (int32_t v = 0; v <= before->top; v++) {
        double mass = service->any * before->near[v];
        int32_t last = law->top_min < left_min - v ? law->top_min : left_min - v;

        if (mass == 0)
            continue;
        after->far += mass * law->above[last];
        after->far_min += mass * (v * law->above[last] + law->above_min[last]);
        masses.at[masses.count] = v;
        masses.mass[masses.count++] = mass;
        if (v + last > after->top)
            after->top = v + last;
    }
    for (int32_t v = 0; v <= after->top; v += WORKLOAD_LANES) {
        while (first < masses.count && masses.at[first] + law->top_min < v)
            first++;
        convolve(&masses, law, v, first, after->near + v);
    }
    for (int32_t v = 0; v <= before->top; v++)
        after->near[v] += (1 - service->any) * before->near[v];
}

/* The delay seen from the service's start once it is over (or has fallen out); @p left_min minutes
 * of the session are left at its start. */
static void serve(const Service *service, const Delay *before, int32_t left_min, Delay *after)
{
    double mean = service->law ? service->law->mean_min : service->planned_min;

    after->top = before->top;
    after->far = before->far;
    after->far_min = before->far_min + before->far * service->any * mean;
    if (service->law)
        serve_varied(service, before, left_min, after);
    else
        serve_planned(service, before, left_min, after);
}

/* @p gap_min minutes pass. */
static void pass_time(Delay *delay, int32_t gap_min)
{
    int32_t clipped = delay->top < gap_min ? delay->top : gap_min;

    if (gap_min == 0)
        return;
    for (int32_t v = 1; v <= clipped; v++)
        delay->near[0] += delay->near[v];
    if (delay->top > clipped)
        memmove(delay->near + 1, delay->near + clipped + 1,
                (size_t)(delay->top - clipped) * sizeof delay->near[0]);
    delay->top -= clipped;
    delay->far_min -= delay->far * gap_min;
}

/* Nothing can be late: each service is over as planned before the next starts. */
static bool runs_to_plan(const Service *services, int32_t count, int32_t end_min)
{
    for (int32_t i = 0; i < count; i++) {
        int32_t next_min = i + 1 < count ? services[i + 1].start_min : end_min;

        if (services[i].law || services[i].start_min + services[i].planned_min > next_min)
            return false;
    }
    return true;
}

Workload workload_of(const Service *services, int32_t count, int32_t end_min, double *wait_min)
{
    Workload total = {0};
    Delay delays[2], *delay = &delays[0], *next = &delays[1];
    bool to_plan = runs_to_plan(services, count, end_min);

    if (count == 0)
        return total;
    delay->top = 0;
    delay->far = delay->far_min = 0;
    delay->near[0] = 1;
    total.idle_min = services[count - 1].start_min - services[0].start_min;
    for (int32_t i = 0; i < count; i++) {
        const Service *service = &services[i];
        double mean = service->law ? service->law->mean_min : service->planned_min;
        double late_min = to_plan ? 0 : mean_delay(delay);
        Delay *spare = delay;

        if (wait_min)
            wait_min[i] = late_min;
        total.wait_min += service->expected * late_min;
        /* The last service itself is no idle time, and all after its start but delay is service. */
        total.idle_min += i + 1 < count ? -service->any * mean : late_min;
        if (to_plan)
            continue;
        assert(service->start_min <= end_min && end_min - service->start_min <= WORKLOAD_DAY_MIN);
        serve(service, delay, end_min - service->start_min, next);
        delay = next;
        next = spare;
        if (i + 1 < count)
            pass_time(delay, services[i + 1].start_min - service->start_min);
        else
            total.overtime_min = delay->far_min - delay->far * (end_min - service->start_min);
    }
    return total;
}
