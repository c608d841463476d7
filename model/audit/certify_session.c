#include "model/audit/certify_session.h"

#include "model/audit/certify_seat.h"
#include "model/audit/certify_single.h"
#include "model/base/memory.h"

struct Planner {
    const Books *books;
    const Fair *fair;
    PathWork *work;
    Laws laws;
    PathItem *items; /* owned, [n_items] */
    Singles singles;
    Seats seats;
    Bill bill;
    Bill held; /* persons included */
    Shares shares;
    int32_t kit; /* of the berth in hand; -1: not looked up */
    int32_t n_items;
    int32_t item_room;
    int32_t shift;
    double largest; /* number that worths are made of */
    double dearest; /* price of the units of an item that may overlap others */
};

Status planner_new(const Books *books, const Fair *fair, Planner **out)
{
    Status status = STATUS_NO_MEMORY;
    Planner *planner = MEM_NEW(Planner, 1);

    if (!planner)
        goto done;
    planner->books = books;
    planner->fair = fair;
    TRY(path_work_new(&planner->work));
    *out = planner;
    planner = NULL;
done:
    planner_free(planner);
    return status;
}

void planner_free(Planner *planner)
{
    if (!planner)
        return;
    path_work_free(planner->work);
    laws_clear(&planner->laws);
    mem_free(planner->items);
    singles_clear(&planner->singles);
    seats_clear(&planner->seats);
    bill_clear(&planner->bill);
    bill_clear(&planner->held);
    shares_clear(&planner->shares);
    mem_free(planner);
}

/* The kit of visits of @p berth; their seconds pay for persons only if asked. */
static Status find_kit(Planner *planner, const Berth *berth, bool persons)
{
    const Books *books = planner->books;
    const Shift *shift = &books->hours->shifts[berth->shift];
    Status status = STATUS_OK;

    TRY(bill_make(books, berth->type, berth->factor, berth->mode, shift->site, shift->date, true,
                  &planner->held));
    TRY(shares_kit(&planner->shares, &planner->held, berth->offset_min, berth->minutes, persons,
                   &planner->kit));
done:
    return status;
}

/* Adds an item of @p berth. */
static Status add_item(Planner *planner, const Berth *berth, PathItem item)
{
    Status status = STATUS_OK;

    TRY(mem_grow((void **)&planner->items, &planner->item_room, (int64_t)planner->n_items + 1,
                 sizeof *planner->items));
    if (item.overlaps) {
        if (planner->kit < 0)
            TRY(find_kit(planner, berth, !item.must));
        item.kit = planner->kit;
        planner->dearest = fmax(planner->dearest, item.units);
    }
    planner->items[planner->n_items++] = item;
done:
    return status;
}

/* What visits of @p berth pay for while nothing runs: all, or no persons. */
static Status price_berth(Planner *planner, const Berth *berth, bool persons)
{
    const Shift *shift = &planner->books->hours->shifts[berth->shift];

    planner->kit = -1;
    return bill_make(planner->books, berth->type, berth->factor, berth->mode, shift->site,
                     shift->date, persons, &planner->bill);
}

/* The item of a visit of @p berth that starts at @p start_min; its worth is left to the caller. */
static PathItem item_at(Planner *planner, const Berth *berth, int32_t start_min)
{
    const Books *books = planner->books;
    const Shift *shift = &books->hours->shifts[planner->shift];
    int32_t slot = books->facts->slot_min;
    PathItem item = {.at = (start_min + berth->offset_min - shift->start_min) / slot,
                     .length = berth->minutes / slot,
                     .overlaps = berth_overlaps(books, berth),
                     .units = bill_cost(&planner->bill, start_min)};

    planner->largest = fmax(planner->largest, item.units);
    return item;
}

/* The law of the minutes of services of @p berth; NULL: as planned, or nobody waits for them. */
static Status find_law(Planner *planner, const Berth *berth, const Law **out)
{
    const VisitTypes *types = &planner->books->clinic->visit_types;
    double cv = types->duration_cv[berth->type];

    *out = NULL;
    if (!(cv > 0.0) || types->group_capacity[berth->type] > 1)
        return STATUS_OK;
    return laws_find(&planner->laws, berth->minutes, cv, out);
}

/* Visits of single requests. */
static Status add_singles(Planner *planner, int32_t number)
{
    const Books *books = planner->books;
    const Berth *berth = &books->berths->berths[number];
    int32_t first = berth_first(books, berth), last = berth_last(books, berth);
    int32_t slot = books->facts->slot_min, bands = berth_banded(books, berth) ? N_BANDS : 1;
    const Law *law;
    Status status = STATUS_OK;

    if (first > last)
        return STATUS_OK;
    TRY(singles_list(&planner->singles, books, planner->fair, number));
    TRY(find_law(planner, berth, &law));
    for (int32_t start = first; start <= last; start += slot)
        for (int32_t band = 0; band < bands; band++) {
            const Best *best = &planner->singles.bests[(start - first) / slot * bands + band];
            PathItem item;

            if (!(best->inner > -INFINITY))
                continue;
            item = item_at(planner, berth, start);
            item.chance = berth_banded(books, berth) ? best->chance : 0.0;
            item.law = law;
            item.last = best->last;
            item.inner = best->inner;
            TRY(add_item(planner, berth, item));
        }
done:
    return status;
}

static Status add_shared(Planner *planner, int32_t number)
{
    const Books *books = planner->books;
    const Berth *berth = &books->berths->berths[number];
    int32_t last = berth_last(books, berth), taken = 0;
    Status status = STATUS_OK;

    TRY(seats_list(&planner->seats, planner->fair, number));
    for (int32_t start = berth_first(books, berth); start <= last && planner->seats.count > 0;
         start += books->facts->slot_min) {
        double worth = seats_worth(&planner->seats, start,
                                   books->clinic->visit_types.group_capacity[berth->type], &taken);
        PathItem item;

        if (taken == 0)
            continue;
        item = item_at(planner, berth, start);
        item.last = worth;
        item.inner = worth + books->clinic->rules.idle_cost_per_min * berth->mean;
        TRY(add_item(planner, berth, item));
    }
done:
    return status;
}

static Status add_places(Planner *planner, const Berth *berth)
{
    const Books *books = planner->books;
    const Shift *shift = &books->hours->shifts[berth->shift];
    const Reserve *key =
        multipliers_reserve(books->multipliers, berth->type, shift->site, shift->date);
    Status status = STATUS_OK;

    if (!key || berth->mode != facts_mode(books->facts, berth->type))
        return STATUS_OK;
    for (int32_t start = berth->first_min; start <= berth->last_min;
         start += books->facts->slot_min) {
        PathItem item;

        if (!berth_ordinary(books, berth, start))
            continue;
        item = item_at(planner, berth, start);
        item.place = true;
        item.chance = 1.0;
        item.last = item.inner =
            books->clinic->visit_types.value[berth->type] * books->clinic->rules.weight_urgent -
            key->price;
        TRY(add_item(planner, berth, item));
    }
done:
    return status;
}

/* A fixed visit, with whom it is shared. */
static Status add_fixed(Planner *planner, const FixedVisit *visit)
{
    const Books *books = planner->books;
    int32_t capacity = books->clinic->visit_types.group_capacity[visit->type], taken = 0, number;
    Berth place = {.shift = visit->shift,
                   .type = visit->type,
                   .mode = visit->mode,
                   .offset_min = visit->from_min - visit->start_min,
                   .minutes = visit->until_min - visit->from_min,
                   .factor = visit->factor};
    double worth = 0.0, chance = 1.0;
    PathItem item;
    Status status = STATUS_OK;

    TRY(berths_mean(books->berths, visit->type, place.minutes, &place.mean));
    TRY(price_berth(planner, &place, false));
    for (int32_t i = 0; i < visit->count; i++) {
        int32_t r = books->fixed.members[visit->first + i];

        worth +=
            books_gain(books, r, visit->date) + books_bonus(books, r, visit->provider, visit->site);
        chance = chances_at(books->chances, r, visit->date);
        planner->largest =
            fmax(planner->largest, visit->count * books->scale[visit->type] / capacity);
    }
    number = berths_find(books->berths, visit->shift, visit->type, visit->mode);
    if (capacity > 1 && number >= 0) {
        TRY(seats_list(&planner->seats, planner->fair, number));
        worth += seats_worth(&planner->seats, visit->start_min, capacity - visit->count, &taken);
    }
    if (capacity > 1)
        chance = 1.0;
    item = item_at(planner, &place, visit->start_min);
    item.must = true;
    item.chance = berth_banded(books, &place) ? chance : 0.0;
    TRY(find_law(planner, &place, &item.law));
    item.last = worth;
    item.inner = worth + books->clinic->rules.idle_cost_per_min * chance * place.mean;
    TRY(add_item(planner, &place, item));
done:
    return status;
}

static Status add_all_fixed(Planner *planner)
{
    const Books *books = planner->books;
    const Shift *shift = &books->hours->shifts[planner->shift];
    int32_t count = 0;
    const FixedVisit *visits = fixed_on(&books->fixed, shift->provider, shift->date, &count);
    Status status = STATUS_OK;

    for (int32_t i = 0; i < count; i++)
        if (visits[i].shift == planner->shift)
            TRY(add_fixed(planner, &visits[i]));
done:
    return status;
}

static Status add_berth(Planner *planner, int32_t number)
{
    const Books *books = planner->books;
    const Berth *berth = &books->berths->berths[number];
    Status status = STATUS_OK;

    planner->largest = fmax(planner->largest, books->scale[berth->type]);
    TRY(price_berth(planner, berth, true));
    if (books->clinic->visit_types.group_capacity[berth->type] > 1)
        TRY(add_shared(planner, number));
    else
        TRY(add_singles(planner, number));
    TRY(add_places(planner, berth));
done:
    return status;
}

Status planner_run(Planner *planner, int32_t shift, PathCare care, PathBest *best)
{
    const Books *books = planner->books;
    const Policy *policy = &books->clinic->rules;
    const Shift *session = &books->hours->shifts[shift];
    double price = books->multipliers->overlap[shift];
    int32_t minutes = session->end_min - session->start_min;
    const PathRules rules = {.slots = minutes / books->facts->slot_min,
                             .slot_min = books->facts->slot_min,
                             .idle_cost = policy->idle_cost_per_min,
                             .wait_cost = policy->patient_wait_cost_per_min,
                             .overtime_cost = policy->overtime_cost_per_min,
                             .collision_max = policy->collision_show_max,
                             .overlap_price = isnan(price) ? 0.0 : price,
                             .shares = &planner->shares};
    Status status = STATUS_OK;

    planner->shift = shift;
    planner->n_items = 0;
    planner->dearest = 0.0;
    shares_open(&planner->shares, &books->multipliers->lanes, session->start_min);
    planner->largest = 2.0 * (rules.idle_cost + rules.wait_cost + rules.overtime_cost) * minutes +
                       rules.overlap_price;
    for (int32_t i = books->berths->begin[shift]; i < books->berths->begin[shift + 1]; i++)
        TRY(add_berth(planner, i));
    TRY(add_all_fixed(planner));
    /* each number counts as twenty in path_best() */
    planner->largest =
        fmax(planner->largest, planner->dearest * (1.0 + shares_roundings(&planner->shares) / 4.0));
    TRY(shares_lay_out(&planner->shares, rules.slots));
    TRY(path_best(planner->work, planner->items, planner->n_items, &rules, planner->largest, care,
                  best));
done:
    return status;
}
