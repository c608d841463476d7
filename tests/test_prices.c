#include "solver/pattern/prices.h"

#include <string.h>

#include "model/base/memory.h"
#include "tests/check.h"
#include "tests/practice.h"

#define CLINIC                                                                                     \
    PRACTICE OPEN("Amy", "0", "10:00") OPEN(                                                       \
        "Bob", "0",                                                                                \
        "10:00") "sessions provider=Amy site=S date=1 start=09:00 end=10:00 overbook_max=1\n"      \
                 "rooms room=R site=S room_type=exam\n"                                            \
                 "activities visit_type=check step=2 kind=room type=exam offset_min=0 "            \
                 "duration_min=30\n"                                                               \
                 "urgent_demand visit_type=check site=S date=0 expected=1\n"                       \
                 "policy key=reserve_service_level value=0.9\n" WANT(                              \
                     "a", "p",                                                                     \
                     "routine") "status=new\n" WANT("b", "q",                                      \
                                                    "routine") "status=new\n" WANT("c", "u",       \
                                                                                   "routine") "st" \
                                                                                              "at" \
                                                                                              "us" \
                                                                                              "=n" \
                                                                                              "ew" \
                                                                                              "\n" \
                                                                                              "li" \
                                                                                              "nk" \
                                                                                              "s " \
                                                                                              "fi" \
                                                                                              "rs" \
                                                                                              "t=" \
                                                                                              "b " \
                                                                                              "se" \
                                                                                              "co" \
                                                                                              "nd" \
                                                                                              "=c" \
                                                                                              " k" \
                                                                                              "in" \
                                                                                              "d=" \
                                                                                              "af" \
                                                                                              "te" \
                                                                                              "r " \
                                                                                              "mi" \
                                                                                              "n=" \
                                                                                              "1"  \
                                                                                              "\n"

/* A dual and the certificate of its prices. */
typedef struct Yard {
    Scene scene;
    Dual *dual;
    double *price;
    Schedule *schedule;
} Yard;

static Yard yard_of(void)
{
    Yard yard = {.scene = scene_of(CLINIC)};

    assert_ok(dual_new(yard.scene.catalog, true, &yard.dual));
    yard.price = MEM_NEW(double, yard.dual->size);
    assert_non_null(yard.price);
    assert_ok(schedule_new(&yard.schedule));
    return yard;
}

static void yard_clear(Yard *yard)
{
    schedule_free(yard->schedule);
    mem_free(yard->price);
    dual_free(yard->dual);
    scene_clear(&yard->scene);
}

/* The only row of @p family and @p id with that price, or -1. */
static int32_t row_of(const Yard *yard, const char *family, const char *id, double price)
{
    const Certificate *rows = &yard->schedule->certificate;
    int32_t found = -1;

    for (int32_t i = 0; i < rows->rows; i++)
        if (strcmp(rows->family[i], family) == 0 && strcmp(rows->id[i], id) == 0 &&
            fabs(rows->multiplier[i] - price) < 1e-12) {
            assert_int_equal(found, -1);
            found = i;
        }
    return found;
}

TEST(every_price_has_a_row_that_says_of_what_it_is)
{
    Yard yard = yard_of();
    const Certificate *rows = &yard.schedule->certificate;
    const Market *market = yard.dual->market;
    int32_t row;

    yard.price[market->bucket_begin[0]] = -1;
    yard.price[market->bucket_begin[1] + 1] = 2;
    yard.price[market->bucket_begin[2]] = 3;
    yard.price[yard.dual->first_reserve] = -4;
    yard.price[yard.dual->first_unit + 1] = 5;
    yard.price[yard.dual->first_overlap] = 6;
    assert_ok(prices_write(yard.dual, yard.price, yard.schedule));
    assert_int_equal(rows->rows, 6);
    row = row_of(&yard, "ONCE", "a", -1);
    assert_true(row >= 0 && rows->date[row] == MISSING && rows->site[row] == NO_ROW);
    row = row_of(&yard, "ONCE", "b", 2);
    assert_true(row >= 0 && rows->date[row] == 1 && rows->start[row] == MISSING);
    row = row_of(&yard, "ONCE", "c", 3);
    assert_true(row >= 0 && rows->date[row] == 0);
    row = row_of(&yard, "RESERVE", "check", -4);
    assert_true(row >= 0 && rows->site[row] == 0 && rows->date[row] == 0);
    row = row_of(&yard, "ROOM", "exam", 5);
    assert_true(row >= 0 && rows->site[row] == 0 && rows->start[row] != MISSING);
    row = row_of(&yard, "SESSION", "Amy", 6);
    assert_true(row >= 0 && rows->date[row] == 1 && rows->start[row] == 540);
    yard_clear(&yard);
}

/* Else nothing would tell that its buckets differ by date. */
TEST(a_linked_request_without_any_price_has_a_row_of_price_0)
{
    Yard yard = yard_of();
    int32_t row;

    yard.price[yard.dual->first_unit] = -5; /* counts as 0, which needs no row */
    assert_ok(prices_write(yard.dual, yard.price, yard.schedule));
    assert_int_equal(yard.schedule->certificate.rows, 2);
    row = row_of(&yard, "ONCE", "b", 0);
    assert_true(row >= 0 && yard.schedule->certificate.date[row] == 0);
    assert_true(row_of(&yard, "ONCE", "c", 0) >= 0);
    yard_clear(&yard);
}

TEST(running_out_of_memory_is_said)
{
    Yard yard = yard_of();
    Status status = STATUS_NO_MEMORY;

    for (int64_t n = 1; status != STATUS_OK; n++) {
        assert_true(n < 100);
        schedule_free(yard.schedule);
        assert_ok(schedule_new(&yard.schedule));
        mem_fail_at(n);
        status = prices_write(yard.dual, yard.price, yard.schedule);
        mem_fail_at(0);
    }
    yard_clear(&yard);
}
