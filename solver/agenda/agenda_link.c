/* Links: the distances between requests that stand somewhere. */
#include "model/clinic/calendar.h"
#include "solver/agenda/agenda.h"

/* Where a request stands, as links see it. */
typedef struct Position {
    int32_t day, start_min, end_min, site, provider;
} Position;

static Position position_at(const Catalog *catalog, int32_t r, const Placement *at)
{
    int32_t type = catalog->clinic->requests.visit_type[r];

    return (Position){at->day, at->start_min, placement_end_min(catalog, type, at), at->site,
                      at->provider};
}

/* The position of @p r if it stands in the agenda or is fixed outside the horizon. */
static bool find_position(const Agenda *agenda, int32_t r, Position *out)
{
    const Catalog *catalog = agenda->catalog;
    const Requests *requests = &catalog->clinic->requests;
    const Placement *at = agenda_at(agenda, r);
    Placement outside;

    if (at) {
        *out = position_at(catalog, r, at);
        return true;
    }
    if (!catalog_outside(catalog, r) || requests->booked_provider[r] < 0 ||
        requests->booked_date[r] == MISSING || requests->booked_start[r] == MISSING)
        return false;
    outside = (Placement){
        .session = -1,
        .provider = requests->booked_provider[r],
        .site = requests->booked_site[r],
        .day = requests->booked_date[r],
        .start_min = requests->booked_date[r] * DAY_MIN + requests->booked_start[r],
        .mode = catalog->clinic->visit_types.mode[requests->visit_type[r]] == TYPE_TELEHEALTH};
    if (requests->booked_mode[r] != MISSING)
        outside.mode = requests->booked_mode[r];
    *out = position_at(catalog, r, &outside);
    return true;
}

static bool link_kept(const Links *links, int32_t l, const Position *first, const Position *second)
{
    int32_t min = links->min[l], max = links->max[l] == MISSING ? INT32_MAX : links->max[l];
    int32_t days = second->day - first->day, gap = second->start_min - first->end_min;

    switch (links->kind[l]) {
    case LINK_AFTER:
        return days >= min && days <= max && (days > 0 || gap >= 0);
    case LINK_SAME_DAY:
        return days == 0 && first->site == second->site && gap >= min && gap <= max;
    case LINK_TOGETHER:
        return first->start_min == second->start_min && first->site == second->site;
    default:
        return first->provider == second->provider;
    }
}

/* Whether all links of @p r, were it at @p mine, are kept. */
static bool kept_at(const Agenda *agenda, int32_t r, const Position *mine)
{
    const Catalog *catalog = agenda->catalog;
    const Links *links = &catalog->clinic->links;

    for (int32_t i = catalog->links.begin[r]; i < catalog->links.begin[r + 1]; i++) {
        int32_t l = catalog->links.items[i];
        bool is_first = links->first[l] == r;
        int32_t q = is_first ? links->second[l] : links->first[l];
        Position other = *mine;

        if (q != r && !find_position(agenda, q, &other))
            continue;
        if (!link_kept(links, l, is_first ? mine : &other, is_first ? &other : mine))
            return false;
    }
    return true;
}

bool agenda_links_kept(const Agenda *agenda, int32_t r, const Placement *at)
{
    const Catalog *catalog = agenda->catalog;
    Position mine;

    if (catalog->links.begin[r] == catalog->links.begin[r + 1])
        return true;
    mine = position_at(catalog, r, at);
    return kept_at(agenda, r, &mine);
}

bool agenda_outside_kept(const Agenda *agenda, int32_t r)
{
    Position mine;

    return !find_position(agenda, r, &mine) || kept_at(agenda, r, &mine);
}

static void require(int32_t *wanted, int32_t value, Wish *wish)
{
    if (*wanted >= 0 && *wanted != value)
        wish->day_high = -1;
    *wanted = value;
}

static void narrow_days(Wish *wish, int64_t low, int64_t high)
{
    if (low > wish->day_low)
        wish->day_low = low > INT32_MAX ? INT32_MAX : (int32_t)low;
    if (high < wish->day_high)
        wish->day_high = high < -1 ? -1 : (int32_t)high;
}

static void narrow_starts(Wish *wish, int64_t low, int64_t high)
{
    if (low > wish->early_min)
        wish->early_min = low > DAY_MIN ? DAY_MIN + 1 : (int32_t)low;
    if (high < wish->late_min)
        wish->late_min = high < -1 ? -1 : (int32_t)high;
}

/* What link @p l to a request standing at @p other leaves of the wish. */
static void narrow_by(const Links *links, int32_t l, bool is_first, const Position *other,
                      Wish *wish)
{
    int64_t min = links->min[l], max = links->max[l] == MISSING ? INT32_MAX : links->max[l];
    int64_t midnight = (int64_t)other->day * DAY_MIN;

    switch (links->kind[l]) {
    case LINK_AFTER:
        if (is_first)
            narrow_days(wish, other->day - max, other->day - min);
        else
            narrow_days(wish, other->day + min, other->day + max);
        break;
    case LINK_SAME_DAY:
        narrow_days(wish, other->day, other->day);
        require(&wish->site, other->site, wish);
        if (is_first)
            narrow_starts(wish, 0, other->start_min - min - midnight);
        else
            narrow_starts(wish, other->end_min + min - midnight, other->end_min + max - midnight);
        break;
    case LINK_TOGETHER:
        narrow_days(wish, other->day, other->day);
        require(&wish->site, other->site, wish);
        narrow_starts(wish, other->start_min - midnight, other->start_min - midnight);
        break;
    default:
        require(&wish->provider, other->provider, wish);
        break;
    }
}

/* What link @p l to request @p q, which does not stand yet but must stand too, leaves of the days:
 * those from which some day of its own is in reach. */
static void narrow_by_wish(const Catalog *catalog, int32_t l, bool is_first, int32_t q, Wish *wish)
{
    const Links *links = &catalog->clinic->links;
    int64_t min = links->min[l], max = links->max[l] == MISSING ? INT32_MAX : links->max[l];
    Placement standing;
    Wish other;

    placement_wish(catalog, q, &other);
    if (placement_standing(catalog, q, &standing)) {
        other.day_low = standing.day < other.day_low ? standing.day : other.day_low;
        other.day_high = standing.day > other.day_high ? standing.day : other.day_high;
    }
    if (links->kind[l] != LINK_AFTER)
        narrow_days(wish, other.day_low, other.day_high);
    else if (is_first)
        narrow_days(wish, other.day_low - max, other.day_high - min);
    else
        narrow_days(wish, other.day_low + min, other.day_high + max);
}

void agenda_narrow(const Agenda *agenda, int32_t r, Wish *wish)
{
    const Catalog *catalog = agenda->catalog;
    const Links *links = &catalog->clinic->links;
    const int32_t *status = catalog->clinic->requests.status;

    for (int32_t i = catalog->links.begin[r]; i < catalog->links.begin[r + 1]; i++) {
        int32_t l = catalog->links.items[i];
        bool is_first = links->first[l] == r;
        int32_t q = is_first ? links->second[l] : links->first[l];
        Position other;

        if (q == r)
            continue;
        if (find_position(agenda, q, &other))
            narrow_by(links, l, is_first, &other, wish);
        else if (links->kind[l] != LINK_SAME_PROVIDER && status[q] != REQUEST_FIXED &&
                 status[r] != REQUEST_FIXED)
            narrow_by_wish(catalog, l, is_first, q, wish);
    }
}
