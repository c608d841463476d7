/* The times for which a unit is there are what closures and fixed visits leave of its open hours,
 * or of its sessions at the site. Of the units that are there at a slot, so many are there until
 * the end of the so many-th among those that stay longest.
 */
#include "model/audit/certify_depot.h"

#include <stdlib.h>

#include "model/audit/certify_keep.h"
#include "model/base/memory.h"
#include "model/base/order.h"
#include "model/clinic/calendar.h"

enum { UNKNOWN = -1 };

/* So many units are there from one slot to another. */
typedef struct Piece {
    int32_t from, until, count;
} Piece;

typedef struct Demand {
    int32_t kind, code, count;
} Demand;

struct Depot {
    const Facts *facts;
    const Hours *hours;
    const Lanes *lanes;
    Keeps keeps;
    Rows sessions;    /* by role, site and date */
    Demand *demands;  /* owned, [n_demands] */
    int32_t *demand;  /* owned, [activities]: what the row asks for */
    int32_t *lines;   /* owned, [demands x sites x days]: number of a line, or UNKNOWN */
    int16_t *ends;    /* owned, [n_lines x slots]; 0: so many are not there */
    int16_t *own;     /* owned, [slots]: a line that is not stored */
    int32_t *missing; /* owned, [slots]: units still to be found */
    Piece *pieces;    /* owned, [n_pieces]: of the pool in hand */
    int32_t n_demands, n_lines, n_pieces;
    int32_t line_room, piece_room;
    int32_t slots; /* of a day */
};

static Status sort_sessions(Depot *depot)
{
    const Hours *hours = depot->hours;
    const Clinic *clinic = depot->facts->clinic;
    int32_t days = depot->facts->days;
    int32_t *owner = MEM_NEW(int32_t, hours->n_shifts);
    Status status;

    if (!owner)
        return STATUS_NO_MEMORY;
    for (int32_t s = 0; s < hours->n_shifts; s++) {
        const Shift *shift = &hours->shifts[s];
        int32_t pool = lanes_pool(depot->lanes, UNIT_PROVIDER,
                                  clinic->providers.role[shift->provider], shift->site);

        owner[s] = pool * days + shift->date;
    }
    status = rows_new(owner, hours->n_shifts,
                      depot->lanes->n_codes[UNIT_PROVIDER] * clinic->sites.rows * days,
                      &depot->sessions);
    mem_free(owner);
    return status;
}

/* Numbers what rows ask for, alike the same. */
static Status list_demands(Depot *depot)
{
    const Activities *rows = &depot->facts->clinic->activities;
    int64_t n_lines;

    depot->demands = MEM_NEW(Demand, rows->rows);
    depot->demand = MEM_NEW(int32_t, rows->rows);
    if (!depot->demands || !depot->demand)
        return STATUS_NO_MEMORY;
    for (int32_t row = 0; row < rows->rows; row++) {
        Demand own = {rows->kind[row], depot->lanes->code[row], rows->count[row]};
        int32_t at = 0;

        while (at < depot->n_demands &&
               (depot->demands[at].kind != own.kind || depot->demands[at].code != own.code ||
                depot->demands[at].count != own.count))
            at++;
        depot->demands[at] = own;
        depot->n_demands += at == depot->n_demands;
        depot->demand[row] = at;
    }
    n_lines = (int64_t)depot->n_demands * depot->facts->clinic->sites.rows * depot->facts->days;
    depot->lines = MEM_NEW(int32_t, n_lines);
    if (!depot->lines)
        return STATUS_NO_MEMORY;
    for (int64_t i = 0; i < n_lines; i++)
        depot->lines[i] = UNKNOWN;
    return STATUS_OK;
}

Status depot_new(const Hours *hours, const FixedVisits *fixed, const Lanes *lanes, Depot **out)
{
    Status status = STATUS_NO_MEMORY;
    Depot *depot = MEM_NEW(Depot, 1);

    if (!depot)
        goto done;
    depot->facts = hours->facts;
    depot->hours = hours;
    depot->lanes = lanes;
    depot->slots = DAY_MIN / hours->facts->slot_min;
    depot->own = MEM_NEW(int16_t, depot->slots);
    depot->missing = MEM_NEW(int32_t, depot->slots);
    if (!depot->own || !depot->missing)
        goto done;
    TRY(keeps_init(&depot->keeps, hours, fixed, lanes));
    TRY(sort_sessions(depot));
    TRY(list_demands(depot));
    *out = depot;
    depot = NULL;
done:
    depot_free(depot);
    return status;
}

void depot_free(Depot *depot)
{
    if (!depot)
        return;
    keeps_clear(&depot->keeps);
    rows_clear(&depot->sessions);
    mem_free(depot->demands);
    mem_free(depot->demand);
    mem_free(depot->lines);
    mem_free(depot->ends);
    mem_free(depot->own);
    mem_free(depot->missing);
    mem_free(depot->pieces);
    mem_free(depot);
}

bool depot_shares(const Depot *depot, int32_t shift)
{
    return depot->keeps.shares[shift];
}

/* Adds a unit that is there; often many of a pool are for the same time. */
static Status add_piece(Depot *depot, int32_t from_min, int32_t until_min)
{
    int32_t slot = depot->facts->slot_min;
    Piece piece = {from_min / slot, until_min / slot, 1};
    Piece *last = depot->n_pieces > 0 ? &depot->pieces[depot->n_pieces - 1] : NULL;
    Status status;

    piece.until = piece.until < depot->slots ? piece.until : depot->slots;
    if (piece.from >= piece.until)
        return STATUS_OK;
    if (last && last->from == piece.from && last->until == piece.until) {
        last->count++;
        return STATUS_OK;
    }
    status = mem_grow((void **)&depot->pieces, &depot->piece_room, (int64_t)depot->n_pieces + 1,
                      sizeof *depot->pieces);
    if (status == STATUS_OK)
        depot->pieces[depot->n_pieces++] = piece;
    return status;
}

/* Adds what is left of a unit's @p time; rooms and devices that fixed visits of session @p sharing
 * keep are left. */
static Status add_unit(Depot *depot, const Keep *time, int32_t sharing)
{
    int32_t from_min = time->from_min;
    Status status = STATUS_OK;

    for (int32_t i = keeps_first(&depot->keeps, time->kind, time->unit, time->date);
         i < depot->keeps.count; i++) {
        const Keep *keep = &depot->keeps.keeps[i];

        if (keep->kind != time->kind || keep->unit != time->unit || keep->date != time->date ||
            keep->from_min >= time->until_min)
            break;
        if (keep->until_min <= from_min ||
            (sharing >= 0 && keep->shift == sharing && keep->kind != UNIT_PROVIDER))
            continue;
        TRY(add_piece(depot, from_min, keep->from_min));
        from_min = keep->until_min;
    }
    TRY(add_piece(depot, from_min, time->until_min));
done:
    return status;
}

/* Persons of a role at a site; sessions of one person that meet are one time. */
static Status gather_persons(Depot *depot, int32_t pool, int32_t date)
{
    const Rows *rows = &depot->sessions;
    int32_t key = pool * depot->facts->days + date;
    Status status = STATUS_OK;

    for (int32_t i = rows->begin[key]; i < rows->begin[key + 1];) {
        const Shift *shift = &depot->hours->shifts[rows->row[i]];
        Keep time = {UNIT_PROVIDER, shift->provider, date, shift->start_min, shift->end_min, -1};

        for (i++; i < rows->begin[key + 1]; i++) {
            shift = &depot->hours->shifts[rows->row[i]];
            if (shift->provider != time.unit || shift->start_min != time.until_min)
                break;
            time.until_min = shift->end_min;
        }
        TRY(add_unit(depot, &time, -1));
    }
done:
    return status;
}

static Status gather_units(Depot *depot, int32_t kind, int32_t pool, int32_t date, int32_t sharing)
{
    const Rows *rows = &depot->keeps.units[kind];
    Status status = STATUS_OK;

    for (int32_t i = rows->begin[pool]; i < rows->begin[pool + 1]; i++) {
        Keep time = {.kind = kind, .unit = rows->row[i], .date = date};

        hours_open(depot->facts, kind, time.unit, &time.from_min, &time.until_min);
        TRY(add_unit(depot, &time, sharing));
    }
done:
    return status;
}

/* Nobody is there while the site is closed. */
static void close_site(const Depot *depot, int32_t site, int32_t date, int16_t *ends)
{
    int32_t slot = depot->facts->slot_min;
    const Pause *pause = hours_closure(depot->hours, CLOSURE_SITE, site, date, 0, DAY_MIN);

    while (pause) {
        int32_t from = pause->start_min / slot, until = pause->end_min / slot;

        for (int32_t i = 0; i < depot->slots && i < until; i++)
            if (i >= from)
                ends[i] = 0;
            else if (ends[i] > from)
                ends[i] = (int16_t)from;
        pause = hours_closure(depot->hours, CLOSURE_SITE, site, date, pause->end_min, DAY_MIN);
    }
}

static int longest_first(const void *left, const void *right)
{
    const Piece *a = left, *b = right;

    return order_int(b->until, a->until);
}

static Status draw_line(Depot *depot, const Demand *demand, int32_t site, int32_t date,
                        int32_t sharing, int16_t *ends)
{
    int32_t pool = demand->code * depot->facts->clinic->sites.rows + site;
    Status status = STATUS_OK;

    depot->n_pieces = 0;
    TRY(demand->kind == UNIT_PROVIDER ? gather_persons(depot, pool, date)
                                      : gather_units(depot, demand->kind, pool, date, sharing));
    if (depot->n_pieces > 1)
        qsort(depot->pieces, (size_t)depot->n_pieces, sizeof *depot->pieces, longest_first);
    for (int32_t i = 0; i < depot->slots; i++) {
        depot->missing[i] = demand->count;
        ends[i] = 0;
    }
    for (int32_t k = 0; k < depot->n_pieces; k++) {
        const Piece *piece = &depot->pieces[k];

        for (int32_t i = piece->from; i < piece->until; i++) {
            if (depot->missing[i] > 0 && depot->missing[i] <= piece->count)
                ends[i] = (int16_t)piece->until;
            depot->missing[i] -= piece->count;
        }
    }
    close_site(depot, site, date, ends);
done:
    return status;
}

static bool is_equal(const Depot *depot, const int16_t *a, const int16_t *b)
{
    for (int32_t i = 0; i < depot->slots; i++)
        if (a[i] != b[i])
            return false;
    return true;
}

/* The line that all but sharing sessions ask for; most are that of the day before. */
static Status find_line(Depot *depot, int32_t demand, int32_t site, int32_t date,
                        const int16_t **out)
{
    int64_t at =
        ((int64_t)demand * depot->facts->clinic->sites.rows + site) * depot->facts->days + date;
    int32_t last = date > 0 ? depot->lines[at - 1] : UNKNOWN;
    int16_t *line;
    Status status = STATUS_OK;

    if (depot->lines[at] == UNKNOWN) {
        TRY(mem_grow((void **)&depot->ends, &depot->line_room, (int64_t)depot->n_lines + 1,
                     (size_t)depot->slots * sizeof *depot->ends));
        line = depot->ends + (int64_t)depot->n_lines * depot->slots;
        TRY(draw_line(depot, &depot->demands[demand], site, date, -1, line));
        depot->lines[at] = last;
        if (last == UNKNOWN || !is_equal(depot, line, depot->ends + (int64_t)last * depot->slots))
            depot->lines[at] = depot->n_lines++;
    }
    *out = depot->ends + (int64_t)depot->lines[at] * depot->slots;
done:
    return status;
}

/* Leaves of @p starts those for which the line is long enough for all of the row's time. */
static void sieve(const Depot *depot, const Part *part, const int16_t *line, DayStarts *starts)
{
    int32_t slot = depot->facts->slot_min;

    for (int32_t i = 0; i < depot->slots; i++) {
        int32_t from = i + part->from_min / slot, until = i + part->until_min / slot;

        if (from < depot->slots && line[from] < (until < depot->slots ? until : depot->slots))
            starts->words[i / 64] &= ~(UINT64_C(1) << (i % 64));
    }
}

Status depot_starts(Depot *depot, int32_t type, double factor, int32_t mode, int32_t shift,
                    DayStarts *out)
{
    const Shift *session = &depot->hours->shifts[shift];
    Status status = STATUS_OK;

    for (int32_t word = 0; word < START_WORDS; word++)
        out->words[word] = UINT64_MAX;
    for (int32_t i = 0; i < rows_count(&depot->facts->parts, type); i++) {
        Part part = facts_part(depot->facts, type, i, factor);
        int32_t demand = depot->demand[part.activity];
        const int16_t *line = depot->own;

        if (i == depot->facts->lead[type] || !facts_holds(mode, part.kind))
            continue;
        if (depot_shares(depot, shift))
            TRY(draw_line(depot, &depot->demands[demand], session->site, session->date, shift,
                          depot->own));
        else
            TRY(find_line(depot, demand, session->site, session->date, &line));
        sieve(depot, &part, line, out);
    }
done:
    return status;
}
