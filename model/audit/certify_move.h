/** @file certify_move.h
 *  What can start at each slot of a session: of items that differ only in what they are worth and
 *  in how likely their patients come, those that count.
 */
#ifndef MODEL_AUDIT_CERTIFY_MOVE_H
#define MODEL_AUDIT_CERTIFY_MOVE_H

#include "model/audit/certify_band.h"
#include "model/audit/certify_law.h"
#include "model/audit/certify_share.h"

typedef struct PathItem {
    int32_t at, length; /* slots; both inside the session, length at least 1 */
    double chance;      /* as it counts for delays and overlaps; shared: 0, place: 1 */
    const Law *law;     /* of its minutes; NULL: as planned */
    bool overlaps;      /* may overlap others */
    int32_t kit;        /* of PathRules.shares, if it overlaps */
    bool place, must;
    double last, inner; /* worth as the last service, and before others; a place has only `last` */
    double units;       /* price of its units alone, at least 0 */
} PathItem;

typedef struct PathRules {
    int32_t slots, slot_min;                    /* of the session */
    double idle_cost, wait_cost, overtime_cost; /* per minute */
    double collision_max; /* largest product of the chances of two that overlap */
    double overlap_price;
    Shares *shares; /* borrowed: what seconds pay for units; NULL: nothing */
} PathRules;

/** How closely plans that have begun are told apart. */
typedef struct PathCare {
    double blur;   /* what their worths may differ by at a slot; 0: all that may be best are kept */
    int32_t crowd; /* where more than so many are left, blur grows */
} PathCare;

/** How an item is taken: while nothing runs, or second of two that overlap; as the last service or
 *  before others. */
enum { ALONE_LAST, ALONE_INNER, SECOND_LAST, SECOND_INNER, N_WAYS };

typedef struct Choice {
    double chance, worth; /* worth: less its units, where nothing runs */
    int32_t group;        /* the band; N_BANDS more if it may not overlap a place */
} Choice;

/** Of two of one list, one of no higher chance and no less worth makes the other needless. */
typedef struct Choices {
    int32_t first, count; /* into Moves.choices, ascending in chance and in worth */
} Choices;

/** Items of one slot, length, law and duty, of one kit if they may overlap others. */
typedef struct Move {
    int32_t length, bit; /* bit: of an item that must be taken, else 0 */
    const Law *law;
    bool overlaps, place;
    int32_t kit, grip;
    Choices ways[N_WAYS];
} Move;

/** Zero-initialised there are none. */
typedef struct Moves {
    Move *moves;            /* owned, by slot */
    int32_t *begin;         /* owned, [slots + 1] into moves */
    const PathItem **order; /* owned, [items] by slot and chance */
    int32_t *home;          /* owned, [items], in that order: number of the move */
    int32_t *musts;         /* owned, [slots + 1]: items that must be taken before the slot */
    Choice *choices;        /* owned, [n_choices] */
    int32_t room[6];
    int32_t slots, n_moves, n_choices;
    int32_t n_grips;               /* at least 1 */
    double likeliest;              /* who comes more likely may not overlap a place */
    int32_t longest;               /* of those that may overlap; 0: none */
    int32_t shortest;              /* of all; slots when there are none */
    bool varies, delays, hopeless; /* some duration varies; some service can be late; no plan */
} Moves;

/** Sorts @p items, which are borrowed and whose worths are below INFINITY. OK or NO_MEMORY. */
Status moves_fill(Moves *moves, const PathItem *items, int32_t count, const PathRules *rules);

void moves_clear(Moves *moves);

/** Bits of all that must be taken at slot @p v. */
static inline int32_t moves_duty(const Moves *moves, int32_t v)
{
    return (1 << (moves->musts[v + 1] - moves->musts[v])) - 1;
}

/** No duty lies between the slots @p v and @p until. */
static inline bool moves_pass(const Moves *moves, int32_t v, int32_t until)
{
    return until <= v + 1 || moves->musts[until] == moves->musts[v + 1];
}

#endif
