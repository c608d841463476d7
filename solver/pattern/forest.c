#include "solver/pattern/forest.h"

#include "model/base/memory.h"

/* The representative of @p r among requests joined so far. */
static int32_t find(int32_t *joined, int32_t r)
{
    while (joined[r] != r) {
        joined[r] = joined[joined[r]];
        r = joined[r];
    }
    return r;
}

static uint8_t key_bits(const Catalog *catalog, int32_t link, int32_t r, bool by_place)
{
    int32_t type = catalog->clinic->requests.visit_type[r];
    /* members of a shared visit choose their session together, whatever its start */
    bool alone = catalog->clinic->visit_types.group_capacity[type] == 1;

    switch (catalog->clinic->links.kind[link]) {
    case LINK_AFTER:
        return KEY_LINKED | KEY_DATE;
    case LINK_SAME_PROVIDER:
        return (uint8_t)(KEY_LINKED | (by_place ? KEY_PROVIDER : 0));
    default:
        return (uint8_t)(KEY_LINKED | KEY_DATE | (by_place ? KEY_SITE : 0) |
                         (by_place && alone ? KEY_START : 0));
    }
}

/* Takes the links that join what is apart; the others are marked as not taken. */
static Status take_links(Forest *forest, const Catalog *catalog, bool by_place, bool *taken)
{
    const Links *links = &catalog->clinic->links;
    int32_t n = catalog->clinic->requests.rows;
    int32_t *joined = MEM_NEW(int32_t, n);

    if (!joined)
        return STATUS_NO_MEMORY;
    for (int32_t r = 0; r < n; r++)
        joined[r] = r;
    for (int32_t l = 0; l < links->rows; l++) {
        int32_t a = find(joined, links->first[l]), b = find(joined, links->second[l]);

        if (a == b)
            continue;
        joined[a] = b;
        taken[l] = true;
        forest->key[links->first[l]] |= key_bits(catalog, l, links->first[l], by_place);
        forest->key[links->second[l]] |= key_bits(catalog, l, links->second[l], by_place);
    }
    mem_free(joined);
    return STATUS_OK;
}

/* The tree of @p root, breadth first. */
static void grow(Forest *forest, const Catalog *catalog, const bool *taken, int32_t root)
{
    const Links *links = &catalog->clinic->links;
    int32_t first = forest->n_nodes;

    forest->node_of[root] = forest->n_nodes;
    forest->nodes[forest->n_nodes++] = (ForestNode){root, -1, -1};
    for (int32_t at = first; at < forest->n_nodes; at++) {
        int32_t r = forest->nodes[at].request;

        for (int32_t i = catalog->links.begin[r]; i < catalog->links.begin[r + 1]; i++) {
            int32_t l = catalog->links.items[i];
            int32_t other = links->first[l] == r ? links->second[l] : links->first[l];

            if (!taken[l] || forest->node_of[other] >= 0)
                continue;
            forest->node_of[other] = forest->n_nodes;
            forest->nodes[forest->n_nodes++] = (ForestNode){other, at, l};
        }
    }
    forest->begin[++forest->n_trees] = forest->n_nodes;
}

Status forest_init(Forest *forest, const Catalog *catalog, bool by_place)
{
    int32_t n = catalog->clinic->requests.rows, linked = 0;
    bool *taken = MEM_NEW(bool, catalog->clinic->links.rows);
    Status status = STATUS_NO_MEMORY;

    *forest = (Forest){.node_of = MEM_NEW(int32_t, n), .key = MEM_NEW(uint8_t, n)};
    if (!taken || !forest->node_of || !forest->key)
        goto done;
    TRY(take_links(forest, catalog, by_place, taken));
    for (int32_t r = 0; r < n; r++) {
        forest->node_of[r] = -1;
        linked += forest->key[r] != 0;
    }
    forest->begin = MEM_NEW(int32_t, linked / 2 + 1);
    forest->nodes = MEM_NEW(ForestNode, linked);
    if (!forest->begin || !forest->nodes) {
        status = STATUS_NO_MEMORY;
        goto done;
    }
    for (int32_t r = 0; r < n; r++)
        if (forest->key[r] && forest->node_of[r] < 0)
            grow(forest, catalog, taken, r);
done:
    mem_free(taken);
    if (status != STATUS_OK)
        forest_clear(forest);
    return status;
}

void forest_clear(Forest *forest)
{
    mem_free(forest->begin);
    mem_free(forest->nodes);
    mem_free(forest->node_of);
    mem_free(forest->key);
    *forest = (Forest){0};
}
