/** @file bench.h
 *  Measures what a suite lists: datasets are generated, solved and audited by this program, run as
 * a child process so that seconds, processor time and memory are those of whole commands, and by
 * peers.
 */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include "bench/record.h"
#include "bench/suite.h"
#include "model/base/text.h"
#include "solver/cli/command.h"

/** Does all runs of @p suite and enters them into @p record. With option -o the folder it names
 *  receives SUITE.csv, SUITE.h5 and, in SUITE/, a CSV file of the progress of each run and the log
 * of each peer, after every run, each file whole. What a run comes to is recorded and no failure;
 * an interrupt ends the run under way, which is not recorded, and all that would follow.
 *  @return OK; USAGE (a recipe that is none); IO; NO_MEMORY. */
Status bench_run(Call *call, const Suite *suite, Record *record);

/** The tables of runs and of their medians, to be read. */
void bench_print(const Record *record, Text *out);

/** The same as "runs" and "summary" of a JSON object. */
void bench_put_json(const Record *record, Json *json);

#endif
