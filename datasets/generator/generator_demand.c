#include <string.h>

#include "datasets/generator/generator_draft.h"
#include "model/base/memory.h"

/* Patients of a site seen lately, from whom further requests come. */
enum { RING = 64 };

typedef struct Ring {
    int32_t count;
    int32_t patients[RING];
} Ring;

typedef struct Demand {
    Draft *draft;
    Random random;
    Ring *rings;         /* [sites x 2] adults, children */
    bool *child;         /* [requests] by patient row */
    int64_t *pool_until; /* [pools] running sum of the weights of pools */
} Demand;

/* True when the site of @p pool has everyone a visit of @p type needs. */
static bool is_staffed(const Draft *draft, int32_t pool, int32_t type)
{
    int32_t site = pool / draft->n_specialties, begin, end;

    draft_steps(draft, type, &begin, &end);
    for (int32_t step = begin; step < end; step++) {
        bool someone = catalogue_steps[step].kind != UNIT_PROVIDER;

        for (int32_t s = 0; s < draft->n_specialties && !someone; s++)
            someone = draft_pool_size(draft, draft_pool(draft, site, s)) > 0 &&
                      strcmp(catalogue_specialties[s].role, catalogue_steps[step].unit) == 0;
        if (!someone)
            return false;
    }
    return true;
}

/* How often each type is asked of @p pool, in thousandths of its share. */
static void weigh_types(const Draft *draft, int32_t pool, int32_t *weights)
{
    int32_t specialty = pool % draft->n_specialties;

    for (int32_t type = 0; type < draft->n_types; type++) {
        const TypeFacts *facts = draft->types[type];

        weights[type] = 0;
        if (facts->specialty != specialty)
            continue;
        weights[type] = facts->share * 1000;
        if (facts->involved && !is_staffed(draft, pool, type))
            weights[type] = 0;
        else if (facts->involved)
            weights[type] = (int32_t)(facts->share * 1000 * draft->recipe->rare_types);
    }
}

/* Minutes of the lead activity of @p type. */
static int32_t lead_min(const Draft *draft, int32_t type)
{
    int32_t begin, end;

    draft_steps(draft, type, &begin, &end);
    while (begin + 1 < end && catalogue_steps[begin].kind != UNIT_PROVIDER)
        begin++;
    return draft_grid(draft, catalogue_steps[begin].duration_min);
}

/* Pools are asked in proportion to their people, less where a visit takes long: everyone is about
 * equally busy. */
static void weigh_pools(Demand *demand)
{
    const Draft *draft = demand->draft;
    int32_t weights[N_TYPES];
    int64_t until = 0;

    for (int32_t pool = 0; pool < draft->n_pools; pool++) {
        int64_t minutes = 0, shares = 0;

        weigh_types(draft, pool, weights);
        for (int32_t type = 0; type < draft->n_types; type++) {
            shares += weights[type];
            minutes +=
                (int64_t)weights[type] * lead_min(draft, type) / draft->types[type]->group_capacity;
        }
        if (minutes > 0)
            until += (int64_t)draft_pool_size(draft, pool) * 10000 * shares / minutes;
        demand->pool_until[pool] = until;
    }
}

static int32_t draw_pool(Demand *demand)
{
    const Draft *draft = demand->draft;
    int32_t total = (int32_t)demand->pool_until[draft->n_pools - 1];
    int32_t drawn = random_below(&demand->random, total), low = 0, high = draft->n_pools - 1;

    while (low < high) {
        int32_t middle = (low + high) / 2;

        if (demand->pool_until[middle] > drawn)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* A further pool of the same site that suits the patient, or @p pool itself. */
static int32_t draw_sister(Demand *demand, int32_t pool, bool child, bool other_patient)
{
    const Draft *draft = demand->draft;
    int32_t site = pool / draft->n_specialties, weights[N_SPECIALTIES], total = 0;

    for (int32_t s = 0; s < draft->n_specialties; s++) {
        int32_t sister = draft_pool(draft, site, s);
        bool suits =
            other_patient || child == (s == SPECIALTY_pediatrics) || s == SPECIALTY_nursing;

        weights[s] = suits && sister != pool ? draft_pool_size(draft, sister) : 0;
        total += weights[s];
    }
    return total > 0 ? draft_pool(draft, site,
                                  draft_choice(&demand->random, weights, draft->n_specialties))
                     : pool;
}

static int32_t draw_type(Demand *demand, int32_t pool, bool alone)
{
    int32_t weights[N_TYPES];

    weigh_types(demand->draft, pool, weights);
    for (int32_t type = 0; alone && type < demand->draft->n_types; type++)
        if (demand->draft->types[type]->group_capacity > 1)
            weights[type] = 0;
    return draft_choice(&demand->random, weights, demand->draft->n_types);
}

static Status draw_patient(Demand *demand, int32_t pool, bool child, int32_t *patient)
{
    Draft *draft = demand->draft;
    int32_t site = pool / draft->n_specialties;
    Ring *ring = &demand->rings[2 * site + (child ? 1 : 0)];
    bool known =
        ring->count > 0 && !draft_chance(&demand->random, draft->recipe->patients_per_request);
    Status status;

    if (known) {
        *patient =
            ring->patients[random_below(&demand->random, ring->count < RING ? ring->count : RING)];
        return STATUS_OK;
    }
    status = clinic_append(draft->clinic, TABLE_patients, patient);
    if (status != STATUS_OK)
        return status;
    draft->clinic->patients.home_site[*patient] = site;
    draft->clinic->patients.patient[*patient] = draft_id(draft, 'u', 7, *patient + 1);
    if (!draft->clinic->patients.patient[*patient])
        return STATUS_NO_MEMORY;
    demand->child[*patient] = child;
    ring->patients[ring->count % RING] = *patient;
    ring->count++;
    return STATUS_OK;
}

/* What follows request @p r, if anything: a LinkKind or -1. Each costs one draw, so that the shares
 * do not disturb each other. */
static int32_t draw_link(Demand *demand, int32_t r)
{
    const Recipe *recipe = demand->draft->recipe;
    double drawn = random_unit(&demand->random), chain = random_unit(&demand->random);
    int32_t before = demand->draft->link[r];

    if (r + 1 >= recipe->requests || (before >= 0 && !(before == LINK_AFTER && chain < 0.4)))
        return -1;
    if (before == LINK_AFTER)
        return LINK_AFTER;
    if ((drawn -= recipe->after_share) < 0)
        return LINK_AFTER;
    if ((drawn -= recipe->same_day_share) < 0)
        return LINK_SAME_DAY;
    if ((drawn -= recipe->together_share) < 0)
        return LINK_TOGETHER;
    if (drawn - recipe->same_provider_share < 0)
        return LINK_SAME_PROVIDER;
    return -1;
}

/* What the visit of a request asks of people, rooms and devices. */
static void count_minutes(Draft *draft, int32_t pool, int32_t type)
{
    int32_t site = pool / draft->n_specialties, capacity = draft->types[type]->group_capacity;
    int32_t begin, end;

    draft_steps(draft, type, &begin, &end);
    for (int32_t step = begin; step < end; step++) {
        const StepFacts *facts = &catalogue_steps[step];
        int32_t minutes = draft_grid(draft, facts->duration_min) +
                          draft_grid(draft, facts->cleanup_min) +
                          draft_grid(draft, catalogue_turnaround_min(facts->unit));
        int32_t asked = pool;

        if (facts->kind != UNIT_PROVIDER) {
            draft->unit_asked_min[site * CATALOGUE_MAX_STEPS + catalogue_unit(step)] +=
                minutes / capacity;
            continue;
        }
        if (strcmp(facts->unit, catalogue_specialties[pool % draft->n_specialties].role) != 0) {
            int32_t s = 0;

            while (strcmp(catalogue_specialties[s].role, facts->unit) != 0)
                s++;
            asked = draft_pool(draft, site, s);
        }
        draft->pool_asked_min[asked] += minutes / capacity;
    }
}

static Status put_request(Demand *demand, int32_t r)
{
    Draft *draft = demand->draft;
    Requests *requests = &draft->clinic->requests;
    int32_t before = draft->link[r], follows;
    int32_t pool = before < 0 ? draw_pool(demand) : draft->pool[r - 1];
    bool same_patient =
        before >= 0 && (before != LINK_TOGETHER || draft_chance(&demand->random, 0.3));
    bool child;
    Status status = STATUS_OK;

    if (before == LINK_SAME_DAY || before == LINK_TOGETHER)
        pool = draw_sister(demand, pool, demand->child[requests->patient[r - 1]], !same_patient);
    if (before == LINK_TOGETHER && pool == draft->pool[r - 1] && draft_pool_size(draft, pool) < 2)
        draft->link[r] = -1; /* nobody else could be there at the same time */
    child = pool % draft->n_specialties == SPECIALTY_pediatrics;
    if (same_patient)
        requests->patient[r] = requests->patient[r - 1];
    else
        TRY(draw_patient(demand, pool, child, &requests->patient[r]));
    draft->pool[r] = pool;
    follows = draw_link(demand, r);
    if (follows >= 0)
        draft->link[r + 1] = follows;
    requests->visit_type[r] = draw_type(demand, pool, before >= 0 || follows >= 0);
    requests->request[r] = draft_id(draft, 'r', 7, r + 1);
    if (!requests->request[r])
        return STATUS_NO_MEMORY;
    count_minutes(draft, pool, requests->visit_type[r]);
done:
    return status;
}

Status draft_demand(Draft *draft)
{
    Status status = STATUS_OK;
    int32_t n = draft->recipe->requests;
    Demand demand = {.draft = draft, .random = random_stream(draft->seed, DRAFT_DEMAND)};

    demand.rings = MEM_NEW(Ring, 2 * (int64_t)draft->recipe->sites);
    demand.child = MEM_NEW(bool, n);
    demand.pool_until = MEM_NEW(int64_t, draft->n_pools);
    if (!demand.rings || !demand.child || !demand.pool_until) {
        status = STATUS_NO_MEMORY;
        goto done;
    }
    TRY(table_resize(draft->clinic, &dataset_schema.tables[TABLE_requests], n));
    weigh_pools(&demand);
    for (int32_t r = 0; r < n; r++)
        draft->link[r] = -1;
    for (int32_t r = 0; r < n; r++)
        TRY(put_request(&demand, r));
done:
    mem_free(demand.rings);
    mem_free(demand.child);
    mem_free(demand.pool_until);
    return status;
}
