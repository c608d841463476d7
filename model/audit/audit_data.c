/* DATA and COHORT: what a result says of itself, against what the judge works out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/audit/audit_case.h"
#include "model/base/memory.h"
#include "model/base/text.h"

static int32_t change_of(const Case *c, int32_t r)
{
    switch (c->clinic->requests.status[r]) {
    case REQUEST_BOOKED:
        return case_kept(c, r) ? CHANGE_KEPT : CHANGE_MOVED;
    case REQUEST_FIXED:
        return CHANGE_KEPT;
    default:
        return CHANGE_NEW;
    }
}

static void judge_seat(Case *c, const Seat *seat)
{
    const Appointments *rows = &c->schedule->appointments;
    const Visit *visit = &c->visits[seat->visit];
    const char *id = c->clinic->requests.request[seat->request];
    int32_t row = seat->row, change = change_of(c, seat->request);
    double show = case_show(c, seat->request, visit->date);

    if (rows->mode[row] != MISSING && rows->mode[row] != MODE_IN_PERSON &&
        rows->mode[row] != MODE_TELEHEALTH)
        violate(c, AUDIT_DATA, "%s: no mode %d", id, (int)rows->mode[row]);
    if (rows->end[row] != MISSING && rows->end[row] != visit->end_min)
        violate(c, AUDIT_DATA, "%s: end is %s, but the visit ends at %s", id,
                label_time(rows->end[row]).text, label_time(visit->end_min).text);
    if (!isnan(rows->show_prob[row]) && !(fabs(rows->show_prob[row] - show) <= 1e-9))
        violate(c, AUDIT_DATA, "%s: show_prob is %.12g, but the patient comes with %.12g on %s", id,
                rows->show_prob[row], show, label_date(c, visit->date).text);
    if (rows->overlaps[row] != MISSING && rows->overlaps[row] != visit->overlaps)
        violate(c, AUDIT_DATA, "%s: overlaps is %d, but its service %s", id,
                (int)rows->overlaps[row],
                visit->overlaps ? "starts before an earlier one ends" : "overlaps no earlier one");
    if (!isnan(rows->expected_wait_min[row]) &&
        !(fabs(rows->expected_wait_min[row] - visit->wait_min) <= 1e-6))
        violate(c, AUDIT_DATA, "%s: expected_wait_min is %.9g, but the wait is %.9g", id,
                rows->expected_wait_min[row], visit->wait_min);
    if (rows->change[row] != MISSING && rows->change[row] != change)
        violate(c, AUDIT_DATA, "%s: change is %d, but the booking is %s", id,
                (int)rows->change[row], words_text_change[change]);
}

static void judge_place(Case *c, const Visit *visit)
{
    int32_t end = c->schedule->reserves.end[visit->place];

    if (end != MISSING && end != visit->end_min)
        violate(c, AUDIT_DATA, "place %d: end is %s, but the visit ends at %s", (int)visit->place,
                label_time(end).text, label_time(visit->end_min).text);
}

/* Every request that asks for a booking and has none is listed once, and nothing else. */
static Status judge_unscheduled(Case *c)
{
    const Unscheduled *rows = &c->schedule->unscheduled;
    const Requests *requests = &c->clinic->requests;
    uint8_t *listed;

    if (rows->rows == 0)
        return STATUS_OK;
    listed = MEM_NEW(uint8_t, requests->rows);
    if (!listed)
        return STATUS_NO_MEMORY;
    for (int32_t row = 0; row < rows->rows; row++) {
        int32_t r = rows->request[row];

        if (r < 0 || r >= requests->rows)
            violate(c, AUDIT_DATA, "unscheduled row %d: no request %d", (int)row, (int)r);
        else if (listed[r]++)
            violate(c, AUDIT_DATA, "unscheduled row %d lists %s again", (int)row,
                    requests->request[r]);
        else if (case_booked(c, r) || requests->status[r] == REQUEST_FIXED)
            violate(c, AUDIT_DATA, "unscheduled row %d lists %s, which is %s", (int)row,
                    requests->request[r], case_booked(c, r) ? "booked" : "fixed");
        if (r >= 0 && r < requests->rows && listed[r] > 1)
            listed[r] = 1;
    }
    for (int32_t r = 0; r < requests->rows; r++)
        if (!listed[r] && !case_booked(c, r) && requests->status[r] != REQUEST_FIXED)
            violate(c, AUDIT_DATA, "%s is not booked, but unscheduled does not list it",
                    requests->request[r]);
    mem_free(listed);
    return STATUS_OK;
}

/* The objective and the bound that a result claims in its attributes. */
static void judge_claims(Case *c)
{
    const char *claim = attributes_get(&c->schedule->attributes, "objective");
    double worth = c->verdict->worth.objective, said = 0.0;
    double slack = 1e-6 * (fabs(worth) > 1.0 ? fabs(worth) : 1.0);

    if (claim && (!text_to_real(claim, &said) || fabs(said - worth) > slack))
        violate(c, AUDIT_DATA, "objective is said to be %s, but the schedule is worth %.12g", claim,
                worth);
    claim = attributes_get(&c->schedule->attributes, "bound");
    if (claim && text_to_real(claim, &said) && said < worth - slack && c->verdict->violations == 0)
        violate(c, AUDIT_DATA, "no schedule is said to exceed %s, but this one is worth %.12g",
                claim, worth);
}

Status data_judge(Case *c)
{
    for (int32_t i = 0; i < c->n_seats; i++)
        judge_seat(c, &c->seats[i]);
    for (int32_t v = 0; v < c->n_visits; v++)
        if (c->visits[v].place >= 0)
            judge_place(c, &c->visits[v]);
    judge_claims(c);
    return judge_unscheduled(c);
}

/* Waits of a cohort. */
typedef struct Cohort {
    const char *name;
    int32_t count;
    double wait_min;
} Cohort;

static void warn_cohort(Case *c, const Cohort *cohort, double mean)
{
    double ratio = c->clinic->rules.cohort_wait_ratio_max, own = cohort->wait_min / cohort->count;

    if (own > ratio * mean + 1e-9)
        findings_warning(&c->verdict->findings,
                         "COHORT: %s waits %.6f minutes on average, %.6f more than %g times the "
                         "overall mean of %.6f",
                         cohort->name, own, own - ratio * mean, ratio, mean);
}

Status cohort_judge(Case *c)
{
    const Patients *patients = &c->clinic->patients;
    Status status = STATUS_OK;
    Lookup *names = NULL;
    Cohort *cohorts = NULL;
    double total = 0.0;
    int32_t count = 0, found = 0;

    if (c->clinic->rules.cohort_wait_ratio_max <= 0.0 || c->n_seats == 0)
        return STATUS_OK;
    cohorts = MEM_NEW(Cohort, c->n_seats);
    if (!cohorts)
        return STATUS_NO_MEMORY;
    TRY(lookup_new(64, &names));
    for (int32_t r = 0; r < c->clinic->requests.rows; r++) {
        const char *name = patients->cohort[c->clinic->requests.patient[r]];
        double wait_min;

        if (!case_booked(c, r))
            continue;
        wait_min = c->visits[c->seats[c->seat_of[r]].visit].wait_min;
        total += wait_min;
        if (*name == '\0')
            continue;
        TRY(lookup_add(names, name, count, &found));
        if (found == count)
            cohorts[count++].name = name;
        cohorts[found].count++;
        cohorts[found].wait_min += wait_min;
    }
    for (int32_t i = 0; i < count; i++)
        warn_cohort(c, &cohorts[i], total / c->n_seats);
done:
    lookup_free(names);
    mem_free(cohorts);
    return status;
}
