#include "solver/neighbour/proposal.h"

#include <math.h>

#include "model/base/memory.h"

enum { WARM_ROUNDS = 40 };

static const double least_gain = 1e-6;

void proposal_clear(Proposal *proposal)
{
    mem_free(proposal->seats);
    mem_free(proposal->leavers);
    mem_free(proposal->lambda);
    *proposal = (Proposal){0};
}

/* Lists the visits of plan @p p as seats or, of the plan that stands, its subjects as leavers. */
static void list_plan(const Blend *blend, int32_t p, Proposal *proposal, bool leaving)
{
    const BlendPlan *plan = &blend->plans[p];
    const Stage *stage = &blend->stages[plan->stage];

    for (int32_t i = plan->first; i < plan->first + plan->count; i++) {
        const PlanEntry *entry = &blend->entries[i];
        int32_t subject = blend->zone->subjects.rows[stage->choices[entry->choice].subject];

        if (leaving)
            proposal->leavers[proposal->n_leavers++] = subject;
        else
            proposal->seats[proposal->count++] = (ProposalSeat){
                subject, stage_placement(stage, blend->field->agenda->catalog, entry)};
    }
}

static Status read_plans(const Blend *blend, Proposal *proposal)
{
    int32_t subjects = blend->zone->subjects.count;

    proposal->seats = MEM_NEW(ProposalSeat, subjects);
    proposal->leavers = MEM_NEW(int32_t, subjects);
    if (!proposal->seats || !proposal->leavers)
        return STATUS_NO_MEMORY;
    for (int32_t k = 0; k < blend->n_stages; k++) {
        if (blend->chosen[k] == blend->standing[k])
            continue;
        if (blend->chosen[k] >= 0)
            list_plan(blend, blend->chosen[k], proposal, false);
        if (blend->standing[k] >= 0)
            list_plan(blend, blend->standing[k], proposal, true);
    }
    proposal->gain = blend->worth - blend->standing_worth;
    return STATUS_OK;
}

/* The prices of the relaxation, for the next time. */
static Status read_prices(const Blend *blend, Proposal *proposal)
{
    int32_t subjects = blend->zone->subjects.count;

    proposal->lambda = MEM_NEW(double, subjects);
    if (!proposal->lambda)
        return STATUS_NO_MEMORY;
    for (int32_t i = 0; i < subjects; i++)
        proposal->lambda[i] = blend->lambda[i] - (blend->bound[i] ? blend->bonus : 0);
    return STATUS_OK;
}

Status proposal_make(const Field *field, const Zone *zone, const BlendLimits *limits,
                     Proposal *proposal)
{
    Blend blend = {0};
    Proposal made = {0};
    Status status;

    TRY(blend_init(&blend, field, zone, limits));
    TRY(blend_warm(&blend, WARM_ROUNDS));
    TRY(blend_relax(&blend));
    if (isfinite(blend.relaxed))
        TRY(read_prices(&blend, &made));
    if (blend.relaxed > blend.worth + least_gain && blend_may_go_on(&blend))
        TRY(blend_dive(&blend));
    if (blend.relaxed > blend.worth + least_gain && blend_may_go_on(&blend))
        TRY(blend_tree(&blend));
    TRY(read_plans(&blend, &made));
done:
    made.work = blend.work;
    blend_clear(&blend);
    if (status != STATUS_OK)
        proposal_clear(&made);
    if (status == STATUS_NUMERICS)
        status = STATUS_OK;
    if (status == STATUS_OK)
        *proposal = made;
    return status;
}

static bool is_at(const Placement *a, const Placement *b)
{
    return a && a->session == b->session && a->start_min == b->start_min && a->mode == b->mode;
}

/* Takes out who leaves or moves. */
static void take_out(const Proposal *proposal, Agenda *agenda)
{
    for (int32_t i = 0; i < proposal->n_leavers; i++) {
        int32_t subject = proposal->leavers[i];
        bool stays = false;

        for (int32_t k = 0; k < proposal->count && !stays; k++)
            stays = proposal->seats[k].subject == subject &&
                    is_at(agenda_at(agenda, subject), &proposal->seats[k].at);
        if (!stays && agenda->visit_of[subject] >= 0)
            agenda_remove(agenda, subject);
    }
}

/* Visits that ask for more than a lead and a room come first: they have least choice. */
static int32_t parts_of(const Agenda *agenda, const ProposalSeat *seat)
{
    int32_t type = agenda_type(agenda, seat->subject);

    return catalog_shape(agenda->catalog, type, seat->at.provider)->n_parts;
}

static void place_seats(const Proposal *proposal, Agenda *agenda)
{
    for (int32_t least = 3; least >= 0; least -= 3)
        for (int32_t i = 0; i < proposal->count; i++)
            if (agenda->visit_of[proposal->seats[i].subject] < 0 &&
                parts_of(agenda, &proposal->seats[i]) >= least)
                agenda_place(agenda, proposal->seats[i].subject, &proposal->seats[i].at);
}

/* True when everyone who is linked to what stands has found a place. */
static bool linked_stand(const Proposal *proposal, const Agenda *agenda)
{
    for (int32_t i = 0; i < proposal->n_leavers; i++)
        if (agenda->visit_of[proposal->leavers[i]] < 0 &&
            zone_is_linked(agenda, proposal->leavers[i]))
            return false;
    return true;
}

bool proposal_accept(const Proposal *proposal, Agenda *agenda, SeatFinder *finder)
{
    int32_t mark = agenda_mark(agenda);
    double before = agenda->worth;

    take_out(proposal, agenda);
    place_seats(proposal, agenda);
    for (int32_t i = 0; i < proposal->count; i++)
        if (agenda->visit_of[proposal->seats[i].subject] < 0)
            seat_take(finder, agenda, proposal->seats[i].subject, 0);
    for (int32_t i = 0; i < proposal->n_leavers; i++)
        if (agenda->visit_of[proposal->leavers[i]] < 0)
            seat_take(finder, agenda, proposal->leavers[i], 0);
    if (agenda->worth > before + least_gain && !agenda->broken && linked_stand(proposal, agenda)) {
        agenda_settle(agenda);
        return true;
    }
    agenda_rollback(agenda, mark);
    return false;
}
