/* Prices before there is a program: steps against what is asked for too much or too little. */
#include <math.h>
#include <string.h>

#include "model/base/memory.h"
#include "solver/neighbour/blend_parts.h"

static const double first_step = 0.3; /* part of a subject's worth */

/* What a minute of lead time must bring in the sessions as they stand: the least that a visit of
 * theirs brings; visits that bring less than a third of the mean are no measure. */
static double price_of_slot(const Blend *blend)
{
    double sum = 0, least = INFINITY;
    int32_t slots = 0;

    for (int pass = 0; pass < 2; pass++) {
        for (int32_t k = 0; k < blend->n_stages; k++) {
            const Stage *stage = &blend->stages[k];
            const BlendPlan *plan =
                blend->standing[k] < 0 ? NULL : &blend->plans[blend->standing[k]];

            for (int32_t i = 0; plan && i < plan->count; i++) {
                const StageChoice *choice = &stage->choices[blend->entries[plan->first + i].choice];
                int32_t length = stage->kinds[choice->kind].slots;

                if (blend->bound[choice->subject])
                    continue;
                if (pass == 0) {
                    sum += choice->worth;
                    slots += length;
                } else if (choice->worth / length > sum / slots / 3) {
                    least = fmin(least, choice->worth / length);
                }
            }
        }
    }
    return isfinite(least) ? least : 0;
}

/* A first guess: what a subject brings beyond the price of the minutes it takes. */
static void guess(Blend *blend, double slot_price)
{
    const Field *field = blend->field;

    memset(blend->lambda, 0, (size_t)blend->zone->subjects.count * sizeof *blend->lambda);
    for (int32_t k = 0; k < blend->n_stages; k++) {
        const Stage *stage = &blend->stages[k];

        for (int32_t c = 0; c < stage->n_choices; c++) {
            const StageChoice *choice = &stage->choices[c];
            double beyond = choice->worth - slot_price * stage->kinds[choice->kind].slots;

            blend->lambda[choice->subject] = fmax(blend->lambda[choice->subject], beyond);
        }
    }
    for (int32_t i = 0; i < blend->zone->subjects.count; i++) {
        double known = field->lambda[blend->zone->subjects.rows[i]];

        if (!isnan(known))
            blend->lambda[i] = known + (blend->bound[i] ? blend->bonus : 0);
    }
}

/* Plans at the prices there are; counts in @p served how often the best of each session serve each
 * subject. */
static Status serve_best(Blend *blend, int32_t *served)
{
    Status status = STATUS_OK;

    memset(served, 0, (size_t)blend->zone->subjects.count * sizeof *served);
    for (int32_t k = 0; k < blend->n_stages; k++) {
        const Stage *stage = &blend->stages[k];
        int32_t count;

        TRY(blend_price_best(blend, k, &count));
        for (int32_t i = 0; i < count; i++)
            served[stage->choices[blend->found[i].choice].subject]++;
    }
done:
    return status;
}

Status blend_warm(Blend *blend, int32_t rounds)
{
    int32_t subjects = blend->zone->subjects.count;
    int32_t *served = MEM_NEW(int32_t, subjects);
    double slot_price = price_of_slot(blend), step = first_step * slot_price;
    Status status = served ? STATUS_OK : STATUS_NO_MEMORY;

    if (!served)
        goto done;
    guess(blend, slot_price);
    for (int32_t round = 0; round < rounds && blend_may_go_on(blend); round++) {
        TRY(serve_best(blend, served));
        for (int32_t i = 0; i < subjects; i++)
            blend->lambda[i] = fmax(0, blend->lambda[i] + step * (served[i] - 1));
        step *= 0.93;
    }
done:
    mem_free(served);
    return status;
}
