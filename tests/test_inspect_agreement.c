/* What inspect says can never be is never found by trying everything. */
#include <stdio.h>
#include <string.h>

#include "datasets/inspect/inspect.h"
#include "model/base/memory.h"
#include "tests/brute.h"
#include "tests/check.h"
#include "tests/random_clinic.h"

enum { CLINICS = 3000 };

/* One clinic, and room for what is tried on it; large, so kept off the stack. */
typedef struct Trial {
    Clinic *clinic;
    Chances *chances;
    BruteCase it;
    BruteChoices choices;
    uint64_t seed;
} Trial;

/* True when request @p r can be booked in an otherwise empty clinic, @p kept: where it stands. */
static bool can_be_booked(Trial *trial, int32_t r, bool kept)
{
    trial->it = (BruteCase){.clinic = trial->clinic, .chances = trial->chances};
    brute_choices(&trial->it, r, &trial->choices);
    for (int32_t i = 0; i < trial->choices.count; i++) {
        const BruteVisit *visit = &trial->choices.visits[i];
        bool possible;

        if (kept && !brute_is_kept(trial->clinic, r, visit))
            continue;
        brute_book(&trial->it, r, visit);
        possible = brute_hand_out(&trial->it);
        trial->it = (BruteCase){.clinic = trial->clinic, .chances = trial->chances};
        if (possible)
            return true;
    }
    return false;
}

/* True when all fixed requests can stand together, nothing else booked. */
static bool fixed_can_be_kept(Trial *trial)
{
    trial->it = (BruteCase){.clinic = trial->clinic, .chances = trial->chances};
    for (int32_t r = 0; r < trial->clinic->requests.rows; r++) {
        if (!brute_fixed_inside(trial->clinic, r))
            continue;
        brute_choices(&trial->it, r, &trial->choices);
        if (trial->choices.count == 0)
            return false;
        brute_book(&trial->it, r, &trial->choices.visits[0]);
    }
    return brute_hand_out(&trial->it) && brute_tags(&trial->it) == 0;
}

static bool says(const Finding *finding, const char *words)
{
    return strstr(finding->message, words) != NULL;
}

/* Whether the finding is refuted by trying. */
static bool is_refuted(Trial *trial, const Finding *finding)
{
    int row = -1;

    if (says(finding, "no schedule can keep"))
        return fixed_can_be_kept(trial);
    if (sscanf(finding->message, "requests row %d", &row) != 1)
        return false;
    if (says(finding, "nobody can serve it") || says(finding, "the request is ignored"))
        return can_be_booked(trial, row, false);
    return says(finding, "the booking cannot stay") && can_be_booked(trial, row, true);
}

static void inspect_one(Trial *trial)
{
    Findings findings = {0};

    assert_ok(inspect_cells(trial->clinic, &findings));
    assert_ok(inspect_dataset(trial->clinic, &findings));
    for (int32_t i = 0; i < findings.count; i++)
        if (findings.entries[i].error || is_refuted(trial, &findings.entries[i])) {
            Text text = {0};

            print_clinic(trial->clinic, &text);
            fail_msg("seed %d: %s\n%s", (int)trial->seed, findings.entries[i].message,
                     text_of(&text));
        }
    findings_clear(&findings);
}

TEST(what_is_said_to_be_impossible_is_not_found_by_trying_everything)
{
    Trial *trial = MEM_NEW(Trial, 1);

    assert_non_null(trial);
    for (trial->seed = 0; trial->seed < CLINICS; trial->seed++) {
        trial->clinic = random_clinic(trial->seed, RANDOM_EVERYTHING);
        trial->chances = random_chances(trial->clinic, trial->seed, RANDOM_EVERYTHING);
        inspect_one(trial);
        chances_free(trial->chances);
        clinic_free(trial->clinic);
    }
    mem_free(trial);
}
