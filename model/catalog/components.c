#include "model/catalog/components.h"

#include <stdlib.h>

#include "model/base/memory.h"
#include "model/base/order.h"

/* What is joined: requests, patients, units by kind, keys of urgent demand; and for each visit type
 * a node for all sites, one for each site with whoever may lead it there, and one for each site
 * (and one for any, -1) with all else that a visit there may hold. */
typedef struct Graph {
    const Catalog *catalog;
    int32_t requests, patients, units[3], reserves, types, places, supplies; /* first of each */
    int32_t n_nodes;
    int32_t *parent; /* owned, [n_nodes] */
    bool *known;  /* owned, [n_nodes]: of types, places and supplies, that all theirs is joined */
    bool settled; /* requests go to the site they prefer */
    int32_t n_settled; /* those that need not */
} Graph;

static int32_t find_root(const Graph *graph, int32_t node)
{
    int32_t *parent = graph->parent;

    while (parent[node] != node) {
        parent[node] = parent[parent[node]];
        node = parent[node];
    }
    return node;
}

static void join(const Graph *graph, int32_t a, int32_t b)
{
    a = find_root(graph, a);
    b = find_root(graph, b);
    graph->parent[a > b ? a : b] = a < b ? a : b;
}

static Status graph_init(Graph *graph, const Catalog *catalog)
{
    const Clinic *clinic = catalog->clinic;
    int64_t n = 0, n_types = clinic->visit_types.rows, n_sites = clinic->sites.rows;
    int32_t *const first[] = {&graph->requests,
                              &graph->patients,
                              &graph->units[UNIT_PROVIDER],
                              &graph->units[UNIT_ROOM],
                              &graph->units[UNIT_EQUIPMENT],
                              &graph->reserves,
                              &graph->types,
                              &graph->places,
                              &graph->supplies};
    const int64_t counts[] = {clinic->requests.rows,
                              clinic->patients.rows,
                              clinic->providers.rows,
                              clinic->rooms.rows,
                              clinic->equipment.rows,
                              catalog->n_reserves,
                              n_types,
                              n_types * n_sites,
                              n_types * (n_sites + 1)};

    *graph = (Graph){.catalog = catalog};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        *first[i] = (int32_t)n;
        n += counts[i];
        if (n > INT32_MAX)
            return fault(STATUS_NO_MEMORY, "more than %d things to be told apart", INT32_MAX);
    }
    graph->n_nodes = (int32_t)n;
    graph->parent = MEM_NEW(int32_t, n);
    graph->known = MEM_NEW(bool, n);
    if (!graph->parent || !graph->known)
        return STATUS_NO_MEMORY;
    for (int32_t i = 0; i < graph->n_nodes; i++)
        graph->parent[i] = i;
    return STATUS_OK;
}

/* True the first time that @p node is asked about. */
static bool is_new(const Graph *graph, int32_t node)
{
    bool new = !graph->known[node];

    graph->known[node] = true;
    return new;
}

/* The node of all units, besides the lead, that a visit of @p type at @p site may hold (-1: of its
 * persons, of any site). */
static int32_t supply_node(const Graph *graph, int32_t type, int32_t site)
{
    const Catalog *catalog = graph->catalog;
    const VisitShape *shape = catalog->planned[type];
    int32_t node = graph->supplies + type * (catalog->clinic->sites.rows + 1) + site + 1;

    if (!is_new(graph, node))
        return node;
    for (int32_t i = 0; i < shape->n_parts; i++) {
        int32_t pool =
            i == shape->lead ? -1 : catalog_pool(catalog, shape->parts[i].activity, site);

        for (int32_t k = pool < 0 ? 0 : catalog->pools[pool].begin;
             pool >= 0 && k < catalog->pools[pool].end; k++)
            join(graph, node, graph->units[catalog->pools[pool].kind] + catalog->pool_units[k]);
    }
    return node;
}

/* The node of all that a visit of @p type at @p site may need, its leads among them. */
static int32_t place_node(const Graph *graph, int32_t type, int32_t site)
{
    const Catalog *catalog = graph->catalog;
    int32_t node = graph->places + type * catalog->clinic->sites.rows + site, begin, end;

    if (!is_new(graph, node))
        return node;
    catalog_leads(catalog, type, site, &begin, &end);
    for (int32_t i = begin; i < end; i++)
        join(graph, node, graph->units[UNIT_PROVIDER] + catalog->leads[i].provider);
    if (begin < end)
        join(graph, node, supply_node(graph, type, site));
    return node;
}

/* The node of all that a visit of @p type may need wherever it is. */
static int32_t type_node(const Graph *graph, int32_t type)
{
    const Catalog *catalog = graph->catalog;
    int32_t node = graph->types + type;

    if (is_new(graph, node))
        for (int32_t i = catalog->lead_begin[type]; i < catalog->lead_begin[type + 1]; i++)
            join(graph, node, place_node(graph, type, catalog->leads[i].site));
    return node;
}

/* True when request @p r must be where it asks to be, */
static bool has_site(const Requests *requests, int32_t r)
{
    return requests->site_required[r] && requests->site[r] >= 0;
}

/* and with whom it asks to be. */
static bool has_provider(const Requests *requests, int32_t r)
{
    return requests->provider_required[r] && requests->provider[r] >= 0;
}

/* A request that one provider must lead: what that takes wherever he works. */
static void join_required(const Graph *graph, int32_t r)
{
    const Catalog *catalog = graph->catalog;
    const Requests *requests = &catalog->clinic->requests;
    int32_t node = graph->requests + r, provider = requests->provider[r];

    join(graph, node, graph->units[UNIT_PROVIDER] + provider);
    for (int32_t s = catalog->session_begin[provider]; s < catalog->session_begin[provider + 1];
         s++)
        if (!has_site(requests, r) || requests->site[r] == catalog->sessions[s].site)
            join(graph, node,
                 supply_node(graph, requests->visit_type[r], catalog->sessions[s].site));
}

/* Who and what the standing booking of request @p r names or holds. */
static void join_booking(const Graph *graph, int32_t r)
{
    const Requests *requests = &graph->catalog->clinic->requests;
    int32_t node = graph->requests + r, type = requests->visit_type[r];
    bool fixed = requests->status[r] == REQUEST_FIXED;

    if (!fixed && requests->status[r] != REQUEST_BOOKED)
        return;
    join(graph, node, graph->units[UNIT_PROVIDER] + requests->booked_provider[r]);
    join(graph, node, supply_node(graph, type, requests->booked_site[r]));
    if (requests->booked_room[r] >= 0)
        join(graph, node, graph->units[UNIT_ROOM] + requests->booked_room[r]);
    if (fixed) /* its persons need no session */
        join(graph, node, supply_node(graph, type, -1));
}

/* True when request @p r is taken to go where it prefers to, though it need not. */
static bool settles(const Graph *graph, int32_t r)
{
    const Catalog *catalog = graph->catalog;
    const Requests *requests = &catalog->clinic->requests;
    int32_t begin = 0, end = 0;

    if (!graph->settled || requests->site[r] < 0)
        return false;
    catalog_leads(catalog, requests->visit_type[r], requests->site[r], &begin, &end);
    return begin < end; /* somebody there could serve it */
}

static void join_requests(Graph *graph)
{
    const Requests *requests = &graph->catalog->clinic->requests;
    const Links *links = &graph->catalog->clinic->links;

    for (int32_t r = 0; r < requests->rows; r++) {
        int32_t node = graph->requests + r, type = requests->visit_type[r];

        join(graph, node, graph->patients + requests->patient[r]);
        if (has_provider(requests, r))
            join_required(graph, r);
        else if (has_site(requests, r) || settles(graph, r))
            join(graph, node, place_node(graph, type, requests->site[r]));
        else
            join(graph, node, type_node(graph, type));
        graph->n_settled +=
            !has_provider(requests, r) && !has_site(requests, r) && settles(graph, r);
        join_booking(graph, r);
    }
    for (int32_t l = 0; l < links->rows; l++)
        join(graph, graph->requests + links->first[l], graph->requests + links->second[l]);
    for (int32_t k = 0; k < graph->catalog->n_reserves; k++)
        join(graph, graph->reserves + k,
             place_node(graph, graph->catalog->reserves[k].type, graph->catalog->reserves[k].site));
}

/* A root, and what hangs on it. */
typedef struct Cluster {
    int32_t root, requests, first;
    bool served; /* somebody could lead something */
} Cluster;

static int by_size(const void *a, const void *b)
{
    const Cluster *c = a, *d = b;

    if (c->requests != d->requests)
        return order_int(d->requests, c->requests);
    return order_int(c->first, d->first);
}

/* The clusters in which there is something to decide, largest first; *@p n of them. */
static Status list_clusters(const Graph *graph, Cluster **out, int32_t *n)
{
    const Clinic *clinic = graph->catalog->clinic;
    Cluster *clusters = MEM_NEW(Cluster, graph->n_nodes);

    *n = 0;
    if (!clusters)
        return STATUS_NO_MEMORY;
    for (int32_t p = 0; p < clinic->providers.rows; p++)
        clusters[find_root(graph, graph->units[UNIT_PROVIDER] + p)].served = true;
    for (int32_t r = 0; r < clinic->requests.rows; r++) {
        Cluster *cluster = &clusters[find_root(graph, graph->requests + r)];

        if (cluster->requests++ == 0)
            cluster->first = r;
    }
    for (int32_t i = 0; i < graph->n_nodes; i++) {
        clusters[i].root = i;
        if (clusters[i].requests > 0 && clusters[i].served)
            clusters[(*n)++] = clusters[i];
    }
    qsort(clusters, (size_t)*n, sizeof *clusters, by_size);
    *out = clusters;
    return STATUS_OK;
}

/* The component of each of @p count nodes from @p first on. */
static int32_t *name_nodes(const Graph *graph, const int32_t *name, int32_t first, int32_t count)
{
    int32_t *of = MEM_NEW(int32_t, count);

    for (int32_t i = 0; of && i < count; i++)
        of[i] = name[find_root(graph, first + i)];
    return of;
}

static Status name_all(const Graph *graph, const Cluster *clusters, int32_t n, Components *out)
{
    const Clinic *clinic = graph->catalog->clinic;
    Status status = STATUS_NO_MEMORY;
    int32_t *name = MEM_NEW(int32_t, graph->n_nodes); /* 0, the first, but for these: */

    if (!name)
        goto done;
    out->count = n < 1 ? 1 : n < COMPONENTS_MOST ? n : COMPONENTS_MOST;
    for (int32_t i = 0; i < n; i++)
        name[clusters[i].root] = i < out->count ? i : out->count - 1;
    out->of_request = name_nodes(graph, name, graph->requests, clinic->requests.rows);
    out->of_provider = name_nodes(graph, name, graph->units[UNIT_PROVIDER], clinic->providers.rows);
    out->of_room = name_nodes(graph, name, graph->units[UNIT_ROOM], clinic->rooms.rows);
    out->of_equipment =
        name_nodes(graph, name, graph->units[UNIT_EQUIPMENT], clinic->equipment.rows);
    out->requests = MEM_NEW(int32_t, out->count);
    out->of_reserve = name_nodes(graph, name, graph->reserves, graph->catalog->n_reserves);
    if (!out->of_request || !out->of_provider || !out->of_room || !out->of_equipment ||
        !out->of_reserve || !out->requests)
        goto done;
    for (int32_t r = 0; r < clinic->requests.rows; r++)
        out->requests[out->of_request[r]]++;
    status = STATUS_OK;
done:
    mem_free(name);
    return status;
}

Status components_find(const Catalog *catalog, bool settled, Components *out)
{
    Graph graph = {0};
    Components found = {0};
    Cluster *clusters = NULL;
    int32_t n = 0;
    Status status;

    TRY(graph_init(&graph, catalog));
    graph.settled = settled;
    join_requests(&graph);
    TRY(list_clusters(&graph, &clusters, &n));
    TRY(name_all(&graph, clusters, n, &found));
    found.n_settled = graph.n_settled;
    *out = found;
    found = (Components){0};
done:
    components_clear(&found);
    mem_free(clusters);
    mem_free(graph.parent);
    mem_free(graph.known);
    return status;
}

void components_clear(Components *components)
{
    mem_free(components->of_request);
    mem_free(components->of_provider);
    mem_free(components->of_room);
    mem_free(components->of_equipment);
    mem_free(components->of_reserve);
    mem_free(components->requests);
    *components = (Components){0};
}
