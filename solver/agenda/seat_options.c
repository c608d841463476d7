/* The sessions in which a subject might stand, as a heap by what they could give. */
#include "model/base/memory.h"
#include "solver/agenda/seat_parts.h"

enum {
    LEADS_MAX = 200, /* leads whose sessions are listed, but for the preferred site's */
    BLINK = 40       /* one session of so many is overlooked where chance is asked for */
};

/* Part of the toll that is believed before a start is known. */
static const double toll_share = 0.7;

static bool is_better(const SeatOption *a, const SeatOption *b)
{
    if (a->bound != b->bound)
        return a->bound > b->bound;
    if (a->session != b->session)
        return a->session < b->session;
    return a->mode < b->mode;
}

static void sift_down(SeatOption *options, int32_t n, int32_t at)
{
    SeatOption moved = options[at];

    for (int32_t child = 2 * at + 1; child < n; child = 2 * at + 1) {
        if (child + 1 < n && is_better(&options[child + 1], &options[child]))
            child++;
        if (!is_better(&options[child], &moved))
            break;
        options[at] = options[child];
        at = child;
    }
    options[at] = moved;
}

static bool add_option(SeatFinder *finder, SeatOption option)
{
    void *options = finder->options;

    if (mem_grow(&options, &finder->capacity, (int64_t)finder->n_options + 1,
                 sizeof *finder->options) != STATUS_OK) {
        finder->broken = true;
        return false;
    }
    finder->options = options;
    finder->options[finder->n_options++] = option;
    return true;
}

static void add_session(SeatFinder *finder, const Agenda *agenda, int32_t subject, const Wish *wish,
                        const VisitShape *shape, int32_t session)
{
    const Catalog *catalog = agenda->catalog;
    const CatalogSession *s = &catalog->sessions[session];
    double spared = catalog->clinic->rules.idle_cost_per_min * seat_minutes(shape), toll = 0;

    if (agenda->session_stamp[session] < finder->since ||
        (finder->blink && random_below(finder->blink, BLINK) == 0))
        return;
    if (!finder->full_too && agenda->session_hole[session] < seat_minutes(shape) &&
        !seat_overlaps(catalog, wish->type, s) &&
        catalog->clinic->visit_types.group_capacity[wish->type] == 1)
        return;
    if (finder->tolls)
        toll = (finder->full_too ? 1 : toll_share) *
               tolls_about(finder->tolls, session, seat_minutes(shape));
    for (int32_t mode = 0; mode < 2; mode++) {
        Placement at = {session, s->provider, s->site, s->day, -1, mode};

        if (placement_suits(catalog, wish, session, mode) &&
            !add_option(finder, (SeatOption){seat_worth(agenda, subject, &at) + spared - toll,
                                             session, mode, shape}))
            return;
    }
}

static void add_lead(SeatFinder *finder, const Agenda *agenda, int32_t subject, const Wish *wish,
                     const CatalogLead *lead)
{
    const Catalog *catalog = agenda->catalog;
    int32_t last = catalog->session_begin[lead->provider + 1];

    if (wish->provider >= 0 && wish->provider != lead->provider)
        return;
    for (int32_t s = catalog_session_from(catalog, lead->provider, wish->day_low);
         s < last && catalog->sessions[s].day <= wish->day_high; s++)
        if (catalog->sessions[s].site == lead->site)
            add_session(finder, agenda, subject, wish, lead->shape, s);
}

/* Of more leads than can be looked at, those of the preferred site and some others, for each
 * subject always the same and for different subjects different ones. */
static void add_some_leads(SeatFinder *finder, const Agenda *agenda, int32_t subject,
                           const Wish *wish, int32_t begin, int32_t end)
{
    const Catalog *catalog = agenda->catalog;
    int32_t site = subject < agenda->n_requests ? catalog->clinic->requests.site[subject] : NO_ROW;
    int32_t near = 0, near_end = 0;
    int64_t offset = (int64_t)subject * 7919;

    if (site >= 0)
        catalog_leads(catalog, wish->type, site, &near, &near_end);
    for (int32_t i = near; i < near_end; i++)
        add_lead(finder, agenda, subject, wish, &catalog->leads[i]);
    for (int32_t i = 0; i < LEADS_MAX; i++) {
        const CatalogLead *lead = &catalog->leads[begin + (int32_t)((offset + i) % (end - begin))];

        if (lead->site != site)
            add_lead(finder, agenda, subject, wish, lead);
    }
}

/* The sessions of the finder's part. */
static void add_range(SeatFinder *finder, const Agenda *agenda, int32_t subject, const Wish *wish)
{
    const SeatRange *range = finder->range;

    for (int32_t i = range->begin[wish->type]; i < range->begin[wish->type + 1]; i++) {
        const SeatRangeItem *item = &range->items[i];
        const CatalogLead *lead = &agenda->catalog->leads[item->lead];

        if (item->day >= wish->day_low && item->day <= wish->day_high &&
            (wish->site < 0 || item->site == wish->site) &&
            (wish->provider < 0 || lead->provider == wish->provider))
            add_session(finder, agenda, subject, wish, lead->shape, item->session);
    }
}

bool seat_options(SeatFinder *finder, const Agenda *agenda, int32_t subject, const Wish *wish)
{
    int32_t begin, end;

    finder->n_options = 0;
    if (wish->day_low > wish->day_high)
        return false;
    catalog_leads(agenda->catalog, wish->type, wish->site, &begin, &end);
    if (finder->range)
        add_range(finder, agenda, subject, wish);
    else if (wish->provider < 0 && end - begin > LEADS_MAX)
        add_some_leads(finder, agenda, subject, wish, begin, end);
    else
        for (int32_t i = begin; i < end; i++)
            add_lead(finder, agenda, subject, wish, &agenda->catalog->leads[i]);
    for (int32_t i = finder->n_options / 2 - 1; i >= 0; i--)
        sift_down(finder->options, finder->n_options, i);
    return finder->n_options > 0;
}

bool seat_next_option(SeatFinder *finder, SeatOption *option)
{
    if (finder->n_options == 0)
        return false;
    *option = finder->options[0];
    finder->options[0] = finder->options[--finder->n_options];
    if (finder->n_options > 0)
        sift_down(finder->options, finder->n_options, 0);
    return true;
}
