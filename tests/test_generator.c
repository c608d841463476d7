#include "tests/check.h"

#include <inttypes.h>
#include <string.h>

#include "datasets/generator/generator.h"
#include "datasets/generator/truth.h"
#include "datasets/inspect/inspect.h"
#include "model/base/memory.h"
#include "model/clinic/calendar.h"
#include "tests/generated.h"

/* Changes only when tiny does, which is worth a line in CHANGELOG.md. */
#define TINY_DIGEST UINT64_C(0x176c060e03338577)

/* One number for all that stands in the tables. */
static uint64_t digest_of(const Clinic *clinic)
{
    uint64_t digest = GENERATED_NOTHING;

    for (int t = 0; t < N_DATASET_TABLES; t++)
        digest = generated_digest(clinic, (enum DatasetTable)t, digest);
    return digest;
}

static uint64_t digest_for(const char *recipe, int64_t seed)
{
    Clinic *clinic = generated(recipe, seed);
    uint64_t digest = digest_of(clinic);

    clinic_free(clinic);
    return digest;
}

/* Minutes asked of people over minutes in which they are in session and not closed. */
static double load_of(const Clinic *clinic)
{
    const Sessions *sessions = &clinic->sessions;
    const Closures *closures = &clinic->closures;
    double asked[64] = {0}, wanted = 0, offered = 0;

    for (int32_t a = 0; a < clinic->activities.rows; a++) {
        int32_t type = clinic->activities.visit_type[a];

        if (clinic->activities.kind[a] == UNIT_PROVIDER)
            asked[type] +=
                (double)(clinic->activities.duration_min[a] + clinic->activities.cleanup_min[a]) /
                clinic->visit_types.group_capacity[type];
    }
    for (int32_t r = 0; r < clinic->requests.rows; r++)
        wanted += asked[clinic->requests.visit_type[r]];
    for (int32_t s = 0; s < sessions->rows; s++)
        offered += sessions->end[s] - sessions->start[s];
    for (int32_t c = 0; c < closures->rows; c++)
        if (closures->kind[c] == CLOSURE_PROVIDER && strcmp(closures->reason[c], "leave") != 0)
            offered -= closures->end[c] - closures->start[c];
    return wanted / offered;
}

TEST(the_recipes_make_what_they_say)
{
    static const struct {
        const char *recipe;
        int32_t requests, providers, sites, days;
    } sizes[] = {{"tiny", 12, 3, 1, 2},       {"small", 600, 8, 1, 5},
                 {"clinic", 3000, 25, 1, 10}, {"network", 10000, 100, 4, 20},
                 {"features", 400, 21, 2, 5}, {"overbook", 700, 8, 1, 5},
                 {"night", 1000, 15, 1, 7}};

    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        Clinic *clinic = generated(sizes[i].recipe, 1);

        assert_int_equal(clinic->requests.rows, sizes[i].requests);
        assert_int_equal(clinic->providers.rows, sizes[i].providers);
        assert_int_equal(clinic->sites.rows, sizes[i].sites);
        assert_int_equal(clinic->horizon.days[0], sizes[i].days);
        clinic_free(clinic);
    }
}

TEST(equal_seeds_give_equal_tables_and_other_seeds_others)
{
    assert_true(digest_for("features", 5) == digest_for("features", 5));
    assert_true(digest_for("features", 5) != digest_for("features", 6));
}

TEST(tiny_is_the_same_on_every_machine)
{
    uint64_t digest = digest_for("tiny", 1);

    if (digest != TINY_DIGEST)
        fail_msg("digest of tiny: 0x%016" PRIx64, digest);
}

TEST(everybody_is_asked_for_about_as_much_as_the_recipe_says)
{
    for (int i = 0; i < generator_count(); i++) {
        Clinic *clinic = NULL;
        double load;

        if (strcmp(generator_name(i), "nation") == 0) /* as city, ten times over */
            continue;
        clinic = generated(generator_name(i), 2);
        load = load_of(clinic);
        if (!(load >= 0.9 && load <= 1.3))
            fail_msg("%s: load %g", generator_name(i), load);
        clinic_free(clinic);
    }
}

TEST(what_is_generated_passes_the_check_of_datasets)
{
    for (int i = 0; i < generator_count(); i++) {
        for (int64_t seed = 1; seed <= 3; seed++) {
            Findings findings = {0};
            Clinic *clinic = NULL;

            if (strcmp(generator_name(i), "nation") == 0 || strcmp(generator_name(i), "city") == 0)
                continue;
            clinic = generated(generator_name(i), seed);
            assert_ok(inspect_dataset(clinic, &findings));
            if (findings.errors)
                fail_msg("%s, seed %d: %s", generator_name(i), (int)seed,
                         findings.entries[0].message);
            assert_true(findings.warnings * 10 <= clinic->requests.rows);
            findings_clear(&findings);
            clinic_free(clinic);
        }
    }
}

TEST(every_priority_and_many_patients_with_several_requests_occur)
{
    Clinic *clinic = generated("clinic", 1);
    int32_t of[n_words_priority] = {0};

    for (int32_t r = 0; r < clinic->requests.rows; r++)
        of[clinic->requests.priority[r]]++;
    assert_in_range(of[PRIORITY_EMERGENCY], 10, 60);
    assert_in_range(of[PRIORITY_URGENT], 100, 300);
    assert_in_range(of[PRIORITY_SOON], 500, 900);
    assert_true(of[PRIORITY_ROUTINE] > 1800);
    assert_in_range(clinic->patients.rows, 2000, 2600);
    clinic_free(clinic);
}

/* The true chance that the patient of past appointment @p h stayed away. */
static double no_show_of(const Clinic *clinic, int32_t h, double base)
{
    const History *history = &clinic->history;
    double *const *x = history->covariates.values;
    TruthCase visit = {.lead_days = history->date[h] - history->booked_on[h],
                       .visits = (int32_t)x[3][h],
                       .no_shows = (int32_t)x[4][h],
                       .age = (int32_t)x[0][h],
                       .distance_km = x[1][h],
                       .chronic = (int32_t)x[2][h],
                       .weekday = calendar_weekday(clinic->epoch_day + history->date[h]),
                       .start_min = history->start[h],
                       .reminder = history->reminder[h]};

    while (strcmp(truth_cohort(visit.cohort), history->cohort[h]) != 0)
        visit.cohort++;
    return truth_no_show(base, &visit);
}

TEST(the_outcomes_of_the_history_follow_the_true_probabilities)
{
    enum { CLASSES = 10 };
    Clinic *clinic = generated("clinic", 1);
    double expected[CLASSES] = {0}, variance[CLASSES] = {0}, seen[CLASSES] = {0}, chi_square = 0;
    double base = truth_base(0.17);

    assert_string_equal(clinic->history.covariates.names[4], "x_prior_no_shows");
    for (int32_t h = 0; h < clinic->history.rows; h++) {
        double chance = no_show_of(clinic, h, base);
        int class = (int)(chance * 20) < CLASSES ? (int)(chance * 20) : CLASSES - 1;

        expected[class] += chance;
        variance[class] += chance * (1 - chance);
        seen[class] += 1 - clinic->history.attended[h];
    }
    for (int class = 0; class < CLASSES; class ++) {
        assert_true(variance[class] > 5); /* every class of risk occurs */
        chi_square +=
            (seen[class] - expected[class]) * (seen[class] - expected[class]) / variance[class];
    }
    assert_true(chi_square < 29.6); /* 10 degrees of freedom, one in a thousand */
    clinic_free(clinic);
}

TEST(what_is_known_of_a_patient_is_what_stands_in_the_history)
{
    Clinic *clinic = generated("small", 4);
    const Patients *patients = &clinic->patients;

    for (int32_t p = 0; p < patients->rows; p += 7) {
        int32_t visits = 0, no_shows = 0;

        for (int32_t h = 0; h < clinic->history.rows; h++) {
            if (strcmp(clinic->history.patient[h], patients->patient[p]) != 0)
                continue;
            assert_near(clinic->history.covariates.values[3][h], visits, 0);
            assert_near(clinic->history.covariates.values[4][h], no_shows, 0);
            visits++;
            no_shows += !clinic->history.attended[h];
        }
        assert_near(patients->covariates.values[3][p], visits, 0);
        assert_near(patients->covariates.values[4][p], no_shows, 0);
    }
    clinic_free(clinic);
}

TEST(show_probabilities_are_given_or_left_to_be_predicted)
{
    Clinic *given = generated("small", 1), *blank = generated("night", 1);

    for (int32_t r = 0; r < given->requests.rows; r++)
        assert_true(given->requests.show_prob[r] > 0 && given->requests.show_prob[r] < 1);
    for (int32_t r = 0; r < blank->requests.rows; r++)
        assert_true(isnan(blank->requests.show_prob[r]));
    clinic_free(given);
    clinic_free(blank);
}

TEST(most_of_a_running_clinic_is_booked_and_some_wait)
{
    Clinic *clinic = generated("night", 1);
    int32_t of[n_words_request_status] = {0};

    for (int32_t r = 0; r < clinic->requests.rows; r++)
        of[clinic->requests.status[r]]++;
    assert_true(of[REQUEST_BOOKED] + of[REQUEST_FIXED] > 550);
    assert_true(of[REQUEST_FIXED] > 100);
    assert_true(of[REQUEST_WAITLIST] > 100);
    clinic_free(clinic);
}

TEST(a_generator_that_runs_out_of_memory_says_so_and_leaks_nothing)
{
    const char *settings[] = {"history=5", "booked_share=0.5", "requests=6"};

    for (int64_t nth = 1;; nth++) {
        Clinic *clinic = NULL;
        Status status;

        mem_fail_at(nth);
        status = generator_run("tiny", 1, settings, 3, &clinic);
        mem_fail_at(0);
        if (status == STATUS_OK) {
            clinic_free(clinic);
            break;
        }
        assert_int_equal(status, STATUS_NO_MEMORY);
        assert_null(clinic);
    }
}
