/** @file certify_share.h
 *  What a visit pays for units when it starts while another runs: of each type and slot, for as
 *  many as it holds more than the other.
 *
 *  Where either stands in the day is known from the slot and from how much longer the other runs.
 *  So all visits of one kit pay the same, and beside all whose grip is one.
 */
#ifndef MODEL_AUDIT_CERTIFY_SHARE_H
#define MODEL_AUDIT_CERTIFY_SHARE_H

#include "model/audit/certify_books.h"

/** Units held for some time. */
typedef struct KitRow {
    const Lane *lane;
    int32_t from_min, until_min; /* of a kit, after the lead's begin; of a grip, after its end */
    int32_t count;
    bool paid; /* of a kit: also by one that starts as the second */
} KitRow;

/** All that a visit holds. */
typedef struct Kit {
    int32_t first, count; /* into Shares.rows, by lane */
    int32_t grip;
} Kit;

/** The same as known from when the lead's minutes end: rows that begin no later than these do so
 *  SINCE_EVER. */
typedef struct Grip {
    int32_t first, count; /* into Shares.rows */
} Grip;

enum { SINCE_EVER = -1000000 }; /* before any day */

/** Of one session. Zero-initialised there is none. */
typedef struct Shares {
    const Lanes *lanes; /* borrowed */
    KitRow *rows;       /* owned, [n_rows] */
    Kit *kits;          /* owned, [n_kits] */
    Grip *grips;        /* owned, [n_grips] */
    double *costs;      /* owned, [kits x slots x grips x longest]; NaN: not asked for yet */
    int32_t n_rows, n_kits, n_grips;
    int32_t room[4];
    int32_t start_min;      /* of the session */
    int32_t slots, longest; /* of the session; of the lead of a kit, at most */
    int32_t widest;         /* rows of the largest kit */
} Shares;

/** Forgets all kits, for a session that starts at @p start_min. */
void shares_open(Shares *shares, const Lanes *lanes, int32_t start_min);

void shares_clear(Shares *shares);

/** The kit of visits that hold what is on @p bill, persons included, and whose lead has the
 *  @p minutes from @p offset_min on; seconds pay for persons only if asked. OK or NO_MEMORY. */
Status shares_kit(Shares *shares, const Bill *bill, int32_t offset_min, int32_t minutes,
                  bool persons, int32_t *kit);

/** To be called when all kits are known: for a session of @p slots. @return OK or NO_MEMORY.
 *  O(kits x slots x grips x longest). */
Status shares_lay_out(Shares *shares, int32_t slots);

/** What a second of number @p kit pays whose lead begins at slot @p v, while one of number @p grip
 *  runs on for @p left slots, at least one. */
double shares_cost(Shares *shares, int32_t kit, int32_t v, int32_t grip, int32_t left);

/** So many numbers at most are added to that, none negative. */
double shares_roundings(const Shares *shares);

#endif
