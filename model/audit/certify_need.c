/* What a request may have: WINDOW, SKILL, for its lead SESSION and CLOSED, and units that are
 * there, for itself alone. */
#include <stdlib.h>

#include "model/audit/certify_berth.h"
#include "model/base/memory.h"
#include "model/base/order.h"
#include "model/clinic/calendar.h"

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int32_t smaller(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

Need need_of(const Facts *facts, int32_t r)
{
    const Requests *requests = &facts->clinic->requests;
    const VisitTypes *types = &facts->clinic->visit_types;
    int32_t type = requests->visit_type[r];
    int32_t from = requests->authorized_from[r], until = requests->authorized_until[r];
    Need need = {.request = r,
                 .type = type,
                 .first_date = larger(0, requests->earliest[r]),
                 .last_date = smaller(facts->days - 1, requests->latest[r]),
                 .provider = requests->provider_required[r] == 1 ? requests->provider[r] : -1,
                 .site = requests->site_required[r] == 1 ? requests->site[r] : -1,
                 .timed = rows_count(&facts->availability, r) > 0};

    for (int32_t mode = 0; mode < 2; mode++)
        need.modes[mode] = facts_mode_allowed(facts, type, mode) &&
                           (requests->mode[r] == MISSING || requests->mode[r] == mode);
    if (requests->status[r] != REQUEST_BOOKED)
        need.first_date = larger(need.first_date, types->min_notice_days[type]);
    if (types->needs_authorization[type] == 1) {
        if (from == MISSING && until == MISSING)
            need.last_date = -1;
        if (from != MISSING)
            need.first_date = larger(need.first_date, from);
        if (until != MISSING)
            need.last_date = smaller(need.last_date, until);
    }
    return need;
}

static int by_first(const void *left, const void *right)
{
    const Span *a = left, *b = right;

    return order_int(a->first_min, b->first_min);
}

/* Lists what each row of availability allows. */
static Status list_spans(const Facts *facts, const Need *need, int32_t date, int32_t length_min,
                         Spans *out)
{
    const Availability *rows = &facts->clinic->availability;
    const Rows *own = &facts->availability;
    int32_t slot = facts->slot_min, weekday = calendar_weekday(facts->clinic->epoch_day + date);
    Status status = STATUS_OK;

    TRY(mem_grow((void **)&out->spans, &out->capacity, rows_count(own, need->request),
                 sizeof *out->spans));
    for (int32_t i = own->begin[need->request]; i < own->begin[need->request + 1]; i++) {
        int32_t row = own->row[i];
        Span span = {(rows->start[row] + slot - 1) / slot * slot,
                     (rows->end[row] / slot * slot - length_min) / slot * slot};

        if ((rows->date[row] == MISSING || rows->date[row] == date) &&
            (rows->weekday[row] == MISSING || rows->weekday[row] == weekday) &&
            rows->end[row] / slot * slot - span.first_min >= length_min)
            out->spans[out->count++] = span;
    }
done:
    return status;
}

Status need_spans(const Facts *facts, const Need *need, int32_t date, int32_t length_min,
                  Spans *out)
{
    int32_t kept = 0;
    Status status = STATUS_OK;

    out->count = 0;
    if (!need->timed) {
        TRY(mem_grow((void **)&out->spans, &out->capacity, 1, sizeof *out->spans));
        out->spans[out->count++] = (Span){0, DAY_MIN};
        goto done;
    }
    TRY(list_spans(facts, need, date, length_min, out));
    if (out->count < 2)
        goto done;
    qsort(out->spans, (size_t)out->count, sizeof *out->spans, by_first);
    for (int32_t i = 1; i < out->count; i++) {
        if (out->spans[i].first_min > out->spans[kept].last_min)
            out->spans[++kept] = out->spans[i];
        else
            out->spans[kept].last_min = larger(out->spans[kept].last_min, out->spans[i].last_min);
    }
    out->count = kept + 1;
done:
    return status;
}

static bool available(const Facts *facts, int32_t r, int32_t date, int32_t start_min,
                      int32_t end_min)
{
    const Availability *rows = &facts->clinic->availability;
    const Rows *own = &facts->availability;
    int32_t slot = facts->slot_min;

    for (int32_t i = own->begin[r]; i < own->begin[r + 1]; i++) {
        int32_t row = own->row[i];

        if ((rows->date[row] == MISSING || rows->date[row] == date) &&
            (rows->weekday[row] == MISSING ||
             rows->weekday[row] == calendar_weekday(facts->clinic->epoch_day + date)) &&
            (rows->start[row] + slot - 1) / slot * slot <= start_min &&
            end_min <= rows->end[row] / slot * slot)
            return true;
    }
    return false;
}

static bool stands_at(const Clinic *clinic, int32_t r, const Shift *shift, int32_t start_min)
{
    const Requests *requests = &clinic->requests;

    return requests->status[r] == REQUEST_BOOKED && requests->booked_date[r] == shift->date &&
           requests->booked_start[r] == start_min &&
           requests->booked_provider[r] == shift->provider &&
           requests->booked_site[r] == shift->site;
}

/* All starts of one berth; false when the visitor has seen enough. */
static bool visit_berth(const Berths *berths, const Need *need, int32_t number, bool brief,
                        bool (*visit)(void *context, const Run *run), void *context)
{
    const Berth *berth = &berths->berths[number];
    const Shift *shift = &berths->hours->shifts[berth->shift];
    int32_t slot = berths->facts->slot_min;
    Run run = {.berth = number, .first_min = -1};

    if (berth->type != need->type || !need->modes[berth->mode] ||
        (need->provider >= 0 && shift->provider != need->provider) ||
        (need->site >= 0 && shift->site != need->site))
        return true;
    for (int32_t start = berth->first_min; start <= berth->last_min; start += slot) {
        bool allowed = berths_clear(berths, berth, start) &&
                       (!need->timed || available(berths->facts, need->request, shift->date, start,
                                                  start + berth->length_min)) &&
                       !stands_at(berths->facts->clinic, need->request, shift, start);

        if (allowed && run.first_min < 0)
            run.first_min = start;
        if (allowed)
            run.last_min = start;
        if (run.first_min < 0 || (allowed && !brief && start + slot <= berth->last_min))
            continue;
        if (!visit(context, &run))
            return false;
        if (brief)
            return true;
        run.first_min = -1;
    }
    return true;
}

void berths_each(const Berths *berths, const Need *need, int32_t date, bool brief,
                 bool (*visit)(void *context, const Run *run), void *context)
{
    int32_t count = 0;

    if (need->provider >= 0) {
        const Shift *shifts = hours_shifts(berths->hours, need->provider, date, &count);
        int64_t s = shifts - berths->hours->shifts;
        int32_t begin = count > 0 ? berths->begin[s] : 0;
        int32_t end = count > 0 ? berths->begin[s + count] : 0;

        for (int32_t i = begin; i < end; i++)
            if (!visit_berth(berths, need, i, brief, visit, context))
                return;
    } else {
        const BerthEntry *entries = berths_of(berths, need->type, date, need->site, &count);

        for (int32_t i = 0; i < count; i++)
            if (!visit_berth(berths, need, entries[i].berth, brief, visit, context))
                return;
    }
}

/* The site is open while anything of the visit is held, and all of it is held on one day. */
static bool site_is_open(const Berths *berths, const Berth *berth, int32_t start_min)
{
    const Facts *facts = berths->facts;
    const Shift *shift = &berths->hours->shifts[berth->shift];

    for (int32_t i = 0; i < rows_count(&facts->parts, berth->type); i++) {
        Part part = facts_part(facts, berth->type, i, berth->factor);

        if (facts_holds(berth->mode, part.kind) &&
            (start_min + part.until_min > DAY_MIN ||
             hours_closure(berths->hours, CLOSURE_SITE, shift->site, shift->date,
                           start_min + part.from_min, start_min + part.until_min)))
            return false;
    }
    return true;
}

void berths_kept(const Berths *berths, const Need *need,
                 bool (*visit)(void *context, const Run *run), void *context)
{
    const Requests *requests = &berths->facts->clinic->requests;
    int32_t r = need->request, start = requests->booked_start[r], count = 0;
    int32_t date = requests->booked_date[r];
    const Shift *shifts;

    if (requests->status[r] != REQUEST_BOOKED || date < 0 || date >= berths->facts->days)
        return;
    shifts = hours_shifts(berths->hours, requests->booked_provider[r], date, &count);
    for (int32_t k = 0; k < count; k++) {
        int64_t s = shifts + k - berths->hours->shifts;

        for (int32_t i = berths->begin[s]; i < berths->begin[s + 1]; i++) {
            const Berth *berth = &berths->berths[i];
            const Run run = {i, start, start, true};

            if (berth->type == need->type && need->modes[berth->mode] &&
                stands_at(berths->facts->clinic, r, &shifts[k], start) &&
                (need->provider < 0 || shifts[k].provider == need->provider) &&
                (need->site < 0 || shifts[k].site == need->site) &&
                start + berth->offset_min >= shifts[k].start_min &&
                start + berth->offset_min + berth->minutes <= shifts[k].end_min &&
                berths_clear(berths, berth, start) && site_is_open(berths, berth, start) &&
                !visit(context, &run))
                return;
        }
    }
}
