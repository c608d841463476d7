/** @file peer_answer.h
 *  From the columns that a peer set to 1 to appointments.
 */
#ifndef BENCH_PEER_ANSWER_H
#define BENCH_PEER_ANSWER_H

#include "model/base/lookup.h"
#include "model/base/status.h"
#include "model/base/text.h"

/** Reads the answer at @p answer_path, lines "COLUMN VALUE", with what the columns stand for from
 * the list at @p bookings_path (`clinweave export --to mps`), and writes the appointments of all
 * columns above 1/2 as @p folder/appointments.csv; the folder is there. Requests in @p dropped
 * (NULL: none) are left out. *@p written counts them. IO; BAD_INPUT; NO_MEMORY. */
Status peer_answer_write(const char *answer_path, const char *bookings_path, const Lookup *dropped,
                         const char *folder, int32_t *written);

#endif
