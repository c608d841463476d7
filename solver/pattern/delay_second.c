/* What one that starts while another runs pays for units. */
#include <math.h>

#include "model/base/memory.h"
#include "solver/pattern/delay_parts.h"

static int32_t count_of(const Delay *d)
{
    return d->longest == 0 ? 0 : d->n_kinds * d->n_holdings * d->longest * d->rules->slots;
}

Status delay_clear_seconds(Delay *d)
{
    int32_t count = count_of(d);
    Status status;

    TRY(mem_grow((void **)&d->seconds, &d->second_capacity, count, sizeof *d->seconds));
    TRY(mem_grow((void **)&d->charged, &d->charged_capacity, count, sizeof *d->charged));
    for (int32_t i = 0; i < count; i++) {
        d->seconds[i] = d->rules->second ? NAN : 0;
        d->charged[i] = 0;
    }
done:
    return status;
}

double delay_second(Delay *d, int32_t i, int32_t v, int32_t holding, int32_t rest)
{
    double least = INFINITY;

    for (int32_t h = 0; h < d->n_holdings; h++) {
        double *cost = &d->seconds[delay_beside(d, i, v, h, rest)];

        if (holding >= 0 && h != holding)
            continue;
        if (isnan(*cost))
            *cost = d->rules->second(d->rules->asked, i, v, h, rest);
        least = fmin(least, *cost);
    }
    return least;
}

void delay_seconds(const Delay *d, double least, PathSecondUse *use, void *context)
{
    for (int32_t i = 0; i < d->n_kinds; i++)
        for (int32_t h = 0; h < d->n_holdings; h++)
            for (int32_t rest = 1; rest <= d->longest; rest++)
                for (int32_t v = 0; v < d->rules->slots; v++) {
                    double part = d->charged[delay_beside(d, i, v, h, rest)];

                    if (part > least)
                        use(context, i, v, h, rest, part);
                }
}
