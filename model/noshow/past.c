#include "model/noshow/past.h"

#include <stdlib.h>

#include "model/base/lookup.h"
#include "model/base/memory.h"
#include "model/base/order.h"
#include "model/noshow/features.h"

/* A visit of the history, to be sorted by patient and date. */
typedef struct Visit {
    int32_t patient, date, row;
    int32_t missed;
} Visit;

struct Past {
    Lookup *patients; /* owned: patient id to its number */
    int32_t n_patients;
    int32_t *begin; /* owned, [patients + 1] into visits */
    Visit *visits;  /* owned: by patient, by date */
    int32_t n_visits;
    double no_show_rate;
};

static int compare_visits(const void *left, const void *right)
{
    const Visit *a = left, *b = right;
    const int64_t ours[] = {a->patient, a->date, a->row};
    const int64_t theirs[] = {b->patient, b->date, b->row};

    return order_keys(ours, theirs, 3);
}

static Status list_visits(const Clinic *clinic, Past *past)
{
    const History *history = &clinic->history;
    int32_t missed = 0;

    for (int32_t h = 0; h < history->rows; h++) {
        int32_t patient;

        if (!features_usable(clinic, h))
            continue;
        if (lookup_add(past->patients, history->patient[h], past->n_patients, &patient) !=
            STATUS_OK)
            return STATUS_NO_MEMORY;
        past->n_patients += patient == past->n_patients;
        past->visits[past->n_visits++] =
            (Visit){patient, history->date[h], h, history->attended[h] == 0};
        missed += history->attended[h] == 0;
    }
    past->no_show_rate = past->n_visits > 0 ? (double)missed / past->n_visits : 0;
    qsort(past->visits, (size_t)past->n_visits, sizeof *past->visits, compare_visits);
    return STATUS_OK;
}

Status past_new(const Clinic *clinic, Past **out)
{
    Status status = STATUS_NO_MEMORY;
    Past *past = MEM_NEW(Past, 1);

    if (!past)
        return STATUS_NO_MEMORY;
    past->visits = MEM_NEW(Visit, clinic->history.rows);
    if (!past->visits)
        goto done;
    TRY(lookup_new(clinic->history.rows / 2, &past->patients));
    TRY(list_visits(clinic, past));
    past->begin = MEM_NEW(int32_t, (int64_t)past->n_patients + 1);
    if (!past->begin) {
        status = STATUS_NO_MEMORY;
        goto done;
    }
    for (int32_t i = 0; i < past->n_visits; i++)
        past->begin[past->visits[i].patient + 1] = i + 1;
    *out = past;
    past = NULL;
done:
    past_free(past);
    return status;
}

void past_free(Past *past)
{
    if (!past)
        return;
    lookup_free(past->patients);
    mem_free(past->begin);
    mem_free(past->visits);
    mem_free(past);
}

void past_before(const Past *past, const char *patient, int32_t day, int32_t *visits,
                 int32_t *missed)
{
    int32_t number = lookup_find(past->patients, patient);

    *visits = *missed = 0;
    if (number < 0)
        return;
    for (int32_t i = past->begin[number]; i < past->begin[number + 1]; i++) {
        if (past->visits[i].date >= day)
            break;
        *visits += 1;
        *missed += past->visits[i].missed;
    }
}

double past_no_show_rate(const Past *past)
{
    return past->no_show_rate;
}
