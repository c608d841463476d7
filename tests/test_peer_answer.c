/* From the columns that a peer set to 1 to appointments. */
#include "bench/peer_answer.h"

#include <stdio.h>
#include <string.h>

#include "model/base/memory.h"
#include "tests/check.h"
#include "tests/full.h"

static const char bookings[] = "short,request,provider,site,date,start,mode\r\n"
                               "C1,r1,Amy,North,2026-03-02,09:00,in_person\r\n"
                               "C2,r1,Amy,North,2026-03-02,09:10,in_person\r\n"
                               "C3,\"r2, again\",Bob,North,2026-03-03,10:00,telehealth\r\n";

static char answer_path[512], bookings_path[512];

static void put(const char *answer)
{
    snprintf(answer_path, sizeof answer_path, "%s", scratch("answer"));
    snprintf(bookings_path, sizeof bookings_path, "%s", scratch("bookings.csv"));
    put_file(answer_path, answer);
    put_file(bookings_path, bookings);
}

static const char *appointments(void)
{
    static char text[1024];
    FILE *file = fopen(scratch("appointments.csv"), "r");
    size_t length;

    assert_non_null(file);
    length = fread(text, 1, sizeof text - 1, file);
    text[length] = '\0';
    fclose(file);
    return text;
}

TEST(columns_above_one_half_become_appointments)
{
    int32_t written = 0;

    put("C2 0.9999999\nC1 1e-7\nC3 1\nONE 1\nR4 7\n");
    assert_ok(peer_answer_write(answer_path, bookings_path, NULL, scratch_folder(), &written));
    assert_int_equal(written, 2);
    assert_string_equal(appointments(), "request,provider,site,date,start,mode\n"
                                        "r1,Amy,North,2026-03-02,09:10,in_person\n"
                                        "\"r2, again\",Bob,North,2026-03-03,10:00,telehealth\n");
}

TEST(requests_that_are_dropped_are_left_out)
{
    Lookup *dropped = NULL;
    int32_t written = 0;

    put("C2 1\nC3 1\n");
    assert_ok(lookup_new(1, &dropped));
    assert_ok(lookup_add(dropped, "r2, again", 1, NULL));
    assert_ok(peer_answer_write(answer_path, bookings_path, dropped, scratch_folder(), &written));
    assert_int_equal(written, 1);
    assert_null(strstr(appointments(), "again"));
    lookup_free(dropped);
}

TEST(an_answer_without_columns_books_nobody)
{
    int32_t written = 7;

    put("\n");
    assert_ok(peer_answer_write(answer_path, bookings_path, NULL, scratch_folder(), &written));
    assert_int_equal(written, 0);
}

TEST(files_that_are_not_there_are_named)
{
    int32_t written = 7;

    put("C1 1\n");
    assert_int_equal(
        peer_answer_write("/nowhere/answer", bookings_path, NULL, scratch_folder(), &written),
        STATUS_IO);
    assert_non_null(strstr(fault_note(), "/nowhere/answer"));
    assert_int_equal(
        peer_answer_write(answer_path, "/nowhere/list", NULL, scratch_folder(), &written),
        STATUS_IO);
    assert_int_equal(written, 7);
}

TEST(out_of_memory_leaves_no_half_of_it)
{
    Status status = STATUS_NO_MEMORY;

    put("C1 1\nC3 1\n");
    for (int nth = 1; status != STATUS_OK; nth++) {
        int32_t written = 0;

        mem_fail_at(nth);
        status = peer_answer_write(answer_path, bookings_path, NULL, scratch_folder(), &written);
        mem_fail_at(0);
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
        assert_int_equal(written, status == STATUS_OK ? 2 : 0);
    }
}
