#include "model/noshow/predictor.h"

#include <stdlib.h>

#include "model/base/memory.h"
#include "model/base/order.h"
#include "model/noshow/logistic.h"

enum { LEAST_HISTORY = 200 };           /* rows below which nothing is learned */
static const double TRAIN_SHARE = 0.75; /* the earlier part; the rest judges */
static const double LEAST_GAIN = 0.002; /* relative gain in Brier score that counts as a signal */

/* A usable row of history, by its date. */
typedef struct Dated {
    int32_t date, row;
} Dated;

static int compare_dated(const void *left, const void *right)
{
    const Dated *a = left, *b = right;

    if (a->date != b->date)
        return order_int(a->date, b->date);
    return order_int(a->row, b->row);
}

/* The usable rows of the past in the order of their dates. */
static Status rows_by_date(const Clinic *clinic, int32_t *rows, int32_t *count)
{
    Dated *dated = MEM_NEW(Dated, clinic->history.rows);

    if (!dated)
        return STATUS_NO_MEMORY;
    *count = 0;
    for (int32_t h = 0; h < clinic->history.rows; h++)
        if (features_usable(clinic, h) && clinic->history.date[h] < 0)
            dated[(*count)++] = (Dated){clinic->history.date[h], h};
    qsort(dated, (size_t)*count, sizeof *dated, compare_dated);
    for (int32_t i = 0; i < *count; i++)
        rows[i] = dated[i].row;
    mem_free(dated);
    return STATUS_OK;
}

static double attendance(const Clinic *clinic, const int32_t *rows, int32_t n)
{
    double came = 0;

    for (int32_t i = 0; i < n; i++)
        came += clinic->history.attended[rows[i]];
    return n > 0 ? came / n : 0;
}

/* Brier scores of a model and of the base rate on rows neither was learned from. */
static Status validate(const Features *features, const Clinic *clinic, const int32_t *rows,
                       int32_t n_train, int32_t n, Prediction *prediction)
{
    Status status = STATUS_OK;
    Logistic logistic = {0};
    double base = attendance(clinic, rows, n_train), brier = 0, brier_base = 0;
    Feature *buffer = MEM_NEW(Feature, features_most(features));

    if (!buffer)
        return STATUS_NO_MEMORY;
    TRY(logistic_fit(features, clinic, rows, n_train, &logistic));
    for (int32_t i = n_train; i < n; i++) {
        int32_t length = features_of_history(features, rows[i], buffer);
        double came = clinic->history.attended[rows[i]];
        double error = logistic_chance(&logistic, buffer, length) - came;

        brier += error * error;
        brier_base += (base - came) * (base - came);
    }
    prediction->brier = brier / (n - n_train);
    prediction->brier_base = brier_base / (n - n_train);
done:
    logistic_clear(&logistic);
    mem_free(buffer);
    return status;
}

/* Days for which request @p r needs chances: its window, and where it stands. */
static void days_of(const Clinic *clinic, int32_t r, int32_t *first, int32_t *last)
{
    const Requests *requests = &clinic->requests;
    int32_t end = clinic->horizon.days[0] - 1, booked = requests->booked_date[r];

    *first = requests->earliest[r] > 0 ? requests->earliest[r] : 0;
    *last = requests->latest[r] < end ? requests->latest[r] : end;
    if (booked >= 0 && booked <= end) {
        *first = booked < *first ? booked : *first;
        *last = booked > *last ? booked : *last;
    }
    if (*last < *first)
        *last = *first;
}

static Status lay_out_days(const Clinic *clinic, Chances *chances)
{
    int32_t n = clinic->requests.rows;
    int64_t size = 0;

    chances->begin = MEM_NEW(int64_t, (int64_t)n + 1);
    chances->first = MEM_NEW(int32_t, n);
    if (!chances->begin || !chances->first)
        return STATUS_NO_MEMORY;
    for (int32_t r = 0; r < n; r++) {
        chances->begin[r] = size;
        if (isnan(clinic->requests.show_prob[r])) {
            int32_t last;

            days_of(clinic, r, &chances->first[r], &last);
            size += last - chances->first[r] + 1;
        }
    }
    chances->begin[n] = size;
    chances->predicted = MEM_NEW(double, size);
    return chances->predicted ? STATUS_OK : STATUS_NO_MEMORY;
}

static Status predict(const Features *features, const Clinic *clinic, const Logistic *logistic,
                      Chances *chances)
{
    Status status = STATUS_OK;
    Feature *buffer = MEM_NEW(Feature, features_most(features));

    if (!buffer)
        return STATUS_NO_MEMORY;
    TRY(lay_out_days(clinic, chances));
    for (int32_t r = 0; r < clinic->requests.rows; r++) {
        if (!isnan(clinic->requests.show_prob[r]))
            continue;
        chances->given[r] = NAN;
        for (int64_t i = chances->begin[r]; i < chances->begin[r + 1]; i++) {
            int32_t day = chances->first[r] + (int32_t)(i - chances->begin[r]);
            int32_t length = features_of_request(features, r, day, buffer);

            chances->predicted[i] = logistic_chance(logistic, buffer, length);
        }
    }
done:
    mem_free(buffer);
    return status;
}

static void take_base_rate(const Clinic *clinic, double rate, Chances *chances)
{
    for (int32_t r = 0; r < clinic->requests.rows; r++)
        if (isnan(clinic->requests.show_prob[r]))
            chances->given[r] = rate;
}

/* From @p n rows by date: the model if it has a signal, else the base rate of late. */
static Status learn_from(const Features *features, const Clinic *clinic, const int32_t *rows,
                         int32_t n, Chances *chances, Prediction *prediction)
{
    Status status = STATUS_OK;
    Logistic logistic = {0};
    int32_t n_train = (int32_t)(TRAIN_SHARE * n);
    double early = attendance(clinic, rows, n_train);

    if (early > 0 && early < 1)
        TRY(validate(features, clinic, rows, n_train, n, prediction));
    if (prediction->brier < (1 - LEAST_GAIN) * prediction->brier_base) {
        prediction->source = PREDICTOR_LOGISTIC;
        TRY(logistic_fit(features, clinic, rows, n, &logistic));
        TRY(predict(features, clinic, &logistic, chances));
    } else {
        prediction->source = PREDICTOR_BASE_RATE;
        take_base_rate(clinic, attendance(clinic, rows + n_train, n - n_train), chances);
    }
done:
    logistic_clear(&logistic);
    return status;
}

static Status learn(const Clinic *clinic, Chances *chances, Prediction *prediction)
{
    Status status = STATUS_OK;
    Features *features = NULL;
    int32_t *rows = MEM_NEW(int32_t, clinic->history.rows);

    if (!rows)
        return STATUS_NO_MEMORY;
    TRY(features_new(clinic, &features));
    TRY(rows_by_date(clinic, rows, &prediction->learned_from));
    if (prediction->learned_from >= LEAST_HISTORY)
        TRY(learn_from(features, clinic, rows, prediction->learned_from, chances, prediction));
done:
    features_free(features);
    mem_free(rows);
    return status;
}

Status predictor_run(const Clinic *clinic, Chances **out, Prediction *prediction)
{
    Status status = STATUS_OK;
    Chances *chances = NULL;
    Prediction found = {.source = PREDICTOR_GIVEN, .brier = NAN, .brier_base = NAN};

    TRY(chances_new(clinic, &chances));
    for (int32_t r = 0; r < clinic->requests.rows; r++)
        found.blank += isnan(clinic->requests.show_prob[r]);
    if (found.blank > 0) {
        found.source = PREDICTOR_DEFAULT;
        TRY(learn(clinic, chances, &found));
    }
    *prediction = found;
    *out = chances;
    chances = NULL;
done:
    chances_free(chances);
    return status;
}

const char *predictor_source_text(PredictorSource source)
{
    switch (source) {
    case PREDICTOR_GIVEN:
        return "given";
    case PREDICTOR_DEFAULT:
        return "show_prob_default";
    case PREDICTOR_BASE_RATE:
        return "base rate";
    case PREDICTOR_LOGISTIC:
        return "logistic regression";
    }
    return "";
}
