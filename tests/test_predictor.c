#include "tests/check.h"

#include <stdio.h>

#include "model/base/memory.h"
#include "model/base/random.h"
#include "model/noshow/features.h"
#include "model/noshow/past.h"
#include "model/noshow/predictor.h"
#include "tests/fixture.h"

#define CLINIC                                                                                     \
    "horizon start_date=2026-03-02 days=10 slot_min=10 timezone=UTC\n"                             \
    "sites site=S\n"                                                                               \
    "providers provider=Amy role=physician\n"                                                      \
    "visit_types visit_type=v specialty=s mode=in_person value=10\n"                               \
    "patients patient=steady\n"                                                                    \
    "patients patient=flighty\n"                                                                   \
    "requests request=soon patient=steady visit_type=v priority=routine requested_on=0 "           \
    "earliest=0 latest=9 status=new\n"                                                             \
    "requests request=given patient=steady visit_type=v priority=routine requested_on=0 "          \
    "earliest=0 latest=9 status=new show_prob=0.25\n"

/* History of @p n visits of many patients; the chance of coming is 0.95 within a day of booking and
 * 0.55 later, or @p flat on every day. */
static Clinic *clinic_with_history(int n, double flat)
{
    Clinic *clinic = clinic_of(CLINIC);
    Random random = random_stream(7, 0);

    for (int i = 0; i < n; i++) {
        History *history = &clinic->history;
        int32_t row = 0, lead = random_below(&random, 2) ? 0 : random_between(&random, 2, 20);
        char id[16];

        assert_ok(clinic_append(clinic, TABLE_history, &row));
        snprintf(id, sizeof id, "h%d", i);
        history->patient[row] = clinic_text(clinic, id);
        history->visit_type[row] = "v";
        history->date[row] = -1 - random_below(&random, 90);
        history->booked_on[row] = history->date[row] - lead;
        history->attended[row] = random_unit(&random) < (flat > 0 ? flat : lead == 0 ? 0.95 : 0.55);
    }
    return clinic;
}

TEST(lead_time_is_learned_and_changes_the_chance_by_day)
{
    Clinic *clinic = clinic_with_history(4000, 0);
    Chances *chances = NULL;
    Prediction prediction;

    assert_ok(predictor_run(clinic, &chances, &prediction));
    assert_int_equal(prediction.source, PREDICTOR_LOGISTIC);
    assert_int_equal(prediction.blank, 1);
    assert_int_equal(prediction.learned_from, 4000);
    assert_true(prediction.brier < prediction.brier_base);
    assert_near(chances_at(chances, 0, 0), 0.95, 0.03);
    assert_near(chances_at(chances, 0, 9), 0.55, 0.05);
    chances_free(chances);
    clinic_free(clinic);
}

TEST(a_given_probability_is_used_as_it_is_on_every_day)
{
    Clinic *clinic = clinic_with_history(4000, 0);
    Chances *chances = NULL;
    Prediction prediction;

    assert_ok(predictor_run(clinic, &chances, &prediction));
    for (int32_t day = 0; day < 10; day++)
        assert_near(chances_at(chances, 1, day), 0.25, 0);
    chances_free(chances);
    clinic_free(clinic);
}

TEST(without_signal_the_base_rate_is_taken)
{
    Clinic *clinic = clinic_with_history(4000, 0.8);
    Chances *chances = NULL;
    Prediction prediction;

    assert_ok(predictor_run(clinic, &chances, &prediction));
    assert_int_equal(prediction.source, PREDICTOR_BASE_RATE);
    assert_near(chances_at(chances, 0, 5), 0.8, 0.03);
    chances_free(chances);
    clinic_free(clinic);
}

TEST(with_too_little_history_the_default_is_taken)
{
    Clinic *clinic = clinic_with_history(50, 0);
    Chances *chances = NULL;
    Prediction prediction;

    assert_ok(predictor_run(clinic, &chances, &prediction));
    assert_int_equal(prediction.source, PREDICTOR_DEFAULT);
    assert_near(chances_at(chances, 0, 5), 0.9, 0);
    chances_free(chances);
    clinic_free(clinic);
}

TEST(history_that_all_came_is_no_signal_but_a_base_rate)
{
    Clinic *clinic = clinic_with_history(1000, 1.1);
    Chances *chances = NULL;
    Prediction prediction;

    assert_ok(predictor_run(clinic, &chances, &prediction));
    assert_int_equal(prediction.source, PREDICTOR_BASE_RATE);
    assert_near(chances_at(chances, 0, 5), 1.0, 0);
    chances_free(chances);
    clinic_free(clinic);
}

TEST(only_visits_before_the_booking_count_as_the_past)
{
    Clinic *clinic =
        clinic_of(CLINIC "history patient=flighty visit_type=v booked_on=-9 date=-8 attended=0\n"
                         "history patient=flighty visit_type=v booked_on=-7 date=-5 attended=1\n"
                         "history patient=flighty visit_type=v booked_on=-4 date=-6 attended=0\n");
    Past *past = NULL;
    int32_t visits, missed;

    assert_ok(past_new(clinic, &past));
    past_before(past, "flighty", -5, &visits, &missed);
    assert_int_equal(visits, 1);
    assert_int_equal(missed, 1);
    past_before(past, "flighty", 0, &visits, &missed);
    assert_int_equal(visits, 2); /* the third was booked after its date: dirt */
    assert_int_equal(missed, 1);
    past_before(past, "nobody", 0, &visits, &missed);
    assert_int_equal(visits, 0);
    assert_near(past_no_show_rate(past), 0.5, 0);
    past_free(past);
    clinic_free(clinic);
}

TEST(the_same_history_gives_the_same_chances)
{
    Clinic *clinic = clinic_with_history(2000, 0);
    Chances *one = NULL, *two = NULL;
    Prediction prediction;

    assert_ok(predictor_run(clinic, &one, &prediction));
    assert_ok(predictor_run(clinic, &two, &prediction));
    for (int32_t day = 0; day < 10; day++)
        assert_near(chances_at(one, 0, day), chances_at(two, 0, day), 0);
    chances_free(one);
    chances_free(two);
    clinic_free(clinic);
}

TEST(running_out_of_memory_while_learning_leaks_nothing)
{
    Clinic *clinic = clinic_with_history(300, 0);
    Status status = STATUS_NO_MEMORY;

    for (int64_t nth = 1; status != STATUS_OK; nth++) {
        Chances *chances = NULL;
        Prediction prediction;

        mem_fail_at(nth);
        status = predictor_run(clinic, &chances, &prediction);
        mem_fail_at(0);
        assert_true(status == STATUS_OK || (status == STATUS_NO_MEMORY && !chances));
        chances_free(chances);
    }
    clinic_free(clinic);
}
