#include <stdio.h>

#include "model/base/memory.h"
#include "model/base/random.h"
#include "tests/check.h"
#include "tests/fixture.h"
#include "tests/verdict.h"

#define AMYS_ROW "resources request=r1 step=1 kind=provider id=Amy date=0 start=09:00 end=09:30\n"
#define SAYS(columns)                                                                              \
    "appointments request=r1 provider=Amy site=S date=0 start=09:00 " columns "\n" AMYS_ROW

TEST(what_a_result_says_rightly_of_itself_is_clean)
{
    assert_verdict(AMY MORNING ASK("r1", "p1"),
                   SAYS("end=09:30 mode=in_person show_prob=1 overlaps=0 expected_wait_min=0 "
                        "change=new"),
                   "");
}

TEST(a_wrong_end_show_prob_overlap_wait_or_change_is_named)
{
    assert_verdict(AMY MORNING ASK("r1", "p1"),
                   SAYS("end=09:40 show_prob=0.9 overlaps=1 expected_wait_min=3 change=moved"),
                   "DATA: r1: end is 09:40, but the visit ends at 09:30\n"
                   "DATA: r1: show_prob is 0.9, but the patient comes with 1 on 2026-03-02\n"
                   "DATA: r1: overlaps is 1, but its service overlaps no earlier one\n"
                   "DATA: r1: expected_wait_min is 3, but the wait is 0\n"
                   "DATA: r1: change is 2, but the booking is new\n");
}

TEST(a_wait_within_a_millionth_is_right)
{
    assert_verdict(AMY MORNING ASK("r1", "p1"), SAYS("expected_wait_min=0.0000009"), "");
}

TEST(change_tells_kept_from_moved_and_fixed_is_kept)
{
    const struct {
        const char *request, *schedule;
    } cases[] = {
        {"status=booked booked_date=0 booked_start=09:00 booked_provider=Amy booked_site=S",
         SAYS("change=kept")},
        {"status=booked booked_date=0 booked_start=09:10 booked_provider=Amy booked_site=S",
         SAYS("change=moved")},
        {"status=booked booked_date=0 booked_start=09:00 booked_provider=Bob booked_site=S",
         SAYS("change=moved")},
        {"status=fixed booked_date=0 booked_start=09:00 booked_provider=Amy booked_site=S",
         SAYS("change=kept")},
        {"status=waitlist", SAYS("change=new")},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char clinic[4096];

        snprintf(clinic, sizeof clinic,
                 "%srequests request=r1 patient=p1 visit_type=check priority=routine "
                 "requested_on=0 earliest=0 latest=4 %s\n",
                 AMY MORNING, cases[i].request);
        assert_verdict(clinic, cases[i].schedule, "");
    }
}

TEST(the_overlap_of_the_later_service_is_told)
{
    assert_verdict(AMY
                   "sessions provider=Amy site=S date=0 start=09:00 end=12:00 overbook_max=1\n" ASK(
                       "r1", "p1") "\n" ASK("r2", "p2"),
                   SAYS("overlaps=0") "appointments request=r2 provider=Amy site=S date=0 "
                                      "start=09:00 overlaps=0 "
                                      "expected_wait_min=30\n"
                                      "resources request=r2 step=1 kind=provider id=Amy date=0 "
                                      "start=09:00 end=09:30\n",
                   "DATA: r2: overlaps is 0, but its service starts before an earlier one ends\n");
}

TEST(unscheduled_lists_every_unbooked_request_once_or_nothing)
{
    const char *clinic = AMY MORNING ASK("r1", "p1") "\n" ASK("r2", "p2") "\n" ASK("r3", "p3");

    assert_verdict(clinic, SAYS(""), "");
    assert_verdict(clinic,
                   SAYS("") "unscheduled request=r2 reason=capacity\n"
                            "unscheduled request=r3 reason=window\n",
                   "");
    assert_verdict(clinic,
                   SAYS("") "unscheduled request=r1 reason=capacity\n"
                            "unscheduled request=r2 reason=capacity\n"
                            "unscheduled request=r2 reason=capacity\n"
                            "unscheduled reason=capacity\n",
                   "DATA: unscheduled row 0 lists r1, which is booked\n"
                   "DATA: unscheduled row 2 lists r2 again\n"
                   "DATA: unscheduled row 3: no request -1\n"
                   "DATA: r3 is not booked, but unscheduled does not list it\n");
}

/* Judges after setting an attribute of the result. */
static int64_t violations_with(const char *key, const char *value)
{
    Clinic *clinic = clinic_of(AMY MORNING ASK("r1", "p1"));
    Schedule *schedule = schedule_of(clinic, SAYS(""));
    Chances *chances = NULL;
    Verdict *verdict = NULL;
    int64_t violations;

    assert_ok(chances_new(clinic, &chances));
    assert_ok(attributes_set(&schedule->attributes, &schedule->texts, key, value));
    assert_ok(audit_run(clinic, chances, schedule, &verdict));
    violations = verdict->by_tag[AUDIT_DATA];
    verdict_free(verdict);
    chances_free(chances);
    schedule_free(schedule);
    clinic_free(clinic);
    return violations;
}

TEST(the_objective_and_bound_a_result_claims_are_checked)
{
    assert_int_equal(violations_with("objective", "10"), 0);
    assert_int_equal(violations_with("objective", "10.5"), 1);
    assert_int_equal(violations_with("objective", "many"), 1);
    assert_int_equal(violations_with("bound", "10"), 0);
    assert_int_equal(violations_with("bound", "9.9"), 1);
}

TEST(a_log_of_incumbents_and_bounds_cannot_contradict_the_answer)
{
    const char *clinic = AMY MORNING ASK("r1", "p1");

    assert_verdict(clinic,
                   SAYS("") "progress phase=greedy work=1 objective=3\n"
                            "progress phase=prices work=2 objective=10 bound=12\n",
                   "");
    assert_verdict(clinic, SAYS("") "progress phase=prices work=1 objective=3 bound=9.9\n",
                   "DATA: progress row 0: a bound of 9.9, where this one is worth 10\n");
}

TEST(no_schedule_on_the_way_is_worth_more_than_the_bound)
{
    Clinic *clinic = clinic_of(AMY MORNING ASK("r1", "p1"));
    Schedule *schedule =
        schedule_of(clinic, SAYS("") "progress phase=greedy work=1 objective=13\n");
    Chances *chances = NULL;
    Verdict *verdict = NULL;

    assert_ok(chances_new(clinic, &chances));
    assert_ok(attributes_set(&schedule->attributes, &schedule->texts, "bound", "12"));
    assert_ok(audit_run(clinic, chances, schedule, &verdict));
    assert_int_equal(verdict->by_tag[AUDIT_DATA], 1);
    verdict_free(verdict);
    chances_free(chances);
    schedule_free(schedule);
    clinic_free(clinic);
}

/* COHORT */

#define COHORTS                                                                                    \
    "horizon start_date=2026-03-02 days=5 slot_min=10 timezone=UTC\n"                              \
    "sites site=S\nproviders provider=Amy role=physician\n"                                        \
    "visit_types visit_type=check specialty=general mode=in_person value=10\n"                     \
    "skills provider=Amy visit_type=check\n"                                                       \
    "activities visit_type=check step=1 kind=provider type=physician offset_min=0 "                \
    "duration_min=30\n"                                                                            \
    "sessions provider=Amy site=S date=0 start=09:00 end=12:00 overbook_max=1\n"                   \
    "patients patient=p1 cohort=young\npatients patient=p2 cohort=old\n" ASK("r1", "p1") "\n" ASK( \
        "r2", "p2") "\n"

TEST(a_cohort_that_waits_too_long_is_a_warning)
{
    const char *schedule = BOOK("r1", "09:00", "09:30") BOOK("r2", "09:00", "09:30");
    Verdict *verdict = judge(COHORTS "policy key=cohort_wait_ratio_max value=1.5\n", schedule);

    assert_int_equal(verdict->violations, 0);
    assert_int_equal(verdict->findings.warnings, 1);
    assert_string_equal(verdict->findings.entries[0].message,
                        "COHORT: old waits 30.000000 minutes on average, 7.500000 more than 1.5 "
                        "times the overall mean of 15.000000");
    verdict_free(verdict);
    verdict = judge(COHORTS "policy key=cohort_wait_ratio_max value=2\n", schedule);
    assert_int_equal(verdict->findings.warnings, 0);
    verdict_free(verdict);
}

/* Counts */

TEST(booked_and_unbooked_are_counted)
{
    Verdict *verdict =
        judge(AMY MORNING ASK("r1", "p1") "\n" ASK(
                  "r2", "p2") "\n"
                              "requests request=r3 patient=p1 visit_type=check priority=routine "
                              "requested_on=0 earliest=0 latest=4 status=fixed booked_date=-1 "
                              "booked_start=09:00 booked_provider=Amy booked_site=S\n",
              BOOK("r1", "09:00", "09:30"));

    assert_int_equal(verdict->booked, 1);
    assert_int_equal(verdict->unbooked, 1);
    verdict_free(verdict);
}

/* Nonsense */

TEST(rows_that_name_nothing_are_named_and_left_out)
{
    assert_verdict(
        AMY MORNING ASK("r1", "p1"),
        "appointments provider=Amy site=S date=0 start=09:00\n"
        "appointments request=r1 site=S date=0 start=09:00\n"
        "appointments request=r1 provider=Amy date=0 start=09:00\n"
        "appointments request=r1 provider=Amy site=S start=09:00\n"
        "appointments request=r1 provider=Amy site=S date=0\n" BOOK("r1", "09:00", "09:30"),
        "DATA: appointments row 0: no request -1\n"
        "DATA: appointments row 1 (r1): no provider -1\n"
        "DATA: appointments row 2 (r1): no site -1\n"
        "DATA: appointments row 3 (r1): no date or no time of day\n"
        "DATA: appointments row 4 (r1): no date or no time of day\n");
}

static void scramble(Random *random, void *owner, const TableInfo *info, int32_t rows)
{
    static const int32_t wild[] = {0,    1,    2,    3,         -1,        540, 570,
                                   5000, -600, 1440, INT32_MIN, INT32_MAX, 7,   600};
    static const char *const ids[] = {"Amy", "Bob", "R1", "", "nobody"};
    static const double reals[] = {0.0, 1.0, -1.0, 1e300, NAN, INFINITY};

    assert_ok(table_resize(owner, info, rows));
    for (int k = 0; k < info->n_columns; k++) {
        const Column *column = &info->columns[k];
        void *cells = table_cells(owner, info, column);

        for (int32_t row = 0; row < rows; row++) {
            if (column->kind == KIND_REAL)
                ((double *)cells)[row] = reals[random_below(random, 6)];
            else if (column->kind == KIND_TEXT || column->kind == KIND_ID)
                ((const char **)cells)[row] = ids[random_below(random, 5)];
            else
                ((int32_t *)cells)[row] = random_below(random, 3) ? random_below(random, 3)
                                                                  : wild[random_below(random, 14)];
        }
    }
}

TEST(no_nonsense_crashes_the_judge)
{
    Clinic *clinic = clinic_of(
        AMY MORNING
        "rooms room=R1 site=S room_type=exam\n"
        "activities visit_type=check step=2 kind=room type=exam offset_min=0 "
        "duration_min=30\n"
        "policy key=cohort_wait_ratio_max value=1\n"
        "policy key=reserve_service_level value=0.9\n"
        "urgent_demand visit_type=check site=S date=0 expected=1\n" ASK("r1", "p1") "\n" ASK(
            "r2", "p1") "\n" ASK("r3", "p2") "\nlinks first=r1 second=r2 kind=after\n");
    Chances *chances = NULL;

    assert_ok(chances_new(clinic, &chances));
    for (uint64_t seed = 0; seed < 200; seed++) {
        Random random = random_stream(seed, 0);
        Schedule *schedule = NULL;
        Verdict *verdict = NULL;

        assert_ok(schedule_new(&schedule));
        for (int t = 0; t < result_schema.n_tables; t++)
            scramble(&random, schedule, &result_schema.tables[t], random_below(&random, 9));
        assert_ok(audit_run(clinic, chances, schedule, &verdict));
        verdict_free(verdict);
        schedule_free(schedule);
    }
    chances_free(chances);
    clinic_free(clinic);
}

TEST(thousands_of_rows_on_one_unit_are_judged_all_the_same)
{
    Clinic *clinic = clinic_of(AMY MORNING);
    Schedule *schedule = NULL;
    Chances *chances = NULL;
    Verdict *verdict = NULL;
    const int32_t count = 5000;

    assert_ok(schedule_new(&schedule));
    assert_ok(table_resize(clinic, &dataset_schema.tables[TABLE_requests], count));
    assert_ok(table_resize(schedule, &result_schema.tables[TABLE_appointments], count));
    for (int32_t r = 0; r < count; r++) {
        clinic->requests.request[r] = "r";
        clinic->requests.patient[r] = 0;
        clinic->requests.visit_type[r] = 0;
        clinic->requests.priority[r] = PRIORITY_ROUTINE;
        clinic->requests.status[r] = REQUEST_NEW;
        clinic->requests.earliest[r] = 0;
        clinic->requests.latest[r] = 4;
        schedule->appointments.request[r] = r;
        schedule->appointments.provider[r] = 0;
        schedule->appointments.site[r] = 0;
        schedule->appointments.date[r] = 0;
        schedule->appointments.start[r] = 540;
    }
    assert_ok(chances_new(clinic, &chances));
    assert_ok(audit_run(clinic, chances, schedule, &verdict));
    assert_true(verdict->by_tag[AUDIT_PROVIDER] >= count - 1);
    assert_true(verdict->by_tag[AUDIT_PATIENT] >= count - 1);
    verdict_free(verdict);
    chances_free(chances);
    schedule_free(schedule);
    clinic_free(clinic);
}

TEST(running_out_of_memory_anywhere_leaves_nothing_behind)
{
    Clinic *clinic = clinic_of(COHORTS "policy key=cohort_wait_ratio_max value=1\n"
                                       "closures kind=site id=S date=0 start=09:00 end=10:00\n");
    Schedule *schedule =
        schedule_of(clinic, BOOK("r1", "09:00", "09:30") BOOK(
                                "r2", "09:00", "09:30") "unscheduled request=r1 reason=link\n");
    Chances *chances = NULL;
    Verdict *verdict = NULL;
    Status status = STATUS_NO_MEMORY;

    assert_ok(chances_new(clinic, &chances));
    for (int64_t n = 1; status != STATUS_OK; n++) {
        assert_true(n < 1000);
        mem_fail_at(n);
        status = audit_run(clinic, chances, schedule, &verdict);
        mem_fail_at(0);
        if (status != STATUS_OK) {
            assert_int_equal(status, STATUS_NO_MEMORY);
            assert_null(verdict);
        }
    }
    verdict_free(verdict);
    chances_free(chances);
    schedule_free(schedule);
    clinic_free(clinic);
}
