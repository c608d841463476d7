#include <math.h>

#include "datasets/generator/generator_draft.h"
#include "datasets/generator/truth.h"
#include "model/base/memory.h"
#include "model/clinic/calendar.h"

/* Everyone who was ever here: the patients of the table, then those who are in no table any more.
 */
typedef struct Person {
    const char *id;
    int32_t site;
    TruthCase facts; /* age, distance, chronic, cohort, and the count of visits so far */
} Person;

typedef struct Past {
    Draft *draft;
    Random random;
    Person *persons;
    int32_t n_persons;
    double base;
} Past;

/* The numeric facts of a patient that stand in the tables. */
enum { FACT_AGE, FACT_DISTANCE, FACT_CHRONIC, FACT_VISITS, FACT_NO_SHOWS, N_FACTS };
static const char *const fact_names[N_FACTS] = {"x_age", "x_distance_km", "x_chronic",
                                                "x_prior_visits", "x_prior_no_shows"};

static void write_facts(const TruthCase *facts, Covariates *covariates, int32_t row)
{
    const double values[N_FACTS] = {facts->age, facts->distance_km, facts->chronic, facts->visits,
                                    facts->no_shows};

    for (int32_t f = 0; f < N_FACTS; f++)
        covariates->values[f][row] = values[f];
}

static Status add_facts(Clinic *clinic, enum DatasetTable table)
{
    for (int32_t f = 0; f < N_FACTS; f++) {
        int32_t index = 0;
        Status status = table_covariate(clinic, &dataset_schema.tables[table], &clinic->texts,
                                        fact_names[f], &index);

        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static void draw_person(Past *past, Person *person, bool child)
{
    static const int32_t cohort_weights[TRUTH_COHORTS] = {24, 22, 20, 18, 16};
    int32_t one = random_between(&past->random, 18, 92),
            two = random_between(&past->random, 18, 92);
    int32_t far = random_below(&past->random, 201), near = random_below(&past->random, 201);
    int32_t young = random_below(&past->random, 18);

    person->facts.age = child ? young : one < two ? one : two;
    person->facts.distance_km = (far < near ? far : near) / 10.0;
    person->facts.chronic = random_below(&past->random, 100) < person->facts.age;
    person->facts.cohort = draft_choice(&past->random, cohort_weights, TRUTH_COHORTS);
}

/* A patient is a child when pediatrics is asked first. */
static void find_children(const Draft *draft, bool *child)
{
    const Requests *requests = &draft->clinic->requests;

    for (int32_t r = requests->rows - 1; r >= 0; r--)
        child[requests->patient[r]] =
            draft->types[requests->visit_type[r]]->specialty == SPECIALTY_pediatrics;
}

static Status draw_persons(Past *past)
{
    Draft *draft = past->draft;
    const Patients *patients = &draft->clinic->patients;
    bool *child = MEM_NEW(bool, past->n_persons);

    if (!child)
        return STATUS_NO_MEMORY;
    find_children(draft, child);
    for (int32_t i = 0; i < past->n_persons; i++) {
        Person *person = &past->persons[i];

        draw_person(past, person, child[i]);
        if (i < patients->rows) {
            person->id = patients->patient[i];
            person->site = patients->home_site[i];
            continue;
        }
        person->id = draft_id(draft, 'u', 7, i + 1);
        person->site = random_below(&past->random, draft->recipe->sites);
        if (!person->id) {
            mem_free(child);
            return STATUS_NO_MEMORY;
        }
    }
    mem_free(child);
    return STATUS_OK;
}

static int32_t draw_lead(Random *random)
{
    int32_t class = random_below(random, 20);

    if (class < 5)
        return 0;
    if (class < 9)
        return random_between(random, 1, 3);
    if (class < 14)
        return random_between(random, 4, 13);
    return random_between(random, 14, 60);
}

/* Someone of the person's site, and what they do. */
static void draw_service(Past *past, const Person *person, int32_t *provider, int32_t *type)
{
    const Draft *draft = past->draft;
    bool child = person->facts.age < 18;
    int32_t weights[N_SPECIALTIES], shares[N_TYPES], total = 0, pool;

    for (int32_t s = 0; s < draft->n_specialties; s++) {
        weights[s] = child == (s == SPECIALTY_pediatrics)
                         ? draft_pool_size(draft, draft_pool(draft, person->site, s))
                         : 0;
        total += weights[s];
    }
    if (total == 0) /* nobody for children here */
        for (int32_t s = 0; s < draft->n_specialties; s++)
            weights[s] = draft_pool_size(draft, draft_pool(draft, person->site, s));
    pool =
        draft_pool(draft, person->site, draft_choice(&past->random, weights, draft->n_specialties));
    *provider = draft->pool_member[draft->pool_begin[pool] +
                                   random_below(&past->random, draft_pool_size(draft, pool))];
    for (int32_t t = 0; t < draft->n_types; t++)
        shares[t] =
            draft->types[t]->specialty == pool % draft->n_specialties ? draft->types[t]->share : 0;
    *type = draft_choice(&past->random, shares, draft->n_types);
}

/* Appointment @p h of the past; rows stand in the order of their days, so that what is counted of a
 * patient was known. */
static void write_visit(Past *past, int32_t h)
{
    Draft *draft = past->draft;
    History *history = &draft->clinic->history;
    int64_t days = draft->recipe->history_days;
    int32_t patients = draft->clinic->patients.rows, provider, type;
    bool unknown = draft_chance(&past->random, draft->recipe->unknown_share);
    Person *person =
        &past->persons[unknown ? patients + random_below(&past->random, past->n_persons - patients)
                               : random_below(&past->random, patients)];
    TruthCase *facts = &person->facts;

    draw_service(past, person, &provider, &type);
    history->date[h] = (int32_t)(h * days / history->rows - days);
    while (!draft_weekday(draft, history->date[h]))
        history->date[h]--;
    facts->lead_days = draw_lead(&past->random);
    facts->weekday = calendar_weekday(draft->clinic->epoch_day + history->date[h]);
    facts->start_min = draft_grid(draft, 8 * 60 + random_below(&past->random, 9 * 60));
    facts->reminder = draft_chance(&past->random, TRUTH_REMINDED) ? 1 : 0;
    history->patient[h] = person->id;
    history->visit_type[h] = draft->types[type]->id;
    history->provider[h] = draft->clinic->providers.provider[provider];
    history->site[h] = draft->clinic->sites.site[person->site];
    history->booked_on[h] = history->date[h] - facts->lead_days;
    history->start[h] = facts->start_min;
    history->reminder[h] = facts->reminder;
    history->cohort[h] = truth_cohort(facts->cohort);
    write_facts(facts, &history->covariates, h);
    history->attended[h] = random_unit(&past->random) >= truth_no_show(past->base, facts);
    facts->visits++;
    facts->no_shows += !history->attended[h];
}

Status draft_history(Draft *draft)
{
    Status status = STATUS_OK;
    Clinic *clinic = draft->clinic;
    Patients *patients = &clinic->patients;
    Past past = {.draft = draft,
                 .random = random_stream(draft->seed, DRAFT_HISTORY),
                 .base = truth_base(draft->recipe->no_show)};

    past.n_persons =
        patients->rows + 1 + (int32_t)(draft->recipe->history * draft->recipe->unknown_share / 3);
    past.persons = MEM_NEW(Person, past.n_persons);
    if (!past.persons)
        return STATUS_NO_MEMORY;
    TRY(draw_persons(&past));
    TRY(table_resize(clinic, &dataset_schema.tables[TABLE_history], draft->recipe->history));
    TRY(add_facts(clinic, TABLE_history));
    TRY(add_facts(clinic, TABLE_patients));
    for (int32_t h = 0; h < clinic->history.rows; h++)
        write_visit(&past, h);
    for (int32_t i = 0; i < patients->rows; i++) {
        patients->cohort[i] = truth_cohort(past.persons[i].facts.cohort);
        write_facts(&past.persons[i].facts, &patients->covariates, i);
    }
done:
    mem_free(past.persons);
    return status;
}
