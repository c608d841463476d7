#include "bench/record.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/base/memory.h"
#include "model/base/order.h"

static bool same_text(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

/* Two runs on equal datasets. */
static bool same_data(const Runs *runs, int32_t a, int32_t b)
{
    return same_text(runs->recipe[a], runs->recipe[b]) &&
           same_text(runs->settings[a], runs->settings[b]) && runs->seed[a] == runs->seed[b] &&
           runs->datasets[a] == runs->datasets[b];
}

/* Two runs that differ in seed and repeat only. */
static bool same_kind(const Runs *runs, int32_t a, int32_t b)
{
    return same_text(runs->recipe[a], runs->recipe[b]) &&
           same_text(runs->settings[a], runs->settings[b]) &&
           same_text(runs->solver[a], runs->solver[b]) &&
           same_text(runs->options[a], runs->options[b]) &&
           runs->datasets[a] == runs->datasets[b] && runs->threads[a] == runs->threads[b] &&
           runs->time_limit[a] == runs->time_limit[b];
}

/* Only an allowed schedule is a schedule. */
static bool has_answer(const Runs *runs, int32_t row)
{
    return isfinite(runs->objective[row]) && runs->violations[row] == 0;
}

static void fill_behind(Runs *runs)
{
    for (int32_t row = 0; row < runs->rows; row++) {
        double best = -INFINITY;

        for (int32_t other = 0; other < runs->rows; other++)
            if (has_answer(runs, other) && same_data(runs, row, other))
                best = fmax(best, runs->objective[other]);
        runs->behind[row] =
            has_answer(runs, row) ? (best - runs->objective[row]) / fmax(1, fabs(best)) : NOTHING;
    }
}

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return order_real(a, b);
}

/* The values of a column in the runs like @p first, sorted; NaN left out. Of @p answers only those
 * with a schedule. */
static int32_t gather(const Runs *runs, const double *column, int32_t first, bool answers,
                      double *out)
{
    int32_t count = 0;

    for (int32_t row = first; row < runs->rows; row++)
        if (same_kind(runs, first, row) && (!answers || has_answer(runs, row)) &&
            !isnan(column[row]))
            out[count++] = column[row];
    qsort(out, (size_t)count, sizeof *out, by_size);
    return count;
}

static double median(const double *sorted, int32_t count)
{
    if (count == 0)
        return NOTHING;
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
}

static double largest(const double *sorted, int32_t count)
{
    return count > 0 ? sorted[count - 1] : NOTHING;
}

static void count_runs(const Runs *runs, int32_t first, Summary *summary, int32_t row)
{
    summary->runs[row] = summary->answers[row] = summary->violations[row] = 0;
    for (int32_t other = first; other < runs->rows; other++) {
        if (!same_kind(runs, first, other))
            continue;
        summary->runs[row]++;
        summary->answers[row] += has_answer(runs, other);
        if (runs->violations[other] != MISSING)
            summary->violations[row] += runs->violations[other];
    }
}

/* The summary of the runs like run @p first; @p values has room for all runs. */
static void sum_up(const Runs *runs, int32_t first, double *values, Summary *summary, int32_t row)
{
    int32_t count;

    summary->recipe[row] = runs->recipe[first];
    summary->settings[row] = runs->settings[first];
    summary->solver[row] = runs->solver[first];
    summary->options[row] = runs->options[first];
    summary->datasets[row] = runs->datasets[first];
    summary->threads[row] = runs->threads[first];
    summary->time_limit[row] = runs->time_limit[first];
    count_runs(runs, first, summary, row);
    count = gather(runs, runs->gap, first, true, values);
    summary->gap_median[row] = median(values, count);
    summary->gap_worst[row] = largest(values, count);
    count = gather(runs, runs->behind, first, true, values);
    summary->behind_median[row] = median(values, count);
    summary->behind_worst[row] = largest(values, count);
    count = gather(runs, runs->seconds, first, false, values);
    summary->seconds_median[row] = median(values, count);
    summary->seconds_worst[row] = largest(values, count);
    count = gather(runs, runs->cpu_s, first, false, values);
    summary->cpu_median[row] = median(values, count);
    count = gather(runs, runs->busy, first, false, values);
    summary->busy_median[row] = median(values, count);
    count = gather(runs, runs->peak_mib, first, false, values);
    summary->peak_mib_worst[row] = largest(values, count);
}

static bool is_first_of_kind(const Runs *runs, int32_t row)
{
    for (int32_t other = 0; other < row; other++)
        if (same_kind(runs, other, row))
            return false;
    return true;
}

Status record_sum_up(Record *record)
{
    const Runs *runs = &record->runs;
    Status status = STATUS_OK;
    double *values = MEM_NEW(double, runs->rows);
    int32_t row = 0;

    if (!values)
        return STATUS_NO_MEMORY;
    fill_behind(&record->runs);
    TRY(table_resize(record, &record_schema.tables[RECORD_SUMMARY], 0));
    for (int32_t first = 0; first < runs->rows; first++) {
        if (!is_first_of_kind(runs, first))
            continue;
        TRY(record_append(record, RECORD_SUMMARY, &row));
        sum_up(runs, first, values, &record->summary, row);
    }
done:
    mem_free(values);
    return status;
}
