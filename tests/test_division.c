#include "tests/check.h"

#include "model/base/memory.h"
#include "model/clinic/division.h"
#include "tests/copies.h"
#include "tests/fixture.h"

#define HOUSE                                                                                      \
    ONE_DAY "sites site=S\n"                                                                       \
            "providers provider=Amy role=physician\n"                                              \
            "providers provider=Bob role=nurse\n"                                                  \
            "providers provider=Cid role=physician\n"                                              \
            "sessions provider=Cid site=S date=0 start=09:00 end=10:00\n"                          \
            "sessions provider=Amy site=S date=0 start=11:00 end=12:00\n"                          \
            "closures kind=site id=S date=0 start=08:00 end=09:00\n"                               \
            "closures kind=provider id=Amy date=0 start=11:10 end=11:20\n"                         \
            "closures kind=site id=S date=0 start=18:00 end=19:00\n"                               \
            "policy key=travel_min value=7\n"

enum { AMY, BOB, CID };

/* Bob goes nowhere; sessions with their providers; of closures the site's go to both. */
static const int32_t providers[] = {1, PART_NONE, 0}, sessions[] = {0, 1},
                     closures[] = {PART_EVERY, 1, PART_EVERY};

static Division divided(const Clinic *clinic)
{
    const int32_t *part_of[N_DATASET_TABLES] = {NULL};
    Division division = {0};

    part_of[TABLE_providers] = providers;
    part_of[TABLE_sessions] = sessions;
    part_of[TABLE_closures] = closures;
    assert_ok(division_init(&division, clinic, part_of, 2));
    return division;
}

TEST(every_part_has_its_rows_and_refers_to_them)
{
    Clinic *clinic = clinic_of(HOUSE);
    Division division = divided(clinic);
    const Clinic *first = division.parts[0].clinic, *second = division.parts[1].clinic;

    assert_int_equal(division.count, 2);
    assert_int_equal(first->providers.rows, 1);
    assert_string_equal(first->providers.provider[0], "Cid");
    assert_int_equal(first->sessions.rows, 1);
    assert_int_equal(first->sessions.provider[0], 0);
    assert_int_equal(first->sessions.start[0], 540);
    assert_string_equal(second->providers.provider[0], "Amy");
    assert_int_equal(second->sessions.provider[0], 0);
    assert_int_equal(division.parts[0].row[TABLE_providers][0], CID);
    assert_int_equal(division.parts[1].row[TABLE_sessions][0], 1);
    assert_int_equal(division.place[TABLE_providers][AMY], 0);
    assert_int_equal(division.place[TABLE_providers][BOB], NO_ROW);
    division_clear(&division);
    clinic_free(clinic);
}

TEST(tables_and_rows_of_all_go_into_every_part)
{
    Clinic *clinic = clinic_of(HOUSE);
    Division division = divided(clinic);

    assert_int_equal(division.parts[0].clinic->closures.rows, 2);
    assert_int_equal(division.parts[1].clinic->closures.rows, 3);
    assert_string_equal(division.parts[1].clinic->closures.id[1], "Amy");
    assert_int_equal(division.parts[1].clinic->closures.start[2], 18 * 60);
    for (int part = 0; part < 2; part++) {
        assert_int_equal(division.parts[part].clinic->sites.rows, 1);
        assert_null(division.parts[part].row[TABLE_sites]);
        assert_near(division.parts[part].clinic->rules.travel_min, 7, 0);
        assert_int_equal(division.parts[part].clinic->epoch_day, clinic->epoch_day);
    }
    division_clear(&division);
    clinic_free(clinic);
}

TEST(a_reference_to_a_row_that_went_elsewhere_is_blank)
{
    static const int32_t all_first[] = {0, 0};
    const int32_t *part_of[N_DATASET_TABLES] = {NULL};
    Clinic *clinic = clinic_of(HOUSE);
    Division division = {0};

    part_of[TABLE_providers] = providers;
    part_of[TABLE_sessions] = all_first;
    assert_ok(division_init(&division, clinic, part_of, 2));
    assert_int_equal(division.parts[0].clinic->sessions.provider[0], 0);
    assert_int_equal(division.parts[0].clinic->sessions.provider[1], NO_ROW);
    assert_int_equal(division.parts[1].clinic->sessions.rows, 0);
    division_clear(&division);
    clinic_free(clinic);
}

TEST(a_division_without_memory_is_not_made)
{
    const int32_t *part_of[N_DATASET_TABLES] = {NULL};
    Clinic *clinic = clinic_of(HOUSE);
    Status status = STATUS_NO_MEMORY;

    part_of[TABLE_providers] = providers;
    for (int64_t nth = 1; status != STATUS_OK; nth++) {
        Division division = {0};

        mem_fail_at(nth);
        part_of[TABLE_sessions] = sessions;
        part_of[TABLE_closures] = closures;
        status = division_init(&division, clinic, part_of, 2);
        mem_fail_at(0);
        if (status != STATUS_OK) {
            assert_int_equal(status, STATUS_NO_MEMORY);
            assert_null(division.parts);
        }
        division_clear(&division);
    }
    clinic_free(clinic);
}
