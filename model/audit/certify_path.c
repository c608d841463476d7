/* The state before a start at slot v: the phase (0: nothing served yet, 1: served and more to come,
 * 2: the last service has begun), how many slots the running item that ends last still takes (0:
 * all is free), and that item's kin. Time between starts is not paid as it passes: the first
 * service gains its own slot's time, the last one loses it, which is the difference.
 *
 * Each transition takes the larger of two sums. Rounding is monotone, so the result is not below
 * the rounded sum of the best path, and that is off by what its own additions lost.
 */
#include "model/audit/certify_path.h"

#include <math.h>

#include "model/base/memory.h"

enum { N_PHASES = 3, N_ROWS = 4 };

/* All items of one slot with the same length, kin and duty: what is best of each. */
typedef struct Move {
    int32_t length, kin;
    int32_t bit;                      /* of an item that must be taken, else 0 */
    double alone_last, alone_inner;   /* less units */
    double second_last, second_inner; /* as they are */
} Move;

struct PathWork {
    double *states;       /* owned: [slots + 1] rows */
    double *taken;        /* owned: [N_ROWS] rows, by what of a slot's duties is done */
    int32_t *begin;       /* owned, [slots + 2] into order */
    int32_t *order;       /* owned, [items] by slot */
    int32_t *musts;       /* owned, [slots + 1]: items that must be taken before the slot */
    Move *moves;          /* owned */
    int32_t room[6];      /* capacities of the six above */
    int32_t kins[N_KINS]; /* of the row's columns */
    int32_t column[N_KINS];
    int32_t n_kins, longest, width; /* width of a row */
    int32_t slots, n_moves, n_musts;
    const PathRules *rules;
};

Status path_work_new(PathWork **out)
{
    *out = MEM_NEW(PathWork, 1);
    return *out ? STATUS_OK : STATUS_NO_MEMORY;
}

void path_work_free(PathWork *work)
{
    if (!work)
        return;
    mem_free(work->states);
    mem_free(work->taken);
    mem_free(work->begin);
    mem_free(work->order);
    mem_free(work->musts);
    mem_free(work->moves);
    mem_free(work);
}

static bool may_overlap(int32_t kin)
{
    return kin >= KIN_PLACE;
}

static bool is_place(int32_t kin)
{
    return kin == KIN_PLACE || kin == KIN_ALONE_PLACE;
}

static double chance_of(int32_t kin)
{
    return kin == KIN_PLACE ? 1.0 : (kin - KIN_SERVICE) / 2 / 8.0;
}

/* The state of @p row with @p left slots to run of an item of kin column @p column. */
static double *cell(const PathWork *work, double *row, int32_t left, int32_t column)
{
    return row + (left == 0 ? 0 : (1 + (left - 1) * work->n_kins + column) * N_PHASES);
}

static double *row_at(const PathWork *work, int32_t slot)
{
    return work->states + (int64_t)slot * work->width;
}

static void raise_to(double *state, double value)
{
    if (value > *state)
        *state = value;
}

/* Finds the columns of a row, and sorts items by slot. */
static Status lay_out(PathWork *work, const PathItem *items, int32_t count, int32_t slots)
{
    Status status = STATUS_OK;

    work->slots = slots;
    work->n_kins = work->longest = 0;
    for (int32_t kin = 0; kin < N_KINS; kin++)
        work->column[kin] = -1;
    TRY(mem_grow((void **)&work->begin, &work->room[2], (int64_t)slots + 2, sizeof *work->begin));
    TRY(mem_grow((void **)&work->order, &work->room[3], count, sizeof *work->order));
    TRY(mem_grow((void **)&work->musts, &work->room[4], (int64_t)slots + 1, sizeof *work->musts));
    TRY(mem_grow((void **)&work->moves, &work->room[5], count, sizeof *work->moves));
    for (int32_t v = 0; v < slots + 2; v++)
        work->begin[v] = 0;
    for (int32_t v = 0; v <= slots; v++)
        work->musts[v] = 0;
    for (int32_t i = 0; i < count; i++) {
        work->begin[items[i].at + 2]++;
        work->musts[items[i].at + 1] += items[i].must;
        if (!may_overlap(items[i].kin))
            continue;
        if (items[i].length > work->longest)
            work->longest = items[i].length;
        if (work->column[items[i].kin] < 0) {
            work->kins[work->n_kins] = items[i].kin;
            work->column[items[i].kin] = work->n_kins++;
        }
    }
    for (int32_t v = 0; v < slots; v++) {
        work->begin[v + 1] += work->begin[v];
        work->musts[v + 1] += work->musts[v];
    }
    work->begin[slots + 1] += work->begin[slots];
    for (int32_t i = 0; i < count; i++)
        work->order[work->begin[items[i].at + 1]++] = i;
    work->width = (1 + work->longest * work->n_kins) * N_PHASES;
    TRY(mem_grow((void **)&work->states, &work->room[0], ((int64_t)slots + 1) * work->width,
                 sizeof *work->states));
    TRY(mem_grow((void **)&work->taken, &work->room[1], (int64_t)N_ROWS * work->width,
                 sizeof *work->taken));
    for (int64_t i = 0; i < ((int64_t)slots + 1) * work->width; i++)
        work->states[i] = -INFINITY;
    work->states[0] = 0.0;
done:
    return status;
}

static Move move_of(const PathItem *item, int32_t bit)
{
    return (Move){.length = item->length,
                  .kin = item->kin,
                  .bit = bit,
                  .alone_last = item->last - item->units,
                  .alone_inner = item->inner - item->units,
                  .second_last = item->last,
                  .second_inner = item->inner};
}

/* The items of slot @p v as moves. */
static void list_moves(PathWork *work, const PathItem *items, int32_t v)
{
    work->n_moves = work->n_musts = 0;
    for (int32_t i = work->begin[v]; i < work->begin[v + 1]; i++) {
        const PathItem *item = &items[work->order[i]];
        Move move = move_of(item, item->must ? 1 << work->n_musts : 0);
        int32_t at = 0;

        work->n_musts += item->must;
        if (work->n_musts > 2)
            return; /* three cannot start at once */
        while (at < work->n_moves &&
               (move.bit != 0 || work->moves[at].bit != 0 || work->moves[at].kin != move.kin ||
                work->moves[at].length != move.length))
            at++;
        if (at == work->n_moves) {
            work->moves[work->n_moves++] = move;
            continue;
        }
        raise_to(&work->moves[at].alone_last, move.alone_last);
        raise_to(&work->moves[at].alone_inner, move.alone_inner);
        raise_to(&work->moves[at].second_last, move.second_last);
        raise_to(&work->moves[at].second_inner, move.second_inner);
    }
}

/* Takes an item at slot @p v from the three phases of @p from to those of @p to. */
static void take(const PathWork *work, int32_t v, int32_t kin, const double *from, double *to,
                 double last, double inner)
{
    double idle = work->rules->idle_cost * work->rules->slot_min * v;

    if (is_place(kin)) {
        for (int phase = 0; phase < N_PHASES; phase++)
            raise_to(&to[phase], from[phase] + last);
        return;
    }
    raise_to(&to[1], from[0] + (inner + idle));
    raise_to(&to[1], from[1] + inner);
    raise_to(&to[2], from[0] + last);
    raise_to(&to[2], from[1] + (last - idle));
}

/* No duty lies between the slots @p v and @p until. */
static bool passes_nothing(const PathWork *work, int32_t v, int32_t until)
{
    return until <= v + 1 || work->musts[until] == work->musts[v + 1];
}

static double *row_of(const PathWork *work, int32_t v, int32_t done)
{
    return done == 0 ? row_at(work, v) : work->taken + (int64_t)done * work->width;
}

/* Starts while nothing runs. */
static void start_alone(const PathWork *work, int32_t v, int32_t duty)
{
    const double *from = row_at(work, v);

    for (int32_t i = 0; i < work->n_moves; i++) {
        const Move *move = &work->moves[i];
        int32_t end = v + move->length;

        if (may_overlap(move->kin))
            take(work, v, move->kin, from,
                 cell(work, row_of(work, v, move->bit), move->length, work->column[move->kin]),
                 move->alone_last, move->alone_inner);
        else if (move->bit == duty && passes_nothing(work, v, end))
            take(work, v, move->kin, from, row_at(work, end), move->alone_last, move->alone_inner);
    }
}

/* Minutes that a service of kin @p kin is sure to run of @p slots planned ones, in the mean. */
static double sure_minutes(const PathWork *work, int32_t kin, int32_t slots)
{
    double minutes = (double)slots * work->rules->slot_min;

    return (kin - KIN_SERVICE) % 2 == 1 ? minutes - 0.5 : minutes;
}

/* What starting at slot @p v after an item of kin @p first that runs on for @p left slots costs;
 * INFINITY: may not be. If both come, the second waits for the first, and works past the end of the
 * session if there is not time for both. */
static double toll(const PathWork *work, int32_t v, int32_t first, const Move *second, int32_t left)
{
    const PathRules *rules = work->rules;
    double both = chance_of(first) * chance_of(second->kin), wait_min, past_min;

    if (both > rules->collision_max + 1e-9)
        return INFINITY;
    if (is_place(first) || is_place(second->kin))
        return rules->overlap_price;
    wait_min = sure_minutes(work, first, left);
    past_min = wait_min + sure_minutes(work, second->kin, second->length) -
               (double)(work->slots - v) * rules->slot_min;
    return rules->overlap_price +
           both * (rules->wait_cost * wait_min + rules->overtime_cost * fmax(0.0, past_min));
}

/* Idle time before the end of an item of kin @p first, if it comes, when the one after it is the
 * last and does not. */
static double lull(const PathWork *work, int32_t first, const Move *second, int32_t left)
{
    if (is_place(first) || is_place(second->kin))
        return 0.0;
    return work->rules->idle_cost * chance_of(first) * sure_minutes(work, first, left);
}

/* Starts while an item of the column's kin runs on for @p left slots. */
static void start_second(const PathWork *work, int32_t v, int32_t done, int32_t duty, int32_t left,
                         int32_t column)
{
    const double *from = cell(work, row_of(work, v, done), left, column);

    if (!(fmax(fmax(from[0], from[1]), from[2]) > -INFINITY))
        return;
    for (int32_t i = 0; i < work->n_moves; i++) {
        const Move *move = &work->moves[i];
        int32_t shared = move->length < left ? move->length : left;
        int32_t rest = move->length < left ? left - move->length : move->length - left;
        double cost;

        if (!may_overlap(move->kin) || (done & move->bit) != 0 || (done | move->bit) != duty ||
            !passes_nothing(work, v, v + shared))
            continue;
        cost = toll(work, v, work->kins[column], move, left);
        if (cost < INFINITY)
            take(work, v, move->kin, from,
                 cell(work, row_at(work, v + shared), rest,
                      move->length < left ? column : work->column[move->kin]),
                 move->second_last - cost - lull(work, work->kins[column], move, left),
                 move->second_inner - cost);
    }
}

/* Lets a slot go by in which all duties are done. */
static void pass(const PathWork *work, int32_t v, int32_t duty)
{
    double *from = row_of(work, v, duty), *to = row_at(work, v + 1);

    for (int phase = 0; phase < N_PHASES; phase++)
        raise_to(&to[phase], from[phase]);
    for (int32_t left = 1; left <= work->longest; left++)
        for (int32_t column = 0; column < work->n_kins; column++)
            for (int phase = 0; phase < N_PHASES; phase++)
                raise_to(&cell(work, to, left - 1, column)[phase],
                         cell(work, from, left, column)[phase]);
}

Status path_best(PathWork *work, const PathItem *items, int32_t count, int32_t slots,
                 const PathRules *rules, double *best)
{
    Status status = lay_out(work, items, count, slots);

    if (status != STATUS_OK)
        return status;
    work->rules = rules;
    *best = -INFINITY;
    for (int32_t v = 0; v < slots; v++) {
        int32_t duty;

        list_moves(work, items, v);
        if (work->n_musts > 2)
            return STATUS_OK;
        duty = (1 << work->n_musts) - 1;
        for (int64_t i = work->width; i < (int64_t)(duty + 1) * work->width; i++)
            work->taken[i] = -INFINITY;
        start_alone(work, v, duty);
        for (int32_t done = 0; done <= duty; done++)
            for (int32_t left = 1; left <= work->longest; left++)
                for (int32_t column = 0; column < work->n_kins; column++)
                    start_second(work, v, done, duty, left, column);
        pass(work, v, duty);
    }
    *best = fmax(row_at(work, slots)[0], row_at(work, slots)[2]);
    return STATUS_OK;
}

double path_doubt(int32_t slots, bool overlaps, double largest)
{
    /* So many services at most; the worth of each is made of some fifteen numbers, and added with
     * two additions to what all before it are worth, three numbers each. */
    double services = overlaps ? 2.0 * slots : slots;

    return 0x1p-53 * services * (24.0 + 6.0 * services) * largest;
}
