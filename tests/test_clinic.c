#include "tests/check.h"

#include <string.h>

#include "model/base/memory.h"
#include "tests/fixture.h"

TEST(an_empty_clinic_has_the_policy_of_the_contract)
{
    Clinic *clinic = NULL;

    assert_ok(clinic_new(&clinic));
    assert_near(clinic->rules.weight_emergency, 30, 0);
    assert_near(clinic->rules.wait_cost_per_day, 0.01, 0);
    assert_near(clinic->rules.collision_show_max, 1, 0);
    assert_near(clinic->rules.overtime_limit_min, 60, 0);
    assert_near(clinic->rules.show_prob_default, 0.9, 0);
    clinic_free(clinic);
    clinic_free(NULL);
}

TEST(policy_rows_override_the_defaults)
{
    Clinic *clinic = clinic_of(ONE_DAY "policy key=move_cost value=7\npolicy key=odd value=1\n");

    assert_near(clinic->rules.move_cost, 7, 0);
    assert_near(clinic->rules.cancel_cost, 20, 0);
    clinic->policy.value[0] = 8;
    assert_ok(clinic_settle(clinic));
    assert_near(clinic->rules.move_cost, 8, 0);
    clinic->policy.rows = 0;
    assert_ok(clinic_settle(clinic));
    assert_near(clinic->rules.move_cost, 2, 0);
    clinic_free(clinic);
}

TEST(settling_needs_a_start_date)
{
    Clinic *clinic = NULL;

    assert_ok(clinic_new(&clinic));
    assert_int_equal(clinic_settle(clinic), STATUS_BAD_INPUT);
    assert_string_equal(fault_note(), "horizon: start_date is \"\", expected a date YYYY-MM-DD");
    assert_ok(clinic_append(clinic, TABLE_horizon, NULL));
    clinic->horizon.start_date[0] = "2026-02-30";
    assert_int_equal(clinic_settle(clinic), STATUS_BAD_INPUT);
    assert_int_equal(clinic->epoch_day, 0);
    clinic->horizon.start_date[0] = "2026-03-02";
    assert_ok(clinic_settle(clinic));
    assert_int_equal(clinic->epoch_day, 20514);
    clinic_free(clinic);
}

TEST(a_weight_is_the_requests_own_or_its_priorities)
{
#define R(id, rest)                                                                                \
    "requests request=" id " patient=p visit_type=v requested_on=0 earliest=0 latest=0 "           \
    "status=new " rest "\n"
    Clinic *clinic =
        clinic_of(ONE_DAY "patients patient=p\n"
                          "visit_types visit_type=v specialty=gp mode=in_person value=10\n"
                          "policy key=weight_soon value=4\n" R("a", "priority=emergency")
                              R("b", "priority=urgent") R("c", "priority=soon")
                                  R("d", "priority=routine") R("e", "priority=emergency weight=0"));

    assert_near(clinic_weight(clinic, 0), 30, 0);
    assert_near(clinic_weight(clinic, 1), 10, 0);
    assert_near(clinic_weight(clinic, 2), 4, 0);
    assert_near(clinic_weight(clinic, 3), 1, 0);
    assert_near(clinic_weight(clinic, 4), 0, 0);
    clinic_free(clinic);
}

TEST(attributes_are_set_once_and_found)
{
    Clinic *clinic = NULL;

    assert_ok(clinic_new(&clinic));
    assert_null(attributes_get(&clinic->attributes, "seed"));
    assert_ok(attributes_set(&clinic->attributes, &clinic->texts, "seed", "1"));
    assert_ok(attributes_set(&clinic->attributes, &clinic->texts, "recipe", "tiny"));
    assert_ok(attributes_set(&clinic->attributes, &clinic->texts, "seed", "2"));
    assert_int_equal(clinic->attributes.count, 2);
    assert_string_equal(attributes_get(&clinic->attributes, "seed"), "2");
    assert_string_equal(attributes_get(&clinic->attributes, "recipe"), "tiny");
    clinic_free(clinic);
}

TEST(an_attribute_without_memory_is_not_set)
{
    Clinic *clinic = NULL;
    Status status = STATUS_NO_MEMORY;

    assert_ok(clinic_new(&clinic));
    for (int64_t nth = 1; status != STATUS_OK; nth++) {
        mem_fail_at(nth);
        status = attributes_set(&clinic->attributes, &clinic->texts, "seed", "1");
        mem_fail_at(0);
        assert_int_equal(attributes_get(&clinic->attributes, "seed") != NULL, status == STATUS_OK);
        assert_true(nth < 100);
    }
    clinic_free(clinic);
}

TEST(numbers_among_the_attributes_are_known)
{
    bool real = false;

    assert_true(attribute_is_number("objective", &real));
    assert_true(real);
    assert_true(attribute_is_number("seed", &real));
    assert_false(real);
    assert_false(attribute_is_number("recipe", &real));
}

TEST(texts_live_as_long_as_the_clinic)
{
    Clinic *clinic = NULL;
    char buffer[] = "Amy";
    const char *copy;

    assert_ok(clinic_new(&clinic));
    copy = clinic_text(clinic, buffer);
    buffer[0] = 'X';
    assert_string_equal(copy, "Amy");
    clinic_free(clinic);
}
