/* Pools: the units that a row of a visit can be served by at a site. */
#include <stdlib.h>

#include "model/base/memory.h"
#include "model/base/order.h"
#include "model/catalog/catalog_parts.h"

/* A unit and where it belongs. */
typedef struct Member {
    int32_t kind, code, site, unit;
} Member;

static int by_pool_and_unit(const void *a, const void *b)
{
    const Member *m = a, *n = b;
    const int64_t ours[] = {m->kind, m->code, m->site, m->unit};
    const int64_t theirs[] = {n->kind, n->code, n->site, n->unit};

    return order_keys(ours, theirs, 4);
}

/* Every person once at -1 and once for each session's site; every room and device at its site. */
static int32_t list_members(const Catalog *catalog, const int32_t *room_code,
                            const int32_t *device_code, Member *members)
{
    const Clinic *clinic = catalog->clinic;
    int32_t n = 0;

    for (int32_t p = 0; p < clinic->providers.rows; p++)
        members[n++] = (Member){UNIT_PROVIDER, catalog->role[p], -1, p};
    for (int32_t s = 0; s < catalog->n_sessions; s++) {
        const CatalogSession *session = &catalog->sessions[s];

        members[n++] = (Member){UNIT_PROVIDER, catalog->role[session->provider], session->site,
                                session->provider};
    }
    for (int32_t u = 0; u < clinic->rooms.rows; u++)
        members[n++] = (Member){UNIT_ROOM, room_code[u], clinic->rooms.site[u], u};
    for (int32_t u = 0; u < clinic->equipment.rows; u++)
        members[n++] = (Member){UNIT_EQUIPMENT, device_code[u], clinic->equipment.site[u], u};
    return n;
}

Status catalog_add_pools(Catalog *catalog, const int32_t *room_code, const int32_t *device_code)
{
    const Clinic *clinic = catalog->clinic;
    int64_t most = (int64_t)clinic->providers.rows + catalog->n_sessions + clinic->rooms.rows +
                   clinic->equipment.rows;
    Member *members = MEM_NEW(Member, most);
    int32_t n, n_units = 0;
    Status status = STATUS_NO_MEMORY;

    catalog->pools = MEM_NEW(CatalogPool, most);
    catalog->pool_units = MEM_NEW(int32_t, most);
    if (!members || !catalog->pools || !catalog->pool_units)
        goto done;
    n = list_members(catalog, room_code, device_code, members);
    qsort(members, (size_t)n, sizeof *members, by_pool_and_unit);
    for (int32_t i = 0; i < n; i++) {
        const Member *m = &members[i];
        bool same =
            i > 0 && m[-1].kind == m->kind && m[-1].code == m->code && m[-1].site == m->site;

        if (same && m[-1].unit == m->unit)
            continue;
        if (!same)
            catalog->pools[catalog->n_pools++] =
                (CatalogPool){m->kind, m->code, m->site, n_units, n_units};
        catalog->pool_units[n_units++] = m->unit;
        catalog->pools[catalog->n_pools - 1].end = n_units;
    }
    status = STATUS_OK;
done:
    mem_free(members);
    return status;
}
