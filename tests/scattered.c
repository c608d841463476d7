#include "tests/scattered.h"

#include "model/audit/audit.h"
#include "model/base/memory.h"
#include "model/base/random.h"
#include "solver/agenda/answer.h"
#include "solver/greedy/bundle.h"
#include "solver/greedy/fixed.h"
#include "solver/greedy/pace.h"
#include "tests/check.h"

/* Places the members of bundle @p b if there is room: a single one on a seat drawn by chance. */
static void seat_somewhere(Agenda *agenda, const Bundles *bundles, BundleSearch *search, int32_t b,
                           Random *random)
{
    int32_t r = bundles->members[bundles->begin[b]], n;
    Seat seats[BUNDLE_BREADTH];

    if (bundles->begin[b + 1] - bundles->begin[b] > 1) {
        bundle_place(search, bundles, agenda, b, 0, 100);
        return;
    }
    n = seat_find(search->finder, agenda, r, -1e300, 3, seats, BUNDLE_BREADTH);
    if (n > 0)
        agenda_place(agenda, r, &seats[random_below(random, n)].at);
}

/* Places everything for which there is room, the bundles in an order drawn by chance. */
static void scatter(Agenda *agenda, const Bundles *bundles, Random random)
{
    SeatFinder finder = {0};
    BundleSearch search = {0};
    int32_t *order = MEM_NEW(int32_t, bundles->count);

    assert_non_null(order);
    assert_ok(bundle_search_init(&search, bundles, &finder));
    for (int32_t i = 0; i < agenda->n_places; i++)
        seat_take(&finder, agenda, agenda->n_requests + i, 0);
    for (int32_t b = 0; b < bundles->count; b++) {
        int32_t other = random_below(&random, b + 1);

        order[b] = order[other];
        order[other] = b;
    }
    for (int32_t i = 0; i < bundles->count; i++)
        seat_somewhere(agenda, bundles, &search, order[i], &random);
    agenda_settle(agenda);
    mem_free(order);
    bundle_search_clear(&search);
    seat_clear(&finder);
}

Agenda *scattered(const Catalog *catalog, uint64_t seed)
{
    Agenda *agenda = NULL;
    Bundles bundles = {0};
    Findings conflict = {0};
    FixedVerdict verdict;

    assert_ok(agenda_new(catalog, &agenda));
    assert_ok(bundles_init(&bundles, catalog));
    assert_ok(fixed_place(agenda, &conflict, &verdict));
    if (verdict == FIXED_STAND) {
        scatter(agenda, &bundles, random_stream(seed, 9));
    } else {
        agenda_free(agenda);
        agenda = NULL;
    }
    findings_clear(&conflict);
    bundles_clear(&bundles);
    return agenda;
}

double audited(const Agenda *agenda)
{
    const Catalog *catalog = agenda->catalog;
    Answer *answer = NULL;
    Schedule *schedule = NULL;
    Verdict *verdict = NULL;
    double objective;

    assert_ok(answer_new(agenda, &answer));
    assert_ok(answer_schedule(answer, &schedule));
    assert_ok(audit_run(catalog->clinic, catalog->chances, schedule, &verdict));
    if (verdict->violations > 0)
        fail_msg("%s", verdict->findings.entries[0].message);
    objective = verdict->worth.objective;
    assert_near(pace_begin(agenda, &(SolveOptions){0}).nothing + agenda->worth, objective,
                1e-9 * (1 + fabs(objective)));
    verdict_free(verdict);
    schedule_free(schedule);
    answer_free(answer);
    return objective;
}

Status exchange_all(Agenda *agenda, const SolveOptions *options)
{
    Pace pace = pace_begin(agenda, options);
    Bundles bundles = {0};
    Status status;

    TRY(bundles_init(&bundles, agenda->catalog));
    TRY(exchange_run(agenda, &bundles, (uint64_t)options->seed, &pace));
done:
    bundles_clear(&bundles);
    return status;
}
