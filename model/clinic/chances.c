#include "model/clinic/chances.h"

#include "model/base/memory.h"

Status chances_new(const Clinic *clinic, Chances **out)
{
    Status status = STATUS_NO_MEMORY;
    Chances *chances = MEM_NEW(Chances, 1);

    if (!chances)
        goto done;
    chances->n_requests = clinic->requests.rows;
    chances->given = MEM_NEW(double, clinic->requests.rows);
    if (!chances->given)
        goto done;
    for (int32_t r = 0; r < clinic->requests.rows; r++) {
        double given = clinic->requests.show_prob[r];

        chances->given[r] = isnan(given) ? clinic->rules.show_prob_default : given;
    }
    *out = chances;
    chances = NULL;
    status = STATUS_OK;
done:
    chances_free(chances);
    return status;
}

void chances_free(Chances *chances)
{
    if (!chances)
        return;
    mem_free(chances->given);
    mem_free(chances->begin);
    mem_free(chances->first);
    mem_free(chances->predicted);
    mem_free(chances);
}

double chances_at(const Chances *chances, int32_t r, int32_t day)
{
    int64_t at, count;

    if (!isnan(chances->given[r]))
        return chances->given[r];
    at = day - chances->first[r];
    count = chances->begin[r + 1] - chances->begin[r];
    if (at < 0)
        at = 0;
    if (at >= count)
        at = count - 1;
    return chances->predicted[chances->begin[r] + at];
}
