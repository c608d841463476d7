#include "model/program/run.h"

#include "tests/check.h"
#include "tests/fixture.h"

/* One lead, one hour, talks of 20 minutes: five starts, 09:00 to 09:40. */
#define CLINIC(session, type)                                                                      \
    ONE_DAY "sites site=S\nproviders provider=Amy role=physician\n"                                \
            "sessions provider=Amy site=S date=0 start=09:00 end=10:00 " session "\n"              \
            "visit_types visit_type=talk specialty=any mode=in_person value=10 " type "\n"         \
            "activities visit_type=talk step=1 kind=provider type=physician offset_min=0 "         \
            "duration_min=20\n"                                                                    \
            "skills provider=Amy visit_type=talk\n"                                                \
            "patients patient=p\npatients patient=q\npatients patient=o\n"
#define ASKS(request, patient)                                                                     \
    "requests request=" request " patient=" patient                                                \
    " visit_type=talk priority=routine requested_on=0 earliest=0 latest=0 status=new "             \
    "show_prob=0.9\n"

typedef struct Case {
    Clinic *clinic;
    Chances *chances;
    Catalog *catalog;
    Slate slate;
    Runs runs;
} Case;

static Case runs_of(const char *lines)
{
    Case it = {.clinic = clinic_of(lines)};
    bool within = false;

    assert_ok(chances_new(it.clinic, &it.chances));
    assert_ok(catalog_new(it.clinic, it.chances, &it.catalog));
    assert_ok(slate_new(it.catalog, 1000, &it.slate, &within));
    assert_true(within);
    assert_ok(runs_new(it.catalog, &it.slate, 1000, &it.runs, &within));
    assert_true(within);
    return it;
}

static void clear(Case *it)
{
    runs_clear(&it->runs);
    slate_clear(&it->slate);
    catalog_free(it->catalog);
    chances_free(it->chances);
    clinic_free(it->clinic);
}

static int32_t count_runs(const char *lines)
{
    Case it = runs_of(lines);
    int32_t count = it.runs.n_runs;

    clear(&it);
    return count;
}

TEST(without_overlaps_every_run_is_one_service)
{
    Case it = runs_of(CLINIC("", "") ASKS("a", "p") ASKS("b", "q"));

    assert_int_equal(it.runs.n_runs, 2 * 5);
    for (int32_t k = 0; k < it.runs.n_runs; k++) {
        assert_int_equal(it.runs.runs[k].end - it.runs.runs[k].begin, 1);
        assert_int_equal(it.runs.runs[k].end_min - it.runs.runs[k].start_min, 20);
        assert_near(it.runs.runs[k].cost, 0, 0);
        assert_near(it.runs.runs[k].idle_min, 0, 0);
        assert_near(it.runs.runs[k].idle_follow_min, 20 - 0.9 * 20, EPSILON);
    }
    clear(&it);
}

TEST(services_that_may_overlap_make_runs_of_two)
{
    /* Ten alone; together at equal starts (five) or ten minutes apart (two times four). */
    assert_int_equal(count_runs(CLINIC("overbook_max=1", "") ASKS("a", "p") ASKS("b", "q")),
                     10 + 5 + 8);
}

TEST(what_comes_too_often_or_must_not_overlap_does_not)
{
    const char *often = CLINIC("overbook_max=1", "") ASKS("a", "p")
        ASKS("b", "q") "policy key=collision_show_max value=0.8\n";

    assert_int_equal(count_runs(often), 10);
    assert_int_equal(
        count_runs(CLINIC("overbook_max=1", "overbook_ok=0") ASKS("a", "p") ASKS("b", "q")), 10);
}

TEST(overtime_beyond_the_limit_forbids_a_run)
{
    /* Both at 09:40 or at 09:30, or one at each, end late if both come. */
    const char *lines = CLINIC("overbook_max=1", "") ASKS("a", "p")
        ASKS("b", "q") "policy key=overtime_limit_min value=0\n";

    assert_int_equal(count_runs(lines), 23 - 1 - 1 - 2);
}

TEST(a_shared_visit_comes_with_every_set_that_fits)
{
    /* Three alone and three pairs at each start, and never two visits at once. */
    assert_int_equal(count_runs(CLINIC("overbook_max=1", "group_capacity=2") ASKS("a", "p")
                                    ASKS("b", "q") ASKS("c", "o")),
                     6 * 5);
    /* Of one patient's two requests only one. */
    assert_int_equal(count_runs(CLINIC("", "group_capacity=2") ASKS("a", "p") ASKS("b", "p")),
                     2 * 5);
}

TEST(drawn_durations_link_services_that_do_not_overlap)
{
    /* Any two that do not overlap: 20 minutes apart or more, 3 + 2 + 1 pairs of starts, both ways.
     */
    assert_int_equal(count_runs(CLINIC("", "duration_cv=0.9") ASKS("a", "p") ASKS("b", "q")),
                     10 + 12);
}

TEST(too_many_runs_are_said_to_be_too_many)
{
    Case it = runs_of(CLINIC("", "") ASKS("a", "p") ASKS("b", "q"));
    Runs few = {0};
    bool within = true;

    assert_ok(runs_new(it.catalog, &it.slate, 9, &few, &within));
    assert_false(within);
    assert_null(few.runs);
    clear(&it);
}
