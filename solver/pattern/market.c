#include "solver/pattern/market.h"

#include "model/base/memory.h"
#include "solver/pattern/market_parts.h"

static Status enter_all(Maker *maker)
{
    const Requests *requests = &maker->catalog->clinic->requests;
    Market *market = maker->market;
    Status status = STATUS_OK;

    for (int32_t r = 0; r < requests->rows; r++) {
        if (maker->counting) {
            market->bucket_begin[r] = market->n_buckets;
            if (requests->status[r] != REQUEST_FIXED)
                TRY(maker_list_buckets(maker, r));
            market->bucket_begin[r + 1] = market->n_buckets;
        }
        if (requests->status[r] != REQUEST_FIXED)
            TRY(maker_offer(maker, r));
    }
done:
    return status;
}

/* Room for the offers counted; the counts become the places of the next ones. */
static Status make_room(Maker *maker)
{
    Market *market = maker->market;
    int64_t total = 0;

    market->n_groups = market->group_keys.count;
    market->groups = MEM_NEW(OfferGroup, market->n_groups);
    market->offer_begin = MEM_NEW(int64_t, (int64_t)market->n_groups + 1);
    if (!market->groups || !market->offer_begin)
        return STATUS_NO_MEMORY;
    for (int32_t g = 0; g < market->n_groups; g++) {
        market->groups[g].capacity = 1;
        market->groups[g].chance = 1;
        market->offer_begin[g] = total;
        total += maker->count[g];
        maker->count[g] = market->offer_begin[g];
    }
    market->offer_begin[market->n_groups] = total;
    market->price = MEM_NEW(int32_t, total);
    market->worth = MEM_NEW(double, total);
    market->credit = MEM_NEW(double, total);
    return market->price && market->worth && market->credit ? STATUS_OK : STATUS_NO_MEMORY;
}

static void average_credits(Market *market)
{
    for (int32_t g = 0; g < market->n_groups; g++) {
        int64_t begin = market->offer_begin[g], end = market->offer_begin[g + 1];
        double sum = 0;

        for (int64_t i = begin; i < end; i++)
            sum += market->credit[i];
        market->groups[g].credit = end > begin ? sum / (double)(end - begin) : 0;
    }
}

static void sum_absences(Market *market)
{
    const Catalog *catalog = market->catalog;

    for (int32_t r = 0; r < catalog->clinic->requests.rows; r++)
        market->constant -= placement_absence(catalog, r);
    for (int32_t k = 0; k < catalog->n_reserves; k++)
        market->constant -= catalog->reserves[k].count * placement_place_worth(catalog, k);
}

/* True when some session overbooks, or real minutes of some visits vary. */
static bool may_delay(const Catalog *catalog)
{
    for (int32_t i = 0; i < catalog->n_shapes; i++)
        if (catalog->laws[i])
            return true;
    for (int32_t s = 0; s < catalog->n_sessions; s++)
        if (catalog->sessions[s].overbook_max > 0)
            return true;
    return false;
}

/* Opens the buckets for which there are items: what else a key could be, nobody can be booked at.
 */
static Status open_buckets(Market *market)
{
    int32_t n_items = market->item_begin[market->catalog->n_sessions];

    market->open = MEM_NEW(bool, market->n_buckets);
    if (!market->open)
        return STATUS_NO_MEMORY;
    for (int32_t i = 0; i < n_items; i++) {
        const Item *item = &market->items[i];

        for (int32_t k = 0; item->slot_prices >= 0 && k < STARTS_SLOTS; k++)
            if (starts_has(&item->starts, k) && market->slot_prices[item->slot_prices + k] >= 0)
                market->open[market->slot_prices[item->slot_prices + k]] = true;
        for (int32_t k = item->groups; k < item->groups + item->n_groups; k++) {
            int32_t g = market->item_groups[k];

            for (int64_t o = market->offer_begin[g]; o < market->offer_begin[g + 1]; o++)
                if (market->price[o] >= 0)
                    market->open[market->price[o]] = true;
        }
    }
    return STATUS_OK;
}

Status market_new(const Catalog *catalog, bool by_place, Market **out)
{
    Market *market = MEM_NEW(Market, 1);
    Maker maker = {.market = market, .catalog = catalog, .counting = true};
    Status status = STATUS_NO_MEMORY;

    if (!market)
        return STATUS_NO_MEMORY;
    market->catalog = catalog;
    maker.delays = may_delay(catalog);
    TRY(forest_init(&market->forest, catalog, by_place));
    TRY(presences_init(&market->presences, catalog));
    market->bucket_begin = MEM_NEW(int32_t, (int64_t)catalog->clinic->requests.rows + 1);
    if (!market->bucket_begin) {
        status = STATUS_NO_MEMORY;
        goto done;
    }
    TRY(enter_all(&maker));
    TRY(make_room(&maker));
    maker.counting = false;
    TRY(enter_all(&maker));
    average_credits(market);
    sum_absences(market);
    TRY(maker_list_items(&maker));
    TRY(open_buckets(market));
    *out = market;
    market = NULL;
done:
    mem_free(maker.count);
    mem_free(maker.solos);
    market_free(market);
    return status;
}

void market_free(Market *market)
{
    if (!market)
        return;
    forest_clear(&market->forest);
    presences_clear(&market->presences);
    mem_free(market->bucket_begin);
    mem_free(market->buckets);
    mem_free(market->open);
    codebook_clear(&market->group_keys);
    mem_free(market->groups);
    mem_free(market->offer_begin);
    mem_free(market->price);
    mem_free(market->worth);
    mem_free(market->credit);
    mem_free(market->item_begin);
    mem_free(market->items);
    mem_free(market->delays);
    mem_free(market->n_holdings);
    mem_free(market->item_groups);
    mem_free(market->slot_prices);
    mem_free(market);
}
