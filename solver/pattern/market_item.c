/* Items: what may start in each session. */
#include <math.h>
#include <stdlib.h>

#include "model/base/memory.h"
#include "model/clinic/calendar.h"
#include "solver/pattern/market_parts.h"

/* A type that somebody can lead, in a shape. */
typedef struct Craft {
    int32_t type;
    const VisitShape *shape;
} Craft;

typedef struct Lister {
    Maker *maker;
    Market *market;
    const Catalog *catalog;
    Codebook families; /* groups without presence and band */
    int32_t *first;    /* owned, [families]: a group of it */
    int32_t *next;     /* owned, [groups]: another of the same family, or -1 */
    Craft *crafts;     /* owned; of provider p: craft_begin[p] .. */
    int32_t *craft_begin;
    Groups solos;  /* by session */
    Groups fixed;  /* fixed requests by the session of their service */
    Groups strays; /* fixed requests in no session, by lead */
    Groups kept;   /* booked requests of shared types by the session of their service */
    int32_t n_items, item_capacity, n_links, link_capacity;
    int32_t *found; /* owned: groups of one session, type and mode */
    int32_t n_found, found_capacity;
} Lister;

static Status index_families(Lister *lister)
{
    const Codebook *keys = &lister->market->group_keys;
    int32_t *family = MEM_NEW(int32_t, keys->count);
    Status status = STATUS_NO_MEMORY;

    lister->next = MEM_NEW(int32_t, keys->count);
    if (!family || !lister->next)
        goto done;
    status = STATUS_OK;
    for (int32_t g = 0; g < keys->count; g++) {
        CodeKey key = keys->keys[g];

        family[g] = -1;
        if (key.high == UINT64_MAX)
            continue;
        key.low &= ~(uint64_t)0xffffffffu;
        TRY(codebook_enter(&lister->families, key, &family[g]));
    }
    lister->first = MEM_NEW(int32_t, lister->families.count);
    if (!lister->first) {
        status = STATUS_NO_MEMORY;
        goto done;
    }
    for (int32_t f = 0; f < lister->families.count; f++)
        lister->first[f] = -1;
    for (int32_t g = keys->count - 1; g >= 0; g--) {
        if (family[g] < 0)
            continue;
        lister->next[g] = lister->first[family[g]];
        lister->first[family[g]] = g;
    }
done:
    mem_free(family);
    return status;
}

static Status index_crafts(Lister *lister)
{
    const Catalog *catalog = lister->catalog;
    int32_t n_types = catalog->clinic->visit_types.rows, n = catalog->clinic->providers.rows;
    int32_t total = catalog->skill_begin[n_types];

    lister->crafts = MEM_NEW(Craft, total);
    lister->craft_begin = MEM_NEW(int32_t, (int64_t)n + 2);
    if (!lister->crafts || !lister->craft_begin)
        return STATUS_NO_MEMORY;
    for (int32_t i = 0; i < total; i++)
        if (catalog->skills[i].able)
            lister->craft_begin[catalog->skills[i].provider + 2]++;
    for (int32_t p = 0; p < n; p++)
        lister->craft_begin[p + 2] += lister->craft_begin[p + 1];
    for (int32_t type = 0; type < n_types; type++)
        for (int32_t i = catalog->skill_begin[type]; i < catalog->skill_begin[type + 1]; i++)
            if (catalog->skills[i].able)
                lister->crafts[lister->craft_begin[catalog->skills[i].provider + 1]++] =
                    (Craft){type, catalog->skills[i].shape};
    return STATUS_OK;
}

/* Solos by session; fixed requests by session, or, without one, by lead. */
static Status index_rest(Lister *lister)
{
    const Catalog *catalog = lister->catalog;
    const Requests *requests = &catalog->clinic->requests;
    int32_t n = requests->rows;
    int32_t *session = MEM_NEW(int32_t, n), *lead = MEM_NEW(int32_t, n);
    int32_t *kept = MEM_NEW(int32_t, n);
    int32_t *solo = MEM_NEW(int32_t, lister->maker->n_solos);
    Status status = STATUS_NO_MEMORY;

    if (!session || !lead || !kept || !solo)
        goto done;
    for (int32_t i = 0; i < lister->maker->n_solos; i++)
        solo[i] = lister->maker->solos[i].session;
    for (int32_t r = 0; r < n; r++) {
        Placement at;

        session[r] = lead[r] = kept[r] = -1;
        if (!placement_standing(catalog, r, &at))
            continue;
        if (requests->status[r] == REQUEST_BOOKED &&
            catalog->clinic->visit_types.group_capacity[requests->visit_type[r]] > 1)
            kept[r] = at.session;
        if (requests->status[r] != REQUEST_FIXED)
            continue;
        session[r] = at.session;
        if (at.session < 0)
            lead[r] = at.provider;
    }
    TRY(groups_init(&lister->solos, solo, lister->maker->n_solos, catalog->n_sessions));
    TRY(groups_init(&lister->fixed, session, n, catalog->n_sessions));
    TRY(groups_init(&lister->strays, lead, n, catalog->clinic->providers.rows));
    TRY(groups_init(&lister->kept, kept, n, catalog->n_sessions));
done:
    mem_free(session);
    mem_free(lead);
    mem_free(kept);
    mem_free(solo);
    return status;
}

static int32_t slots_of(const Catalog *catalog, const VisitShape *shape)
{
    const VisitPart *lead = &shape->parts[shape->lead];

    return (lead->end_min - lead->start_min) / catalog->slot_min;
}

static Item blank_item(const Lister *lister, int32_t type, const VisitShape *shape, int32_t mode)
{
    const Catalog *catalog = lister->catalog;
    const VisitTypes *types = &catalog->clinic->visit_types;
    bool alone = types->group_capacity[type] == 1;

    return (Item){.shape = shape,
                  .type = type,
                  .mode = mode,
                  .slots = slots_of(catalog, shape),
                  .groups = lister->n_links,
                  .slot_prices = -1,
                  .reserve = -1,
                  .credit = alone ? 0
                                  : catalog->clinic->rules.idle_cost_per_min *
                                        maker_minutes(catalog, type, shape),
                  .overlaps = alone && types->overbook_ok[type],
                  .varies = catalog_law(catalog, type, shape) != NULL};
}

static Status link_group(Lister *lister, Item *item, int32_t group)
{
    Market *market = lister->market;
    Status status = mem_grow((void **)&market->item_groups, &lister->link_capacity,
                             (int64_t)lister->n_links + 1, sizeof *market->item_groups);

    if (status != STATUS_OK)
        return status;
    market->item_groups[lister->n_links++] = group;
    item->n_groups++;
    return STATUS_OK;
}

static bool same_kind(const Item *a, const Item *b, bool banded)
{
    return !a->mandatory && !b->mandatory && a->shape == b->shape && a->mode == b->mode &&
           a->reserve == b->reserve && (!banded || a->band == b->band);
}

/* The kind of @p item, beside those of session @p session listed before it. */
static int32_t kind_of(const Lister *lister, int32_t session, const Item *item)
{
    const Market *market = lister->market;
    bool banded = lister->catalog->sessions[session].overbook_max > 0 && item->overlaps;
    int32_t next = 0;

    for (int32_t i = market->item_begin[session]; i < lister->n_items; i++) {
        if (same_kind(&market->items[i], item, banded))
            return market->items[i].kind;
        if (market->items[i].kind >= next)
            next = market->items[i].kind + 1;
    }
    return next;
}

static Status put_item(Lister *lister, int32_t session, Item *item)
{
    Market *market = lister->market;
    Status status = mem_grow((void **)&market->items, &lister->item_capacity,
                             (int64_t)lister->n_items + 1, sizeof *market->items);

    if (status != STATUS_OK)
        return status;
    item->kind = kind_of(lister, session, item);
    market->items[lister->n_items++] = *item;
    return status;
}

/* What a fixed visit in no session of its lead keeps others from. */
static void block_strays(const Lister *lister, int32_t session, Item *item)
{
    const Catalog *catalog = lister->catalog;
    const CatalogSession *s = &catalog->sessions[session];
    const Groups *strays = &lister->strays;

    for (int32_t i = strays->begin[s->provider]; i < strays->begin[s->provider + 1]; i++) {
        int32_t r = strays->items[i], type = catalog->clinic->requests.visit_type[r];
        const VisitShape *shape = catalog_shape(catalog, type, s->provider);
        const VisitPart *lead = &shape->parts[shape->lead];
        Placement at;

        if (!placement_standing(catalog, r, &at) || at.day != s->day)
            continue;
        for (int32_t slot = 0; slot < STARTS_SLOTS; slot++) {
            int32_t from = s->start_min + slot * catalog->slot_min;

            if (from < at.start_min + lead->end_min &&
                from + item->slots * catalog->slot_min > at.start_min + lead->start_min)
                item->starts.bits[slot >> 6] &= ~((uint64_t)1 << (slot & 63));
        }
    }
}

/* Where members of shared visits stand, be it outside the type's hours. */
static void add_kept(const Lister *lister, int32_t session, Item *item)
{
    const Groups *kept = &lister->kept;

    for (int32_t i = kept->begin[session]; i < kept->begin[session + 1]; i++) {
        int32_t r = kept->items[i];
        Spot spot;

        if (lister->catalog->clinic->requests.visit_type[r] != item->type ||
            !maker_standing(lister->maker, r, item->mode, &spot))
            continue;
        for (int32_t word = 0; word < STARTS_SLOTS / 64; word++)
            item->starts.bits[word] |= spot.starts.bits[word];
    }
}

/* The groups of a session's families for a type and mode. */
static Status find_groups(Lister *lister, int32_t session, const Craft *craft, int32_t mode)
{
    const Catalog *catalog = lister->catalog;
    const CatalogSession *s = &catalog->sessions[session];
    int32_t scopes[3] = {0, scope_site(s->site), scope_session(catalog, session)};
    Status status = STATUS_OK;

    lister->n_found = 0;
    for (int32_t i = 0; i < 3; i++) {
        CodeKey key = maker_family(catalog, scopes[i], craft->type, craft->shape, mode, s->day);
        int32_t family = codebook_find(&lister->families, key);

        for (int32_t g = family < 0 ? -1 : lister->first[family]; g >= 0; g = lister->next[g]) {
            TRY(mem_grow((void **)&lister->found, &lister->found_capacity,
                         (int64_t)lister->n_found + 1, sizeof *lister->found));
            lister->found[lister->n_found++] = g;
        }
    }
done:
    return status;
}

/* One item for each presence (and, where services may overlap, band) among the groups found. */
static Status put_crafted(Lister *lister, int32_t session, const Craft *craft, int32_t mode)
{
    Market *market = lister->market;
    const VisitTypes *types = &lister->catalog->clinic->visit_types;
    bool banded = lister->catalog->sessions[session].overbook_max > 0;
    Status status = STATUS_OK;

    TRY(find_groups(lister, session, craft, mode));
    for (int32_t i = 0; i < lister->n_found; i++) {
        Item item = blank_item(lister, craft->type, craft->shape, mode);
        int32_t kept = lister->n_links, presence;

        if (lister->found[i] < 0)
            continue;
        presence = key_presence(market->group_keys.keys[lister->found[i]]);
        item.band = key_band(market->group_keys.keys[lister->found[i]]);
        item.starts = presences_starts(&market->presences, session, craft->type, craft->shape, mode,
                                       presence);
        if (types->group_capacity[craft->type] > 1)
            add_kept(lister, session, &item);
        block_strays(lister, session, &item);
        for (int32_t k = i; k < lister->n_found; k++) {
            int32_t g = lister->found[k];

            if (g < 0 || key_presence(market->group_keys.keys[g]) != presence ||
                (banded && key_band(market->group_keys.keys[g]) != item.band))
                continue;
            market->groups[g].capacity = types->group_capacity[craft->type];
            TRY(link_group(lister, &item, g));
            lister->found[k] = -1;
        }
        if (starts_empty(&item.starts))
            lister->n_links = kept;
        else
            TRY(put_item(lister, session, &item));
    }
done:
    return status;
}

static Status put_solos(Lister *lister, int32_t session)
{
    const Groups *solos = &lister->solos;
    Status status = STATUS_OK;

    for (int32_t i = solos->begin[session]; i < solos->begin[session + 1]; i++) {
        const Solo *solo = &lister->maker->solos[solos->items[i]];
        Item item = blank_item(lister, solo->type, solo->shape, solo->mode);

        item.band = solo->band;
        item.starts = solo->starts;
        item.slot_prices = solo->slot_prices;
        block_strays(lister, session, &item);
        TRY(link_group(lister, &item, solo->group));
        TRY(put_item(lister, session, &item));
    }
done:
    return status;
}

static Status put_places(Lister *lister, int32_t session, const Craft *craft)
{
    const Catalog *catalog = lister->catalog;
    const CatalogSession *s = &catalog->sessions[session];
    Status status = STATUS_OK;

    for (int32_t k = 0; k < catalog->n_reserves; k++) {
        const CatalogReserve *key = &catalog->reserves[k];
        bool tele = catalog->clinic->visit_types.mode[key->type] == TYPE_TELEHEALTH;
        Item item;

        if (key->type != craft->type || key->site != s->site || key->day != s->day ||
            !catalog_session_mode(catalog, session, tele))
            continue;
        item = blank_item(lister, craft->type, craft->shape, tele);
        item.reserve = k;
        item.worth = placement_place_worth(catalog, k);
        item.credit = 0;
        item.band = BANDS;
        item.starts = presences_starts(&lister->market->presences, session, craft->type,
                                       craft->shape, tele, PRESENCE_ANY);
        block_strays(lister, session, &item);
        if (!starts_empty(&item.starts))
            TRY(put_item(lister, session, &item));
    }
done:
    return status;
}

static double fixed_worth(const Catalog *catalog, int32_t r)
{
    Placement at;

    return placement_standing(catalog, r, &at) ? placement_profit(catalog, r, &at) : 0;
}

/* Others may join a fixed shared visit: at any start of theirs, which can only loosen the bound. */
static Status let_join(Lister *lister, int32_t session, Item *item, int32_t members)
{
    const Craft craft = {item->type, item->shape};
    int32_t capacity = lister->catalog->clinic->visit_types.group_capacity[item->type];
    Status status = STATUS_OK;

    if (capacity == 1 || members >= capacity)
        return STATUS_OK;
    TRY(find_groups(lister, session, &craft, item->mode));
    for (int32_t i = 0; i < lister->n_found; i++) {
        lister->market->groups[lister->found[i]].capacity = capacity;
        TRY(link_group(lister, item, lister->found[i]));
    }
done:
    return status;
}

/* The fixed visits of a session; members of a shared one make one item together. */
static Status put_fixed(Lister *lister, int32_t session)
{
    const Catalog *catalog = lister->catalog;
    const CatalogSession *s = &catalog->sessions[session];
    const Requests *requests = &catalog->clinic->requests;
    const Groups *fixed = &lister->fixed;
    Status status = STATUS_OK;

    for (int32_t i = fixed->begin[session]; i < fixed->begin[session + 1]; i++) {
        int32_t r = fixed->items[i], type = requests->visit_type[r], members = 0;
        double chance = chances_at(catalog->chances, r, s->day);
        bool first = true;
        Placement at, other;
        Item item;

        if (!placement_standing(catalog, r, &at))
            continue;
        item = blank_item(lister, type, catalog_shape(catalog, type, at.provider), at.mode);
        item.mandatory = true;
        item.band = (int32_t)floor(BANDS * chance);
        for (int32_t k = fixed->begin[session]; k < fixed->begin[session + 1]; k++) {
            int32_t q = fixed->items[k];
            bool same = q == r || (catalog->clinic->visit_types.group_capacity[type] > 1 &&
                                   requests->visit_type[q] == type &&
                                   placement_standing(catalog, q, &other) &&
                                   other.start_min == at.start_min && other.mode == at.mode);

            first = first && !(same && k < i);
            item.worth += same ? fixed_worth(catalog, q) : 0;
            members += same;
        }
        if (!first)
            continue;
        if (item.credit == 0)
            item.credit = catalog->clinic->rules.idle_cost_per_min * chance *
                          maker_minutes(catalog, type, item.shape);
        starts_add(&item.starts,
                   (at.start_min + item.shape->parts[item.shape->lead].start_min - s->start_min) /
                       catalog->slot_min);
        TRY(let_join(lister, session, &item, members));
        TRY(put_item(lister, session, &item));
    }
done:
    return status;
}

static Status list_session(Lister *lister, int32_t session)
{
    const Catalog *catalog = lister->catalog;
    int32_t provider = catalog->sessions[session].provider;
    Status status = STATUS_OK;

    for (int32_t c = lister->craft_begin[provider]; c < lister->craft_begin[provider + 1]; c++) {
        const Craft *craft = &lister->crafts[c];

        if (!catalog_admits(catalog, session, craft->type))
            continue;
        for (int32_t mode = 0; mode < 2; mode++)
            if (catalog_session_mode(catalog, session, mode))
                TRY(put_crafted(lister, session, craft, mode));
        TRY(put_places(lister, session, craft));
    }
    TRY(put_solos(lister, session));
    TRY(put_fixed(lister, session));
done:
    return status;
}

/* Fixed visits in no session are worth their profit and cost no session anything. */
static void sum_strays(Lister *lister)
{
    const Catalog *catalog = lister->catalog;

    for (int32_t p = 0; p < catalog->clinic->providers.rows; p++)
        for (int32_t i = lister->strays.begin[p]; i < lister->strays.begin[p + 1]; i++)
            lister->market->constant += fixed_worth(catalog, lister->strays.items[i]);
}

Status maker_list_items(Maker *maker)
{
    Market *market = maker->market;
    Lister lister = {.maker = maker, .market = market, .catalog = maker->catalog};
    Status status = STATUS_NO_MEMORY;

    market->item_begin = MEM_NEW(int32_t, (int64_t)maker->catalog->n_sessions + 1);
    if (!market->item_begin)
        return STATUS_NO_MEMORY;
    TRY(index_families(&lister));
    TRY(index_crafts(&lister));
    TRY(index_rest(&lister));
    for (int32_t s = 0; s < maker->catalog->n_sessions; s++) {
        market->item_begin[s] = lister.n_items;
        TRY(list_session(&lister, s));
    }
    market->item_begin[maker->catalog->n_sessions] = lister.n_items;
    sum_strays(&lister);
done:
    codebook_clear(&lister.families);
    mem_free(lister.first);
    mem_free(lister.next);
    mem_free(lister.crafts);
    mem_free(lister.craft_begin);
    groups_clear(&lister.solos);
    groups_clear(&lister.fixed);
    groups_clear(&lister.strays);
    groups_clear(&lister.kept);
    mem_free(lister.found);
    return status;
}
