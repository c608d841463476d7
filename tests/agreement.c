#include "tests/agreement.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/check.h"

/* So many combinations are searched in a blink; few clinics have more. */
#define COMBINATIONS_MAX 1e5

/* Under a sanitizer everything takes some ten times as long. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED true
#elif defined(__has_feature)
#define SANITIZED (__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))
#else
#define SANITIZED false
#endif

uint64_t trial_count(uint64_t usual)
{
    const char *wanted = getenv("CLINWEAVE_AGREEMENT");

    return wanted ? strtoull(wanted, NULL, 10) : SANITIZED ? usual / 10 : usual;
}

/* Where little stands in the way, more is booked and meets: half of the clinics are of that kind.
 */
static unsigned features_of(uint64_t seed)
{
    const unsigned units = RANDOM_FURTHER | RANDOM_ROOMS | RANDOM_EQUIPMENT | RANDOM_CLEANUP;

    switch (seed % 4) {
    case 1:
        return units | RANDOM_OVERBOOK | RANDOM_TURNAROUND | RANDOM_CV | RANDOM_SHOW |
               RANDOM_COSTS | RANDOM_OVERTIME | RANDOM_URGENT | RANDOM_FACTORS;
    case 3:
        return units | RANDOM_GROUP | RANDOM_FIXED | RANDOM_BOOKED | RANDOM_LINKS |
               RANDOM_PATIENTS | RANDOM_TRAVEL | RANDOM_MODES | RANDOM_OVERBOOK;
    default:
        return RANDOM_EVERYTHING;
    }
}

Trial *trial_begin(uint64_t seed)
{
    static Trial trial;

    trial.seed = seed;
    trial.clinic = random_clinic(seed, features_of(seed));
    trial.chances = random_chances(trial.clinic, seed, features_of(seed));
    trial.best = NULL;
    trial.optimum.exists = trial.optimum.too_large = false;
    return &trial;
}

bool trial_search(Trial *trial)
{
    brute_search(trial->clinic, trial->chances, COMBINATIONS_MAX, &trial->optimum);
    if (trial->optimum.exists)
        trial->best = brute_write(&trial->optimum.best);
    return !trial->optimum.too_large;
}

void trial_fail(const Trial *trial, const Schedule *schedule, const char *format, ...)
{
    char message[400];
    Text text = {0};
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    print_clinic(trial->clinic, &text);
    if (schedule) {
        text_add(&text, "\n");
        print_schedule(trial->clinic, schedule, &text);
    }
    if (trial->chances->begin)
        text_add(&text, "(chances are predicted by day)\n");
    fprintf(stderr, "%s\n", text_of(&text));
    text_clear(&text);
    fail_msg("seed %llu: %s", (unsigned long long)trial->seed, message);
}

void trial_end(Trial *trial)
{
    schedule_free(trial->best);
    chances_free(trial->chances);
    clinic_free(trial->clinic);
}
