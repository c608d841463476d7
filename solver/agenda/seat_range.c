#include "solver/agenda/seat_range.h"

#include <stdlib.h>

#include "model/base/memory.h"
#include "model/base/order.h"

Status seat_range_init(SeatRange *range, const Catalog *catalog)
{
    *range = (SeatRange){.begin = MEM_NEW(int32_t, (int64_t)catalog->clinic->visit_types.rows + 1)};
    return range->begin ? STATUS_OK : STATUS_NO_MEMORY;
}

void seat_range_clear(SeatRange *range)
{
    mem_free(range->begin);
    mem_free(range->items);
    *range = (SeatRange){0};
}

Status seat_range_leads(const Catalog *catalog, Groups *leads_of)
{
    int32_t n_leads = catalog->lead_begin[catalog->clinic->visit_types.rows];
    int32_t *provider = MEM_NEW(int32_t, n_leads);
    Status status = STATUS_NO_MEMORY;

    if (!provider)
        return STATUS_NO_MEMORY;
    for (int32_t i = 0; i < n_leads; i++)
        provider[i] = catalog->leads[i].provider;
    status = groups_init(leads_of, provider, n_leads, catalog->clinic->providers.rows);
    mem_free(provider);
    return status;
}

static int by_lead_and_session(const void *a, const void *b)
{
    const SeatRangeItem *one = a, *other = b;

    if (one->lead != other->lead)
        return order_int(one->lead, other->lead);
    return order_int(one->session, other->session);
}

Status seat_range_fill(SeatRange *range, const Catalog *catalog, const Groups *leads_of,
                       const int32_t *sessions, int32_t n)
{
    int32_t types = catalog->clinic->visit_types.rows, count = 0, next = 0;
    Status status = STATUS_OK;

    for (int32_t i = 0; i < n; i++) {
        const CatalogSession *s = &catalog->sessions[sessions[i]];

        for (int32_t k = leads_of->begin[s->provider]; k < leads_of->begin[s->provider + 1]; k++) {
            int32_t lead = leads_of->items[k];
            void *items = range->items;

            if (catalog->leads[lead].site != s->site)
                continue;
            TRY(mem_grow(&items, &range->capacity, (int64_t)count + 1, sizeof *range->items));
            range->items = items;
            range->items[count++] = (SeatRangeItem){lead, sessions[i], s->site, s->day};
        }
    }
    if (count > 0)
        qsort(range->items, (size_t)count, sizeof *range->items, by_lead_and_session);
    for (int32_t type = 0; type <= types; type++) {
        while (next < count && range->items[next].lead < catalog->lead_begin[type])
            next++;
        range->begin[type] = next;
    }
done:
    return status;
}
