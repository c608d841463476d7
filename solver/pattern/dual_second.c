/* Who starts while another runs: what that pays for units, and which it uses. */
#include "model/base/memory.h"
#include "solver/pattern/dual_desk.h"

Status seconds_note(const Dual *dual, Desk *desk, int32_t s)
{
    const Market *market = dual->market;
    Status status = mem_grow((void **)&desk->holdings, &desk->holding_capacity,
                             market->n_holdings[s], sizeof *desk->holdings);

    for (int32_t i = market->item_begin[s]; status == STATUS_OK && i < market->item_begin[s + 1];
         i++) {
        const Item *item = &market->items[i];

        if (market->n_holdings[s] > 0 && item->overlaps)
            desk->holdings[item->holding] = (Holding){item->shape, item->mode};
    }
    return status;
}

/* A visit of kind @p kind from slot @p v on, beside one of holding @p holding that runs on for @p
 * rest slots. */
static TariffVisit second_of(const Asked *asked, int32_t kind, int32_t v, int32_t holding,
                             int32_t rest)
{
    TariffVisit visit = desk_visit(asked->dual, asked->desk->kinds[kind].item,
                                   &asked->dual->catalog->sessions[asked->session], v);

    visit.beside = asked->desk->holdings[holding];
    visit.free_slot = visit.lead_slot + rest;
    return visit;
}

double seconds_price(const void *context, int32_t kind, int32_t v, int32_t holding, int32_t rest)
{
    const Asked *asked = context;
    TariffVisit visit = second_of(asked, kind, v, holding, rest);

    return tariff_cost(&asked->dual->tariff, &visit);
}

void seconds_use(void *context, int32_t kind, int32_t v, int32_t holding, int32_t rest, double part)
{
    const Asked *asked = context;
    TariffVisit visit = second_of(asked, kind, v, holding, rest);

    tariff_use(&asked->dual->tariff, &visit, part);
}
