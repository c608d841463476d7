/* Why no allowed schedule is worth more than the number computed here.
 *
 * Take any prices and any allowed schedule S. Its worth is the constants, plus profit + absence of
 * every booking and value x weight_urgent of every place held, less what its sessions cost.
 *
 * Prices first. Let S pay the price of each of its bookings, places, overlaps and of each unit in
 * each slot, and let it receive, for requests, at least what it pays for bookings: a request is
 * booked once at most, and what linked ones do is one of the joint states of their tree, since LINK
 * books them together and keeps their distances, of which only the used links, what the keys tell
 * and the least and greatest length of a visit are asked here. For places it receives n x max(0,
 * price), for overlaps overbook_max x price, and for units what there are x price. It pays for no
 * more than there are (see Units). So S receives what it pays, or more, and the rest goes session
 * by session.
 *
 * Units. Look at a unit in a slot, and at the visits that hold it then, a device also while it is
 * cleared after them. Any two of them are an overlapping pair of one session, for others share no
 * unit; and there are no more than two, for of three in pairs the leads would meet in one minute.
 * Of a pair the second starts while the first runs, and nothing else runs then. So if every visit
 * that starts while another runs pays for the units that this one does not hold, and every other
 * visit for all its own, each unit is paid for once. It pays for less: rows of a visit that are
 * held at once hold different units (where a visit may use a device twice in a row, none is
 * cleared), so of each type the second holds at least as many others as its rows ask for more than
 * those of the first, and it pays for no more than that. For the first more may be counted than it
 * holds: rows since midnight, persons who stand in a fixed visit for a role that is not theirs.
 * Fixed visits pay for no persons, so those of a pair with one are paid for at most by the other,
 * which holds them in sessions of theirs. A place is a visit here like others; shared visits are
 * never of a pair.
 *
 * Placements. Every unit that a visit of S holds is there, open and in no closure, for all of the
 * row's time. No fixed visit keeps it, since S leaves that as it stands, unless the two overlap:
 * then they share rooms and devices, though the fixed visit's lead serves nowhere else. Those who
 * join a fixed visit are one visit with it, and have its units.
 *
 * Costs of a session. With services 1..n in the order in which they are served, the k-th starts
 * W(k) minutes after its planned start a(k): W(1) = 0, W(k + 1) = (W(k) + B(k) D(k) - (a(k + 1) -
 * a(k)))+, B(k) = 1 if someone comes, D(k) its minutes, all independent. The provider's idle time
 * is expected to be a(n) - a(1) + E[W(n) + B(n) D(n)] - the sum of E[B D] of all n, which is a(n) -
 * a(1) + E[W(n)] less E[B D] of all but the last. The path pays just that, but credits a shared
 * visit as if someone surely came. Who comes to the k-th waits W(k) with its exact law, and
 * overtime is (W(n) + B(n) D(n) - (S - a(n)))+, S the end of the session. All of these grow with
 * W(k), and W(k) with the chances of all that come before. So taking the least chance of those who
 * come nearly as likely (of shared visits 0) in waits, E[W(n)] and overtime, and in the number of
 * those who wait, makes no plan cost more; nor does it forbid an overlap. Places are served by
 * nobody and delay nobody.
 *
 * So the plan that S has for a session, with its payments, is worth no more than a path: its
 * services start in order (of two at one minute in the order in which they are served), no three
 * leads at one minute, overlaps only as PROVIDER allows them, fixed visits where they stand, and
 * closures and fixed visits of the lead elsewhere are kept clear. The best path is worth as much or
 * more.
 *
 * Labels. Of plans that have come to the same slot, duties and phase, with an item that holds the
 * same and runs on as long, one makes another needless if no way to go on is better after that one.
 * What follows costs the expectation of an increasing convex function of the minutes V of work that
 * are still ahead: of sums of (V - g)+ over g with weights that are together no more than `weight`
 * (weight_at()). So a plan is needed no more if another is worth as much or more, with E[(V - g)+]
 * no larger for all g; and also if the largest excess of that over all g, times the weight, is no
 * more than what it is worth more. A label that swallows another in spite of being worth less
 * becomes worth as much: no plan is lost, so the result is no lower than the best. It starts from
 * its own worth in every slot. What else binds (patients, further persons one by one, travel,
 * overtime limits, one request in two sessions) is left out, which can only raise the bound.
 *
 * Rounding: sessions' plans and trees say by how much their sums can be off (PathBest.doubt,
 * sum_doubt()), all other terms are exact or a few roundings of one number; terms are added with
 * compensation, and all doubts are added to the sum.
 */
#include "model/audit/certify.h"

#include "model/audit/audit.h"
#include "model/audit/certify_session.h"
#include "model/audit/certify_side.h"
#include "model/base/memory.h"

typedef struct Certifier {
    Books books;
    Fair *fair; /* owned, as all below */
    Planner *planner;
    Rows shifts;    /* by date */
    Rows standing;  /* booked requests by the date where they stand */
    Rows starting;  /* other requests by the first date of their window */
    Need *active;   /* [n_active]: those whose window holds the date in hand */
    PathBest *best; /* [shifts] */
    int32_t n_active;
    bool hopeless; /* no schedule is allowed */
    Sum sum;       /* of all but sessions */
} Certifier;

/* How closely plans are looked at: at first, if that does not prove the claim, and so on. */
static const PathCare cares[] = {{1e-3, 1000}, {1e-4, 4000}, {1e-5, 16000}, {0.0, INT32_MAX}};
enum { N_CARES = sizeof cares / sizeof cares[0] };

/* What is lost where nothing is booked or held, and places at their prices. */
static void add_constants(Certifier *c)
{
    const Clinic *clinic = c->books.clinic;

    for (int32_t r = 0; r < clinic->requests.rows; r++)
        sum_add(&c->sum, -books_absence(&c->books, r));
    for (int32_t i = 0; i < c->books.multipliers->n_reserves; i++) {
        const Reserve *key = &c->books.multipliers->reserves[i];
        double lost = clinic->visit_types.value[key->type] * clinic->rules.weight_urgent;

        sum_add(&c->sum, -(double)key->places * lost);
        sum_add(&c->sum, (double)key->places * fmax(0.0, key->price));
    }
    for (int32_t s = 0; s < c->books.hours->n_shifts; s++)
        if (!isnan(c->books.multipliers->overlap[s]))
            sum_add(&c->sum, c->books.multipliers->overlap[s] *
                                 clinic->sessions.overbook_max[c->books.hours->shifts[s].row]);
    lanes_add(&c->books.multipliers->lanes, &c->sum);
}

/* Fixed visits that are in no session: nothing of them is left to choose. */
static Status add_apart(Certifier *c)
{
    const Books *books = &c->books;
    Status status = STATUS_OK;
    Bill bill = {0};

    for (int32_t i = 0; i < books->fixed.count; i++) {
        const FixedVisit *visit = &books->fixed.visits[i];

        if (visit->shift >= 0)
            continue;
        TRY(bill_make(books, visit->type, visit->factor, visit->mode, visit->site, visit->date,
                      false, &bill));
        sum_add(&c->sum, -bill_cost(&bill, visit->start_min));
        for (int32_t k = 0; k < visit->count; k++) {
            int32_t r = books->fixed.members[visit->first + k];

            sum_add(&c->sum, books_gain(books, r, visit->date));
            sum_add(&c->sum, books_bonus(books, r, visit->provider, visit->site));
            sum_doubt(&c->sum, 0x1p-50 * books->scale[visit->type]);
        }
    }
done:
    bill_clear(&bill);
    return status;
}

static Status rows_of(int32_t *owner, int32_t count, int32_t days, Rows *out)
{
    Status status = rows_new(owner, count, days, out);

    mem_free(owner);
    return status;
}

/* Sorts sessions and requests by date. */
static Status sort_by_date(Certifier *c)
{
    const Requests *requests = &c->books.clinic->requests;
    int32_t days = c->books.facts->days;
    int32_t *shifts = MEM_NEW(int32_t, c->books.hours->n_shifts);
    int32_t *standing = MEM_NEW(int32_t, requests->rows);
    int32_t *starting = MEM_NEW(int32_t, requests->rows);
    Status status = STATUS_NO_MEMORY;

    if (!shifts || !standing || !starting) {
        mem_free(shifts);
        mem_free(standing);
        mem_free(starting);
        return status;
    }
    for (int32_t s = 0; s < c->books.hours->n_shifts; s++)
        shifts[s] = c->books.hours->shifts[s].date;
    for (int32_t r = 0; r < requests->rows; r++) {
        Need need = need_of(c->books.facts, r);

        standing[r] = requests->status[r] == REQUEST_BOOKED ? requests->booked_date[r] : -1;
        starting[r] = requests->status[r] == REQUEST_FIXED || need.first_date > need.last_date
                          ? -1
                          : need.first_date;
    }
    status = rows_of(shifts, c->books.hours->n_shifts, days, &c->shifts);
    if (rows_of(standing, requests->rows, days, &c->standing) != STATUS_OK)
        status = STATUS_NO_MEMORY;
    if (rows_of(starting, requests->rows, days, &c->starting) != STATUS_OK)
        status = STATUS_NO_MEMORY;
    return status;
}

/* What all requests offer on @p date. */
static Status trade(Certifier *c, int32_t date)
{
    int32_t kept = 0;
    Status status = STATUS_OK;

    TRY(fair_open(c->fair, date));
    for (int32_t i = c->starting.begin[date]; i < c->starting.begin[date + 1]; i++)
        c->active[c->n_active++] = need_of(c->books.facts, c->starting.row[i]);
    for (int32_t i = 0; i < c->n_active; i++) {
        if (c->active[i].last_date < date)
            continue;
        c->active[kept++] = c->active[i];
        TRY(fair_add(c->fair, &c->active[kept - 1]));
    }
    c->n_active = kept;
    for (int32_t i = c->standing.begin[date]; i < c->standing.begin[date + 1]; i++) {
        Need need = need_of(c->books.facts, c->standing.row[i]);

        TRY(fair_add_kept(c->fair, &need));
    }
done:
    return status;
}

/* The best plan of each session of which no exact one is known. */
static Status plan_sessions(Certifier *c, PathCare care)
{
    Status status = STATUS_OK;

    c->n_active = 0;
    for (int32_t date = 0; date < c->books.facts->days; date++) {
        TRY(trade(c, date));
        for (int32_t i = c->shifts.begin[date]; i < c->shifts.begin[date + 1]; i++) {
            PathBest *best = &c->best[c->shifts.row[i]];

            if (!best->exact)
                TRY(planner_run(c->planner, c->shifts.row[i], care, best));
        }
    }
done:
    return status;
}

/* The whole sum; *@p exact if no plan came out too high. */
static double add_up(const Certifier *c, bool *exact)
{
    Sum sum = c->sum;
    bool hopeless = c->hopeless;

    *exact = true;
    for (int32_t i = 0; i < c->books.hours->n_shifts; i++) {
        const PathBest *best = &c->best[i];

        *exact = *exact && best->exact;
        hopeless = hopeless || !(best->worth > -INFINITY);
        if (best->worth > -INFINITY)
            sum_add(&sum, best->worth);
        sum_doubt(&sum, best->doubt);
    }
    return hopeless ? -INFINITY : sum_above(&sum);
}

/* The care to begin with. */
static int32_t first_care(double claim)
{
    if (isnan(claim))
        return 1;
    return claim > -INFINITY ? 0 : N_CARES - 1;
}

static Status certify(Certifier *c, double claim, double *bound)
{
    double proven = INFINITY;
    bool enough = false;
    Status status = STATUS_OK;

    TRY(sort_by_date(c));
    status = STATUS_NO_MEMORY;
    c->active = MEM_NEW(Need, c->books.clinic->requests.rows);
    c->best = MEM_NEW(PathBest, c->books.hours->n_shifts);
    if (!c->active || !c->best)
        goto done;
    TRY(fair_new(&c->books, &c->fair));
    TRY(planner_new(&c->books, c->fair, &c->planner));
    add_constants(c);
    TRY(add_apart(c));
    TRY(sides_add(&c->books, &c->sum, &c->hopeless));
    for (int32_t i = first_care(claim); i < N_CARES && !enough; i++) {
        TRY(plan_sessions(c, cares[i]));
        proven = add_up(c, &enough);
        enough = enough || isnan(claim) || audit_reaches(claim, proven);
    }
    *bound = proven;
done:
    return status;
}

Status certify_bound(const Clinic *clinic, const Chances *chances, const Schedule *schedule,
                     double claim, double *bound)
{
    Status status = STATUS_OK;
    Certifier c = {.n_active = 0};

    TRY(books_init(&c.books, clinic, chances, schedule));
    TRY(certify(&c, claim, bound));
done:
    planner_free(c.planner);
    fair_free(c.fair);
    mem_free(c.active);
    mem_free(c.best);
    rows_clear(&c.shifts);
    rows_clear(&c.standing);
    rows_clear(&c.starting);
    books_clear(&c.books);
    return status;
}
