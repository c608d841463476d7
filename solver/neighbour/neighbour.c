#include "solver/neighbour/neighbour.h"

#include "model/base/memory.h"
#include "solver/neighbour/proposal.h"
#include "solver/neighbour/survey.h"
#include "solver/parallel.h"

enum {
    BATCH = 16, /* neighbourhoods solved side by side */
    SIZES = 3,
    SEED_TRIES = 50,
    PATIENCE = 20,       /* neighbourhoods without a gain, beside one for every session */
    PRIOR_WORK = 400000, /* units a recipe is thought to have taken before its first trial */
    BATCH_WORK = 200     /* units of choosing one neighbourhood */
};

static const int32_t sizes[SIZES] = {3, 5, 9};
/* Worth a recipe is thought to have gained before its first trial, and the part of the batches that
 * follow no experience. */
static const double prior_gain = 4, curiosity = 0.2;

/* One neighbourhood of a batch. */
typedef struct Slot {
    Zone zone;
    Proposal proposal;
} Slot;

/* What a kind and size of neighbourhoods have brought and taken. */
typedef struct Record {
    double gain;
    int64_t work;
} Record;

typedef struct Search {
    Field field;
    Survey survey;
    Slot slots[BATCH];
    int32_t n_slots;
    Record records[SURVEY_KINDS * SIZES];
    BlendLimits limits;
    Random random;
    SeatFinder finder;
    int64_t fruitless; /* neighbourhoods since the last gain */
} Search;

static Status solve_slot(size_t index, void *context)
{
    Search *search = context;
    Slot *slot = &search->slots[index];

    return proposal_make(&search->field, &slot->zone, &search->limits, &slot->proposal);
}

/* A session that no neighbourhood has, or -1. */
static int32_t pick_seed(Search *search)
{
    int32_t n = search->field.agenda->catalog->n_sessions;

    for (int tries = 0; tries < SEED_TRIES; tries++) {
        int32_t s = random_below(&search->random, n);

        if (search->field.session_zone[s] < 0)
            return s;
    }
    return -1;
}

/* The kind and size that gained most for their work, or any. */
static int32_t pick_recipe(Search *search)
{
    int32_t best = random_below(&search->random, SURVEY_KINDS * SIZES);

    if (random_unit(&search->random) < curiosity)
        return best;
    for (int32_t i = 0; i < SURVEY_KINDS * SIZES; i++) {
        const Record *a = &search->records[i], *b = &search->records[best];

        if ((a->gain + prior_gain) * (double)(b->work + PRIOR_WORK) >
            (b->gain + prior_gain) * (double)(a->work + PRIOR_WORK))
            best = i;
    }
    return best;
}

static Status choose_zones(Search *search, int32_t recipe)
{
    int32_t size = sizes[recipe % SIZES], seed;
    Status status = STATUS_OK;

    survey_refresh(&search->survey);
    while (search->n_slots < BATCH && (seed = pick_seed(search)) >= 0) {
        Slot *slot = &search->slots[search->n_slots];

        *slot = (Slot){.zone = {.number = search->n_slots}};
        search->n_slots++;
        TRY(survey_grow(&search->survey, &slot->zone, seed, (SurveyKind)(recipe / SIZES), size,
                        10 + 3 * size, &search->random));
        search->field.agenda->effort += BATCH_WORK;
    }
done:
    return status;
}

static void clear_slots(Search *search)
{
    for (int32_t i = 0; i < search->n_slots; i++) {
        zone_clear(&search->field, &search->slots[i].zone);
        proposal_clear(&search->slots[i].proposal);
    }
    search->n_slots = 0;
}

/* Takes what is proposed, in order; experience fades, so that the recipe can change. */
static void accept_proposals(Search *search, Record *record)
{
    Field *field = &search->field;
    double before = field->agenda->worth;

    record->gain *= 0.8;
    record->work = record->work / 5 * 4;
    for (int32_t i = 0; i < search->n_slots; i++) {
        const Slot *slot = &search->slots[i];

        search->fruitless++;
        if (slot->proposal.gain > 0 &&
            proposal_accept(&slot->proposal, field->agenda, &search->finder))
            search->fruitless = 0;
        field->agenda->effort += slot->proposal.work;
        record->work += slot->proposal.work;
        for (int32_t k = 0; slot->proposal.lambda && k < slot->zone.subjects.count; k++)
            field->lambda[slot->zone.subjects.rows[k]] = slot->proposal.lambda[k];
    }
    record->gain += field->agenda->worth - before;
}

Status neighbour_run(Agenda *agenda, const NeighbourLimits *limits, Pace *pace)
{
    const SolveOptions *options = pace->budget.options;
    Search search = {.random = random_stream(limits->seed, 1),
                     .limits = {.relax_iterations = 2000,
                                .iterations = 5000,
                                .tree_iterations = 1000,
                                .deadline_s = options->deadline_s,
                                .interrupted = options->interrupted}};
    int64_t begun = agenda->effort;
    Status status;

    if (agenda->catalog->n_sessions == 0)
        return STATUS_OK;
    agenda_settle(agenda);
    TRY(field_init(&search.field, agenda));
    TRY(survey_init(&search.survey, &search.field));
    while (pace_left(pace, agenda) && pace_objective(pace, agenda) < limits->target &&
           (limits->effort == 0 || agenda->effort - begun < limits->effort) &&
           search.fruitless < PATIENCE + agenda->catalog->n_sessions) {
        int32_t recipe = pick_recipe(&search);

        TRY(choose_zones(&search, recipe));
        TRY(parallel_run((size_t)search.n_slots, limits->threads, solve_slot, &search));
        accept_proposals(&search, &search.records[recipe]);
        clear_slots(&search);
    }
    status = search.finder.broken ? fault(STATUS_NO_MEMORY, "sessions to choose from")
                                  : agenda_status(agenda);
done:
    clear_slots(&search);
    seat_clear(&search.finder);
    survey_clear(&search.survey);
    field_clear(&search.field);
    return status;
}
