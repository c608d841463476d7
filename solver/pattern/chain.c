#include "solver/pattern/chain.h"

#include "model/base/memory.h"
#include "model/catalog/placement.h"
#include "model/clinic/calendar.h"
#include "solver/pattern/heat.h"

static bool is_fixed(const Chains *chains, int32_t r)
{
    return chains->market->catalog->clinic->requests.status[r] == REQUEST_FIXED;
}

static Bucket fixed_state(const Catalog *catalog, int32_t r)
{
    const Requests *requests = &catalog->clinic->requests;

    return (Bucket){r, requests->booked_date[r], requests->booked_site[r],
                    requests->booked_start[r], requests->booked_provider[r]};
}

/* How long a visit takes. */
typedef struct Length {
    int32_t shortest, longest;
} Length;

static void admit(Length *length, const VisitShape *shape, int32_t mode)
{
    int32_t minutes = visit_end_min(shape, mode);

    length->shortest = minutes < length->shortest ? minutes : length->shortest;
    length->longest = minutes > length->longest ? minutes : length->longest;
}

/* Admits @p shape in the modes that @p type may have. */
static void admit_shape(Length *length, const Catalog *catalog, int32_t type,
                        const VisitShape *shape)
{
    int32_t allowed = catalog->clinic->visit_types.mode[type];

    for (int32_t mode = 0; mode < 2; mode++)
        if (allowed == TYPE_EITHER || allowed == mode)
            admit(length, shape, mode);
}

/* How long a visit of request @p r takes, led by whoever could lead it, or as planned; of a fixed
 * one its own length. */
static Length visit_length(const Catalog *catalog, int32_t r)
{
    const Requests *requests = &catalog->clinic->requests;
    int32_t type = requests->visit_type[r], booked = requests->booked_provider[r], begin, end;
    bool fixed = requests->status[r] == REQUEST_FIXED;
    Length length = {INT32_MAX, 0};
    Wish wish;

    if (fixed && requests->booked_mode[r] != MISSING) {
        admit(&length, catalog_shape(catalog, type, booked), requests->booked_mode[r]);
        return length;
    }
    if (fixed || requests->status[r] == REQUEST_BOOKED)
        admit_shape(&length, catalog, type, catalog_shape(catalog, type, booked));
    if (fixed)
        return length;
    admit_shape(&length, catalog, type, catalog->planned[type]);
    placement_wish(catalog, r, &wish);
    catalog_leads(catalog, type, wish.site, &begin, &end);
    for (int32_t i = begin; i < end; i++)
        if (wish.provider < 0 || wish.provider == catalog->leads[i].provider)
            admit_shape(&length, catalog, type, catalog->leads[i].shape);
    return length;
}

/* What a link asks of two states, ready to be compared. */
typedef struct Bond {
    int32_t kind, min, max; /* max: MISSING for no limit */
    Length length;          /* of the first's visit, where the link asks about it */
} Bond;

static Bond bond_of(const Catalog *catalog, int32_t l)
{
    const Links *links = &catalog->clinic->links;

    Bond bond = {.kind = links->kind[l],
                 .min = links->min[l] == MISSING ? 0 : links->min[l],
                 .max = links->max[l]};

    if (bond.kind == LINK_SAME_DAY)
        bond.length = visit_length(catalog, links->first[l]);
    return bond;
}

static bool bond_allows(const Bond *bond, const Bucket *first, const Bucket *second)
{
    int32_t days = second->date - first->date, minutes = second->start - first->start;
    bool timed = first->start >= 0 && second->start >= 0;
    bool near = first->site < 0 || second->site < 0 || first->site == second->site;

    switch (bond->kind) {
    case LINK_AFTER:
        return days >= bond->min && (bond->max == MISSING || days <= bond->max);
    case LINK_SAME_PROVIDER:
        return first->provider < 0 || second->provider < 0 || first->provider == second->provider;
    case LINK_TOGETHER:
        return days == 0 && near && (!timed || minutes == 0);
    default:
        return days == 0 && near &&
               (!timed || (minutes >= bond->length.shortest + bond->min &&
                           (bond->max == MISSING || minutes <= bond->length.longest + bond->max)));
    }
}

static int32_t n_states(const Chains *chains, int32_t i)
{
    return (int32_t)(chains->state_at[i + 1] - chains->state_at[i]);
}

static void list_states(Chains *chains)
{
    const Market *market = chains->market;

    for (int32_t i = 0; i < market->forest.n_nodes; i++) {
        int32_t r = market->forest.nodes[i].request;
        Bucket *states = chains->states + chains->state_at[i];

        if (is_fixed(chains, r))
            states[0] = fixed_state(market->catalog, r);
        else
            for (int32_t b = 0; b < n_states(chains, i); b++)
                states[b] = market->buckets[market->bucket_begin[r] + b];
    }
}

/* For each state of a node's parent, the stretch of the node's states that the link allows. */
static void list_ranges(Chains *chains, int32_t i)
{
    const Catalog *catalog = chains->market->catalog;
    const ForestNode *node = &chains->market->forest.nodes[i];
    const Links *links = &catalog->clinic->links;
    const Bucket *own = chains->states + chains->state_at[i];
    const Bucket *above = chains->states + chains->state_at[node->parent];
    Bond bond = bond_of(catalog, node->link);
    int32_t parent = chains->market->forest.nodes[node->parent].request;
    bool first = links->first[node->link] == parent;

    chains->loose[i] = bond.kind == LINK_SAME_PROVIDER || is_fixed(chains, parent) ||
                       is_fixed(chains, node->request);
    for (int32_t a = 0; a < n_states(chains, node->parent); a++) {
        int32_t low = 0, high = n_states(chains, i);

        while (low < high &&
               !bond_allows(&bond, first ? &above[a] : &own[low], first ? &own[low] : &above[a]))
            low++;
        while (high > low && !bond_allows(&bond, first ? &above[a] : &own[high - 1],
                                          first ? &own[high - 1] : &above[a]))
            high--;
        chains->low[chains->range_at[i] + a] = low;
        chains->high[chains->range_at[i] + a] = high;
    }
}

static Status allocate(Chains *chains)
{
    const Forest *forest = &chains->market->forest;
    int32_t n = forest->n_nodes;
    int64_t states = 0, ranges = 0;

    chains->state_at = MEM_NEW(int64_t, (int64_t)n + 1);
    chains->range_at = MEM_NEW(int64_t, (int64_t)n + 1);
    chains->loose = MEM_NEW(bool, n);
    chains->none_hard = MEM_NEW(double, n);
    chains->none_soft = MEM_NEW(double, n);
    chains->none_part = MEM_NEW(double, n);
    chains->largest = MEM_NEW(double, n);
    if (!chains->state_at || !chains->range_at || !chains->loose || !chains->none_hard ||
        !chains->none_soft || !chains->none_part || !chains->largest)
        return STATUS_NO_MEMORY;
    for (int32_t i = 0; i < n; i++) {
        int32_t r = forest->nodes[i].request;

        chains->state_at[i] = states;
        states += is_fixed(chains, r)
                      ? 1
                      : chains->market->bucket_begin[r + 1] - chains->market->bucket_begin[r];
    }
    chains->state_at[n] = states;
    for (int32_t i = 0; i < n; i++) {
        chains->range_at[i] = ranges;
        ranges += forest->nodes[i].parent >= 0 ? n_states(chains, forest->nodes[i].parent) : 0;
    }
    chains->range_at[n] = ranges;
    chains->states = MEM_NEW(Bucket, states);
    chains->low = MEM_NEW(int32_t, ranges);
    chains->high = MEM_NEW(int32_t, ranges);
    chains->hard = MEM_NEW(double, states);
    chains->soft = MEM_NEW(double, states);
    chains->odds = MEM_NEW(double, states);
    chains->part = MEM_NEW(double, states);
    return chains->states && chains->low && chains->high && chains->hard && chains->soft &&
                   chains->odds && chains->part
               ? STATUS_OK
               : STATUS_NO_MEMORY;
}

Status chains_init(Chains *chains, const Market *market)
{
    Status status;

    *chains = (Chains){.market = market};
    TRY(allocate(chains));
    list_states(chains);
    for (int32_t i = 0; i < market->forest.n_nodes; i++)
        if (market->forest.nodes[i].parent >= 0)
            list_ranges(chains, i);
done:
    if (status != STATUS_OK)
        chains_clear(chains);
    return status;
}

void chains_clear(Chains *chains)
{
    mem_free(chains->state_at);
    mem_free(chains->states);
    mem_free(chains->range_at);
    mem_free(chains->low);
    mem_free(chains->high);
    mem_free(chains->loose);
    mem_free(chains->hard);
    mem_free(chains->soft);
    mem_free(chains->odds);
    mem_free(chains->part);
    mem_free(chains->none_hard);
    mem_free(chains->none_soft);
    mem_free(chains->none_part);
    mem_free(chains->largest);
    *chains = (Chains){0};
}

/* What the states [low, high) of node @p i, and none if @p none, are worth together. */
static void gather(const Chains *chains, int32_t i, int32_t low, int32_t high, bool none,
                   double heat, double *hard, double *soft)
{
    const double *h = chains->hard + chains->state_at[i], *s = chains->soft + chains->state_at[i];
    const double *odds = chains->odds + chains->state_at[i];
    double best = -INFINITY, sum = 0, top = -INFINITY;

    for (int32_t b = low; b < high; b++) {
        best = h[b] > best ? h[b] : best;
        top = s[b] > top ? s[b] : top;
        sum += odds[b];
    }
    if (none) {
        best = fmax(best, chains->none_hard[i]);
        top = fmax(top, chains->none_soft[i]);
        sum += heat_exp((chains->none_soft[i] - chains->largest[i]) / heat);
    }
    *hard = best;
    *soft = sum > 0 ? chains->largest[i] + heat * log(sum) : top;
}

/* Adds what node @p i can bring to each state of its parent. */
static void send_up(Chains *chains, int32_t i, double heat)
{
    int32_t parent = chains->market->forest.nodes[i].parent;
    int64_t at = chains->state_at[parent];
    double hard, soft;

    for (int32_t a = 0; a < n_states(chains, parent); a++) {
        gather(chains, i, chains->low[chains->range_at[i] + a],
               chains->high[chains->range_at[i] + a], chains->loose[i], heat, &hard, &soft);
        chains->hard[at + a] += hard;
        chains->soft[at + a] += soft;
    }
    gather(chains, i, 0, chains->loose[i] ? n_states(chains, i) : 0, true, heat, &hard, &soft);
    chains->none_hard[parent] += hard;
    chains->none_soft[parent] += soft;
}

/* Odds of the states of node @p i, all of whose children have sent. */
static void weigh(Chains *chains, int32_t i, double heat)
{
    int64_t from = chains->state_at[i], until = chains->state_at[i + 1];
    double largest = chains->none_soft[i];

    for (int64_t s = from; s < until; s++)
        largest = fmax(largest, chains->soft[s]);
    chains->largest[i] = largest > -INFINITY ? largest : 0;
    for (int64_t s = from; s < until; s++)
        chains->odds[s] = heat_exp((chains->soft[s] - chains->largest[i]) / heat);
}

/* Shares @p part among the states [low, high) of node @p i, and none if @p none, by their odds. */
static void share(Chains *chains, int32_t i, int32_t low, int32_t high, bool none, double heat,
                  double part)
{
    int64_t at = chains->state_at[i];
    double alone = none ? heat_exp((chains->none_soft[i] - chains->largest[i]) / heat) : 0;
    double sum = alone;
    int32_t top = -1;

    for (int32_t b = low; b < high; b++) {
        sum += chains->odds[at + b];
        if (top < 0 || chains->soft[at + b] > chains->soft[at + top])
            top = b;
    }
    if (sum > 0) {
        for (int32_t b = low; b < high; b++)
            chains->part[at + b] += part * chains->odds[at + b] / sum;
        chains->none_part[i] += part * alone / sum;
    } else if (top >= 0 && (!none || chains->soft[at + top] >= chains->none_soft[i])) {
        chains->part[at + top] += part; /* all odds are too small to tell */
    } else {
        chains->none_part[i] += part;
    }
}

static void send_down(Chains *chains, int32_t i, double heat)
{
    int32_t parent = chains->market->forest.nodes[i].parent;
    int64_t at = chains->state_at[parent];

    for (int32_t a = 0; a < n_states(chains, parent); a++)
        if (chains->part[at + a] > 0)
            share(chains, i, chains->low[chains->range_at[i] + a],
                  chains->high[chains->range_at[i] + a], chains->loose[i], heat,
                  chains->part[at + a]);
    if (chains->none_part[parent] > 0)
        share(chains, i, 0, chains->loose[i] ? n_states(chains, i) : 0, true, heat,
              chains->none_part[parent]);
}

void chains_value(Chains *chains, int32_t from, int32_t until, const double *price, double heat,
                  double *hard, double *soft, double *part)
{
    const Market *market = chains->market;
    const Forest *forest = &market->forest;

    *hard = *soft = 0;
    for (int32_t t = from; t < until; t++) {
        int32_t begin = forest->begin[t], end = forest->begin[t + 1];
        double best, smooth;

        for (int32_t i = begin; i < end; i++) {
            int32_t r = forest->nodes[i].request;
            bool fixed = is_fixed(chains, r);
            const double *own = price + market->bucket_begin[r];
            const bool *open = market->open + market->bucket_begin[r];

            for (int32_t b = 0; b < n_states(chains, i); b++) {
                double worth = fixed ? 0 : open[b] ? own[b] : -INFINITY;

                chains->hard[chains->state_at[i] + b] = worth;
                chains->soft[chains->state_at[i] + b] = worth;
                chains->part[chains->state_at[i] + b] = 0;
            }
            chains->none_hard[i] = chains->none_soft[i] = fixed ? -INFINITY : 0;
            chains->none_part[i] = 0;
        }
        for (int32_t i = end - 1; i >= begin; i--) {
            weigh(chains, i, heat);
            if (i > begin)
                send_up(chains, i, heat);
        }
        gather(chains, begin, 0, n_states(chains, begin), true, heat, &best, &smooth);
        *hard += best;
        *soft += smooth;
        share(chains, begin, 0, n_states(chains, begin), true, heat, 1);
        for (int32_t i = begin; i < end; i++) {
            int32_t r = forest->nodes[i].request;

            if (i > begin)
                send_down(chains, i, heat);
            for (int32_t b = 0; !is_fixed(chains, r) && b < n_states(chains, i); b++)
                part[market->bucket_begin[r] + b] = chains->part[chains->state_at[i] + b];
        }
    }
}

void singles_value(const Market *market, int32_t from, int32_t until, const double *price,
                   double heat, double *hard, double *soft, double *part)
{
    *hard = *soft = 0;
    for (int32_t r = from; r < until; r++) {
        int32_t b = market->bucket_begin[r];
        double odds;

        if (market->forest.node_of[r] >= 0 || market->bucket_begin[r + 1] == b)
            continue;
        odds = heat_exp(-fabs(price[b]) / heat);
        *hard += fmax(price[b], 0);
        *soft += fmax(price[b], 0) + heat * log1p(odds);
        part[b] = (price[b] > 0 ? 1 : odds) / (1 + odds);
    }
}
