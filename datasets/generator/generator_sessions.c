#include <stdlib.h>
#include <string.h>

#include "datasets/generator/generator_draft.h"
#include "model/base/memory.h"
#include "model/base/order.h"
#include "model/clinic/calendar.h"

enum {
    MORNING_MIN = 8 * 60,
    AFTERNOON_MIN = 13 * 60,
    HALF_DAYS = 10, /* of a week */
    LEAST_MIN = 60, /* a session is not shorter */
    MEETING_MIN = 60
};

/* One half day of someone, before it is cut into blocks. */
typedef struct Half {
    int32_t provider, site, day, start_min, end_min;
    int32_t meeting_min; /* when a meeting begins, or -1 */
} Half;

typedef struct Timetable {
    Draft *draft;
    Random random;
    uint8_t *leave; /* [providers x days] */
    Half *halves;   /* owned */
    int32_t n_halves, capacity;
} Timetable;

static int by_provider_and_time(const void *left, const void *right)
{
    const Half *a = left, *b = right;
    const int64_t ours[] = {a->provider, a->day, a->start_min};
    const int64_t theirs[] = {b->provider, b->day, b->start_min};

    return order_keys(ours, theirs, 3);
}

static Status put_closure(Draft *draft, int32_t provider, int32_t day, int32_t start_min,
                          int32_t end_min, const char *reason)
{
    Closures *closures = &draft->clinic->closures;
    int32_t row = 0;
    Status status = clinic_append(draft->clinic, TABLE_closures, &row);

    if (status != STATUS_OK)
        return status;
    closures->kind[row] = CLOSURE_PROVIDER;
    closures->id[row] = draft->clinic->providers.provider[provider];
    closures->date[row] = day;
    closures->start[row] = start_min;
    closures->end[row] = end_min;
    closures->reason[row] = reason;
    return STATUS_OK;
}

static Status draw_leave(Timetable *table)
{
    const Recipe *recipe = table->draft->recipe;

    for (int32_t p = 0; p < recipe->providers; p++) {
        for (int32_t day = 0; day < recipe->days; day++) {
            Status status;

            if (!draft_weekday(table->draft, day) ||
                !draft_chance(&table->random, recipe->leave_share))
                continue;
            table->leave[(int64_t)p * recipe->days + day] = 1;
            status = put_closure(table->draft, p, day, MORNING_MIN, 18 * 60, "leave");
            if (status != STATUS_OK)
                return status;
        }
    }
    return STATUS_OK;
}

/* True when @p provider changes the site at noon on the days away. */
static bool switches(const Draft *draft, int32_t provider)
{
    return draft->away[provider] >= 0 &&
           provider * 37 % 100 < (int32_t)(draft->recipe->switch_share * 100);
}

/* Where someone works on a half day: rovers go to their second site on Tuesdays and Thursdays, and
 * some of them only in the afternoon. */
static int32_t site_of(const Draft *draft, int32_t provider, int32_t weekday, bool afternoon)
{
    if (draft->away[provider] < 0 || weekday % 2 == 1 || (!afternoon && switches(draft, provider)))
        return draft->home[provider];
    return draft->away[provider];
}

/* Adds one half day of at most @p wanted_min minutes; *@p got_min is what is open to visits. */
static Status put_half(Timetable *table, int32_t provider, int32_t day, bool afternoon,
                       int64_t wanted_min, int32_t *got_min)
{
    Draft *draft = table->draft;
    const Recipe *recipe = draft->recipe;
    void *halves = table->halves;
    int32_t length = afternoon ? recipe->afternoon_min : recipe->morning_min;
    int32_t begin =
        draft_grid(draft, afternoon ? AFTERNOON_MIN : MORNING_MIN - 30 + provider * 31 % 3 * 30);
    Half half = {.provider = provider, .day = day, .start_min = begin, .meeting_min = -1};
    Status status;

    if (wanted_min < length)
        length = wanted_min < LEAST_MIN ? LEAST_MIN : (int32_t)wanted_min;
    length = length / recipe->slot_min * recipe->slot_min;
    half.end_min = begin + length;
    half.site =
        site_of(draft, provider, calendar_weekday(draft->clinic->epoch_day + day), afternoon);
    if (draft_chance(&table->random, recipe->meeting_share) && length >= 2 * MEETING_MIN)
        half.meeting_min = begin + random_below(&table->random, length / MEETING_MIN) * MEETING_MIN;
    status = mem_grow(&halves, &table->capacity, (int64_t)table->n_halves + 1, sizeof half);
    table->halves = halves;
    if (status != STATUS_OK)
        return status;
    table->halves[table->n_halves++] = half;
    draft->pool_open[(int64_t)draft_pool(draft, half.site, draft->specialty[provider]) *
                         recipe->days +
                     day] = 1;
    *got_min = length - (half.meeting_min >= 0 ? MEETING_MIN : 0);
    return STATUS_OK;
}

/* Brings the half days that @p first wants to the front, the others after them as they were. */
static void bring_forward(int32_t *week, bool (*first)(int32_t half))
{
    int32_t sorted[HALF_DAYS] = {0}, count = 0;

    for (int32_t pass = 0; pass < 2; pass++)
        for (int32_t i = 0; i < HALF_DAYS; i++)
            if (first(week[i]) == (pass == 0))
                sorted[count++] = week[i];
    memcpy(week, sorted, sizeof sorted);
}

static bool is_morning(int32_t half)
{
    return half % 2 == 0;
}

static bool is_tuesday(int32_t half)
{
    return half / 2 == 1;
}

/* The half days of a week in the order in which someone gives them to patients: any order, but
 * nurses, whom other visits need too, are there on mornings first, and who changes the site at noon
 * has a day to do so. */
static void shuffle_week(Timetable *table, int32_t provider, int32_t *week)
{
    for (int32_t i = 0; i < HALF_DAYS; i++)
        week[i] = i;
    for (int32_t i = HALF_DAYS - 1; i > 0; i--) {
        int32_t j = random_below(&table->random, i + 1), kept = week[i];

        week[i] = week[j];
        week[j] = kept;
    }
    if (table->draft->specialty[provider] == SPECIALTY_nursing)
        bring_forward(week, is_morning);
    if (switches(table->draft, provider))
        bring_forward(week, is_tuesday);
}

/* Gives the people of @p pool half days, one of each week in turn, until they answer what is asked
 * under the load, or their weeks are full. Everyone has at least one. */
static Status fill_pool(Timetable *table, int32_t pool)
{
    Draft *draft = table->draft;
    const Recipe *recipe = draft->recipe;
    int32_t begin = draft->pool_begin[pool], size = draft_pool_size(draft, pool);
    double target = (double)draft->pool_asked_min[pool] / recipe->load;
    int64_t left = (int64_t)target;
    int32_t *weeks = MEM_NEW(int32_t, (int64_t)size * HALF_DAYS);
    Status status = weeks ? STATUS_OK : STATUS_NO_MEMORY;

    for (int32_t i = 0; i < size && status == STATUS_OK; i++)
        shuffle_week(table, draft->pool_member[begin + i], weeks + (int64_t)i * HALF_DAYS);
    for (int32_t turn = 0; turn < HALF_DAYS && status == STATUS_OK; turn++) {
        for (int32_t day = 0; day < recipe->days; day++) {
            int32_t weekday = calendar_weekday(draft->clinic->epoch_day + day);

            for (int32_t i = 0; i < size && status == STATUS_OK; i++) {
                int32_t provider = draft->pool_member[begin + i], got_min = 0;
                int32_t half = weeks[(int64_t)i * HALF_DAYS + turn];
                bool afternoon = half % 2 == 1;

                if (half / 2 + 1 != weekday || (afternoon && recipe->afternoon_min < LEAST_MIN))
                    continue;
                if (table->leave[(int64_t)provider * recipe->days + day])
                    continue;
                if (left < recipe->slot_min || (left < LEAST_MIN / 2 && turn > 0))
                    continue;
                status = put_half(table, provider, day, afternoon, left, &got_min);
                left -= got_min;
            }
        }
    }
    mem_free(weeks);
    return status;
}

static Status put_session(Timetable *table, const Half *half, int32_t start_min, int32_t end_min,
                          int32_t *row)
{
    Sessions *sessions = &table->draft->clinic->sessions;
    Status status = clinic_append(table->draft->clinic, TABLE_sessions, row);

    if (status != STATUS_OK)
        return status;
    sessions->provider[*row] = half->provider;
    sessions->site[*row] = half->site;
    sessions->date[*row] = half->day;
    sessions->start[*row] = start_min;
    sessions->end[*row] = end_min;
    return STATUS_OK;
}

/* A type the provider leads, to hold a block for. */
static int32_t draw_own_type(Timetable *table, int32_t provider)
{
    int32_t begin, end;

    draft_skills(table->draft, provider, &begin, &end);
    return table->draft->clinic->skills.visit_type[random_between(&table->random, begin, end - 1)];
}

/* Writes a half day as one session, or as a held block and the rest. */
static Status write_half(Timetable *table, const Half *half)
{
    Status status = STATUS_OK;
    Draft *draft = table->draft;
    const Recipe *recipe = draft->recipe;
    Sessions *sessions = &draft->clinic->sessions;
    int32_t row = 0, start_min = half->start_min;
    double mode = random_unit(&table->random);
    bool overbooked =
        recipe->overbook_max > 0 && draft_chance(&table->random, recipe->overbook_share);

    if (half->meeting_min >= 0)
        TRY(put_closure(draft, half->provider, half->day, half->meeting_min,
                        half->meeting_min + MEETING_MIN,
                        random_below(&table->random, 2) ? "meeting" : "procedure"));
    if (draft_chance(&table->random, recipe->held_share) && half->end_min - start_min >= 120 &&
        half->meeting_min != start_min) {
        int32_t type = draw_own_type(table, half->provider);

        TRY(put_session(table, half, start_min, start_min + 60, &row));
        sessions->held_for[row] = random_below(&table->random, 4)
                                      ? draft->types[type]->id
                                      : catalogue_specialties[draft->types[type]->specialty].id;
        if (draft_chance(&table->random, recipe->release_share))
            sessions->release_days[row] = random_between(&table->random, 1, 3);
        start_min += 60;
    }
    TRY(put_session(table, half, start_min, half->end_min, &row));
    if (mode < recipe->telehealth_sessions)
        sessions->mode[row] = SESSION_TELEHEALTH;
    else if (mode < recipe->telehealth_sessions + recipe->in_person_sessions)
        sessions->mode[row] = SESSION_IN_PERSON;
    if (overbooked)
        sessions->overbook_max[row] = recipe->overbook_max;
done:
    return status;
}

Status draft_sessions(Draft *draft)
{
    Status status = STATUS_OK;
    Timetable table = {.draft = draft, .random = random_stream(draft->seed, DRAFT_SESSIONS)};

    table.leave = MEM_NEW(uint8_t, (int64_t)draft->recipe->providers * draft->recipe->days);
    if (!table.leave) {
        status = STATUS_NO_MEMORY;
        goto done;
    }
    TRY(draw_leave(&table));
    for (int32_t pool = 0; pool < draft->n_pools; pool++)
        TRY(fill_pool(&table, pool));
    if (table.n_halves > 0)
        qsort(table.halves, (size_t)table.n_halves, sizeof table.halves[0], by_provider_and_time);
    for (int32_t i = 0; i < table.n_halves; i++)
        TRY(write_half(&table, &table.halves[i]));
done:
    mem_free(table.leave);
    mem_free(table.halves);
    return status;
}
