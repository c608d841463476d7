#include "solver/greedy/improve.h"

#include "solver/greedy/ruin.h"
#include "tests/check.h"
#include "tests/practice.h"

/* A search ready to be run over the requests in the order of their rows. */
typedef struct Search {
    Scene scene;
    Agenda *agenda;
    Bundles bundles;
    SeatFinder finder;
    BundleSearch places;
    int32_t order[4];
    SolveOptions options;
    Pace pace;
} Search;

static void prepare(Search *search, const char *lines)
{
    *search = (Search){.scene = scene_of(lines),
                       .order = {0, 1, 2, 3},
                       .options = {.deadline_s = INFINITY, .threads = 1}};
    assert_ok(agenda_new(search->scene.catalog, &search->agenda));
    search->pace = pace_begin(search->agenda, &search->options);
    assert_ok(bundles_init(&search->bundles, search->scene.catalog));
    assert_ok(bundle_search_init(&search->places, &search->bundles, &search->finder));
}

static void clear(Search *search)
{
    bundle_search_clear(&search->places);
    seat_clear(&search->finder);
    bundles_clear(&search->bundles);
    agenda_free(search->agenda);
    scene_clear(&search->scene);
}

static void place(Search *search, const char *id, int32_t minute)
{
    Placement at = scene_placement(&search->scene, id, 0, minute);

    assert_true(agenda_place(search->agenda, scene_row(&search->scene, "requests", id), &at));
    agenda_settle(search->agenda);
}

#define THREE                                                                                      \
    OPEN("Amy", "0", "10:00")                                                                      \
    WANT("a", "p", "routine")                                                                      \
    "status=new\n" WANT("b", "q", "routine") "status=new\n" WANT("c", "u", "urgent") "status="     \
                                                                                     "new\n"

TEST(a_worthier_request_takes_the_place_of_another)
{
    Search search;

    prepare(&search, PRACTICE THREE);
    place(&search, "a", 540);
    place(&search, "b", 570);
    assert_ok(
        improve_run(search.agenda, &search.bundles, &search.places, search.order, 3, &search.pace));
    assert_near(search.agenda->worth, 110, EPSILON);
    clear(&search);
}

TEST(a_visit_in_the_middle_moves_aside_for_another)
{
    Search search;

    prepare(&search, PRACTICE THREE);
    place(&search, "c", 550);
    assert_ok(
        improve_run(search.agenda, &search.bundles, &search.places, search.order, 3, &search.pace));
    assert_near(search.agenda->worth, 110, EPSILON);
    clear(&search);
}

TEST(ruin_and_recreate_cools_to_the_best_and_repeats_itself)
{
    double worth[2];

    for (int i = 0; i < 2; i++) {
        Search search;

        prepare(
            &search,
            PRACTICE OPEN("Amy", "0", "09:50") OPEN("Bob", "1", "10:00")
                WANT("a", "p", "routine") "status=new\n" WANT("b", "q", "soon") "status=new\n" WANT(
                    "c", "u", "urgent") "status=new\n" WANT("d", "w", "routine") "status=new\n");
        place(&search, "a", 550);
        assert_ok(ruin_run(search.agenda, &search.bundles, &search.places, search.order, 4,
                           &(RuinStretch){.effort = 2000, .seed = 7, .hot = 20, .cold = 0.01},
                           &search.pace));
        worth[i] = search.agenda->worth;
        clear(&search);
    }
    assert_near(worth[0], 100 + 30 - 0.3 + 10 - 0.1, EPSILON);
    assert_near(worth[0], worth[1], 0);
}

TEST(a_spent_budget_ends_the_passes)
{
    Search search;

    prepare(&search, PRACTICE THREE);
    search.pace.budget.spent = true;
    assert_ok(
        improve_run(search.agenda, &search.bundles, &search.places, search.order, 3, &search.pace));
    assert_near(search.agenda->worth, 0, EPSILON);
    clear(&search);
}
