/** @file exact.h
 *  The truly exact method for small clinics: the program of model/program/plan.h, solved to proven
 *  optimality.
 */
#ifndef SOLVER_EXACT_H
#define SOLVER_EXACT_H

#include "model/catalog/catalog.h"
#include "solver/agenda/answer.h"
#include "solver/glpk.h"
#include "solver/solve.h"

typedef struct Exact {
    bool within; /* the clinic is small enough, and GLPK masters it; if not, only `work` is set */
    GlpkEnd end; /* INFEASIBLE: no schedule keeps the fixed bookings */
    Answer *answer;        /* owned; the best schedule found, or NULL */
    double objective;      /* of the answer */
    double bound;          /* no allowed schedule is worth more */
    int32_t columns, rows; /* of the program */
    int64_t work;          /* units done */
} Exact;

/** Looks for a schedule worth more than @p known (that of one in hand; -INFINITY: none) until it is
 *  proven the best, or until deadline, work limit or signal. OPTIMAL without
 * an answer: nothing is worth more than @p known. What cannot be part of anything better is left
 * out by its reduced cost, so a good schedule in hand makes the search much shorter.
 *  @return OK; NO_MEMORY. @p out is untouched on failure; release with exact_clear(). */
Status exact_solve(const Catalog *catalog, const SolveOptions *options, double known, Exact *out);

/** Releases and empties. */
void exact_clear(Exact *exact);

#endif
