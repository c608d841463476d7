#include "tests/check.h"

#include <string.h>

#include "model/base/random.h"
#include "solver/parallel.h"

enum { JOBS = 500 };

static const int threads[] = {1, 2, 8};

typedef struct Sums {
    uint64_t slot[JOBS];
    size_t poisoned, poisoned_too; /* jobs that fail; JOBS: none */
} Sums;

static Status draw(size_t index, void *context)
{
    Sums *sums = context;
    Random random = random_stream(9, index);

    for (size_t i = 0; i < 10 + index % 50; i++)
        sums->slot[index] += random_bits(&random);
    if (index == sums->poisoned || index == sums->poisoned_too)
        return fault(STATUS_NUMERICS, "job %zu failed", index);
    return STATUS_OK;
}

TEST(the_result_does_not_depend_on_the_number_of_threads)
{
    static Sums one, other;

    one = (Sums){.poisoned = JOBS, .poisoned_too = JOBS};
    assert_ok(parallel_run(JOBS, 1, draw, &one));
    for (size_t t = 0; t < 3; t++) {
        other = (Sums){.poisoned = JOBS, .poisoned_too = JOBS};
        assert_ok(parallel_run(JOBS, threads[t], draw, &other));
        assert_memory_equal(one.slot, other.slot, sizeof one.slot);
    }
}

TEST(the_failure_reported_is_that_of_the_lowest_failed_job)
{
    static Sums sums;

    for (size_t t = 0; t < 3; t++) {
        sums = (Sums){.poisoned = 417, .poisoned_too = 123};
        fault_clear();
        assert_int_equal(parallel_run(JOBS, threads[t], draw, &sums), STATUS_NUMERICS);
        assert_string_equal(fault_note(), "job 123 failed");
    }
}

TEST(jobs_after_a_failed_one_are_run_too)
{
    static Sums whole, sums;

    whole = (Sums){.poisoned = JOBS, .poisoned_too = JOBS};
    assert_ok(parallel_run(JOBS, 1, draw, &whole));
    for (size_t t = 0; t < 3; t++) {
        sums = (Sums){.poisoned = 0, .poisoned_too = JOBS};
        assert_int_equal(parallel_run(JOBS, threads[t], draw, &sums), STATUS_NUMERICS);
        assert_memory_equal(whole.slot, sums.slot, sizeof whole.slot);
    }
}

TEST(no_jobs_succeed)
{
    for (size_t t = 0; t < 3; t++)
        assert_ok(parallel_run(0, threads[t], draw, NULL));
}

TEST(success_leaves_the_note_alone)
{
    static Sums sums;

    sums = (Sums){.poisoned = JOBS, .poisoned_too = JOBS};
    fault(STATUS_IO, "before");
    assert_ok(parallel_run(JOBS, 2, draw, &sums));
    assert_string_equal(fault_note(), "before");
}

static Status say_much(size_t index, void *context)
{
    (void)context;
    return fault(STATUS_IO, "%0*zu", STATUS_NOTE_BYTES - 1, index);
}

TEST(a_long_note_comes_back_whole)
{
    assert_int_equal(parallel_run(4, 2, say_much, NULL), STATUS_IO);
    assert_int_equal(strlen(fault_note()), STATUS_NOTE_BYTES - 1);
}

TEST(there_is_a_core_to_run_on)
{
    assert_true(parallel_cores() >= 1);
}
