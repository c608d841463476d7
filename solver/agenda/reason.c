#include "solver/agenda/reason.h"

#include "model/clinic/calendar.h"

/* Which rules a placement must keep, beyond those of skill and session. */
typedef struct Rules {
    bool days, starts, authorization, presence, units;
} Rules;

/* The search for one place that the rules allow. */
typedef struct Look {
    const Catalog *catalog;
    int32_t r;
    Rules rules;
    int32_t lacking; /* the first activity without units at the best place so far, or -1 */
    bool worth_it;   /* some place gives more than absence costs */
} Look;

/* Whether the pool of @p part could ever serve a visit at @p at. */
static bool pool_suffices(const Catalog *catalog, int32_t type, const VisitPart *part,
                          const Placement *at)
{
    int32_t pool = catalog_pool(catalog, part->activity, at->site), n = 0;
    int32_t start = at->start_min + part->start_min, until = at->start_min + part->until_min;

    for (int32_t i = pool < 0 ? 0 : catalog->pools[pool].begin;
         pool >= 0 && i < catalog->pools[pool].end && n < part->count; i++) {
        int32_t unit = catalog->pool_units[i];

        if (catalog_unit_open(catalog, part->kind, unit, start, until) &&
            (part->kind != UNIT_PROVIDER ||
             catalog_session_for(catalog, unit, at->site, start, until, type, at->mode) >= 0))
            n++;
    }
    return n >= part->count;
}

static bool units_suffice(Look *look, const VisitShape *shape, int32_t type, const Placement *at)
{
    for (int32_t i = 0; i < shape->n_parts; i++) {
        const VisitPart *part = &shape->parts[i];

        if (i != shape->lead && visit_holds(part, at->mode) &&
            !pool_suffices(look->catalog, type, part, at)) {
            look->lacking = part->activity;
            return false;
        }
    }
    return true;
}

/* True when a start in one session keeps the rules. */
static bool session_serves(Look *look, const Wish *wish, const VisitShape *shape, Placement *at)
{
    const CatalogSession *s = &look->catalog->sessions[at->session];
    const VisitPart *lead = &shape->parts[shape->lead];

    for (at->start_min = s->start_min - lead->start_min;
         at->start_min <= s->end_min - lead->until_min; at->start_min += look->catalog->slot_min) {
        if (!placement_fits(look->catalog, wish, shape, at) ||
            (look->rules.units && !units_suffice(look, shape, wish->type, at)))
            continue;
        if (placement_profit(look->catalog, look->r, at) +
                placement_absence(look->catalog, look->r) >
            0)
            look->worth_it = true;
        return true;
    }
    return false;
}

/* The wish of the request with only the rules asked for. */
static void relax(const Look *look, Wish *wish)
{
    const Catalog *catalog = look->catalog;
    const Requests *requests = &catalog->clinic->requests;
    int32_t type = requests->visit_type[look->r];
    int32_t notice = requests->status[look->r] == REQUEST_BOOKED
                         ? 0
                         : catalog->clinic->visit_types.min_notice_days[type];

    placement_wish(catalog, look->r, wish);
    if (!look->rules.authorization) {
        wish->day_low = 0;
        wish->day_high = catalog->days - 1;
        if (look->rules.days) {
            int32_t low = requests->earliest[look->r], high = requests->latest[look->r];

            wish->day_low = low > notice ? low : notice;
            wish->day_low = wish->day_low > 0 ? wish->day_low : 0;
            wish->day_high = high < wish->day_high ? high : wish->day_high;
        }
    }
    if (!look->rules.starts) {
        wish->early_min = 0;
        wish->late_min = DAY_MIN;
    }
    if (!look->rules.presence)
        wish->request = -1;
}

static bool find_place(Look *look, Rules rules)
{
    const Catalog *catalog = look->catalog;
    int32_t begin, end;
    bool found = false;
    Wish wish;

    look->rules = rules;
    relax(look, &wish);
    catalog_leads(catalog, wish.type, wish.site, &begin, &end);
    for (int32_t i = begin; i < end; i++) {
        const CatalogLead *lead = &catalog->leads[i];
        int32_t last = catalog->session_begin[lead->provider + 1];

        if (wish.provider >= 0 && wish.provider != lead->provider)
            continue;
        for (int32_t s = catalog_session_from(catalog, lead->provider, wish.day_low);
             s < last && catalog->sessions[s].day <= wish.day_high; s++) {
            const CatalogSession *session = &catalog->sessions[s];

            for (int32_t mode = 0; session->site == lead->site && mode < 2; mode++) {
                Placement at = {s, lead->provider, lead->site, session->day, 0, mode};

                if (placement_suits(catalog, &wish, s, mode) &&
                    session_serves(look, &wish, lead->shape, &at))
                    found = true;
                if (found && (look->worth_it || !rules.units))
                    return true;
            }
        }
    }
    return found;
}

static bool has_leader(const Catalog *catalog, int32_t r)
{
    const Requests *requests = &catalog->clinic->requests;
    int32_t type = requests->visit_type[r], allowed = catalog->clinic->visit_types.mode[type];

    if (requests->mode[r] != MISSING && allowed != TYPE_EITHER && allowed != requests->mode[r])
        return false;
    if (requests->provider_required[r] && requests->provider[r] >= 0)
        return catalog_can_lead(catalog, type, requests->provider[r]);
    for (int32_t i = catalog->skill_begin[type]; i < catalog->skill_begin[type + 1]; i++)
        if (catalog->skills[i].able)
            return true;
    return false;
}

static void name_type(const Catalog *catalog, int32_t r, Text *binding)
{
    const Requests *requests = &catalog->clinic->requests;

    text_add(binding, "visit type %s",
             catalog->clinic->visit_types.visit_type[requests->visit_type[r]]);
    if (requests->provider_required[r] && requests->provider[r] >= 0)
        text_add(binding, ", provider %s",
                 catalog->clinic->providers.provider[requests->provider[r]]);
    if (requests->site_required[r] && requests->site[r] >= 0)
        text_add(binding, ", site %s", catalog->clinic->sites.site[requests->site[r]]);
    if (requests->mode[r] != MISSING)
        text_add(binding, ", %s", words_text_visit_mode[requests->mode[r]]);
}

static void name_days(const Catalog *catalog, int32_t low, int32_t high, Text *binding)
{
    char from[CALENDAR_DATE_BYTES] = "", until[CALENDAR_DATE_BYTES] = "";

    if (low != MISSING)
        calendar_format(catalog->clinic->epoch_day + low, from);
    if (high != MISSING)
        calendar_format(catalog->clinic->epoch_day + high, until);
    text_add(binding, "%s to %s", from, until);
}

static int32_t name_lacking(const Catalog *catalog, int32_t activity, Text *binding)
{
    int32_t kind = catalog->clinic->activities.kind[activity];

    text_add(binding, "%s %s", words_text_unit_kind[kind],
             catalog->clinic->activities.type[activity]);
    if (kind == UNIT_ROOM)
        return REASON_NO_ROOM;
    return kind == UNIT_EQUIPMENT ? REASON_NO_EQUIPMENT : REASON_NO_SESSION;
}

/* The first link that is in the way: to a request that is not booked, or stands too near or far. */
static bool find_link(const Answer *answer, int32_t r, Text *binding)
{
    const Catalog *catalog = answer->catalog;
    const Links *links = &catalog->clinic->links;

    for (int32_t i = catalog->links.begin[r]; i < catalog->links.begin[r + 1]; i++) {
        int32_t l = catalog->links.items[i];
        int32_t other = links->first[l] == r ? links->second[l] : links->first[l];

        if (links->kind[l] == LINK_SAME_PROVIDER && answer->at[other].provider < 0)
            continue;
        text_add(binding, "%s %s", words_text_link_kind[links->kind[l]],
                 catalog->clinic->requests.request[other]);
        return true;
    }
    return false;
}

int32_t reason_find(const Answer *answer, int32_t r, Text *binding)
{
    const Catalog *catalog = answer->catalog;
    const Requests *requests = &catalog->clinic->requests;
    Look look = {.catalog = catalog, .r = r, .lacking = -1};

    if (find_place(&look, (Rules){true, true, true, true, true})) {
        if (!look.worth_it) {
            text_add(binding, "costs more than it gives");
            return REASON_POLICY;
        }
        if (find_link(answer, r, binding))
            return REASON_LINK;
        name_type(catalog, r, binding);
        return REASON_CAPACITY;
    }
    if (!has_leader(catalog, r)) {
        name_type(catalog, r, binding);
        return REASON_NO_SKILL;
    }
    if (!find_place(&look, (Rules){.days = false})) {
        name_type(catalog, r, binding);
        return REASON_NO_SESSION;
    }
    if (!find_place(&look, (Rules){.days = true, .starts = true})) {
        name_days(catalog, requests->earliest[r], requests->latest[r], binding);
        return REASON_WINDOW;
    }
    if (!find_place(&look, (Rules){.days = true, .starts = true, .authorization = true})) {
        name_days(catalog, requests->authorized_from[r], requests->authorized_until[r], binding);
        return REASON_AUTHORIZATION;
    }
    if (!find_place(&look, (Rules){true, true, true, true, false})) {
        text_add(binding, "availability of %s", requests->request[r]);
        return REASON_AVAILABILITY;
    }
    return name_lacking(catalog, look.lacking, binding);
}
