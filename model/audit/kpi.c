#include "model/audit/kpi.h"

#include <stdlib.h>
#include <string.h>

#include "model/audit/kpi_diary.h"
#include "model/base/memory.h"
#include "model/base/order.h"

/* The keys, in the order of their rows. */
enum Key {
    KEY_BOOKED,
    KEY_UNBOOKED,
    KEY_FILL_RATE,
    KEY_NO_SHOW,
    KEY_LEAD_MEAN,
    KEY_LEAD_P90,
    KEY_THIRD_NEXT,
    KEY_UTILISATION,
    KEY_IDLE,
    KEY_WAIT,
    KEY_OVERTIME,
    KEY_OVERLAPPED,
    KEY_MOVED,
    KEY_PREFERENCE,
    N_KEYS
};

static const char *const key_texts[N_KEYS] = {"booked",
                                              "unbooked",
                                              "fill_rate",
                                              "expected_no_show_rate",
                                              "lead_time_days_mean",
                                              "lead_time_days_p90",
                                              "third_next_available_days",
                                              "utilisation",
                                              "expected_idle_min",
                                              "expected_wait_min",
                                              "expected_overtime_min",
                                              "overlapped",
                                              "moved",
                                              "preference_rate"};

/* What is counted for one site, specialty, ... */
typedef struct Tally {
    const char *id; /* borrowed */
    int32_t scope;
    int64_t booked, unbooked, overlapped, moved, wishes, granted;
    double no_show, lead_days, lead_p90, wait_min;
    double open_min, led_min, idle_min, overtime_min;
    double third_days;    /* sum over providers who have a third free place */
    int64_t third_people; /* how many */
} Tally;

/* A booked request's lead time under one tally. */
typedef struct Lead {
    int32_t tally;
    int32_t days;
} Lead;

typedef struct Board {
    Case *c;
    Tally *tallies;     /* owned, [count] */
    int32_t *specialty; /* owned, [visit_types]: tally */
    int32_t *cohort;    /* owned, [patients]: tally, or -1 */
    int32_t first_site, first_provider;
    int32_t *stamp; /* owned, [count]: session a specialty was counted for last, plus 1 */
    Lead *leads;    /* owned, [n_leads] */
    int64_t n_leads;
    int32_t count;
} Board;

/* Enters the distinct ones of @p ids as tallies of @p scope; @p tally_of: which each is in; blank
 * ids are in none. */
static Status list_names(Board *board, int32_t scope, const char *const *ids, int32_t count,
                         int32_t *tally_of)
{
    Status status = STATUS_OK;
    Lookup *names = NULL;

    TRY(lookup_new(64, &names));
    for (int32_t row = 0; row < count; row++) {
        tally_of[row] = -1;
        if (*ids[row] == '\0' && scope != SCOPE_SPECIALTY)
            continue;
        TRY(lookup_add(names, ids[row], board->count, &tally_of[row]));
        if (tally_of[row] == board->count)
            board->tallies[board->count++] = (Tally){.id = ids[row], .scope = scope};
    }
done:
    lookup_free(names);
    return status;
}

static Status board_init(Board *board, Case *c)
{
    const Clinic *clinic = c->clinic;
    int64_t most = 1 + (int64_t)clinic->sites.rows + clinic->visit_types.rows +
                   clinic->providers.rows + clinic->patients.rows;
    Status status = STATUS_NO_MEMORY;

    *board = (Board){.c = c, .tallies = MEM_NEW(Tally, most)};
    board->specialty = MEM_NEW(int32_t, clinic->visit_types.rows);
    board->cohort = MEM_NEW(int32_t, clinic->patients.rows);
    board->leads = MEM_NEW(Lead, 5 * (int64_t)c->n_seats);
    if (!board->tallies || !board->specialty || !board->cohort || !board->leads)
        goto done;
    board->tallies[board->count++] = (Tally){.id = "", .scope = SCOPE_ALL};
    board->first_site = board->count;
    for (int32_t site = 0; site < clinic->sites.rows; site++)
        board->tallies[board->count++] =
            (Tally){.id = clinic->sites.site[site], .scope = SCOPE_SITE};
    TRY(list_names(board, SCOPE_SPECIALTY, clinic->visit_types.specialty, clinic->visit_types.rows,
                   board->specialty));
    board->first_provider = board->count;
    for (int32_t p = 0; p < clinic->providers.rows; p++)
        board->tallies[board->count++] =
            (Tally){.id = clinic->providers.provider[p], .scope = SCOPE_PROVIDER};
    TRY(list_names(board, SCOPE_COHORT, clinic->patients.cohort, clinic->patients.rows,
                   board->cohort));
    board->stamp = MEM_NEW(int32_t, board->count);
    status = board->stamp ? STATUS_OK : STATUS_NO_MEMORY;
done:
    return status;
}

static void board_clear(Board *board)
{
    mem_free(board->tallies);
    mem_free(board->specialty);
    mem_free(board->cohort);
    mem_free(board->stamp);
    mem_free(board->leads);
}

/* The tallies of request @p r, whose visit is (or is wished to be) there; -1: none. */
static void tallies_of(const Board *board, int32_t r, int32_t provider, int32_t site,
                       int32_t tallies[5])
{
    const Requests *requests = &board->c->clinic->requests;

    tallies[0] = 0;
    tallies[1] = site >= 0 ? board->first_site + site : -1;
    tallies[2] = board->specialty[requests->visit_type[r]];
    tallies[3] = provider >= 0 ? board->first_provider + provider : -1;
    tallies[4] = board->cohort[requests->patient[r]];
}

static void count_booked(Board *board, int32_t r)
{
    const Case *c = board->c;
    const Requests *requests = &c->clinic->requests;
    const Visit *visit = &c->visits[c->seats[c->seat_of[r]].visit];
    double show = case_show(c, r, visit->date);
    int64_t days = (int64_t)visit->date - requests->requested_on[r];
    int32_t tallies[5];

    tallies_of(board, r, visit->lead, visit->site, tallies);
    for (int i = 0; i < 5; i++) {
        Tally *tally = tallies[i] < 0 ? NULL : &board->tallies[tallies[i]];

        if (!tally)
            continue;
        tally->booked++;
        tally->no_show += 1.0 - show;
        tally->lead_days += (double)days;
        tally->wait_min += show * visit->wait_min;
        tally->overlapped += visit->overlaps;
        tally->moved += requests->status[r] == REQUEST_BOOKED && !case_kept(c, r);
        tally->wishes += (requests->provider[r] >= 0) + (requests->site[r] >= 0);
        tally->granted += (requests->provider[r] >= 0 && requests->provider[r] == visit->lead) +
                          (requests->site[r] >= 0 && requests->site[r] == visit->site);
        board->leads[board->n_leads++] =
            (Lead){tallies[i], days > INT32_MAX ? INT32_MAX : (int32_t)days};
    }
}

static void count_unbooked(Board *board, int32_t r)
{
    const Requests *requests = &board->c->clinic->requests;
    int32_t tallies[5];

    if (requests->status[r] == REQUEST_FIXED &&
        (requests->booked_date[r] < 0 || requests->booked_date[r] >= board->c->facts->days))
        return;
    tallies_of(board, r, requests->provider[r], requests->site[r], tallies);
    for (int i = 0; i < 5; i++)
        if (tallies[i] >= 0)
            board->tallies[tallies[i]].unbooked++;
}

static int by_lead(const void *left, const void *right)
{
    const Lead *a = left, *b = right;

    if (a->tally != b->tally)
        return order_int(a->tally, b->tally);
    return order_int(a->days, b->days);
}

/* The 90th percentile by nearest rank, in each tally. */
static void rank_leads(Board *board)
{
    qsort(board->leads, (size_t)board->n_leads, sizeof(Lead), by_lead);
    for (int64_t i = 0; i < board->n_leads;) {
        Tally *tally = &board->tallies[board->leads[i].tally];
        int64_t rank = (9 * tally->booked + 9) / 10;

        tally->lead_p90 = board->leads[i + rank - 1].days;
        i += tally->booked;
    }
}

static void add_diary(Tally *tally, const Diary *diary, int32_t slot_min)
{
    tally->open_min += (diary->count - diary_count(diary, DIARY_CLOSED)) * slot_min;
    tally->led_min += diary_count(diary, DIARY_LED) * slot_min;
}

/* Minutes open and led, for the specialties that could be led in the session. */
static void count_specialties(Board *board, int32_t s)
{
    const Case *c = board->c;
    const Rows *skills = &c->facts->skills;
    int32_t provider = c->hours->shifts[s].provider;

    for (int32_t i = skills->begin[provider]; i < skills->begin[provider + 1]; i++) {
        int32_t at = board->specialty[c->clinic->skills.visit_type[skills->row[i]]];
        Diary diary;

        if (board->stamp[at] == s + 1 || !diary_can_lead(c, s, skills->row[i], NULL))
            continue;
        board->stamp[at] = s + 1;
        diary = diary_of(c, s, board->tallies[at].id);
        add_diary(&board->tallies[at], &diary, c->facts->slot_min);
    }
}

static void count_sessions(Board *board)
{
    const Case *c = board->c;

    for (int32_t s = 0; s < c->hours->n_shifts; s++) {
        const Shift *shift = &c->hours->shifts[s];
        const int32_t tallies[] = {0, board->first_site + shift->site,
                                   board->first_provider + shift->provider};
        Diary diary = diary_of(c, s, NULL);

        for (int i = 0; i < 3; i++) {
            add_diary(&board->tallies[tallies[i]], &diary, c->facts->slot_min);
            board->tallies[tallies[i]].idle_min += c->idle_min[s];
            board->tallies[tallies[i]].overtime_min += c->overtime_min[s];
        }
        count_specialties(board, s);
    }
}

static void add_third(Tally *tally, double days)
{
    if (isnan(days))
        return;
    tally->third_days += days;
    tally->third_people++;
}

/* The third free place of a provider: anywhere, at each site it works at, for each specialty. */
static void count_access(Board *board, int32_t provider)
{
    const Case *c = board->c;
    const Rows *skills = &c->facts->skills;
    int32_t count = 0, stamp = -provider - 1;
    int32_t first = (int32_t)(hours_shifts(c->hours, provider, 0, &count) - c->hours->shifts);
    double days = diary_third_free(c, provider, -1, NULL);

    add_third(&board->tallies[0], days);
    add_third(&board->tallies[board->first_provider + provider], days);
    for (int32_t s = first; s < c->hours->n_shifts && c->hours->shifts[s].provider == provider;
         s++) {
        int32_t site = c->hours->shifts[s].site, at = board->first_site + site;

        if (board->stamp[at] != stamp)
            add_third(&board->tallies[at], diary_third_free(c, provider, site, NULL));
        board->stamp[at] = stamp;
    }
    for (int32_t i = skills->begin[provider]; i < skills->begin[provider + 1]; i++) {
        int32_t at = board->specialty[c->clinic->skills.visit_type[skills->row[i]]];

        if (board->stamp[at] != stamp)
            add_third(&board->tallies[at],
                      diary_third_free(c, provider, -1, board->tallies[at].id));
        board->stamp[at] = stamp;
    }
}

static void count_all(Board *board)
{
    const Clinic *clinic = board->c->clinic;

    for (int32_t r = 0; r < clinic->requests.rows; r++) {
        if (case_booked(board->c, r))
            count_booked(board, r);
        else
            count_unbooked(board, r);
    }
    rank_leads(board);
    count_sessions(board);
    for (int32_t p = 0; p < clinic->providers.rows; p++)
        count_access(board, p);
}

static double ratio(double part, double whole)
{
    return whole > 0.0 ? part / whole : NAN;
}

static void values_of(const Tally *tally, double values[N_KEYS])
{
    double booked = (double)tally->booked;
    bool has_sessions = tally->scope != SCOPE_SPECIALTY && tally->scope != SCOPE_COHORT;

    values[KEY_BOOKED] = booked;
    values[KEY_UNBOOKED] = (double)tally->unbooked;
    values[KEY_FILL_RATE] = ratio(booked, booked + (double)tally->unbooked);
    values[KEY_NO_SHOW] = ratio(tally->no_show, booked);
    values[KEY_LEAD_MEAN] = ratio(tally->lead_days, booked);
    values[KEY_LEAD_P90] = tally->booked > 0 ? tally->lead_p90 : NAN;
    values[KEY_THIRD_NEXT] = ratio(tally->third_days, (double)tally->third_people);
    values[KEY_UTILISATION] = ratio(tally->led_min, tally->open_min);
    values[KEY_IDLE] = has_sessions ? tally->idle_min : NAN;
    values[KEY_WAIT] = tally->wait_min;
    values[KEY_OVERTIME] = has_sessions ? tally->overtime_min : NAN;
    values[KEY_OVERLAPPED] = (double)tally->overlapped;
    values[KEY_MOVED] = (double)tally->moved;
    values[KEY_PREFERENCE] = ratio((double)tally->granted, (double)tally->wishes);
}

static Status write_table(const Board *board, Schedule *schedule)
{
    const TableInfo *info = &result_schema.tables[TABLE_kpis];
    Kpis *rows = &schedule->kpis;

    if (table_resize(schedule, info, board->count * N_KEYS) != STATUS_OK)
        return STATUS_NO_MEMORY;
    for (int32_t i = 0; i < board->count; i++) {
        double values[N_KEYS];

        values_of(&board->tallies[i], values);
        for (int32_t key = 0; key < N_KEYS; key++) {
            rows->scope[i * N_KEYS + key] = board->tallies[i].scope;
            rows->id[i * N_KEYS + key] = board->tallies[i].id;
            rows->key[i * N_KEYS + key] = key_texts[key];
            rows->value[i * N_KEYS + key] = values[key];
        }
    }
    return STATUS_OK;
}

Status kpi_fill(const Clinic *clinic, const Chances *chances, Schedule *schedule)
{
    Status status = STATUS_OK;
    Verdict verdict = {0}; /* takes what the case finds wrong, which is the audit's to report */
    Board board = {0};
    Case *c = NULL;

    TRY(case_new(clinic, chances, schedule, &verdict, &c));
    TRY(worth_run(c));
    TRY(board_init(&board, c));
    count_all(&board);
    TRY(write_table(&board, schedule));
done:
    board_clear(&board);
    case_free(c);
    findings_clear(&verdict.findings);
    return status;
}
