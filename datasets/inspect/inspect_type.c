/* What a visit of each type is, and who can lead it. */
#include <string.h>

#include "datasets/inspect/inspect_check.h"

/* The activities of @p type in the order of their steps: no step twice, a sound lead. */
static void check_steps(InspectNote *note, const InspectFacts *facts, int32_t type)
{
    const Activities *activities = &note->clinic->activities;
    const Grouping *group = &facts->activities_of;
    const char *id = note->clinic->visit_types.visit_type[type];
    int32_t lead = -1;
    bool unknown = false; /* a kind that the reader refused may have been the lead's */

    for (int32_t i = group->begin[type]; i < group->begin[type + 1]; i++) {
        int32_t row = group->rows[i];
        bool first = i == group->begin[type];

        if (!first && activities->step[row] != MISSING &&
            activities->step[row] == activities->step[group->rows[i - 1]])
            note_error(note, TABLE_activities, row, "step",
                       "expected once in visit type %.64s; row %d has it too", id,
                       (int)group->rows[i - 1]);
        if (lead < 0 && activities->kind[row] == UNIT_PROVIDER)
            lead = row;
        unknown |= activities->kind[row] == MISSING;
    }
    if (group->begin[type] == group->begin[type + 1])
        return;
    if (lead < 0 && unknown)
        return;
    if (lead < 0) {
        note_error(note, TABLE_visit_types, type, "visit_type",
                   "expected an activity of kind provider to lead it");
        return;
    }
    if (activities->count[lead] > 1)
        note_error(note, TABLE_activities, lead, "count", "expected 1: it leads visit type %.64s",
                   id);
    if (activities->cleanup_min[lead] > 0)
        note_error(note, TABLE_activities, lead, "cleanup_min",
                   "expected 0: it leads visit type %.64s", id);
}

/* A skill of a sound type whose factor takes all the time of another activity. */
static Status check_factor(InspectNote *note, const InspectFacts *facts, int32_t row)
{
    const Skills *skills = &note->clinic->skills;
    const Grouping *group = &facts->activities_of;
    const int32_t type = skills->visit_type[row];
    const double factor = skills->duration_factor[row];
    VisitShape *shape = NULL;
    Status status;

    if (facts->skill_shape[row] || !facts->type_shape[type] || !(factor > 0 && factor <= 100))
        return STATUS_OK;
    status = visit_new(note->clinic, group->rows + group->begin[type],
                       group->begin[type + 1] - group->begin[type], factor, &shape);
    visit_free(shape);
    if (status != STATUS_BAD_INPUT)
        return status;
    note_error(note, TABLE_skills, row, "duration_factor",
               "expected one that leaves every activity of visit type %.64s some time; %s",
               note->clinic->visit_types.visit_type[type], fault_note());
    fault_clear();
    return STATUS_OK;
}

static Status check_skills(InspectNote *note, const InspectFacts *facts, int32_t provider)
{
    const Skills *skills = &note->clinic->skills;
    const Grouping *group = &facts->skills_of;
    Status status = STATUS_OK;

    for (int32_t i = group->begin[provider]; i < group->begin[provider + 1]; i++) {
        int32_t row = group->rows[i], type = skills->visit_type[row];

        if (type < 0)
            continue;
        if (i > group->begin[provider] && skills->visit_type[group->rows[i - 1]] == type)
            note_error(note, TABLE_skills, row, "visit_type",
                       "expected once for provider %.64s; row %d has it too",
                       note->clinic->providers.provider[provider], (int)group->rows[i - 1]);
        TRY(check_factor(note, facts, row));
        if (facts->type_shape[type] && !inspect_leads(facts, provider, type)) {
            const VisitShape *shape = facts->type_shape[type];
            int32_t lead = shape->parts[shape->lead].activity;

            note_warning(note, WARN_SKILL_UNUSED, TABLE_skills, row, "provider",
                         "expected role %.64s, which leads visit type %.64s, not %.64s: the skill "
                         "is of no use",
                         note->clinic->activities.type[lead],
                         note->clinic->visit_types.visit_type[type],
                         note->clinic->providers.role[provider]);
        }
    }
done:
    return status;
}

Status check_types(InspectNote *note, const InspectFacts *facts)
{
    Status status = STATUS_OK;

    for (int32_t type = 0; type < note->clinic->visit_types.rows; type++)
        check_steps(note, facts, type);
    for (int32_t provider = 0; provider < note->clinic->providers.rows; provider++)
        TRY(check_skills(note, facts, provider));
done:
    return status;
}
