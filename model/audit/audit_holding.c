/* What visits hold: table `resources` against the activities of each visit. */
#include <stdlib.h>
#include <string.h>

#include "model/audit/audit_case.h"
#include "model/base/memory.h"
#include "model/base/order.h"

/* A row of resources that makes sense, with whom it is for. */
typedef struct Entry {
    int32_t owner; /* seat, or n_seats + row of reserves */
    int32_t part;
    int32_t unit;
    int32_t row;
} Entry;

static int by_owner(const void *left, const void *right)
{
    const Entry *a = left, *b = right;
    const int64_t ours[] = {a->owner, a->part, a->unit, a->row};
    const int64_t theirs[] = {b->owner, b->part, b->unit, b->row};

    return order_keys(ours, theirs, 4);
}

static int32_t visit_of(const Case *c, int32_t owner)
{
    return owner < c->n_seats ? c->seats[owner].visit : c->visit_of_place[owner - c->n_seats];
}

static const char *kind_text(int32_t kind)
{
    return words_text_unit_kind[kind];
}

/* The seat or place a row is for, or -1. */
static int32_t owner_of(const Case *c, int32_t row)
{
    const Resources *rows = &c->schedule->resources;
    int32_t r = rows->request[row], place = rows->reserve[row];

    if (place == MISSING && r >= 0 && r < c->clinic->requests.rows)
        return c->seat_of[r];
    if (r < 0 && place >= 0 && place < c->schedule->reserves.rows && c->visit_of_place[place] >= 0)
        return c->n_seats + place;
    return -1;
}

static int32_t part_of(const Case *c, int32_t type, int32_t step)
{
    const Rows *parts = &c->facts->parts;

    for (int32_t i = 0; i < rows_count(parts, type); i++)
        if (c->clinic->activities.step[parts->row[parts->begin[type] + i]] == step)
            return i;
    return -1;
}

/* The unit is of the right type, at the right site, and the lead's row names the lead. */
static void judge_unit(Case *c, const Entry *entry, const Part *part)
{
    int32_t v = visit_of(c, entry->owner), unit = entry->unit;
    const Visit *visit = &c->visits[v];
    const Clinic *clinic = c->clinic;
    const char *wanted = clinic->activities.type[part->activity], *found;
    int32_t site = visit->site;

    if (part->kind == UNIT_ROOM) {
        found = clinic->rooms.room_type[unit];
        site = clinic->rooms.site[unit];
    } else if (part->kind == UNIT_EQUIPMENT) {
        found = clinic->equipment.equipment_type[unit];
        site = clinic->equipment.site[unit];
    } else {
        found = clinic->providers.role[unit];
        if (entry->part == c->facts->lead[visit->type]) {
            if (unit != visit->lead)
                violate(c, AUDIT_PROVIDER, "%s is led by %s, but step %d lists %s",
                        label_visit(c, v).text, clinic->providers.provider[visit->lead],
                        (int)clinic->activities.step[part->activity],
                        clinic->providers.provider[unit]);
            return;
        }
    }
    if (strcmp(wanted, found) != 0)
        violate(c, case_tag(part->kind), "%s step %d wants %s of type %s, but %s is of type %s",
                label_visit(c, v).text, (int)clinic->activities.step[part->activity],
                kind_text(part->kind), wanted, label_unit(c, part->kind, unit), found);
    if (site != visit->site)
        violate(c, case_tag(part->kind), "%s is at site %s, but %s is at site %s",
                label_visit(c, v).text, clinic->sites.site[visit->site],
                label_unit(c, part->kind, unit), clinic->sites.site[site]);
}

static void judge_times(Case *c, const Entry *entry, const Part *part)
{
    const Resources *rows = &c->schedule->resources;
    int32_t v = visit_of(c, entry->owner);
    const Visit *visit = &c->visits[v];
    int32_t from = visit->start_min + part->from_min, until = visit->start_min + part->until_min;

    if (rows->date[entry->row] != visit->date || rows->start[entry->row] != from ||
        rows->end[entry->row] != until)
        violate(c, case_tag(part->kind),
                "resources row %d: %s holds %s on %s %s, but its step %d takes %s %s",
                (int)entry->row, label_visit(c, v).text, label_unit(c, part->kind, entry->unit),
                label_date(c, rows->date[entry->row]).text,
                label_span(rows->start[entry->row], rows->end[entry->row]).text,
                (int)c->clinic->activities.step[part->activity], label_date(c, visit->date).text,
                label_span(from, until).text);
}

/* Reads one row; false when nothing can be made of it. */
static bool read_entry(Case *c, int32_t row, Entry *entry)
{
    const Resources *rows = &c->schedule->resources;
    int32_t kind = rows->kind[row], v;
    Part part;

    if (kind < UNIT_PROVIDER || kind > UNIT_EQUIPMENT) {
        violate(c, AUDIT_DATA, "resources row %d: no kind %d", (int)row, (int)kind);
        return false;
    }
    *entry = (Entry){.owner = owner_of(c, row), .row = row};
    if (entry->owner < 0) {
        violate(c, case_tag(kind),
                "resources row %d holds %s for a request that is not booked or a place not held "
                "(request row %d, place %d)",
                (int)row, rows->id[row], (int)rows->request[row], (int)rows->reserve[row]);
        return false;
    }
    v = visit_of(c, entry->owner);
    entry->part = part_of(c, c->visits[v].type, rows->step[row]);
    entry->unit = lookup_find(c->facts->unit_ids[kind], rows->id[row]);
    if (entry->part >= 0)
        part = facts_part(c->facts, c->visits[v].type, entry->part,
                          facts_factor(c->facts, c->visits[v].skill));
    if (entry->part < 0 || part.kind != kind || !facts_holds(c->visits[v].mode, kind)) {
        violate(c, case_tag(kind), "resources row %d: %s needs no %s in step %d (%s)", (int)row,
                label_visit(c, v).text, kind_text(kind), (int)rows->step[row], rows->id[row]);
        return false;
    }
    if (entry->unit < 0) {
        violate(c, case_tag(kind), "resources row %d: %s holds %s, but there is no such %s",
                (int)row, label_visit(c, v).text, rows->id[row], kind_text(kind));
        return false;
    }
    judge_unit(c, entry, &part);
    judge_times(c, entry, &part);
    return true;
}

/* Each step of the visit holds as many units as it wants, each once. */
static void judge_counts(Case *c, int32_t owner, const Entry *entries, int32_t count)
{
    int32_t v = visit_of(c, owner), at = 0;
    const Visit *visit = &c->visits[v];

    for (int32_t i = 0; i < rows_count(&c->facts->parts, visit->type); i++) {
        Part part = facts_part(c->facts, visit->type, i, facts_factor(c->facts, visit->skill));
        int32_t wanted = c->clinic->activities.count[part.activity], first = at;

        if (!facts_holds(visit->mode, part.kind))
            continue;
        for (; at < count && entries[at].part == i; at++)
            if (at > first && entries[at].unit == entries[at - 1].unit)
                violate(c, case_tag(part.kind), "%s lists %s twice in step %d (rows %d and %d)",
                        label_visit(c, v).text, label_unit(c, part.kind, entries[at].unit),
                        (int)c->clinic->activities.step[part.activity], (int)entries[at - 1].row,
                        (int)entries[at].row);
        if (at - first != wanted)
            violate(c, case_tag(part.kind), "%s holds %d of %d of kind %s and type %s in step %d",
                    owner < c->n_seats ? c->clinic->requests.request[c->seats[owner].request]
                                       : label_visit(c, v).text,
                    (int)(at - first), (int)wanted, kind_text(part.kind),
                    c->clinic->activities.type[part.activity],
                    (int)c->clinic->activities.step[part.activity]);
    }
}

/* Every member of a shared visit lists the same units; missing ones have been counted. */
static void judge_members(Case *c, const Entry *entries, const int32_t *begin, int32_t v)
{
    const Visit *visit = &c->visits[v];
    int32_t first = visit->first_seat, count = begin[first + 1] - begin[first];

    for (int32_t seat = first + 1; seat < first + visit->n_seats; seat++) {
        if (begin[seat + 1] - begin[seat] != count)
            continue;
        for (int32_t i = 0; i < count; i++) {
            const Entry *one = &entries[begin[first] + i], *other = &entries[begin[seat] + i];
            int32_t kind = c->schedule->resources.kind[one->row];

            if (one->part == other->part && one->unit == other->unit)
                continue;
            violate(c, case_tag(kind), "%s and %s share a visit but list %s and %s",
                    c->clinic->requests.request[c->seats[first].request],
                    c->clinic->requests.request[c->seats[seat].request],
                    c->schedule->resources.id[one->row], c->schedule->resources.id[other->row]);
            break;
        }
    }
}

/* The holds of visit @p v: its lead as planned, and what its first owner lists. */
static void make_holds(Case *c, int32_t v, const Entry *entries, int32_t count)
{
    Visit *visit = &c->visits[v];
    double factor = facts_factor(c->facts, visit->skill);
    int32_t lead = c->facts->lead[visit->type];

    visit->first_hold = c->n_holds;
    for (int32_t i = lead < 0 ? 0 : -1; i < count; i++) {
        int32_t index = i < 0 ? lead : entries[i].part;
        Part part = facts_part(c->facts, visit->type, index, factor);

        if (i >= 0 && index == lead)
            continue;
        c->holds[c->n_holds++] = (Hold){.visit = v,
                                        .part = index,
                                        .kind = part.kind,
                                        .unit = i < 0 ? visit->lead : entries[i].unit,
                                        .date = visit->date,
                                        .from_min = visit->start_min + part.from_min,
                                        .until_min = visit->start_min + part.until_min,
                                        .lead = index == lead};
    }
    visit->n_holds = c->n_holds - visit->first_hold;
}

static void judge_owners(Case *c, const Entry *entries, const int32_t *begin)
{
    for (int32_t v = 0; v < c->n_visits; v++) {
        const Visit *visit = &c->visits[v];
        int32_t first = visit->place >= 0 ? c->n_seats + visit->place : visit->first_seat;
        int32_t members = visit->place >= 0 ? 1 : visit->n_seats;

        for (int32_t owner = first; owner < first + members; owner++)
            judge_counts(c, owner, entries + begin[owner], begin[owner + 1] - begin[owner]);
        judge_members(c, entries, begin, v);
        make_holds(c, v, entries + begin[first], begin[first + 1] - begin[first]);
    }
}

Status holding_read(Case *c)
{
    Status status = STATUS_NO_MEMORY;
    int32_t owners = c->n_seats + c->schedule->reserves.rows, count = 0;
    Entry *entries = MEM_NEW(Entry, c->schedule->resources.rows);
    int32_t *begin = MEM_NEW(int32_t, (int64_t)owners + 1);

    c->holds = MEM_NEW(Hold, (int64_t)c->schedule->resources.rows + c->n_visits);
    if (!entries || !begin || !c->holds)
        goto done;
    for (int32_t row = 0; row < c->schedule->resources.rows; row++)
        count += read_entry(c, row, &entries[count]);
    qsort(entries, (size_t)count, sizeof *entries, by_owner);
    for (int32_t i = 0; i < count; i++)
        begin[entries[i].owner + 1]++;
    for (int32_t owner = 0; owner < owners; owner++)
        begin[owner + 1] += begin[owner];
    judge_owners(c, entries, begin);
    status = STATUS_OK;
done:
    mem_free(entries);
    mem_free(begin);
    return status;
}
