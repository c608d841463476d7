#include "model/audit/certify_move.h"

#include "model/base/memory.h"

void moves_clear(Moves *moves)
{
    mem_free(moves->moves);
    mem_free(moves->begin);
    mem_free(moves->order);
    mem_free(moves->home);
    mem_free(moves->musts);
    mem_free(moves->choices);
    *moves = (Moves){0};
}

static void note(Moves *moves, const PathItem *item)
{
    if (item->overlaps && item->length > moves->longest)
        moves->longest = item->length;
    if (item->length < moves->shortest)
        moves->shortest = item->length;
    if (item->place || !(item->chance > 0.0))
        return;
    moves->varies |= item->law != NULL;
    moves->delays |= item->law || item->overlaps;
}

/* Puts the items of a slot into the order of their chances; they mostly are. */
static void sort_chances(const PathItem **order, int32_t count)
{
    for (int32_t i = 1; i < count; i++) {
        const PathItem *item = order[i];
        int32_t at = i;

        for (; at > 0 && order[at - 1]->chance > item->chance; at--)
            order[at] = order[at - 1];
        order[at] = item;
    }
}

static Status make_room(Moves *moves, int32_t count)
{
    Status status = STATUS_OK;

    TRY(mem_grow((void **)&moves->begin, &moves->room[1], (int64_t)moves->slots + 2,
                 sizeof *moves->begin));
    TRY(mem_grow((void **)&moves->order, &moves->room[2], count, sizeof *moves->order));
    TRY(mem_grow((void **)&moves->home, &moves->room[4], count, sizeof *moves->home));
    TRY(mem_grow((void **)&moves->musts, &moves->room[3], (int64_t)moves->slots + 1,
                 sizeof *moves->musts));
done:
    return status;
}

/* Sorts items by slot and chance; begin is where those of the slot begin, until moves take their
 * places. */
static Status sort_items(Moves *moves, const PathItem *items, int32_t count)
{
    int32_t slots = moves->slots;
    Status status = make_room(moves, count);

    if (status != STATUS_OK)
        return status;
    for (int32_t v = 0; v <= slots; v++)
        moves->begin[v] = moves->musts[v] = 0;
    moves->begin[slots + 1] = 0;
    for (int32_t i = 0; i < count; i++) {
        moves->begin[items[i].at + 2]++;
        moves->musts[items[i].at + 1] += items[i].must;
        note(moves, &items[i]);
    }
    for (int32_t v = 0; v < slots; v++) {
        moves->hopeless |= moves->musts[v + 1] > 2; /* three cannot start at once */
        moves->begin[v + 1] += moves->begin[v];
        moves->musts[v + 1] += moves->musts[v];
    }
    moves->begin[slots + 1] += moves->begin[slots];
    for (int32_t i = 0; i < count; i++)
        moves->order[moves->begin[items[i].at + 1]++] = &items[i];
    for (int32_t v = 0; v < slots; v++)
        sort_chances(moves->order + moves->begin[v], moves->begin[v + 1] - moves->begin[v]);
    return STATUS_OK;
}

static bool belongs(const Move *move, const PathItem *item)
{
    return !item->must && move->bit == 0 && move->length == item->length &&
           move->law == item->law && move->overlaps == item->overlaps &&
           move->place == item->place && (!move->overlaps || move->kit == item->kit);
}

static Status open_move(Moves *moves, const PathItem *item, const Shares *shares, int32_t bit)
{
    bool known = shares && item->overlaps;
    Status status = mem_grow((void **)&moves->moves, &moves->room[0], (int64_t)moves->n_moves + 1,
                             sizeof *moves->moves);

    if (status == STATUS_OK)
        moves->moves[moves->n_moves++] = (Move){.length = item->length,
                                                .bit = bit,
                                                .law = item->law,
                                                .overlaps = item->overlaps,
                                                .place = item->place,
                                                .kit = item->kit,
                                                .grip = known ? shares->kits[item->kit].grip : 0};
    return status;
}

static int32_t group_of(const Moves *moves, const PathItem *item)
{
    if (item->place)
        return PLACE_BAND;
    return band_of(item->chance) + (item->chance > moves->likeliest ? N_BANDS : 0);
}

/* Adds an item that comes as likely as those listed before or more, unless it is worth no more. */
static void add_choice(Moves *moves, Choices *list, const PathItem *item, double worth)
{
    Choice choice = {item->chance, worth, group_of(moves, item)};
    Choice *last = list->count > 0 ? &moves->choices[list->first + list->count - 1] : NULL;

    if (!(worth > (last ? last->worth : -INFINITY)))
        return;
    if (last && !(last->chance < item->chance)) {
        *last = choice;
        return;
    }
    moves->choices[moves->n_choices++] = choice;
    list->count++;
}

static double worth_of(const PathItem *item, int32_t way)
{
    double worth = way == ALONE_LAST || way == SECOND_LAST ? item->last : item->inner;

    return way <= ALONE_INNER ? worth - item->units : worth;
}

/* Lists what move number @p number offers, of @p count items from @p first of the order on. */
static Status list_choices(Moves *moves, int32_t number, int32_t first, int32_t count)
{
    Move *move = &moves->moves[number];
    Status status = mem_grow((void **)&moves->choices, &moves->room[5],
                             moves->n_choices + (int64_t)N_WAYS * count, sizeof *moves->choices);

    if (status != STATUS_OK)
        return status;
    for (int32_t way = 0; way < N_WAYS; way++) {
        move->ways[way] = (Choices){moves->n_choices, 0};
        if (move->place && (way == ALONE_INNER || way == SECOND_INNER))
            continue;
        for (int32_t i = first; i < first + count; i++)
            if (moves->home[i] == number)
                add_choice(moves, &move->ways[way], moves->order[i],
                           worth_of(moves->order[i], way));
    }
    return STATUS_OK;
}

/* The items of a slot, @p count from @p from of the order on, as moves. */
static Status list_moves(Moves *moves, const Shares *shares, int32_t from, int32_t count)
{
    int32_t first = moves->n_moves, n_musts = 0;
    Status status = STATUS_OK;

    for (int32_t i = from; i < from + count; i++) {
        const PathItem *item = moves->order[i];
        int32_t at = first;

        while (at < moves->n_moves && !belongs(&moves->moves[at], item))
            at++;
        if (at == moves->n_moves)
            TRY(open_move(moves, item, shares, item->must ? 1 << n_musts : 0));
        n_musts += item->must;
        moves->home[i] = at;
    }
    for (int32_t i = first; i < moves->n_moves; i++)
        TRY(list_choices(moves, i, from, count));
done:
    return status;
}

Status moves_fill(Moves *moves, const PathItem *items, int32_t count, const PathRules *rules)
{
    Status status = STATUS_OK;

    moves->slots = moves->shortest = rules->slots;
    moves->likeliest = rules->collision_max + 1e-9;
    moves->n_moves = moves->n_choices = moves->longest = 0;
    moves->n_grips = rules->shares && rules->shares->n_grips > 0 ? rules->shares->n_grips : 1;
    moves->varies = moves->delays = moves->hopeless = false;
    TRY(sort_items(moves, items, count));
    for (int32_t v = 0; v < moves->slots && !moves->hopeless; v++) {
        int32_t from = moves->begin[v], until = moves->begin[v + 1];

        moves->begin[v] = moves->n_moves;
        TRY(list_moves(moves, rules->shares, from, until - from));
    }
    moves->begin[moves->slots] = moves->n_moves;
done:
    return status;
}
