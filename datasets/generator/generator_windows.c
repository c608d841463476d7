#include "datasets/generator/generator_draft.h"

/* The days on which a request may be served, before and after it is fitted to the horizon. */
typedef struct Window {
    int32_t requested_on, earliest, latest;
} Window;

static int32_t draw_priority(const Draft *draft, Random *random, int32_t type)
{
    const Recipe *recipe = draft->recipe;
    const TypeFacts *facts = draft->types[type];
    double drawn = random_unit(random);

    if (facts->notice_days > 0 || facts->authorization || facts->group_capacity > 1)
        return drawn < recipe->soon_share ? PRIORITY_SOON : PRIORITY_ROUTINE;
    if ((drawn -= recipe->emergency_share) < 0)
        return PRIORITY_EMERGENCY;
    if ((drawn -= recipe->urgent_share) < 0)
        return PRIORITY_URGENT;
    return drawn < recipe->soon_share ? PRIORITY_SOON : PRIORITY_ROUTINE;
}

/* Days ago, more of them lately: the smaller of two draws. */
static int32_t draw_age(Random *random, int32_t days)
{
    int32_t one = random_between(random, 0, days), two = random_between(random, 0, days);

    return one < two ? one : two;
}

/* Requests without urgency are due at once or, as return visits are, at a later day. */
static Window draw_window(const Draft *draft, Random *random, int32_t priority, bool at_once)
{
    int32_t arrival = draft->recipe->arrival_days, days = draft->recipe->days;
    Window window = {0};

    switch (priority) {
    case PRIORITY_EMERGENCY:
        window.requested_on = -random_below(random, 2);
        window.latest = window.requested_on + random_between(random, 1, 2);
        break;
    case PRIORITY_URGENT:
        window.requested_on = -random_below(random, 4);
        window.latest = random_between(random, 1, 4);
        break;
    case PRIORITY_SOON:
        window.requested_on = -draw_age(random, arrival < 10 ? arrival : 10);
        window.latest = window.requested_on + 14;
        if (window.latest < 3)
            window.latest = 3;
        break;
    default:
        window.requested_on = -draw_age(random, arrival);
        window.latest = random_between(random, 4, 60);
        if (!at_once && random_below(random, 2)) {
            window.earliest = random_below(random, (days + 1) * 2 / 3);
            window.latest = window.earliest + random_between(random, 4, 28);
            return window;
        }
        break;
    }
    window.earliest = window.requested_on;
    if (priority >= PRIORITY_SOON)
        window.earliest += random_between(random, 0, 2);
    return window;
}

static bool is_open(const Draft *draft, int32_t day, int32_t one, int32_t other)
{
    int64_t days = draft->recipe->days;

    return draft->pool_open[one * days + day] && draft->pool_open[other * days + day];
}

/* Widens @p window until it holds a day from @p notice on, on which both pools are in session. */
static void fit_window(const Draft *draft, Window *window, int32_t notice, int32_t one,
                       int32_t other)
{
    int32_t from = window->earliest > notice ? window->earliest : notice;
    int32_t days = draft->recipe->days;

    for (int32_t day = from; day < days; day++) {
        if (is_open(draft, day, one, other)) {
            if (window->latest < day)
                window->latest = day;
            return;
        }
    }
    for (int32_t day = from < days ? from : days - 1; day >= notice; day--) {
        if (is_open(draft, day, one, other)) {
            window->earliest = day;
            if (window->requested_on > day)
                window->requested_on = day;
            return;
        }
    }
}

static Status put_link(Draft *draft, int32_t r, int32_t min, int32_t max)
{
    Links *links = &draft->clinic->links;
    int32_t row = 0;
    Status status = clinic_append(draft->clinic, TABLE_links, &row);

    if (status != STATUS_OK)
        return status;
    links->first[row] = r - 1;
    links->second[row] = r;
    links->kind[row] = draft->link[r];
    links->min[row] = min;
    links->max[row] = max;
    return STATUS_OK;
}

static void keep_window(Draft *draft, int32_t r, const Window *window)
{
    Requests *requests = &draft->clinic->requests;

    requests->requested_on[r] = window->requested_on;
    requests->earliest[r] = window->earliest;
    requests->latest[r] = window->latest;
}

/* The window of a request that hangs together with the one before it, and the link. */
static Status follow(Draft *draft, Random *random, int32_t r)
{
    const Requests *requests = &draft->clinic->requests;
    int32_t days = draft->recipe->days, min = 0, max = MISSING;
    int32_t notice = draft->types[requests->visit_type[r]]->notice_days;
    int32_t first_notice = draft->types[requests->visit_type[r - 1]]->notice_days;
    Window window = {requests->requested_on[r - 1], requests->earliest[r - 1],
                     requests->latest[r - 1]};

    if (draft->link[r] == LINK_AFTER) {
        min = random_between(random, 1, days >= 10 ? 3 : 1);
        max = min + random_between(random, 1, days >= 10 ? 6 : 3);
        window.earliest = (window.earliest > 0 ? window.earliest : 0) + min;
        window.latest += max;
        fit_window(draft, &window, notice, draft->pool[r], draft->pool[r]);
    } else if (draft->link[r] == LINK_SAME_PROVIDER) {
        window.latest += random_between(random, 0, 5);
        fit_window(draft, &window, notice, draft->pool[r], draft->pool[r]);
    } else {
        if (draft->link[r] == LINK_SAME_DAY) {
            min = draft_grid(draft, 10 * random_below(random, 3));
            max = random_below(random, 3) ? min + 120 : MISSING;
        }
        fit_window(draft, &window, notice > first_notice ? notice : first_notice, draft->pool[r],
                   draft->pool[r - 1]);
        keep_window(draft, r - 1, &window);
    }
    keep_window(draft, r, &window);
    return put_link(draft, r, min, max);
}

/* Authorizations cover the window, or end or begin inside it. */
static void authorize(Draft *draft, Random *random, int32_t r)
{
    Requests *requests = &draft->clinic->requests;
    int32_t form = random_below(random, 4), slack = random_below(random, 5);

    if (!draft->types[requests->visit_type[r]]->authorization ||
        !draft_chance(random, draft->recipe->authorized_share))
        return;
    requests->authorized_from[r] = requests->requested_on[r];
    requests->authorized_until[r] = requests->latest[r];
    if (form == 0)
        requests->authorized_from[r] = MISSING;
    if (form == 1)
        requests->authorized_until[r] = MISSING;
    if (form == 2 && requests->latest[r] - slack > draft->recipe->days / 2)
        requests->authorized_until[r] = requests->latest[r] - slack;
}

Status draft_windows(Draft *draft)
{
    Status status = STATUS_OK;
    Random random = random_stream(draft->seed, DRAFT_WINDOWS);
    Requests *requests = &draft->clinic->requests;
    int32_t n = requests->rows;

    for (int32_t r = 0; r < n; r++) {
        int32_t type = requests->visit_type[r];
        bool at_once = r + 1 < n && draft->link[r + 1] == LINK_AFTER;
        Window window;

        requests->status[r] = REQUEST_NEW;
        if (draft->link[r] >= 0) {
            requests->priority[r] = requests->priority[r - 1];
            TRY(follow(draft, &random, r));
        } else {
            requests->priority[r] = draw_priority(draft, &random, type);
            window = draw_window(draft, &random, requests->priority[r], at_once);
            fit_window(draft, &window, draft->types[type]->notice_days, draft->pool[r],
                       draft->pool[r]);
            keep_window(draft, r, &window);
        }
    }
    for (int32_t r = 0; r < n; r++)
        authorize(draft, &random, r);
done:
    return status;
}
