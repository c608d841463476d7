#include "model/audit/certify_berth.h"

#include <stdlib.h>

#include "model/audit/worth_duration.h"
#include "model/base/memory.h"
#include "model/base/order.h"
#include "model/clinic/calendar.h"

static int by_site(const void *left, const void *right)
{
    const BerthEntry *a = left, *b = right;

    if (a->site != b->site)
        return order_int(a->site, b->site);
    return order_int(a->berth, b->berth);
}

/* What blocks [@p from_min, @p until_min) of a session's provider: a closure of person or site, or
 * a fixed visit of that lead that is not of this session. */
static bool is_blocked(const Hours *hours, const FixedVisits *fixed, int32_t s, int32_t from_min,
                       int32_t until_min)
{
    const Shift *shift = &hours->shifts[s];
    int32_t count = 0;
    const FixedVisit *visits = fixed_on(fixed, shift->provider, shift->date, &count);

    for (int32_t i = 0; i < count; i++)
        if (visits[i].shift != s && visits[i].from_min < until_min &&
            from_min < visits[i].until_min)
            return true;
    return hours_closure(hours, CLOSURE_PROVIDER, shift->provider, shift->date, from_min,
                         until_min) ||
           hours_closure(hours, CLOSURE_SITE, shift->site, shift->date, from_min, until_min);
}

static Status find_clear(Berths *berths, const FixedVisits *fixed)
{
    const Hours *hours = berths->hours;
    int32_t slot = berths->facts->slot_min, count = 0;

    berths->slot = MEM_NEW(int32_t, (int64_t)hours->n_shifts + 1);
    if (!berths->slot)
        return STATUS_NO_MEMORY;
    for (int32_t s = 0; s < hours->n_shifts; s++) {
        berths->slot[s] = count;
        count += (hours->shifts[s].end_min - hours->shifts[s].start_min) / slot;
    }
    berths->slot[hours->n_shifts] = count;
    berths->clear = MEM_NEW(int32_t, count);
    if (!berths->clear)
        return STATUS_NO_MEMORY;
    for (int32_t s = 0; s < hours->n_shifts; s++) {
        int32_t run = 0;

        for (int32_t i = berths->slot[s + 1] - 1; i >= berths->slot[s]; i--) {
            int32_t from = hours->shifts[s].start_min + (i - berths->slot[s]) * slot;

            run = is_blocked(hours, fixed, s, from, from + slot) ? 0 : run + 1;
            berths->clear[i] = run;
        }
    }
    return STATUS_OK;
}

Status berths_mean(Berths *berths, int32_t type, int32_t minutes, double *mean)
{
    int32_t slots = minutes / berths->facts->slot_min;
    double *known = &berths->means[(int64_t)type * (DAY_MIN / berths->facts->slot_min + 1) + slots];
    double cv = berths->facts->clinic->visit_types.duration_cv[type];
    Duration duration;

    if (!(cv > 0.0)) {
        *mean = minutes;
        return STATUS_OK;
    }
    if (isnan(*known)) {
        if (duration_init(&duration, minutes, cv) != STATUS_OK)
            return STATUS_NO_MEMORY;
        *known = duration.mean;
        duration_clear(&duration);
    }
    *mean = *known;
    return STATUS_OK;
}

/* The berth of session @p s for the skill in row @p skill; false when there is none. */
static bool make_berth(const Berths *berths, int32_t s, int32_t skill, int32_t mode, Berth *out)
{
    const Facts *facts = berths->facts;
    const Clinic *clinic = facts->clinic;
    const Shift *shift = &berths->hours->shifts[s];
    int32_t type = clinic->skills.visit_type[skill], slot = facts->slot_min;
    int32_t earliest = clinic->visit_types.earliest_start[type];
    int32_t latest = clinic->visit_types.latest_start[type];
    double factor = facts_factor(facts, skill);
    Part lead;

    if (!facts_can_lead(facts, skill) || !facts_mode_allowed(facts, type, mode) ||
        !hours_mode_allowed(berths->hours, shift, mode) ||
        !hours_open_to(berths->hours, shift, type))
        return false;
    lead = facts_part(facts, type, facts->lead[type], factor);
    if (lead.end_min - lead.from_min > shift->end_min - shift->start_min)
        return false;
    *out = (Berth){.shift = s,
                   .type = type,
                   .mode = mode,
                   .first_min = shift->start_min - lead.from_min,
                   .last_min = shift->end_min - lead.end_min,
                   .offset_min = lead.from_min,
                   .minutes = lead.end_min - lead.from_min,
                   .length_min = facts_length(facts, type, factor, mode),
                   .there = -1,
                   .factor = factor};
    if (out->first_min < 0)
        out->first_min = 0;
    if (earliest != MISSING && out->first_min < earliest)
        out->first_min = (earliest + slot - 1) / slot * slot;
    if (latest != MISSING && out->last_min > latest)
        out->last_min = latest / slot * slot;
    return true;
}

/* Lists all berths, or, while there is no room for them, counts them. */
static Status list(Berths *berths)
{
    const Rows *skills = &berths->facts->skills;
    Status status = STATUS_OK;

    berths->count = 0;
    for (int32_t s = 0; s < berths->hours->n_shifts; s++) {
        int32_t provider = berths->hours->shifts[s].provider;

        berths->begin[s] = berths->count;
        for (int32_t i = skills->begin[provider]; i < skills->begin[provider + 1]; i++) {
            for (int32_t mode = MODE_IN_PERSON; mode <= MODE_TELEHEALTH; mode++) {
                Berth berth;

                if (!make_berth(berths, s, skills->row[i], mode, &berth))
                    continue;
                if (berths->berths) {
                    TRY(berths_mean(berths, berth.type, berth.minutes, &berth.mean));
                    berths->berths[berths->count] = berth;
                }
                berths->count++;
            }
        }
    }
    berths->begin[berths->hours->n_shifts] = berths->count;
done:
    return status;
}

static int64_t day_of(const Berths *berths, int32_t type, int32_t date)
{
    return (int64_t)type * berths->facts->days + date;
}

static Status sort(Berths *berths)
{
    int64_t days = day_of(berths, berths->facts->clinic->visit_types.rows, 0);
    int32_t *next = MEM_NEW(int32_t, days + 1);

    berths->sorted = MEM_NEW(BerthEntry, berths->count);
    berths->day = MEM_NEW(int32_t, days + 1);
    if (!next || !berths->sorted || !berths->day) {
        mem_free(next);
        return STATUS_NO_MEMORY;
    }
    for (int32_t i = 0; i < berths->count; i++)
        berths->day[day_of(berths, berths->berths[i].type,
                           berths->hours->shifts[berths->berths[i].shift].date) +
                    1]++;
    for (int64_t day = 0; day < days; day++) {
        berths->day[day + 1] += berths->day[day];
        next[day] = berths->day[day];
    }
    for (int32_t i = 0; i < berths->count; i++) {
        const Shift *shift = &berths->hours->shifts[berths->berths[i].shift];
        int64_t day = day_of(berths, berths->berths[i].type, shift->date);

        berths->sorted[next[day]++] = (BerthEntry){shift->site, i};
    }
    for (int64_t day = 0; day < days; day++)
        qsort(berths->sorted + berths->day[day], (size_t)(berths->day[day + 1] - berths->day[day]),
              sizeof *berths->sorted, by_site);
    mem_free(next);
    return STATUS_OK;
}

/* Who joins a fixed visit needs no units but those that it has. */
static bool join_fixed(const Berths *berths, const FixedVisits *fixed, const Berth *berth,
                       DayStarts *starts)
{
    const Shift *shift = &berths->hours->shifts[berth->shift];
    int32_t count = 0;
    const FixedVisit *visits = fixed_on(fixed, shift->provider, shift->date, &count);
    bool joins = false;

    for (int32_t i = 0; i < count; i++) {
        int32_t slot = visits[i].start_min / berths->facts->slot_min;

        if (visits[i].shift != berth->shift || visits[i].type != berth->type ||
            visits[i].mode != berth->mode)
            continue;
        starts->words[slot / 64] |= UINT64_C(1) << (slot % 64);
        joins = true;
    }
    return joins;
}

/* Finds what is there for @p berth, those from @p first on being of its type, site and date. */
static Status find_there(Berths *berths, Depot *depot, const FixedVisits *fixed, int32_t first,
                         Berth *berth)
{
    bool shared = berths->facts->clinic->visit_types.group_capacity[berth->type] > 1;
    There own = {.mode = berth->mode, .minutes = berth->minutes};
    Status status = STATUS_OK;

    own.apart = depot_shares(depot, berth->shift);
    if (shared)
        own.apart |= join_fixed(berths, fixed, berth, &own.starts);
    for (berth->there = first; berth->there < berths->n_theres && !own.apart; berth->there++) {
        const There *there = &berths->theres[berth->there];

        if (!there->apart && there->mode == own.mode && there->minutes == own.minutes)
            return STATUS_OK;
    }
    berth->there = berths->n_theres;
    TRY(mem_grow((void **)&berths->theres, &berths->there_room, (int64_t)berths->n_theres + 1,
                 sizeof *berths->theres));
    TRY(depot_starts(depot, berth->type, berth->factor, berth->mode, berth->shift, &own.starts));
    if (shared)
        join_fixed(berths, fixed, berth, &own.starts);
    berths->theres[berths->n_theres++] = own;
done:
    return status;
}

static Status find_theres(Berths *berths, const FixedVisits *fixed, const Lanes *lanes)
{
    Depot *depot = NULL;
    int32_t first = 0;
    Status status = STATUS_OK;

    TRY(depot_new(berths->hours, fixed, lanes, &depot));
    for (int32_t i = 0; i < berths->count; i++) {
        Berth *berth = &berths->berths[berths->sorted[i].berth];
        const Berth *last = i > 0 ? &berths->berths[berths->sorted[i - 1].berth] : NULL;

        if (!last || last->type != berth->type ||
            berths->hours->shifts[last->shift].date != berths->hours->shifts[berth->shift].date ||
            berths->sorted[i].site != berths->sorted[i - 1].site)
            first = berths->n_theres;
        if (rows_count(&berths->facts->parts, berth->type) > 1)
            TRY(find_there(berths, depot, fixed, first, berth));
    }
done:
    depot_free(depot);
    return status;
}

Status berths_new(const Hours *hours, const FixedVisits *fixed, const Lanes *lanes, Berths **out)
{
    const Facts *facts = hours->facts;
    int64_t laws = (int64_t)facts->clinic->visit_types.rows * (DAY_MIN / facts->slot_min + 1);
    Status status = STATUS_NO_MEMORY;
    Berths *berths = MEM_NEW(Berths, 1);

    if (!berths)
        goto done;
    berths->facts = facts;
    berths->hours = hours;
    berths->begin = MEM_NEW(int32_t, (int64_t)hours->n_shifts + 1);
    berths->means = MEM_NEW(double, laws);
    if (!berths->begin || !berths->means)
        goto done;
    for (int64_t i = 0; i < laws; i++)
        berths->means[i] = NAN;
    TRY(list(berths));
    status = STATUS_NO_MEMORY;
    berths->berths = MEM_NEW(Berth, berths->count);
    if (!berths->berths)
        goto done;
    TRY(list(berths));
    TRY(sort(berths));
    TRY(find_clear(berths, fixed));
    TRY(find_theres(berths, fixed, lanes));
    *out = berths;
    berths = NULL;
done:
    berths_free(berths);
    return status;
}

void berths_free(Berths *berths)
{
    if (!berths)
        return;
    mem_free(berths->berths);
    mem_free(berths->begin);
    mem_free(berths->sorted);
    mem_free(berths->day);
    mem_free(berths->means);
    mem_free(berths->slot);
    mem_free(berths->clear);
    mem_free(berths->theres);
    mem_free(berths);
}

bool berths_clear(const Berths *berths, const Berth *berth, int32_t start_min)
{
    const Shift *shift = &berths->hours->shifts[berth->shift];
    int32_t slot = berths->facts->slot_min;
    int32_t at = (start_min + berth->offset_min - shift->start_min) / slot;
    int32_t start = start_min / slot;

    return berths->clear[berths->slot[berth->shift] + at] * slot >= berth->minutes &&
           (berth->there < 0 ||
            (berths->theres[berth->there].starts.words[start / 64] >> (start % 64) & 1u) != 0);
}

/* How many of @p count entries are at smaller sites. */
static int32_t before(const BerthEntry *entries, int32_t count, int32_t site)
{
    int32_t low = 0;

    while (low < count) {
        int32_t middle = low + (count - low) / 2;

        if (entries[middle].site < site)
            low = middle + 1;
        else
            count = middle;
    }
    return low;
}

int32_t berths_find(const Berths *berths, int32_t shift, int32_t type, int32_t mode)
{
    for (int32_t i = berths->begin[shift]; i < berths->begin[shift + 1]; i++)
        if (berths->berths[i].type == type && berths->berths[i].mode == mode)
            return i;
    return -1;
}

const BerthEntry *berths_of(const Berths *berths, int32_t type, int32_t date, int32_t site,
                            int32_t *count)
{
    int64_t day = day_of(berths, type, date);
    const BerthEntry *entries = berths->sorted + berths->day[day];
    int32_t all = berths->day[day + 1] - berths->day[day], from;

    *count = all;
    if (site < 0)
        return entries;
    from = before(entries, all, site);
    *count = before(entries, all, site + 1) - from;
    return entries + from;
}
