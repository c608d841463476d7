/* Questions to the facts of inspect_facts.h; how they are made is in inspect_facts.c. */
#include <string.h>

#include "datasets/inspect/inspect_facts.h"

int32_t inspect_closure(const InspectFacts *facts, int32_t kind, int32_t target, int32_t day,
                        Span span)
{
    const Closures *closures = &facts->clinic->closures;
    const Grouping *group = &facts->closures_of[kind];
    int32_t low = group->begin[target], high = group->begin[target + 1];

    while (low < high) {
        int32_t middle = low + (high - low) / 2;

        if (closures->date[group->rows[middle]] < day)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < group->begin[target + 1]; low++) {
        int32_t row = group->rows[low];
        Span shut;

        if (closures->date[row] != day)
            break;
        shut = span_outward((Span){closures->start[row], closures->end[row]}, facts->slot_min);
        if (shut.start < span.end && span.start < shut.end)
            return row;
    }
    return -1;
}

int32_t inspect_skill(const InspectFacts *facts, int32_t provider, int32_t type)
{
    const Grouping *group = &facts->skills_of;
    const int32_t *types = facts->clinic->skills.visit_type;
    int32_t low = group->begin[provider], high = group->begin[provider + 1];

    while (low < high) {
        int32_t middle = low + (high - low) / 2;

        if (types[group->rows[middle]] < type)
            low = middle + 1;
        else
            high = middle;
    }
    return low < group->begin[provider + 1] && types[group->rows[low]] == type ? group->rows[low]
                                                                               : -1;
}

bool inspect_leads(const InspectFacts *facts, int32_t provider, int32_t type)
{
    const Clinic *clinic = facts->clinic;
    const VisitShape *shape = facts->type_shape[type];

    return shape && strcmp(clinic->providers.role[provider],
                           clinic->activities.type[shape->parts[shape->lead].activity]) == 0;
}

const VisitShape *inspect_shape(const InspectFacts *facts, int32_t provider, int32_t type)
{
    int32_t skill = inspect_skill(facts, provider, type);

    return skill >= 0 ? facts->skill_shape[skill] : facts->type_shape[type];
}

bool inspect_open(const InspectFacts *facts, int32_t session, int32_t type, int32_t mode)
{
    const Sessions *sessions = &facts->clinic->sessions;
    const char *held = sessions->held_for[session];
    int32_t release = sessions->release_days[session];

    if (facts->session[session].start >= facts->session[session].end)
        return false;
    if (sessions->mode[session] != SESSION_ANY && sessions->mode[session] != mode)
        return false;
    return *held == '\0' || strcmp(held, facts->clinic->visit_types.visit_type[type]) == 0 ||
           strcmp(held, facts->clinic->visit_types.specialty[type]) == 0 ||
           (release != MISSING && sessions->date[session] <= release);
}

bool inspect_mode_allowed(const Clinic *clinic, int32_t type, int32_t mode)
{
    return clinic->visit_types.mode[type] == TYPE_EITHER || clinic->visit_types.mode[type] == mode;
}

int32_t inspect_booked_mode(const Clinic *clinic, int32_t r)
{
    int32_t mode = clinic->requests.booked_mode[r];

    if (mode == MISSING && clinic->requests.visit_type[r] >= 0)
        mode = clinic->visit_types.mode[clinic->requests.visit_type[r]];
    return mode == TYPE_EITHER ? MISSING : mode;
}

int32_t inspect_first_session(const InspectFacts *facts, int32_t provider, int32_t day)
{
    const Grouping *group = &facts->sessions_of;
    const int32_t *dates = facts->clinic->sessions.date;
    int32_t low = group->begin[provider], high = group->begin[provider + 1];

    while (low < high) {
        int32_t middle = low + (high - low) / 2;

        if (dates[group->rows[middle]] < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
