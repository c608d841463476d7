#include "datasets/generator/generator_draft.h"

/* A member of the request's pool who leads its type; the first of a pool leads all. */
static int32_t draw_provider(const Draft *draft, Random *random, int32_t r)
{
    const Skills *skills = &draft->clinic->skills;
    int32_t pool = draft->pool[r], type = draft->clinic->requests.visit_type[r];
    int32_t wanted = draft->pool_member[draft->pool_begin[pool] +
                                        random_below(random, draft_pool_size(draft, pool))];
    int32_t begin, end;

    draft_skills(draft, wanted, &begin, &end);
    for (int32_t k = begin; k < end; k++)
        if (skills->visit_type[k] == type)
            return wanted;
    return draft->pool_member[draft->pool_begin[pool]];
}

/* True when there is room for wishes: nobody in a hurry, and nothing else hangs on the time. */
static bool is_free(const Draft *draft, int32_t r)
{
    const Requests *requests = &draft->clinic->requests;
    bool followed = r + 1 < requests->rows && draft->link[r + 1] >= 0;
    int32_t from = requests->earliest[r] > 0 ? requests->earliest[r] : 0;

    return requests->priority[r] >= PRIORITY_SOON && draft->link[r] < 0 && !followed &&
           requests->latest[r] - from >= 3 && draft->recipe->days - from >= 3;
}

static void wish(Draft *draft, Random *random, int32_t r)
{
    const Recipe *recipe = draft->recipe;
    Requests *requests = &draft->clinic->requests;
    int32_t site = draft->pool[r] / draft->n_specialties;
    bool wants_provider = draft_chance(random, recipe->provider_share);
    bool insists = draft_chance(random, recipe->provider_required_share);
    bool wants_site = draft_chance(random, recipe->site_share);
    bool bound = draft_chance(random, recipe->site_required_share);
    bool patient = is_free(draft, r);

    if (wants_provider) {
        requests->provider[r] = draw_provider(draft, random, r);
        requests->provider_required[r] = insists && patient;
    }
    if (wants_site && recipe->sites > 1) {
        requests->site[r] = site;
        requests->site_required[r] = bound;
    }
    if (draft_chance(random, recipe->mode_share) &&
        draft->types[requests->visit_type[r]]->mode == TYPE_EITHER)
        requests->mode[r] = random_below(random, 3) ? MODE_TELEHEALTH : MODE_IN_PERSON;
    if (draft_chance(random, recipe->weight_share))
        requests->weight[r] = random_between(random, 2, 100) / 4.0;
}

static Status put_availability(Draft *draft, int32_t r, int32_t weekday, int32_t date,
                               int32_t start_min, int32_t end_min)
{
    Availability *availability = &draft->clinic->availability;
    int32_t row = 0;
    Status status = clinic_append(draft->clinic, TABLE_availability, &row);

    if (status != STATUS_OK)
        return status;
    availability->request[row] = r;
    availability->weekday[row] = weekday;
    availability->date[row] = date;
    availability->start[row] = start_min;
    availability->end[row] = end_min;
    return STATUS_OK;
}

/* Mornings, afternoons, some weekdays, all but one day at noon, ... */
static Status restrict_times(Draft *draft, Random *random, int32_t r)
{
    Status status = STATUS_OK;
    int32_t form = random_below(random, 5), weekday = random_between(random, 1, 5);
    const Requests *requests = &draft->clinic->requests;
    int32_t from = requests->earliest[r] > 0 ? requests->earliest[r] : 0;
    int32_t latest_start = draft->types[draft->clinic->requests.visit_type[r]]->latest_start;
    int32_t earliest_start = draft->types[draft->clinic->requests.visit_type[r]]->earliest_start;

    if (form == 2 && (requests->latest[r] - from < 6 || draft->recipe->days - from < 6))
        form = 3;                             /* the two weekdays might not come up */
    if (form == 1 && latest_start != MISSING) /* afternoons would rule such a visit out */
        form = 0;
    if (form == 0 && earliest_start != MISSING && earliest_start >= 12 * 60)
        form = 1;
    switch (form) {
    case 0:
        return put_availability(draft, r, MISSING, MISSING, 7 * 60, 12 * 60 + 30);
    case 1:
        return put_availability(draft, r, MISSING, MISSING, 12 * 60, 20 * 60);
    case 2:
        TRY(put_availability(draft, r, weekday, MISSING, 0, 24 * 60));
        return put_availability(draft, r, weekday % 5 + 1, MISSING, 0, 24 * 60);
    case 3:
        TRY(put_availability(draft, r, MISSING, MISSING, 9 * 60, 12 * 60));
        return put_availability(draft, r, MISSING, MISSING, 13 * 60, 16 * 60);
    default:
        for (int32_t day = 1; day <= 5; day++)
            if (day != weekday)
                TRY(put_availability(draft, r, day, MISSING, 7 * 60, 19 * 60));
        return put_availability(draft, r, MISSING, random_below(random, draft->recipe->days),
                                8 * 60, 12 * 60);
    }
done:
    return status;
}

Status draft_wishes(Draft *draft)
{
    Status status = STATUS_OK;
    Random random = random_stream(draft->seed, DRAFT_WISHES);

    for (int32_t r = 0; r < draft->clinic->requests.rows; r++) {
        wish(draft, &random, r);
        if (draft_chance(&random, draft->recipe->availability_share) && is_free(draft, r))
            TRY(restrict_times(draft, &random, r));
    }
done:
    return status;
}
