/* Why no allowed schedule is worth more than the number computed here.
 *
 * Let y[i] >= 0 be the price of priced slot i, c[i] the most that an allowed schedule uses of it
 * (certify_capacity.c), and u[i](S) what schedule S uses. Take any allowed S. Session costs are
 * not negative, so
 *
 *     worth(S) <= sum over requests of their own terms  -  sum over places not held of value x
 *                 weight_urgent
 *              <= the same  +  sum y[i] (c[i] - u[i](S)).
 *
 * A visit uses, of its lead's time and of each pool, what its rows hold; a request of a shared
 * visit is charged 1 / group_capacity of it, so all its members together at most what it uses.
 * Hence worth(S) <= sum y c + sum over requests of (own terms - y x its share) + sum over places.
 * Now let every request and every place choose for itself, among all placements that WINDOW, SKILL
 * and, for its lead, SESSION and CLOSED allow (S chose one of these, or none; a booked request
 * stays only where the site is open for all that its visit holds):
 *
 *     bound = sum y c + sum over r of max(not booking r, best of profit - share x cost)
 *                     + sum over places of max(- value x weight_urgent, - least cost)
 *
 * where profit is value x weight x chance, less the days waited, plus bonuses, less a move, and
 * cost is the price of the lead's minutes and of the rooms and devices the visit holds, cleanup
 * included. A request fixed in the horizon has one placement; one fixed outside counts nothing.
 * Links, patients, further persons and turnaround are left out, which can only raise the bound.
 *
 * Rounding: prices are summed up by slot once, and it is the differences of those sums (exact
 * numbers, not negative) that serve as prices everywhere, so the sums themselves cannot be wrong.
 * Every other term is built from a dozen roundings of at most 2^-53 each; terms are added with
 * compensation. A slack of 1e-12 of the sum of all magnitudes is far above both.
 */
#include "model/audit/certify.h"

#include <string.h>

#include "model/audit/audit_reserve.h"
#include "model/audit/certify_opening.h"
#include "model/clinic/calendar.h"

typedef struct Certifier {
    const Clinic *clinic;
    const Chances *chances;
    const Facts *facts;
    const Tariff *tariff;
    const Openings *openings;
    Sum sum;
} Certifier;

/* What one request may choose. */
typedef struct Wish {
    int32_t r, type, first_date, last_date;
    bool modes[2];
    bool timed;       /* has availability */
    int32_t provider; /* required, or -1 */
    int32_t site;     /* required, or -1 */
    double share;     /* of a visit's cost */
    double best;      /* of all looked at so far */
    double dearest;   /* cost looked at so far */
} Wish;

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int32_t smaller(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

/* WINDOW's dates of request @p r, and what it requires. */
static Wish wish_of(const Certifier *c, int32_t r)
{
    const Requests *requests = &c->clinic->requests;
    const VisitTypes *types = &c->clinic->visit_types;
    int32_t type = requests->visit_type[r];
    int32_t from = requests->authorized_from[r], until = requests->authorized_until[r];
    Wish wish = {.r = r,
                 .type = type,
                 .first_date = larger(0, requests->earliest[r]),
                 .last_date = smaller(c->facts->days - 1, requests->latest[r]),
                 .timed = rows_count(&c->facts->availability, r) > 0,
                 .provider = requests->provider_required[r] == 1 ? requests->provider[r] : -1,
                 .site = requests->site_required[r] == 1 ? requests->site[r] : -1,
                 .share = 1.0 / types->group_capacity[type]};

    for (int32_t mode = 0; mode < 2; mode++)
        wish.modes[mode] = facts_mode_allowed(c->facts, type, mode) &&
                           (requests->mode[r] == MISSING || requests->mode[r] == mode);
    if (requests->status[r] != REQUEST_BOOKED)
        wish.first_date = larger(wish.first_date, types->min_notice_days[type]);
    if (types->needs_authorization[type] == 1) {
        if (from == MISSING && until == MISSING)
            wish.last_date = -1;
        if (from != MISSING)
            wish.first_date = larger(wish.first_date, from);
        if (until != MISSING)
            wish.last_date = smaller(wish.last_date, until);
    }
    return wish;
}

/* No number that profit() adds up is larger. */
static double largest_term(const Certifier *c, int32_t r)
{
    const Policy *rules = &c->clinic->rules;
    double value = c->clinic->visit_types.value[c->clinic->requests.visit_type[r]];
    double gain = value * clinic_weight(c->clinic, r);

    return gain * (1.0 + rules->wait_cost_per_day * c->facts->days) +
           value * (rules->preferred_provider_bonus + rules->preferred_site_bonus) +
           rules->move_cost;
}

/* The request's own terms at a provider (-1: nobody's favourite), site (likewise) and date. */
static double profit(const Certifier *c, int32_t r, int32_t provider, int32_t site, int32_t date,
                     bool moved)
{
    const Requests *requests = &c->clinic->requests;
    const Policy *rules = &c->clinic->rules;
    double value = c->clinic->visit_types.value[requests->visit_type[r]];
    double weight = clinic_weight(c->clinic, r);
    int32_t waited = larger(0, date - larger(0, requests->earliest[r]));
    double result = value * weight * chances_at(c->chances, r, date) -
                    rules->wait_cost_per_day * value * weight * waited;

    if (provider >= 0 && provider == requests->provider[r])
        result += rules->preferred_provider_bonus * value;
    if (site >= 0 && site == requests->site[r])
        result += rules->preferred_site_bonus * value;
    return moved ? result - rules->move_cost : result;
}

static void offer(Wish *wish, double own, double cost)
{
    if (cost < INFINITY && own - wish->share * cost > wish->best)
        wish->best = own - wish->share * cost;
    if (cost < INFINITY && cost > wish->dearest)
        wish->dearest = cost;
}

static bool available(const Certifier *c, const Wish *wish, const Opening *at, int32_t start_min)
{
    const Availability *rows = &c->clinic->availability;
    const Rows *own = &c->facts->availability;
    int32_t slot = c->facts->slot_min;
    int32_t end_min = start_min + facts_length(c->facts, at->type, at->factor, at->mode);

    for (int32_t i = own->begin[wish->r]; i < own->begin[wish->r + 1]; i++) {
        int32_t row = own->row[i];

        if ((rows->date[row] == MISSING || rows->date[row] == at->date) &&
            (rows->weekday[row] == MISSING ||
             rows->weekday[row] == calendar_weekday(c->clinic->epoch_day + at->date)) &&
            (rows->start[row] + slot - 1) / slot * slot <= start_min &&
            end_min <= rows->end[row] / slot * slot)
            return true;
    }
    return false;
}

/* Looks at each of @p count openings. */
static void choose_among(const Certifier *c, Wish *wish, const Opening *openings, int32_t count,
                         bool moved)
{
    for (int32_t i = 0; i < count; i++) {
        const Opening *at = &openings[i];
        double own;

        if (!wish->modes[at->mode] || (wish->provider >= 0 && at->provider != wish->provider) ||
            (wish->site >= 0 && at->site != wish->site) || !(at->cheapest < INFINITY))
            continue;
        own = profit(c, wish->r, at->provider, at->site, at->date, moved);
        if (!wish->timed) {
            offer(wish, own, at->cheapest);
            continue;
        }
        if (own - wish->share * at->cheapest <= wish->best)
            continue;
        for (int32_t start = at->first_min; start <= at->last_min; start += c->facts->slot_min)
            if (available(c, wish, at, start))
                offer(wish, own, openings_cost(c->openings, at, start));
    }
}

/* Openings that earn no bonus: the cheapest of each date and mode stands for all. */
static void choose_plain(const Certifier *c, Wish *wish, bool moved)
{
    for (int32_t date = wish->first_date; date <= wish->last_date; date++) {
        double own = profit(c, wish->r, -1, -1, date, moved);

        for (int32_t mode = 0; mode < 2; mode++)
            if (wish->modes[mode])
                offer(wish, own, openings_least(c->openings, wish->type, date, mode));
    }
}

static void choose(const Certifier *c, Wish *wish, bool moved)
{
    int32_t provider = c->clinic->requests.provider[wish->r];
    int32_t site = c->clinic->requests.site[wish->r], count = 0;
    int32_t first = wish->first_date, last = wish->last_date;
    const Opening *openings;

    if (first > last)
        return;
    if (provider >= 0) {
        openings = openings_of(c->openings, wish->type, provider, first, last, &count);
        choose_among(c, wish, openings, count, moved);
    }
    if (wish->provider >= 0)
        return;
    if (site >= 0) {
        openings = openings_at(c->openings, wish->type, site, first, last, &count);
        choose_among(c, wish, openings, count, moved);
    }
    if (wish->site >= 0)
        return;
    if (wish->timed) {
        openings = openings_all(c->openings, wish->type, first, last, &count);
        choose_among(c, wish, openings, count, moved);
    } else {
        choose_plain(c, wish, moved);
    }
}

/* Where a booked or fixed request stands, as an opening of its own. */
static Opening standing(const Certifier *c, int32_t r, int32_t mode)
{
    const Requests *requests = &c->clinic->requests;
    int32_t type = requests->visit_type[r], provider = requests->booked_provider[r];

    return (Opening){.type = type,
                     .mode = mode,
                     .provider = provider,
                     .site = requests->booked_site[r],
                     .date = requests->booked_date[r],
                     .factor = facts_factor(c->facts, facts_skill(c->facts, provider, type))};
}

static bool in_horizon(const Certifier *c, int32_t r)
{
    int32_t date = c->clinic->requests.booked_date[r];

    return date >= 0 && date < c->facts->days;
}

/* A booked request may stay where it stands, whatever its window: SKILL, SESSION and CLOSED hold.
 */
static void choose_standing(const Certifier *c, Wish *wish)
{
    int32_t r = wish->r, start = c->clinic->requests.booked_start[r];
    Opening here = standing(c, r, MODE_IN_PERSON);
    Part lead = facts_part(c->facts, wish->type, c->facts->lead[wish->type], here.factor);
    const Shift *shifts = c->tariff->hours->shifts;
    int32_t session = hours_session(c->tariff->hours, here.provider, here.site, here.date,
                                    start + lead.from_min, start + lead.end_min);
    double own = profit(c, r, here.provider, here.site, here.date, false);
    const char *role = c->clinic->activities.type[lead.activity];

    if (session < 0 || facts_skill(c->facts, here.provider, wish->type) < 0 ||
        strcmp(role, c->clinic->providers.role[here.provider]) != 0 ||
        (wish->provider >= 0 && wish->provider != here.provider) ||
        (wish->site >= 0 && wish->site != here.site) ||
        !hours_open_to(c->tariff->hours, &shifts[session], wish->type))
        return;
    for (here.mode = 0; here.mode < 2; here.mode++)
        if (wish->modes[here.mode] && openings_site_is_open(c->tariff, &here, start) &&
            hours_mode_allowed(c->tariff->hours, &shifts[session], here.mode))
            offer(wish, own, openings_cost(c->openings, &here, start));
}

static void add_fixed(Certifier *c, int32_t r)
{
    const Requests *requests = &c->clinic->requests;
    int32_t mode = requests->booked_mode[r] != MISSING
                       ? requests->booked_mode[r]
                       : facts_mode(c->facts, requests->visit_type[r]);
    Opening here = standing(c, r, mode);

    if (!in_horizon(c, r))
        return;
    sum_add(&c->sum, profit(c, r, here.provider, here.site, here.date, false));
    c->sum.magnitude += largest_term(c, r);
    sum_add(&c->sum, -openings_visit_cost(c->tariff, &here, requests->booked_start[r]) /
                         c->clinic->visit_types.group_capacity[here.type]);
}

static void add_request(Certifier *c, int32_t r)
{
    const Policy *rules = &c->clinic->rules;
    bool booked = c->clinic->requests.status[r] == REQUEST_BOOKED;
    Wish wish = wish_of(c, r);

    wish.best = booked ? -rules->cancel_cost : -rules->unscheduled_cost;
    if (c->facts->lead[wish.type] >= 0) {
        if (booked && in_horizon(c, r))
            choose_standing(c, &wish);
        choose(c, &wish, booked);
    }
    sum_add(&c->sum, wish.best);
    c->sum.magnitude += largest_term(c, r) + wish.dearest;
}

/* The places of one key, each for itself. */
static void add_places(void *context, int32_t type, int32_t site, int32_t date, int64_t places)
{
    Certifier *c = context;
    double lost = c->clinic->visit_types.value[type] * c->clinic->rules.weight_urgent;
    double cost = INFINITY;
    int32_t count = 0;
    const Opening *openings = openings_at(c->openings, type, site, date, date, &count);

    for (int32_t i = 0; i < count; i++)
        if (openings[i].mode == facts_mode(c->facts, type) && openings[i].cheapest < cost)
            cost = openings[i].cheapest;
    sum_add(&c->sum, -(double)places * fmin(lost, cost));
}

static Status certify(Certifier *c, double *bound)
{
    Status status = STATUS_OK;

    TRY(tariff_capacity(c->tariff, &c->sum));
    for (int32_t r = 0; r < c->clinic->requests.rows; r++) {
        if (c->clinic->requests.status[r] == REQUEST_FIXED)
            add_fixed(c, r);
        else
            add_request(c, r);
    }
    TRY(reserve_each(c->facts, add_places, c));
    *bound = sum_above(&c->sum);
done:
    return status;
}

Status certify_bound(const Clinic *clinic, const Chances *chances, const Schedule *schedule,
                     double *bound)
{
    Status status = STATUS_OK;
    Facts *facts = NULL;
    Hours *hours = NULL;
    Tariff *tariff = NULL;
    Openings *openings = NULL;
    Certifier certifier = {.clinic = clinic, .chances = chances};

    TRY(facts_new(clinic, &facts));
    TRY(hours_new(facts, &hours));
    TRY(tariff_new(facts, hours, schedule, &tariff));
    TRY(openings_new(tariff, &openings));
    certifier.facts = facts;
    certifier.tariff = tariff;
    certifier.openings = openings;
    TRY(certify(&certifier, bound));
done:
    openings_free(openings);
    tariff_free(tariff);
    hours_free(hours);
    facts_free(facts);
    return status;
}
