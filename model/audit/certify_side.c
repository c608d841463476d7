/* A tree is looked at from its leaves: what a request's part of the tree is worth at most in each
 * of its buckets, and unbooked, is handed on to the request nearer to the root over their link.
 */
#include "model/audit/certify_side.h"

#include <stdlib.h>

#include "model/audit/certify_bucket.h"
#include "model/audit/certify_length.h"
#include "model/base/memory.h"
#include "model/base/order.h"

/* A request of the tree in hand. */
typedef struct Node {
    int32_t request;
    int32_t parent;       /* number of the node, or -1 */
    int32_t tie;          /* to the parent: link x 2, and 1 more where this is the second */
    int32_t first, count; /* of its states */
    bool fixed;
    double none; /* worth of its part when it is not booked */
} Node;

/* A state as a link looks at it: buckets of one group whose places are in a range go together. */
typedef struct View {
    int64_t group[2], place;
    double worth;
} View;

typedef struct Sides {
    const Books *books;
    Lengths lengths; /* of linked visits */
    bool *seen;      /* owned, [requests] */
    Node *nodes;     /* owned, [n_nodes]; parents first */
    States states;   /* of all nodes; with what their parts of the tree are worth */
    View *views;     /* owned */
    int32_t n_nodes;
    int32_t node_room, view_room;
    BucketFinder *finder; /* owned */
} Sides;

static int by_place(const void *left, const void *right)
{
    const View *a = left, *b = right;
    int sign = order_int(a->group[0], b->group[0]);

    if (!sign)
        sign = order_int(a->group[1], b->group[1]);
    return sign ? sign : order_int(a->place, b->place);
}

static Status sides_init(Sides *sides, const Books *books)
{
    Status status = STATUS_OK;

    *sides = (Sides){.books = books, .seen = MEM_NEW(bool, books->clinic->requests.rows)};
    if (!sides->seen)
        return STATUS_NO_MEMORY;
    TRY(lengths_init(&sides->lengths, books->hours));
    TRY(bucket_finder_new(books, &sides->finder));
done:
    return status;
}

static void sides_clear(Sides *sides)
{
    lengths_clear(&sides->lengths);
    mem_free(sides->seen);
    mem_free(sides->nodes);
    mem_free(sides->states.states);
    mem_free(sides->views);
    bucket_finder_free(sides->finder);
}

static Status add_node(Sides *sides, int32_t r, int32_t parent, int32_t tie)
{
    const Requests *requests = &sides->books->clinic->requests;
    Status status = STATUS_OK;
    Node node = {.request = r, .parent = parent, .tie = tie, .first = sides->states.count};

    sides->seen[r] = true;
    node.fixed = requests->status[r] == REQUEST_FIXED;
    node.none = node.fixed ? -INFINITY : 0.0;
    TRY(mem_grow((void **)&sides->nodes, &sides->node_room, (int64_t)sides->n_nodes + 1,
                 sizeof *sides->nodes));
    if (node.fixed)
        TRY(states_add(&sides->states,
                       (Bucket){requests->booked_date[r], requests->booked_site[r],
                                requests->booked_start[r], requests->booked_provider[r]},
                       0.0));
    else
        TRY(bucket_find(sides->finder, r, &sides->states));
    node.count = sides->states.count - node.first;
    sides->nodes[sides->n_nodes++] = node;
done:
    return status;
}

/* The tree of request @p r, which is its root. */
static Status grow_tree(Sides *sides, int32_t r)
{
    const Rows *ties = &sides->books->ties.used;
    const Links *links = &sides->books->clinic->links;
    Status status = STATUS_OK;

    sides->n_nodes = sides->states.count = 0;
    TRY(add_node(sides, r, -1, -1));
    for (int32_t at = 0; at < sides->n_nodes; at++) {
        int32_t here = sides->nodes[at].request;

        for (int32_t i = ties->begin[here]; i < ties->begin[here + 1]; i++) {
            int32_t link = ties->row[i] / 2, second = ties->row[i] % 2;
            int32_t other = second ? links->first[link] : links->second[link];

            if (!sides->seen[other])
                TRY(add_node(sides, other, at, 2 * link + (second ? 0 : 1)));
        }
    }
done:
    return status;
}

/* What of their places the keys of both tell, so that their link can ask about it. */
static int32_t told_by_both(const Sides *sides, const Node *a, const Node *b)
{
    const int32_t *keys = sides->books->multipliers->keys;

    return (a->fixed ? KEY_ALL : keys[a->request]) & (b->fixed ? KEY_ALL : keys[b->request]);
}

/* How far the place of the second may lie beyond that of the first. */
static void find_range(const Sides *sides, const Node *first, int32_t link, int64_t *low,
                       int64_t *high)
{
    const Books *books = sides->books;
    const Links *links = &books->clinic->links;
    Length length;

    *low = links->min[link];
    *high = links->max[link] == MISSING ? INT64_MAX / 4 : links->max[link];
    switch (links->kind[link]) {
    case LINK_AFTER:
        break;
    case LINK_SAME_DAY:
        length = lengths_of(&sides->lengths, first->request);
        *low += length.shortest;
        *high += length.longest;
        break;
    default:
        *low = *high = 0;
    }
}

static View view_of(const State *state, int32_t kind, int32_t told)
{
    View view = {.worth = state->worth};

    switch (kind) {
    case LINK_AFTER:
        view.place = told & KEY_DATE ? state->at.date : 0;
        break;
    case LINK_SAME_PROVIDER:
        view.group[0] = told & KEY_PROVIDER ? state->at.provider : 0;
        break;
    default:
        view.group[0] = told & KEY_DATE ? state->at.date : 0;
        view.group[1] = told & KEY_SITE ? state->at.site : 0;
        view.place = told & KEY_START ? state->at.start : 0;
    }
    return view;
}

/* The first of the @p count sorted views that is not before @p at, sought from *@p hint on: mostly
 * the next one asked for is not far behind the last. */
static int32_t first_view(const View *views, int32_t count, const View *at, int32_t *hint)
{
    int32_t low = *hint, step = 1, high;

    if (low > 0 && by_place(&views[low - 1], at) >= 0)
        low = 0;
    while (low + step <= count && by_place(&views[low + step - 1], at) < 0) {
        low += step;
        step *= 2;
    }
    high = low + step - 1 < count ? low + step - 1 : count;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;

        if (by_place(&views[middle], at) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *hint = low;
    return low;
}

/* The best of the @p count sorted views in the group of @p at between two places. */
static double best_between(const View *views, int32_t count, View at, int64_t low, int64_t high,
                           int32_t *hint)
{
    double best = -INFINITY;

    at.place = low;
    low = first_view(views, count, &at, hint);
    at.place = high;
    for (int64_t i = low; i < count && by_place(&views[i], &at) <= 0; i++)
        best = fmax(best, views[i].worth);
    return best;
}

static bool is_sorted(const View *views, int32_t count)
{
    for (int32_t i = 1; i < count; i++)
        if (by_place(&views[i - 1], &views[i]) > 0)
            return false;
    return true;
}

/* The states of @p node as its link sees them, sorted, each place once; *@p best is of all. */
static Status look(Sides *sides, const Node *node, int32_t told, int32_t *count, double *best)
{
    int32_t kind = sides->books->clinic->links.kind[node->tie / 2];
    Status status = STATUS_OK;

    *count = 0;
    *best = -INFINITY;
    TRY(mem_grow((void **)&sides->views, &sides->view_room, node->count, sizeof *sides->views));
    for (int32_t i = 0; i < node->count; i++) {
        sides->views[i] = view_of(&sides->states.states[node->first + i], kind, told);
        *best = fmax(*best, sides->views[i].worth);
    }
    if (!is_sorted(sides->views, node->count))
        qsort(sides->views, (size_t)node->count, sizeof *sides->views, by_place);
    for (int32_t i = 0; i < node->count; i++) {
        View *last = *count > 0 ? &sides->views[*count - 1] : NULL;

        if (last && by_place(last, &sides->views[i]) == 0)
            last->worth = fmax(last->worth, sides->views[i].worth);
        else
            sides->views[(*count)++] = sides->views[i];
    }
done:
    return status;
}

/* Hands what @p node's part is worth on to its parent. */
static Status hand_on(Sides *sides, const Node *node)
{
    Node *parent = &sides->nodes[node->parent];
    int32_t link = node->tie / 2, kind = sides->books->clinic->links.kind[link], count = 0;
    int32_t hint = 0;
    bool second = node->tie % 2 == 1;
    bool apart = kind == LINK_SAME_PROVIDER || node->fixed || parent->fixed;
    int32_t told = told_by_both(sides, node, parent);
    double best = 0.0;
    int64_t low = 0, high = 0;
    Status status = STATUS_OK;

    TRY(look(sides, node, told, &count, &best));
    find_range(sides, second ? parent : node, link, &low, &high);
    if ((told & (kind == LINK_AFTER ? KEY_DATE : KEY_START)) == 0)
        low = high = 0;
    parent->none += apart ? fmax(node->none, best) : node->none;
    for (int32_t i = parent->first; i < parent->first + parent->count; i++) {
        View at = view_of(&sides->states.states[i], kind, told);
        double with = best_between(sides->views, count, at, at.place + (second ? low : -high),
                                   at.place + (second ? high : -low), &hint);

        sides->states.states[i].worth += apart ? fmax(with, node->none) : with;
    }
done:
    return status;
}

static Status add_tree(Sides *sides, int32_t r, Sum *sum, bool *hopeless)
{
    double best, size = 0.0;
    Status status = STATUS_OK;

    TRY(grow_tree(sides, r));
    for (int32_t i = sides->n_nodes - 1; i > 0; i--)
        TRY(hand_on(sides, &sides->nodes[i]));
    best = sides->nodes[0].none;
    for (int32_t i = 0; i < sides->nodes[0].count; i++)
        best = fmax(best, sides->states.states[sides->nodes[0].first + i].worth);
    for (int32_t i = 0; i < sides->n_nodes; i++)
        size += multipliers_largest(sides->books->multipliers, sides->nodes[i].request);
    if (best > -INFINITY)
        sum_add(sum, best);
    else
        *hopeless = true;
    sum_doubt(sum, 0x1p-51 * sides->n_nodes * size);
done:
    return status;
}

Status sides_add(const Books *books, Sum *sum, bool *hopeless)
{
    const Rows *ties = &books->ties.used;
    Status status = STATUS_OK;
    Sides sides;

    TRY(sides_init(&sides, books));
    for (int32_t r = 0; r < books->clinic->requests.rows; r++) {
        if (rows_count(ties, r) == 0) {
            Bucket nowhere = {MISSING, NO_ROW, MISSING, NO_ROW};

            sum_add(sum, fmax(0.0, multipliers_once(books->multipliers, r, nowhere)));
        } else if (!sides.seen[r]) {
            TRY(add_tree(&sides, r, sum, hopeless));
        }
    }
done:
    sides_clear(&sides);
    return status;
}
