#include "datasets/inspect/inspect_facts.h"

#include "model/base/lookup.h"
#include "model/base/memory.h"
#include "model/clinic/calendar.h"

bool inspect_horizon_is_sound(const Clinic *clinic)
{
    const Horizon *horizon = &clinic->horizon;
    int32_t slot, epoch_day;

    if (horizon->rows != 1 || horizon->days[0] < 1 ||
        !calendar_parse(horizon->start_date[0], &epoch_day))
        return false;
    slot = horizon->slot_min[0];
    return slot == 5 || slot == 10 || slot == 15 || slot == 20 || slot == 30;
}

Span span_inward(Span span, int32_t slot_min)
{
    return (Span){(span.start + slot_min - 1) / slot_min * slot_min,
                  span.end / slot_min * slot_min};
}

Span span_outward(Span span, int32_t slot_min)
{
    return (Span){span.start / slot_min * slot_min,
                  (span.end + slot_min - 1) / slot_min * slot_min};
}

bool span_is_sound(int32_t start, int32_t end)
{
    return start >= 0 && end <= DAY_MIN && start < end;
}

/* Date and start as one number that sorts like them. */
static int64_t moment(int32_t date, int32_t start)
{
    return (int64_t)date * 2 * DAY_MIN + (start == MISSING ? 0 : start);
}

static Status group_by_moment(const int32_t *of, const int32_t *date, const int32_t *start,
                              int32_t rows, int32_t groups, Grouping *out)
{
    int64_t *key = MEM_NEW(int64_t, rows);
    Status status;

    if (!key)
        return STATUS_NO_MEMORY;
    for (int32_t row = 0; row < rows; row++)
        key[row] = moment(date[row], start[row]);
    status = grouping_new(of, key, rows, groups, out);
    mem_free(key);
    return status;
}

static Status group_by_number(const int32_t *of, const int32_t *number, int32_t rows,
                              int32_t groups, Grouping *out)
{
    int64_t *key = MEM_NEW(int64_t, rows);
    Status status;

    if (!key)
        return STATUS_NO_MEMORY;
    for (int32_t row = 0; row < rows; row++)
        key[row] = number[row];
    status = grouping_new(of, key, rows, groups, out);
    mem_free(key);
    return status;
}

static Status find_sessions(InspectFacts *facts)
{
    const Sessions *sessions = &facts->clinic->sessions;

    facts->session = MEM_NEW(Span, sessions->rows);
    if (!facts->session)
        return STATUS_NO_MEMORY;
    for (int32_t i = 0; i < sessions->rows; i++) {
        bool there = span_is_sound(sessions->start[i], sessions->end[i]) &&
                     sessions->date[i] >= 0 && sessions->date[i] < facts->days &&
                     sessions->provider[i] >= 0 && sessions->site[i] >= 0;

        if (there)
            facts->session[i] =
                span_inward((Span){sessions->start[i], sessions->end[i]}, facts->slot_min);
    }
    return group_by_moment(sessions->provider, sessions->date, sessions->start, sessions->rows,
                           facts->clinic->providers.rows, &facts->sessions_of);
}

/* The ids and their count of the table that closures of each kind point at. */
static const char *const *closure_ids(const Clinic *clinic, int kind, int32_t *rows)
{
    const TableHead *head;
    enum DatasetTable table = TABLE_sites;
    const TableInfo *info;

    if (kind == CLOSURE_PROVIDER)
        table = TABLE_providers;
    else if (kind == CLOSURE_ROOM)
        table = TABLE_rooms;
    else if (kind == CLOSURE_EQUIPMENT)
        table = TABLE_equipment;
    info = &dataset_schema.tables[table];
    head = table_head_const(clinic, info);
    *rows = head->rows;
    return table_cells_const(clinic, info, table_id_column(info));
}

static Status find_closures_of_kind(InspectFacts *facts, int kind)
{
    const Closures *closures = &facts->clinic->closures;
    int32_t rows, *of = MEM_NEW(int32_t, closures->rows);
    const char *const *ids = closure_ids(facts->clinic, kind, &rows);
    Lookup *lookup = NULL;
    Status status = STATUS_NO_MEMORY;

    if (!of)
        goto done;
    TRY(lookup_new(closures->rows ? rows : 0, &lookup));
    for (int32_t row = 0; closures->rows && row < rows; row++)
        TRY(lookup_add(lookup, ids[row], row, NULL));
    for (int32_t i = 0; i < closures->rows; i++) {
        of[i] = closures->kind[i] == kind ? lookup_find(lookup, closures->id[i]) : -1;
        if (closures->kind[i] == kind)
            facts->closure_target[i] = of[i];
        if (!span_is_sound(closures->start[i], closures->end[i]))
            of[i] = -1;
    }
    TRY(group_by_moment(of, closures->date, closures->start, closures->rows, rows,
                        &facts->closures_of[kind]));
done:
    lookup_free(lookup);
    mem_free(of);
    return status;
}

static Status find_closures(InspectFacts *facts)
{
    int32_t rows = facts->clinic->closures.rows;
    Status status = STATUS_OK;

    facts->closure_target = MEM_NEW(int32_t, rows);
    if (!facts->closure_target)
        return STATUS_NO_MEMORY;
    for (int32_t i = 0; i < rows; i++)
        facts->closure_target[i] = -1;
    for (int kind = 0; kind < 4 && status == STATUS_OK; kind++)
        status = find_closures_of_kind(facts, kind);
    return status;
}

/* A shape can be asked for: the rows hold numbers in their bounds. */
static bool rows_are_sound(const Clinic *clinic, const int32_t *rows, int32_t count)
{
    const Activities *a = &clinic->activities;

    for (int32_t i = 0; i < count; i++) {
        int32_t row = rows[i];

        if (a->step[row] < 0 || a->kind[row] < 0 || a->offset_min[row] < 0 ||
            a->offset_min[row] > DAY_MIN || a->duration_min[row] < 1 ||
            a->duration_min[row] > DAY_MIN || a->count[row] < 1 || a->cleanup_min[row] < 0 ||
            a->cleanup_min[row] > DAY_MIN)
            return false;
    }
    return true;
}

static Status find_shape(const InspectFacts *facts, int32_t type, double factor, VisitShape **out)
{
    const Clinic *clinic = facts->clinic;
    const int32_t *rows = facts->activities_of.rows + facts->activities_of.begin[type];
    int32_t count = facts->activities_of.begin[type + 1] - facts->activities_of.begin[type];
    VisitShape *shape = NULL;
    Status status;

    if (!facts->sound || clinic->visit_types.mode[type] == MISSING ||
        !(factor > 0 && factor <= 100) || !rows_are_sound(clinic, rows, count))
        return STATUS_OK;
    status = visit_new(clinic, rows, count, factor, &shape);
    if (status == STATUS_OK)
        *out = shape;
    return status == STATUS_NO_MEMORY ? status : STATUS_OK;
}

static Status find_shapes(InspectFacts *facts)
{
    const Clinic *clinic = facts->clinic;
    const Skills *skills = &clinic->skills;
    Status status = STATUS_OK;

    facts->type_shape = MEM_NEW(VisitShape *, clinic->visit_types.rows);
    facts->skill_shape = MEM_NEW(VisitShape *, skills->rows);
    if (!facts->type_shape || !facts->skill_shape)
        return STATUS_NO_MEMORY;
    for (int32_t t = 0; t < clinic->visit_types.rows && status == STATUS_OK; t++)
        status = find_shape(facts, t, 1, &facts->type_shape[t]);
    for (int32_t i = 0; i < skills->rows && status == STATUS_OK; i++)
        if (skills->visit_type[i] >= 0)
            status = find_shape(facts, skills->visit_type[i], skills->duration_factor[i],
                                &facts->skill_shape[i]);
    return status;
}

Status inspect_new(const Clinic *clinic, InspectFacts **out)
{
    Status status = STATUS_NO_MEMORY;
    InspectFacts *facts = MEM_NEW(InspectFacts, 1);
    const int32_t types = clinic->visit_types.rows, sites = clinic->sites.rows;

    if (!facts)
        goto done;
    facts->clinic = clinic;
    facts->sound = inspect_horizon_is_sound(clinic);
    facts->slot_min = facts->sound ? clinic->horizon.slot_min[0] : 1;
    facts->days = facts->sound ? clinic->horizon.days[0] : INT32_MAX;
    TRY(find_sessions(facts));
    TRY(find_closures(facts));
    TRY(group_by_number(clinic->activities.visit_type, clinic->activities.step,
                        clinic->activities.rows, types, &facts->activities_of));
    TRY(group_by_number(clinic->skills.provider, clinic->skills.visit_type, clinic->skills.rows,
                        clinic->providers.rows, &facts->skills_of));
    TRY(grouping_new(clinic->rooms.site, NULL, clinic->rooms.rows, sites, &facts->rooms_of));
    TRY(grouping_new(clinic->equipment.site, NULL, clinic->equipment.rows, sites,
                     &facts->equipment_of));
    TRY(grouping_new(clinic->availability.request, NULL, clinic->availability.rows,
                     clinic->requests.rows, &facts->availability_of));
    TRY(find_shapes(facts));
    *out = facts;
    facts = NULL;
done:
    inspect_free(facts);
    return status;
}

static void free_shapes(VisitShape **shapes, int32_t count)
{
    for (int32_t i = 0; shapes && i < count; i++)
        visit_free(shapes[i]);
    mem_free(shapes);
}

void inspect_free(InspectFacts *facts)
{
    if (!facts)
        return;
    free_shapes(facts->type_shape, facts->clinic->visit_types.rows);
    free_shapes(facts->skill_shape, facts->clinic->skills.rows);
    for (int kind = 0; kind < 4; kind++)
        grouping_clear(&facts->closures_of[kind]);
    grouping_clear(&facts->sessions_of);
    grouping_clear(&facts->activities_of);
    grouping_clear(&facts->skills_of);
    grouping_clear(&facts->rooms_of);
    grouping_clear(&facts->equipment_of);
    grouping_clear(&facts->availability_of);
    mem_free(facts->session);
    mem_free(facts->closure_target);
    mem_free(facts);
}
