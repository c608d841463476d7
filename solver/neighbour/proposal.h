/** @file proposal.h
 *  What one neighbourhood proposes, and how it enters the agenda.
 */
#ifndef SOLVER_NEIGHBOUR_PROPOSAL_H
#define SOLVER_NEIGHBOUR_PROPOSAL_H

#include "solver/agenda/seat.h"
#include "solver/neighbour/blend.h"

/** A subject and the place proposed for it. */
typedef struct ProposalSeat {
    int32_t subject;
    Placement at;
} ProposalSeat;

typedef struct Proposal {
    ProposalSeat *seats; /* owned: all who stand in the sessions that change */
    int32_t count;
    int32_t *leavers; /* owned: free subjects who stand in those sessions now */
    int32_t n_leavers;
    double gain;    /* expected */
    double *lambda; /* owned, [subjects of the neighbourhood]: their prices; NULL: none found */
    int64_t work;   /* units done */
} Proposal;

/** Solves the neighbourhood @p zone. A neighbourhood that GLPK cannot master has nothing to
 * proposal. NO_MEMORY. Release with proposal_clear(). */
Status proposal_make(const Field *field, const Zone *zone, const BlendLimits *limits,
                     Proposal *proposal);

/** Releases and empties. */
void proposal_clear(Proposal *proposal);

/** Changes the agenda as @p proposal says where that gains; who finds no place is seated elsewhere
 * if possible. False when it gains nothing, and the agenda is as before. */
bool proposal_accept(const Proposal *proposal, Agenda *agenda, SeatFinder *finder);

#endif
