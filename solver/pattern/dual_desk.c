#include "solver/pattern/dual_desk.h"

#include <math.h>

#include "model/base/memory.h"
#include "model/clinic/calendar.h"

enum { ARRAYS = 11 }; /* of a kind */

Status desk_init(Desk *desk, const Dual *dual, int32_t site_day)
{
    int64_t slots = dual->longest[site_day], kinds = dual->most_kinds[site_day];

    desk->kinds = MEM_NEW(PathKind, kinds);
    desk->numbers = MEM_NEW(double, ARRAYS *slots *kinds);
    desk->tops = MEM_NEW(Worth, kinds);
    desk->worths = MEM_NEW(Worth, dual->most_items[site_day]);
    if (!desk->kinds || !desk->worths || !desk->tops || !desk->numbers)
        return STATUS_NO_MEMORY;
    return best_plan_new(&desk->plan);
}

void desk_clear(Desk *desk)
{
    mem_free(desk->kinds);
    mem_free(desk->tops);
    mem_free(desk->worths);
    mem_free(desk->numbers);
    mem_free(desk->holdings);
    best_plan_free(desk->plan);
}

void desk_clear_kinds(Desk *desk, int32_t n, int32_t slots)
{
    for (int32_t i = 0; i < n; i++) {
        double *numbers = desk->numbers + (int64_t)ARRAYS * slots * i;

        desk->kinds[i] = (PathKind){.cost = numbers,
                                    .charged = numbers + slots,
                                    .inner = numbers + 2 * slots,
                                    .last = numbers + 3 * slots,
                                    .odds_inner = numbers + 8 * slots,
                                    .odds_last = numbers + 9 * slots,
                                    .chance = numbers + 10 * slots,
                                    .hard_inner = numbers + 4 * slots,
                                    .hard_last = numbers + 5 * slots,
                                    .soft_inner = numbers + 6 * slots,
                                    .soft_last = numbers + 7 * slots};
        for (int32_t k = 0; k < 4 * slots; k++)
            numbers[k] = 0;
        for (int32_t k = 4 * slots; k < 8 * slots; k++)
            numbers[k] = -INFINITY;
        for (int32_t k = 10 * slots; k < 11 * slots; k++)
            numbers[k] = 1;
        desk->tops[i] = (Worth){-INFINITY, -INFINITY, -INFINITY, -INFINITY, 0, 0};
    }
}

TariffVisit desk_visit(const Dual *dual, const Item *item, const CatalogSession *session,
                       int32_t slot)
{
    return (TariffVisit){.shape = item->shape,
                         .site = session->site,
                         .day = session->day,
                         .mode = item->mode,
                         .lead_slot =
                             (session->start_min % DAY_MIN) / dual->catalog->slot_min + slot,
                         .persons = !item->mandatory};
}
