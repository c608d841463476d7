#include "solver/apart.h"

#include <math.h>
#include <string.h>

#include "model/base/clock.h"
#include "model/base/memory.h"
#include "solver/component.h"
#include "solver/parallel.h"

/* A component is solved side by side with the smaller ones if it is at most one in so many of what
 * they are together. What is found and reported must not depend on the number of threads. */
enum { SIDE_BY_SIDE_FROM = 8 };

struct Apart {
    const SolveOptions *options; /* borrowed: the network's */
    Components components;
    Division division;
    Component *members;  /* owned, [components.count] */
    int32_t first_small; /* from here on they are solved side by side */
    double *size_before; /* owned, [components.count + 1]: requests of those before it */
};

/* Something that every component does, and the time for it. */
typedef struct Pass {
    Apart *apart;
    const char *phase;
    Status (*step)(Component *component, const Answer *first);
    const Answer *first; /* of the network */
    double end_s;        /* on clock_now_s() */
} Pass;

static Status measure(Apart *apart)
{
    const Components *components = &apart->components;
    int32_t n = components->count;

    apart->size_before = MEM_NEW(double, (int64_t)n + 1);
    if (!apart->size_before)
        return STATUS_NO_MEMORY;
    for (int32_t k = 0; k < n; k++)
        apart->size_before[k + 1] = apart->size_before[k] + fmax(1, components->requests[k]);
    while (apart->first_small < n &&
           SIDE_BY_SIDE_FROM * components->requests[apart->first_small] >
               apart->size_before[n] - apart->size_before[apart->first_small])
        apart->first_small++;
    return STATUS_OK;
}

static Status init_members(Apart *apart, const Work *network)
{
    int32_t n = apart->components.count;
    double left = (double)(network->options->work_limit - network->done);
    Status status = STATUS_OK;

    apart->members = MEM_NEW(Component, n);
    if (!apart->members)
        return STATUS_NO_MEMORY;
    for (int32_t k = 0; k < n; k++) {
        SolveOptions options = *network->options;
        double share = (apart->size_before[k + 1] - apart->size_before[k]) / apart->size_before[n];

        if (options.work_limit > 0)
            options.work_limit = (int64_t)fmax(1, floor(share * left));
        if (k >= apart->first_small) {
            options.threads = 1;
            options.progress = NULL;
        }
        TRY(component_init(&apart->members[k], network->catalog, &apart->components,
                           &apart->division, k, &options));
    }
done:
    return status;
}

Status apart_new(const Work *network, Apart **out)
{
    Status status = STATUS_NO_MEMORY;
    Apart *apart = MEM_NEW(Apart, 1);

    *out = NULL;
    if (!apart)
        return status;
    apart->options = network->options;
    TRY(components_find(network->catalog, false, &apart->components));
    if (apart->components.count == 1)
        goto done;
    TRY(measure(apart));
    TRY(components_divide(network->catalog, &apart->components, &apart->division));
    TRY(init_members(apart, network));
    *out = apart;
    apart = NULL;
done:
    apart_free(apart);
    return status;
}

void apart_free(Apart *apart)
{
    if (!apart)
        return;
    for (int32_t k = 0; apart->members && k < apart->components.count; k++)
        component_clear(&apart->members[k]);
    mem_free(apart->members);
    mem_free(apart->size_before);
    division_clear(&apart->division);
    components_clear(&apart->components);
    mem_free(apart);
}

int32_t apart_count(const Apart *apart)
{
    return apart->components.count;
}

/* Requests of what is not done yet when the turn of component @p k comes: small ones go first, each
 * in its turn, then large ones from the smallest to the largest, which has all that the others
 * left. */
static double size_left(const Apart *apart, int32_t k)
{
    if (k < apart->first_small)
        return apart->size_before[k + 1];
    return apart->size_before[apart->components.count] - apart->size_before[k] +
           apart->size_before[apart->first_small];
}

/* Does the pass for component @p k, in a part of the time left that goes with its size. */
static Status pass_one(const Pass *pass, int32_t k)
{
    Apart *apart = pass->apart;
    double size = apart->size_before[k + 1] - apart->size_before[k];
    int workers = k >= apart->first_small ? apart->options->threads : 1;
    double now_s = clock_now_s(), share = fmin(1, workers * size / size_left(apart, k));

    if (apart->options->work_limit > 0) /* counts rule, and the clock only cuts off */
        share = 1;
    apart->members[k].options.deadline_s = now_s + share * fmax(0, pass->end_s - now_s);
    return pass->step(&apart->members[k], pass->first);
}

static Status pass_job(size_t job, void *context)
{
    const Pass *pass = context;

    return pass_one(pass, pass->apart->first_small + (int32_t)job);
}

/* What all components but number @p but are worth, and what bounds them. */
static void add_up(const Apart *apart, int32_t but, double *objective, double *bound)
{
    *objective = *bound = 0;
    for (int32_t k = 0; k < apart->components.count; k++) {
        if (k == but)
            continue;
        *objective += apart->members[k].work.objective;
        *bound += apart->members[k].work.bound;
    }
}

/* Units of work done by those who do not report them themselves. */
static int64_t done_unheard(const Apart *apart)
{
    int64_t done = 0;

    for (int32_t k = apart->first_small; k < apart->components.count; k++)
        done += apart->members[k].work.done;
    return done;
}

static Status side_by_side(Pass *pass)
{
    Apart *apart = pass->apart;
    Progress *progress = apart->options->progress;
    int64_t before = done_unheard(apart);
    double objective, bound;
    Status status;

    progress_phase(progress, pass->phase);
    TRY(parallel_run((size_t)(apart->components.count - apart->first_small),
                     apart->options->threads, pass_job, pass));
    add_up(apart, -1, &objective, &bound);
    progress_work(progress, done_unheard(apart) - before);
    progress_incumbent(progress, objective);
    progress_bound(progress, bound);
done:
    return status;
}

static Status pass_all(Pass *pass)
{
    Apart *apart = pass->apart;
    double objective, bound;
    Status status;

    TRY(side_by_side(pass));
    for (int32_t k = apart->first_small; k-- > 0;) {
        add_up(apart, k, &objective, &bound);
        progress_beside(apart->options->progress, objective, bound);
        TRY(pass_one(pass, k));
    }
done:
    progress_beside(apart->options->progress, 0, 0);
    return status;
}

/* In all of the time of the pass, not in the part that prices take of a solve. */
static Status price(Component *component, const Answer *first)
{
    SolveOptions *options = &component->options;
    double now_s = clock_now_s();

    (void)first;
    if (options->work_limit == 0)
        options->deadline_s =
            now_s + (options->deadline_s - now_s) / work_price_share(&component->work);
    return work_price(&component->work);
}

static Status improve(Component *component, const Answer *first)
{
    (void)first;
    component->work.closing_s = 0; /* the network's is kept for all */
    return work_improve(&component->work);
}

static bool all_stand(const Apart *apart)
{
    for (int32_t k = 0; k < apart->components.count; k++)
        if (!apart->members[k].stands)
            return false;
    return true;
}

/* What all components have made, as an answer of the network. */
static Status merge(const Apart *apart, const Catalog *catalog, Answer **out)
{
    Answer *answer = NULL;
    int64_t n = 0;
    Status status;

    TRY(answer_blank(catalog, &answer));
    for (int32_t k = 0; k < apart->components.count; k++)
        component_place(&apart->members[k], answer);
    for (int32_t i = 0; i <= answer->n_subjects; i++) { /* counts become beginnings */
        int32_t count = answer->unit_begin[i];

        answer->unit_begin[i] = (int32_t)n;
        n += count;
        if (n > INT32_MAX) {
            status = fault(STATUS_NO_MEMORY, "%lld units held", (long long)n);
            goto done;
        }
    }
    answer->units = MEM_NEW(AgendaUnit, n);
    if (!answer->units) {
        status = STATUS_NO_MEMORY;
        goto done;
    }
    for (int32_t k = 0; k < apart->components.count; k++)
        component_hand(&apart->members[k], answer);
    *out = answer;
    answer = NULL;
done:
    answer_free(answer);
    return status;
}

/* Gives the network what came of all its components. */
static Status conclude(const Apart *apart, Work *network)
{
    const char *engine = apart->members[0].work.engine;
    double objective, bound, price_bound = 0;
    Answer *answer = NULL;
    Status status;

    network->proven = true;
    for (int32_t k = 0; k < apart->components.count; k++) {
        const Work *work = &apart->members[k].work;

        price_bound += work->pattern.bound;
        network->proven = network->proven && work_is_proven(work);
        if (network->stopped_by == STOPPED_DONE)
            network->stopped_by = work->stopped_by;
        if (strcmp(work->engine, engine) != 0)
            engine = "components";
    }
    add_up(apart, -1, &objective, &bound);
    network->pattern.bound = price_bound;
    work_prove(network, bound);
    TRY(merge(apart, network->catalog, &answer));
    TRY(answer_objective(answer, &objective));
    work_take(network, &answer, objective, engine);
done:
    answer_free(answer);
    return status;
}

Status apart_run(Apart *apart, Work *network, bool *done)
{
    const SolveOptions *options = network->options;
    double deadline_s = options->deadline_s - network->closing_s, now_s;
    Pass pass = {.apart = apart, .first = network->answer};
    Status status;

    pass.phase = "greedy";
    pass.step = component_begin;
    pass.end_s = deadline_s;
    TRY(pass_all(&pass));
    *done = all_stand(apart);
    if (!*done)
        goto done;
    now_s = clock_now_s();
    pass.phase = "prices";
    pass.step = price;
    if (options->work_limit == 0)
        pass.end_s = now_s + work_price_share(&apart->members[0].work) * (deadline_s - now_s);
    TRY(pass_all(&pass));
    pass.phase = "components";
    pass.step = improve;
    pass.end_s = deadline_s;
    for (int32_t k = 0; k < apart->components.count; k++)
        pass.end_s -= apart->members[k].work.proof_s;
    if (!(options->interrupted && *options->interrupted))
        TRY(pass_all(&pass));
    TRY(conclude(apart, network));
done:
    for (int32_t k = 0; k < apart->components.count; k++)
        network->done += apart->members[k].work.done;
    return status;
}

Status apart_write(const Apart *apart, Schedule *schedule)
{
    Status status = STATUS_OK;

    for (int32_t k = 0; k < apart->components.count; k++)
        TRY(component_write(&apart->members[k], schedule));
done:
    return status;
}
