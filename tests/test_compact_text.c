/* What the columns of a compact program stand for. */
#include "model/program/compact_text.h"

#include <stdio.h>
#include <string.h>

#include "model/base/memory.h"
#include "tests/check.h"
#include "tests/random_clinic.h"

/* Builds the program of a random clinic with everything in it. */
static void build(uint64_t seed, Clinic **clinic, Chances **chances, Catalog **catalog,
                  Compact *compact)
{
    bool within = false;

    *clinic = random_clinic(seed, RANDOM_EVERYTHING);
    *chances = random_chances(*clinic, seed, RANDOM_EVERYTHING);
    assert_ok(catalog_new(*clinic, *chances, catalog));
    assert_ok(compact_build(*catalog, 100000, compact, &within));
    assert_true(within);
}

static void clear(Clinic *clinic, Chances *chances, Catalog *catalog, Compact *compact)
{
    compact_clear(compact);
    catalog_free(catalog);
    chances_free(chances);
    clinic_free(clinic);
}

static int32_t lines_of(const Text *text)
{
    int32_t lines = 0;

    for (int32_t i = 0; i < text->length; i++)
        lines += text->bytes[i] == '\n';
    return lines;
}

TEST(every_booking_has_a_row_with_its_column_and_request)
{
    for (uint64_t seed = 1; seed <= 20; seed++) {
        Clinic *clinic;
        Chances *chances;
        Catalog *catalog = NULL;
        Compact compact = {0};
        Text text = {0};

        build(seed, &clinic, &chances, &catalog, &compact);
        assert_ok(compact_write_bookings(catalog, &compact, &text));
        assert_int_equal(lines_of(&text), compact.slate.n_bookings + 1);
        for (int32_t b = 0; b < compact.slate.n_bookings; b++) {
            const SlateBooking *booking = &compact.slate.bookings[b];
            char row[256];

            snprintf(row, sizeof row, "\nC%d,%s,%s,", (int)compact.booking_column[b] + 1,
                     clinic->requests.request[booking->request],
                     clinic->providers.provider[compact.slate.visits[booking->visit].at.provider]);
            assert_non_null(strstr(text_of(&text), row));
        }
        text_clear(&text);
        clear(clinic, chances, catalog, &compact);
    }
}

TEST(out_of_memory_is_said)
{
    Clinic *clinic;
    Chances *chances;
    Catalog *catalog = NULL;
    Compact compact = {0};
    Text text = {0};

    build(1, &clinic, &chances, &catalog, &compact);
    mem_fail_at(1);
    assert_int_equal(compact_write_bookings(catalog, &compact, &text), STATUS_NO_MEMORY);
    mem_fail_at(0);
    text_clear(&text);
    clear(clinic, chances, catalog, &compact);
}
