#include "solver/neighbour/zone.h"

#include <math.h>
#include <string.h>

#include "model/base/memory.h"

Status row_list_add(RowList *list, int32_t row)
{
    void *rows = list->rows;
    Status status = mem_grow(&rows, &list->capacity, (int64_t)list->count + 1, sizeof row);

    list->rows = rows;
    if (status == STATUS_OK)
        list->rows[list->count++] = row;
    return status;
}

void row_list_clear(RowList *list)
{
    mem_free(list->rows);
    *list = (RowList){0};
}

static int32_t *all_minus_one(int32_t count)
{
    int32_t *rows = MEM_NEW(int32_t, count);

    for (int32_t i = 0; rows && i < count; i++)
        rows[i] = -1;
    return rows;
}

/* Pools whose persons visits hold beside their lead. */
static void find_helpers(Field *field)
{
    const Catalog *catalog = field->agenda->catalog;

    for (int32_t type = 0; type < catalog->clinic->visit_types.rows; type++) {
        const VisitShape *shape = catalog->planned[type];

        for (int32_t i = 0; i < shape->n_parts; i++) {
            if (i == shape->lead || shape->parts[i].kind != UNIT_PROVIDER)
                continue;
            for (int32_t site = 0; site < catalog->clinic->sites.rows; site++) {
                int32_t pool = catalog_pool(catalog, shape->parts[i].activity, site);

                if (pool >= 0)
                    field->helps[pool] = true;
            }
        }
    }
}

Status field_init(Field *field, Agenda *agenda)
{
    Field made = {.agenda = agenda};

    made.session_zone = all_minus_one(agenda->catalog->n_sessions);
    made.subject_zone = all_minus_one(agenda->n_subjects);
    made.subject_at = all_minus_one(agenda->n_subjects);
    made.lambda = MEM_NEW(double, agenda->n_subjects);
    made.helps = MEM_NEW(bool, agenda->catalog->n_pools);
    if (!made.session_zone || !made.subject_zone || !made.subject_at || !made.lambda ||
        !made.helps) {
        field_clear(&made);
        return STATUS_NO_MEMORY;
    }
    for (int32_t subject = 0; subject < agenda->n_subjects; subject++)
        made.lambda[subject] = NAN;
    find_helpers(&made);
    *field = made;
    return STATUS_OK;
}

void field_clear(Field *field)
{
    mem_free(field->session_zone);
    mem_free(field->subject_zone);
    mem_free(field->subject_at);
    mem_free(field->lambda);
    mem_free(field->helps);
    *field = (Field){0};
}

static Status free_subject(Field *field, Zone *zone, int32_t subject)
{
    Status status = row_list_add(&zone->subjects, subject);

    if (status == STATUS_OK) {
        field->subject_zone[subject] = zone->number;
        field->subject_at[subject] = zone->subjects.count - 1;
    }
    return status;
}

/* True when a request linked to @p r is free. */
static bool partner_is_free(const Field *field, int32_t r)
{
    const Catalog *catalog = field->agenda->catalog;
    const Links *links = &catalog->clinic->links;

    for (int32_t i = catalog->links.begin[r]; i < catalog->links.begin[r + 1]; i++) {
        int32_t l = catalog->links.items[i];

        if (field->subject_zone[links->first[l] == r ? links->second[l] : links->first[l]] >= 0)
            return true;
    }
    return false;
}

/* True for what can be free at all: an ordinary request that is not fixed. */
static bool is_movable(const Field *field, int32_t subject)
{
    const Clinic *clinic = field->agenda->catalog->clinic;

    return subject < field->agenda->n_requests &&
           clinic->requests.status[subject] != REQUEST_FIXED && field->subject_zone[subject] < 0 &&
           clinic->visit_types.group_capacity[clinic->requests.visit_type[subject]] == 1 &&
           !partner_is_free(field, subject);
}

Status zone_add_session(Field *field, Zone *zone, int32_t session)
{
    const Agenda *agenda = field->agenda;
    Status status;

    TRY(row_list_add(&zone->sessions, session));
    field->session_zone[session] = zone->number;
    for (int32_t v = agenda->first_service[session]; v >= 0; v = agenda->visits[v].next_service) {
        int32_t subject = agenda->visits[v].first_member;

        if (is_movable(field, subject))
            TRY(free_subject(field, zone, subject));
    }
    zone->n_standing = zone->subjects.count;
done:
    return status;
}

bool zone_may_invite(const Field *field, int32_t subject)
{
    return field->agenda->visit_of[subject] < 0 && is_movable(field, subject) &&
           !zone_is_linked(field->agenda, subject);
}

Status zone_invite(Field *field, Zone *zone, int32_t subject)
{
    return free_subject(field, zone, subject);
}

bool zone_is_linked(const Agenda *agenda, int32_t subject)
{
    const Catalog *catalog = agenda->catalog;

    return subject < agenda->n_requests &&
           catalog->links.begin[subject] < catalog->links.begin[subject + 1];
}

void zone_clear(Field *field, Zone *zone)
{
    for (int32_t i = 0; i < zone->sessions.count; i++)
        field->session_zone[zone->sessions.rows[i]] = -1;
    for (int32_t i = 0; i < zone->subjects.count; i++) {
        field->subject_zone[zone->subjects.rows[i]] = -1;
        field->subject_at[zone->subjects.rows[i]] = -1;
    }
    row_list_clear(&zone->sessions);
    row_list_clear(&zone->subjects);
    *zone = (Zone){0};
}
