#include "model/clinic/chances.h"

#include <string.h>

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

/* What was predicted for the requests picked. */
static Status pick_predicted(const Chances *from, const int32_t *rows, Chances *to)
{
    int64_t size = 0;

    for (int32_t i = 0; i < to->n_requests; i++)
        size += from->begin[rows[i] + 1] - from->begin[rows[i]];
    to->begin = MEM_NEW(int64_t, (int64_t)to->n_requests + 1);
    to->first = MEM_NEW(int32_t, to->n_requests);
    to->predicted = MEM_NEW(double, size);
    if (!to->begin || !to->first || !to->predicted)
        return STATUS_NO_MEMORY;
    for (int32_t i = 0; i < to->n_requests; i++) {
        int64_t at = from->begin[rows[i]], count = from->begin[rows[i] + 1] - at;

        to->first[i] = from->first[rows[i]];
        to->begin[i + 1] = to->begin[i] + count;
        memcpy(to->predicted + to->begin[i], from->predicted + at,
               (size_t)count * sizeof *to->predicted);
    }
    return STATUS_OK;
}

Status chances_pick(const Chances *chances, const int32_t *rows, int32_t count, Chances **out)
{
    Status status = STATUS_NO_MEMORY;
    Chances *picked = MEM_NEW(Chances, 1);

    if (!picked)
        return status;
    picked->n_requests = count;
    picked->given = MEM_NEW(double, count);
    if (!picked->given)
        goto done;
    for (int32_t i = 0; i < count; i++)
        picked->given[i] = chances->given[rows[i]];
    status = STATUS_OK;
    if (chances->begin)
        TRY(pick_predicted(chances, rows, picked));
    *out = picked;
    picked = NULL;
done:
    chances_free(picked);
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
