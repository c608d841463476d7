#include "solver/neighbour/neighbour.h"

#include "datasets/generator/generator.h"
#include "model/base/memory.h"
#include "model/base/text.h"
#include "solver/agenda/seat.h"
#include "tests/check.h"

#include "tests/practice.h"
#include <math.h>

/* An agenda into which every request of @p catalog went that found a seat, in the order of rows. */
static Agenda *seated(const Catalog *catalog)
{
    SeatFinder finder = {0};
    Agenda *agenda = NULL;

    assert_ok(agenda_new(catalog, &agenda));
    for (int32_t r = 0; r < agenda->n_requests; r++)
        if (catalog->links.begin[r] == catalog->links.begin[r + 1])
            seat_take(&finder, agenda, r, 0);
    agenda_settle(agenda);
    seat_clear(&finder);
    return agenda;
}

static Status run(Agenda *agenda, int32_t threads, int64_t effort)
{
    SolveOptions options = {.deadline_s = INFINITY, .threads = threads};
    NeighbourLimits limits = {.target = INFINITY, .effort = effort, .threads = threads, .seed = 3};
    Pace pace = pace_begin(agenda, &options);

    return neighbour_run(agenda, &limits, &pace);
}

TEST(visits_make_room_for_worthier_ones)
{
    Scene scene = scene_of(
        PRACTICE OPEN("Amy", "0", "09:50") OPEN("Bob", "1", "10:00")
            WANT("a", "p", "routine") "status=new\n" WANT("b", "q", "routine") "status=new\n" WANT(
                "c", "u", "soon") "status=new\n" WANT("d", "w", "urgent") "status=new\n");
    Agenda *agenda = seated(scene.catalog);

    assert_ok(run(agenda, 1, 0));
    assert_near(agenda->worth, 100 + 30 - 0.3 + 10 - 0.1, EPSILON);
    agenda_free(agenda);
    scene_clear(&scene);
}

TEST(an_empty_clinic_stays_empty)
{
    Scene scene = scene_of(PRACTICE WANT("a", "p", "routine") "status=new\n");
    Agenda *agenda = seated(scene.catalog);

    assert_ok(run(agenda, 2, 0));
    assert_near(agenda->worth, 0, 0);
    agenda_free(agenda);
    scene_clear(&scene);
}

/* What stands where after some rounds, to the last bit. */
static void describe(const Catalog *catalog, int32_t threads, Text *out)
{
    Agenda *agenda = seated(catalog);
    double before = agenda->worth;

    assert_ok(run(agenda, threads, 1500000));
    assert_true(agenda->worth > before);
    text_add(out, "%a\n", agenda->worth);
    for (int32_t r = 0; r < agenda->n_requests; r++) {
        const Placement *at = agenda_at(agenda, r);

        text_add(out, "%d %d %d\n", r, at ? at->session : -1, at ? at->start_min : -1);
    }
    assert_ok(text_status(out));
    agenda_free(agenda);
}

TEST(the_agenda_is_the_same_at_1_2_and_8_threads)
{
    const char *const settings[] = {"requests=120"}, *const recipes[] = {"small", "features"};

    for (int i = 0; i < 2; i++) {
        Clinic *clinic = NULL;
        Chances *chances = NULL;
        Catalog *catalog = NULL;
        Text text[3] = {{0}};

        assert_ok(generator_run(recipes[i], 5, settings, 1, &clinic));
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
}

TEST(memory_that_runs_out_is_reported_and_the_agenda_stays_allowed)
{
    Scene scene = scene_of(PRACTICE OPEN("Amy", "0", "09:50") WANT(
        "a", "p", "routine") "status=new\n" WANT("b", "q", "urgent") "status=new\n");
    Status status = STATUS_NO_MEMORY;

    for (int64_t nth = 1; status != STATUS_OK; nth += 1 + nth / 10) {
        Agenda *agenda = seated(scene.catalog);
        double before = agenda->worth;

        mem_fail_at(nth);
        status = run(agenda, 1, 20000);
        mem_fail_at(0);
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
        assert_true(agenda->worth >= before);
        agenda_free(agenda);
    }
    scene_clear(&scene);
}
