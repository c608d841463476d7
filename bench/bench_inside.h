/** @file bench_inside.h
 *  What the measurers share: where they work, what they measure, the row they fill.
 */
#ifndef BENCH_BENCH_INSIDE_H
#define BENCH_BENCH_INSIDE_H

#include "bench/invocation.h"
#include "bench/record.h"
#include "bench/suite.h"
#include "solver/cli/command.h"

enum { BENCH_PATH_BYTES = 4096 };

typedef struct Bench {
    Call *call;
    const Suite *suite;
    const SuiteBlock *block; /* the one under way */
    Record *record;
    char work[BENCH_PATH_BYTES];  /* a folder of our own for datasets and results */
    char peers[BENCH_PATH_BYTES]; /* the folder of the peers */
    const volatile int *interrupted;
    int32_t planned; /* runs of the suite */
} Bench;

/** The datasets of a run. */
typedef struct Data {
    const char *recipe;
    double seed;   /* of the first; the others follow */
    int32_t count; /* datasets: work/data-1.h5, ... */
    int32_t requests;
    double generate_s;
    bool exported; /* work/program.mps is theirs, unless export_note says why not */
    char export_note[512];
} Data;

/** How a run is done. */
typedef struct Setting {
    const char *solver; /* "clinweave" or a peer */
    double time_limit_s;
    int32_t threads, repeat;
} Setting;

/** Runs clinweave on @p data and fills row @p row of the runs. */
Status trial_run(Bench *bench, const Data *data, const Setting *setting, int32_t row);

/** Runs a peer on @p data and fills row @p row of the runs. */
Status peer_run(Bench *bench, Data *data, const Setting *setting, int32_t row);

/** Audits what stands at @p result_path for dataset @p number (from 1) and adds what it finds to
 * row
 *  @p row; *@p verdict is what the audit printed, to be released with json_free(). */
Status trial_audit(Bench *bench, int32_t number, const char *result_path, int32_t row,
                   Json **verdict);

/** Enters a point of the progress of row @p row. NO_MEMORY. */
Status bench_point(Bench *bench, int32_t row, double seconds, double objective, double bound);

/** "FOLDER/SUITE/RUN-SOLVER-RECIPE-SEED.ENDING": a file beside the tables; @p out has
 *  BENCH_PATH_BYTES. */
void bench_beside(const Bench *bench, int32_t row, const char *ending, char *out);

/** Seconds, memory and the like of row @p row, from the command's report. */
void bench_usage(Bench *bench, int32_t row, const ChildReport *report);

#endif
