#include "model/audit/worth_duration.h"

#include <math.h>

#include "model/base/memory.h"

enum { DAY = 1440 };

/* The lognormal's distribution function F. */
typedef struct Lognormal {
    double mu, sigma;
} Lognormal;

static double below(const Lognormal *law, double minutes)
{
    return 0.5 * erfc(-(log(minutes) - law->mu) / (law->sigma * sqrt(2.0)));
}

/* 1 - F, without cancellation in the tail. */
static double above(const Lognormal *law, double minutes)
{
    return 0.5 * erfc((log(minutes) - law->mu) / (law->sigma * sqrt(2.0)));
}

/* F(k + 0.5) - F(k - 0.5), taken from the side where both are small. */
static double between(const Lognormal *law, int32_t k)
{
    if (log(k) < law->mu)
        return below(law, k + 0.5) - below(law, k - 0.5);
    return above(law, k - 0.5) - above(law, k + 0.5);
}

static int32_t longest(const Lognormal *law)
{
    int32_t low = 1, high = 1;

    while (!(below(law, high + 0.5) >= 1.0 - 1e-9) && high < INT32_MAX / 2)
        high *= 2;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;

        if (below(law, middle + 0.5) >= 1.0 - 1e-9)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* Chance of k among 1..last, the ends taking what lies outside. */
static double chance_of(const Lognormal *law, int32_t k, int32_t last)
{
    if (last == 1)
        return 1.0;
    if (k == 1)
        return below(law, 1.5);
    return k == last ? above(law, k - 0.5) : between(law, k);
}

static Status make_room(Duration *duration, int32_t reach)
{
    duration->reach = reach;
    duration->chance = MEM_NEW(double, (int64_t)reach + 1);
    duration->beyond = MEM_NEW(double, (int64_t)reach + 2);
    duration->excess = MEM_NEW(double, (int64_t)reach + 2);
    if (duration->chance && duration->beyond && duration->excess)
        return STATUS_OK;
    duration_clear(duration);
    return STATUS_NO_MEMORY;
}

static void fill_lognormal(Duration *duration, const Lognormal *law, int32_t last)
{
    double mass = 0.0, sum = 0.0;

    for (int32_t k = last; k > duration->reach; k--) {
        double chance = chance_of(law, k, last);

        mass += chance;
        sum += k * chance;
    }
    duration->beyond[duration->reach + 1] = mass;
    duration->excess[duration->reach + 1] = sum;
    for (int32_t k = duration->reach; k >= 1; k--)
        duration->chance[k] = chance_of(law, k, last);
}

Status duration_init(Duration *duration, int32_t planned_min, double cv)
{
    double variance = log1p(cv * cv);
    Lognormal law = {0.0, sqrt(variance)};
    bool drawn = variance > 0.0 && planned_min > 0;
    int32_t last = planned_min;

    *duration = (Duration){0};
    if (drawn) {
        law.mu = log(planned_min) - variance / 2.0;
        last = longest(&law);
    }
    if (make_room(duration, last < DAY ? last : DAY) != STATUS_OK)
        return STATUS_NO_MEMORY;
    if (drawn) {
        fill_lognormal(duration, &law, last);
    } else if (planned_min <= duration->reach) {
        duration->chance[planned_min] = 1.0;
    } else {
        duration->beyond[duration->reach + 1] = 1.0;
        duration->excess[duration->reach + 1] = planned_min;
    }
    for (int32_t k = duration->reach; k >= 0; k--) {
        duration->beyond[k] = duration->beyond[k + 1] + duration->chance[k];
        duration->excess[k] = duration->excess[k + 1] + k * duration->chance[k];
    }
    while (duration->least < duration->reach && duration->chance[duration->least] <= 0.0)
        duration->least++;
    duration->mean = duration->excess[0];
    return STATUS_OK;
}

void duration_clear(Duration *duration)
{
    mem_free(duration->chance);
    mem_free(duration->beyond);
    mem_free(duration->excess);
    *duration = (Duration){0};
}
