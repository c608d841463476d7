#include "datasets/generator/catalogue.h"

#include <string.h>

#include "model/clinic/table.h"
#include "model/clinic/words.h"
#include "tests/check.h"

TEST(the_steps_of_each_type_stand_together_and_none_is_left_over)
{
    int32_t until = 0;

    for (int32_t type = 0; type < N_TYPES; type++) {
        int32_t begin, end;

        catalogue_range(type, &begin, &end);
        assert_int_equal(begin, until);
        assert_true(begin < end);
        for (int32_t step = begin; step < end; step++)
            assert_int_equal(catalogue_steps[step].step, step - begin + 1);
        until = end;
    }
    assert_int_equal(until, catalogue_n_steps);
}

TEST(a_visit_is_led_by_the_role_of_its_specialty)
{
    for (int32_t type = 0; type < N_TYPES; type++) {
        const SpecialtyFacts *specialty = &catalogue_specialties[catalogue_types[type].specialty];
        int32_t lead, end;

        catalogue_range(type, &lead, &end);
        while (lead < end && catalogue_steps[lead].kind != UNIT_PROVIDER)
            lead++;
        assert_true(lead < end);
        assert_string_equal(catalogue_steps[lead].unit, specialty->role);
    }
}

TEST(ids_are_unique_and_types_stand_in_the_order_of_specialties)
{
    for (int32_t type = 0; type < N_TYPES; type++)
        for (int32_t other = 0; other < type; other++) {
            assert_true(catalogue_types[other].specialty <= catalogue_types[type].specialty);
            assert_string_not_equal(catalogue_types[other].id, catalogue_types[type].id);
        }
    for (int32_t s = 0; s < N_SPECIALTIES; s++)
        for (int32_t other = 0; other < s; other++)
            assert_string_not_equal(catalogue_specialties[other].id, catalogue_specialties[s].id);
}

TEST(shares_and_weights_are_hundredths)
{
    int32_t weights = 0, shares[N_SPECIALTIES] = {0};

    for (int32_t type = 0; type < N_TYPES; type++)
        shares[catalogue_types[type].specialty] += catalogue_types[type].share;
    for (int32_t s = 0; s < N_SPECIALTIES; s++) {
        assert_int_equal(shares[s], 100);
        weights += catalogue_specialties[s].weight;
    }
    assert_int_equal(weights, 100);
}

/* Some visits in every specialty need nobody and nothing rare. */
TEST(every_specialty_has_a_plain_visit)
{
    int32_t plain[N_SPECIALTIES] = {0};

    for (int32_t type = 0; type < N_TYPES; type++)
        plain[catalogue_types[type].specialty] += !catalogue_types[type].involved;
    for (int32_t s = 0; s < N_SPECIALTIES; s++)
        assert_true(plain[s] > 0);
}

TEST(visits_can_start_at_some_time_and_shared_ones_do_not_overlap)
{
    for (int32_t type = 0; type < N_TYPES; type++) {
        const TypeFacts *facts = &catalogue_types[type];

        assert_true(facts->earliest_start == MISSING || facts->latest_start == MISSING ||
                    facts->earliest_start < facts->latest_start);
        assert_true(facts->value > 0 && facts->notice_days >= 0 && facts->group_capacity >= 1);
        assert_true(facts->group_capacity == 1 || !facts->overbook_ok);
    }
}

TEST(a_type_of_unit_has_one_number)
{
    for (int32_t step = 0; step < catalogue_n_steps; step++) {
        const StepFacts *one = &catalogue_steps[step];
        int32_t unit = catalogue_unit(step);

        assert_true(unit <= step);
        assert_int_equal(catalogue_unit(unit), unit);
        for (int32_t other = 0; other < step; other++)
            assert_int_equal(catalogue_unit(other) == unit,
                             catalogue_steps[other].kind == one->kind &&
                                 strcmp(catalogue_steps[other].unit, one->unit) == 0);
    }
}

TEST(only_devices_have_a_turnaround)
{
    assert_int_equal(catalogue_turnaround_min("echo"), 10);
    assert_int_equal(catalogue_turnaround_min("ecg"), 0);
    assert_int_equal(catalogue_turnaround_min("exam"), 0);
    assert_int_equal(catalogue_turnaround_min(""), 0);
}
