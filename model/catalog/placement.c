#include "model/catalog/placement.h"

#include "model/clinic/calendar.h"

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int32_t smaller(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

/* The modes that the type allows and the request, if any, asks for. */
static void set_modes(const Catalog *catalog, int32_t type, int32_t asked, bool modes[2])
{
    int32_t allowed = catalog->clinic->visit_types.mode[type];

    for (int32_t mode = 0; mode < 2; mode++)
        modes[mode] =
            (allowed == TYPE_EITHER || allowed == mode) && (asked == MISSING || asked == mode);
}

static void set_starts(const Catalog *catalog, int32_t type, Wish *wish)
{
    int32_t early = catalog->clinic->visit_types.earliest_start[type];
    int32_t late = catalog->clinic->visit_types.latest_start[type];

    wish->early_min = early == MISSING ? 0 : early;
    wish->late_min = late == MISSING ? DAY_MIN : late;
}

static void authorize(const Requests *requests, int32_t r, Wish *wish)
{
    int32_t from = requests->authorized_from[r], until = requests->authorized_until[r];

    if (from == MISSING && until == MISSING)
        wish->day_high = -1;
    if (from != MISSING)
        wish->day_low = larger(wish->day_low, from);
    if (until != MISSING)
        wish->day_high = smaller(wish->day_high, until);
}

void placement_wish(const Catalog *catalog, int32_t r, Wish *wish)
{
    const Requests *requests = &catalog->clinic->requests;
    const VisitTypes *types = &catalog->clinic->visit_types;
    int32_t type = requests->visit_type[r];

    *wish = (Wish){.request = r,
                   .type = type,
                   .day_low = larger(0, requests->earliest[r]),
                   .day_high = smaller(catalog->days - 1, requests->latest[r]),
                   .provider = requests->provider_required[r] ? requests->provider[r] : NO_ROW,
                   .site = requests->site_required[r] ? requests->site[r] : NO_ROW};
    set_starts(catalog, type, wish);
    set_modes(catalog, type, requests->mode[r], wish->modes);
    if (requests->status[r] != REQUEST_BOOKED)
        wish->day_low = larger(wish->day_low, types->min_notice_days[type]);
    if (types->needs_authorization[type])
        authorize(requests, r, wish);
    if (requests->status[r] == REQUEST_FIXED)
        wish->day_high = -1;
}

void placement_wish_place(const Catalog *catalog, int32_t key, Wish *wish)
{
    const CatalogReserve *reserve = &catalog->reserves[key];
    bool tele = catalog->clinic->visit_types.mode[reserve->type] == TYPE_TELEHEALTH;

    *wish = (Wish){.request = -1,
                   .type = reserve->type,
                   .day_low = reserve->day,
                   .day_high = reserve->day,
                   .provider = NO_ROW,
                   .site = reserve->site,
                   .modes = {!tele, tele}};
    set_starts(catalog, reserve->type, wish);
}

bool placement_suits(const Catalog *catalog, const Wish *wish, int32_t session, int32_t mode)
{
    const CatalogSession *s = &catalog->sessions[session];

    return wish->modes[mode] && s->day >= wish->day_low && s->day <= wish->day_high &&
           (wish->site < 0 || s->site == wish->site) &&
           (wish->provider < 0 || s->provider == wish->provider) &&
           catalog_session_mode(catalog, session, mode) &&
           catalog_admits(catalog, session, wish->type);
}

/* True when the patient can come over [start, end), minutes of @p day. */
static bool is_present(const Catalog *catalog, int32_t r, int32_t day, int32_t start, int32_t end)
{
    int32_t from = catalog->presence_rows.begin[r], to = catalog->presence_rows.begin[r + 1];
    int32_t weekday = (catalog->first_weekday - 1 + day) % 7 + 1;

    for (int32_t i = from; i < to; i++) {
        const CatalogPresence *p = &catalog->presences[catalog->presence_rows.items[i]];

        if ((p->weekday == MISSING || p->weekday == weekday) &&
            (p->day == MISSING || p->day == day) && p->start_min <= start && p->end_min >= end)
            return true;
    }
    return from == to;
}

bool placement_is_open(const Catalog *catalog, const VisitShape *shape, const Placement *placement)
{
    const VisitPart *lead = &shape->parts[shape->lead];
    int32_t start = placement->start_min, midnight = (placement->day + 1) * DAY_MIN;

    for (int32_t i = 0; i < shape->n_parts; i++) {
        const VisitPart *part = &shape->parts[i];

        if (!visit_holds(part, placement->mode))
            continue;
        if (start + part->until_min > midnight ||
            !catalog_site_open(catalog, placement->site, start + part->start_min,
                               start + part->until_min))
            return false;
    }
    return catalog_unit_open(catalog, UNIT_PROVIDER, placement->provider, start + lead->start_min,
                             start + lead->until_min);
}

bool placement_fits(const Catalog *catalog, const Wish *wish, const VisitShape *shape,
                    const Placement *placement)
{
    const CatalogSession *s = &catalog->sessions[placement->session];
    const VisitPart *lead = &shape->parts[shape->lead];
    int32_t start = placement->start_min, minute = start - placement->day * DAY_MIN;

    if (minute < 0 || minute < wish->early_min || minute > wish->late_min)
        return false;
    if (start + lead->start_min < s->start_min || start + lead->until_min > s->end_min)
        return false;
    if (wish->request >= 0 && !is_present(catalog, wish->request, placement->day, minute,
                                          minute + visit_end_min(shape, placement->mode)))
        return false;
    return placement_is_open(catalog, shape, placement);
}

static bool stands_there(const Requests *requests, int32_t r, const Placement *placement)
{
    return requests->booked_date[r] == placement->day &&
           requests->booked_start[r] == placement->start_min - placement->day * DAY_MIN &&
           requests->booked_provider[r] == placement->provider &&
           requests->booked_site[r] == placement->site;
}

bool placement_is_move(const Catalog *catalog, int32_t r, const Placement *placement)
{
    const Requests *requests = &catalog->clinic->requests;

    return requests->status[r] == REQUEST_BOOKED && !stands_there(requests, r, placement);
}

/* All starts of one session in one mode; a booked request's standing place was offered before. */
static bool visit_starts(const Catalog *catalog, const Wish *wish, const VisitShape *shape,
                         Placement *placement, PlacementVisitor visit, void *context)
{
    const CatalogSession *s = &catalog->sessions[placement->session];
    const Requests *requests = &catalog->clinic->requests;
    const VisitPart *lead = &shape->parts[shape->lead];
    bool booked = wish->request >= 0 && requests->status[wish->request] == REQUEST_BOOKED;
    int32_t last = s->end_min - lead->until_min;

    for (placement->start_min = s->start_min - lead->start_min; placement->start_min <= last;
         placement->start_min += catalog->slot_min) {
        if (!placement_fits(catalog, wish, shape, placement))
            continue;
        if (booked && stands_there(requests, wish->request, placement))
            continue;
        if (!visit(placement, context))
            return false;
    }
    return true;
}

static bool visit_wish(const Catalog *catalog, const Wish *wish, PlacementVisitor visit,
                       void *context)
{
    int32_t begin, end;

    if (wish->day_low > wish->day_high)
        return true;
    catalog_leads(catalog, wish->type, wish->site, &begin, &end);
    for (int32_t i = begin; i < end; i++) {
        const CatalogLead *lead = &catalog->leads[i];
        int32_t last = catalog->session_begin[lead->provider + 1];

        if (wish->provider >= 0 && wish->provider != lead->provider)
            continue;
        for (int32_t s = catalog_session_from(catalog, lead->provider, wish->day_low);
             s < last && catalog->sessions[s].day <= wish->day_high; s++) {
            const CatalogSession *session = &catalog->sessions[s];

            for (int32_t mode = 0; session->site == lead->site && mode < 2; mode++) {
                Placement at = {s, lead->provider, lead->site, session->day, 0, mode};

                if (placement_suits(catalog, wish, s, mode) &&
                    !visit_starts(catalog, wish, lead->shape, &at, visit, context))
                    return false;
            }
        }
    }
    return true;
}

bool placement_each(const Catalog *catalog, int32_t r, PlacementVisitor visit, void *context)
{
    int32_t status = catalog->clinic->requests.status[r];
    Placement at;
    Wish wish;

    if (status == REQUEST_FIXED)
        return placement_standing(catalog, r, &at) ? visit(&at, context) : true;
    if (status == REQUEST_BOOKED && placement_standing(catalog, r, &at)) {
        for (at.mode = 0; at.mode < 2; at.mode++)
            if (placement_can_stay(catalog, r, &at, at.mode) && !visit(&at, context))
                return false;
    }
    placement_wish(catalog, r, &wish);
    return visit_wish(catalog, &wish, visit, context);
}

bool placement_each_place(const Catalog *catalog, int32_t key, PlacementVisitor visit,
                          void *context)
{
    Wish wish;

    placement_wish_place(catalog, key, &wish);
    return visit_wish(catalog, &wish, visit, context);
}

bool placement_standing(const Catalog *catalog, int32_t r, Placement *out)
{
    const Requests *requests = &catalog->clinic->requests;
    int32_t type = requests->visit_type[r], day = requests->booked_date[r];
    int32_t allowed = catalog->clinic->visit_types.mode[type];
    const VisitShape *shape;
    const VisitPart *lead;
    int32_t start;

    if (requests->status[r] != REQUEST_BOOKED && requests->status[r] != REQUEST_FIXED)
        return false;
    if (day < 0 || day >= catalog->days || requests->booked_start[r] == MISSING ||
        requests->booked_provider[r] < 0 || requests->booked_site[r] < 0)
        return false;
    shape = catalog_shape(catalog, type, requests->booked_provider[r]);
    lead = &shape->parts[shape->lead];
    start = day * DAY_MIN + requests->booked_start[r];
    *out = (Placement){.provider = requests->booked_provider[r],
                       .site = requests->booked_site[r],
                       .day = day,
                       .start_min = start,
                       .mode = allowed == TYPE_TELEHEALTH ? MODE_TELEHEALTH : MODE_IN_PERSON};
    out->session = catalog_session_at(catalog, out->provider, out->site, start + lead->start_min,
                                      start + lead->until_min);
    if (requests->booked_mode[r] != MISSING)
        out->mode = requests->booked_mode[r];
    if (requests->status[r] == REQUEST_BOOKED && !placement_can_stay(catalog, r, out, out->mode) &&
        placement_can_stay(catalog, r, out, 1 - out->mode))
        out->mode = 1 - out->mode;
    return true;
}

bool placement_can_stay(const Catalog *catalog, int32_t r, const Placement *standing, int32_t mode)
{
    Placement at = *standing;
    Wish wish;

    at.mode = mode;
    placement_wish(catalog, r, &wish);
    wish.day_low = wish.day_high = at.day;
    return at.session >= 0 && placement_suits(catalog, &wish, at.session, mode) &&
           catalog_can_lead(catalog, wish.type, at.provider) &&
           placement_is_open(catalog, catalog_shape(catalog, wish.type, at.provider), &at);
}

double placement_profit(const Catalog *catalog, int32_t r, const Placement *placement)
{
    const Clinic *clinic = catalog->clinic;
    const Requests *requests = &clinic->requests;
    double value = clinic->visit_types.value[requests->visit_type[r]];
    int32_t waited = placement->day - larger(requests->earliest[r], 0);
    double profit = catalog->gain[r] * chances_at(catalog->chances, r, placement->day);

    if (waited > 0)
        profit -= clinic->rules.wait_cost_per_day * catalog->gain[r] * waited;
    if (requests->provider[r] >= 0 && requests->provider[r] == placement->provider)
        profit += clinic->rules.preferred_provider_bonus * value;
    if (requests->site[r] >= 0 && requests->site[r] == placement->site)
        profit += clinic->rules.preferred_site_bonus * value;
    if (placement_is_move(catalog, r, placement))
        profit -= clinic->rules.move_cost;
    return profit;
}

double placement_absence(const Catalog *catalog, int32_t r)
{
    switch (catalog->clinic->requests.status[r]) {
    case REQUEST_NEW:
    case REQUEST_WAITLIST:
        return catalog->clinic->rules.unscheduled_cost;
    case REQUEST_BOOKED:
        return catalog->clinic->rules.cancel_cost;
    default:
        return 0;
    }
}

double placement_place_worth(const Catalog *catalog, int32_t key)
{
    const Clinic *clinic = catalog->clinic;

    return clinic->visit_types.value[catalog->reserves[key].type] * clinic->rules.weight_urgent;
}

int32_t placement_end_min(const Catalog *catalog, int32_t type, const Placement *placement)
{
    const VisitShape *shape = catalog_shape(catalog, type, placement->provider);

    return placement->start_min + visit_end_min(shape, placement->mode);
}
