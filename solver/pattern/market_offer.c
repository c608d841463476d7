/* Where one request is offered. */
#include <math.h>

#include "model/base/memory.h"
#include "model/clinic/calendar.h"
#include "solver/pattern/market_parts.h"

enum { NOBODY = -2 }; /* a provider or site that nobody prefers */

/* The terms of a request on a day. */
typedef struct Terms {
    int32_t r, type, day;
    int32_t presence, band;
    int32_t price; /* bucket */
    double chance;
} Terms;

double maker_minutes(const Catalog *catalog, int32_t type, const VisitShape *shape)
{
    const DurationLaw *law = catalog_law(catalog, type, shape);
    const VisitPart *lead = &shape->parts[shape->lead];

    return law ? law->mean_min : lead->end_min - lead->start_min;
}

static bool is_shared(const Catalog *catalog, int32_t type)
{
    return catalog->clinic->visit_types.group_capacity[type] > 1;
}

static int32_t band_of(const Maker *maker, int32_t type, double chance)
{
    return maker->delays && !is_shared(maker->catalog, type) ? (int32_t)floor(BANDS * chance) : 0;
}

static int32_t shape_number(const Catalog *catalog, int32_t type, const VisitShape *shape)
{
    int32_t number = catalog->shape_begin[type];

    while (catalog->shapes[number] != shape)
        number++;
    return number;
}

CodeKey maker_family(const Catalog *catalog, int32_t scope, int32_t type, const VisitShape *shape,
                     int32_t mode, int32_t day)
{
    return (CodeKey){(uint64_t)(uint32_t)scope << 32 |
                         (uint64_t)(uint32_t)shape_number(catalog, type, shape) << 1 |
                         (uint64_t)(uint32_t)mode,
                     (uint64_t)(uint32_t)day << 32};
}

static double profit_at(const Catalog *catalog, int32_t r, int32_t provider, int32_t site,
                        int32_t day)
{
    /* no start is that of a standing place: a booked request pays for the move */
    Placement placement = {.provider = provider, .site = site, .day = day, .start_min = -1};

    return placement_profit(catalog, r, &placement) + placement_absence(catalog, r);
}

static Status put_offer(Maker *maker, int32_t group, int32_t price, double worth, double credit,
                        double chance)
{
    Market *market = maker->market;
    Status status = STATUS_OK;
    int64_t at;

    if (maker->counting) {
        TRY(mem_grow((void **)&maker->count, &maker->count_capacity, (int64_t)group + 1,
                     sizeof *maker->count));
        maker->count[group]++;
        return STATUS_OK;
    }
    at = maker->count[group]++;
    market->price[at] = price;
    market->worth[at] = worth;
    market->credit[at] = credit;
    if (chance < market->groups[group].chance)
        market->groups[group].chance = chance;
done:
    return status;
}

/* Market the request to a group of sessions, by its terms. */
static Status offer_to(Maker *maker, const Terms *terms, int32_t scope, const VisitShape *shape,
                       int32_t mode, double worth)
{
    const Catalog *catalog = maker->catalog;
    CodeKey key = maker_family(catalog, scope, terms->type, shape, mode, terms->day);
    double credit = is_shared(catalog, terms->type)
                        ? 0
                        : catalog->clinic->rules.idle_cost_per_min * terms->chance *
                              maker_minutes(catalog, terms->type, shape);
    int32_t group;
    Status status;

    key.low |= (uint64_t)(uint32_t)terms->presence << 8 | (uint64_t)(uint32_t)terms->band;
    TRY(codebook_enter(&maker->market->group_keys, key, &group));
    TRY(put_offer(maker, group, terms->price, worth, credit, terms->chance));
done:
    return status;
}

bool maker_standing(const Maker *maker, int32_t r, int32_t mode, Spot *spot)
{
    const Catalog *catalog = maker->catalog;
    int32_t type = catalog->clinic->requests.visit_type[r];
    const CatalogSession *session;
    Placement at;

    if (catalog->clinic->requests.status[r] != REQUEST_BOOKED ||
        !placement_standing(catalog, r, &at) || !placement_can_stay(catalog, r, &at, mode))
        return false;
    session = &catalog->sessions[at.session];
    *spot = (Spot){
        .session = at.session, .mode = mode, .shape = catalog_shape(catalog, type, at.provider)};
    starts_add(&spot->starts, (at.start_min + spot->shape->parts[spot->shape->lead].start_min -
                               session->start_min) /
                                  catalog->slot_min);
    return true;
}

Status maker_each_spot(Maker *maker, int32_t r, SpotVisitor visit, void *context)
{
    const Catalog *catalog = maker->catalog;
    Status status = STATUS_OK;
    int32_t begin, end;
    Wish wish;

    placement_wish(catalog, r, &wish);
    if (wish.day_low > wish.day_high)
        return STATUS_OK;
    catalog_leads(catalog, wish.type, wish.site, &begin, &end);
    for (int32_t i = begin; i < end; i++) {
        const CatalogLead *lead = &catalog->leads[i];
        int32_t last = catalog->session_begin[lead->provider + 1];

        for (int32_t s = catalog_session_from(catalog, lead->provider, wish.day_low);
             s < last && catalog->sessions[s].day <= wish.day_high; s++) {
            Spot spot = {.session = s, .shape = lead->shape};
            int32_t presence;

            if (catalog->sessions[s].site != lead->site)
                continue;
            TRY(presences_find(&maker->market->presences, r, catalog->sessions[s].day, &presence));
            for (spot.mode = 0; presence != PRESENCE_NEVER && spot.mode < 2; spot.mode++) {
                if (!placement_suits(catalog, &wish, s, spot.mode))
                    continue;
                spot.starts = presences_starts(&maker->market->presences, s, wish.type, spot.shape,
                                               spot.mode, presence);
                if (!starts_empty(&spot.starts))
                    TRY(visit(maker, r, &spot, context));
            }
        }
    }
done:
    return status;
}

/* Prices by slot, where they depend on the start. */
static Status put_slot_prices(Maker *maker, int32_t r, const Spot *spot, int32_t *offset)
{
    Market *market = maker->market;
    const CatalogSession *s = &maker->catalog->sessions[spot->session];
    int32_t n = (s->end_min - s->start_min) / maker->catalog->slot_min;
    int32_t start =
        s->start_min - s->day * DAY_MIN - spot->shape->parts[spot->shape->lead].start_min;
    Status status;

    TRY(mem_grow((void **)&market->slot_prices, &maker->slot_price_capacity,
                 (int64_t)maker->n_slot_prices + n, sizeof *market->slot_prices));
    *offset = maker->n_slot_prices;
    for (int32_t slot = 0; slot < n; slot++)
        market->slot_prices[maker->n_slot_prices++] =
            starts_has(&spot->starts, slot)
                ? maker_bucket(market, r, s->day, s->site, start + slot * maker->catalog->slot_min,
                               s->provider)
                : -1;
done:
    return status;
}

/* An item of the request's own; @p standing: where it stands, and moves nowhere. */
static Status offer_solo(Maker *maker, int32_t r, const Spot *spot, void *context)
{
    const bool *standing = context;
    Market *market = maker->market;
    const Catalog *catalog = maker->catalog;
    const CatalogSession *s = &catalog->sessions[spot->session];
    int32_t type = catalog->clinic->requests.visit_type[r], price = -1;
    double chance = chances_at(catalog->chances, r, s->day), credit, worth;
    bool by_start = market->forest.key[r] & KEY_START;
    Solo solo = {spot->session, r, type, spot->mode, -1, -1, 0, spot->shape, spot->starts};
    Status status;

    worth = profit_at(catalog, r, s->provider, s->site, s->day) +
            (*standing ? catalog->clinic->rules.move_cost : 0);
    credit = catalog->clinic->rules.idle_cost_per_min * chance *
             maker_minutes(catalog, type, spot->shape);
    if (!by_start)
        price = maker_bucket(market, r, s->day, s->site, -1, s->provider);
    if (!maker->counting)
        return put_offer(maker, maker->solos[maker->next_solo++].group, price, worth, credit,
                         chance);
    solo.band = band_of(maker, type, chance);
    TRY(mem_grow((void **)&maker->solos, &maker->solo_capacity, (int64_t)maker->n_solos + 1,
                 sizeof *maker->solos));
    if (by_start)
        TRY(put_slot_prices(maker, r, spot, &solo.slot_prices));
    TRY(codebook_enter(&market->group_keys,
                       (CodeKey){UINT64_MAX, (uint64_t)(uint32_t)maker->n_solos}, &solo.group));
    TRY(put_offer(maker, solo.group, price, worth, credit, chance));
    maker->solos[maker->n_solos++] = solo;
done:
    return status;
}

/* A member of shared visits, session by session: all of a session and mode are one group, whenever
 * they can come, since those who meet at a start share the visit. */
static Status offer_member(Maker *maker, int32_t r, const Spot *spot, void *context)
{
    const bool *standing = context;
    Market *market = maker->market;
    const Catalog *catalog = maker->catalog;
    const CatalogSession *s = &catalog->sessions[spot->session];
    Terms terms = {.r = r, .type = catalog->clinic->requests.visit_type[r], .day = s->day};
    double worth = profit_at(catalog, r, s->provider, s->site, s->day);
    Status status = STATUS_OK;

    if (*standing)
        worth += catalog->clinic->rules.move_cost;
    terms.price = maker_bucket(market, r, s->day, s->site, -1, s->provider);
    TRY(offer_to(maker, &terms, scope_session(catalog, spot->session), spot->shape, spot->mode,
                 worth));
done:
    return status;
}

/* To the sessions of one provider on the day, as its preference or requirement is worth. */
static Status offer_to_provider(Maker *maker, const Terms *terms, const Wish *wish,
                                int32_t provider)
{
    const Catalog *catalog = maker->catalog;
    const VisitShape *shape = catalog_shape(catalog, terms->type, provider);
    Status status = STATUS_OK;

    if (!catalog_can_lead(catalog, terms->type, provider))
        return STATUS_OK;
    for (int32_t s = catalog_session_from(catalog, provider, terms->day);
         s < catalog->session_begin[provider + 1] && catalog->sessions[s].day == terms->day; s++)
        for (int32_t mode = 0; mode < 2; mode++)
            if (placement_suits(catalog, wish, s, mode))
                TRY(offer_to(
                    maker, terms, scope_session(catalog, s), shape, mode,
                    profit_at(catalog, terms->r, provider, catalog->sessions[s].site, terms->day)));
done:
    return status;
}

/* To all sessions of a site (-1: everywhere) on the day, in every shape that leads there have. */
static Status offer_to_site(Maker *maker, const Terms *terms, const Wish *wish, int32_t site)
{
    const Catalog *catalog = maker->catalog;
    double worth = profit_at(catalog, terms->r, NOBODY, site < 0 ? NOBODY : site, terms->day);
    int32_t scope = site < 0 ? 0 : scope_site(site), begin, end;
    int32_t first = catalog->shape_begin[terms->type];
    int32_t last = catalog->shape_begin[terms->type + 1];
    Status status = STATUS_OK;

    catalog_leads(catalog, terms->type, site, &begin, &end);
    for (int32_t i = first; i < last; i++) {
        bool led = false;

        for (int32_t k = begin; k < end && !led; k++)
            led = catalog->leads[k].shape == catalog->shapes[i];
        for (int32_t mode = 0; led && mode < 2; mode++)
            if (wish->modes[mode])
                TRY(offer_to(maker, terms, scope, catalog->shapes[i], mode, worth));
    }
done:
    return status;
}

static Status offer_day(Maker *maker, const Wish *wish, Terms *terms)
{
    const Requests *requests = &maker->catalog->clinic->requests;
    int32_t r = terms->r, provider = requests->provider[r], site = requests->site[r];
    Status status;

    TRY(presences_find(&maker->market->presences, r, terms->day, &terms->presence));
    if (terms->presence == PRESENCE_NEVER)
        return STATUS_OK;
    terms->chance = chances_at(maker->catalog->chances, r, terms->day);
    terms->band = band_of(maker, terms->type, terms->chance);
    terms->price = maker_bucket(maker->market, r, terms->day, -1, -1, -1);
    if (provider >= 0)
        TRY(offer_to_provider(maker, terms, wish, provider));
    if (wish->provider >= 0)
        return STATUS_OK;
    if (site >= 0)
        TRY(offer_to_site(maker, terms, wish, site));
    if (wish->site < 0)
        TRY(offer_to_site(maker, terms, wish, -1));
done:
    return status;
}

Status maker_offer(Maker *maker, int32_t r)
{
    const Catalog *catalog = maker->catalog;
    Terms terms = {.r = r, .type = catalog->clinic->requests.visit_type[r]};
    bool shared = is_shared(catalog, terms.type), standing = false;
    Status status = STATUS_OK;
    Spot spot;
    Wish wish;

    if (shared || (maker->market->forest.key[r] & (KEY_SITE | KEY_START | KEY_PROVIDER))) {
        TRY(maker_each_spot(maker, r, shared ? offer_member : offer_solo, &standing));
    } else {
        placement_wish(catalog, r, &wish);
        for (terms.day = wish.day_low; terms.day <= wish.day_high; terms.day++)
            TRY(offer_day(maker, &wish, &terms));
    }
    standing = true;
    for (int32_t mode = 0; mode < 2; mode++)
        if (maker_standing(maker, r, mode, &spot))
            TRY(shared ? offer_member(maker, r, &spot, &standing)
                       : offer_solo(maker, r, &spot, &standing));
done:
    return status;
}
