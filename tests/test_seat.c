#include "solver/agenda/seat.h"

#include "model/base/memory.h"
#include "model/clinic/calendar.h"
#include "tests/check.h"
#include "tests/generated.h"
#include "tests/practice.h"

TEST(the_best_seat_is_early_and_with_the_preferred_lead)
{
    Scene scene = scene_of(PRACTICE OPEN("Amy", "1", "10:00") OPEN("Bob", "0", "10:00") WANT(
        "a", "p", "routine") "status=new\n" WANT("b", "q", "routine") "status=new provider=Amy\n");
    SeatFinder finder = {0};
    Agenda *agenda = NULL;
    Seat seats[3];

    assert_ok(agenda_new(scene.catalog, &agenda));
    assert_int_equal(seat_find(&finder, agenda, 0, 0, 1, seats, 3), 2);
    assert_int_equal(seats[0].at.provider, 1);
    assert_int_equal(seats[0].at.start_min, 540);
    assert_near(seats[0].gain, 10, 0.01);
    assert_near(seats[1].gain, 9.9, 0.01);
    assert_int_equal(seat_find(&finder, agenda, 1, 0, 1, seats, 1), 1);
    assert_int_equal(seats[0].at.start_min, DAY_MIN + 540);
    assert_int_equal(seat_find(&finder, agenda, 1, 10.5, 1, seats, 1), 0);
    seat_clear(&finder);
    agenda_free(agenda);
    scene_clear(&scene);
}

TEST(seats_lie_beside_what_stands)
{
    Scene scene = scene_of(PRACTICE OPEN("Amy", "0", "12:00") WANT(
        "a", "p", "routine") "status=new\n" WANT("b", "q", "routine") "status=new\n");
    Placement at = scene_placement(&scene, "a", 0, 600);
    SeatFinder finder = {0};
    Agenda *agenda = NULL;

    assert_ok(agenda_new(scene.catalog, &agenda));
    assert_true(agenda_place(agenda, 0, &at));
    assert_true(seat_take(&finder, agenda, 1, 0));
    assert_true(agenda_at(agenda, 1)->start_min == 570 || agenda_at(agenda, 1)->start_min == 540);
    seat_clear(&finder);
    agenda_free(agenda);
    scene_clear(&scene);
}

TEST(options_come_out_from_the_best_bound_down_and_full_ones_when_asked)
{
    Scene scene = scene_of(PRACTICE OPEN("Amy", "1", "10:00") OPEN("Bob", "0", "09:30") WANT(
        "a", "p", "routine") "status=new\n" WANT("b", "q", "routine") "status=new\n");
    Placement at = scene_placement(&scene, "a", 0, 540);
    SeatFinder finder = {0};
    Agenda *agenda = NULL;
    SeatOption option;
    Wish wish;

    assert_ok(agenda_new(scene.catalog, &agenda));
    seat_wish(agenda, 1, &wish);
    assert_true(seat_options(&finder, agenda, 1, &wish));
    assert_true(seat_next_option(&finder, &option));
    assert_int_equal(scene.catalog->sessions[option.session].day, 0);
    assert_true(seat_next_option(&finder, &option));
    assert_false(seat_next_option(&finder, &option));
    assert_true(agenda_place(agenda, 0, &at));
    assert_true(seat_options(&finder, agenda, 1, &wish));
    assert_int_equal(finder.n_options, 1);
    finder.full_too = true;
    seat_options(&finder, agenda, 1, &wish);
    assert_int_equal(finder.n_options, 2);
    agenda_settle(agenda);
    finder.since = 1;
    seat_options(&finder, agenda, 1, &wish);
    assert_int_equal(finder.n_options, 1); /* the one that has changed */
    seat_clear(&finder);
    agenda_free(agenda);
    scene_clear(&scene);
}

static Scene scene_generated(const char *recipe, int64_t seed)
{
    Scene scene = {.clinic = generated(recipe, seed)};

    assert_ok(chances_new(scene.clinic, &scene.chances));
    assert_ok(catalog_new(scene.clinic, scene.chances, &scene.catalog));
    return scene;
}

/* The sessions listed for request @p r, noted in @p noted by adding @p mark. */
static void note_options(SeatFinder *finder, const Agenda *agenda, int32_t r, int32_t mark,
                         int32_t *noted)
{
    Wish wish;

    seat_wish(agenda, r, &wish);
    seat_options(finder, agenda, r, &wish);
    for (int32_t i = 0; i < finder->n_options; i++)
        noted[2 * finder->options[i].session + finder->options[i].mode] += mark;
}

TEST(what_parts_list_is_what_all_of_the_calendar_lists)
{
    Scene it = scene_generated("features", 4);
    int32_t n = it.catalog->n_sessions, listed = 0, count[2] = {0};
    int32_t *parts[2] = {MEM_NEW(int32_t, n), MEM_NEW(int32_t, n)};
    int32_t *noted = MEM_NEW(int32_t, 2 * (int64_t)n);
    SeatFinder finder = {0}, of_part[2] = {{0}};
    SeatRange range[2];
    Groups leads_of = {0};
    Agenda *agenda = NULL;

    assert_true(parts[0] && parts[1] && noted);
    assert_ok(agenda_new(it.catalog, &agenda));
    assert_ok(seat_range_leads(it.catalog, &leads_of));
    for (int32_t s = n - 1; s >= 0; s--) /* in any order */
        parts[s % 3 == 0][count[s % 3 == 0]++] = s;
    for (int p = 0; p < 2; p++) {
        assert_ok(seat_range_init(&range[p], it.catalog));
        assert_ok(seat_range_fill(&range[p], it.catalog, &leads_of, parts[1 - p], count[1 - p]));
        assert_ok(seat_range_fill(&range[p], it.catalog, &leads_of, parts[p], count[p]));
        of_part[p].range = &range[p];
    }
    for (int32_t r = 0; r < agenda->n_requests; r++) {
        for (int32_t i = 0; i < 2 * n; i++)
            noted[i] = 0;
        note_options(&finder, agenda, r, 10, noted);
        for (int p = 0; p < 2; p++)
            note_options(&of_part[p], agenda, r, 1 + p, noted);
        for (int32_t i = 0; i < 2 * n; i++) {
            assert_true(noted[i] == 0 || noted[i] == (i / 2 % 3 == 0 ? 12 : 11));
            listed += noted[i] > 0;
        }
    }
    assert_true(listed > agenda->n_requests);
    for (int p = 0; p < 2; p++) {
        seat_range_clear(&range[p]);
        seat_clear(&of_part[p]);
        mem_free(parts[p]);
    }
    mem_free(noted);
    groups_clear(&leads_of);
    seat_clear(&finder);
    agenda_free(agenda);
    scene_clear(&it);
}

TEST(without_memory_a_part_cannot_be_listed)
{
    Scene scene = scene_of(PRACTICE OPEN("Amy", "1", "10:00"));
    const int32_t session = 0;
    Groups leads_of = {0};
    SeatRange range;

    mem_fail_at(1);
    assert_int_equal(seat_range_init(&range, scene.catalog), STATUS_NO_MEMORY);
    mem_fail_at(1);
    assert_int_equal(seat_range_leads(scene.catalog, &leads_of), STATUS_NO_MEMORY);
    mem_fail_at(0);
    assert_ok(seat_range_init(&range, scene.catalog));
    assert_ok(seat_range_leads(scene.catalog, &leads_of));
    mem_fail_at(1);
    assert_int_equal(seat_range_fill(&range, scene.catalog, &leads_of, &session, 1),
                     STATUS_NO_MEMORY);
    mem_fail_at(0);
    assert_ok(seat_range_fill(&range, scene.catalog, &leads_of, &session, 1));
    assert_int_equal(range.begin[1] - range.begin[0], 1);
    seat_range_clear(&range);
    groups_clear(&leads_of);
    scene_clear(&scene);
}
