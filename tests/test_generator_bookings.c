#include "tests/check.h"

#include <string.h>

#include "datasets/generator/generator.h"
#include "model/base/memory.h"
#include "model/clinic/calendar.h"
#include "model/clinic/visit.h"
#include "tests/generated.h"

/* A naive reading of the rules, only for what the generator books: no visit is shared or overlaps.
 */
typedef struct Standing {
    int32_t request, day;
    VisitShape *shape; /* owned */
    int32_t start_min; /* of the visit */
} Standing;

typedef struct Book {
    const Clinic *clinic;
    Standing *visits; /* owned, [count] */
    int32_t count;
} Book;

static VisitShape *shape_of(const Clinic *clinic, int32_t r)
{
    int32_t rows[16], count = 0, type = clinic->requests.visit_type[r];
    double factor = 0;
    VisitShape *shape = NULL;

    for (int32_t a = 0; a < clinic->activities.rows; a++)
        if (clinic->activities.visit_type[a] == type)
            rows[count++] = a;
    for (int32_t k = 0; k < clinic->skills.rows; k++)
        if (clinic->skills.visit_type[k] == type &&
            clinic->skills.provider[k] == clinic->requests.booked_provider[r])
            factor = clinic->skills.duration_factor[k];
    assert_true(factor > 0); /* the lead has the skill */
    assert_ok(visit_new(clinic, rows, count, factor, &shape));
    return shape;
}

static Book book_of(const Clinic *clinic)
{
    Book book = {.clinic = clinic};

    book.visits = MEM_NEW(Standing, clinic->requests.rows);
    assert_non_null(book.visits);
    for (int32_t r = 0; r < clinic->requests.rows; r++)
        if (clinic->requests.status[r] >= REQUEST_BOOKED)
            book.visits[book.count++] =
                (Standing){r, clinic->requests.booked_date[r], shape_of(clinic, r),
                           clinic->requests.booked_start[r]};
    assert_true(book.count > 20);
    return book;
}

static void book_clear(Book *book)
{
    for (int32_t v = 0; v < book->count; v++)
        visit_free(book->visits[v].shape);
    mem_free(book->visits);
}

static bool meet(int32_t start, int32_t end, int32_t other_start, int32_t other_end)
{
    return start < other_end && other_start < end;
}

static bool is_closed(const Clinic *clinic, int32_t kind, const char *id, int32_t day,
                      int32_t start_min, int32_t end_min)
{
    const Closures *closures = &clinic->closures;

    for (int32_t c = 0; c < closures->rows; c++)
        if (closures->kind[c] == kind && closures->date[c] == day &&
            strcmp(closures->id[c], id) == 0 &&
            meet(start_min, end_min, closures->start[c], closures->end[c]))
            return true;
    return false;
}

/* True when @p provider is in a session that the visit of @p r may use. */
static bool is_in_session(const Clinic *clinic, int32_t provider, int32_t r, int32_t start_min,
                          int32_t end_min)
{
    const Sessions *sessions = &clinic->sessions;
    const Requests *requests = &clinic->requests;
    int32_t type = requests->visit_type[r];

    for (int32_t s = 0; s < sessions->rows; s++) {
        bool held = *sessions->held_for[s] &&
                    !(sessions->release_days[s] != MISSING &&
                      sessions->date[s] <= sessions->release_days[s]) &&
                    strcmp(sessions->held_for[s], clinic->visit_types.visit_type[type]) != 0 &&
                    strcmp(sessions->held_for[s], clinic->visit_types.specialty[type]) != 0;

        if (sessions->provider[s] == provider && sessions->site[s] == requests->booked_site[r] &&
            sessions->date[s] == requests->booked_date[r] && sessions->start[s] <= start_min &&
            end_min <= sessions->end[s] && !held &&
            (sessions->mode[s] == SESSION_ANY || sessions->mode[s] == requests->booked_mode[r]))
            return true;
    }
    return false;
}

static void judge_alone(const Clinic *clinic, const Standing *visit)
{
    const Requests *requests = &clinic->requests;
    const VisitPart *lead = &visit->shape->parts[visit->shape->lead];
    int32_t r = visit->request, provider = requests->booked_provider[r];
    int32_t start_min = visit->start_min + lead->start_min;
    int32_t end_min = visit->start_min + lead->until_min;
    const char *site = clinic->sites.site[requests->booked_site[r]];

    assert_in_range(visit->day, 0, clinic->horizon.days[0] - 1);
    assert_true(visit->day >= requests->earliest[r] && visit->day <= requests->latest[r]);
    assert_true(requests->booked_on[r] <= visit->day);
    assert_int_equal(visit->start_min % clinic->horizon.slot_min[0], 0);
    assert_true(is_in_session(clinic, provider, r, start_min, end_min));
    assert_false(is_closed(clinic, CLOSURE_PROVIDER, clinic->providers.provider[provider],
                           visit->day, start_min, end_min));
    for (int32_t i = 0; i < visit->shape->n_parts; i++) {
        const VisitPart *part = &visit->shape->parts[i];
        int32_t room = requests->booked_room[r];
        int32_t from = visit->start_min + part->start_min;
        int32_t until = visit->start_min + part->until_min;

        if (!visit_holds(part, requests->booked_mode[r]))
            continue;
        assert_false(is_closed(clinic, CLOSURE_SITE, site, visit->day, from, until));
        if (part->kind != UNIT_ROOM)
            continue;
        assert_true(room >= 0 && clinic->rooms.site[room] == requests->booked_site[r]);
        assert_string_equal(clinic->rooms.room_type[room], clinic->activities.type[part->activity]);
        assert_true(clinic->rooms.open[room] <= from && until <= clinic->rooms.close[room]);
        assert_false(
            is_closed(clinic, CLOSURE_ROOM, clinic->rooms.room[room], visit->day, from, until));
    }
}

static const VisitPart *room_of(const Standing *visit, int32_t mode)
{
    for (int32_t i = 0; i < visit->shape->n_parts; i++)
        if (visit->shape->parts[i].kind == UNIT_ROOM && visit_holds(&visit->shape->parts[i], mode))
            return &visit->shape->parts[i];
    return NULL;
}

static void judge_pair(const Clinic *clinic, const Standing *one, const Standing *two)
{
    const Requests *requests = &clinic->requests;
    int32_t a = one->request, b = two->request;
    const VisitPart *lead_a = &one->shape->parts[one->shape->lead];
    const VisitPart *lead_b = &two->shape->parts[two->shape->lead];
    const VisitPart *room_a = room_of(one, requests->booked_mode[a]);
    const VisitPart *room_b = room_of(two, requests->booked_mode[b]);
    int32_t travel = requests->booked_site[a] != requests->booked_site[b]
                         ? (int32_t)clinic->rules.travel_min
                         : 0;

    if (one->day != two->day)
        return;
    assert_true(requests->patient[a] != requests->patient[b]); /* once a day is the desk's rule */
    if (requests->booked_provider[a] == requests->booked_provider[b])
        assert_false(meet(one->start_min + lead_a->start_min - travel,
                          one->start_min + lead_a->until_min + travel,
                          two->start_min + lead_b->start_min, two->start_min + lead_b->until_min));
    if (room_a && room_b && requests->booked_room[a] == requests->booked_room[b])
        assert_false(meet(one->start_min + room_a->start_min, one->start_min + room_a->until_min,
                          two->start_min + room_b->start_min, two->start_min + room_b->until_min));
}

/* How many of type @p type are there at the site of @p r at minute @p minute: for persons those in
 * session who lead nothing. */
static int32_t count_there(const Book *book, int32_t kind, const char *type, int32_t r,
                           int32_t minute)
{
    const Clinic *clinic = book->clinic;
    int32_t count = 0, day = clinic->requests.booked_date[r], slot = clinic->horizon.slot_min[0];

    for (int32_t e = 0; kind == UNIT_EQUIPMENT && e < clinic->equipment.rows; e++)
        count += clinic->equipment.site[e] == clinic->requests.booked_site[r] &&
                 strcmp(clinic->equipment.equipment_type[e], type) == 0 &&
                 clinic->equipment.open[e] <= minute &&
                 minute + slot <= clinic->equipment.close[e] &&
                 !is_closed(clinic, CLOSURE_EQUIPMENT, clinic->equipment.equipment[e], day, minute,
                            minute + slot);
    for (int32_t p = 0; kind == UNIT_PROVIDER && p < clinic->providers.rows; p++) {
        bool leads = false;

        for (int32_t v = 0; v < book->count; v++) {
            const Standing *visit = &book->visits[v];
            const VisitPart *lead = &visit->shape->parts[visit->shape->lead];

            leads = leads || (clinic->requests.booked_provider[visit->request] == p &&
                              visit->day == day && visit->start_min + lead->start_min <= minute &&
                              minute < visit->start_min + lead->until_min);
        }
        count += !leads && strcmp(clinic->providers.role[p], type) == 0 &&
                 is_in_session(clinic, p, r, minute, minute + slot) &&
                 !is_closed(clinic, CLOSURE_PROVIDER, clinic->providers.provider[p], day, minute,
                            minute + slot);
    }
    return count;
}

/* How many visits hold a further person or device of the type at that minute. */
static int32_t count_held(const Book *book, int32_t kind, const char *type, int32_t r,
                          int32_t minute)
{
    const Clinic *clinic = book->clinic;
    const Requests *requests = &clinic->requests;
    int32_t count = 0;

    for (int32_t v = 0; v < book->count; v++) {
        const Standing *visit = &book->visits[v];

        if (visit->day != requests->booked_date[r] ||
            requests->booked_site[visit->request] != requests->booked_site[r])
            continue;
        for (int32_t i = 0; i < visit->shape->n_parts; i++) {
            const VisitPart *part = &visit->shape->parts[i];

            count += i != visit->shape->lead && part->kind == kind &&
                     strcmp(clinic->activities.type[part->activity], type) == 0 &&
                     visit_holds(part, requests->booked_mode[visit->request]) &&
                     visit->start_min + part->start_min <= minute &&
                     minute < visit->start_min + part->until_min;
        }
    }
    return count;
}

/* Further persons and devices suffice at every moment of the visit. */
static void judge_capacity(const Book *book, const Standing *visit)
{
    const Clinic *clinic = book->clinic;
    int32_t mode = clinic->requests.booked_mode[visit->request];

    for (int32_t i = 0; i < visit->shape->n_parts; i++) {
        const VisitPart *part = &visit->shape->parts[i];
        const char *type = clinic->activities.type[part->activity];

        if (i == visit->shape->lead || part->kind == UNIT_ROOM || !visit_holds(part, mode))
            continue;
        for (int32_t minute = visit->start_min + part->start_min;
             minute < visit->start_min + part->until_min; minute += clinic->horizon.slot_min[0])
            assert_true(count_held(book, part->kind, type, visit->request, minute) <=
                        count_there(book, part->kind, type, visit->request, minute));
    }
}

static void judge(const char *recipe, int64_t seed)
{
    Clinic *clinic = generated(recipe, seed);
    Book book = book_of(clinic);

    for (int32_t v = 0; v < book.count; v++) {
        judge_alone(clinic, &book.visits[v]);
        judge_capacity(&book, &book.visits[v]);
        for (int32_t w = 0; w < v; w++)
            judge_pair(clinic, &book.visits[v], &book.visits[w]);
    }
    book_clear(&book);
    clinic_free(clinic);
}

TEST(the_standing_bookings_of_a_running_clinic_are_feasible)
{
    judge("night", 1);
    judge("night", 2);
}

TEST(the_standing_bookings_are_feasible_among_all_rules)
{
    for (int64_t seed = 1; seed <= 5; seed++)
        judge("features", seed);
}

TEST(cancellations_leave_holes_that_bookings_would_have_filled)
{
    int32_t booked[2] = {0};

    for (int i = 0; i < 2; i++) {
        const char *setting = i == 0 ? "cancelled_share=0" : "cancelled_share=0.4";
        Clinic *clinic = NULL;

        assert_ok(generator_run("night", 1, &setting, 1, &clinic));
        for (int32_t r = 0; r < clinic->requests.rows; r++)
            booked[i] += clinic->requests.status[r] >= REQUEST_BOOKED;
        clinic_free(clinic);
    }
    assert_true(booked[1] + 50 < booked[0]);
}
