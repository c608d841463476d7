#include <math.h>

#include "datasets/generator/generator_draft.h"
#include "model/clinic/calendar.h"

static Status put_horizon(Draft *draft)
{
    Status status = STATUS_OK;
    const Recipe *recipe = draft->recipe;
    Clinic *clinic = draft->clinic;
    int32_t row = 0;

    if (!calendar_parse(recipe->start_date, &clinic->epoch_day))
        return fault(STATUS_USAGE, "start_date: \"%s\", expected a date YYYY-MM-DD",
                     recipe->start_date);
    TRY(clinic_append(clinic, TABLE_horizon, &row));
    clinic->horizon.start_date[row] = clinic_text(clinic, recipe->start_date);
    clinic->horizon.days[row] = recipe->days;
    clinic->horizon.slot_min[row] = recipe->slot_min;
    clinic->horizon.timezone[row] = clinic_text(clinic, recipe->timezone);
    clinic->horizon.name[row] = clinic_text(clinic, recipe->meaning);
    if (!clinic->horizon.start_date[row] || !clinic->horizon.timezone[row] ||
        !clinic->horizon.name[row])
        return STATUS_NO_MEMORY;
done:
    return status;
}

/* The rules the recipe sets; the contract's defaults need no row. */
static Status put_policy(Draft *draft)
{
    const struct {
        const char *key;
        double value;
    } rules[] = {
#define POLICY(key, fallback, low, high, whole, unit, meaning) {#key, draft->recipe->policy.key},
#include "model/clinic/policy.def"
#undef POLICY
    };
    Clinic *clinic = draft->clinic;

    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        int32_t row = 0;
        Status status;

        if (isnan(rules[i].value))
            continue;
        status = clinic_append(clinic, TABLE_policy, &row);
        if (status != STATUS_OK)
            return status;
        clinic->policy.key[row] = rules[i].key;
        clinic->policy.value[row] = rules[i].value;
    }
    return STATUS_OK;
}

static Status put_sites(Draft *draft)
{
    Status status = STATUS_OK;
    Sites *sites = &draft->clinic->sites;

    TRY(table_resize(draft->clinic, &dataset_schema.tables[TABLE_sites], draft->recipe->sites));
    for (int32_t site = 0; site < sites->rows; site++) {
        sites->site[site] = draft_id(draft, 's', 3, site + 1);
        if (!sites->site[site])
            return STATUS_NO_MEMORY;
    }
done:
    return status;
}

static Status put_steps(Draft *draft, int32_t type)
{
    Activities *activities = &draft->clinic->activities;
    int32_t begin, end;

    draft_steps(draft, type, &begin, &end);
    for (int32_t step = begin; step < end; step++) {
        const StepFacts *facts = &catalogue_steps[step];
        int32_t row = 0;
        Status status = clinic_append(draft->clinic, TABLE_activities, &row);

        if (status != STATUS_OK)
            return status;
        activities->visit_type[row] = type;
        activities->step[row] = facts->step;
        activities->kind[row] = facts->kind;
        activities->type[row] = facts->unit;
        activities->offset_min[row] = draft_grid(draft, facts->offset_min);
        activities->duration_min[row] = draft_grid(draft, facts->duration_min);
        activities->cleanup_min[row] = draft_grid(draft, facts->cleanup_min);
    }
    return STATUS_OK;
}

static Status put_types(Draft *draft, Random *random)
{
    Status status = STATUS_OK;
    const Recipe *recipe = draft->recipe;
    VisitTypes *types = &draft->clinic->visit_types;

    for (int32_t type = 0; type < draft->n_types; type++) {
        const TypeFacts *facts = draft->types[type];
        int32_t row = 0;

        TRY(clinic_append(draft->clinic, TABLE_visit_types, &row));
        types->visit_type[row] = facts->id;
        types->specialty[row] = catalogue_specialties[facts->specialty].id;
        types->mode[row] = facts->mode;
        types->value[row] = facts->value;
        types->min_notice_days[row] = facts->notice_days;
        types->earliest_start[row] = facts->earliest_start;
        types->latest_start[row] = facts->latest_start;
        types->overbook_ok[row] = facts->overbook_ok;
        types->duration_cv[row] = draft_chance(random, recipe->cv_share) ? recipe->cv : 0;
        types->needs_authorization[row] = facts->authorization;
        types->group_capacity[row] = facts->group_capacity;
        TRY(put_steps(draft, type));
    }
done:
    return status;
}

/* How many of a site's @p people each specialty gets: by weight, largest remainder first. */
static void share_out(const Draft *draft, int32_t people, int32_t *counts)
{
    int32_t total = 0, left = people, rest[N_SPECIALTIES];

    for (int32_t s = 0; s < draft->n_specialties; s++)
        total += catalogue_specialties[s].weight;
    for (int32_t s = 0; s < draft->n_specialties; s++) {
        int64_t exact = (int64_t)people * catalogue_specialties[s].weight;

        counts[s] = (int32_t)(exact / total);
        rest[s] = (int32_t)(exact % total);
        left -= counts[s];
    }
    for (; left > 0; left--) {
        int32_t most = 0;

        for (int32_t s = 1; s < draft->n_specialties; s++)
            if (rest[s] > rest[most])
                most = s;
        counts[most]++;
        rest[most] = -1;
    }
}

static Status put_providers(Draft *draft, Random *random)
{
    Status status = STATUS_OK;
    const Recipe *recipe = draft->recipe;
    Providers *providers = &draft->clinic->providers;
    int32_t p = 0;

    TRY(table_resize(draft->clinic, &dataset_schema.tables[TABLE_providers], recipe->providers));
    for (int32_t site = 0; site < recipe->sites; site++) {
        int32_t counts[N_SPECIALTIES];

        share_out(draft,
                  recipe->providers / recipe->sites +
                      (site < recipe->providers % recipe->sites ? 1 : 0),
                  counts);
        for (int32_t s = 0; s < draft->n_specialties; s++) {
            draft->pool_begin[draft_pool(draft, site, s)] = p;
            for (int32_t i = 0; i < counts[s]; i++, p++) {
                draft->pool_member[p] = p;
                draft->home[p] = site;
                draft->specialty[p] = s;
                draft->away[p] = recipe->sites > 1 && draft_chance(random, recipe->roving_share)
                                     ? (site + 1) % recipe->sites
                                     : -1;
                providers->provider[p] = draft_id(draft, 'p', 5, p + 1);
                providers->role[p] = catalogue_specialties[s].role;
                providers->specialty[p] = catalogue_specialties[s].id;
                if (!providers->provider[p])
                    return STATUS_NO_MEMORY;
            }
        }
    }
    draft->pool_begin[draft->n_pools] = p;
done:
    return status;
}

static Status put_skill(Draft *draft, int32_t provider, int32_t type, double factor)
{
    Skills *skills = &draft->clinic->skills;
    int32_t row = 0;
    Status status = clinic_append(draft->clinic, TABLE_skills, &row);

    if (status != STATUS_OK)
        return status;
    skills->provider[row] = provider;
    skills->visit_type[row] = type;
    skills->duration_factor[row] = factor;
    return STATUS_OK;
}

/* A provider's skills: at least the first of the specialty, and all for the first of each pool, so
 * that nothing is asked for in vain. */
static Status put_skills(Draft *draft, Random *random, int32_t provider)
{
    static const double factors[] = {0.65, 1.25, 1.25, 1.5};
    Status status = STATUS_OK;
    const Recipe *recipe = draft->recipe;
    int32_t pool = draft_pool(draft, draft->home[provider], draft->specialty[provider]);
    bool all = draft->pool_begin[pool] == provider, first = true;
    bool unusual = draft_chance(random, recipe->factor_share);
    double factor = unusual ? factors[random_below(random, 4)] : 1;

    for (int32_t type = 0; type < draft->n_types; type++) {
        if (draft->types[type]->specialty != draft->specialty[provider])
            continue;
        if (draft_chance(random, recipe->skill_share) || all || first)
            TRY(put_skill(draft, provider, type, factor));
        first = false;
    }
done:
    return status;
}

Status draft_network(Draft *draft)
{
    Status status = STATUS_OK;
    Random random = random_stream(draft->seed, DRAFT_NETWORK);

    TRY(put_horizon(draft));
    TRY(put_policy(draft));
    TRY(put_sites(draft));
    TRY(put_types(draft, &random));
    TRY(put_providers(draft, &random));
    for (int32_t p = 0; p < draft->recipe->providers; p++)
        TRY(put_skills(draft, &random, p));
done:
    return status;
}
