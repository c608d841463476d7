#include "model/noshow/features.h"

#include <stdlib.h>
#include <string.h>

#include "model/base/lookup.h"
#include "model/base/memory.h"
#include "model/base/order.h"
#include "model/clinic/calendar.h"
#include "model/noshow/past.h"

/* Lead times of up to this many days make a class; the last class is open. */
static const int32_t lead_class_days[] = {0, 1, 3, 7, 14, 30, INT32_MAX};

enum {
    N_LEAD_CLASSES = sizeof lead_class_days / sizeof lead_class_days[0],
    AT_LEAD = N_LEAD_CLASSES, /* logarithm of the lead time */
    AT_WEEKDAY,               /* seven indicators */
    AT_NEWCOMER = AT_WEEKDAY + 7,
    AT_PRIOR_VISITS,   /* logarithm of 1 + earlier visits */
    AT_PRIOR_NO_SHOWS, /* smoothed share of no-shows among them */
    AT_WORDS           /* indicators of visit types, sites and cohorts */
};

enum { WORD_BYTES = 128, WORDS_OF_A_ROW = 3 };

static const double PRIOR_STRENGTH = 2.0; /* visits that the mean no-show rate counts for */

struct Features {
    const Clinic *clinic; /* borrowed */
    Past *past;           /* owned */
    Lookup *words;        /* owned: "t<type>", "s<site>", "c<cohort>" to their indicator */
    Arena texts;          /* keys of words */
    int32_t n_words;
    int32_t n_covariates;
    double *mean, *spread; /* owned, [covariates] */
};

bool features_usable(const Clinic *clinic, int32_t history_row)
{
    const History *history = &clinic->history;

    return history->booked_on[history_row] != MISSING && history->date[history_row] != MISSING &&
           history->booked_on[history_row] <= history->date[history_row] &&
           (history->attended[history_row] == 0 || history->attended[history_row] == 1);
}

/* The key of a word among words of other kinds; false when it is too long to be one. */
static bool make_key(char kind, const char *word, char *key)
{
    size_t length = strlen(word);

    if (length + 2 > WORD_BYTES)
        return false;
    key[0] = kind;
    memcpy(key + 1, word, length + 1);
    return true;
}

static Status enter_word(Features *features, char kind, const char *word)
{
    char key[WORD_BYTES];
    const char *copy;

    if (!make_key(kind, word, key) || lookup_find(features->words, key) >= 0)
        return STATUS_OK;
    copy = arena_text(&features->texts, key, strlen(key));
    if (!copy)
        return STATUS_NO_MEMORY;
    return lookup_add(features->words, copy, features->n_words++, NULL);
}

static Status learn_words(Features *features)
{
    const History *history = &features->clinic->history;
    Status status = STATUS_OK;

    TRY(lookup_new(256, &features->words));
    for (int32_t h = 0; h < history->rows; h++) {
        TRY(enter_word(features, 't', history->visit_type[h]));
        TRY(enter_word(features, 's', history->site[h]));
        TRY(enter_word(features, 'c', history->cohort[h]));
    }
done:
    return status;
}

static Status learn_covariates(Features *features)
{
    const History *history = &features->clinic->history;

    features->n_covariates = history->covariates.count;
    features->mean = MEM_NEW(double, features->n_covariates);
    features->spread = MEM_NEW(double, features->n_covariates);
    if (!features->mean || !features->spread)
        return STATUS_NO_MEMORY;
    for (int32_t x = 0; x < features->n_covariates; x++) {
        double n = 0, sum = 0, squares = 0, variance;

        for (int32_t h = 0; h < history->rows; h++) {
            double value = history->covariates.values[x][h];

            if (isnan(value))
                continue;
            n += 1;
            sum += value;
            squares += value * value;
        }
        features->mean[x] = n > 0 ? sum / n : 0;
        variance = n > 0 ? squares / n - features->mean[x] * features->mean[x] : 0;
        features->spread[x] = variance > 1e-20 ? sqrt(variance) : 1;
    }
    return STATUS_OK;
}

Status features_new(const Clinic *clinic, Features **out)
{
    Status status = STATUS_OK;
    Features *features = MEM_NEW(Features, 1);

    if (!features)
        return STATUS_NO_MEMORY;
    features->clinic = clinic;
    TRY(learn_words(features));
    TRY(learn_covariates(features));
    TRY(past_new(clinic, &features->past));
    *out = features;
    features = NULL;
done:
    features_free(features);
    return status;
}

void features_free(Features *features)
{
    if (!features)
        return;
    past_free(features->past);
    lookup_free(features->words);
    arena_clear(&features->texts);
    mem_free(features->mean);
    mem_free(features->spread);
    mem_free(features);
}

int32_t features_count(const Features *features)
{
    return AT_WORDS + features->n_words + 2 * features->n_covariates;
}

int32_t features_most(const Features *features)
{
    return AT_WORDS + WORDS_OF_A_ROW + features->n_covariates;
}

/* What is known of an appointment, wherever it comes from. */
typedef struct Known {
    const char *patient, *visit_type, *site, *cohort;
    int32_t booked_on, date;
    const Covariates *covariates;
    int32_t covariate_row;
} Known;

static int32_t put_word(const Features *features, char kind, const char *word, Feature *row,
                        int32_t n)
{
    char key[WORD_BYTES];
    int32_t index = make_key(kind, word, key) ? lookup_find(features->words, key) : -1;

    if (index < 0)
        return n;
    row[n] = (Feature){AT_WORDS + index, 1.0};
    return n + 1;
}

static int compare_features(const void *left, const void *right)
{
    const Feature *a = left, *b = right;

    return order_int(a->index, b->index);
}

/* Patients and history may list their covariates in another order: found by name. */
static const double *covariate_of(const Covariates *covariates, const char *name)
{
    for (int32_t x = 0; x < covariates->count; x++)
        if (strcmp(covariates->names[x], name) == 0)
            return covariates->values[x];
    return NULL;
}

static int32_t put_covariates(const Features *features, const Known *known, Feature *row, int32_t n)
{
    const Covariates *learned = &features->clinic->history.covariates;
    int32_t at = AT_WORDS + features->n_words;

    for (int32_t x = 0; x < features->n_covariates; x++) {
        const double *values = covariate_of(known->covariates, learned->names[x]);
        double value = values ? values[known->covariate_row] : NAN;

        if (isnan(value))
            row[n++] = (Feature){at + 2 * x + 1, 1.0};
        else
            row[n++] = (Feature){at + 2 * x, (value - features->mean[x]) / features->spread[x]};
    }
    return n;
}

static int32_t put_past(const Features *features, const Known *known, Feature *row, int32_t n)
{
    int32_t visits, missed;
    double rate = past_no_show_rate(features->past);

    past_before(features->past, known->patient, known->booked_on, &visits, &missed);
    if (visits == 0)
        row[n++] = (Feature){AT_NEWCOMER, 1.0};
    row[n++] = (Feature){AT_PRIOR_VISITS, log1p(visits)};
    row[n++] =
        (Feature){AT_PRIOR_NO_SHOWS, (missed + PRIOR_STRENGTH * rate) / (visits + PRIOR_STRENGTH)};
    return n;
}

static int32_t encode(const Features *features, const Known *known, Feature *row)
{
    int32_t lead = known->date > known->booked_on ? known->date - known->booked_on : 0;
    int32_t weekday = calendar_weekday(features->clinic->epoch_day + known->date);
    int32_t n = 0, class = 0, words;

    while (lead > lead_class_days[class])
        class ++;
    row[n++] = (Feature){class, 1.0};
    row[n++] = (Feature){AT_LEAD, log1p(lead)};
    row[n++] = (Feature){AT_WEEKDAY + weekday - 1, 1.0};
    n = put_past(features, known, row, n);
    words = n;
    n = put_word(features, 't', known->visit_type, row, n);
    n = put_word(features, 's', known->site, row, n);
    n = put_word(features, 'c', known->cohort, row, n);
    qsort(row + words, (size_t)(n - words), sizeof *row, compare_features);
    return put_covariates(features, known, row, n);
}

int32_t features_of_history(const Features *features, int32_t history_row, Feature *row)
{
    const History *history = &features->clinic->history;
    Known known = {
        .patient = history->patient[history_row],
        .visit_type = history->visit_type[history_row],
        .site = history->site[history_row],
        .cohort = history->cohort[history_row],
        .booked_on = history->booked_on[history_row],
        .date = history->date[history_row],
        .covariates = &history->covariates,
        .covariate_row = history_row,
    };

    return encode(features, &known, row);
}

int32_t features_of_request(const Features *features, int32_t r, int32_t day, Feature *row)
{
    const Clinic *clinic = features->clinic;
    const Requests *requests = &clinic->requests;
    int32_t patient = requests->patient[r];
    int32_t site = requests->site[r] >= 0 ? requests->site[r] : clinic->patients.home_site[patient];
    Known known = {
        .patient = clinic->patients.patient[patient],
        .visit_type = clinic->visit_types.visit_type[requests->visit_type[r]],
        .site = site >= 0 ? clinic->sites.site[site] : "",
        .cohort = clinic->patients.cohort[patient],
        .booked_on =
            requests->booked_on[r] != MISSING ? requests->booked_on[r] : requests->requested_on[r],
        .date = day,
        .covariates = &clinic->patients.covariates,
        .covariate_row = patient,
    };

    return encode(features, &known, row);
}
