#include <string.h>

#include "datasets/generator/generator_draft.h"
#include "datasets/generator/truth.h"
#include "model/clinic/calendar.h"

/* The facts of patient @p patient as they stand in the table. */
static TruthCase facts_of(const Patients *patients, int32_t patient)
{
    double *const *values = patients->covariates.values; /* in the order of generator_history.c */
    TruthCase facts = {.age = (int32_t)values[0][patient],
                       .distance_km = values[1][patient],
                       .chronic = (int32_t)values[2][patient],
                       .visits = (int32_t)values[3][patient],
                       .no_shows = (int32_t)values[4][patient]};

    while (strcmp(truth_cohort(facts.cohort), patients->cohort[patient]) != 0)
        facts.cohort++;
    return facts;
}

/* The standing booking, or the middle of the days on which the visit may be. */
static void place(const Draft *draft, int32_t r, TruthCase *visit)
{
    const Requests *requests = &draft->clinic->requests;
    int32_t last = draft->recipe->days - 1;
    int32_t from = requests->earliest[r] > 0 ? requests->earliest[r] : 0;
    int32_t until = requests->latest[r] < last ? requests->latest[r] : last;

    visit->weekday = MISSING;
    visit->start_min = MISSING;
    visit->reminder = MISSING;
    visit->lead_days = (from + until) / 2 - requests->requested_on[r];
    if (requests->booked_date[r] != MISSING) {
        visit->weekday = calendar_weekday(draft->clinic->epoch_day + requests->booked_date[r]);
        visit->start_min = requests->booked_start[r];
        visit->lead_days = requests->booked_date[r] - requests->booked_on[r];
    }
}

Status draft_shows(Draft *draft)
{
    Requests *requests = &draft->clinic->requests;
    double base = truth_base(draft->recipe->no_show);

    for (int32_t r = 0; r < requests->rows && draft->recipe->show_given; r++) {
        TruthCase visit = facts_of(&draft->clinic->patients, requests->patient[r]);

        place(draft, r, &visit);
        requests->show_prob[r] =
            (double)(int32_t)((1 - truth_no_show(base, &visit)) * 10000 + 0.5) / 10000;
    }
    return STATUS_OK;
}
