#include "solver/greedy/exchange.h"

#include <math.h>

#include "model/base/clock.h"
#include "model/base/memory.h"
#include "solver/greedy/exchange_parts.h"
#include "solver/matching.h"
#include "solver/parallel.h"

enum {
    PASSES_MAX = 12,      /* over all places */
    CELLS_A_UNIT = 16,    /* pairs judged in about the time of one unit of work, */
    ENTRIES_A_UNIT = 500, /* and entries looked at in matching */
};

static const double linked_bonus = 1e6; /* a linked request must stand somewhere */
static const double stay_bonus = 1e-6;  /* who gains nothing by a change stays */
static const double least_gain = 2e-5;  /* of the worth, in one pass of each shape: else enough */

static void exchange_clear(Exchange *exchange)
{
    mem_free(exchange->holders);
    mem_free(exchange->idle);
    mem_free(exchange->taker);
    mem_free(exchange->goes);
    mem_free(exchange->holds);
    mem_free(exchange->done);
    mem_free(exchange->blocks);
    mem_free(exchange->chain);
    mem_free(exchange->places);
    mem_free(exchange->units);
    mem_free(exchange->first_unit);
}

static bool is_late(const Exchange *exchange)
{
    const SolveOptions *options = exchange->options;

    return clock_now_s() >= options->deadline_s || (options->interrupted && *options->interrupted);
}

static Status make_room(Exchange *exchange)
{
    int32_t holders = exchange->n_holders, requests = exchange->agenda->n_requests;

    exchange->taker = MEM_NEW(int32_t, holders);
    exchange->goes = MEM_NEW(int32_t, requests);
    exchange->holds = MEM_NEW(int32_t, requests);
    exchange->done = MEM_NEW(bool, holders);
    exchange->chain = MEM_NEW(int32_t, holders);
    exchange->places = MEM_NEW(Placement, holders);
    exchange->first_unit = MEM_NEW(int32_t, (int64_t)holders + 1);
    return exchange->taker && exchange->goes && exchange->holds && exchange->done &&
                   exchange->chain && exchange->places && exchange->first_unit
               ? STATUS_OK
               : STATUS_NO_MEMORY;
}

/* What request @p r gives at @p at, and what it spares the lead of idle time. */
static double worth_there(const Agenda *agenda, int32_t r, const VisitShape *shape,
                          const Placement *at)
{
    const Catalog *catalog = agenda->catalog;

    return seat_worth(agenda, r, at) + catalog->clinic->rules.idle_cost_per_min *
                                           seat_minutes(shape) *
                                           chances_at(catalog->chances, r, at->day);
}

/* What it is worth that request @p wish->request has the place @p at of a visit of shape @p shape;
 * -INFINITY: it may not. */
static double worth_of(const Agenda *agenda, const Wish *wish, const VisitShape *shape,
                       const Placement *at)
{
    const Catalog *catalog = agenda->catalog;

    if (at->day < wish->day_low || at->day > wish->day_high ||
        (wish->provider >= 0 && wish->provider != at->provider) ||
        !placement_suits(catalog, wish, at->session, at->mode) ||
        !placement_fits(catalog, wish, shape, at) ||
        !agenda_patient_free(agenda, wish->request, at) ||
        !agenda_links_kept(agenda, wish->request, at))
        return -INFINITY;
    return worth_there(agenda, wish->request, shape, at);
}

/* The worth of every pair of a place and a request of @p block, by place. */
static void judge_pairs(const Exchange *exchange, const Block *block, double *worth)
{
    const Agenda *agenda = exchange->agenda;
    const Entry *holders = exchange->holders + block->holders, *idle = exchange->idle + block->idle;
    int32_t rows = block->n_holders, columns = rows + block->n_idle;
    int32_t type = agenda_type(agenda, holders[0].request);

    for (int32_t j = 0; j < columns; j++) {
        int32_t r = j < rows ? holders[j].request : idle[j - rows].request;
        double bonus = exchange_is_alone(exchange, r) ? 0 : linked_bonus;
        Wish wish;

        seat_wish(agenda, r, &wish);
        for (int32_t i = 0; i < rows; i++) {
            const Placement *at = agenda_at(agenda, holders[i].request);
            const VisitShape *shape = catalog_shape(agenda->catalog, type, at->provider);

            worth[(int64_t)i * columns + j] =
                bonus + (i == j ? stay_bonus + worth_there(agenda, r, shape, at)
                                : worth_of(agenda, &wish, shape, at));
        }
    }
}

/* Who should have which place of a block; when the time is over, who has it. */
static Status match_block(size_t index, void *context)
{
    Exchange *exchange = context;
    Block *block = &exchange->blocks[index];
    const Entry *holders = exchange->holders + block->holders, *idle = exchange->idle + block->idle;
    int32_t rows = block->n_holders, columns = rows + block->n_idle;
    bool late = is_late(exchange);
    double *worth = MEM_NEW(double, late ? 1 : (int64_t)rows *columns);
    int32_t *column_of = MEM_NEW(int32_t, rows);
    int64_t work = 0;
    Status status = STATUS_NO_MEMORY;

    if (!worth || !column_of)
        goto done;
    for (int32_t i = 0; i < rows; i++)
        column_of[i] = i;
    status = STATUS_OK;
    if (!late) {
        judge_pairs(exchange, block, worth);
        TRY(matching_solve(worth, rows, columns, column_of, &work));
        block->effort = (int64_t)rows * columns / CELLS_A_UNIT + work / ENTRIES_A_UNIT;
    }
    for (int32_t i = 0; i < rows; i++) {
        int32_t j = column_of[i];

        exchange->taker[block->holders + i] = j < 0      ? -1
                                              : j < rows ? holders[j].request
                                                         : idle[j - rows].request;
    }
done:
    mem_free(worth);
    mem_free(column_of);
    return status;
}

/* Notes where holder number @p i stands, and with which units, as number @p n of the chain. */
static Status note_place(Exchange *exchange, int32_t i, int32_t n)
{
    const Agenda *agenda = exchange->agenda;
    const AgendaVisit *visit = &agenda->visits[agenda->visit_of[exchange->holders[i].request]];
    int32_t unit = exchange->first_unit[n];
    Status status = STATUS_OK;

    exchange->chain[n] = i;
    exchange->places[n] = visit->at;
    for (int32_t h = visit->first_hold; h >= 0; h = agenda->holds[h].sibling) {
        void *units = exchange->units;

        TRY(mem_grow(&units, &exchange->unit_room, (int64_t)unit + 1, sizeof(AgendaUnit)));
        exchange->units = units;
        exchange->units[unit++] = (AgendaUnit){agenda->holds[h].part, agenda->holds[h].unit};
    }
    exchange->first_unit[n + 1] = unit;
done:
    return status;
}

/* True when the chain in hand leaves a linked request alone without a place. The bonus makes this
 * rare, but whoever takes the place may be worth more than any bonus. */
static bool parts_linked(const Exchange *exchange)
{
    int32_t first = exchange->holders[exchange->chain[0]].request;

    return exchange->goes[first] < 0 && !exchange_is_alone(exchange, first);
}

/* Carries out the chain of changes that begins with the place of holder number @p i: kept whole, or
 * taken back where it does not gain. */
static Status try_chain(Exchange *exchange, int32_t i)
{
    Agenda *agenda = exchange->agenda;
    int32_t n = 0, mark = agenda_mark(agenda);
    double before = agenda->worth;
    bool kept = true;
    Status status = STATUS_OK;

    while (i >= 0 && !exchange->done[i]) {
        int32_t taker = exchange->taker[i];

        exchange->done[i] = true;
        TRY(note_place(exchange, i, n++));
        i = taker < 0 ? -1 : exchange->holds[taker];
    }
    if (parts_linked(exchange))
        return STATUS_OK;
    for (int32_t k = 0; k < n; k++)
        agenda_remove(agenda, exchange->holders[exchange->chain[k]].request);
    for (int32_t k = 0; k < n && kept; k++) {
        int32_t taker = exchange->taker[exchange->chain[k]], first = exchange->first_unit[k];

        kept = taker < 0 ||
               agenda_place_with(agenda, taker, &exchange->places[k], exchange->units + first,
                                 exchange->first_unit[k + 1] - first);
    }
    if (!kept || agenda->worth <= before + 1e-9)
        agenda_rollback(agenda, mark);
    else
        agenda_settle(agenda);
    status = agenda_status(agenda);
done:
    return status;
}

/* Chains that end with somebody who loses a place, then the circles. */
static Status try_chains(Exchange *exchange)
{
    Status status = STATUS_OK;

    for (int32_t r = 0; r < exchange->agenda->n_requests; r++)
        exchange->goes[r] = exchange->holds[r] = -1;
    for (int32_t i = 0; i < exchange->n_holders; i++) {
        int32_t holder = exchange->holders[i].request, taker = exchange->taker[i];

        exchange->holds[holder] = i;
        if (taker >= 0)
            exchange->goes[taker] = i;
        exchange->done[i] = taker == holder;
    }
    for (int32_t i = 0; i < exchange->n_holders; i++)
        if (!exchange->done[i] && exchange->goes[exchange->holders[i].request] < 0 &&
            !is_late(exchange))
            TRY(try_chain(exchange, i));
    for (int32_t i = 0; i < exchange->n_holders; i++)
        if (!exchange->done[i] && !is_late(exchange))
            TRY(try_chain(exchange, i));
done:
    return status;
}

/* Units of work that judging all pairs takes. */
static int64_t effort_of(const Exchange *exchange)
{
    int64_t cells = 0;

    for (int32_t i = 0; i < exchange->n_blocks; i++) {
        const Block *block = &exchange->blocks[i];

        cells += (int64_t)block->n_holders * (block->n_holders + block->n_idle);
    }
    return cells / CELLS_A_UNIT;
}

/* Exchanges once among all places held, if there is the work left. */
static Status run_pass(Exchange *exchange, int64_t work_left)
{
    Agenda *agenda = exchange->agenda;
    Status status;

    TRY(exchange_deal(exchange));
    if (exchange->n_holders == 0 || effort_of(exchange) > work_left)
        return STATUS_OK;
    TRY(make_room(exchange));
    TRY(parallel_run((size_t)exchange->n_blocks, exchange->options->threads, match_block,
                     exchange));
    agenda_settle(agenda);
    TRY(try_chains(exchange));
    for (int32_t i = 0; i < exchange->n_blocks; i++)
        agenda->effort += exchange->blocks[i].effort;
done:
    return status;
}

Status exchange_run(Agenda *agenda, const Bundles *bundles, uint64_t seed, Pace *pace)
{
    const SolveOptions *options = pace->budget.options;
    double before = agenda->worth;
    Status status = STATUS_OK;

    for (int32_t pass = 0; pass < PASSES_MAX && pace_left(pace, agenda); pass++) {
        int64_t left = options->work_limit > 0
                           ? options->work_limit - (agenda->effort - pace->before)
                           : INT64_MAX;
        Exchange exchange = {.agenda = agenda,
                             .bundles = bundles,
                             .random = random_stream(seed, (uint64_t)pass),
                             .options = options,
                             .shape = (Shape)(pass % SHAPES)};

        status = run_pass(&exchange, left);
        exchange_clear(&exchange);
        if (status != STATUS_OK)
            return status;
        if (exchange.shape == SHAPES - 1) {
            if (agenda->worth - before <= least_gain * fabs(before))
                break;
            before = agenda->worth;
        }
    }
    return status;
}
