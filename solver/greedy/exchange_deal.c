/* Places and requests of one pass, in blocks. */
#include <stdlib.h>

#include "model/base/memory.h"
#include "model/base/order.h"
#include "solver/greedy/exchange_parts.h"

enum { PLACES_MAX = 500 /* of one block */ };

bool exchange_is_alone(const Exchange *exchange, int32_t r)
{
    int32_t bundle = exchange->bundles->of[r];

    return exchange->bundles->begin[bundle + 1] - exchange->bundles->begin[bundle] == 1;
}

static int64_t key_of(const Exchange *exchange, const Placement *at)
{
    switch (exchange->shape) {
    case BY_DAY:
        return at->day;
    case BY_LEAD:
        return (int64_t)at->site * exchange->agenda->catalog->clinic->providers.rows + at->provider;
    default:
        return 0;
    }
}

static int compare_entries(const void *left, const void *right)
{
    const Entry *a = left, *b = right;

    if (a->key != b->key)
        return order_int(a->key, b->key);
    if (a->tie != b->tie)
        return order_int(a->tie, b->tie);
    return order_int(a->request, b->request);
}

/* Lists who holds a place and who would like one, of visit type @p type. */
static void list_type(Exchange *exchange, int32_t type)
{
    const Agenda *agenda = exchange->agenda;
    const Requests *requests = &agenda->catalog->clinic->requests;

    for (int32_t r = 0; r < agenda->n_requests; r++) {
        const Placement *at = agenda_at(agenda, r);
        Entry entry = {.request = r};

        if (requests->visit_type[r] != type || exchange->bundles->of[r] < 0 ||
            (at && at->session < 0) || (!at && !exchange_is_alone(exchange, r)))
            continue;
        entry.tie = (int64_t)(random_bits(&exchange->random) >> 1);
        if (at) {
            entry.key = key_of(exchange, at);
            exchange->holders[exchange->n_holders++] = entry;
        } else {
            exchange->idle[exchange->n_idle++] = entry;
        }
    }
}

/* Cuts what list_type() listed from @p holders and @p idle on into blocks. */
static Status cut_blocks(Exchange *exchange, int32_t holders, int32_t idle)
{
    int32_t n_holders = exchange->n_holders - holders, n_idle = exchange->n_idle - idle;
    int32_t n = (n_holders + PLACES_MAX - 1) / PLACES_MAX;
    void *blocks = exchange->blocks;
    Status status;

    TRY(mem_grow(&blocks, &exchange->room, (int64_t)exchange->n_blocks + n, sizeof(Block)));
    exchange->blocks = blocks;
    for (int32_t i = 0; i < n; i++) {
        Block *block = &exchange->blocks[exchange->n_blocks++];
        int32_t end = holders + (int32_t)((int64_t)n_holders * (i + 1) / n);
        int32_t idle_end = idle + (int32_t)((int64_t)n_idle * (i + 1) / n);

        *block = (Block){.holders = holders + (int32_t)((int64_t)n_holders * i / n),
                         .idle = idle + (int32_t)((int64_t)n_idle * i / n)};
        block->n_holders = end - block->holders;
        block->n_idle = idle_end - block->idle;
        if (block->n_idle > block->n_holders)
            block->n_idle = block->n_holders;
    }
done:
    return status;
}

Status exchange_deal(Exchange *exchange)
{
    const Agenda *agenda = exchange->agenda;
    int32_t types = agenda->catalog->clinic->visit_types.rows;
    Status status = STATUS_OK;

    exchange->holders = MEM_NEW(Entry, agenda->n_requests);
    exchange->idle = MEM_NEW(Entry, agenda->n_requests);
    if (!exchange->holders || !exchange->idle)
        return STATUS_NO_MEMORY;
    for (int32_t type = 0; type < types; type++) {
        int32_t holders = exchange->n_holders, idle = exchange->n_idle;

        list_type(exchange, type);
        qsort(exchange->holders + holders, (size_t)(exchange->n_holders - holders), sizeof(Entry),
              compare_entries);
        qsort(exchange->idle + idle, (size_t)(exchange->n_idle - idle), sizeof(Entry),
              compare_entries);
        TRY(cut_blocks(exchange, holders, idle));
    }
done:
    return status;
}
