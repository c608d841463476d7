/* LINK: linked requests are booked all or none, and keep their distances. */
#include <stdio.h>

#include "model/audit/audit_case.h"

/* What the message of a broken link begins with: "link row 3, r1 after r2". */
static Label label_link(const Case *c, int32_t row)
{
    const Links *links = &c->clinic->links;
    Label label = {""};

    snprintf(label.text, sizeof label.text, "links row %d (%s of %s and %s)", (int)row,
             words_text_link_kind[links->kind[row]], c->clinic->requests.request[links->first[row]],
             c->clinic->requests.request[links->second[row]]);
    return label;
}

/* True when @p distance keeps the bounds of the link. */
static bool in_bounds(const Case *c, int32_t row, int32_t distance)
{
    const Links *links = &c->clinic->links;

    return distance >= links->min[row] &&
           (links->max[row] == MISSING || distance <= links->max[row]);
}

static Label label_bounds(const Case *c, int32_t row)
{
    const Links *links = &c->clinic->links;
    Label label = {""};

    if (links->max[row] == MISSING)
        snprintf(label.text, sizeof label.text, "at least %d", (int)links->min[row]);
    else
        snprintf(label.text, sizeof label.text, "%d to %d", (int)links->min[row],
                 (int)links->max[row]);
    return label;
}

static void judge_after(Case *c, int32_t row, const Visit *first, const Visit *second)
{
    int64_t days = (int64_t)second->date - first->date;
    int32_t distance = days > INT32_MAX ? INT32_MAX : days < INT32_MIN ? INT32_MIN : (int32_t)days;

    if (!in_bounds(c, row, distance))
        violate(c, AUDIT_LINK, "%s: %s is %d days after %s, wanted %s", label_link(c, row).text,
                label_date(c, second->date).text, (int)distance, label_date(c, first->date).text,
                label_bounds(c, row).text);
    else if (distance == 0 && second->start_min < first->end_min)
        violate(c, AUDIT_LINK, "%s: on %s the second starts at %s, before the first ends at %s",
                label_link(c, row).text, label_date(c, first->date).text,
                label_time(second->start_min).text, label_time(first->end_min).text);
}

static void judge_same_day(Case *c, int32_t row, const Visit *first, const Visit *second)
{
    int32_t minutes = second->start_min - first->end_min;

    if (first->date != second->date || first->site != second->site)
        violate(c, AUDIT_LINK, "%s: on %s at %s and on %s at %s", label_link(c, row).text,
                label_date(c, first->date).text, c->clinic->sites.site[first->site],
                label_date(c, second->date).text, c->clinic->sites.site[second->site]);
    else if (!in_bounds(c, row, minutes))
        violate(c, AUDIT_LINK,
                "%s: the second starts at %s, %d minutes after the first ends at %s, wanted %s",
                label_link(c, row).text, label_time(second->start_min).text, (int)minutes,
                label_time(first->end_min).text, label_bounds(c, row).text);
}

static void judge_together(Case *c, int32_t row, const Visit *first, const Visit *second)
{
    if (first->date != second->date || first->start_min != second->start_min ||
        first->site != second->site)
        violate(c, AUDIT_LINK, "%s: on %s %s at %s and on %s %s at %s", label_link(c, row).text,
                label_date(c, first->date).text, label_time(first->start_min).text,
                c->clinic->sites.site[first->site], label_date(c, second->date).text,
                label_time(second->start_min).text, c->clinic->sites.site[second->site]);
}

static void judge_same_provider(Case *c, int32_t row, const Visit *first, const Visit *second)
{
    if (first->lead != second->lead)
        violate(c, AUDIT_LINK, "%s: led by %s and by %s", label_link(c, row).text,
                c->clinic->providers.provider[first->lead],
                c->clinic->providers.provider[second->lead]);
}

static void judge_link(Case *c, int32_t row)
{
    const Links *links = &c->clinic->links;
    const int32_t *status = c->clinic->requests.status;
    int32_t r = links->first[row], s = links->second[row];
    Visit first = {0}, second = {0};
    bool first_stands = case_position(c, r, &first), second_stands = case_position(c, s, &second);
    bool both = first_stands && second_stands;

    if (links->kind[row] != LINK_SAME_PROVIDER && case_booked(c, r) != case_booked(c, s) &&
        status[r] != REQUEST_FIXED && status[s] != REQUEST_FIXED)
        violate(c, AUDIT_LINK, "%s: %s is booked and %s is not", label_link(c, row).text,
                c->clinic->requests.request[case_booked(c, r) ? r : s],
                c->clinic->requests.request[case_booked(c, r) ? s : r]);
    if (!both)
        return;
    switch (links->kind[row]) {
    case LINK_AFTER:
        judge_after(c, row, &first, &second);
        break;
    case LINK_SAME_DAY:
        judge_same_day(c, row, &first, &second);
        break;
    case LINK_TOGETHER:
        judge_together(c, row, &first, &second);
        break;
    default:
        judge_same_provider(c, row, &first, &second);
        break;
    }
}

void link_judge(Case *c)
{
    for (int32_t row = 0; row < c->clinic->links.rows; row++)
        judge_link(c, row);
}
