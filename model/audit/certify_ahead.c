/* From the end of the session backwards. Each cell is the largest of sums, of which each adds one
 * number or two to what follows. */
#include "model/audit/certify_ahead.h"

#include "model/base/memory.h"

typedef struct Filler {
    Ahead *ahead;
    const Moves *moves;
    const PathRules *rules;
    bool waits;
    int32_t v, duty; /* the slot, and all that must be taken there */
    double idle;     /* cost of time from the session's start to the slot */
} Filler;

void ahead_clear(Ahead *ahead)
{
    mem_free(ahead->cells);
    mem_free(ahead->first_row);
    mem_free(ahead->column);
    mem_free(ahead->runners);
    *ahead = (Ahead){0};
}

/* Marks the columns of what may run on. */
static void mark_columns(Ahead *ahead, const Moves *moves)
{
    for (int32_t i = 0; i < moves->n_moves; i++)
        for (int32_t way = 0; way < N_WAYS && moves->moves[i].overlaps; way++) {
            Choices list = moves->moves[i].ways[way];

            for (int32_t k = list.first; k < list.first + list.count; k++)
                ahead->column[moves->moves[i].grip * N_GROUPS + moves->choices[k].group] = 0;
        }
}

static double least_chance(const Moves *moves, int32_t group)
{
    return group < N_BANDS
               ? band_chance(group)
               : fmax(band_chance(group - N_BANDS), nextafter(moves->likeliest, INFINITY));
}

static Status find_columns(Ahead *ahead, const Moves *moves)
{
    int32_t most = moves->n_grips * N_GROUPS;
    Status status = STATUS_OK;

    TRY(mem_grow((void **)&ahead->column, &ahead->room[2], most, sizeof *ahead->column));
    TRY(mem_grow((void **)&ahead->runners, &ahead->room[3], most, sizeof *ahead->runners));
    ahead->n_columns = 0;
    for (int32_t i = 0; i < most; i++)
        ahead->column[i] = -1;
    mark_columns(ahead, moves);
    for (int32_t i = 0; i < most; i++) {
        int32_t group = i % N_GROUPS;

        if (ahead->column[i] < 0)
            continue;
        ahead->column[i] = ahead->n_columns;
        ahead->runners[ahead->n_columns++] =
            (Runner){least_chance(moves, group), group, i / N_GROUPS};
    }
done:
    return status;
}

static Status lay_out(Ahead *ahead, const Moves *moves)
{
    int32_t rows = 0;
    Status status = STATUS_OK;

    TRY(find_columns(ahead, moves));
    ahead->width = (1 + moves->longest * ahead->n_columns) * N_PHASES;
    TRY(mem_grow((void **)&ahead->first_row, &ahead->room[1], (int64_t)moves->slots + 1,
                 sizeof *ahead->first_row));
    for (int32_t v = 0; v <= moves->slots; v++) {
        ahead->first_row[v] = rows;
        rows += v < moves->slots ? moves_duty(moves, v) + 1 : 1;
    }
    TRY(mem_grow((void **)&ahead->cells, &ahead->room[0], (int64_t)rows * ahead->width,
                 sizeof *ahead->cells));
    for (int64_t i = 0; i < (int64_t)rows * ahead->width; i++)
        ahead->cells[i] = -INFINITY;
done:
    return status;
}

/* The cells of the three phases. */
static double *cell(const Ahead *ahead, int32_t v, int32_t done, int32_t left, int32_t column)
{
    int32_t at = left == 0 ? 0 : 1 + (left - 1) * ahead->n_columns + column;

    return ahead->cells + (int64_t)(ahead->first_row[v] + done) * ahead->width + at * N_PHASES;
}

static void raise_to(double *most, double value)
{
    if (value > *most)
        *most = value;
}

static void raise_all(double *to, const double *from)
{
    for (int32_t phase = 0; phase < N_PHASES; phase++)
        raise_to(&to[phase], from[phase]);
}

/* Takes an item worth @p worth, before what may follow it at @p next. */
static void take(const Filler *f, bool place, bool last, double worth, const double *next,
                 double *to)
{
    if (place) {
        for (int32_t phase = 0; phase < N_PHASES && last; phase++)
            raise_to(&to[phase], worth + next[phase]);
    } else if (last) {
        raise_to(&to[PHASE_BEFORE], worth + next[PHASE_AFTER]);
        raise_to(&to[PHASE_AMID], worth - f->idle + next[PHASE_AFTER]);
    } else {
        raise_to(&to[PHASE_BEFORE], worth + f->idle + next[PHASE_AMID]);
        raise_to(&to[PHASE_AMID], worth + next[PHASE_AMID]);
    }
}

static void start_alone(const Filler *f, const Move *move, double *to)
{
    int32_t end = f->v + move->length;

    if (!move->overlaps && (move->bit != f->duty || !moves_pass(f->moves, f->v, end)))
        return;
    for (int32_t way = ALONE_LAST; way <= ALONE_INNER; way++) {
        Choices list = move->ways[way];

        for (int32_t i = list.first; i < list.first + list.count; i++) {
            const Choice *choice = &f->moves->choices[i];
            const double *next = move->overlaps
                                     ? cell(f->ahead, f->v, move->bit, move->length,
                                            ahead_column(f->ahead, move->grip, choice->group))
                                     : cell(f->ahead, end, 0, 0, 0);

            take(f, move->place, way == ALONE_LAST, choice->worth, next, to);
        }
    }
}

/* What the wait for @p first, which runs on for @p left slots, costs @p second at least: the mean
 * of a law on whole minutes is never half a minute below the plan. */
static double least_wait(const Filler *f, const Runner *first, int32_t left, const Choice *second,
                         bool last)
{
    double minutes = (double)left * f->rules->slot_min - (f->moves->varies ? 0.5 : 0.0);

    if (!f->waits || first->group == PLACE_BAND || second->group == PLACE_BAND)
        return 0.0;
    return first->chance * minutes *
           (second->chance * f->rules->wait_cost + (last ? f->rules->idle_cost : 0.0));
}

/* While an item of the column runs on for @p left slots; it comes at least with the chance that the
 * column tells. */
static void start_second(const Filler *f, const Move *move, int32_t left, int32_t column,
                         double *to)
{
    int32_t shared = move->length < left ? move->length : left;
    int32_t rest = move->length < left ? left - move->length : move->length - left;
    const Runner *first = &f->ahead->runners[column];
    double units;

    if (!moves_pass(f->moves, f->v, f->v + shared))
        return;
    units = second_cost(f->rules, move, f->v, first->grip, left);
    for (int32_t way = SECOND_LAST; way <= SECOND_INNER; way++) {
        Choices list = move->ways[way];

        for (int32_t i = list.first; i < list.first + list.count; i++) {
            const Choice *choice = &f->moves->choices[i];
            int32_t runs =
                move->length < left ? column : ahead_column(f->ahead, move->grip, choice->group);
            bool last = way == SECOND_LAST;
            double toll = overlap_toll(f->rules, first->chance, choice->chance);

            if (toll < INFINITY)
                take(f, move->place, last,
                     choice->worth - units - toll - least_wait(f, first, left, choice, last),
                     cell(f->ahead, f->v + shared, 0, rest, runs), to);
        }
    }
}

static void fill_running(const Filler *f, int32_t done)
{
    const Moves *moves = f->moves;

    for (int32_t left = 1; left <= moves->longest && f->v + left <= moves->slots; left++)
        for (int32_t column = 0; column < f->ahead->n_columns; column++) {
            double *to = cell(f->ahead, f->v, done, left, column);

            if (done == f->duty)
                raise_all(to, cell(f->ahead, f->v + 1, 0, left - 1, column));
            for (int32_t i = moves->begin[f->v]; i < moves->begin[f->v + 1]; i++) {
                const Move *move = &moves->moves[i];

                if (move->overlaps && (done & move->bit) == 0 && (done | move->bit) == f->duty)
                    start_second(f, move, left, column, to);
            }
        }
}

Status ahead_fill(Ahead *ahead, const Moves *moves, const PathRules *rules, bool waits)
{
    Status status = lay_out(ahead, moves);
    double *end;

    if (status != STATUS_OK)
        return status;
    end = cell(ahead, moves->slots, 0, 0, 0);
    end[PHASE_BEFORE] = end[PHASE_AFTER] = 0.0;
    for (int32_t v = moves->slots - 1; v >= 0; v--) {
        const Filler f = {.ahead = ahead,
                          .moves = moves,
                          .rules = rules,
                          .waits = waits,
                          .v = v,
                          .duty = moves_duty(moves, v),
                          .idle = rules->idle_cost * rules->slot_min * v};
        double *to = cell(ahead, v, 0, 0, 0);

        for (int32_t done = f.duty; done >= 0; done--)
            fill_running(&f, done);
        if (f.duty == 0)
            raise_all(to, cell(ahead, v + 1, 0, 0, 0));
        for (int32_t i = moves->begin[v]; i < moves->begin[v + 1]; i++)
            start_alone(&f, &moves->moves[i], to);
    }
    return STATUS_OK;
}
