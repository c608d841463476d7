#include "solver/greedy/improve.h"

#include "model/base/memory.h"

enum {
    PASSES_MAX = 20,
    COARSE_FROM = 20000, /* things */
    BUNDLE_NODES = 200,
    SESSIONS_MAX = 500, /* looked at for exchanges for one request */
    SESSIONS_FEW = 30,  /* the same among many things */
    EJECT_TRIES = 6,    /* exchanges tried for one request */
    EJECTED_MAX = 4     /* visits taken out in one exchange */
};

static const double least_gain = 1e-7;

typedef struct Improver {
    Agenda *agenda;
    const Bundles *bundles;
    BundleSearch *search;
    SeatFinder options; /* of the request an exchange is sought for */
    Pace *pace;
    bool coarse;   /* so many things that only clear gains are sought */
    int64_t since; /* the settlement after which what is looked at was last tried */
} Improver;

static bool bundle_stands(const Improver *improver, int32_t bundle)
{
    int32_t first = improver->bundles->members[improver->bundles->begin[bundle]];

    return improver->agenda->visit_of[first] >= 0;
}

static void remove_bundle(Improver *improver, int32_t bundle)
{
    for (int32_t i = improver->bundles->begin[bundle]; i < improver->bundles->begin[bundle + 1];
         i++)
        agenda_remove(improver->agenda, improver->bundles->members[i]);
}

/* Takes a standing bundle out and seats it best; kept if that gains, or out altogether. */
static bool reseat_bundle(Improver *improver, int32_t bundle)
{
    Agenda *agenda = improver->agenda;
    int32_t mark = agenda_mark(agenda);
    double before = agenda->worth;

    remove_bundle(improver, bundle);
    if (agenda->broken)
        return false;
    if (bundle_place(improver->search, improver->bundles, agenda, bundle,
                     before - agenda->worth + least_gain, BUNDLE_NODES) ||
        agenda->worth > before + least_gain) {
        agenda_settle(agenda);
        return true;
    }
    agenda_rollback(agenda, mark);
    agenda_settle(agenda);
    return false;
}

static bool reseat_place(Improver *improver, int32_t subject)
{
    Agenda *agenda = improver->agenda;
    int32_t mark = agenda_mark(agenda);
    double before = agenda->worth;

    agenda_remove(agenda, subject);
    if (seat_take(improver->search->finder, agenda, subject, before - agenda->worth + least_gain)) {
        agenda_settle(agenda);
        return true;
    }
    agenda_rollback(agenda, mark);
    agenda_settle(agenda);
    return false;
}

static bool is_listed(const int32_t *subjects, int32_t n, int32_t subject)
{
    for (int32_t i = 0; i < n; i++)
        if (subjects[i] == subject)
            return true;
    return false;
}

/* The visits that keep the lead from serving over [from, to) in a session; false when one of them
 * cannot be taken out alone. */
static bool list_blocking(const Improver *improver, const SeatOption *option, int32_t from,
                          int32_t to, int32_t *subjects, int32_t *n, double *worth)
{
    const Agenda *agenda = improver->agenda;
    const Catalog *catalog = agenda->catalog;
    const CatalogSession *s = &catalog->sessions[option->session];
    int64_t list = (int64_t)s->provider * catalog->days + s->day;

    *n = 0;
    *worth = 0;
    for (int32_t h = agenda->first_hold[list]; h >= 0 && agenda->holds[h].start_min < to;
         h = agenda->holds[h].next) {
        const AgendaHold *hold = &agenda->holds[h];
        const AgendaVisit *visit = &agenda->visits[hold->visit];
        int32_t r = visit->first_member, bundle;

        if (hold->until_min <= from || is_listed(subjects, *n, r))
            continue;
        if (r >= agenda->n_requests || visit->n_members > 1 || *n == EJECTED_MAX)
            return false;
        bundle = improver->bundles->of[r];
        if (bundle < 0 ||
            improver->bundles->begin[bundle + 1] - improver->bundles->begin[bundle] > 1)
            return false;
        *worth += seat_worth(agenda, r, &visit->at);
        subjects[(*n)++] = r;
    }
    return true;
}

/* An exchange worth trying: @p r in, the others out and seated again where they can. */
typedef struct Exchange {
    Placement at;
    int32_t out[EJECTED_MAX];
    int32_t n_out;
    double hope; /* worth of the one in less that of those out */
} Exchange;

static void keep_exchange(Exchange *best, int32_t *n, const Exchange *exchange)
{
    int32_t at;

    if (*n == EJECT_TRIES && best[*n - 1].hope >= exchange->hope)
        return;
    at = *n < EJECT_TRIES ? (*n)++ : EJECT_TRIES - 1;
    while (at > 0 && best[at - 1].hope < exchange->hope) {
        best[at] = best[at - 1];
        at--;
    }
    best[at] = *exchange;
}

/* Looks at one start of the lead in an option's session. */
static void look_at(Improver *improver, int32_t r, const Wish *wish, const SeatOption *option,
                    int32_t start, Exchange *best, int32_t *n)
{
    const CatalogSession *s = &improver->agenda->catalog->sessions[option->session];
    const VisitPart *lead = &option->shape->parts[option->shape->lead];
    int32_t end = start + lead->end_min - lead->start_min;
    Exchange exchange = {.at = {option->session, s->provider, s->site, s->day,
                                start - lead->start_min, option->mode}};
    double lost;

    if (start < s->start_min || end > s->end_min ||
        !placement_fits(improver->agenda->catalog, wish, option->shape, &exchange.at) ||
        !list_blocking(improver, option, start, end, exchange.out, &exchange.n_out, &lost) ||
        exchange.n_out == 0)
        return;
    for (int32_t i = 0; i < *n; i++)
        if (best[i].at.session == exchange.at.session && best[i].at.mode == exchange.at.mode &&
            best[i].at.start_min == exchange.at.start_min)
            return;
    exchange.hope = seat_worth(improver->agenda, r, &exchange.at) - lost;
    keep_exchange(best, n, &exchange);
}

/* The most hopeful exchanges for request @p r: those that begin or end where a service does. */
static int32_t list_exchanges(Improver *improver, int32_t r, const Wish *wish, Exchange *best)
{
    const Agenda *agenda = improver->agenda;
    int32_t n = 0, most = improver->coarse ? SESSIONS_FEW : SESSIONS_MAX;
    SeatOption option;

    for (int32_t i = 0; i < most && seat_next_option(&improver->options, &option); i++) {
        const CatalogSession *s = &agenda->catalog->sessions[option.session];
        const VisitPart *lead = &option.shape->parts[option.shape->lead];
        int32_t minutes = lead->end_min - lead->start_min;

        if (n == EJECT_TRIES && option.bound <= best[n - 1].hope)
            break;
        look_at(improver, r, wish, &option, s->start_min, best, &n);
        look_at(improver, r, wish, &option, s->end_min - minutes, best, &n);
        for (int32_t v = agenda->first_service[option.session]; v >= 0;
             v = agenda->visits[v].next_service) {
            const AgendaHold *hold = &agenda->holds[agenda->visits[v].first_hold];

            look_at(improver, r, wish, &option, hold->start_min, best, &n);
            look_at(improver, r, wish, &option, hold->until_min - minutes, best, &n);
        }
    }
    return n;
}

static bool try_exchange(Improver *improver, int32_t r, const Exchange *exchange)
{
    Agenda *agenda = improver->agenda;
    int32_t mark = agenda_mark(agenda);
    double before = agenda->worth;

    for (int32_t i = 0; i < exchange->n_out; i++)
        agenda_remove(agenda, exchange->out[i]);
    if (!agenda->broken && agenda_place(agenda, r, &exchange->at)) {
        for (int32_t i = 0; i < exchange->n_out; i++)
            seat_take(improver->search->finder, agenda, exchange->out[i], 0);
        if (agenda->worth > before + least_gain) {
            agenda_settle(agenda);
            return true;
        }
    }
    agenda_rollback(agenda, mark);
    agenda_settle(agenda);
    return false;
}

/* Seats request @p r, which does not stand and is alone in its bundle, at the cost of others. */
static bool force_in(Improver *improver, int32_t r)
{
    Exchange best[EJECT_TRIES] = {{.n_out = 0}};
    int32_t n;
    Wish wish;

    seat_wish(improver->agenda, r, &wish);
    improver->options.full_too = true;
    improver->options.since = improver->since;
    if (!seat_options(&improver->options, improver->agenda, r, &wish))
        return false;
    n = list_exchanges(improver, r, &wish, best);
    for (int32_t i = 0; i < n; i++)
        if (pace_left(improver->pace, improver->agenda) && try_exchange(improver, r, &best[i]))
            return true;
    return false;
}

/* True when a session that @p subject could use has changed since it was last tried. */
static bool has_news(Improver *improver, int32_t subject)
{
    Wish wish;

    if (improver->since == 0)
        return true;
    seat_wish(improver->agenda, subject, &wish);
    improver->options.full_too = true;
    improver->options.since = improver->since;
    return seat_options(&improver->options, improver->agenda, subject, &wish);
}

/* True when standing request @p r could gain by another session even if sessions cost nothing. */
static bool could_rise(Improver *improver, int32_t r)
{
    const Agenda *agenda = improver->agenda;
    const SeatOption *top;
    const VisitPart *lead;
    double idle;
    Wish wish;

    seat_wish(agenda, r, &wish);
    improver->options.full_too = false;
    improver->options.since = improver->since;
    if (!seat_options(&improver->options, agenda, r, &wish))
        return false;
    top = &improver->options.options[0];
    lead = &top->shape->parts[top->shape->lead];
    idle = agenda->catalog->clinic->rules.idle_cost_per_min * (lead->end_min - lead->start_min);
    return top->bound - idle > seat_worth(agenda, r, agenda_at(agenda, r)) + least_gain;
}

static bool improve_bundle(Improver *improver, int32_t bundle)
{
    const Bundles *bundles = improver->bundles;
    const int32_t *members = bundles->members + bundles->begin[bundle];
    int32_t size = bundles->begin[bundle + 1] - bundles->begin[bundle];
    bool gained = false, news = false;

    for (int32_t i = 0; i < size && !news; i++)
        news = has_news(improver, members[i]);
    if (!news || (improver->coarse && size == 1 && bundle_stands(improver, bundle) &&
                  !could_rise(improver, members[0])))
        return false;
    if (size == 1)
        improver->search->finder->since = improver->since;
    if (bundle_stands(improver, bundle)) {
        gained = reseat_bundle(improver, bundle);
    } else {
        gained = bundle_place(improver->search, bundles, improver->agenda, bundle, least_gain,
                              BUNDLE_NODES);
        agenda_settle(improver->agenda);
        if (!gained && size == 1)
            gained = force_in(improver, members[0]);
    }
    improver->search->finder->since = 0;
    return gained;
}

static bool improve_place(Improver *improver, int32_t subject)
{
    bool gained;

    if (!has_news(improver, subject))
        return false;
    if (improver->agenda->visit_of[subject] >= 0)
        return reseat_place(improver, subject);
    gained = seat_take(improver->search->finder, improver->agenda, subject, least_gain);
    agenda_settle(improver->agenda);
    return gained || force_in(improver, subject);
}

Status improve_run(Agenda *agenda, const Bundles *bundles, BundleSearch *search,
                   const int32_t *order, int32_t count, Pace *pace)
{
    Improver improver = {.agenda = agenda,
                         .bundles = bundles,
                         .search = search,
                         .pace = pace,
                         .coarse = count > COARSE_FROM};
    int64_t *tried =
        MEM_NEW(int64_t, count); /* settlements when each thing was last tried, plus 1 */
    bool gained = true, broken;

    if (!tried)
        return STATUS_NO_MEMORY;
    for (int pass = 0; gained && pass < PASSES_MAX; pass++) {
        gained = false;
        for (int32_t i = 0; i < count && pace_left(pace, agenda); i++) {
            improver.since = tried[i];
            gained |= order[i] >= 0 ? improve_bundle(&improver, order[i])
                                    : improve_place(&improver, -1 - order[i]);
            tried[i] = agenda->n_settled + 1;
        }
    }
    broken = improver.options.broken;
    seat_clear(&improver.options);
    mem_free(tried);
    return broken ? fault(STATUS_NO_MEMORY, "sessions to choose from") : STATUS_OK;
}
