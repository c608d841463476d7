/** @file worth_session.h
 *  What one session expects: waits, idle time and overtime, exactly.
 *
 *  Services are served in order, none before its start; each takes place with its own chance, and
 *  then takes minutes by its own law. The backlog a service meets (minutes by which the one before
 *  runs past its start) has a law on whole minutes, which one pass carries from service to service.
 *  Beyond the session's end nothing is clipped any more (every service is planned to start before
 *  it), so all later backlogs are linear there and their mass and their sum say all: the law never
 *  grows longer than the session, whatever the durations, and nothing is cut off.
 */
#ifndef MODEL_AUDIT_WORTH_SESSION_H
#define MODEL_AUDIT_WORTH_SESSION_H

#include "model/audit/worth_duration.h"

/** One service of a session. */
typedef struct Service {
    int32_t start_min;        /* planned, ascending, before the session's end */
    double turnout;           /* chance that it takes place */
    const Duration *duration; /* borrowed */
    double wait_min;          /* out: expected wait of whoever comes to it */
} Service;

/** What session_expect() needs to work in: two laws of up to a day. */
typedef struct Backlog {
    double now[1441], next[1441];
} Backlog;

/** Fills the waits of the @p count services of a session that ends at @p end_min; *@p idle_min and
 *  *@p overtime_min are the expected minutes (0 for no service).
 *  O(count x session minutes x minutes of durations that fit into it). */
void session_expect(Service *services, int32_t count, int32_t end_min, Backlog *work,
                    double *idle_min, double *overtime_min);

#endif
