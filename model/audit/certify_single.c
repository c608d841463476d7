#include "model/audit/certify_single.h"

#include "model/base/memory.h"

void singles_clear(Singles *singles)
{
    mem_free(singles->bests);
    mem_free(singles->ordinary);
    *singles = (Singles){0};
}

/* Adds the offers from @p offer on to the bests of berth number @p number, by start and band. */
static void raise_all(Singles *singles, const Books *books, const Fair *fair, int32_t number,
                      const Offer *offer)
{
    const Berth *berth = &books->berths->berths[number];
    bool banded = berth_banded(books, berth);
    double credit = books->clinic->rules.idle_cost_per_min * berth->mean;
    int32_t low = berth_first(books, berth), high = berth_last(books, berth);
    int32_t slot = books->facts->slot_min, bands = banded ? N_BANDS : 1;

    for (; offer; offer = fair_next(fair, offer)) {
        int32_t start = offer->first_min > low ? offer->first_min : low;
        int32_t end = offer->last_min < high ? offer->last_min : high;

        for (; start <= end; start += slot)
            if (offer->kept || singles->ordinary[(start - low) / slot])
                best_raise(&singles->bests[(start - low) / slot * bands], banded, offer->worth,
                           offer->chance, credit);
    }
}

Status singles_list(Singles *singles, const Books *books, const Fair *fair, int32_t number)
{
    const Berth *berth = &books->berths->berths[number];
    int32_t bands = berth_banded(books, berth) ? N_BANDS : 1;
    int32_t first = berth_first(books, berth), last = berth_last(books, berth);
    int32_t slot = books->facts->slot_min, starts = (last - first) / slot + 1;
    Status status = STATUS_OK;

    TRY(mem_grow((void **)&singles->bests, &singles->best_room, (int64_t)starts * bands,
                 sizeof *singles->bests));
    TRY(mem_grow((void **)&singles->ordinary, &singles->ordinary_room, starts,
                 sizeof *singles->ordinary));
    for (int32_t i = 0; i < starts; i++) {
        Best pooled[N_BANDS];

        singles->ordinary[i] = berth_ordinary(books, berth, first + i * slot);
        fair_pooled(fair, number, first + i * slot, pooled);
        for (int32_t band = 0; band < bands; band++)
            singles->bests[i * bands + band] = singles->ordinary[i] ? pooled[band] : best_none();
    }
    raise_all(singles, books, fair, number, fair_first_here(fair, number));
    raise_all(singles, books, fair, number, fair_first(fair, number));
done:
    return status;
}
