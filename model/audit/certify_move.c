#include "model/audit/certify_move.h"

#include "model/base/memory.h"

void moves_clear(Moves *moves)
{
    mem_free(moves->moves);
    mem_free(moves->begin);
    mem_free(moves->order);
    mem_free(moves->musts);
    *moves = (Moves){0};
}

static void note(Moves *moves, const PathItem *item)
{
    if (item->overlaps && item->length > moves->longest)
        moves->longest = item->length;
    if (item->length < moves->shortest)
        moves->shortest = item->length;
    if (item->place || item->band == 0)
        return;
    moves->varies |= item->law != NULL;
    moves->delays |= item->law || item->overlaps;
}

/* Sorts items by slot; begin is where those of the slot begin, until moves take their places. */
static Status sort_items(Moves *moves, const PathItem *items, int32_t count)
{
    int32_t slots = moves->slots;
    Status status = STATUS_OK;

    TRY(mem_grow((void **)&moves->begin, &moves->room[1], (int64_t)slots + 2,
                 sizeof *moves->begin));
    TRY(mem_grow((void **)&moves->order, &moves->room[2], count, sizeof *moves->order));
    TRY(mem_grow((void **)&moves->musts, &moves->room[3], (int64_t)slots + 1,
                 sizeof *moves->musts));
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
        moves->order[moves->begin[items[i].at + 1]++] = i;
done:
    return status;
}

static void offer(Move *move, int32_t way, int32_t band, double worth)
{
    if (worth > move->choices[way][band].worth)
        move->choices[way][band].worth = worth;
}

static void join(Move *move, const PathItem *item)
{
    offer(move, ALONE_LAST, item->band, item->last - item->units);
    offer(move, ALONE_INNER, item->band, item->inner - item->units);
    offer(move, SECOND_LAST, item->band, item->last);
    offer(move, SECOND_INNER, item->band, item->inner);
}

static Status open_move(Moves *moves, const PathItem *item, int32_t bit)
{
    Status status = mem_grow((void **)&moves->moves, &moves->room[0], (int64_t)moves->n_moves + 1,
                             sizeof *moves->moves);
    Move *move;

    if (status != STATUS_OK)
        return status;
    move = &moves->moves[moves->n_moves++];
    *move = (Move){.length = item->length,
                   .bit = bit,
                   .law = item->law,
                   .overlaps = item->overlaps,
                   .place = item->place};
    for (int32_t way = 0; way < N_WAYS; way++)
        for (int32_t band = 0; band < N_BANDS; band++)
            move->choices[way][band] = (Choice){band, -INFINITY};
    return STATUS_OK;
}

/* Leaves out who comes as likely as another or more, and is worth no more. */
static void thin(Move *move)
{
    for (int32_t way = 0; way < N_WAYS; way++) {
        double most = -INFINITY;

        for (int32_t band = 0; band < N_BANDS; band++) {
            Choice choice = move->choices[way][band];

            if (!(choice.worth > most))
                continue;
            most = choice.worth;
            move->choices[way][move->count[way]++] = choice;
        }
    }
}

/* The items of a slot, @p order of them, as moves. */
static Status list_moves(Moves *moves, const PathItem *items, const int32_t *order, int32_t count)
{
    int32_t first = moves->n_moves, n_musts = 0;
    Status status = STATUS_OK;

    for (int32_t i = 0; i < count; i++) {
        const PathItem *item = &items[order[i]];
        int32_t bit = item->must ? 1 << n_musts : 0, at = first;

        n_musts += item->must;
        for (; at < moves->n_moves; at++) {
            const Move *move = &moves->moves[at];

            if (bit == 0 && move->bit == 0 && move->length == item->length &&
                move->law == item->law && move->overlaps == item->overlaps &&
                move->place == item->place)
                break;
        }
        if (at == moves->n_moves)
            TRY(open_move(moves, item, bit));
        join(&moves->moves[at], item);
    }
    for (int32_t i = first; i < moves->n_moves; i++)
        thin(&moves->moves[i]);
done:
    return status;
}

Status moves_fill(Moves *moves, const PathItem *items, int32_t count, int32_t slots)
{
    Status status = STATUS_OK;

    moves->slots = moves->shortest = slots;
    moves->n_moves = moves->longest = 0;
    moves->varies = moves->delays = moves->hopeless = false;
    TRY(sort_items(moves, items, count));
    for (int32_t v = 0; v < slots && !moves->hopeless; v++) {
        int32_t from = moves->begin[v], until = moves->begin[v + 1];

        moves->begin[v] = moves->n_moves;
        TRY(list_moves(moves, items, moves->order + from, until - from));
    }
    moves->begin[slots] = moves->n_moves;
done:
    return status;
}
