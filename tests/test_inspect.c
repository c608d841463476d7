#include <string.h>

#include "datasets/inspect/inspect.h"
#include "model/base/memory.h"
#include "model/base/text.h"
#include "tests/check.h"
#include "tests/finding.h"
#include "tests/fixture.h"

#define ROOM_STEP                                                                                  \
    "activities visit_type=v step=2 kind=room type=exam offset_min=0 duration_min=20\n"

TEST(a_sound_clinic_has_no_findings)
{
    finds(BASE NEW("r", ""), "");
}

TEST(an_empty_clinic_lacks_its_horizon)
{
    Findings findings = {0};
    Clinic *clinic = NULL;

    assert_ok(clinic_new(&clinic));
    assert_ok(inspect_dataset(clinic, &findings));
    assert_int_equal(findings.count, 1);
    assert_string_equal(findings.entries[0].message, "horizon: 0 rows, expected exactly one");
    findings_clear(&findings);
    clinic_free(clinic);
}

TEST(a_second_horizon_is_refused)
{
    finds(BASE HORIZON, "error: horizon: 2 rows, expected exactly one\n");
}

TEST(a_grid_of_seven_minutes_is_refused)
{
    finds("horizon start_date=2026-03-02 days=5 slot_min=7 timezone=UTC\n",
          "error: horizon row 0, slot_min: 7, expected 5, 10, 15, 20 or 30\n");
}

TEST(a_start_that_is_no_date_is_refused)
{
    Clinic *clinic = clinic_of(BASE);
    Findings findings = {0};

    clinic->horizon.start_date[0] = "2026-02-30";
    assert_ok(inspect_dataset(clinic, &findings));
    assert_int_equal(findings.count, 1);
    assert_string_equal(findings.entries[0].message,
                        "horizon row 0, start_date: 2026-02-30, expected a date YYYY-MM-DD");
    findings_clear(&findings);
    clinic_free(clinic);
}

TEST(a_type_whose_rows_name_no_provider_has_no_lead)
{
    finds(HORIZON PEOPLE "visit_types visit_type=v specialty=gp mode=in_person value=10\n"
                         "rooms room=R site=S room_type=exam\n" ROOM_STEP,
          "error: visit_types row 0 (v), visit_type: v, expected an activity of kind provider to "
          "lead it\n");
}

TEST(a_lead_is_one_person_without_cleanup)
{
    finds(HORIZON PEOPLE "visit_types visit_type=v specialty=gp mode=in_person value=10\n"
                         "activities visit_type=v step=1 kind=provider type=physician offset_min=0 "
                         "duration_min=20 count=2 cleanup_min=10\n" SKILL SESSION,
          "error: activities row 0, count: 2, expected 1: it leads visit type v\n"
          "error: activities row 0, cleanup_min: 10, expected 0: it leads visit type v\n");
}

TEST(a_further_person_may_need_cleanup)
{
    finds(BASE "activities visit_type=v step=2 kind=provider type=nurse offset_min=0 "
               "duration_min=20 cleanup_min=10 count=1\n"
               "sessions provider=Bob site=S date=0 start=09:00 end=12:00\n" NEW("r", ""),
          "");
}

TEST(a_step_is_unique_in_its_type)
{
    finds(BASE "activities visit_type=v step=1 kind=provider type=physician offset_min=0 "
               "duration_min=10\n",
          "error: activities row 1, step: 1, expected once in visit type v; row 0 has it too\n"
          "warning: visit_types row 0 (v), visit_type: v, expected a time at which lead, further "
          "persons, rooms and devices are at one site together: no visit of it can be booked\n");
}

TEST(the_same_step_in_two_types_is_fine)
{
    finds(BASE "visit_types visit_type=w specialty=gp mode=in_person value=10\n"
               "activities visit_type=w step=1 kind=provider type=physician offset_min=0 "
               "duration_min=20\nskills provider=Amy visit_type=w\n",
          "");
}

TEST(a_skill_stands_once)
{
    finds(BASE SKILL, "error: skills row 1, visit_type: v, expected once for provider Amy; row 0 "
                      "has it too\n");
}

TEST(a_factor_that_leaves_an_activity_no_time_is_refused)
{
    finds(HORIZON PEOPLE TYPE("mode=in_person") "rooms room=R site=S room_type=exam\n"
                                                "activities visit_type=v step=2 kind=room "
                                                "type=exam offset_min=10 duration_min=10\n"
                                                "skills provider=Amy visit_type=v "
                                                "duration_factor=0.5\n",
          "error: skills row 0, duration_factor: 0.5, expected one that leaves every activity of "
          "visit type v some time; step 2 is left no time\n"
          "warning: visit_types row 0 (v), visit_type: v, expected a provider with this skill and "
          "the role of the lead: no visit of it can be booked\n");
}

TEST(a_skill_of_the_wrong_role_is_of_no_use)
{
    finds(BASE "skills provider=Bob visit_type=v\n",
          "warning: skills row 1, provider: Bob, expected role physician, which leads visit type "
          "v, not nurse: the skill is of no use\n");
}

TEST(a_policy_key_stands_once_within_its_bounds)
{
    finds(BASE "policy key=travel_min value=10\npolicy key=travel_min value=20\n"
               "policy key=show_prob_default value=1.5\npolicy key=move_cost value=-1\n",
          "error: policy row 1, key: travel_min, expected once; row 0 has it too\n"
          "error: policy row 2, value: 1.5, expected a number from 0 to 1 for "
          "show_prob_default\n"
          "error: policy row 3, value: -1, expected a number from 0 to 1000000000 for "
          "move_cost\n");
}

TEST(an_unknown_policy_key_is_ignored)
{
    finds(BASE "policy key=coffee_min value=-5\n",
          "warning: policy row 0, key: coffee_min, expected a key of the contract: the row is "
          "ignored\n");
}

TEST(dirty_history_is_left_out)
{
    finds(BASE "history patient=x visit_type=old booked_on=-10 date=-20 attended=1\n"
               "history patient=x visit_type=old booked_on=-10 date=0 attended=1\n"
               "history patient=x visit_type=old booked_on=-10 date=-1 attended=0\n",
          "warning: history row 0, booked_on: 2026-02-20, expected on or before date 2026-02-10: "
          "the row is left out\n"
          "warning: history row 1, date: 2026-03-02, expected before the horizon's first day "
          "2026-03-02: the row is left out\n");
}

TEST(a_warning_is_told_twenty_times_and_then_counted)
{
    Text lines = {0};
    Findings findings = {0};
    Clinic *clinic;

    text_add(&lines, "%s", BASE);
    for (int i = 0; i < 1254; i++)
        text_add(&lines, "policy key=k%d value=1\n", i);
    clinic = clinic_of(text_of(&lines));
    assert_ok(inspect_dataset(clinic, &findings));
    assert_int_equal(findings.count, 21);
    assert_int_equal(findings.warnings, 1254);
    assert_string_equal(findings.entries[20].message,
                        "unknown policy keys: and 1,234 more like this");
    findings_clear(&findings);
    clinic_free(clinic);
    text_clear(&lines);
}

/* Cells that the reader has reported as blank are passed over, whatever they are. */
TEST(blank_cells_anywhere_do_no_harm)
{
    static const char lines[] =
        BASE ROOM_STEP "rooms room=R site=S room_type=exam\n"
                       "equipment equipment=E site=S equipment_type=echo\n"
                       "closures kind=room id=R date=0 start=09:00 end=10:00\n" FIXED("p", "09:00")
                           NEW("r", "") "availability request=r start=09:00 end=10:00\n"
                                        "links first=p second=r kind=after\n"
                                        "urgent_demand visit_type=v site=S date=0 expected=1\n"
                                        "history patient=x visit_type=v booked_on=-3 date=-2 "
                                        "attended=1\npolicy key=travel_min value=0\n";

    for (int t = 0; t < dataset_schema.n_tables; t++) {
        const TableInfo *info = &dataset_schema.tables[t];

        for (int c = 0; c < info->n_columns; c++) {
            const Column *column = &info->columns[c];
            Clinic *clinic = clinic_of(lines);
            char *cells = table_cells(clinic, info, column);
            Findings findings = {0};

            for (int32_t row = 0; row < table_head(clinic, info)->rows; row++) {
                if (column->kind == KIND_REAL)
                    ((double *)(void *)cells)[row] = NOTHING;
                else if (column->kind == KIND_ID || column->kind == KIND_TEXT)
                    ((const char **)(void *)cells)[row] = "";
                else
                    ((int32_t *)(void *)cells)[row] = column->kind == KIND_REF ? NO_ROW : MISSING;
            }
            assert_ok(inspect_dataset(clinic, &findings));
            findings_clear(&findings);
            clinic_free(clinic);
        }
    }
}

TEST(running_out_of_memory_anywhere_is_reported_and_leaks_nothing)
{
    Clinic *clinic = clinic_of(
        BASE ROOM_STEP "rooms room=R site=S room_type=exam\n"
                       "closures kind=room id=R date=0 start=09:00 end=10:00\n"
                       "sessions provider=Amy site=S date=0 start=11:00 end=13:00\n"
                       "policy key=coffee value=1\n" FIXED("p", "09:00") FIXED("q", "09:00"));
    Status status = STATUS_NO_MEMORY;

    for (int64_t nth = 1; status != STATUS_OK; nth++) {
        Findings findings = {0};

        mem_fail_at(nth);
        status = inspect_dataset(clinic, &findings);
        mem_fail_at(0);
        if (status != STATUS_OK)
            assert_int_equal(status, STATUS_NO_MEMORY);
        findings_clear(&findings);
        assert_true(nth < 1000);
    }
    clinic_free(clinic);
}

TEST(a_clinic_that_came_from_no_file_is_checked_cell_by_cell)
{
    finds_in_cells(BASE NEW("r", ""), "");
    finds_in_cells(BASE "skills provider=Amy visit_type=v duration_factor=0\n"
                        "visit_types visit_type=v specialty=gp mode=in_person value=10\n"
                        "visit_types visit_type=w mode=in_person value=-1\n"
                        "equipment equipment=E site=S equipment_type=echo turnaround_min=15\n"
                        "availability request= start=09:00 end=10:00 weekday=8\n",
                   "error: visit_types row 1 (v), visit_type: v, expected once; row 0 has it too\n"
                   "error: visit_types row 2 (w), specialty: blank, expected a text\n"
                   "error: visit_types row 2 (w), value: -1, expected a number from 0 to "
                   "1000000000\n"
                   "error: skills row 1, duration_factor: 0, expected a number from 1e-300 to "
                   "100\n"
                   "error: equipment row 0 (E), turnaround_min: 15, expected a multiple of "
                   "slot_min 10\n"
                   "error: availability row 0, request: blank, expected an id of requests\n"
                   "error: availability row 0, weekday: 8, expected a number from 1 to 7\n");
}

TEST(codes_and_references_out_of_range_are_found_cell_by_cell)
{
    Clinic *clinic = clinic_of(BASE NEW("r", ""));
    Findings findings = {0};

    clinic->requests.status[0] = 99;
    clinic->requests.patient[0] = 2;
    clinic->requests.provider_required[0] = 2;
    assert_ok(inspect_cells(clinic, &findings));
    assert_int_equal(findings.count, 3);
    assert_string_equal(findings.entries[0].message,
                        "requests row 0 (r), patient: ?, expected an id of patients");
    assert_string_equal(findings.entries[1].message,
                        "requests row 0 (r), provider_required: 2, expected 0 or 1");
    assert_string_equal(findings.entries[2].message,
                        "requests row 0 (r), status: code 99, expected one of new, waitlist, "
                        "booked, fixed");
    findings_clear(&findings);
    clinic_free(clinic);
}
