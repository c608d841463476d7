/* The solver's building blocks against the naive reading: placements, sessions' costs, the bound
 * from prices. */
#include <string.h>

#include "model/base/memory.h"
#include "model/catalog/placement.h"
#include "model/clinic/calendar.h"
#include "model/session/workload.h"
#include "tests/agreement.h"
#include "tests/check.h"

/* Placements and choices of one request side by side. */
typedef struct Matching {
    const Trial *trial;
    const Catalog *catalog;
    int32_t request;
    BruteChoices choices;
    bool met[BRUTE_CHOICES];
} Matching;

static bool is_same(const BruteVisit *visit, const Placement *at)
{
    return visit->lead == at->provider && visit->site == at->site && visit->day == at->day &&
           visit->day * DAY_MIN + visit->start == at->start_min && visit->mode == at->mode;
}

static bool match(const Placement *at, void *context)
{
    Matching *matching = context;
    double profit = placement_profit(matching->catalog, matching->request, at);

    for (int32_t c = 0; c < matching->choices.count; c++)
        if (is_same(&matching->choices.visits[c], at)) {
            if (matching->met[c])
                trial_fail(matching->trial, NULL, "request %d has a placement twice",
                           matching->request);
            matching->met[c] = true;
            assert_near(profit, matching->choices.worth[c], 1e-9);
            return true;
        }
    trial_fail(matching->trial, NULL, "request %d by provider %d at minute %d is not allowed",
               matching->request, at->provider, at->start_min);
    return false;
}

/* The site is open for all that the visit holds. */
static bool is_possible(const Trial *trial, const BruteVisit *visit)
{
    for (int32_t p = 0; p < visit->shape.n_parts; p++) {
        const BrutePart *part = &visit->shape.parts[p];

        for (int32_t c = 0; c < trial->clinic->closures.rows; c++)
            if (trial->clinic->closures.kind[c] == CLOSURE_SITE &&
                brute_is_closed(trial->clinic, c, visit->day, visit->start + part->from,
                                visit->start + part->until) &&
                strcmp(trial->clinic->closures.id[c], trial->clinic->sites.site[visit->site]) == 0)
                return false;
    }
    return true;
}

TEST(placements_are_those_that_break_no_rule)
{
    static Matching matching;

    for (uint64_t seed = 0; seed < trial_count(1000); seed++) {
        Trial *trial = trial_begin(seed);
        Catalog *catalog = NULL;
        BruteCase it = {.clinic = trial->clinic, .chances = trial->chances};

        assert_ok(catalog_new(trial->clinic, trial->chances, &catalog));
        for (int32_t r = 0; r < trial->clinic->requests.rows; r++) {
            matching = (Matching){.trial = trial, .catalog = catalog, .request = r};
            brute_choices(&it, r, &matching.choices);
            placement_each(catalog, r, match, &matching);
            for (int32_t c = 0; c < matching.choices.count; c++)
                if (!matching.met[c] && is_possible(trial, &matching.choices.visits[c]))
                    trial_fail(trial, NULL, "request %d: no placement by provider %d at %d", r,
                               matching.choices.visits[c].lead, matching.choices.visits[c].start);
        }
        catalog_free(catalog);
        trial_end(trial);
    }
}

/* Session @p s of the case by the solver's arithmetic. */
static void compare_session(const Trial *trial, const BruteCase *it, int32_t s)
{
    Durations durations = {0};
    Service services[BRUTE_VISITS];
    int32_t order[BRUTE_VISITS], n = 0, start, end;
    BruteCost cost = brute_cost(it, s);
    double wait_min[BRUTE_VISITS];
    Workload load;

    if (!brute_session(it->clinic, s, &start, &end))
        return;
    for (int32_t v = 0; v < it->n_visits; v++)
        if (it->visits[v].session == s && it->visits[v].place < 0) {
            int32_t at = n++;

            for (; at > 0 &&
                   (it->visits[order[at - 1]].holds[0].from > it->visits[v].holds[0].from ||
                    (it->visits[order[at - 1]].holds[0].from == it->visits[v].holds[0].from &&
                     it->visits[order[at - 1]].members[0] > it->visits[v].members[0]));
                 at--)
                order[at] = order[at - 1];
            order[at] = v;
        }
    for (int32_t i = 0; i < n; i++) {
        const BruteVisit *visit = &it->visits[order[i]];

        services[i] = (Service){.start_min = visit->holds[0].from,
                                .planned_min = visit->holds[0].until - visit->holds[0].from};
        assert_ok(durations_add(&durations, services[i].planned_min,
                                it->clinic->visit_types.duration_cv[visit->type],
                                &services[i].law));
        for (int32_t m = 0; m < visit->n_members; m++)
            service_join(&services[i], chances_at(it->chances, visit->members[m], visit->day));
    }
    load = workload_of(services, n, end, wait_min);
    if (!(fabs(load.wait_min - cost.wait_min) < 1e-8 &&
          fabs(load.idle_min - cost.idle_min) < 1e-8 &&
          fabs(load.overtime_min - cost.overtime_min) < 1e-8))
        trial_fail(trial, NULL,
                   "session %d: wait %.12g %.12g idle %.12g %.12g overtime %.12g %.12g", s,
                   load.wait_min, cost.wait_min, load.idle_min, cost.idle_min, load.overtime_min,
                   cost.overtime_min);
    for (int32_t i = 0; i < n; i++)
        assert_near(wait_min[i], brute_wait_min(it, order[i]), 1e-8);
    durations_clear(&durations);
}

TEST(a_session_costs_what_every_pattern_of_comers_says)
{
    for (uint64_t seed = 0; seed < trial_count(1000); seed++) {
        Trial *trial = trial_begin(seed);
        Random random = random_stream(seed, 4);
        bool damaged;
        Schedule *schedule = random_schedule(trial->clinic, trial->chances, &random, &damaged);
        BruteCase read;
        double unheld;

        brute_read(trial->clinic, trial->chances, schedule, &read, &unheld);
        for (int32_t s = 0; s < trial->clinic->sessions.rows; s++)
            compare_session(trial, &read, s);
        schedule_free(schedule);
        trial_end(trial);
    }
}
