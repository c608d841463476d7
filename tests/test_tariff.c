#include "solver/pattern/tariff.h"

#include "model/base/memory.h"
#include "model/clinic/calendar.h"
#include "tests/check.h"
#include "tests/practice.h"

/* Two leads and one room, which checks hold for 30 minutes and 10 more; a device that nobody else
 * wants, and enough chairs. */
#define ROOMS                                                                                      \
    PRACTICE OPEN("Amy", "0", "10:00") OPEN(                                                       \
        "Bob", "0",                                                                                \
        "10:00") "rooms room=R site=S room_type=exam open=09:10\n"                                 \
                 "rooms room=C1 site=S room_type=chair\nrooms room=C2 site=S room_type=chair\n"    \
                 "activities visit_type=check step=2 kind=room type=exam offset_min=0 "            \
                 "duration_min=30 "                                                                \
                 "cleanup_min=10\n"                                                                \
                 "activities visit_type=check step=3 kind=room type=chair offset_min=10 "          \
                 "duration_min=10\n"

/* Two leads and one scanner, which checks hold for 30 minutes and which then rests for 20. */
#define SCANNER                                                                                    \
    PRACTICE OPEN("Amy", "0", "10:00") OPEN(                                                       \
        "Bob", "0",                                                                                \
        "10:00") "equipment equipment=E site=S equipment_type=scanner turnaround_min=20 "          \
                 "close=09:50\n"                                                                   \
                 "activities visit_type=check step=2 kind=equipment type=scanner offset_min=0 "    \
                 "duration_min=30\n"

typedef struct Stall {
    Scene scene;
    Tariff tariff;
    double *price;
    const TariffRow *exam; /* the row of the room, or of the scanner */
} Stall;

static Stall stall_of(const char *lines)
{
    Stall stall = {.scene = scene_of(lines)};

    assert_ok(tariff_init(&stall.tariff, stall.scene.catalog));
    stall.price = MEM_NEW(double, stall.tariff.size);
    assert_non_null(stall.price);
    for (int32_t i = 0; i < stall.tariff.n_rows; i++) {
        const CatalogPool *pool = &stall.scene.catalog->pools[stall.tariff.rows[i].pool];

        if (pool->kind != UNIT_PROVIDER && pool->end - pool->begin == 1)
            stall.exam = &stall.tariff.rows[i];
    }
    assert_non_null(stall.exam);
    return stall;
}

static void stall_clear(Stall *stall)
{
    mem_free(stall->price);
    tariff_clear(&stall->tariff);
    scene_clear(&stall->scene);
}

/* A check at @p minute of day 0. */
static TariffVisit check_at(const Stall *stall, int32_t minute)
{
    return (TariffVisit){.shape = stall->scene.catalog->shapes[0],
                         .mode = MODE_IN_PERSON,
                         .lead_slot = minute / 10,
                         .persons = true};
}

static double *price_at(Stall *stall, int32_t minute)
{
    return &stall->price[stall->exam->at + minute / 10 - stall->exam->first];
}

TEST(a_visit_pays_for_all_the_slots_it_holds_cleanup_included)
{
    Stall stall = stall_of(ROOMS);
    TariffVisit nine = check_at(&stall, 540), half = check_at(&stall, 570);

    *price_at(&stall, 540) = 1;
    *price_at(&stall, 570) = 10;
    *price_at(&stall, 580) = 100;
    *price_at(&stall, 550) = -5; /* below 0 counts as 0 */
    tariff_set(&stall.tariff, 0, stall.price);
    assert_near(tariff_cost(&stall.tariff, &nine), 11, 1e-12);
    assert_near(tariff_cost(&stall.tariff, &half), 110, 1e-12);
    half.mode = MODE_TELEHEALTH;
    assert_near(tariff_cost(&stall.tariff, &half), 0, 0);
    stall_clear(&stall);
}

TEST(use_is_added_where_a_visit_holds_units)
{
    Stall stall = stall_of(ROOMS);
    TariffVisit nine = check_at(&stall, 540), ten = check_at(&stall, 550);
    double *use = MEM_NEW(double, stall.tariff.size);

    assert_non_null(use);
    tariff_set(&stall.tariff, 0, stall.price);
    tariff_use(&stall.tariff, &nine, 0.5);
    tariff_use(&stall.tariff, &ten, 2);
    tariff_usage(&stall.tariff, 0, use);
    for (int32_t k = 0; k < stall.exam->slots; k++) {
        int32_t minute = (stall.exam->first + k) * 10;
        double expected =
            (minute >= 540 && minute < 580 ? 0.5 : 0) + (minute >= 550 && minute < 590 ? 2 : 0);

        assert_near(use[stall.exam->at + k], expected, 1e-12);
    }
    mem_free(use);
    stall_clear(&stall);
}

TEST(capacity_is_what_is_open_and_what_never_runs_short_has_no_row)
{
    Stall stall = stall_of(ROOMS);

    for (int32_t k = 0; k < stall.exam->slots; k++)
        assert_near(stall.tariff.capacity[stall.exam->at + k],
                    (stall.exam->first + k) * 10 >= 550 ? 1 : 0, 0);
    for (int32_t i = 0; i < stall.tariff.n_rows; i++) {
        assert_true(tariff_is_things(&stall.tariff, i)); /* leads are enough for themselves */
        assert_int_equal(stall.tariff.rows[i].day, 0);   /* nobody works on the second day */
    }
    stall_clear(&stall);
}

TEST(a_device_is_paid_for_while_it_rests_and_rests_past_closing)
{
    Stall stall = stall_of(SCANNER);
    TariffVisit nine = check_at(&stall, 540);

    *price_at(&stall, 580) = 100;
    *price_at(&stall, 590) = 1000;
    tariff_set(&stall.tariff, 0, stall.price);
    assert_near(tariff_cost(&stall.tariff, &nine), 100, 1e-12);
    for (int32_t k = 0; k < stall.exam->slots; k++)
        assert_near(stall.tariff.capacity[stall.exam->at + k],
                    (stall.exam->first + k) * 10 < 610 ? 1 : 0, 0);
    assert_int_equal((stall.exam->first + stall.exam->slots) * 10, 620);
    stall_clear(&stall);
}

TEST(a_device_that_one_visit_may_use_twice_in_a_row_is_not_paid_for_while_it_rests)
{
    Stall stall = stall_of(SCANNER "activities visit_type=check step=3 kind=equipment type=scanner "
                                   "offset_min=30 duration_min=10\n");
    TariffVisit nine = check_at(&stall, 540);

    *price_at(&stall, 580) = 100;
    tariff_set(&stall.tariff, 0, stall.price);
    assert_near(tariff_cost(&stall.tariff, &nine), 0, 0);
    stall_clear(&stall);
}

/* A check at @p minute while another, whose lead is free at @p free, runs. */
static TariffVisit check_beside(const Stall *stall, int32_t minute, int32_t free)
{
    TariffVisit visit = check_at(stall, minute);

    visit.beside = (Holding){visit.shape, MODE_IN_PERSON};
    visit.free_slot = free / 10;
    return visit;
}

/* What a check pays in each slot of the scarce room or device, and that it uses as much. */
static void assert_paid(Stall *stall, const TariffVisit *visit, int32_t from, const char *units)
{
    double *use = MEM_NEW(double, stall->tariff.size);

    assert_non_null(use);
    for (int32_t minute = from; *units; units++, minute += 10) {
        *price_at(stall, minute) = 1;
        tariff_set(&stall->tariff, 0, stall->price);
        assert_near(tariff_cost(&stall->tariff, visit), *units - '0', 1e-12);
        tariff_use(&stall->tariff, visit, 0.5);
        tariff_usage(&stall->tariff, 0, use);
        assert_near(use[price_at(stall, minute) - stall->price], 0.5 * (*units - '0'), 1e-12);
        *price_at(stall, minute) = 0;
    }
    mem_free(use);
}

TEST(beside_another_only_what_that_does_not_hold_is_paid)
{
    Stall stall = stall_of(ROOMS);
    TariffVisit ten = check_beside(&stall, 550, 570), nine = check_beside(&stall, 540, 560);

    assert_paid(&stall, &ten, 540, "000010"); /* the other holds the room from 540 to 580 */
    assert_paid(&stall, &nine, 540, "000100");
    ten.beside.mode = MODE_TELEHEALTH;
    assert_paid(&stall, &ten, 540, "011110");
    ten.beside.mode = MODE_IN_PERSON;
    ten.mode = MODE_TELEHEALTH;
    assert_paid(&stall, &ten, 540, "000000");
    stall_clear(&stall);
}

TEST(beside_another_that_holds_more_for_a_while_nothing_is_paid_then)
{
    Stall stall = stall_of(ROOMS "activities visit_type=check step=4 kind=room type=exam "
                                 "offset_min=20 duration_min=10 count=2\n");
    TariffVisit ten = check_beside(&stall, 550, 570);

    assert_paid(&stall, &ten, 540, "000210"); /* 011310 less 113100 */
    ten.beside.shape = NULL;
    assert_paid(&stall, &ten, 540, "011310");
    stall_clear(&stall);
}

TEST(beside_another_a_device_is_not_paid_for_while_it_rests_after_that)
{
    Stall stall = stall_of(SCANNER);
    TariffVisit ten = check_beside(&stall, 560, 570);

    assert_paid(&stall, &ten, 540, "0000011"); /* the other's from 540 on rests until 590 */
    stall_clear(&stall);
}

TEST(running_out_of_memory_leaves_an_empty_tariff)
{
    Scene scene = scene_of(ROOMS);
    Status status = STATUS_NO_MEMORY;
    Tariff tariff;

    for (int64_t n = 1; status != STATUS_OK; n++) {
        assert_true(n < 100);
        mem_fail_at(n);
        status = tariff_init(&tariff, scene.catalog);
        mem_fail_at(0);
        assert_true(status == STATUS_OK || (!tariff.rows && !tariff.capacity));
    }
    tariff_clear(&tariff);
    scene_clear(&scene);
}
