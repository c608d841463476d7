#include "solver/greedy/ruin.h"

#include "datasets/generator/generator.h"
#include "model/audit/audit.h"
#include "model/base/memory.h"
#include "solver/greedy/ruin_parts.h"
#include "tests/check.h"
#include "tests/practice.h"

/* An agenda about to be ruined; the things are its bundles in the order of their numbers. */
typedef struct Yard {
    Agenda *agenda;
    Bundles bundles;
    SeatFinder finder;
    BundleSearch search;
    int32_t *order;
    RuinStretch stretch;
    Ruiner ruiner;
} Yard;

static Yard *yard_of(Agenda *agenda, uint64_t seed)
{
    Yard *yard = MEM_NEW(Yard, 1);

    assert_non_null(yard);
    yard->agenda = agenda;
    assert_ok(bundles_init(&yard->bundles, agenda->catalog));
    assert_ok(bundle_search_init(&yard->search, &yard->bundles, &yard->finder));
    yard->order = MEM_NEW(int32_t, yard->bundles.count);
    assert_non_null(yard->order);
    for (int32_t t = 0; t < yard->bundles.count; t++)
        yard->order[t] = t;
    yard->ruiner = (Ruiner){.agenda = agenda,
                            .bundles = &yard->bundles,
                            .search = &yard->search,
                            .order = yard->order,
                            .count = yard->bundles.count,
                            .random = random_stream(seed, 1),
                            .stretch = &yard->stretch};
    assert_ok(ruin_prepare(&yard->ruiner));
    return yard;
}

static void yard_free(Yard *yard)
{
    ruin_release(&yard->ruiner);
    mem_free(yard->order);
    bundle_search_clear(&yard->search);
    seat_clear(&yard->finder);
    bundles_clear(&yard->bundles);
    mem_free(yard);
}

/* Makes way for thing @p t; the number of its members that stand then. */
static int32_t make_way(Yard *yard, int32_t t)
{
    const int32_t *subjects;
    int32_t place, n = ruin_subjects(&yard->ruiner, t, &subjects, &place), standing = 0;

    yard->ruiner.n_things = yard->ruiner.n_ruined = 0;
    ruin_make_way(&yard->ruiner, t);
    for (int32_t i = 0; i < n; i++)
        standing += yard->agenda->visit_of[subjects[i]] >= 0;
    return standing;
}

/* Fails the test unless the judge allows what stands and counts the same worth. */
static void assert_allowed(const Agenda *agenda)
{
    Answer *answer = NULL;
    Schedule *schedule = NULL;
    Verdict *verdict = NULL;
    double objective;

    assert_ok(answer_new(agenda, &answer));
    assert_ok(answer_objective(answer, &objective));
    assert_ok(answer_schedule(answer, &schedule));
    assert_ok(audit_run(agenda->catalog->clinic, agenda->catalog->chances, schedule, &verdict));
    if (verdict->violations > 0)
        fail_msg("%s", verdict->findings.entries[0].message);
    assert_near(verdict->worth.objective, objective, 1e-6);
    verdict_free(verdict);
    schedule_free(schedule);
    answer_free(answer);
}

/* One visit has room on each day; c is in the way of a, which comes a day before b. */
#define IN_THE_WAY(status)                                                                         \
    PRACTICE OPEN("Amy", "0", "09:30") OPEN("Bob", "1", "09:30")                                   \
        WANT("a", "p", "routine") "status=new\n" WANT("b", "q", "routine") "status=new\n" WANT(    \
            "c", "u", "routine") status "\nlinks first=a second=b kind=after min=1\n"

TEST(linked_requests_stand_where_others_were_in_the_way)
{
    for (uint64_t seed = 0; seed < 20; seed++) {
        Scene scene = scene_of(IN_THE_WAY("status=new"));
        Placement at = scene_placement(&scene, "c", 0, 540);
        Agenda *agenda = NULL;
        Yard *yard;

        assert_ok(agenda_new(scene.catalog, &agenda));
        assert_true(agenda_place(agenda, 2, &at));
        yard = yard_of(agenda, seed);
        assert_false(bundle_place(&yard->search, &yard->bundles, agenda, yard->bundles.of[0],
                                  -INFINITY, 100));
        assert_int_equal(make_way(yard, yard->bundles.of[0]), 2);
        assert_null(agenda_at(agenda, 2));
        assert_int_equal(yard->ruiner.n_things, 2); /* c is to be seated again, too */
        assert_allowed(agenda);
        yard_free(yard);
        agenda_free(agenda);
        scene_clear(&scene);
    }
}

TEST(none_of_them_stands_where_no_way_can_be_made)
{
    for (uint64_t seed = 0; seed < 20; seed++) {
        Scene scene = scene_of(IN_THE_WAY("status=fixed booked_date=0 booked_start=09:00 "
                                          "booked_provider=Amy booked_site=S"));
        Placement at = scene_placement(&scene, "a", 0, 540); /* where c is fixed */
        Agenda *agenda = NULL;
        Yard *yard;

        assert_ok(agenda_new(scene.catalog, &agenda));
        assert_true(agenda_place(agenda, 2, &at));
        yard = yard_of(agenda, seed);
        assert_int_equal(make_way(yard, yard->bundles.of[0]), 0);
        assert_non_null(agenda_at(agenda, 2)); /* what is fixed stays */
        assert_allowed(agenda);
        yard_free(yard);
        agenda_free(agenda);
        scene_clear(&scene);
    }
}

TEST(a_bundle_stands_as_a_whole_or_not_at_all_in_an_agenda_that_stays_allowed)
{
    const char *const settings[] = {"requests=120", "after_share=0.2", "same_day_share=0.1",
                                    "together_share=0.1"};
    SolveOptions options = {.deadline_s = INFINITY, .threads = 1};
    Scene scene = {0};
    GreedyResult result = {0};
    int32_t made = 0;
    Yard *yard;

    assert_ok(generator_run("features", 5, settings, 4, &scene.clinic));
    assert_ok(chances_new(scene.clinic, &scene.chances));
    assert_ok(catalog_new(scene.clinic, scene.chances, &scene.catalog));
    assert_ok(greedy_run(scene.catalog, &options, &result));
    yard = yard_of(result.agenda, 3);
    for (int32_t t = 0; t < yard->bundles.count; t++) {
        int32_t n = ruin_size(&yard->ruiner, t), standing;
        bool stood = ruin_stands(&yard->ruiner, t);

        if (n == 1)
            continue;
        standing = make_way(yard, t);
        assert_true(standing == 0 || standing == n);
        made += !stood && standing == n;
        assert_allowed(result.agenda);
    }
    assert_true(made > 0);
    yard_free(yard);
    greedy_clear(&result);
    scene_clear(&scene);
}
