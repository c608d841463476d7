/* The judge against the naive reading, on random schedules of random clinics: the same verdict, the
 * same rules named, the same worth. CLINWEAVE_AGREEMENT sets how many clinics. */
#include <stdio.h>
#include <stdlib.h>

#include "datasets/inspect.h"
#include "model/clinic/audit.h"
#include "tests/brute.h"
#include "tests/check.h"
#include "tests/random_clinic.h"

enum { SCHEDULES = 8 };

static uint64_t clinics(void)
{
    const char *wanted = getenv("CLINWEAVE_AGREEMENT");

    return wanted ? strtoull(wanted, NULL, 10) : 2000;
}

static unsigned tags_of(const Verdict *verdict)
{
    unsigned tags = 0;

    for (int t = 0; t < N_AUDIT_TAGS; t++)
        if (verdict->by_tag[t] > 0)
            tags |= 1U << t;
    return tags;
}

/* Prints a disagreement whole, so that it can be pasted into a test. */
static void show(uint64_t seed, const Clinic *clinic, const Schedule *schedule,
                 const Verdict *verdict)
{
    Text text = {0};

    print_clinic(clinic, &text);
    text_add(&text, "\n");
    print_schedule(clinic, schedule, &text);
    for (int32_t i = 0; i < verdict->findings.count; i++)
        text_add(&text, "audit: %s\n", verdict->findings.entries[i].message);
    fprintf(stderr, "seed %llu\n%s\n", (unsigned long long)seed, text_of(&text));
    text_clear(&text);
}

/* A damaged schedule may be read in several ways, but must be refused if either refuses it. */
static bool is_same(unsigned brute, unsigned audit, bool damaged)
{
    return damaged ? (brute == 0) == (audit == 0) : brute == audit;
}

static void compare(uint64_t seed, const Clinic *clinic, const Chances *chances,
                    const Schedule *schedule, bool damaged)
{
    char one[BRUTE_TAGS_BYTES], other[BRUTE_TAGS_BYTES];
    Verdict *verdict = NULL;
    unsigned brute, audit;
    BruteCase read;
    double unheld = 0, worth;

    assert_ok(audit_run(clinic, chances, schedule, &verdict));
    brute = brute_allowed(clinic, chances, schedule);
    audit = tags_of(verdict);
    if (!is_same(brute, audit, damaged)) {
        show(seed, clinic, schedule, verdict);
        fail_msg("seed %llu: %s broken, the audit says %s%s", (unsigned long long)seed,
                 brute_tags_text(brute, one), brute_tags_text(audit, other),
                 damaged ? " (damaged)" : "");
    }
    brute_read(clinic, chances, schedule, &read, &unheld);
    worth = brute_worth(&read, unheld);
    if (!damaged && !(fabs(worth - verdict->worth.objective) <= 1e-9 * fmax(1, fabs(worth)))) {
        show(seed, clinic, schedule, verdict);
        fail_msg("seed %llu: worth %.17g, the audit says %.17g", (unsigned long long)seed, worth,
                 verdict->worth.objective);
    }
    verdict_free(verdict);
}

static void check_data(uint64_t seed, const Clinic *clinic)
{
    Findings findings = {0};

    assert_ok(inspect_dataset(clinic, &findings));
    for (int32_t i = 0; i < findings.count; i++)
        if (findings.entries[i].error)
            fail_msg("seed %llu: %s", (unsigned long long)seed, findings.entries[i].message);
    findings_clear(&findings);
}

TEST(the_judge_finds_what_the_naive_reading_finds)
{
    for (uint64_t seed = 0; seed < clinics(); seed++) {
        Clinic *clinic = random_clinic(seed, RANDOM_EVERYTHING);
        Chances *chances = random_chances(clinic, seed, RANDOM_EVERYTHING);
        Random random = random_stream(seed, 3);

        check_data(seed, clinic);
        for (int i = 0; i < SCHEDULES; i++) {
            bool damaged = false;
            Schedule *schedule = random_schedule(clinic, chances, &random, &damaged);

            compare(seed, clinic, chances, schedule, damaged);
            schedule_free(schedule);
        }
        chances_free(chances);
        clinic_free(clinic);
    }
}
