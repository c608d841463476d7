/* Requests whose key tells no lead, and that require none, look at the starts that any lead of
 * their type has free, at a site or anywhere, which are gathered once for all of them.
 */
#include "model/audit/certify_bucket.h"

#include <stdlib.h>
#include <string.h>

#include "model/base/memory.h"
#include "model/clinic/calendar.h"

enum { N_WORDS = 5 }; /* 320 bits: the slots of a day, of 5 minutes at least */

/* Starts by slot of the day. */
typedef struct Starts {
    uint64_t words[N_WORDS];
} Starts;

/* When visits of a type can start at a site (-1: anywhere) on a date, of one mode and length. */
typedef struct Shelf {
    int32_t site, mode, length_min;
    Starts starts;
} Shelf;

/* The shelves of a type's date. */
typedef struct Rack {
    int32_t first, count;
    bool made;
} Rack;

struct BucketFinder {
    const Books *books;
    Rack *racks;    /* owned, [types x days] */
    Shelf *shelves; /* owned, [n_shelves]; those of a rack by site */
    int32_t n_shelves, room;
    Spans spans;
    Need need; /* whose buckets are being listed */
    States *out;
    int32_t begun; /* the first of them */
    Status status;
};

Status bucket_finder_new(const Books *books, BucketFinder **out)
{
    Status status = STATUS_NO_MEMORY;
    BucketFinder *finder = MEM_NEW(BucketFinder, 1);

    if (!finder)
        goto done;
    finder->books = books;
    finder->racks = MEM_NEW(Rack, (int64_t)books->clinic->visit_types.rows * books->facts->days);
    if (!finder->racks)
        goto done;
    *out = finder;
    finder = NULL;
    status = STATUS_OK;
done:
    bucket_finder_free(finder);
    return status;
}

void bucket_finder_free(BucketFinder *finder)
{
    if (!finder)
        return;
    mem_free(finder->racks);
    mem_free(finder->shelves);
    mem_free(finder->spans.spans);
    mem_free(finder);
}

Status states_add(States *states, Bucket at, double worth)
{
    Status status = mem_grow((void **)&states->states, &states->capacity,
                             (int64_t)states->count + 1, sizeof *states->states);

    if (status == STATUS_OK)
        states->states[states->count++] = (State){at, worth};
    return status;
}

/* The shelf for @p berth at @p site among those of the rack in the making. */
static Status find_shelf(BucketFinder *finder, const Rack *rack, const Berth *berth, int32_t site,
                         Shelf **out)
{
    Status status = STATUS_OK;

    for (int32_t i = finder->n_shelves - 1; i >= rack->first; i--) {
        Shelf *shelf = &finder->shelves[i];

        if (shelf->site != site)
            break;
        if (shelf->mode == berth->mode && shelf->length_min == berth->length_min) {
            *out = shelf;
            return STATUS_OK;
        }
    }
    TRY(mem_grow((void **)&finder->shelves, &finder->room, (int64_t)finder->n_shelves + 1,
                 sizeof *finder->shelves));
    *out = &finder->shelves[finder->n_shelves++];
    **out = (Shelf){.site = site, .mode = berth->mode, .length_min = berth->length_min};
done:
    return status;
}

/* Enters the starts of a type's @p berth on a date on the shelf of @p site. */
static Status fill_shelf(BucketFinder *finder, const Rack *rack, const Berth *berth, int32_t site)
{
    int32_t slot = finder->books->facts->slot_min;
    Shelf *shelf = NULL;
    Status status = STATUS_OK;

    TRY(find_shelf(finder, rack, berth, site, &shelf));
    for (int32_t start = berth->first_min; start <= berth->last_min; start += slot)
        if (berths_clear(finder->books->berths, berth, start))
            shelf->starts.words[start / slot / 64] |= UINT64_C(1) << (start / slot % 64);
done:
    return status;
}

/* The shelves of @p type on @p date, gathered when they are first asked for. */
static Status find_rack(BucketFinder *finder, int32_t type, int32_t date, Rack *out)
{
    const Berths *berths = finder->books->berths;
    Rack *rack = &finder->racks[(int64_t)type * finder->books->facts->days + date];
    int32_t count = 0;
    const BerthEntry *entries = berths_of(berths, type, date, -1, &count);
    Status status = STATUS_OK;

    *out = *rack;
    if (rack->made)
        return STATUS_OK;
    rack->first = finder->n_shelves;
    for (int32_t i = 0; i < count; i++)
        TRY(fill_shelf(finder, rack, &berths->berths[entries[i].berth], -1));
    for (int32_t i = 0; i < count; i++)
        TRY(fill_shelf(finder, rack, &berths->berths[entries[i].berth], entries[i].site));
    rack->count = finder->n_shelves - rack->first;
    rack->made = true;
    *out = *rack;
done:
    return status;
}

/* The lowest @p count bits, none or all where that is out of range. */
static uint64_t bits_below(int32_t count)
{
    if (count <= 0)
        return 0;
    return count >= 64 ? UINT64_MAX : (UINT64_C(1) << count) - 1;
}

/* Adds to @p starts those of @p shelf at which the patient can come. */
static Status add_starts(BucketFinder *finder, const Shelf *shelf, int32_t date, Starts *starts)
{
    int32_t slot = finder->books->facts->slot_min;
    Status status = STATUS_OK;

    TRY(need_spans(finder->books->facts, &finder->need, date, shelf->length_min, &finder->spans));
    for (int32_t i = 0; i < finder->spans.count; i++) {
        const Span *span = &finder->spans.spans[i];

        for (int32_t word = 0; word < N_WORDS; word++)
            starts->words[word] |= shelf->starts.words[word] &
                                   bits_below(span->last_min / slot + 1 - word * 64) &
                                   ~bits_below(span->first_min / slot - word * 64);
    }
done:
    return status;
}

/* Lists the starts at a site, or one bucket if the key tells none. */
static Status list_starts(BucketFinder *finder, const Starts *starts, int32_t date, int32_t site)
{
    const Multipliers *multipliers = finder->books->multipliers;
    int32_t r = finder->need.request, slot = finder->books->facts->slot_min;
    Status status = STATUS_OK;

    for (int32_t word = 0; word < N_WORDS; word++) {
        uint64_t left = starts->words[word];

        for (int32_t k = word * 64; left != 0; k++, left >>= 1) {
            Bucket place = {date, site, k * slot, NO_ROW};

            if ((left & 1u) == 0)
                continue;
            TRY(states_add(finder->out, multipliers_bucket(multipliers, r, place), 0.0));
            if ((multipliers->keys[r] & KEY_START) == 0)
                return STATUS_OK;
        }
    }
done:
    return status;
}

/* The first shelf of @p rack that is not at a smaller site. */
static int32_t first_shelf(const BucketFinder *finder, const Rack *rack, int32_t site)
{
    int32_t low = rack->first, high = rack->first + rack->count;

    while (low < high) {
        int32_t middle = low + (high - low) / 2;

        if (finder->shelves[middle].site < site)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static Status list_date(BucketFinder *finder, int32_t date)
{
    const Need *need = &finder->need;
    bool by_site = (finder->books->multipliers->keys[need->request] & KEY_SITE) != 0;
    bool all = by_site && need->site < 0; /* each site by itself */
    Status status = STATUS_OK;
    Rack rack;

    TRY(find_rack(finder, need->type, date, &rack));
    for (int32_t i = first_shelf(finder, &rack, all ? 0 : need->site), same;
         i < rack.first + rack.count; i += same) {
        int32_t site = finder->shelves[i].site;
        Starts starts = {{0}};

        if (!all && site != need->site)
            break;
        for (same = 0; i + same < rack.first + rack.count && finder->shelves[i + same].site == site;
             same++)
            if (need->modes[finder->shelves[i + same].mode])
                TRY(add_starts(finder, &finder->shelves[i + same], date, &starts));
        TRY(list_starts(finder, &starts, date, site));
    }
done:
    return status;
}

/* Receives a run of starts; its buckets are listed, some of them more than once. False when the
 * date has told all. */
static bool list_run(void *context, const Run *run)
{
    BucketFinder *finder = context;
    const Books *books = finder->books;
    const Shift *shift = &books->hours->shifts[books->berths->berths[run->berth].shift];
    int32_t r = finder->need.request, keys = books->multipliers->keys[r];
    int32_t last = (keys & KEY_START) != 0 ? run->last_min : run->first_min;
    const States *states = finder->out;

    for (int32_t start = run->first_min; start <= last && finder->status == STATUS_OK;
         start += books->facts->slot_min) {
        Bucket place = {shift->date, shift->site, start, shift->provider};
        Bucket at = multipliers_bucket(books->multipliers, r, place);

        if (states->count == finder->begun ||
            bucket_order(&states->states[states->count - 1].at, &at) != 0)
            finder->status = states_add(finder->out, at, 0.0);
    }
    return finder->status == STATUS_OK && (keys & ~KEY_DATE) != 0;
}

static int by_bucket(const void *left, const void *right)
{
    const State *a = left, *b = right;

    return bucket_order(&a->at, &b->at);
}

/* Sets the prices of @p count sorted states of request @p r. */
static void set_prices(const Multipliers *multipliers, int32_t r, State *states, int32_t count)
{
    const Ticket *ticket = multipliers->tickets + multipliers->begin[r];
    const Ticket *end = multipliers->tickets + multipliers->begin[r + 1];

    for (int32_t i = 0; i < count; i++) {
        const Bucket *at = &states[i].at;

        while (ticket < end && bucket_order(&ticket->at, at) < 0)
            ticket++;
        if (ticket < end && bucket_order(&ticket->at, at) == 0)
            states[i].worth = ticket->price;
    }
}

/* Sorts the states from @p first on, if they are not, each bucket once, and sets their prices. */
static void settle(const Books *books, int32_t r, States *out, int32_t first)
{
    State *states = out->states + first;
    int32_t count = out->count - first, kept = 0;
    bool sorted = true;

    for (int32_t i = 1; i < count && sorted; i++)
        sorted = by_bucket(&states[i - 1], &states[i]) <= 0;
    if (!sorted)
        qsort(states, (size_t)count, sizeof *states, by_bucket);
    for (int32_t i = 0; i < count; i++)
        if (i == 0 || by_bucket(&states[kept - 1], &states[i]) != 0)
            states[kept++] = states[i];
    out->count = first + kept;
    set_prices(books->multipliers, r, states, kept);
}

/* Lists all buckets of finder->need. */
static Status list_all(BucketFinder *finder)
{
    const Books *books = finder->books;
    const Requests *requests = &books->clinic->requests;
    const Need *need = &finder->need;
    int32_t r = need->request, keys = books->multipliers->keys[r];
    bool any_lead = (keys & KEY_PROVIDER) == 0 && need->provider < 0;
    Status status = STATUS_OK;

    for (int32_t date = need->first_date; date <= need->last_date; date++) {
        bool stands = requests->status[r] == REQUEST_BOOKED && requests->booked_date[r] == date;

        if (any_lead && !stands)
            TRY(list_date(finder, date));
        else
            berths_each(books->berths, need, date, (keys & KEY_START) == 0, list_run, finder);
        TRY(finder->status);
        if (keys == 0 && finder->out->count > finder->begun)
            break;
    }
    berths_kept(books->berths, need, list_run, finder);
    status = finder->status;
done:
    return status;
}

Status bucket_find(BucketFinder *finder, int32_t r, States *out)
{
    Status status = STATUS_OK;

    finder->need = need_of(finder->books->facts, r);
    finder->out = out;
    finder->begun = out->count;
    finder->status = STATUS_OK;
    TRY(list_all(finder));
    if (out->count > finder->begun)
        settle(finder->books, r, out, finder->begun);
done:
    return status;
}
