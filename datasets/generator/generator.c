#include "datasets/generator/generator.h"

#include <inttypes.h>
#include <stdio.h>

#include "datasets/generator/generator_draft.h"
#include "model/base/memory.h"
#include "model/base/text.h"
#include "model/clinic/calendar.h"

int generator_count(void)
{
    return recipe_count();
}

const char *generator_name(int index)
{
    return recipe_name(index);
}

const char *generator_meaning(int index)
{
    return recipe_meaning(index);
}

int32_t draft_grid(const Draft *draft, int32_t minutes)
{
    int32_t slot = draft->recipe->slot_min;

    return (minutes + slot - 1) / slot * slot;
}

bool draft_weekday(const Draft *draft, int32_t day)
{
    return calendar_weekday(draft->clinic->epoch_day + day) <= 5;
}

bool draft_chance(Random *random, double share)
{
    return random_unit(random) < share;
}

int32_t draft_choice(Random *random, const int32_t *weights, int32_t count)
{
    int32_t total = 0, at = 0, drawn;

    for (int32_t i = 0; i < count; i++)
        total += weights[i];
    drawn = random_below(random, total);
    while (drawn >= weights[at])
        drawn -= weights[at++];
    return at;
}

int32_t draft_type(const Draft *draft, enum CatalogueType type)
{
    for (int32_t row = 0; row < draft->n_types; row++)
        if (draft->types[row] == &catalogue_types[type])
            return row;
    return -1;
}

void draft_steps(const Draft *draft, int32_t type, int32_t *begin, int32_t *end)
{
    catalogue_range((int32_t)(draft->types[type] - catalogue_types), begin, end);
}

int32_t draft_pool(const Draft *draft, int32_t site, int32_t specialty)
{
    return site * draft->n_specialties + specialty;
}

int32_t draft_pool_size(const Draft *draft, int32_t pool)
{
    return draft->pool_begin[pool + 1] - draft->pool_begin[pool];
}

void draft_skills(const Draft *draft, int32_t provider, int32_t *begin, int32_t *end)
{
    const Skills *skills = &draft->clinic->skills;
    int32_t low = 0, high = skills->rows;

    while (low < high) { /* skills stand in the order of providers */
        int32_t middle = (low + high) / 2;

        if (skills->provider[middle] < provider)
            low = middle + 1;
        else
            high = middle;
    }
    *begin = low;
    while (low < skills->rows && skills->provider[low] == provider)
        low++;
    *end = low;
}

const char *draft_id(Draft *draft, char letter, int digits, int32_t number)
{
    char text[24];

    snprintf(text, sizeof text, "%c%0*d", letter, digits, (int)number);
    return clinic_text(draft->clinic, text);
}

static Status draft_open(Draft *draft, const Recipe *recipe, int64_t seed)
{
    *draft = (Draft){.recipe = recipe, .seed = (uint64_t)seed};
    draft->n_specialties = recipe->specialties;
    for (int32_t type = 0; type < N_TYPES; type++)
        if (catalogue_types[type].specialty < draft->n_specialties &&
            (recipe->rare_types > 0 || !catalogue_types[type].involved))
            draft->types[draft->n_types++] = &catalogue_types[type];
    draft->n_pools = recipe->sites * draft->n_specialties;
    draft->home = MEM_NEW(int32_t, recipe->providers);
    draft->away = MEM_NEW(int32_t, recipe->providers);
    draft->specialty = MEM_NEW(int32_t, recipe->providers);
    draft->pool_begin = MEM_NEW(int32_t, (int64_t)draft->n_pools + 1);
    draft->pool_member = MEM_NEW(int32_t, recipe->providers);
    draft->pool_asked_min = MEM_NEW(int64_t, draft->n_pools);
    draft->unit_asked_min = MEM_NEW(int64_t, (int64_t)recipe->sites * CATALOGUE_MAX_STEPS);
    draft->pool_open = MEM_NEW(uint8_t, (int64_t)draft->n_pools * recipe->days);
    draft->pool = MEM_NEW(int32_t, recipe->requests);
    draft->link = MEM_NEW(int32_t, recipe->requests);
    if (!draft->home || !draft->away || !draft->specialty || !draft->pool_begin ||
        !draft->pool_member || !draft->pool_asked_min || !draft->unit_asked_min ||
        !draft->pool_open || !draft->pool || !draft->link)
        return STATUS_NO_MEMORY;
    return clinic_new(&draft->clinic);
}

static void draft_close(Draft *draft)
{
    mem_free(draft->home);
    mem_free(draft->away);
    mem_free(draft->specialty);
    mem_free(draft->pool_begin);
    mem_free(draft->pool_member);
    mem_free(draft->pool_asked_min);
    mem_free(draft->unit_asked_min);
    mem_free(draft->pool_open);
    mem_free(draft->pool);
    mem_free(draft->link);
    clinic_free(draft->clinic);
}

/* Where the data came from: enough to make them again. */
static Status sign(Draft *draft, const char *source, const char *const *settings, int n_settings)
{
    Status status = STATUS_OK;
    Clinic *clinic = draft->clinic;
    Text list = {0};
    char seed[24];

    snprintf(seed, sizeof seed, "%" PRId64, (int64_t)draft->seed);
    TRY(attributes_set(&clinic->attributes, &clinic->texts, "seed", seed));
    TRY(attributes_set(&clinic->attributes, &clinic->texts, "recipe", source));
    for (int i = 0; i < n_settings; i++)
        text_add(&list, "%s%s", i ? "; " : "", settings[i]);
    TRY(text_status(&list));
    if (n_settings > 0)
        TRY(attributes_set(&clinic->attributes, &clinic->texts, "recipe_settings", text_of(&list)));
done:
    text_clear(&list);
    return status;
}

Status generator_run(const char *recipe, int64_t seed, const char *const *settings, int n_settings,
                     Clinic **out)
{
    Status status = STATUS_OK;
    Draft draft = {0};
    Recipe values;

    TRY(recipe_load(recipe, settings, n_settings, &values));
    TRY(draft_open(&draft, &values, seed));
    TRY(draft_network(&draft));
    TRY(draft_demand(&draft));
    TRY(draft_sessions(&draft));
    TRY(draft_places(&draft));
    TRY(draft_windows(&draft));
    TRY(draft_wishes(&draft));
    TRY(draft_history(&draft));
    TRY(draft_bookings(&draft));
    TRY(draft_shows(&draft));
    TRY(draft_urgent(&draft));
    TRY(sign(&draft, recipe, settings, n_settings));
    TRY(clinic_settle(draft.clinic));
    *out = draft.clinic;
    draft.clinic = NULL;
done:
    draft_close(&draft);
    return status;
}
