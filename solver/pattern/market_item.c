/* Items: what may start in each session. */
#include <math.h>

#include "model/base/memory.h"
#include "solver/pattern/market_lister.h"

/* One item for each presence (and, where services may overlap, band) among the groups found. */
static Status put_crafted(Lister *lister, int32_t session, const Craft *craft, int32_t mode)
{
    Market *market = lister->market;
    const VisitTypes *types = &lister->catalog->clinic->visit_types;
    bool banded = market->delays[session];
    Status status = STATUS_OK;

    TRY(lister_find_groups(lister, session, craft, mode));
    for (int32_t i = 0; i < lister->n_found; i++) {
        Item item = lister_blank(lister, craft->type, craft->shape, mode);
        int32_t kept = lister->n_links, presence;

        if (lister->found[i] < 0)
            continue;
        presence = key_presence(market->group_keys.keys[lister->found[i]]);
        item.band = key_band(market->group_keys.keys[lister->found[i]]);
        item.starts = presences_starts(&market->presences, session, craft->type, craft->shape, mode,
                                       presence);
        if (types->group_capacity[craft->type] > 1)
            lister_add_kept(lister, session, &item);
        lister_block(lister, session, &item);
        for (int32_t k = i; k < lister->n_found; k++) {
            int32_t g = lister->found[k];

            if (g < 0 || key_presence(market->group_keys.keys[g]) != presence ||
                (banded && key_band(market->group_keys.keys[g]) != item.band))
                continue;
            market->groups[g].capacity = types->group_capacity[craft->type];
            TRY(lister_link(lister, &item, g));
            lister->found[k] = -1;
        }
        if (starts_empty(&item.starts))
            lister->n_links = kept;
        else
            TRY(lister_put(lister, session, &item));
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
        Item item = lister_blank(lister, solo->type, solo->shape, solo->mode);

        item.band = solo->band;
        item.starts = solo->starts;
        item.slot_prices = solo->slot_prices;
        lister_block(lister, session, &item);
        if (starts_empty(&item.starts))
            continue;
        TRY(lister_link(lister, &item, solo->group));
        TRY(lister_put(lister, session, &item));
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
        item = lister_blank(lister, craft->type, craft->shape, tele);
        item.reserve = k;
        item.worth = placement_place_worth(catalog, k);
        item.credit = 0;
        item.band = BANDS;
        item.starts = presences_starts(&lister->market->presences, session, craft->type,
                                       craft->shape, tele, PRESENCE_ANY);
        lister_block(lister, session, &item);
        if (!starts_empty(&item.starts))
            TRY(lister_put(lister, session, &item));
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
    TRY(lister_find_groups(lister, session, &craft, item->mode));
    for (int32_t i = 0; i < lister->n_found; i++) {
        lister->market->groups[lister->found[i]].capacity = capacity;
        TRY(lister_link(lister, item, lister->found[i]));
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
        item = lister_blank(lister, type, catalog_shape(catalog, type, at.provider), at.mode);
        item.mandatory = true;
        item.band = (int32_t)floor(BANDS * chance);
        item.chance = chance;
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
        TRY(lister_put(lister, session, &item));
    }
done:
    return status;
}

static Status list_session(Lister *lister, int32_t session)
{
    const Catalog *catalog = lister->catalog;
    int32_t provider = catalog->sessions[session].provider;
    Status status;

    TRY(stock_turn_to(&lister->stock, session));
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
    Lister lister;
    Status status;

    TRY(lister_init(&lister, maker));
    status = STATUS_NO_MEMORY;
    market->item_begin = MEM_NEW(int32_t, (int64_t)maker->catalog->n_sessions + 1);
    market->delays = MEM_NEW(bool, maker->catalog->n_sessions);
    market->n_holdings = MEM_NEW(int32_t, maker->catalog->n_sessions);
    if (!market->item_begin || !market->delays || !market->n_holdings)
        goto done;
    status = STATUS_OK;
    for (int32_t s = 0; s < maker->catalog->n_sessions; s++) {
        market->item_begin[s] = lister.n_items;
        market->delays[s] = lister_delays(&lister, s);
        TRY(list_session(&lister, s));
    }
    market->item_begin[maker->catalog->n_sessions] = lister.n_items;
    sum_strays(&lister);
done:
    lister_clear(&lister);
    return status;
}
