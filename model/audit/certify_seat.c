#include "model/audit/certify_seat.h"

#include <stdlib.h>

#include "model/base/memory.h"
#include "model/base/order.h"

static int best_first(const void *left, const void *right)
{
    const Offer *a = *(const Offer *const *)left, *b = *(const Offer *const *)right;

    return order_real(b->worth, a->worth);
}

Status seats_list(Seats *seats, const Fair *fair, int32_t berth)
{
    Status status = STATUS_OK;

    seats->count = 0;
    for (const Offer *offer = fair_first(fair, berth); offer; offer = fair_next(fair, offer)) {
        if (!(offer->worth > 0.0))
            continue;
        TRY(mem_grow((void **)&seats->offers, &seats->room, (int64_t)seats->count + 1,
                     sizeof *seats->offers));
        seats->offers[seats->count++] = offer;
    }
    if (seats->count > 0)
        qsort(seats->offers, (size_t)seats->count, sizeof *seats->offers, best_first);
done:
    return status;
}

void seats_clear(Seats *seats)
{
    mem_free(seats->offers);
    *seats = (Seats){0};
}

double seats_worth(const Seats *seats, int32_t start_min, int32_t left, int32_t *taken)
{
    double worth = 0.0;

    *taken = 0;
    for (int32_t i = 0; i < seats->count && *taken < left; i++) {
        const Offer *offer = seats->offers[i];

        if (offer->first_min <= start_min && start_min <= offer->last_min) {
            worth += offer->worth;
            (*taken)++;
        }
    }
    return worth;
}
