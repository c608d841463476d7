/* The links between requests. */
#include "datasets/inspect/inspect_check.h"

static bool stands(const Requests *requests, int32_t r)
{
    return requests->status[r] == REQUEST_BOOKED || requests->status[r] == REQUEST_FIXED;
}

/* True when the days of two requests that must be `distance` apart (second less first) never are,
 * as far as their windows tell. Requests that are excused from their windows are passed over. */
static bool never_apart(const Requests *requests, int32_t first, int32_t second, int64_t least,
                        int64_t most)
{
    if (stands(requests, first) || stands(requests, second) ||
        requests->earliest[first] == MISSING || requests->latest[first] == MISSING ||
        requests->earliest[second] == MISSING || requests->latest[second] == MISSING)
        return false;
    return (int64_t)requests->latest[second] - requests->earliest[first] < least ||
           (int64_t)requests->earliest[second] - requests->latest[first] > most;
}

static bool sites_differ(const Requests *requests, int32_t first, int32_t second)
{
    return requests->site_required[first] == 1 && requests->site_required[second] == 1 &&
           requests->site[first] >= 0 && requests->site[second] >= 0 &&
           requests->site[first] != requests->site[second];
}

/* Two fixed visits: how they miss the link, or NULL. Times are the visits' own, wherever they lie.
 */
static const char *missed(const InspectFacts *facts, int32_t row)
{
    const Links *links = &facts->clinic->links;
    const Requests *q = &facts->clinic->requests;
    const int32_t one = links->first[row], two = links->second[row];
    const int64_t least = links->min[row];
    const int64_t most = links->max[row] == MISSING ? INT64_MAX : links->max[row];
    const int64_t days = (int64_t)q->booked_date[two] - q->booked_date[one];
    const VisitShape *shape = inspect_shape(facts, q->booked_provider[one], q->visit_type[one]);
    int64_t gap;

    if (links->kind[row] == LINK_SAME_PROVIDER)
        return q->booked_provider[one] == q->booked_provider[two] ? NULL : "one provider";
    if (links->kind[row] != LINK_AFTER && (days != 0 || q->booked_site[one] != q->booked_site[two]))
        return "one day and site";
    if (links->kind[row] == LINK_TOGETHER)
        return q->booked_start[one] == q->booked_start[two] ? NULL : "one start";
    if (!shape || inspect_booked_mode(facts->clinic, one) == MISSING)
        return NULL;
    gap = (int64_t)q->booked_start[two] - q->booked_start[one] -
          visit_end_min(shape, inspect_booked_mode(facts->clinic, one));
    if (links->kind[row] == LINK_SAME_DAY)
        return gap >= least && gap <= most ? NULL : "the minutes between them";
    if (days < least || days > most)
        return "the days between them";
    return days == 0 && gap < 0 ? "the second after the first" : NULL;
}

static bool is_fixed(const Requests *requests, int32_t r)
{
    return requests->status[r] == REQUEST_FIXED && requests->booked_date[r] != MISSING &&
           requests->booked_start[r] != MISSING && requests->booked_provider[r] >= 0 &&
           requests->booked_site[r] >= 0 && requests->visit_type[r] >= 0;
}

static void check_fixed_link(InspectNote *note, const InspectFacts *facts, int32_t row)
{
    const Requests *requests = &facts->clinic->requests;
    const int32_t first = facts->clinic->links.first[row];
    const int32_t second = facts->clinic->links.second[row];
    const char *what;

    if (!facts->sound || !is_fixed(requests, first) || !is_fixed(requests, second) ||
        facts->clinic->links.kind[row] == MISSING)
        return;
    what = missed(facts, row);
    if (what)
        note_warning(note, WARN_LINK_NEVER, TABLE_links, row, "kind",
                     "expected %s as the link asks, but %.64s and %.64s are fixed otherwise: no "
                     "schedule can keep both fixed visits",
                     what, requests->request[first], requests->request[second]);
}

static void check_link(InspectNote *note, const InspectFacts *facts, int32_t row)
{
    const Links *links = &note->clinic->links;
    const Requests *requests = &note->clinic->requests;
    const int32_t first = links->first[row], second = links->second[row];
    const bool one_day = links->kind[row] == LINK_SAME_DAY || links->kind[row] == LINK_TOGETHER;

    if (links->max[row] != MISSING && links->min[row] > links->max[row])
        note_error(note, TABLE_links, row, "max", "expected at least min %d", (int)links->min[row]);
    if ((links->kind[row] == LINK_TOGETHER || links->kind[row] == LINK_SAME_PROVIDER) &&
        (links->min[row] > 0 || links->max[row] != MISSING))
        note_warning(note, WARN_LINK_IDLE, TABLE_links, row, links->min[row] > 0 ? "min" : "max",
                     "expected none: a link of kind %s has no distance",
                     words_text_link_kind[links->kind[row]]);
    if (first < 0 || second < 0)
        return;
    if (first == second) {
        note_error(note, TABLE_links, row, "second", "expected another request than first");
        return;
    }
    if (links->kind[row] == LINK_AFTER &&
        never_apart(requests, first, second, links->min[row],
                    links->max[row] == MISSING ? INT64_MAX : links->max[row]))
        note_warning(note, WARN_LINK_NEVER, TABLE_links, row, "kind",
                     "expected windows that let %.64s come so long after %.64s: neither can be "
                     "booked",
                     requests->request[second], requests->request[first]);
    if (one_day &&
        (never_apart(requests, first, second, 0, 0) || sites_differ(requests, first, second)))
        note_warning(note, WARN_LINK_NEVER, TABLE_links, row, "kind",
                     "expected a day and a site that suit both %.64s and %.64s: neither can be "
                     "booked",
                     requests->request[first], requests->request[second]);
    check_fixed_link(note, facts, row);
}

void check_links(InspectNote *note, const InspectFacts *facts)
{
    for (int32_t row = 0; row < note->clinic->links.rows; row++)
        check_link(note, facts, row);
}
