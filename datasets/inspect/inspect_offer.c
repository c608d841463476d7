#include "datasets/inspect/inspect_offer.h"

#include "datasets/inspect/inspect_pool.h"
#include "model/base/memory.h"

/* What is at hand while the offers are made, site by site and day by day. */
typedef struct Maker {
    const InspectFacts *facts;
    Pools *pools;
    SortKey *sessions; /* owned: those that are there, by site, day, provider */
    int32_t n_sessions;
    int32_t *at; /* owned, [visit_types] entry of the type at this site and day, or -1 */
    Offers *offers;
} Maker;

static Status add_entry(Offers *offers, Offer entry, int32_t *index)
{
    void *entries = offers->entries;
    Status status = mem_grow(&entries, &offers->capacity, (int64_t)offers->count + 1, sizeof entry);

    offers->entries = entries;
    if (status != STATUS_OK)
        return status;
    *index = offers->count;
    offers->entries[offers->count++] = entry;
    return STATUS_OK;
}

static void merge(Offer *into, const Offer *from)
{
    for (int mode = 0; mode < 2; mode++) {
        int32_t end = from->end_min[mode];

        if (end && (into->end_min[mode] == 0 || end < into->end_min[mode]))
            into->end_min[mode] = end;
        for (int w = 0; w < START_WORDS; w++)
            into->starts[mode].words[w] |= from->starts[mode].words[w];
    }
}

/* What provider and session of @p skill offer, in each mode; true when there is any. */
static bool offer_of(const Maker *maker, int32_t session, int32_t skill, Offer *out)
{
    const InspectFacts *facts = maker->facts;
    const VisitShape *shape = facts->skill_shape[skill];
    bool any = false;

    for (int32_t mode = 0; mode < 2; mode++) {
        StartSet starts, wide;
        int32_t low, high;

        if (!inspect_mode_allowed(facts->clinic, out->type, mode) ||
            !inspect_open(facts, session, out->type, mode))
            continue;
        if (maker->offers->stage[out->type] < OFFER_NO_PLACE)
            maker->offers->stage[out->type] = OFFER_NO_PLACE;
        pools_narrow(maker->pools, shape, mode, &low, &high);
        if (low > high)
            continue;
        wide = starts_range(low, high, facts->slot_min);
        starts = offers_of_lead(facts, session, out->type, shape, mode);
        out->starts[mode] = starts_both(&starts, &wide);
        if (!starts_within(&out->starts[mode], low, high, facts->slot_min))
            continue;
        out->end_min[mode] = visit_end_min(shape, mode);
        any = true;
    }
    return any;
}

static Status offer_session(Maker *maker, int32_t session)
{
    const InspectFacts *facts = maker->facts;
    const Sessions *sessions = &facts->clinic->sessions;
    const Grouping *group = &facts->skills_of;
    const int32_t provider = sessions->provider[session];
    Status status = STATUS_OK;

    for (int32_t i = group->begin[provider]; i < group->begin[provider + 1]; i++) {
        int32_t skill = group->rows[i], type = facts->clinic->skills.visit_type[skill];
        Offer offer = {
            .type = type, .site = sessions->site[session], .day = sessions->date[session]};

        if (type < 0 || !facts->skill_shape[skill] || !inspect_leads(facts, provider, type) ||
            !offer_of(maker, session, skill, &offer))
            continue;
        maker->offers->stage[type] = OFFER_MADE;
        if (maker->at[type] >= 0)
            merge(&maker->offers->entries[maker->at[type]], &offer);
        else
            TRY(add_entry(maker->offers, offer, &maker->at[type]));
    }
done:
    return status;
}

/* All sessions of one site and day. */
static Status offer_day(Maker *maker, const SortKey *sessions, int32_t count)
{
    int32_t before = maker->offers->count;
    Status status = STATUS_OK;

    pools_load_persons(maker->pools, sessions, count);
    for (int32_t i = 0; i < count; i++)
        TRY(offer_session(maker, sessions[i].row));
done:
    for (int32_t i = before; i < maker->offers->count; i++)
        maker->at[maker->offers->entries[i].type] = -1;
    return status;
}

static Status offer_all(Maker *maker)
{
    int32_t site = -1, next;
    Status status = STATUS_OK;

    for (int32_t i = 0; i < maker->n_sessions; i = next) {
        const SortKey *first = &maker->sessions[i];
        int32_t here = maker->facts->clinic->sessions.site[first->row];

        for (next = i; next < maker->n_sessions && maker->sessions[next].major == first->major;)
            next++;
        if (here != site)
            pools_load_site(maker->pools, here);
        site = here;
        TRY(offer_day(maker, first, next - i));
    }
done:
    return status;
}

static void sort_sessions(Maker *maker)
{
    const Sessions *sessions = &maker->facts->clinic->sessions;

    for (int32_t row = 0; row < sessions->rows; row++)
        if (maker->facts->session[row].start < maker->facts->session[row].end)
            maker->sessions[maker->n_sessions++] =
                (SortKey){(int64_t)sessions->site[row] * INT32_MAX + sessions->date[row],
                          sessions->provider[row], row};
    sort_keys(maker->sessions, maker->n_sessions);
}

/* Adds what is offered at any site, and puts all into the order of type, site, day. */
static Status sort_offers(Offers *offers)
{
    const int32_t single = offers->count;
    SortKey *keys = MEM_NEW(SortKey, (int64_t)single * 2);
    Offer *sorted = NULL;
    Status status = STATUS_NO_MEMORY;
    int32_t at = -1;

    if (!keys)
        goto done;
    for (int32_t i = 0; i < single; i++)
        keys[i] = (SortKey){offers->entries[i].type, offers->entries[i].day, i};
    sort_keys(keys, single);
    for (int32_t i = 0; i < single; i++) {
        Offer any = offers->entries[keys[i].row];

        any.site = -1;
        if (i > 0 && keys[i].major == keys[i - 1].major && keys[i].minor == keys[i - 1].minor)
            merge(&offers->entries[at], &any);
        else
            TRY(add_entry(offers, any, &at));
    }
    sorted = MEM_NEW(Offer, offers->count);
    status = sorted ? STATUS_OK : STATUS_NO_MEMORY;
    for (int32_t i = 0; sorted && i < offers->count; i++)
        keys[i] = (SortKey){offers->entries[i].type * (int64_t)INT32_MAX + offers->entries[i].site,
                            offers->entries[i].day, i};
    if (sorted)
        sort_keys(keys, offers->count);
    for (int32_t i = 0; sorted && i < offers->count; i++)
        sorted[i] = offers->entries[keys[i].row];
    if (sorted) {
        mem_free(offers->entries);
        offers->entries = sorted;
        offers->capacity = offers->count;
    }
done:
    mem_free(keys);
    return status;
}

static void index_types(Offers *offers, int32_t types)
{
    for (int32_t i = 0; i < offers->count; i++)
        offers->first[offers->entries[i].type + 1]++;
    for (int32_t t = 0; t < types; t++)
        offers->first[t + 1] += offers->first[t];
}

/* The first two stages need no day: who has the skill, and the lead's role. */
static void stage_skills(const InspectFacts *facts, Offers *offers)
{
    const Skills *skills = &facts->clinic->skills;

    for (int32_t i = 0; i < skills->rows; i++)
        if (skills->visit_type[i] >= 0 && skills->provider[i] >= 0 && facts->skill_shape[i] &&
            inspect_leads(facts, skills->provider[i], skills->visit_type[i]))
            offers->stage[skills->visit_type[i]] = OFFER_NO_SESSION;
}

Status offers_new(const InspectFacts *facts, Offers **out)
{
    const Clinic *clinic = facts->clinic;
    Status status = STATUS_NO_MEMORY;
    Maker maker = {.facts = facts, .offers = MEM_NEW(Offers, 1)};

    maker.sessions = MEM_NEW(SortKey, clinic->sessions.rows);
    maker.at = MEM_NEW(int32_t, clinic->visit_types.rows);
    if (!maker.offers || !maker.sessions || !maker.at)
        goto done;
    maker.offers->stage = MEM_NEW(OfferStage, clinic->visit_types.rows);
    maker.offers->first = MEM_NEW(int32_t, (int64_t)clinic->visit_types.rows + 1);
    if (!maker.offers->stage || !maker.offers->first)
        goto done;
    for (int32_t t = 0; t < clinic->visit_types.rows; t++)
        maker.at[t] = -1;
    TRY(pools_new(facts, &maker.pools));
    stage_skills(facts, maker.offers);
    sort_sessions(&maker);
    TRY(offer_all(&maker));
    TRY(sort_offers(maker.offers));
    index_types(maker.offers, clinic->visit_types.rows);
    *out = maker.offers;
    maker.offers = NULL;
done:
    pools_free(maker.pools);
    mem_free(maker.sessions);
    mem_free(maker.at);
    offers_free(maker.offers);
    return status;
}

void offers_free(Offers *offers)
{
    if (!offers)
        return;
    mem_free(offers->entries);
    mem_free(offers->stage);
    mem_free(offers->first);
    mem_free(offers);
}

static bool before(const Offer *offer, int32_t site, int32_t day)
{
    return offer->site != site ? offer->site < site : offer->day < day;
}

int32_t offers_from(const Offers *offers, int32_t type, int32_t site, int32_t day)
{
    int32_t low = offers->first[type], high = offers->first[type + 1];

    while (low < high) {
        int32_t middle = low + (high - low) / 2;

        if (before(&offers->entries[middle], site, day))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
