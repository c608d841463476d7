#include "model/audit/certify_length.h"

#include "model/audit/certify_berth.h"
#include "model/base/memory.h"

static const Length UNKNOWN = {INT32_MAX, 0};

/* Admits visits of @p type whose lead takes @p factor times the planned time. */
static void admit(Length *length, const Facts *facts, int32_t type, double factor)
{
    for (int32_t mode = 0; mode < 2; mode++) {
        int32_t minutes = facts_length(facts, type, factor, mode);

        if (!facts_mode_allowed(facts, type, mode))
            continue;
        length->shortest = minutes < length->shortest ? minutes : length->shortest;
        length->longest = minutes > length->longest ? minutes : length->longest;
    }
}

/* The entry of @p type at @p site, -1: anywhere. */
static Length *entry(const Lengths *lengths, int32_t type, int32_t site)
{
    int32_t sites = lengths->hours->facts->clinic->sites.rows;

    return &lengths->lengths[(int64_t)type * (sites + 1) + (site < 0 ? sites : site)];
}

/* Admits all that the provider of @p shift can lead. */
static void admit_shift(const Lengths *lengths, const Shift *shift)
{
    const Facts *facts = lengths->hours->facts;
    const Rows *skills = &facts->skills;

    for (int32_t i = skills->begin[shift->provider]; i < skills->begin[shift->provider + 1]; i++) {
        int32_t skill = skills->row[i], type = facts->clinic->skills.visit_type[skill];

        if (!facts_can_lead(facts, skill))
            continue;
        admit(entry(lengths, type, shift->site), facts, type, facts_factor(facts, skill));
        admit(entry(lengths, type, -1), facts, type, facts_factor(facts, skill));
    }
}

Status lengths_init(Lengths *lengths, const Hours *hours)
{
    const Clinic *clinic = hours->facts->clinic;
    int32_t types = clinic->visit_types.rows, sites = clinic->sites.rows;

    *lengths = (Lengths){.hours = hours, .lengths = MEM_NEW(Length, types * ((int64_t)sites + 1))};
    if (!lengths->lengths)
        return STATUS_NO_MEMORY;
    for (int32_t type = 0; type < types; type++)
        for (int32_t site = -1; site < sites; site++) {
            *entry(lengths, type, site) = UNKNOWN;
            admit(entry(lengths, type, site), hours->facts, type, 1.0);
        }
    for (int32_t s = 0; s < hours->n_shifts; s++) {
        const Shift *shift = &hours->shifts[s];

        if (s == 0 || shift->provider != shift[-1].provider || shift->site != shift[-1].site)
            admit_shift(lengths, shift);
    }
    return STATUS_OK;
}

void lengths_clear(Lengths *lengths)
{
    mem_free(lengths->lengths);
}

/* @p provider has a session at @p site, -1: anywhere. */
static bool works_at(const Hours *hours, int32_t provider, int32_t site)
{
    for (int32_t date = 0; date < hours->facts->days; date++) {
        int32_t count = 0;
        const Shift *shifts = hours_shifts(hours, provider, date, &count);

        for (int32_t i = 0; i < count; i++)
            if (site < 0 || shifts[i].site == site)
                return true;
    }
    return false;
}

static Length fixed_length(const Facts *facts, int32_t r)
{
    const Requests *requests = &facts->clinic->requests;
    int32_t type = requests->visit_type[r];
    int32_t mode =
        requests->booked_mode[r] != MISSING ? requests->booked_mode[r] : facts_mode(facts, type);
    int32_t skill = facts_skill(facts, requests->booked_provider[r], type);
    int32_t minutes = facts_length(facts, type, facts_factor(facts, skill), mode);

    return (Length){minutes, minutes};
}

Length lengths_of(const Lengths *lengths, int32_t r)
{
    const Facts *facts = lengths->hours->facts;
    const Requests *requests = &facts->clinic->requests;
    int32_t type = requests->visit_type[r], skill;
    Need need = need_of(facts, r);
    Length length = UNKNOWN;

    if (requests->status[r] == REQUEST_FIXED)
        return fixed_length(facts, r);
    if (need.provider < 0) {
        length = *entry(lengths, type, need.site);
    } else {
        skill = facts_skill(facts, need.provider, type);
        admit(&length, facts, type, 1.0);
        if (skill >= 0 && facts_can_lead(facts, skill) &&
            works_at(lengths->hours, need.provider, need.site))
            admit(&length, facts, type, facts_factor(facts, skill));
    }
    if (requests->status[r] == REQUEST_BOOKED) {
        skill = facts_skill(facts, requests->booked_provider[r], type);
        admit(&length, facts, type, facts_factor(facts, skill));
    }
    return length;
}
