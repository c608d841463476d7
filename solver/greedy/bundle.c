#include "solver/greedy/bundle.h"

#include "model/base/memory.h"

enum { ORDERED_MAX = 300 }; /* members: larger bundles stay in the order of their rows */

static int32_t find_root(int32_t *parent, int32_t r)
{
    while (parent[r] != r) {
        parent[r] = parent[parent[r]];
        r = parent[r];
    }
    return r;
}

/* True when link @p l makes both its ends stand or neither. */
static bool binds(const Catalog *catalog, int32_t l)
{
    const Links *links = &catalog->clinic->links;
    const int32_t *status = catalog->clinic->requests.status;

    return links->kind[l] != LINK_SAME_PROVIDER && status[links->first[l]] != REQUEST_FIXED &&
           status[links->second[l]] != REQUEST_FIXED;
}

/* Numbers the bundles by their smallest request. */
static void number_bundles(Bundles *bundles, const Catalog *catalog, int32_t *parent)
{
    const Links *links = &catalog->clinic->links;
    int32_t n = catalog->clinic->requests.rows;

    for (int32_t r = 0; r < n; r++)
        parent[r] = r;
    for (int32_t l = 0; l < links->rows; l++) {
        int32_t a, b;

        if (!binds(catalog, l))
            continue;
        a = find_root(parent, links->first[l]);
        b = find_root(parent, links->second[l]);
        parent[a > b ? a : b] = a < b ? a : b;
    }
    for (int32_t r = 0; r < n; r++) {
        int32_t root = find_root(parent, r);

        if (catalog->clinic->requests.status[r] == REQUEST_FIXED)
            bundles->of[r] = -1;
        else
            bundles->of[r] = root == r ? bundles->count++ : bundles->of[root];
    }
}

/* True when @p r is the second end of a binding link whose first end is in @p later. */
static bool waits_for(const Catalog *catalog, int32_t r, const int32_t *later, int32_t n)
{
    const Links *links = &catalog->clinic->links;

    for (int32_t i = catalog->links.begin[r]; i < catalog->links.begin[r + 1]; i++) {
        int32_t l = catalog->links.items[i];

        if (links->second[l] != r || links->kind[l] == LINK_TOGETHER || !binds(catalog, l))
            continue;
        for (int32_t k = 0; k < n; k++)
            if (later[k] != r && later[k] == links->first[l])
                return true;
    }
    return false;
}

/* First ends of links before second ends; so far as links allow, by row. */
static void order_members(const Catalog *catalog, int32_t *members, int32_t n)
{
    for (int32_t done = 0; done < n; done++) {
        int32_t pick = done;

        for (int32_t k = done; k < n; k++) {
            if (!waits_for(catalog, members[k], members + done, n - done)) {
                pick = k;
                break;
            }
        }
        for (int32_t r = members[pick]; pick >= done; pick--)
            members[pick] = pick > done ? members[pick - 1] : r;
    }
}

Status bundles_init(Bundles *bundles, const Catalog *catalog)
{
    int32_t n = catalog->clinic->requests.rows;
    int32_t *parent = MEM_NEW(int32_t, n);
    Bundles made = {0};
    Groups groups = {NULL, NULL};
    Status status = STATUS_NO_MEMORY;

    made.of = MEM_NEW(int32_t, n);
    if (!parent || !made.of)
        goto done;
    number_bundles(&made, catalog, parent);
    TRY(groups_init(&groups, made.of, n, made.count));
    made.begin = groups.begin;
    made.members = groups.items;
    for (int32_t b = 0; b < made.count; b++) {
        int32_t size = made.begin[b + 1] - made.begin[b];

        made.largest = size > made.largest ? size : made.largest;
        if (size > 1 && size <= ORDERED_MAX)
            order_members(catalog, made.members + made.begin[b], size);
    }
    *bundles = made;
    made = (Bundles){0};
done:
    mem_free(parent);
    bundles_clear(&made);
    return status;
}

void bundles_clear(Bundles *bundles)
{
    mem_free(bundles->begin);
    mem_free(bundles->members);
    mem_free(bundles->of);
    *bundles = (Bundles){0};
}

Status bundle_search_init(BundleSearch *search, const Bundles *bundles, SeatFinder *finder)
{
    search->finder = finder;
    search->seats = MEM_NEW(Seat, (int64_t)bundles->largest * BUNDLE_BREADTH);
    search->best = MEM_NEW(Placement, bundles->largest);
    search->current = MEM_NEW(Placement, bundles->largest);
    if (search->seats && search->best && search->current)
        return STATUS_OK;
    bundle_search_clear(search);
    return STATUS_NO_MEMORY;
}

void bundle_search_clear(BundleSearch *search)
{
    mem_free(search->seats);
    mem_free(search->best);
    mem_free(search->current);
    *search = (BundleSearch){0};
}

/* One run of the search. */
typedef struct Descent {
    BundleSearch *search;
    Agenda *agenda;
    const int32_t *members;
    int32_t size, nodes;
    bool backward;       /* the last member first */
    double before, best; /* worth before, and the best gain so far */
    bool found;
} Descent;

static void descend(Descent *descent, int32_t depth)
{
    Agenda *agenda = descent->agenda;
    Seat *seats = descent->search->seats + (int64_t)depth * BUNDLE_BREADTH;
    int32_t n, member;

    if (depth == descent->size) {
        if (agenda->worth - descent->before > descent->best) {
            descent->best = agenda->worth - descent->before;
            descent->found = true;
            for (int32_t i = 0; i < descent->size; i++)
                descent->search->best[i] = descent->search->current[i];
        }
        return;
    }
    member = descent->members[descent->backward ? descent->size - 1 - depth : depth];
    n = seat_find(descent->search->finder, agenda, member, -1e300, 3, seats, BUNDLE_BREADTH);
    for (int32_t i = 0; i < n && descent->nodes > 0; i++) {
        int32_t mark = agenda_mark(agenda);

        descent->nodes--;
        if (!agenda_place(agenda, member, &seats[i].at))
            continue;
        descent->search->current[depth] = seats[i].at;
        descend(descent, depth + 1);
        agenda_rollback(agenda, mark);
    }
}

bool bundle_place(BundleSearch *search, const Bundles *bundles, Agenda *agenda, int32_t bundle,
                  double least, int32_t nodes)
{
    const int32_t *members = bundles->members + bundles->begin[bundle];
    int32_t size = bundles->begin[bundle + 1] - bundles->begin[bundle];
    int32_t mark = agenda_mark(agenda);
    Descent descent = {search, agenda,        members, size, nodes + 2 * size,
                       false,  agenda->worth, least,   false};

    if (size == 1)
        return seat_take(search->finder, agenda, members[0], least);
    descend(&descent, 0);
    if (!descent.found) {
        descent.backward = true;
        descent.nodes = nodes + 2 * size;
        descend(&descent, 0);
    }
    if (!descent.found)
        return false;
    for (int32_t i = 0; i < size; i++) {
        if (!agenda_place(agenda, members[descent.backward ? size - 1 - i : i], &search->best[i])) {
            agenda_rollback(agenda, mark);
            return false;
        }
    }
    return true;
}
