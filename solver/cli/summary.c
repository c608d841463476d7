#include "solver/cli/summary.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "solver/cli/usage.h"

enum { NUMBER_BYTES = 64, NUMBERS = 8 };

const char *summary_number(double value, int decimals)
{
    static _Thread_local char kept[NUMBERS][NUMBER_BYTES];
    static _Thread_local int turn;
    char plain[NUMBER_BYTES];
    char *out = kept[turn = (turn + 1) % NUMBERS];
    size_t whole, used = 0;
    const char *digits;

    snprintf(plain, sizeof plain, "%.*f", decimals, value);
    if (!isfinite(value) || strlen(plain) > NUMBER_BYTES * 2 / 3) {
        snprintf(out, NUMBER_BYTES, "%g", value);
        return out;
    }
    digits = plain + (*plain == '-');
    if (*plain == '-')
        out[used++] = '-';
    whole = strcspn(digits, ".");
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            out[used++] = ',';
        out[used++] = digits[i];
    }
    snprintf(out + used, NUMBER_BYTES - used, "%s", digits + whole);
    return out;
}

/* ", 12 fixed" with the comma only between. */
static void add_count(int64_t count, const char *what, bool *first, Text *out)
{
    if (count == 0)
        return;
    text_add(out, "%s%s %s", *first ? "" : ", ", summary_number((double)count, 0), what);
    *first = false;
}

void summary_booked(const Clinic *clinic, const Schedule *schedule, Text *out)
{
    const Appointments *booked = &schedule->appointments;
    int64_t fixed = 0, by_change[n_words_change] = {0};
    bool first = true;

    for (int32_t i = 0; i < booked->rows; i++) {
        if (clinic->requests.status[booked->request[i]] == REQUEST_FIXED)
            fixed++;
        else if (booked->change[i] != MISSING)
            by_change[booked->change[i]]++;
    }
    text_add(out, "booked        %s of %s requests", summary_number(booked->rows, 0),
             summary_number(clinic->requests.rows, 0));
    text_add(out, booked->rows > 0 ? ": " : "");
    add_count(fixed, "fixed", &first, out);
    add_count(by_change[CHANGE_KEPT], "kept where they were", &first, out);
    add_count(by_change[CHANGE_MOVED], "moved", &first, out);
    add_count(by_change[CHANGE_NEW], "new", &first, out);
    text_add(out, "\n");
}

void summary_unbooked(const Clinic *clinic, const Schedule *schedule, Text *out)
{
    const Unscheduled *left = &schedule->unscheduled;
    int64_t by_reason[n_words_reason] = {0};
    int32_t unbooked = clinic->requests.rows - schedule->appointments.rows;
    bool first = true;

    for (int32_t i = 0; i < left->rows; i++)
        if (left->reason[i] != MISSING)
            by_reason[left->reason[i]]++;
    text_add(out, "not booked    %s", summary_number(unbooked, 0));
    text_add(out, left->rows > 0 ? ": " : "");
    for (int reason = 0; reason < n_words_reason; reason++) {
        char words[32];

        snprintf(words, sizeof words, "%s", words_text_reason[reason]);
        for (char *at = strchr(words, '_'); at; at = strchr(at, '_'))
            *at = ' ';
        add_count(by_reason[reason], words, &first, out);
    }
    text_add(out, "\n");
}

static void add_term(const char *name, double value, Text *out)
{
    if (fabs(value) >= 0.005)
        text_add(out, "  %-28s %14s\n", name, summary_number(value, 2));
}

void summary_worth(const Worth *worth, Text *out)
{
    add_term("visits attended", worth->attended, out);
    add_term("preferences met", worth->preferences, out);
    add_term("days waited", -worth->waiting_days, out);
    add_term("bookings moved", -worth->moves, out);
    add_term("bookings dropped", -worth->cancellations, out);
    add_term("requests not booked", -worth->unscheduled, out);
    add_term("places not held", -worth->reserves, out);
    add_term("minutes patients wait", -worth->patient_wait, out);
    add_term("minutes providers idle", -worth->idle, out);
    add_term("minutes of overtime", -worth->overtime, out);
}

static const char *stop_words(StoppedBy stopped_by)
{
    switch (stopped_by) {
    case STOPPED_DONE:
        return "done";
    case STOPPED_GAP:
        return "stopped at the gap";
    case STOPPED_TIME:
        return "stopped by the time limit";
    case STOPPED_WORK:
        return "stopped by the work limit";
    case STOPPED_SIGNAL:
        return "stopped by a signal";
    }
    return "";
}

void summary_run(const Run *run, Text *out)
{
    const Solution *solution = run->solution;

    summary_booked(run->clinic, solution->schedule, out);
    summary_unbooked(run->clinic, solution->schedule, out);
    text_add(out, "objective     %s\n", summary_number(solution->objective, 2));
    text_add(out, "bound         %s\n", summary_number(solution->bound, 2));
    text_add(out, "gap           %s %%\n", summary_number(100 * run_gap(run), 2));
    text_add(out, "outcome       %s (%s), by %s\n", outcome_text(solution->outcome),
             stop_words(solution->stopped_by), solution->engine);
    if (solution->components > 1)
        text_add(out, "components    %s with nothing in common, solved apart\n",
                 summary_number(solution->components, 0));
    if (run->start)
        text_add(out, "start         %s of %s appointments stood again\n",
                 summary_number(solution->start_stood, 0),
                 summary_number(solution->start_asked, 0));
    if (run->prediction.blank > 0)
        text_add(out, "show chances  %s of %s by %s, from %s past visits\n",
                 summary_number(run->prediction.blank, 0),
                 summary_number(run->clinic->requests.rows, 0),
                 predictor_source_text(run->prediction.source),
                 summary_number(run->prediction.learned_from, 0));
    text_add(out, "expected      %s min of patient wait, %s min idle, %s min overtime\n",
             summary_number(run->verdict->worth.wait_min, 0),
             summary_number(run->verdict->worth.idle_min, 0),
             summary_number(run->verdict->worth.overtime_min, 0));
    text_add(out, "took          %s s, %s MiB, %d thread%s\n", summary_number(run->seconds, 1),
             summary_number(usage_peak_mib(), 0), run->solve.threads,
             run->solve.threads == 1 ? "" : "s");
}
