#include "solver/greedy/start.h"

#include <stdlib.h>

#include "model/base/lookup.h"
#include "model/base/memory.h"
#include "model/base/order.h"
#include "model/clinic/calendar.h"

/* The start as it is placed. Subjects are the agenda's. */
typedef struct Starter {
    Agenda *agenda;
    const Bundles *bundles;
    const Schedule *start;
    Placement *at;       /* owned, [subjects]: where the start has it; provider -1: nowhere */
    int32_t *row_first;  /* owned, [subjects]: its first row of resources, or -1 */
    int32_t *row_next;   /* owned, [resources]: the next of the same subject, or -1 */
    Lookup *ids[3];      /* owned, by UnitKind */
    AgendaUnit *units;   /* owned: of one visit */
    int32_t *next_place; /* owned, [reserve keys]: the first place that nothing was read for */
} Starter;

/* Where row (provider, site, date, start, mode) puts a visit of @p type; false when nowhere that a
 * session could hold. */
static bool read_placement(const Catalog *catalog, int32_t type, Placement *at, int32_t minute)
{
    const VisitShape *shape;
    const VisitPart *lead;

    if (at->provider < 0 || at->site < 0 || at->day < 0 || at->day >= catalog->days || minute < 0 ||
        minute >= DAY_MIN || minute % catalog->slot_min != 0)
        return false;
    if (at->mode == MISSING)
        at->mode = catalog->clinic->visit_types.mode[type] == TYPE_TELEHEALTH ? MODE_TELEHEALTH
                                                                              : MODE_IN_PERSON;
    if (at->mode != MODE_IN_PERSON && at->mode != MODE_TELEHEALTH)
        return false;
    shape = catalog_shape(catalog, type, at->provider);
    lead = &shape->parts[shape->lead];
    at->start_min = at->day * DAY_MIN + minute;
    at->session =
        catalog_session_at(catalog, at->provider, at->site, at->start_min + lead->start_min,
                           at->start_min + lead->end_min);
    return at->session >= 0;
}

/* True when @p wish, looked at alone, may be met at @p at. */
static bool is_met(const Catalog *catalog, const Wish *wish, const Placement *at)
{
    return catalog_can_lead(catalog, wish->type, at->provider) &&
           placement_suits(catalog, wish, at->session, at->mode) &&
           placement_fits(catalog, wish, catalog_shape(catalog, wish->type, at->provider), at);
}

static bool is_allowed(const Catalog *catalog, int32_t r, const Placement *at)
{
    const Requests *requests = &catalog->clinic->requests;
    Wish wish;

    if (requests->status[r] == REQUEST_BOOKED && !placement_is_move(catalog, r, at))
        return placement_can_stay(catalog, r, at, at->mode);
    placement_wish(catalog, r, &wish);
    return is_met(catalog, &wish, at);
}

static void read_appointments(Starter *starter)
{
    const Catalog *catalog = starter->agenda->catalog;
    const Appointments *rows = &starter->start->appointments;

    for (int32_t row = 0; row < rows->rows; row++) {
        int32_t r = rows->request[row];
        Placement at = {.provider = rows->provider[row],
                        .site = rows->site[row],
                        .day = rows->date[row],
                        .mode = rows->mode[row]};

        if (r >= 0 && starter->at[r].provider < 0 &&
            catalog->clinic->requests.status[r] != REQUEST_FIXED &&
            read_placement(catalog, catalog->clinic->requests.visit_type[r], &at,
                           rows->start[row]) &&
            is_allowed(catalog, r, &at))
            starter->at[r] = at;
    }
}

static int compare_keys(const void *a, const void *b)
{
    const CatalogReserve *s = a, *t = b;
    const int64_t ours[] = {s->type, s->site, s->day};
    const int64_t theirs[] = {t->type, t->site, t->day};

    return order_keys(ours, theirs, 3);
}

/* The next place of the key of row @p row of reserves; -1 when all of them have been read. */
static int32_t take_place(Starter *starter, int32_t row)
{
    const Catalog *catalog = starter->agenda->catalog;
    const Reserves *rows = &starter->start->reserves;
    const CatalogReserve asked = {rows->visit_type[row], rows->site[row], rows->date[row], 0};
    const CatalogReserve *key =
        bsearch(&asked, catalog->reserves, (size_t)catalog->n_reserves, sizeof asked, compare_keys);
    int32_t at = key ? starter->next_place[key - catalog->reserves] : -1;

    if (!key || at == starter->agenda->n_places ||
        starter->agenda->place_key[at] != key - catalog->reserves)
        return -1;
    starter->next_place[key - catalog->reserves]++;
    return at;
}

/* Reads the places held; @p subject_of receives the subject of each row, or -1. */
static void read_places(Starter *starter, int32_t *subject_of)
{
    const Agenda *agenda = starter->agenda;
    const Reserves *rows = &starter->start->reserves;

    for (int32_t row = 0; row < rows->rows; row++) {
        int32_t place = rows->held[row] == 1 ? take_place(starter, row) : -1;
        Placement at = {.provider = rows->provider[row],
                        .site = rows->site[row],
                        .day = rows->date[row],
                        .mode = rows->mode[row]};
        Wish wish;

        subject_of[row] = -1;
        if (place < 0)
            continue;
        placement_wish_place(agenda->catalog, agenda->place_key[place], &wish);
        if (!read_placement(agenda->catalog, wish.type, &at, rows->start[row]) ||
            !is_met(agenda->catalog, &wish, &at))
            continue;
        subject_of[row] = agenda->n_requests + place;
        starter->at[subject_of[row]] = at;
    }
}

/* Lists the rows of resources by subject, in their order. */
static void read_resources(Starter *starter, const int32_t *subject_of)
{
    const Resources *rows = &starter->start->resources;

    for (int32_t row = rows->rows - 1; row >= 0; row--) {
        int32_t subject = rows->request[row], reserve = rows->reserve[row];

        if (subject < 0 && reserve >= 0 && reserve < starter->start->reserves.rows)
            subject = subject_of[reserve];
        if (subject < 0)
            continue;
        starter->row_next[row] = starter->row_first[subject];
        starter->row_first[subject] = row;
    }
}

static Status index_ids(Starter *starter)
{
    const Clinic *clinic = starter->agenda->catalog->clinic;
    const char *const *ids[] = {clinic->providers.provider, clinic->rooms.room,
                                clinic->equipment.equipment};
    const int32_t rows[] = {clinic->providers.rows, clinic->rooms.rows, clinic->equipment.rows};
    Status status = STATUS_OK;

    for (int kind = 0; kind < 3; kind++)
        TRY(lookup_list(ids[kind], rows[kind], &starter->ids[kind]));
done:
    return status;
}

/* The part of @p shape that row @p row of resources fills, or -1. */
static int32_t part_of(const Starter *starter, const VisitShape *shape, int32_t row)
{
    const Resources *rows = &starter->start->resources;
    const int32_t *steps = starter->agenda->catalog->clinic->activities.step;

    for (int32_t i = 0; i < shape->n_parts; i++)
        if (steps[shape->parts[i].activity] == rows->step[row] &&
            shape->parts[i].kind == rows->kind[row])
            return i;
    return -1;
}

/* The units that the start names for @p subject, the lead's first; false unless they are as many as
 * the visit asks for and all known. */
static bool read_units(Starter *starter, int32_t subject, int32_t *n_units)
{
    const Placement *at = &starter->at[subject];
    const VisitShape *shape = catalog_shape(starter->agenda->catalog,
                                            agenda_type(starter->agenda, subject), at->provider);
    int32_t asked = 0, n = 0;

    for (int32_t i = 0; i < shape->n_parts; i++)
        asked += visit_holds(&shape->parts[i], at->mode) ? shape->parts[i].count : 0;
    starter->units[n++] = (AgendaUnit){shape->lead, at->provider};
    for (int32_t row = starter->row_first[subject]; row >= 0; row = starter->row_next[row]) {
        int32_t part = part_of(starter, shape, row), unit;

        if (part == shape->lead)
            continue;
        unit = part < 0 ? -1
                        : lookup_find(starter->ids[shape->parts[part].kind],
                                      starter->start->resources.id[row]);
        if (unit < 0 || n == asked)
            return false;
        starter->units[n++] = (AgendaUnit){part, unit};
    }
    *n_units = n;
    return n == asked;
}

/* Stands @p subject with the units named, or, unless @p named, with any. */
static bool place(Starter *starter, int32_t subject, bool named)
{
    int32_t n_units = 0;

    if (starter->at[subject].provider < 0)
        return false;
    if (!named)
        return agenda_place(starter->agenda, subject, &starter->at[subject]);
    return read_units(starter, subject, &n_units) &&
           agenda_place_with(starter->agenda, subject, &starter->at[subject], starter->units,
                             n_units);
}

/* What stands all or none: the requests of a bundle, or a place. */
typedef struct Group {
    int32_t start_min; /* of the first */
    int32_t number;    /* of the bundle, or -1 - subject of a place */
} Group;

static int by_start(const void *a, const void *b)
{
    const Group *s = a, *t = b;

    if (s->start_min != t->start_min)
        return order_int(s->start_min, t->start_min);
    return order_int(s->number, t->number);
}

static int32_t members_of(const Starter *starter, const Group *group, int32_t *place,
                          const int32_t **members)
{
    const Bundles *bundles = starter->bundles;

    if (group->number < 0) {
        *place = -1 - group->number;
        *members = place;
        return 1;
    }
    *members = bundles->members + bundles->begin[group->number];
    return bundles->begin[group->number + 1] - bundles->begin[group->number];
}

/* All groups of which the start has something, in the order of time. */
static int32_t list_groups(const Starter *starter, Group *groups)
{
    const Agenda *agenda = starter->agenda;
    int32_t n = 0, all = starter->bundles->count + agenda->n_places;

    for (int32_t i = 0; i < all; i++) {
        Group group = {INT32_MAX, i < starter->bundles->count
                                      ? i
                                      : -1 - (agenda->n_requests + i - starter->bundles->count)};
        const int32_t *members;
        int32_t place, count = members_of(starter, &group, &place, &members);

        for (int32_t k = 0; k < count; k++)
            if (starter->at[members[k]].provider >= 0 &&
                starter->at[members[k]].start_min < group.start_min)
                group.start_min = starter->at[members[k]].start_min;
        if (group.start_min < INT32_MAX)
            groups[n++] = group;
    }
    qsort(groups, (size_t)n, sizeof *groups, by_start);
    return n;
}

static void place_group(Starter *starter, const Group *group, bool named)
{
    Agenda *agenda = starter->agenda;
    int32_t first, mark = agenda_mark(agenda);
    const int32_t *members;
    int32_t count = members_of(starter, group, &first, &members);
    bool stand = agenda->visit_of[members[0]] < 0;

    for (int32_t k = 0; k < count && stand; k++)
        stand = place(starter, members[k], named);
    if (!stand)
        agenda_rollback(agenda, mark);
    agenda_settle(agenda);
}

/* With the units named first, for only so a schedule that is allowed stands whole for sure. */
static Status place_groups(Starter *starter)
{
    Group *groups = MEM_NEW(Group, (int64_t)starter->bundles->count + starter->agenda->n_places);
    int32_t count;

    if (!groups)
        return STATUS_NO_MEMORY;
    count = list_groups(starter, groups);
    for (int32_t i = 0; i < count; i++)
        place_group(starter, &groups[i], true);
    for (int32_t i = 0; i < count; i++)
        place_group(starter, &groups[i], false);
    mem_free(groups);
    return agenda_status(starter->agenda);
}

static StartCount count_all(const Starter *starter)
{
    const Agenda *agenda = starter->agenda;
    const Appointments *rows = &starter->start->appointments;
    const int32_t *status = agenda->catalog->clinic->requests.status;
    StartCount count = {0, 0};

    for (int32_t row = 0; row < rows->rows; row++)
        count.asked += rows->request[row] >= 0 && status[rows->request[row]] != REQUEST_FIXED;
    for (int32_t r = 0; r < agenda->n_requests; r++)
        count.stood += starter->at[r].provider >= 0 && agenda->visit_of[r] >= 0;
    return count;
}

static Status prepare(Starter *starter)
{
    const Agenda *agenda = starter->agenda;
    const Activities *activities = &agenda->catalog->clinic->activities;
    int64_t n_units = 0;

    for (int32_t i = 0; i < activities->rows; i++)
        n_units += activities->count[i];
    starter->at = MEM_NEW(Placement, agenda->n_subjects);
    starter->row_first = MEM_NEW(int32_t, agenda->n_subjects);
    starter->row_next = MEM_NEW(int32_t, starter->start->resources.rows);
    starter->units = MEM_NEW(AgendaUnit, n_units);
    starter->next_place = MEM_NEW(int32_t, agenda->catalog->n_reserves);
    if (!starter->at || !starter->row_first || !starter->row_next || !starter->units ||
        !starter->next_place)
        return STATUS_NO_MEMORY;
    for (int32_t subject = 0; subject < agenda->n_subjects; subject++) {
        starter->at[subject].provider = -1;
        starter->row_first[subject] = -1;
    }
    for (int32_t i = agenda->n_places - 1; i >= 0; i--)
        starter->next_place[agenda->place_key[i]] = i;
    return index_ids(starter);
}

Status start_place(Agenda *agenda, const Bundles *bundles, const Schedule *start, StartCount *count)
{
    Starter starter = {.agenda = agenda, .bundles = bundles, .start = start};
    int32_t *subject_of = MEM_NEW(int32_t, start->reserves.rows);
    Status status = STATUS_NO_MEMORY;

    if (!subject_of)
        goto done;
    TRY(prepare(&starter));
    read_appointments(&starter);
    read_places(&starter, subject_of);
    read_resources(&starter, subject_of);
    TRY(place_groups(&starter));
    *count = count_all(&starter);
done:
    for (int kind = 0; kind < 3; kind++)
        lookup_free(starter.ids[kind]);
    mem_free(subject_of);
    mem_free(starter.at);
    mem_free(starter.row_first);
    mem_free(starter.row_next);
    mem_free(starter.units);
    mem_free(starter.next_place);
    return status;
}
