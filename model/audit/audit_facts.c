#include "model/audit/audit_facts.h"

#include <string.h>

#include "model/base/memory.h"

Status rows_new(const int32_t *owner_of, int32_t row_count, int32_t owners, Rows *out)
{
    Rows rows = {MEM_NEW(int32_t, (int64_t)owners + 2), MEM_NEW(int32_t, row_count)};

    if (!rows.begin || !rows.row) {
        rows_clear(&rows);
        return STATUS_NO_MEMORY;
    }
    /* Counts stand two places on, so that filling moves begin[o + 1] from the first row of o to
     * the first of o + 1. */
    for (int32_t row = 0; row < row_count; row++)
        if (owner_of[row] >= 0 && owner_of[row] < owners)
            rows.begin[owner_of[row] + 2]++;
    for (int32_t owner = 0; owner < owners; owner++)
        rows.begin[owner + 2] += rows.begin[owner + 1];
    for (int32_t row = 0; row < row_count; row++)
        if (owner_of[row] >= 0 && owner_of[row] < owners)
            rows.row[rows.begin[owner_of[row] + 1]++] = row;
    *out = rows;
    return STATUS_OK;
}

void rows_clear(Rows *rows)
{
    mem_free(rows->begin);
    mem_free(rows->row);
    *rows = (Rows){0};
}

int32_t rows_count(const Rows *rows, int32_t owner)
{
    return rows->begin[owner + 1] - rows->begin[owner];
}

/* Sorts each owner's rows by a column; the lists are short and mostly in order already. */
static void sort_rows(Rows *rows, int32_t owners, const int32_t *column)
{
    for (int32_t owner = 0; owner < owners; owner++) {
        for (int32_t i = rows->begin[owner] + 1; i < rows->begin[owner + 1]; i++) {
            int32_t row = rows->row[i], at = i;

            for (; at > rows->begin[owner] && column[rows->row[at - 1]] > column[row]; at--)
                rows->row[at] = rows->row[at - 1];
            rows->row[at] = row;
        }
    }
}

static Status find_leads(Facts *facts)
{
    const Clinic *clinic = facts->clinic;

    facts->lead = MEM_NEW(int32_t, clinic->visit_types.rows);
    if (!facts->lead)
        return STATUS_NO_MEMORY;
    for (int32_t type = 0; type < clinic->visit_types.rows; type++) {
        facts->lead[type] = -1;
        for (int32_t i = rows_count(&facts->parts, type) - 1; i >= 0; i--) {
            int32_t row = facts->parts.row[facts->parts.begin[type] + i];

            if (clinic->activities.kind[row] == UNIT_PROVIDER)
                facts->lead[type] = i;
        }
    }
    return STATUS_OK;
}

Status facts_new(const Clinic *clinic, Facts **out)
{
    Status status = STATUS_NO_MEMORY;
    Facts *facts = MEM_NEW(Facts, 1);

    if (!facts)
        goto done;
    facts->clinic = clinic;
    facts->slot_min = clinic->horizon.slot_min[0];
    facts->days = clinic->horizon.days[0];
    TRY(rows_new(clinic->activities.visit_type, clinic->activities.rows, clinic->visit_types.rows,
                 &facts->parts));
    sort_rows(&facts->parts, clinic->visit_types.rows, clinic->activities.step);
    TRY(find_leads(facts));
    TRY(rows_new(clinic->skills.provider, clinic->skills.rows, clinic->providers.rows,
                 &facts->skills));
    sort_rows(&facts->skills, clinic->providers.rows, clinic->skills.visit_type);
    TRY(rows_new(clinic->availability.request, clinic->availability.rows, clinic->requests.rows,
                 &facts->availability));
    TRY(lookup_list(clinic->providers.provider, clinic->providers.rows,
                    &facts->unit_ids[UNIT_PROVIDER]));
    TRY(lookup_list(clinic->rooms.room, clinic->rooms.rows, &facts->unit_ids[UNIT_ROOM]));
    TRY(lookup_list(clinic->equipment.equipment, clinic->equipment.rows,
                    &facts->unit_ids[UNIT_EQUIPMENT]));
    *out = facts;
    facts = NULL;
done:
    facts_free(facts);
    return status;
}

void facts_free(Facts *facts)
{
    if (!facts)
        return;
    rows_clear(&facts->parts);
    rows_clear(&facts->skills);
    rows_clear(&facts->availability);
    mem_free(facts->lead);
    for (int kind = 0; kind < 3; kind++)
        lookup_free(facts->unit_ids[kind]);
    mem_free(facts);
}

int32_t facts_skill(const Facts *facts, int32_t provider, int32_t type)
{
    const Rows *skills = &facts->skills;
    int32_t low = skills->begin[provider], high = skills->begin[provider + 1];

    while (low < high) {
        int32_t middle = low + (high - low) / 2;

        if (facts->clinic->skills.visit_type[skills->row[middle]] < type)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < skills->begin[provider + 1] &&
        facts->clinic->skills.visit_type[skills->row[low]] == type)
        return skills->row[low];
    return -1;
}

bool facts_can_lead(const Facts *facts, int32_t skill)
{
    const Clinic *clinic = facts->clinic;
    int32_t type = clinic->skills.visit_type[skill], provider = clinic->skills.provider[skill];
    const int32_t *rows = facts->parts.row + facts->parts.begin[type];

    return facts->lead[type] >= 0 && strcmp(clinic->activities.type[rows[facts->lead[type]]],
                                            clinic->providers.role[provider]) == 0;
}

double facts_factor(const Facts *facts, int32_t skill)
{
    return skill < 0 ? 1.0 : facts->clinic->skills.duration_factor[skill];
}

Part facts_part(const Facts *facts, int32_t type, int32_t index, double factor)
{
    const Activities *activities = &facts->clinic->activities;
    const int32_t *rows = facts->parts.row + facts->parts.begin[type];
    int32_t row = rows[index], lead = facts->lead[type];
    Part part = {.activity = row,
                 .kind = activities->kind[row],
                 .from_min = activities->offset_min[row],
                 .end_min = activities->offset_min[row] + activities->duration_min[row]};

    if (lead >= 0) {
        int32_t planned = activities->duration_min[rows[lead]];
        int32_t lead_end = activities->offset_min[rows[lead]] + planned;
        double slots = ceil(planned * factor / facts->slot_min - 1e-9);
        int32_t later = (int32_t)slots * facts->slot_min - planned;

        if (index != lead && part.from_min >= lead_end)
            part.from_min += later;
        if (part.end_min >= lead_end)
            part.end_min += later;
    }
    part.until_min = part.end_min + activities->cleanup_min[row];
    return part;
}

bool facts_holds(int32_t mode, int32_t kind)
{
    return kind == UNIT_PROVIDER || mode != MODE_TELEHEALTH;
}

int32_t facts_length(const Facts *facts, int32_t type, double factor, int32_t mode)
{
    int32_t longest = 0;

    for (int32_t i = 0; i < rows_count(&facts->parts, type); i++) {
        Part part = facts_part(facts, type, i, factor);

        if (facts_holds(mode, part.kind) && part.end_min > longest)
            longest = part.end_min;
    }
    return longest;
}

int32_t facts_mode(const Facts *facts, int32_t type)
{
    return facts->clinic->visit_types.mode[type] == TYPE_TELEHEALTH ? MODE_TELEHEALTH
                                                                    : MODE_IN_PERSON;
}

bool facts_mode_allowed(const Facts *facts, int32_t type, int32_t mode)
{
    switch (facts->clinic->visit_types.mode[type]) {
    case TYPE_EITHER:
        return true;
    case TYPE_TELEHEALTH:
        return mode == MODE_TELEHEALTH;
    default:
        return mode == MODE_IN_PERSON;
    }
}
