/* Types nobody offers, and requests and urgent demand nobody can serve. */
#include <string.h>

#include "datasets/inspect/inspect_check.h"
#include "datasets/inspect/inspect_offer.h"
#include "model/clinic/calendar.h"

/* A request's days and modes as its own columns allow them. */
typedef struct Wish {
    int32_t r, type;
    int32_t first, last; /* days, both included */
    int32_t provider;    /* required, or -1 */
    int32_t site;        /* required, or -1 */
} Wish;

typedef enum Chance { CHANCE_NO_SESSION, CHANCE_NO_TIME, CHANCE_SOME } Chance;

static void check_offered(InspectNote *note, const InspectFacts *facts, const Offers *offers,
                          int32_t type)
{
    static const char *const expected[] = {
        "a provider with this skill and the role of the lead",
        "a session of a provider who can lead it",
        "a time at which lead, further persons, rooms and devices are at one site together"};
    const Grouping *group = &facts->activities_of;

    if (group->begin[type] == group->begin[type + 1])
        note_warning(note, WARN_TYPE_UNOFFERED, TABLE_visit_types, type, "visit_type",
                     "expected activities: no visit of it can be booked");
    else if (facts->type_shape[type] && offers->stage[type] != OFFER_MADE)
        note_warning(note, WARN_TYPE_UNOFFERED, TABLE_visit_types, type, "visit_type",
                     "expected %s: no visit of it can be booked", expected[offers->stage[type]]);
}

/* True when a start of @p starts lets a visit of @p end_min minutes lie in the availability of
 * request @p r on @p day. */
static bool available(const InspectFacts *facts, int32_t r, int32_t day, const StartSet *starts,
                      int32_t end_min)
{
    const Availability *availability = &facts->clinic->availability;
    const Grouping *group = &facts->availability_of;
    const int32_t weekday = calendar_weekday(facts->clinic->epoch_day + day);

    if (group->begin[r] == group->begin[r + 1])
        return starts_within(starts, 0, DAY_MIN, facts->slot_min);
    for (int32_t i = group->begin[r]; i < group->begin[r + 1]; i++) {
        int32_t row = group->rows[i];
        Span span = {availability->start[row], availability->end[row]};

        if (!span_is_sound(span.start, span.end) ||
            (availability->date[row] != MISSING && availability->date[row] != day) ||
            (availability->weekday[row] != MISSING && availability->weekday[row] != weekday))
            continue;
        span = span_inward(span, facts->slot_min);
        if (starts_within(starts, span.start, span.end - end_min, facts->slot_min))
            return true;
    }
    return false;
}

static bool mode_fits(const InspectFacts *facts, const Wish *wish, int32_t mode)
{
    int32_t asked = facts->clinic->requests.mode[wish->r];

    return inspect_mode_allowed(facts->clinic, wish->type, mode) &&
           (asked == MISSING || asked == mode);
}

/* What the sessions of everybody give. */
static Chance chance_with_any(const InspectFacts *facts, const Offers *offers, const Wish *wish)
{
    Chance best = CHANCE_NO_SESSION;

    for (int32_t i = offers_from(offers, wish->type, wish->site, wish->first); i < offers->count;
         i++) {
        const Offer *offer = &offers->entries[i];

        if (offer->type != wish->type || offer->site != wish->site || offer->day > wish->last)
            break;
        for (int32_t mode = 0; mode < 2; mode++) {
            if (offer->end_min[mode] == 0 || !mode_fits(facts, wish, mode))
                continue;
            best = CHANCE_NO_TIME;
            if (available(facts, wish->r, offer->day, &offer->starts[mode], offer->end_min[mode]))
                return CHANCE_SOME;
        }
    }
    return best;
}

/* What one session of the required provider gives in @p mode. */
static Chance chance_in_session(const InspectFacts *facts, const Offers *offers, const Wish *wish,
                                int32_t session, const VisitShape *shape, int32_t mode)
{
    const Sessions *sessions = &facts->clinic->sessions;
    const int32_t site = sessions->site[session], day = sessions->date[session];
    int32_t at = offers_from(offers, wish->type, site, day);
    StartSet starts;

    if (!mode_fits(facts, wish, mode) || !inspect_open(facts, session, wish->type, mode) ||
        at == offers->count || offers->entries[at].type != wish->type ||
        offers->entries[at].site != site || offers->entries[at].day != day)
        return CHANCE_NO_SESSION;
    starts = offers_of_lead(facts, session, wish->type, shape, mode);
    starts = starts_both(&starts, &offers->entries[at].starts[mode]);
    if (!starts_within(&starts, 0, DAY_MIN, facts->slot_min))
        return CHANCE_NO_SESSION;
    return available(facts, wish->r, day, &starts, visit_end_min(shape, mode)) ? CHANCE_SOME
                                                                               : CHANCE_NO_TIME;
}

static Chance chance_with_provider(const InspectFacts *facts, const Offers *offers,
                                   const Wish *wish)
{
    const Sessions *sessions = &facts->clinic->sessions;
    const Grouping *group = &facts->sessions_of;
    const VisitShape *shape = inspect_shape(facts, wish->provider, wish->type);
    Chance best = CHANCE_NO_SESSION;

    for (int32_t i = inspect_first_session(facts, wish->provider, wish->first);
         i < group->begin[wish->provider + 1] && sessions->date[group->rows[i]] <= wish->last;
         i++) {
        int32_t session = group->rows[i];

        if (wish->site >= 0 && sessions->site[session] != wish->site)
            continue;
        for (int32_t mode = 0; mode < 2; mode++) {
            Chance chance = chance_in_session(facts, offers, wish, session, shape, mode);

            if (chance > best)
                best = chance;
        }
    }
    return best;
}

static int32_t later(int32_t one, int32_t other)
{
    return one > other ? one : other;
}

static int32_t earlier(int32_t one, int32_t other)
{
    return one < other ? one : other;
}

/* Narrows the wish to days that horizon, notice and authorization leave; false and said if none. */
static bool has_days(InspectNote *note, const InspectFacts *facts, Wish *wish)
{
    const Requests *requests = &facts->clinic->requests;
    const VisitTypes *types = &facts->clinic->visit_types;
    const int32_t r = wish->r, notice = types->min_notice_days[wish->type];
    const int32_t from = requests->authorized_from[r], until = requests->authorized_until[r];

    wish->first = later(requests->earliest[r], 0);
    wish->last = earlier(requests->latest[r], facts->days - 1);
    if (wish->first > wish->last) {
        bool past = requests->latest[r] < 0;

        note_warning(note, WARN_REQUEST_OUTSIDE, TABLE_requests, r, past ? "latest" : "earliest",
                     "expected on or %s %s, the horizon's %s day: the request is ignored",
                     past ? "after" : "before",
                     stamp_date(facts->clinic, past ? 0 : facts->days - 1).text,
                     past ? "first" : "last");
        return false;
    }
    if (requests->status[r] != REQUEST_BOOKED && notice > wish->first)
        wish->first = notice;
    if (wish->first > wish->last) {
        note_warning(note, WARN_REQUEST_NOTICE, TABLE_requests, r, "latest",
                     "expected %s or a later day of the horizon, since visit type %.64s asks %d "
                     "days' notice: nobody can serve it",
                     stamp_date(facts->clinic, notice).text, types->visit_type[wish->type],
                     (int)notice);
        return false;
    }
    if (types->needs_authorization[wish->type] != 1)
        return true;
    if (from != MISSING)
        wish->first = later(wish->first, from);
    if (until != MISSING)
        wish->last = earlier(wish->last, until);
    if ((from != MISSING || until != MISSING) && wish->first <= wish->last)
        return true;
    note_warning(note, WARN_REQUEST_AUTHORIZATION, TABLE_requests, r,
                 from != MISSING && until == MISSING ? "authorized_from" : "authorized_until",
                 "expected an authorization on a day of the request, which visit type %.64s needs: "
                 "nobody can serve it",
                 types->visit_type[wish->type]);
    return false;
}

/* The required provider can lead it; false and said if not. */
static bool has_provider(InspectNote *note, const InspectFacts *facts, const Wish *wish)
{
    if (wish->provider < 0 || (inspect_skill(facts, wish->provider, wish->type) >= 0 &&
                               inspect_leads(facts, wish->provider, wish->type) &&
                               inspect_shape(facts, wish->provider, wish->type)))
        return true;
    note_warning(note, WARN_REQUEST_PROVIDER, TABLE_requests, wish->r, "provider",
                 "expected one who can lead visit type %.64s, since the provider is required: "
                 "nobody can serve it",
                 facts->clinic->visit_types.visit_type[wish->type]);
    return false;
}

static void check_wish(InspectNote *note, const InspectFacts *facts, const Offers *offers,
                       Wish *wish)
{
    Chance chance;

    if (!has_days(note, facts, wish))
        return;
    if (!mode_fits(facts, wish, MODE_IN_PERSON) && !mode_fits(facts, wish, MODE_TELEHEALTH)) {
        note_warning(note, WARN_REQUEST_MODE, TABLE_requests, wish->r, "mode",
                     "expected one that visit type %.64s allows: nobody can serve it",
                     facts->clinic->visit_types.visit_type[wish->type]);
        return;
    }
    if (!has_provider(note, facts, wish) || offers->stage[wish->type] != OFFER_MADE)
        return;
    chance = wish->provider >= 0 ? chance_with_provider(facts, offers, wish)
                                 : chance_with_any(facts, offers, wish);
    if (chance == CHANCE_NO_SESSION)
        note_warning(note, WARN_REQUEST_SESSION, TABLE_requests, wish->r, "visit_type",
                     "expected a session that can take it%s%s%s from %s to %s: nobody can serve it",
                     wish->provider >= 0 ? " of its provider" : "",
                     wish->site >= 0 ? " at its site" : "",
                     facts->clinic->requests.mode[wish->r] != MISSING ? " in its mode" : "",
                     stamp_date(facts->clinic, wish->first).text,
                     stamp_date(facts->clinic, wish->last).text);
    else if (chance == CHANCE_NO_TIME)
        note_warning(note, WARN_REQUEST_AVAILABILITY, TABLE_requests, wish->r, "request",
                     "expected availability that meets a session from %s to %s for the whole "
                     "visit: nobody can serve it",
                     stamp_date(facts->clinic, wish->first).text,
                     stamp_date(facts->clinic, wish->last).text);
}

/* True for a booked request that stands in the horizon: it may stay whatever its window. */
static bool may_stay(const InspectFacts *facts, int32_t r)
{
    const Requests *requests = &facts->clinic->requests;

    return requests->status[r] == REQUEST_FIXED ||
           (requests->status[r] == REQUEST_BOOKED && requests->booked_date[r] >= 0 &&
            requests->booked_date[r] < facts->days);
}

static void check_demand(InspectNote *note, const InspectFacts *facts, const Offers *offers)
{
    const UrgentDemand *demand = &facts->clinic->urgent_demand;

    for (int32_t row = 0; row < demand->rows; row++) {
        int32_t type = demand->visit_type[row], site = demand->site[row], day = demand->date[row];
        const Offer *offer;
        int32_t at, mode;

        if (day != MISSING && (day < 0 || day >= facts->days)) {
            note_warning(note, WARN_DEMAND_OUTSIDE, TABLE_urgent_demand, row, "date",
                         "expected a day of the horizon, %s to %s: the row is ignored",
                         stamp_date(facts->clinic, 0).text,
                         stamp_date(facts->clinic, facts->days - 1).text);
            continue;
        }
        if (type < 0 || site < 0 || day == MISSING || offers->stage[type] != OFFER_MADE ||
            !(facts->clinic->rules.reserve_service_level > 0))
            continue;
        at = offers_from(offers, type, site, day);
        offer = at < offers->count ? &offers->entries[at] : NULL;
        mode = facts->clinic->visit_types.mode[type] == TYPE_TELEHEALTH;
        if (!offer || offer->type != type || offer->site != site || offer->day != day ||
            offer->end_min[mode] == 0)
            note_warning(note, WARN_DEMAND_UNSERVED, TABLE_urgent_demand, row, "date",
                         "expected a day on which site %.64s offers visit type %.64s: no place can "
                         "be held",
                         facts->clinic->sites.site[site],
                         facts->clinic->visit_types.visit_type[type]);
    }
}

Status check_service(InspectNote *note, const InspectFacts *facts)
{
    const Requests *requests = &facts->clinic->requests;
    Offers *offers = NULL;
    Status status = STATUS_OK;

    TRY(offers_new(facts, &offers));
    for (int32_t t = 0; t < facts->clinic->visit_types.rows; t++)
        check_offered(note, facts, offers, t);
    for (int32_t r = 0; r < requests->rows; r++) {
        Wish wish = {.r = r, .type = requests->visit_type[r]};

        if (wish.type < 0 || !facts->type_shape[wish.type] || requests->status[r] == MISSING ||
            requests->earliest[r] == MISSING || requests->latest[r] == MISSING ||
            requests->latest[r] < requests->earliest[r] || may_stay(facts, r))
            continue;
        wish.provider = requests->provider_required[r] == 1 ? requests->provider[r] : -1;
        wish.site = requests->site_required[r] == 1 ? requests->site[r] : -1;
        check_wish(note, facts, offers, &wish);
    }
    check_demand(note, facts, offers);
done:
    offers_free(offers);
    return status;
}
