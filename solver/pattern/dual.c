#include "solver/pattern/dual.h"

#include <math.h>

#include "model/base/memory.h"
#include "solver/parallel.h"
#include "solver/pattern/dual_run.h"
#include "solver/pattern/heat.h"

enum { GROUPS_PER_JOB = 2048, REQUESTS_PER_JOB = 8192, TREES_PER_JOB = 64, CAPACITY_MOST = 64 };

/* Units of work of one evaluation, measured: about a microsecond each. */
static const double work_per_item = 0.7, work_per_offer = 0.02, work_per_start = 0.3;

static size_t jobs_of(int64_t count, int64_t per_job)
{
    return (size_t)((count + per_job - 1) / per_job);
}

/* The best of a group whose requests exclude each other. */
static void value_group(const Run *run, int32_t g)
{
    Dual *dual = run->dual;
    const Market *market = dual->market;
    double inner = -INFINITY, last = -INFINITY, sum = 0;

    for (int64_t i = market->offer_begin[g]; i < market->offer_begin[g + 1]; i++) {
        double worth = market->worth[i] - bucket_price(run, market->price[i]);

        dual->odds[i] = worth + market->credit[i];
        last = worth > last ? worth : last;
        inner = dual->odds[i] > inner ? dual->odds[i] : inner;
    }
    for (int64_t i = market->offer_begin[g]; i < market->offer_begin[g + 1]; i++) {
        dual->odds[i] = heat_exp((dual->odds[i] - inner) / run->heat);
        sum += dual->odds[i];
    }
    dual->inner[g] = inner;
    dual->last[g] = last;
    dual->sum[g] = sum;
    dual->soft[g] = sum > 0 ? inner + run->heat * log(sum) : -INFINITY;
}

/* The best members of a shared visit, up to its capacity. */
static void value_shared(const Run *run, int32_t g)
{
    Dual *dual = run->dual;
    const Market *market = dual->market;
    int32_t capacity = market->groups[g].capacity, n = 0;
    double best[CAPACITY_MOST], hard = 0, soft = 0, least;

    capacity = capacity > CAPACITY_MOST ? CAPACITY_MOST : capacity;
    for (int64_t i = market->offer_begin[g]; i < market->offer_begin[g + 1]; i++) {
        double worth = market->worth[i] - bucket_price(run, market->price[i]);
        int32_t at = n < capacity ? n++ : capacity;

        dual->odds[i] = worth;
        while (at > 0 && best[at - 1] < worth) {
            if (at < capacity)
                best[at] = best[at - 1];
            at--;
        }
        if (at < capacity)
            best[at] = worth;
    }
    least = n > 0 ? best[n - 1] : 0;
    for (int32_t i = 0; i < n; i++)
        hard += best[i] > 0 ? best[i] : 0;
    for (int64_t i = market->offer_begin[g]; i < market->offer_begin[g + 1]; i++) {
        double odds = heat_exp(-fabs(dual->odds[i]) / run->heat), worth = dual->odds[i];

        dual->odds[i] = worth < least ? 0 : (worth > 0 ? 1 : odds) / (1 + odds);
        soft += worth < least ? 0 : (worth > 0 ? worth : 0) + run->heat * log1p(odds);
    }
    if (market->groups[g].capacity > CAPACITY_MOST) /* more than are looked at: all that gain */
        for (int64_t i = market->offer_begin[g]; i < market->offer_begin[g + 1]; i++) {
            double worth = market->worth[i] - bucket_price(run, market->price[i]);

            hard += worth > 0 && worth < least ? worth : 0;
        }
    dual->inner[g] = dual->last[g] = hard;
    dual->soft[g] = soft;
    dual->sum[g] = 1;
}

static Status value_groups(size_t job, void *context)
{
    Run *run = context;
    const Market *market = run->dual->market;
    int32_t from = (int32_t)job * GROUPS_PER_JOB;

    for (int32_t g = from; g < from + GROUPS_PER_JOB && g < market->n_groups; g++) {
        if (run->dual->links_of.begin[g] == run->dual->links_of.begin[g + 1])
            continue; /* no session has use for it */
        if (market->groups[g].capacity > 1)
            value_shared(run, g);
        else
            value_group(run, g);
    }
    return STATUS_OK;
}

/* From shares of groups to how often each offer is taken. */
static Status share_groups(size_t job, void *context)
{
    Run *run = context;
    Dual *dual = run->dual;
    const Market *market = dual->market;
    int32_t from = (int32_t)job * GROUPS_PER_JOB;

    for (int32_t g = from; g < from + GROUPS_PER_JOB && g < market->n_groups; g++) {
        double taken = 0;

        for (int32_t i = dual->links_of.begin[g]; i < dual->links_of.begin[g + 1]; i++)
            taken += dual->link_part[dual->links_of.items[i]];
        taken = taken > 0 ? taken / dual->sum[g] : 0;
        for (int64_t i = market->offer_begin[g]; i < market->offer_begin[g + 1]; i++)
            dual->odds[i] = taken > 0 ? dual->odds[i] * taken : 0;
    }
    return STATUS_OK;
}

static Status run_trees(size_t job, void *context)
{
    Run *run = context;
    Dual *dual = run->dual;
    int32_t from = (int32_t)job * TREES_PER_JOB, until = from + TREES_PER_JOB;

    if (until > dual->market->forest.n_trees)
        until = dual->market->forest.n_trees;
    chains_value(&dual->chains, from, until, run->price, run->heat, &dual->job_hard[job],
                 &dual->job_soft[job], run->slope);
    return STATUS_OK;
}

static Status run_requests(size_t job, void *context)
{
    Run *run = context;
    Dual *dual = run->dual;
    const Market *market = dual->market;
    int32_t from = (int32_t)job * REQUESTS_PER_JOB, until = from + REQUESTS_PER_JOB;

    if (until > dual->catalog->clinic->requests.rows)
        until = dual->catalog->clinic->requests.rows;
    singles_value(market, from, until, run->price, run->heat, &dual->job_hard[job],
                  &dual->job_soft[job], run->slope);
    for (int32_t b = market->bucket_begin[from]; b < market->bucket_begin[until]; b++) {
        double taken = 0;

        for (int32_t i = dual->offers_of.begin[b]; i < dual->offers_of.begin[b + 1]; i++)
            taken += dual->odds[dual->offers_of.items[i]];
        for (int32_t i = dual->slots_of.begin[b]; i < dual->slots_of.begin[b + 1]; i++)
            taken += dual->slot_part[dual->slots_of.items[i]];
        run->slope[b] -= taken;
        if (dual->tolls)
            dual->tolls->chance[market->buckets[b].request] += taken;
    }
    return STATUS_OK;
}

static void run_reserves(Run *run, double *hard, double *soft)
{
    const Dual *dual = run->dual;

    for (int32_t k = 0; k < dual->catalog->n_reserves; k++) {
        int64_t at = dual->first_reserve + k;
        double price = run->price[at], count = dual->catalog->reserves[k].count;
        double odds = heat_exp(-fabs(price) / run->heat);

        *hard += count * fmax(price, 0);
        *soft += count * (fmax(price, 0) + run->heat * log1p(odds));
        run->slope[at] += count * (price > 0 ? 1 : odds) / (1 + odds);
    }
}

/* Runs jobs and adds up what they found, in their order. */
static Status run_jobs(Run *run, size_t count, int threads, JobFn job, double *hard, double *soft)
{
    Status status = parallel_run(count, threads, job, run);

    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        *hard += run->dual->job_hard[i];
        *soft += run->dual->job_soft[i];
    }
    return status;
}

int64_t dual_work(const Dual *dual)
{
    const Market *market = dual->market;

    return (int64_t)(20 + work_per_item * market->item_begin[dual->catalog->n_sessions] +
                     work_per_offer * (double)market->offer_begin[market->n_groups] +
                     work_per_start * (double)dual->starts);
}

Status dual_value(Dual *dual, const double *price, double heat, int threads, double *hard,
                  double *soft, double *slope)
{
    Run run = {dual, price, heat, slope};
    const Market *market = dual->market;
    size_t group_jobs = jobs_of(market->n_groups, GROUPS_PER_JOB);
    size_t n_session_jobs = (size_t)dual->catalog->clinic->sites.rows * (size_t)dual->catalog->days;
    Status status;

    for (size_t i = 0; i < n_session_jobs; i++)
        dual->job_starts[i] = 0;
    dual->values++;
    *hard = *soft = market->constant;
    for (int64_t i = 0; i < dual->size; i++)
        slope[i] = 0;
    TRY(parallel_run(group_jobs, threads, value_groups, &run));
    TRY(run_jobs(&run, n_session_jobs, threads, run_sessions, hard, soft));
    dual->starts = 0;
    for (size_t i = 0; i < n_session_jobs; i++)
        dual->starts += dual->job_starts[i];
    TRY(parallel_run(group_jobs, threads, share_groups, &run));
    TRY(run_jobs(&run, jobs_of(market->forest.n_trees, TREES_PER_JOB), threads, run_trees, hard,
                 soft));
    TRY(run_jobs(&run, jobs_of(dual->catalog->clinic->requests.rows, REQUESTS_PER_JOB), threads,
                 run_requests, hard, soft));
    run_reserves(&run, hard, soft);
    dual->work += dual_work(dual);
done:
    return status;
}

Status dual_tolls(Dual *dual, const double *price, double heat, int threads, Tolls *tolls)
{
    double *slope = MEM_NEW(double, dual->size), hard, soft;
    Status status = STATUS_NO_MEMORY;

    if (!slope)
        return STATUS_NO_MEMORY;
    dual->tolls = tolls;
    for (int32_t r = 0; r < dual->catalog->clinic->requests.rows; r++)
        tolls->chance[r] = 0;
    TRY(dual_value(dual, price, heat, threads, &hard, &soft, slope));
    tolls->tariff = &dual->tariff;
done:
    dual->tolls = NULL;
    mem_free(slope);
    return status;
}
