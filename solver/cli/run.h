/** @file run.h
 *  One dataset on its way to an audited result: loaded, solved, judged, written.
 *
 *  Loading and writing touch files and belong to the main thread; run_answer() may run on any. No
 *  result is written that the audit has not passed and whose worth the audit has not found again.
 */
#ifndef SOLVER_CLI_RUN_H
#define SOLVER_CLI_RUN_H

#include "datasets/store/digest.h"
#include "model/audit/audit.h"
#include "model/noshow/predictor.h"
#include "solver/cli/command.h"
#include "solver/cli/ticker.h"
#include "solver/solve.h"

typedef struct Run {
    const char *data_path;           /* borrowed */
    char *result_path;               /* owned */
    Clinic *clinic;                  /* owned */
    Chances *chances;                /* owned */
    Prediction prediction;           /* how the chances came about */
    char input_sha256[DIGEST_BYTES]; /* of the dataset's file */
    double time_limit_s;             /* of all that follows begun_s; 0: none */
    double begun_s;                  /* on clock_now_s() */
    double read_s;                   /* seconds taken by reading and checking */
    double load_s;                   /* seconds taken by loading */
    SolveOptions solve;              /* `progress` is owned */
    Schedule *start;                 /* owned; what to begin with, or NULL */
    Ticker *ticker;                  /* borrowed: shows the progress; NULL: nobody does */
    Solution *solution;              /* owned; NULL until answered */
    Verdict *verdict;                /* owned; NULL when there is no schedule */
    double proven;                   /* bound that the certificate proves, recomputed */
    double seconds;                  /* from begin to answer, to be updated by the writer */
    Status status;                   /* how it ended, in a batch */
    char note[512];                  /* its fault note */
} Run;

/** Loads the dataset and says what `solve` may use. BAD_INPUT (faults are listed); IO; NO_MEMORY.
 */
Status run_load(Call *call, Run *run);

/** Loads the result that --start names, if any, to begin with. BAD_INPUT; IO; NO_MEMORY. */
Status run_load_start(Call *call, Run *run);

/** Solves and judges. The deadline leaves time for audit and writing. BUG when the schedule breaks
 *  a rule, or objective or bound are not what the audit finds, or the certificate does not prove
 *  what it should; the verdict says more. */
Status run_answer(Run *run);

/** Adds key figures and attributes and writes the result. */
Status run_write(Call *call, Run *run);

/** (bound - objective) / max(1, |bound|). */
double run_gap(const Run *run);

/** What --json says of it. */
void run_json(const Run *run, Json *json);

void run_clear(Run *run);

#endif
