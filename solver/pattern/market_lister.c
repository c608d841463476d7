#include "solver/pattern/market_lister.h"

#include "model/base/memory.h"

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

Status lister_init(Lister *lister, Maker *maker)
{
    Status status;

    *lister = (Lister){.maker = maker, .market = maker->market, .catalog = maker->catalog};
    TRY(stock_init(&lister->stock, maker->catalog));
    TRY(index_families(lister));
    TRY(index_crafts(lister));
    TRY(index_rest(lister));
done:
    return status;
}

void lister_clear(Lister *lister)
{
    stock_clear(&lister->stock);
    codebook_clear(&lister->families);
    mem_free(lister->first);
    mem_free(lister->next);
    mem_free(lister->crafts);
    mem_free(lister->craft_begin);
    groups_clear(&lister->solos);
    groups_clear(&lister->fixed);
    groups_clear(&lister->strays);
    groups_clear(&lister->kept);
    mem_free(lister->found);
    *lister = (Lister){.n_items = 0};
}

static int32_t slots_of(const Catalog *catalog, const VisitShape *shape)
{
    const VisitPart *lead = &shape->parts[shape->lead];

    return (lead->end_min - lead->start_min) / catalog->slot_min;
}

Item lister_blank(const Lister *lister, int32_t type, const VisitShape *shape, int32_t mode)
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
                  .chance = 1,
                  .credit = alone ? 0
                                  : catalog->clinic->rules.idle_cost_per_min *
                                        maker_minutes(catalog, type, shape),
                  .overlaps = alone && types->overbook_ok[type],
                  .law = catalog_law(catalog, type, shape),
                  .shared = !alone};
}

Status lister_link(Lister *lister, Item *item, int32_t group)
{
    Market *market = lister->market;
    Status status = mem_grow((void **)&market->item_groups, &lister->link_capacity,
                             (int64_t)lister->n_links + 1, sizeof *market->item_groups);

    if (status != STATUS_OK)
        return status;
    market->item_groups[lister->n_links++] = group;
    item->n_groups++;
    if (market->groups[group].chance < item->chance)
        item->chance = market->groups[group].chance;
    return STATUS_OK;
}

bool lister_delays(const Lister *lister, int32_t session)
{
    const Catalog *catalog = lister->catalog;
    const CatalogSession *s = &catalog->sessions[session];

    for (int32_t c = lister->craft_begin[s->provider]; c < lister->craft_begin[s->provider + 1];
         c++)
        if (catalog_law(catalog, lister->crafts[c].type, lister->crafts[c].shape))
            return true;
    for (int32_t i = lister->fixed.begin[session]; i < lister->fixed.begin[session + 1]; i++) {
        int32_t type = catalog->clinic->requests.visit_type[lister->fixed.items[i]];

        if (catalog_law(catalog, type, catalog_shape(catalog, type, s->provider)))
            return true;
    }
    return s->overbook_max > 0;
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
    bool banded = market->delays[session] && !item->shared;
    int32_t next = 0;

    for (int32_t i = market->item_begin[session]; i < lister->n_items; i++) {
        if (same_kind(&market->items[i], item, banded))
            return market->items[i].kind;
        if (market->items[i].kind >= next)
            next = market->items[i].kind + 1;
    }
    return next;
}

/* The holding of @p item, beside those of session @p session listed before it. */
static int32_t holding_of(const Lister *lister, int32_t session, const Item *item)
{
    Market *market = lister->market;
    Holding own = {item->shape, item->mode};

    if (!item->overlaps || lister->catalog->sessions[session].overbook_max == 0)
        return 0;
    for (int32_t i = market->item_begin[session]; i < lister->n_items; i++) {
        const Item *other = &market->items[i];
        Holding its = {other->shape, other->mode};

        if (other->overlaps && holding_equal(lister->catalog, &own, &its))
            return other->holding;
    }
    return market->n_holdings[session]++;
}

Status lister_put(Lister *lister, int32_t session, Item *item)
{
    Market *market = lister->market;
    Status status = mem_grow((void **)&market->items, &lister->item_capacity,
                             (int64_t)lister->n_items + 1, sizeof *market->items);

    if (status != STATUS_OK)
        return status;
    item->kind = kind_of(lister, session, item);
    item->holding = holding_of(lister, session, item);
    market->items[lister->n_items++] = *item;
    return status;
}

void lister_block(const Lister *lister, int32_t session, Item *item)
{
    const Catalog *catalog = lister->catalog;
    const CatalogSession *s = &catalog->sessions[session];
    const Groups *strays = &lister->strays;

    stock_keep(&lister->stock, item->shape, item->mode, &item->starts);
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

void lister_add_kept(const Lister *lister, int32_t session, Item *item)
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

Status lister_find_groups(Lister *lister, int32_t session, const Craft *craft, int32_t mode)
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
