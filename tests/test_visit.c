#include "tests/check.h"

#include "model/base/memory.h"
#include "model/clinic/visit.h"
#include "tests/fixture.h"

#define TYPE           "visit_types visit_type=v specialty=gp mode=either value=10\n"
#define ACTIVITY(rest) "activities visit_type=v " rest "\n"
/* Preparation by a nurse, the lead, then recovery in a room held all along. */
#define FULL                                                                                       \
    ONE_DAY TYPE ACTIVITY(                                                                         \
        "step=4 kind=room type=exam offset_min=0 duration_min=60 cleanup_min=10")                  \
        ACTIVITY("step=1 kind=equipment type=scan offset_min=10 duration_min=10")                  \
            ACTIVITY("step=3 kind=provider type=nurse offset_min=30 duration_min=10")              \
                ACTIVITY("step=2 kind=provider type=physician offset_min=10 duration_min=20")

static VisitShape *shape_of(const char *lines, double factor)
{
    static const int32_t rows[] = {0, 1, 2, 3, 4, 5};
    Clinic *clinic = clinic_of(lines);
    VisitShape *shape = NULL;

    assert_ok(visit_new(clinic, rows, clinic->activities.rows, factor, &shape));
    clinic_free(clinic);
    return shape;
}

static void refuses(const char *lines, double factor, const char *note)
{
    static const int32_t rows[] = {0, 1, 2, 3, 4, 5};
    Clinic *clinic = clinic_of(lines);
    VisitShape *shape = NULL;

    assert_int_equal(visit_new(clinic, rows, clinic->activities.rows, factor, &shape),
                     STATUS_BAD_INPUT);
    assert_string_equal(fault_note(), note);
    assert_null(shape);
    clinic_free(clinic);
}

static void is_part(const VisitPart *part, int32_t activity, int32_t start, int32_t end,
                    int32_t until)
{
    assert_int_equal(part->activity, activity);
    assert_int_equal(part->start_min, start);
    assert_int_equal(part->end_min, end);
    assert_int_equal(part->until_min, until);
}

TEST(lead_minutes_are_rounded_up_to_the_grid)
{
    assert_int_equal(visit_lead_min(20, 1, 10), 20);
    assert_int_equal(visit_lead_min(20, 1.01, 10), 30);
    assert_int_equal(visit_lead_min(20, 0.5, 10), 10);
    assert_int_equal(visit_lead_min(20, 0.51, 10), 20);
    assert_int_equal(visit_lead_min(30, 1.1, 30), 60);
    assert_int_equal(visit_lead_min(20, 1e-300, 10), 0);
    assert_int_equal(visit_lead_min(30, 1.0 + 1e-12, 10), 30); /* within 1e-9 of the grid */
    assert_int_equal(visit_lead_min(1440, 100, 5), 144000);
}

TEST(parts_stand_in_the_order_of_their_steps)
{
    VisitShape *shape = shape_of(FULL, 1);

    assert_int_equal(shape->n_parts, 4);
    assert_int_equal(shape->lead, 1);
    is_part(&shape->parts[0], 1, 10, 20, 20);
    is_part(&shape->parts[1], 3, 10, 30, 30);
    is_part(&shape->parts[2], 2, 30, 40, 40);
    is_part(&shape->parts[3], 0, 0, 60, 70);
    visit_free(shape);
}

TEST(a_visit_ends_with_its_last_activity_cleanup_left_out)
{
    VisitShape *shape = shape_of(FULL, 1);

    assert_int_equal(visit_end_min(shape, MODE_IN_PERSON), 60);
    assert_int_equal(visit_end_min(shape, MODE_TELEHEALTH), 40);
    visit_free(shape);
    visit_free(NULL);
}

TEST(a_slower_lead_delays_what_follows_and_prolongs_what_goes_on)
{
    VisitShape *shape = shape_of(FULL, 1.5);

    is_part(&shape->parts[0], 1, 10, 20, 20); /* ends before the lead does */
    is_part(&shape->parts[1], 3, 10, 40, 40);
    is_part(&shape->parts[2], 2, 40, 50, 50); /* begins at the lead's end */
    is_part(&shape->parts[3], 0, 0, 70, 80);  /* goes on beyond it */
    assert_int_equal(visit_end_min(shape, MODE_IN_PERSON), 70);
    visit_free(shape);
}

TEST(a_faster_lead_brings_forward_what_follows)
{
    VisitShape *shape = shape_of(FULL, 0.5);

    is_part(&shape->parts[1], 3, 10, 20, 20);
    is_part(&shape->parts[2], 2, 20, 30, 30);
    is_part(&shape->parts[3], 0, 0, 50, 60);
    visit_free(shape);
}

TEST(an_activity_that_ends_with_the_lead_may_lose_all_its_time)
{
    refuses(ONE_DAY TYPE ACTIVITY("step=1 kind=provider type=physician offset_min=0 "
                                  "duration_min=30")
                ACTIVITY("step=2 kind=room type=exam offset_min=20 duration_min=10"),
            0.5, "step 2 is left no time");
}

TEST(a_lead_may_lose_all_its_time)
{
    refuses(FULL, 1e-300, "step 2 is left no time");
}

TEST(a_visit_needs_a_provider_to_lead_it)
{
    refuses(ONE_DAY TYPE ACTIVITY("step=1 kind=room type=exam offset_min=0 duration_min=30"), 1,
            "the visit type has no provider activity to lead it");
    refuses(ONE_DAY TYPE, 1, "the visit type has no provider activity to lead it");
}

TEST(the_lead_is_one_person_without_cleanup)
{
    refuses(ONE_DAY TYPE ACTIVITY("step=3 kind=provider type=physician offset_min=0 "
                                  "duration_min=30 count=2"),
            1, "step 3 leads, so it asks one person and no cleanup");
    refuses(ONE_DAY TYPE ACTIVITY("step=3 kind=provider type=physician offset_min=0 "
                                  "duration_min=30 cleanup_min=10"),
            1, "step 3 leads, so it asks one person and no cleanup");
}

TEST(a_telehealth_visit_holds_its_persons_only)
{
    VisitShape *shape = shape_of(FULL, 1);

    assert_true(visit_holds(&shape->parts[1], MODE_TELEHEALTH));
    assert_true(visit_holds(&shape->parts[2], MODE_TELEHEALTH));
    assert_false(visit_holds(&shape->parts[0], MODE_TELEHEALTH));
    assert_false(visit_holds(&shape->parts[3], MODE_TELEHEALTH));
    assert_true(visit_holds(&shape->parts[3], MODE_IN_PERSON));
    visit_free(shape);
}

TEST(a_shape_without_memory_is_not_made)
{
    static const int32_t rows[] = {0, 1, 2, 3};
    Clinic *clinic = clinic_of(FULL);
    VisitShape *shape = NULL;

    mem_fail_at(1);
    assert_int_equal(visit_new(clinic, rows, 4, 1, &shape), STATUS_NO_MEMORY);
    mem_fail_at(0);
    assert_null(shape);
    clinic_free(clinic);
}
