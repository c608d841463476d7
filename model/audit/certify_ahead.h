/** @file certify_ahead.h
 *  The most that may follow in a session, if nothing ends late and nobody waits but for the service
 *  that overlaps. What runs on counts as the least likely of its group, so that more may seem to
 *  follow than does; but not after the last service: then only places are left.
 */
#ifndef MODEL_AUDIT_CERTIFY_AHEAD_H
#define MODEL_AUDIT_CERTIFY_AHEAD_H

#include "model/audit/certify_move.h"

/** What has been served before a moment: nothing; some, and more is to come; the last has begun. */
enum { PHASE_BEFORE, PHASE_AMID, PHASE_AFTER, N_PHASES };

/** Zero-initialised it is empty. Time between services is paid by the last one, at its slot, and
 *  the first gains what it is not to pay. */
typedef struct Ahead {
    double *cells;      /* owned: rows of `width` */
    int32_t *first_row; /* owned, [slots + 1]: of a slot, one for each set of duties done there */
    int32_t room[4];
    int32_t *column; /* owned, [grips x groups]; -1: no item that overlaps is of them */
    Runner *runners; /* owned, [n_columns]: the grip, the group and its least chance */
    int32_t n_columns, width;
} Ahead;

/** Fills it; with @p waits the second of two services that overlap waits for the first to end, if
 *  its patient comes and it began in time, else nobody waits at all.
 *  @return OK or NO_MEMORY. O(slots x longest x grips x groups x choices). */
Status ahead_fill(Ahead *ahead, const Moves *moves, const PathRules *rules, bool waits);

void ahead_clear(Ahead *ahead);

static inline int32_t ahead_column(const Ahead *ahead, int32_t grip, int32_t group)
{
    return ahead->column[grip * N_GROUPS + group];
}

/** The most that may follow at slot @p v when the duties @p done of that slot are done, and @p runs
 *  does so for @p left slots more (0: nothing does); -INFINITY: no plan. */
static inline double ahead_at(const Ahead *ahead, int32_t v, int32_t done, int32_t phase,
                              int32_t left, Runner runs)
{
    int32_t at =
        left == 0 ? 0
                  : 1 + (left - 1) * ahead->n_columns + ahead_column(ahead, runs.grip, runs.group);

    return ahead
        ->cells[(int64_t)(ahead->first_row[v] + done) * ahead->width + at * N_PHASES + phase];
}

/** What two who come with these chances pay to overlap, units left out; INFINITY: they may not. */
static inline double overlap_toll(const PathRules *rules, double first, double second)
{
    return first * second > rules->collision_max + 1e-9 ? INFINITY : rules->overlap_price;
}

/** What @p move pays for units at slot @p v while one of @p grip runs on for @p left slots. */
static inline double second_cost(const PathRules *rules, const Move *move, int32_t v, int32_t grip,
                                 int32_t left)
{
    return rules->shares ? shares_cost(rules->shares, move->kit, v, grip, left) : 0.0;
}

#endif
