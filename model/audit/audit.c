#include "model/audit/audit.h"

#include <math.h>

#include "model/audit/audit_case.h"
#include "model/base/memory.h"

const char *audit_tag_text(AuditTag tag)
{
    static const char *const texts[] = {
#define TAG(name, meaning) #name,
#include "model/audit/tag.def"
#undef TAG
    };

    return texts[tag];
}

static Status judge(Case *c)
{
    Status status = STATUS_OK;

    TRY(holding_read(c));
    TRY(worth_run(c));
    once_judge(c);
    window_judge(c);
    skill_judge(c);
    session_judge(c);
    closed_judge(c);
    TRY(overlap_judge(c));
    TRY(patient_judge(c));
    link_judge(c);
    group_judge(c);
    overtime_judge(c);
    TRY(reserve_judge(c));
    TRY(data_judge(c));
    progress_judge(c);
    TRY(cohort_judge(c));
done:
    return status;
}

static void count_bookings(const Case *c, Verdict *verdict)
{
    const Requests *requests = &c->clinic->requests;

    for (int32_t r = 0; r < requests->rows; r++) {
        bool elsewhere =
            requests->status[r] == REQUEST_FIXED &&
            (requests->booked_date[r] < 0 || requests->booked_date[r] >= c->facts->days);

        if (case_booked(c, r))
            verdict->booked++;
        else if (!elsewhere)
            verdict->unbooked++;
    }
}

bool audit_reaches(double a, double b)
{
    return a >= b - 1e-6 * fmax(1, fabs(b));
}

Status audit_run(const Clinic *clinic, const Chances *chances, const Schedule *schedule,
                 Verdict **out)
{
    Status status = STATUS_NO_MEMORY;
    Verdict *verdict = MEM_NEW(Verdict, 1);
    Case *c = NULL;

    if (!verdict)
        goto done;
    verdict->wait_min = MEM_NEW(double, schedule->appointments.rows);
    if (!verdict->wait_min)
        goto done;
    TRY(case_new(clinic, chances, schedule, verdict, &c));
    TRY(judge(c));
    for (int32_t i = 0; i < c->n_seats; i++)
        verdict->wait_min[c->seats[i].row] = c->visits[c->seats[i].visit].wait_min;
    count_bookings(c, verdict);
    if (verdict->findings.broken)
        status = fault(STATUS_NO_MEMORY, "out of memory while listing violations");
done:
    case_free(c);
    if (status == STATUS_OK)
        *out = verdict;
    else
        verdict_free(verdict);
    return status;
}

void verdict_free(Verdict *verdict)
{
    if (!verdict)
        return;
    findings_clear(&verdict->findings);
    mem_free(verdict->wait_min);
    mem_free(verdict);
}
