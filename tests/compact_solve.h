/** @file compact_solve.h
 *  The compact program solved, for tests to compare with: a bound on every allowed schedule, and an
 * answer made from what the program would book.
 */
#ifndef TESTS_COMPACT_SOLVE_H
#define TESTS_COMPACT_SOLVE_H

#include "model/catalog/catalog.h"
#include "solver/agenda/answer.h"
#include "solver/glpk.h"
#include "solver/solve.h"

/** Sizes beyond which GLPK does not finish the relaxation, or does not get anywhere in a tree. */
enum { COMPACT_BOOKINGS_MAX = 40000, COMPACT_TREE_MAX = 6000 };

typedef struct CompactResult {
    bool within; /* the clinic is small enough, and GLPK masters it; if not, only `work` is set */
    GlpkEnd end; /* of the last program; INFEASIBLE: no schedule keeps the fixed bookings */
    Answer *answer;        /* owned; an allowed schedule, or NULL */
    double objective;      /* its worth, as the contract counts it */
    double bound;          /* no allowed schedule is worth more */
    int32_t columns, rows; /* of the program */
    int64_t work;          /* units done, whatever came of it */
} CompactResult;

/** Solves the relaxation, then the integer program where that is small enough, and books in the
 *  agenda what they would book, in the order of their certainty; the rest is filled in and
 *  improved. Deadline, work limit and signal are kept. @return OK; NO_MEMORY. @p out is untouched
 * on failure; release with compact_result_clear(). */
Status compact_solve(const Catalog *catalog, const SolveOptions *options, CompactResult *out);

/** Releases and empties. */
void compact_result_clear(CompactResult *result);

#endif
