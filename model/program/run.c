#include "model/program/run.h"

#include "model/base/memory.h"
#include "model/clinic/calendar.h"
#include "model/program/run_parts.h"

static const double OVERTIME_SLACK = 1e-6, COLLISION_SLACK = 1e-9;

/* The run that grows while one session is searched. */
typedef struct Search {
    const Catalog *catalog;
    const Slate *slate;
    Runs *runs;
    const CatalogSession *session;
    int32_t session_number, session_end_min; /* the latter a minute of the day */
    int32_t limit;
    int32_t *chosen; /* [services of the session] */
    Service *loads;  /* [services of the session] */
    bool overflow;
} Search;

/* The tail of the run so far. */
typedef struct Tail {
    int32_t count;      /* services chosen */
    int32_t served_min; /* the services, places left out, are over for certain */
    int32_t busy_min;   /* the same with the places */
    int32_t overlaps;
} Tail;

static bool shares_request(const Search *search, const RunService *a, const RunService *b)
{
    const int32_t *sets = search->runs->sets;

    for (int32_t i = a->set_begin; i < a->set_end; i++)
        for (int32_t j = b->set_begin; j < b->set_end; j++)
            if (search->slate->bookings[sets[i]].request ==
                search->slate->bookings[sets[j]].request)
                return true;
    return false;
}

static int32_t planned_end_min(const RunService *service)
{
    return service->load.start_min + service->load.planned_min;
}

/* True when places of one key are within its count, the second copy of one only with the first. */
static bool places_suit(const Search *search, int32_t count, const SlateVisit *place)
{
    int32_t same = 0;
    bool has_first = place->copy == 0;

    if (place->key < 0)
        return true;
    for (int32_t i = 0; i < count; i++) {
        const RunService *service = &search->runs->services[search->chosen[i]];
        const SlateVisit *other = &search->slate->visits[service->visit];

        same += other->key == place->key;
        has_first = has_first || (other->key == place->key && other + 1 == place);
    }
    return has_first && same < search->catalog->reserves[place->key].count;
}

/* True when @p service may follow the chosen ones; *@p overlaps tells whether it overlaps one. */
static bool may_follow(const Search *search, const Tail *tail, const RunService *service,
                       bool *overlaps)
{
    double show_max = search->catalog->clinic->rules.collision_show_max + COLLISION_SLACK;
    const RunService *partner = NULL;

    for (int32_t i = 0; i < tail->count; i++) {
        const RunService *other = &search->runs->services[search->chosen[i]];

        if (shares_request(search, other, service))
            return false;
        if (planned_end_min(other) <= service->load.start_min)
            continue;
        if (partner || !other->may_overlap || !service->may_overlap ||
            !(other->show * service->show <= show_max))
            return false;
        partner = other;
    }
    *overlaps = partner != NULL;
    return tail->overlaps + (partner != NULL) <= search->session->overbook_max &&
           places_suit(search, tail->count, &search->slate->visits[service->visit]);
}

static Status add_member(Runs *runs, int32_t service)
{
    void *members = runs->members;
    Status status = mem_grow(&members, &runs->members_capacity, (int64_t)runs->n_members + 1,
                             sizeof *runs->members);

    runs->members = members;
    if (status == STATUS_OK)
        runs->members[runs->n_members++] = service;
    return status;
}

static Status add_run(Runs *runs, Run run)
{
    void *all = runs->runs;
    Status status =
        mem_grow(&all, &runs->runs_capacity, (int64_t)runs->n_runs + 1, sizeof *runs->runs);

    runs->runs = all;
    if (status == STATUS_OK)
        runs->runs[runs->n_runs++] = run;
    return status;
}

/* Fills in cost and idle time; false when the overtime is more than the limit. */
static bool value_run(const Search *search, const Tail *tail, Run *run)
{
    const Policy *rules = &search->catalog->clinic->rules;
    int32_t count = 0;
    double served = 0;
    Workload load;

    run->real_min = -1;
    for (int32_t i = 0; i < tail->count; i++) {
        const RunService *service = &search->runs->services[search->chosen[i]];
        const Service *one = &service->load;

        if (service->set_begin == service->set_end)
            continue;
        if (count == 0)
            run->real_min = one->start_min;
        served += one->any * (one->law ? one->law->mean_min : one->planned_min);
        search->loads[count++] = *one;
    }
    load = workload_of(search->loads, count, search->session_end_min, NULL);
    run->cost = rules->patient_wait_cost_per_min * load.wait_min +
                rules->overtime_cost_per_min * load.overtime_min;
    run->idle_min = load.idle_min;
    run->idle_follow_min = count > 0 ? run->end_min - run->real_min - served : 0;
    return load.overtime_min <= rules->overtime_limit_min + OVERTIME_SLACK;
}

/* Enters the chosen services as a run; *@p kept is false when their overtime forbids it. */
static Status keep_run(Search *search, const Tail *tail, bool *kept)
{
    Runs *runs = search->runs;
    int32_t slot_min = search->catalog->slot_min;
    Status status = STATUS_OK;
    Run run = {.session = search->session_number,
               .begin = runs->n_members,
               .end = runs->n_members + tail->count,
               .start_min = runs->services[search->chosen[0]].load.start_min,
               .end_min = (tail->busy_min + slot_min - 1) / slot_min * slot_min,
               .overlaps = tail->overlaps};

    *kept = value_run(search, tail, &run);
    if (!*kept)
        return STATUS_OK;
    if (runs->n_runs == search->limit) {
        search->overflow = true;
        return STATUS_OK;
    }
    for (int32_t i = 0; i < tail->count; i++)
        TRY(add_member(runs, search->chosen[i]));
    TRY(add_run(runs, run));
done:
    return status;
}

static Tail lengthen(Search *search, Tail tail, int32_t number, bool overlaps)
{
    const RunService *service = &search->runs->services[number];
    int32_t start = service->load.start_min;
    int32_t over = planned_end_min(service);

    search->chosen[tail.count++] = number;
    tail.overlaps += overlaps;
    if (service->set_begin < service->set_end) {
        over = (tail.served_min > start ? tail.served_min : start) + service->longest_min;
        tail.served_min = over;
    }
    if (over > tail.busy_min)
        tail.busy_min = over;
    return tail;
}

/* All runs that begin with the chosen services; the next one to add comes after @p last. */
static Status search_from(Search *search, Tail tail, int32_t last)
{
    const Runs *runs = search->runs;
    int32_t end = runs->service_begin[search->session_number + 1];
    Status status = STATUS_OK;
    bool kept = false;

    TRY(keep_run(search, &tail, &kept));
    for (int32_t next = last + 1; kept && next < end && !search->overflow; next++) {
        bool overlaps = false;

        if (runs->services[next].load.start_min >= tail.busy_min)
            break;
        if (may_follow(search, &tail, &runs->services[next], &overlaps))
            TRY(search_from(search, lengthen(search, tail, next, overlaps), next));
    }
done:
    return status;
}

static Status search_session(Search *search, int32_t s)
{
    Runs *runs = search->runs;
    int32_t begin = runs->service_begin[s], end = runs->service_begin[s + 1];
    Status status = STATUS_NO_MEMORY;

    search->session = &search->catalog->sessions[s];
    search->session_number = s;
    search->session_end_min = search->session->end_min - search->session->day * DAY_MIN;
    search->chosen = MEM_NEW(int32_t, end - begin);
    search->loads = MEM_NEW(Service, end - begin);
    if (!search->chosen || !search->loads)
        goto done;
    for (int32_t first = begin; first < end && !search->overflow; first++) {
        Tail none = {0};

        if (search->slate->visits[runs->services[first].visit].copy == 0)
            TRY(search_from(search, lengthen(search, none, first, false), first));
    }
    status = STATUS_OK;
done:
    mem_free(search->chosen);
    mem_free(search->loads);
    return status;
}

Status runs_new(const Catalog *catalog, const Slate *slate, int32_t limit, Runs *out, bool *within)
{
    Runs runs = {0};
    Search search = {.catalog = catalog, .slate = slate, .runs = &runs, .limit = limit};
    Status status = STATUS_NO_MEMORY;

    *within = true;
    runs.run_begin = MEM_NEW(int32_t, (int64_t)catalog->n_sessions + 1);
    if (!runs.run_begin)
        goto done;
    TRY(runs_add_services(catalog, slate, limit, &runs, within));
    for (int32_t s = 0; s < catalog->n_sessions && *within; s++) {
        TRY(search_session(&search, s));
        runs.run_begin[s + 1] = runs.n_runs;
        *within = !search.overflow;
    }
    if (*within) {
        *out = runs;
        runs = (Runs){0};
    }
    status = STATUS_OK;
done:
    runs_clear(&runs);
    return status;
}

void runs_clear(Runs *runs)
{
    mem_free(runs->services);
    mem_free(runs->service_begin);
    mem_free(runs->sets);
    mem_free(runs->runs);
    mem_free(runs->run_begin);
    mem_free(runs->members);
    durations_clear(&runs->durations);
    *runs = (Runs){0};
}
