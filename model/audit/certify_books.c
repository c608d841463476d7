#include "model/audit/certify_books.h"

#include "model/base/memory.h"

static double larger(double a, double b)
{
    return a > b ? a : b;
}

/* No number that the worth of a booking of @p r is made of is larger. */
static double largest_term(const Books *books, int32_t r)
{
    const Clinic *clinic = books->clinic;
    const Policy *rules = &clinic->rules;
    double value = clinic->visit_types.value[clinic->requests.visit_type[r]];

    return value * clinic_weight(clinic, r) *
               (1.0 + rules->wait_cost_per_day * books->facts->days) +
           value * (rules->preferred_provider_bonus + rules->preferred_site_bonus) +
           rules->move_cost + books_absence(books, r) + multipliers_largest(books->multipliers, r);
}

static Status find_scales(Books *books)
{
    const Clinic *clinic = books->clinic;

    books->scale = MEM_NEW(double, clinic->visit_types.rows);
    if (!books->scale)
        return STATUS_NO_MEMORY;
    for (int32_t r = 0; r < clinic->requests.rows; r++) {
        double *scale = &books->scale[clinic->requests.visit_type[r]];

        *scale = larger(*scale, largest_term(books, r));
    }
    for (int32_t type = 0; type < clinic->visit_types.rows; type++)
        books->scale[type] *= clinic->visit_types.group_capacity[type];
    for (int32_t i = 0; i < books->multipliers->n_reserves; i++) {
        const Reserve *key = &books->multipliers->reserves[i];
        double worth = clinic->visit_types.value[key->type] * clinic->rules.weight_urgent;

        books->scale[key->type] = larger(books->scale[key->type], worth + fabs(key->price));
    }
    return STATUS_OK;
}

static Status find_delays(Books *books)
{
    const Clinic *clinic = books->clinic;
    const double *cv = clinic->visit_types.duration_cv;

    books->delays = MEM_NEW(bool, books->hours->n_shifts);
    if (!books->delays)
        return STATUS_NO_MEMORY;
    for (int32_t s = 0; s < books->hours->n_shifts; s++)
        books->delays[s] = clinic->sessions.overbook_max[books->hours->shifts[s].row] > 0;
    for (int32_t i = 0; i < books->berths->count; i++)
        books->delays[books->berths->berths[i].shift] |= cv[books->berths->berths[i].type] > 0.0;
    for (int32_t i = 0; i < books->fixed.count; i++)
        if (books->fixed.visits[i].shift >= 0)
            books->delays[books->fixed.visits[i].shift] |= cv[books->fixed.visits[i].type] > 0.0;
    return STATUS_OK;
}

Status books_init(Books *books, const Clinic *clinic, const Chances *chances,
                  const Schedule *schedule)
{
    Status status = STATUS_OK;

    *books = (Books){.clinic = clinic, .chances = chances};
    TRY(facts_new(clinic, &books->facts));
    TRY(hours_new(books->facts, &books->hours));
    TRY(ties_init(books->facts, &books->ties));
    TRY(multipliers_new(books->facts, books->hours, &books->ties, schedule, &books->multipliers));
    TRY(fixed_init(books->hours, &books->fixed));
    TRY(berths_new(books->hours, &books->fixed, &books->multipliers->lanes, &books->berths));
    TRY(find_scales(books));
    TRY(find_delays(books));
done:
    return status;
}

void books_clear(Books *books)
{
    mem_free(books->scale);
    mem_free(books->delays);
    berths_free(books->berths);
    fixed_clear(&books->fixed);
    multipliers_free(books->multipliers);
    ties_clear(&books->ties);
    hours_free(books->hours);
    facts_free(books->facts);
    *books = (Books){0};
}

double books_absence(const Books *books, int32_t r)
{
    switch (books->clinic->requests.status[r]) {
    case REQUEST_FIXED:
        return 0.0;
    case REQUEST_BOOKED:
        return books->clinic->rules.cancel_cost;
    default:
        return books->clinic->rules.unscheduled_cost;
    }
}

double books_gain(const Books *books, int32_t r, int32_t date)
{
    const Requests *requests = &books->clinic->requests;
    double gain =
        books->clinic->visit_types.value[requests->visit_type[r]] * clinic_weight(books->clinic, r);
    int32_t since = requests->earliest[r] > 0 ? requests->earliest[r] : 0;
    int32_t waited = date > since ? date - since : 0;

    return gain * chances_at(books->chances, r, date) -
           books->clinic->rules.wait_cost_per_day * gain * waited;
}

double books_bonus(const Books *books, int32_t r, int32_t provider, int32_t site)
{
    const Requests *requests = &books->clinic->requests;
    const Policy *rules = &books->clinic->rules;
    double value = books->clinic->visit_types.value[requests->visit_type[r]], bonus = 0.0;

    if (requests->provider[r] >= 0 && requests->provider[r] == provider)
        bonus += rules->preferred_provider_bonus * value;
    if (requests->site[r] >= 0 && requests->site[r] == site)
        bonus += rules->preferred_site_bonus * value;
    return bonus;
}

Status bill_make(const Books *books, int32_t type, double factor, int32_t mode, int32_t site,
                 int32_t date, bool persons, Bill *bill)
{
    const Facts *facts = books->facts;
    int32_t parts = rows_count(&facts->parts, type);
    Status status = STATUS_OK;

    bill->lanes = &books->multipliers->lanes;
    bill->count = 0;
    TRY(mem_grow((void **)&bill->lines, &bill->capacity, parts, sizeof *bill->lines));
    for (int32_t i = 0; i < parts; i++) {
        Part part = facts_part(facts, type, i, factor);
        const Lane *lane;

        if (!facts_holds(mode, part.kind) || (part.kind == UNIT_PROVIDER && !persons))
            continue;
        lane = lanes_find(bill->lanes, part.activity, site, date);
        if (lane)
            bill->lines[bill->count++] = (BillLine){
                .lane = lane,
                .from_min = part.from_min,
                .until_min =
                    i == facts->lead[type] ? part.end_min : part.until_min + lane->clear_min,
                .count =
                    i == facts->lead[type] ? 1 : facts->clinic->activities.count[part.activity]};
    }
done:
    return status;
}

double bill_cost(const Bill *bill, int32_t start_min)
{
    double cost = 0.0;

    for (int32_t i = 0; i < bill->count; i++) {
        const BillLine *line = &bill->lines[i];

        cost += line->count * lanes_span(bill->lanes, line->lane, start_min + line->from_min,
                                         start_min + line->until_min);
    }
    return cost;
}

void bill_clear(Bill *bill)
{
    mem_free(bill->lines);
    *bill = (Bill){0};
}
