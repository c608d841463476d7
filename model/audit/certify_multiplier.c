#include "model/audit/certify_multiplier.h"

#include <stdlib.h>
#include <string.h>

#include "model/audit/audit_reserve.h"
#include "model/base/memory.h"
#include "model/base/order.h"

enum { DAY = 1440 };

/* The certificate while it is read. */
typedef struct Reader {
    const Facts *facts;
    const Hours *hours;
    const Ties *ties;
    const Certificate *rows;
    Multipliers *out;
    Lookup *requests, *types; /* owned: ids */
    Rate *rates;              /* owned, [n_rates] */
    int32_t n_rates;
} Reader;

int bucket_order(const Bucket *a, const Bucket *b)
{
    int sign = order_int(a->date, b->date);

    if (!sign)
        sign = order_int(a->site, b->site);
    if (!sign)
        sign = order_int(a->start, b->start);
    return sign ? sign : order_int(a->provider, b->provider);
}

static int by_request(const void *left, const void *right)
{
    const Ticket *a = left, *b = right;
    int sign = order_int(a->request, b->request);

    if (!sign)
        sign = bucket_order(&a->at, &b->at);
    return sign ? sign : order_int(a->row, b->row);
}

static int by_key(const void *left, const void *right)
{
    const Reserve *a = left, *b = right;
    const int64_t ours[] = {a->type, a->site, a->date};
    const int64_t theirs[] = {b->type, b->site, b->date};

    return order_keys(ours, theirs, 3);
}

static Status priced_before(int32_t row)
{
    return fault(STATUS_BAD_INPUT, "certificate row %d: priced before", (int)row);
}

static Status names_nothing(const Reader *in, int32_t row)
{
    return fault(STATUS_BAD_INPUT, "certificate row %d: no %s %s there", (int)row,
                 in->rows->family[row], in->rows->id[row]);
}

static Status no_slot(const Reader *in, int32_t row)
{
    int32_t date = in->rows->date[row], start = in->rows->start[row];

    return fault(STATUS_BAD_INPUT, "certificate row %d: day %d, minute %d is no slot", (int)row,
                 (int)(date == MISSING ? -1 : date), (int)(start == MISSING ? -1 : start));
}

/* Which members are given. */
static int32_t filled(const Bucket *at)
{
    return (at->date != MISSING ? KEY_DATE : 0) | (at->site >= 0 ? KEY_SITE : 0) |
           (at->start != MISSING ? KEY_START : 0) | (at->provider >= 0 ? KEY_PROVIDER : 0);
}

static Status read_once(Reader *in, int32_t row)
{
    int32_t r = lookup_find(in->requests, in->rows->id[row]);
    Bucket at = {in->rows->date[row], in->rows->site[row], in->rows->start[row],
                 in->rows->provider[row]};

    if (r < 0 || in->facts->clinic->requests.status[r] == REQUEST_FIXED)
        return names_nothing(in, row);
    if ((at.date != MISSING && (at.date < 0 || at.date >= in->facts->days)) ||
        (at.start != MISSING &&
         (at.start < 0 || at.start >= DAY || at.start % in->facts->slot_min != 0)))
        return no_slot(in, row);
    if ((filled(&at) & ~in->ties->keys[r]) != 0)
        return fault(
            STATUS_BAD_INPUT,
            "certificate row %d: no link of %s asks about all that tells where it is priced",
            (int)row, in->rows->id[row]);
    in->out->keys[r] |= filled(&at);
    in->out->tickets[in->out->n_tickets++] =
        (Ticket){.request = r, .row = row, .at = at, .price = in->rows->multiplier[row]};
    return STATUS_OK;
}

static Reserve *find_reserve(const Multipliers *multipliers, int32_t type, int32_t site,
                             int32_t date)
{
    const Reserve key = {.type = type, .site = site, .date = date};

    if (multipliers->n_reserves == 0)
        return NULL;
    return bsearch(&key, multipliers->reserves, (size_t)multipliers->n_reserves, sizeof key,
                   by_key);
}

static Status read_reserve(Reader *in, int32_t row)
{
    Reserve *found = find_reserve(in->out, lookup_find(in->types, in->rows->id[row]),
                                  in->rows->site[row], in->rows->date[row]);

    if (!found)
        return names_nothing(in, row);
    if (found->priced)
        return priced_before(row);
    found->price = in->rows->multiplier[row];
    found->priced = true;
    return STATUS_OK;
}

static Status read_session(Reader *in, int32_t row)
{
    int32_t provider = lookup_find(in->facts->unit_ids[UNIT_PROVIDER], in->rows->id[row]);
    int32_t count = 0;
    const Shift *shifts = hours_shifts(in->hours, provider, in->rows->date[row], &count);

    for (int32_t i = 0; i < count && provider >= 0; i++) {
        int64_t s = shifts + i - in->hours->shifts;

        if ((in->rows->site[row] >= 0 && shifts[i].site != in->rows->site[row]) ||
            shifts[i].start_min != in->rows->start[row] ||
            in->facts->clinic->sessions.overbook_max[shifts[i].row] <= 0)
            continue;
        if (!isnan(in->out->overlap[s]))
            return priced_before(row);
        in->out->overlap[s] = in->rows->multiplier[row];
        return STATUS_OK;
    }
    return names_nothing(in, row);
}

static Status read_rate(Reader *in, int32_t row, int32_t kind)
{
    int32_t pool = lanes_pool(&in->out->lanes, kind, in->rows->id[row], in->rows->site[row]);
    int32_t date = in->rows->date[row], start = in->rows->start[row];

    if (pool < 0)
        return names_nothing(in, row);
    if (date < 0 || date >= in->facts->days || start < 0 || start >= DAY ||
        start % in->facts->slot_min != 0)
        return no_slot(in, row);
    in->rates[in->n_rates++] = (Rate){.kind = kind,
                                      .pool = pool,
                                      .date = date,
                                      .slot = start / in->facts->slot_min,
                                      .row = row,
                                      .price = in->rows->multiplier[row]};
    return STATUS_OK;
}

static Status read_row(Reader *in, int32_t row)
{
    static const char *const families[] = {"PROVIDER", "ROOM",    "EQUIPMENT",
                                           "SESSION",  "RESERVE", "ONCE"};
    const char *family = in->rows->family[row];
    double price = in->rows->multiplier[row];
    int32_t number = 0;

    while (number < 6 && strcmp(family, families[number]) != 0)
        number++;
    if (number == 6)
        return fault(STATUS_BAD_INPUT,
                     "certificate row %d: family %s, expected ONCE, PROVIDER, ROOM, EQUIPMENT, "
                     "RESERVE or SESSION",
                     (int)row, family);
    if (!isfinite(price) || (number < 4 && price < 0.0))
        return fault(STATUS_BAD_INPUT, "certificate row %d: multiplier %g, expected %s", (int)row,
                     price, number < 4 ? "0 or more" : "a number");
    if (number != 5 && in->rows->provider[row] >= 0)
        return fault(STATUS_BAD_INPUT, "certificate row %d: %s has no column provider", (int)row,
                     family);
    switch (number) {
    case 5:
        return read_once(in, row);
    case 4:
        return in->rows->start[row] == MISSING ? read_reserve(in, row) : names_nothing(in, row);
    case 3:
        return read_session(in, row);
    default:
        return read_rate(in, row, number); /* the first three are in the order of UnitKind */
    }
}

/* Receives one key of urgent demand. */
static void add_reserve(void *context, int32_t type, int32_t site, int32_t date, int64_t places)
{
    Multipliers *out = context;

    if (places > 0)
        out->reserves[out->n_reserves++] =
            (Reserve){.type = type, .site = site, .date = date, .places = places};
}

/* Sorts the tickets; those of a request have to tell the same of where it is. */
static Status index_tickets(Multipliers *out, const Requests *requests)
{
    qsort(out->tickets, (size_t)out->n_tickets, sizeof *out->tickets, by_request);
    for (int32_t i = 0; i < out->n_tickets; i++) {
        const Ticket *ticket = &out->tickets[i];

        if (i > 0 && ticket[-1].request == ticket->request &&
            bucket_order(&ticket[-1].at, &ticket->at) == 0)
            return priced_before(ticket->row);
        if (filled(&ticket->at) != out->keys[ticket->request])
            return fault(STATUS_BAD_INPUT,
                         "certificate row %d: another row of ONCE %s tells more of where it is",
                         (int)ticket->row, requests->request[ticket->request]);
        out->begin[ticket->request + 1]++;
    }
    for (int32_t r = 0; r < requests->rows; r++)
        out->begin[r + 1] += out->begin[r];
    return STATUS_OK;
}

static Status make_room(Reader *in, Multipliers *out)
{
    const Clinic *clinic = in->facts->clinic;
    Status status = STATUS_NO_MEMORY;

    in->rates = MEM_NEW(Rate, in->rows->rows);
    out->keys = MEM_NEW(int32_t, clinic->requests.rows);
    out->tickets = MEM_NEW(Ticket, in->rows->rows);
    out->begin = MEM_NEW(int32_t, (int64_t)clinic->requests.rows + 1);
    out->reserves = MEM_NEW(Reserve, clinic->urgent_demand.rows);
    out->overlap = MEM_NEW(double, in->hours->n_shifts);
    if (!in->rates || !out->keys || !out->tickets || !out->begin || !out->reserves || !out->overlap)
        goto done;
    TRY(lanes_init(in->facts, in->hours, &out->lanes));
    TRY(lookup_list((const char *const *)clinic->requests.request, clinic->requests.rows,
                    &in->requests));
    TRY(lookup_list((const char *const *)clinic->visit_types.visit_type, clinic->visit_types.rows,
                    &in->types));
    for (int32_t s = 0; s < in->hours->n_shifts; s++)
        out->overlap[s] = NAN;
done:
    return status;
}

Status multipliers_new(const Facts *facts, const Hours *hours, const Ties *ties,
                       const Schedule *schedule, Multipliers **out)
{
    Status status = STATUS_NO_MEMORY;
    Multipliers *made = MEM_NEW(Multipliers, 1);
    Reader in = {
        .facts = facts, .hours = hours, .ties = ties, .rows = &schedule->certificate, .out = made};

    if (!made)
        goto done;
    TRY(make_room(&in, made));
    TRY(reserve_each(facts, add_reserve, made));
    for (int32_t row = 0; row < in.rows->rows; row++)
        TRY(read_row(&in, row));
    TRY(index_tickets(made, &facts->clinic->requests));
    TRY(lanes_fill(&made->lanes, in.rates, in.n_rates));
    *out = made;
    made = NULL;
done:
    multipliers_free(made);
    lookup_free(in.requests);
    lookup_free(in.types);
    mem_free(in.rates);
    return status;
}

void multipliers_free(Multipliers *multipliers)
{
    if (!multipliers)
        return;
    mem_free(multipliers->keys);
    mem_free(multipliers->tickets);
    mem_free(multipliers->begin);
    mem_free(multipliers->reserves);
    mem_free(multipliers->overlap);
    lanes_clear(&multipliers->lanes);
    mem_free(multipliers);
}

Bucket multipliers_bucket(const Multipliers *multipliers, int32_t r, Bucket place)
{
    int32_t keys = multipliers->keys[r];

    return (Bucket){.date = keys & KEY_DATE ? place.date : MISSING,
                    .site = keys & KEY_SITE ? place.site : NO_ROW,
                    .start = keys & KEY_START ? place.start : MISSING,
                    .provider = keys & KEY_PROVIDER ? place.provider : NO_ROW};
}

/* The first ticket of request @p r that is not before @p at. */
static int32_t first_ticket(const Multipliers *multipliers, int32_t r, const Bucket *at)
{
    int32_t low = multipliers->begin[r], high = multipliers->begin[r + 1];

    while (low < high) {
        int32_t middle = low + (high - low) / 2;

        if (bucket_order(&multipliers->tickets[middle].at, at) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

double multipliers_once(const Multipliers *multipliers, int32_t r, Bucket place)
{
    Bucket at = multipliers_bucket(multipliers, r, place);
    int32_t i = first_ticket(multipliers, r, &at);

    if (i == multipliers->begin[r + 1] || bucket_order(&multipliers->tickets[i].at, &at) != 0)
        return 0.0;
    return multipliers->tickets[i].price;
}

const Ticket *multipliers_tickets(const Multipliers *multipliers, int32_t r, int32_t date,
                                  int32_t site, int32_t *count)
{
    Bucket low = multipliers_bucket(multipliers, r, (Bucket){date, site, 0, NO_ROW}), high = low;
    int32_t first = first_ticket(multipliers, r, &low);

    high.start = DAY;
    *count = first_ticket(multipliers, r, &high) - first;
    return multipliers->tickets + first;
}

double multipliers_largest(const Multipliers *multipliers, int32_t r)
{
    double largest = 0.0;

    for (int32_t i = multipliers->begin[r]; i < multipliers->begin[r + 1]; i++)
        largest = fmax(largest, fabs(multipliers->tickets[i].price));
    return largest;
}

const Reserve *multipliers_reserve(const Multipliers *multipliers, int32_t type, int32_t site,
                                   int32_t date)
{
    return find_reserve(multipliers, type, site, date);
}
