#include "tests/check.h"

#include <string.h>

#include "model/audit/audit.h"
#include "model/base/clock.h"
#include "model/base/memory.h"
#include "solver/solve.h"
#include "tests/fixture.h"

#define CLINIC                                                                                     \
    ONE_DAY "sites site=S\n"                                                                       \
            "providers provider=Amy role=physician\n"                                              \
            "visit_types visit_type=v specialty=s mode=in_person value=10\n"                       \
            "skills provider=Amy visit_type=v\n"                                                   \
            "sessions provider=Amy site=S date=0 start=09:00 end=09:20\n"                          \
            "activities visit_type=v step=1 kind=provider type=physician offset_min=0 "            \
            "duration_min=10\n"                                                                    \
            "patients patient=p\npatients patient=q\npatients patient=s\n"

#define NEW(request, patient, chance)                                                              \
    "requests request=" request " patient=" patient " visit_type=v priority=routine "              \
    "requested_on=-3 earliest=0 latest=0 status=new show_prob=" chance "\n"

#define FIXED(request, patient, start)                                                             \
    "requests request=" request " patient=" patient " visit_type=v priority=routine "              \
    "requested_on=-3 earliest=0 latest=0 status=fixed show_prob=1 booked_date=0 "                  \
    "booked_start=" start " booked_provider=Amy booked_site=S\n"

typedef struct Setting {
    Clinic *clinic;
    Chances *chances;
    Solution *solution;
} Setting;

static Setting solved(const char *lines, SolveOptions options)
{
    Setting setting = {.clinic = clinic_of(lines)};

    options.threads = options.threads ? options.threads : 1;
    assert_ok(chances_new(setting.clinic, &setting.chances));
    assert_ok(solve_run(setting.clinic, setting.chances, &options, &setting.solution));
    return setting;
}

static void release(Setting *setting)
{
    solution_free(setting->solution);
    chances_free(setting->chances);
    clinic_free(setting->clinic);
}

/* The judge finds the same worth, and nothing wrong. */
static void assert_trusted(const Setting *setting)
{
    Verdict *verdict = NULL;

    assert_ok(audit_run(setting->clinic, setting->chances, setting->solution->schedule, &verdict));
    assert_int_equal(verdict->violations, 0);
    assert_near(verdict->worth.objective, setting->solution->objective, EPSILON);
    verdict_free(verdict);
}

static const char *const three_for_two =
    CLINIC NEW("a", "p", "0.9") NEW("b", "q", "0.5") NEW("c", "s", "0.7");

TEST(a_small_clinic_is_solved_to_proven_optimality)
{
    Setting setting =
        solved(three_for_two, (SolveOptions){.method = METHOD_EXACT, .deadline_s = INFINITY});

    /* a before c: idle when a does not come, 10 min x 0.1; the other order would idle 3 min */
    assert_int_equal(setting.solution->outcome, OUTCOME_OPTIMAL);
    assert_int_equal(setting.solution->stopped_by, STOPPED_DONE);
    assert_string_equal(setting.solution->engine, "plans");
    assert_near(setting.solution->objective, 9 + 7 - 0.02 * 1, 1e-9);
    assert_near(setting.solution->bound, setting.solution->objective, 1e-6);
    assert_trusted(&setting);
    release(&setting);
}

TEST(the_greedy_schedule_comes_with_a_bound_above_it)
{
    Setting setting =
        solved(three_for_two, (SolveOptions){.method = METHOD_GREEDY, .deadline_s = INFINITY});

    assert_int_equal(setting.solution->outcome, OUTCOME_OPTIMAL);
    assert_string_equal(setting.solution->engine, "greedy");
    assert_true(setting.solution->bound >= setting.solution->objective);
    assert_true(setting.solution->schedule->certificate.rows > 0);
    assert_trusted(&setting);
    release(&setting);
}

TEST(fixed_bookings_that_clash_leave_no_schedule_and_are_listed)
{
    Setting setting = solved(CLINIC FIXED("a", "p", "09:00") FIXED("b", "q", "09:00"),
                             (SolveOptions){.deadline_s = INFINITY});

    assert_int_equal(setting.solution->outcome, OUTCOME_INFEASIBLE);
    assert_null(setting.solution->schedule);
    assert_true(setting.solution->conflict.errors > 0);
    assert_non_null(strstr(setting.solution->conflict.entries[0].message, "a"));
    release(&setting);
}

TEST(a_clinic_without_requests_has_an_empty_schedule_worth_nothing)
{
    Setting setting = solved(CLINIC, (SolveOptions){.deadline_s = INFINITY});

    assert_int_equal(setting.solution->outcome, OUTCOME_OPTIMAL);
    assert_near(setting.solution->objective, 0, 0);
    assert_int_equal(setting.solution->schedule->appointments.rows, 0);
    assert_trusted(&setting);
    release(&setting);
}

TEST(an_interrupted_solve_still_has_an_allowed_schedule)
{
    volatile int interrupted = 1;
    Setting setting =
        solved(three_for_two, (SolveOptions){.deadline_s = INFINITY, .interrupted = &interrupted});

    assert_int_equal(setting.solution->stopped_by, STOPPED_SIGNAL);
    assert_trusted(&setting);
    release(&setting);
}

TEST(a_deadline_that_has_passed_still_leaves_an_allowed_schedule)
{
    Setting setting =
        solved(three_for_two, (SolveOptions){.method = METHOD_GREEDY, .deadline_s = 0});

    assert_int_equal(setting.solution->stopped_by, STOPPED_TIME);
    assert_trusted(&setting);
    release(&setting);
}

TEST(outcomes_and_stops_have_the_words_of_the_command_line)
{
    assert_string_equal(outcome_text(OUTCOME_OPTIMAL), "optimal");
    assert_string_equal(outcome_text(OUTCOME_NOTHING), "nothing");
    assert_string_equal(stopped_by_text(STOPPED_GAP), "gap");
    assert_string_equal(stopped_by_text(STOPPED_DONE), "done");
}

TEST(running_out_of_memory_anywhere_in_a_solve_is_a_status)
{
    Clinic *clinic = clinic_of(three_for_two);
    Status status = STATUS_NO_MEMORY;
    Chances *chances = NULL;

    assert_ok(chances_new(clinic, &chances));
    for (int64_t nth = 1; status != STATUS_OK; nth++) {
        SolveOptions options = {.deadline_s = INFINITY, .threads = 1};
        Solution *solution = NULL;

        mem_fail_at(nth);
        status = solve_run(clinic, chances, &options, &solution);
        mem_fail_at(0);
        assert_true(status == STATUS_OK || (status == STATUS_NO_MEMORY && !solution));
        solution_free(solution);
    }
    chances_free(chances);
    clinic_free(clinic);
}

/* Counts its calls, judges as the audit does, and answers as told. */
typedef struct Bench {
    const Setting *setting;
    int32_t called;
    Status answer;
} Bench;

static Status sit(const Schedule *schedule, double objective, void *context)
{
    Bench *bench = context;
    Verdict *verdict = NULL;

    bench->called++;
    assert_ok(audit_run(bench->setting->clinic, bench->setting->chances, schedule, &verdict));
    assert_int_equal(verdict->violations, 0);
    assert_near(verdict->worth.objective, objective, EPSILON);
    verdict_free(verdict);
    return bench->answer == STATUS_OK ? STATUS_OK : fault(bench->answer, "told to");
}

TEST(the_first_schedule_is_judged_once_and_what_the_judge_says_ends_the_solve)
{
    Setting setting = {.clinic = clinic_of(CLINIC NEW("a", "p", "1") NEW("b", "q", "1"))};
    Bench bench = {&setting, 0, STATUS_OK};
    SolveOptions options = {
        .deadline_s = INFINITY, .threads = 1, .judge = sit, .judge_context = &bench};

    assert_ok(chances_new(setting.clinic, &setting.chances));
    assert_ok(solve_run(setting.clinic, setting.chances, &options, &setting.solution));
    assert_int_equal(bench.called, 1);
    assert_trusted(&setting);
    solution_free(setting.solution);
    setting.solution = NULL;
    bench.answer = STATUS_BUG;
    assert_int_equal(solve_run(setting.clinic, setting.chances, &options, &setting.solution),
                     STATUS_BUG);
    assert_int_equal(bench.called, 2);
    assert_null(setting.solution);
    release(&setting);
}
