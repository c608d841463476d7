/* Every allocation may fail: nothing leaks, nothing crashes, nothing is half written. */
#include "datasets/store/store.h"

#include <unistd.h>

#include "datasets/store/document.h"
#include "model/base/memory.h"
#include "tests/check.h"
#include "tests/full.h"

typedef Status (*Attempt)(void);

static Clinic *clinic;
static Schedule *schedule;

/* Runs @p attempt with the first, second, ... allocation failing, until none does; the later ones
 * are those of ever the same columns, so that every seventh will do. */
static void fail_each_allocation(Attempt attempt)
{
    Status status = STATUS_NO_MEMORY;

    for (int64_t n = 1; status != STATUS_OK; n += n < 100 ? 1 : 7) {
        assert_in_range(n, 1, 100000);
        mem_fail_at(n);
        fault_clear();
        status = attempt();
        mem_fail_at(0);
        if (status != STATUS_OK && status != STATUS_NO_MEMORY)
            fail_msg("allocation %lld: %s: %s", (long long)n, status_text(status), fault_note());
    }
}

static Status read_dataset(const char *path)
{
    Findings findings = {0};
    Clinic *read = NULL;
    Status status = store_read_dataset(path, &findings, &read);

    if (status == STATUS_OK)
        status = findings_status(&findings);
    else
        assert_null(read);
    findings_clear(&findings);
    clinic_free(read);
    return status;
}

static Status read_result(const char *path)
{
    Findings findings = {0};
    Schedule *read = NULL;
    Status status = store_read_result(path, clinic, &findings, &read);

    if (status == STATUS_OK)
        status = findings_status(&findings);
    else
        assert_null(read);
    findings_clear(&findings);
    schedule_free(read);
    return status;
}

static Status write_file(void)
{
    return store_write_dataset(scratch("m.h5"), clinic);
}

static Status write_folder(void)
{
    return store_export_dataset(scratch("m"), clinic);
}

static Status write_result(void)
{
    return store_write_result(scratch("r.h5"), clinic, schedule);
}

static Status write_result_folder(void)
{
    return store_export_result(scratch("r"), clinic, schedule);
}

static Status read_file(void)
{
    return read_dataset(scratch("m.h5"));
}

static Status read_folder(void)
{
    return read_dataset(scratch("m"));
}

static Status read_result_file(void)
{
    return read_result(scratch("r.h5"));
}

static Status read_result_folder(void)
{
    return read_result(scratch("r"));
}

static Status convert_result(void)
{
    Findings findings = {0};
    Status status = store_convert_result(scratch("r.h5"), scratch("r2"), true, &findings);

    findings_clear(&findings);
    return status;
}

static Status look_at(void)
{
    StoreContent content;

    return store_content(scratch("r.h5"), &content);
}

static Status print_tables(void)
{
    Text tables = {0};
    Status status = document_tables(&tables);

    text_clear(&tables);
    return status;
}

TEST(every_allocation_may_fail)
{
    clinic = full_clinic();
    schedule = full_schedule(clinic);
    fail_each_allocation(write_file);
    fail_each_allocation(read_file);
    fail_each_allocation(write_folder);
    fail_each_allocation(read_folder);
    fail_each_allocation(write_result);
    fail_each_allocation(read_result_file);
    fail_each_allocation(write_result_folder);
    fail_each_allocation(read_result_folder);
    fail_each_allocation(convert_result);
    fail_each_allocation(look_at);
    fail_each_allocation(print_tables);
    assert_same_bytes(scratch("r"), scratch("r2"));
    schedule_free(schedule);
    clinic_free(clinic);
}

TEST(no_allocation_that_fails_leaves_a_part_behind)
{
    clinic = full_clinic();
    for (int64_t n = 1; n < 40; n++) {
        mem_fail_at(n);
        write_file();
        write_folder();
    }
    mem_fail_at(0);
    fail_each_allocation(write_file);
    fail_each_allocation(write_folder);
    assert_int_equal(unlink(scratch("m.h5")), 0);
    assert_ok(store_export_dataset(scratch("m"), clinic));
    clinic_free(clinic);
}

TEST(findings_that_cannot_be_kept_are_no_clean_file)
{
    clinic = full_clinic();
    for (int32_t row = 0; row < 3; row++)
        clinic->requests.patient[row] = 99;
    assert_ok(store_write_dataset(scratch("m.h5"), clinic));
    for (int64_t n = 400; n < 2000; n += 3) { /* the requests come late */
        Status status;

        mem_fail_at(n);
        status = read_file();
        mem_fail_at(0);
        if (status != STATUS_NO_MEMORY) {
            assert_int_equal(status, STATUS_BAD_INPUT);
            break;
        }
    }
    clinic_free(clinic);
}
