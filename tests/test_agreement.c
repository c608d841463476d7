/* The judge against the naive reading, on random schedules of random clinics: the same verdict, the
 * same rules named, the same worth. CLINWEAVE_AGREEMENT sets how many clinics. */
#include "datasets/inspect/inspect.h"
#include "model/audit/audit.h"
#include "tests/agreement.h"
#include "tests/check.h"

enum { SCHEDULES = 8 };

static unsigned tags_of(const Verdict *verdict)
{
    unsigned tags = 0;

    for (int t = 0; t < N_AUDIT_TAGS; t++)
        if (verdict->by_tag[t] > 0)
            tags |= 1U << t;
    return tags;
}

static void check_data(const Trial *trial)
{
    Findings findings = {0};

    assert_ok(inspect_dataset(trial->clinic, &findings));
    for (int32_t i = 0; i < findings.count; i++)
        if (findings.entries[i].error)
            trial_fail(trial, NULL, "%s", findings.entries[i].message);
    findings_clear(&findings);
}

/* A damaged schedule contradicts itself, so the rules named may differ; it must be refused if
 * either refuses it. */
static void compare(const Trial *trial, const Schedule *schedule, bool damaged)
{
    char one[BRUTE_TAGS_BYTES], other[BRUTE_TAGS_BYTES];
    unsigned brute = brute_allowed(trial->clinic, trial->chances, schedule), audit;
    Verdict *verdict = NULL;
    BruteCase read;
    double unheld = 0, worth;

    assert_ok(audit_run(trial->clinic, trial->chances, schedule, &verdict));
    audit = tags_of(verdict);
    if (damaged ? (brute == 0) != (audit == 0) : brute != audit)
        trial_fail(trial, schedule, "[%s] broken, the audit says [%s]: %s",
                   brute_tags_text(brute, one), brute_tags_text(audit, other),
                   verdict->findings.count > 0 ? verdict->findings.entries[0].message : "");
    brute_read(trial->clinic, trial->chances, schedule, &read, &unheld);
    worth = brute_worth(&read, unheld);
    if (!damaged && !(fabs(worth - verdict->worth.objective) <= 1e-9 * fmax(1, fabs(worth))))
        trial_fail(trial, schedule, "worth %.17g, the audit says %.17g", worth,
                   verdict->worth.objective);
    verdict_free(verdict);
}

TEST(the_judge_finds_what_the_naive_reading_finds)
{
    for (uint64_t seed = 0; seed < trial_count(2000); seed++) {
        Trial *trial = trial_begin(seed);
        Random random = random_stream(seed, 3);

        check_data(trial);
        for (int i = 0; i < SCHEDULES; i++) {
            bool damaged = false;
            Schedule *schedule = random_schedule(trial->clinic, trial->chances, &random, &damaged);

            compare(trial, schedule, damaged);
            schedule_free(schedule);
        }
        trial_end(trial);
    }
}

TEST(the_judge_finds_the_best_schedule_allowed_and_of_its_worth)
{
    for (uint64_t seed = 0; seed < trial_count(1000); seed++) {
        Trial *trial = trial_begin(seed);
        Verdict *verdict = NULL;

        if (trial_search(trial) && trial->best) {
            assert_ok(audit_run(trial->clinic, trial->chances, trial->best, &verdict));
            if (verdict->violations > 0)
                trial_fail(trial, trial->best, "%s", verdict->findings.entries[0].message);
            assert_near(verdict->worth.objective, trial->optimum.worth, 1e-9);
            verdict_free(verdict);
        }
        trial_end(trial);
    }
}
