#include "model/audit/certify_share.h"

#include "model/base/memory.h"

void shares_open(Shares *shares, const Lanes *lanes, int32_t start_min)
{
    shares->lanes = lanes;
    shares->start_min = start_min;
    shares->n_rows = shares->n_kits = shares->n_grips = shares->widest = 0;
    shares->slots = shares->longest = 0;
}

void shares_clear(Shares *shares)
{
    mem_free(shares->rows);
    mem_free(shares->kits);
    mem_free(shares->grips);
    mem_free(shares->costs);
    *shares = (Shares){0};
}

static bool same_row(const KitRow *a, const KitRow *b)
{
    return a->lane == b->lane && a->from_min == b->from_min && a->until_min == b->until_min &&
           a->count == b->count && a->paid == b->paid;
}

/* True when the @p count rows from @p first on are the last rows that were added. */
static bool are_last(const Shares *shares, int32_t first, int32_t count, int32_t added)
{
    if (count != added)
        return false;
    for (int32_t i = 0; i < count; i++)
        if (!same_row(&shares->rows[first + i], &shares->rows[shares->n_rows - added + i]))
            return false;
    return true;
}

/* Adds a row among the last @p sorted ones, which are in order. */
static Status add_row(Shares *shares, KitRow row, int32_t sorted)
{
    int32_t at = shares->n_rows, first = at - sorted;
    Status status =
        mem_grow((void **)&shares->rows, &shares->room[0], (int64_t)at + 1, sizeof *shares->rows);

    if (status != STATUS_OK)
        return status;
    for (; at > first; at--) {
        const KitRow *before = &shares->rows[at - 1];

        if (before->lane < row.lane ||
            (before->lane == row.lane && before->from_min <= row.from_min))
            break;
        shares->rows[at] = *before;
    }
    shares->rows[at] = row;
    shares->n_rows++;
    return STATUS_OK;
}

/* The number of the grip that is the last @p added rows: they stay only if it is a new one. */
static Status find_grip(Shares *shares, int32_t added, int32_t *out)
{
    Status status;

    for (*out = 0; *out < shares->n_grips; (*out)++)
        if (are_last(shares, shares->grips[*out].first, shares->grips[*out].count, added)) {
            shares->n_rows -= added;
            return STATUS_OK;
        }
    status = mem_grow((void **)&shares->grips, &shares->room[1], (int64_t)shares->n_grips + 1,
                      sizeof *shares->grips);
    if (status == STATUS_OK)
        shares->grips[shares->n_grips++] = (Grip){shares->n_rows - added, added};
    return status;
}

/* The grip of a kit whose lead has @p minutes. */
static Status make_grip(Shares *shares, Kit *kit, int32_t minutes)
{
    Status status = STATUS_OK;

    for (int32_t i = 0; i < kit->count; i++) {
        KitRow row = shares->rows[kit->first + i];

        row.from_min = row.from_min > 0 ? row.from_min - minutes : SINCE_EVER;
        row.until_min -= minutes;
        row.paid = true;
        TRY(add_row(shares, row, i));
    }
    TRY(find_grip(shares, kit->count, &kit->grip));
done:
    return status;
}

Status shares_kit(Shares *shares, const Bill *bill, int32_t offset_min, int32_t minutes,
                  bool persons, int32_t *kit)
{
    Kit own = {.first = shares->n_rows, .count = bill->count};
    int32_t length = minutes / shares->lanes->facts->slot_min;
    Status status = STATUS_OK;

    shares->longest = length > shares->longest ? length : shares->longest;
    for (int32_t i = 0; i < bill->count; i++) {
        const BillLine *line = &bill->lines[i];
        KitRow row = {.lane = line->lane,
                      .from_min = line->from_min - offset_min,
                      .until_min = line->until_min - offset_min,
                      .count = line->count,
                      .paid = persons || line->lane->kind != UNIT_PROVIDER};

        TRY(add_row(shares, row, i));
    }
    TRY(make_grip(shares, &own, minutes));
    for (*kit = 0; *kit < shares->n_kits; (*kit)++) {
        const Kit *other = &shares->kits[*kit];

        if (other->grip == own.grip && are_last(shares, other->first, other->count, own.count)) {
            shares->n_rows -= own.count;
            return STATUS_OK;
        }
    }
    TRY(mem_grow((void **)&shares->kits, &shares->room[2], (int64_t)shares->n_kits + 1,
                 sizeof *shares->kits));
    shares->kits[shares->n_kits++] = own;
    shares->widest = own.count > shares->widest ? own.count : shares->widest;
done:
    return status;
}

Status shares_lay_out(Shares *shares, int32_t slots)
{
    int64_t count = (int64_t)shares->n_kits * slots * shares->n_grips * shares->longest;
    Status status =
        mem_grow((void **)&shares->costs, &shares->room[3], count, sizeof *shares->costs);

    if (status != STATUS_OK)
        return status;
    shares->slots = slots;
    for (int64_t i = 0; i < count; i++)
        shares->costs[i] = NAN;
    return STATUS_OK;
}

/* Adds to *@p held what @p row holds at @p from_min, its times counted from @p base_min. *@p
 * until_min is no later than that changes. */
static void look_at(const KitRow *row, int32_t base_min, int32_t from_min, int32_t *held,
                    int32_t *until_min)
{
    int32_t begin = base_min + row->from_min, end = base_min + row->until_min;

    if (begin <= from_min && from_min < end)
        *held += row->count;
    if (begin > from_min && begin < *until_min)
        *until_min = begin;
    if (end > from_min && end < *until_min)
        *until_min = end;
}

static int32_t beyond(int32_t count, int32_t held)
{
    return count > held ? count - held : 0;
}

/* What row number @p number of a kit, which begins at @p first and whose lead does so at
 * @p lead_min, adds to the cost of the rows before it, where units that rows of @p grip hold, whose
 * lead ends at @p free_min, are free. Rows of one lane follow each other. */
static double row_cost(const Shares *shares, int32_t first, int32_t number, int32_t lead_min,
                       const Grip *grip, int32_t free_min)
{
    const KitRow *row = &shares->rows[number];
    int32_t end = lead_min + row->until_min, until;
    double cost = 0.0;

    for (int32_t from = lead_min + row->from_min; from < end; from = until) {
        int32_t own = 0, held = 0, count;

        until = end;
        for (int32_t i = number - 1; i >= first && shares->rows[i].lane == row->lane; i--)
            look_at(&shares->rows[i], lead_min, from, &own, &until);
        for (int32_t i = grip->first; i < grip->first + grip->count; i++)
            if (shares->rows[i].lane == row->lane)
                look_at(&shares->rows[i], free_min, from, &held, &until);
        count = beyond(own + row->count, held) - beyond(own, held);
        cost += count * lanes_span(shares->lanes, row->lane, from, until);
    }
    return cost;
}

static double find_cost(const Shares *shares, const Kit *kit, int32_t v, const Grip *grip,
                        int32_t left)
{
    int32_t slot = shares->lanes->facts->slot_min, lead_min = shares->start_min + v * slot;
    double cost = 0.0;

    for (int32_t i = kit->first; i < kit->first + kit->count; i++)
        if (shares->rows[i].paid)
            cost += row_cost(shares, kit->first, i, lead_min, grip, lead_min + left * slot);
    return cost;
}

double shares_cost(Shares *shares, int32_t kit, int32_t v, int32_t grip, int32_t left)
{
    int64_t at = (int64_t)kit * shares->slots + v;
    double *cost = &shares->costs[(at * shares->n_grips + grip) * shares->longest + left - 1];

    if (isnan(*cost))
        *cost = find_cost(shares, &shares->kits[kit], v, &shares->grips[grip], left);
    return *cost;
}

/* Of each row the cost is added piece by piece, cut where one of the others begins or ends. */
double shares_roundings(const Shares *shares)
{
    double rows = shares->widest;

    return rows * (1.0 + 4.0 * rows);
}
