#include "tests/check.h"

#include "model/base/memory.h"
#include "model/clinic/chances.h"
#include "tests/fixture.h"

#define R(id, rest)                                                                                \
    "requests request=" id " patient=p visit_type=v priority=soon requested_on=0 earliest=0 "      \
    "latest=0 status=new " rest "\n"
#define CLINIC                                                                                     \
    ONE_DAY "patients patient=p\nvisit_types visit_type=v specialty=gp mode=in_person value=10\n"  \
            "policy key=show_prob_default value=0.8\n" R("a", "show_prob=0.5") R("b", "")          \
                R("c", "show_prob=0")

TEST(a_given_chance_holds_on_every_day_and_the_default_for_the_rest)
{
    Clinic *clinic = clinic_of(CLINIC);
    Chances *chances = NULL;

    assert_ok(chances_new(clinic, &chances));
    for (int32_t day = -3; day < 3; day++) {
        assert_near(chances_at(chances, 0, day), 0.5, 0);
        assert_near(chances_at(chances, 1, day), 0.8, 0);
        assert_near(chances_at(chances, 2, day), 0, 0);
    }
    chances_free(chances);
    chances_free(NULL);
    clinic_free(clinic);
}

TEST(days_outside_the_predicted_ones_take_the_nearest)
{
    double given[] = {NAN, 0.5, NAN}, predicted[] = {0.9, 0.8, 0.7, 0.6};
    int64_t begin[] = {0, 3, 3, 4};
    int32_t first[] = {2, 0, 5};
    Chances chances = {3, given, begin, first, predicted};

    assert_near(chances_at(&chances, 0, 0), 0.9, 0);
    assert_near(chances_at(&chances, 0, 2), 0.9, 0);
    assert_near(chances_at(&chances, 0, 3), 0.8, 0);
    assert_near(chances_at(&chances, 0, 4), 0.7, 0);
    assert_near(chances_at(&chances, 0, 99), 0.7, 0);
    assert_near(chances_at(&chances, 1, 3), 0.5, 0);
    assert_near(chances_at(&chances, 2, 4), 0.6, 0);
}

TEST(chances_can_be_picked_in_any_order)
{
    double given[] = {NAN, 0.5, NAN}, predicted[] = {0.9, 0.8, 0.7, 0.6};
    int64_t begin[] = {0, 3, 3, 4};
    int32_t first[] = {2, 0, 5}, rows[] = {2, 1, 0, 2};
    Chances chances = {3, given, begin, first, predicted}, *picked = NULL;

    assert_ok(chances_pick(&chances, rows, 4, &picked));
    for (int32_t i = 0; i < 4; i++)
        for (int32_t day = 0; day < 8; day++)
            assert_near(chances_at(picked, i, day), chances_at(&chances, rows[i], day), 0);
    chances_free(picked);
    chances.begin = NULL; /* nothing predicted */
    assert_ok(chances_pick(&chances, rows + 1, 1, &picked));
    assert_near(chances_at(picked, 0, 3), 0.5, 0);
    assert_null(picked->begin);
    chances_free(picked);
}

TEST(chances_without_memory_are_not_made)
{
    Clinic *clinic = clinic_of(CLINIC);

    for (int64_t nth = 1; nth <= 2; nth++) {
        Chances *chances = NULL;

        mem_fail_at(nth);
        assert_int_equal(chances_new(clinic, &chances), STATUS_NO_MEMORY);
        mem_fail_at(0);
        assert_null(chances);
    }
    clinic_free(clinic);
}
