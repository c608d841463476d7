/** @file glpk.h
 *  The one door to GLPK: a Linear goes in, plain arrays come out.
 *
 *  A problem of GLPK is made and deleted inside one call on one thread, its fatal errors come back
 *  as a Status and leave the thread usable, nothing reaches the terminal, and every number is
 *  looked at before and after. With a work limit and no deadline the answer is the same on every
 *  run and with any number of threads.
 */
#ifndef SOLVER_GLPK_H
#define SOLVER_GLPK_H

#include <stdbool.h>
#include <stdint.h>

#include "model/base/status.h"
#include "model/program/linear.h"
#include "solver/progress.h"

typedef enum GlpkEnd {
    GLPK_OPTIMAL,    /* proven, within the gap asked for */
    GLPK_INFEASIBLE, /* no solution exists */
    GLPK_UNBOUNDED,  /* solutions without end */
    GLPK_TIME,       /* the deadline came first */
    GLPK_WORK,       /* the work limit came first */
    GLPK_SIGNAL      /* interrupted */
} GlpkEnd;

typedef struct GlpkOptions {
    double deadline_s;               /* on clock_now_s(); INFINITY: none */
    int64_t work_limit;              /* simplex iterations; 0: none */
    double gap;                      /* integer programs: relative gap that counts as proven */
    bool relax;                      /* leave integrality out */
    bool dual;                       /* dual simplex instead of primal for the relaxation */
    bool quick;                      /* trees: no trials and no cuts, which take long at once */
    const double *start;             /* a solution to begin with, [n_columns]; may be NULL */
    const volatile int *interrupted; /* becomes nonzero on a signal; may be NULL */
    Progress *progress;              /* is given signs of life; may be NULL, in workers it is */
} GlpkOptions;

/** Arrays are owned; NULL where there is nothing. */
typedef struct GlpkAnswer {
    GlpkEnd end;
    bool found; /* `value` holds a solution (integer unless relaxed), checked against all rows */
    double objective; /* of `value`, recomputed from it */
    double *value;    /* [n_columns] */
    double bound;     /* no solution is worth more, however the call ended; rounded outward */
    double *price;    /* [n_rows] multipliers of the relaxation, maximising: >= 0 for `<=` rows */
    int64_t work;     /* simplex iterations taken */
    int64_t nodes;    /* of the tree */
} GlpkAnswer;

/** Solves @p linear. @return OK, whatever the end; NUMERICS when the program is not sound or GLPK
 *  cannot master it; NO_MEMORY. @p out is untouched on failure; release with glpk_clear(). */
Status glpk_solve(const Linear *linear, const GlpkOptions *options, GlpkAnswer *out);

/** Releases and empties. */
void glpk_clear(GlpkAnswer *answer);

/** True when this build of GLPK keeps its state per thread, so that calls may run side by side. */
bool glpk_is_threadsafe(void);

#endif
