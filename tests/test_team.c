#include "solver/greedy/team.h"

#include "datasets/generator/generator.h"
#include "model/base/memory.h"
#include "model/base/text.h"
#include "tests/check.h"
#include "tests/practice.h"

/* Runs a team over all bundles of @p agenda in the order of their numbers. */
static Status run(Agenda *agenda, int32_t threads, int64_t effort)
{
    SolveOptions options = {.deadline_s = INFINITY, .threads = threads};
    TeamLimits limits = {effort, INFINITY, threads, 5, NULL, INFINITY};
    Pace pace = pace_begin(agenda, &options);
    Bundles bundles = {0};
    SeatFinder finder = {0};
    BundleSearch search = {0};
    int32_t *order = NULL;
    Status status;

    TRY(bundles_init(&bundles, agenda->catalog));
    TRY(bundle_search_init(&search, &bundles, &finder));
    order = MEM_NEW(int32_t, bundles.count);
    if (!order) {
        status = STATUS_NO_MEMORY;
        goto done;
    }
    for (int32_t b = 0; b < bundles.count; b++)
        order[b] = b;
    status = team_run(agenda, &bundles, &search, order, bundles.count, &limits, &pace);
done:
    mem_free(order);
    bundle_search_clear(&search);
    seat_clear(&finder);
    bundles_clear(&bundles);
    return status;
}

#define FOUR                                                                                       \
    PRACTICE OPEN("Amy", "0", "09:50") OPEN("Bob", "1", "10:00")                                   \
        WANT("a", "p", "routine") "status=new\n" WANT("b", "q", "soon") "status=new\n" WANT(       \
            "c", "u", "urgent") "status=new\n" WANT("d", "w", "routine") "status=new\n"

TEST(a_team_finds_the_best_of_a_small_practice)
{
    Scene scene = scene_of(FOUR);
    Agenda *agenda = NULL;

    assert_ok(agenda_new(scene.catalog, &agenda));
    assert_ok(run(agenda, 2, 100000));
    assert_near(agenda->worth, 100 + 30 - 0.3 + 10 - 0.1, EPSILON);
    agenda_free(agenda);
    scene_clear(&scene);
}

TEST(an_agenda_made_equal_to_another_goes_its_own_way)
{
    Scene scene = scene_of(FOUR);
    Agenda *one = NULL, *other = NULL;
    Placement at = scene_placement(&scene, "a", 0, 540);

    assert_ok(agenda_new(scene.catalog, &one));
    assert_ok(agenda_new(scene.catalog, &other));
    assert_true(agenda_place(one, 0, &at));
    agenda_assign(other, one);
    assert_near(other->worth, one->worth, 0);
    assert_int_equal(agenda_at(other, 0)->start_min, 540);
    agenda_remove(other, 0);
    assert_null(agenda_at(other, 0));
    assert_non_null(agenda_at(one, 0));
    agenda_rollback(other, 0);
    assert_near(other->worth, one->worth, EPSILON);
    agenda_free(one);
    agenda_free(other);
    scene_clear(&scene);
}

/* What stands where after a while, to the last bit. */
static void describe(const Catalog *catalog, int32_t threads, Text *out)
{
    Agenda *agenda = NULL;

    assert_ok(agenda_new(catalog, &agenda));
    assert_ok(run(agenda, threads, 600000));
    assert_true(agenda->worth > 0);
    text_add(out, "%a\n", agenda->worth);
    for (int32_t r = 0; r < agenda->n_requests; r++) {
        const Placement *at = agenda_at(agenda, r);

        text_add(out, "%d %d %d\n", r, at ? at->session : -1, at ? at->start_min : -1);
    }
    assert_ok(text_status(out));
    agenda_free(agenda);
}

/* A team makes the same of a dataset at 1, 2 and 8 threads. */
static void check_threads(const char *recipe, const char *requests)
{
    const char *const settings[] = {requests};
    Clinic *clinic = NULL;
    Chances *chances = NULL;
    Catalog *catalog = NULL;
    Text text[3] = {{0}};

    assert_ok(generator_run(recipe, 5, settings, 1, &clinic));
    assert_ok(chances_new(clinic, &chances));
    assert_ok(catalog_new(clinic, chances, &catalog));
    for (int k = 0; k < 3; k++)
        describe(catalog, k == 2 ? 8 : k + 1, &text[k]);
    for (int k = 1; k < 3; k++)
        assert_string_equal(text_of(&text[0]), text_of(&text[k]));
    for (int k = 0; k < 3; k++)
        text_clear(&text[k]);
    catalog_free(catalog);
    chances_free(chances);
    clinic_free(clinic);
}

TEST(the_agenda_is_the_same_at_1_2_and_8_threads)
{
    check_threads("features", "requests=150");
}

/* Some 23 parts for 16 workers. */
TEST(many_parts_for_few_workers_make_the_same_at_1_2_and_8_threads)
{
    check_threads("network", "requests=16000");
}

TEST(memory_that_runs_out_is_reported)
{
    Scene scene = scene_of(FOUR);
    Status status = STATUS_NO_MEMORY;

    for (int64_t nth = 1; status != STATUS_OK; nth += 1 + nth / 10) {
        Agenda *agenda = NULL;

        assert_ok(agenda_new(scene.catalog, &agenda));
        mem_fail_at(nth);
        status = run(agenda, 1, 20000);
        mem_fail_at(0);
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
        agenda_free(agenda);
    }
    scene_clear(&scene);
}
