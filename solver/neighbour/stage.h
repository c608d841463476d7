/** @file stage.h
 *  One session of a neighbourhood as a path through its slots sees it: what stays, who could stand
 *  where, and what that is worth.
 *
 *  A *choice* is a free subject in one mode with all slots at which its lead's minutes could begin;
 *  choices of equal type and mode share a *kind*, which knows what units a visit holds. *Walls* are
 *  what stands in the session and stays.
 */
#ifndef SOLVER_NEIGHBOUR_STAGE_H
#define SOLVER_NEIGHBOUR_STAGE_H

#include "solver/neighbour/supply.h"

enum {
    STAGE_WORDS = 5,     /* a day of slots of 5 minutes, as bits */
    STAGE_SUBJECTS = 256 /* free subjects considered in one session */
};

/** A set of slots: bit v is the v-th slot of the session. */
typedef struct SlotSet {
    uint64_t word[STAGE_WORDS];
} SlotSet;

static inline bool slot_has(const SlotSet *set, int32_t slot)
{
    return set->word[slot / 64] >> (slot % 64) & 1;
}

static inline void slot_put(SlotSet *set, int32_t slot)
{
    set->word[slot / 64] |= (uint64_t)1 << (slot % 64);
}

static inline void slot_drop(SlotSet *set, int32_t slot)
{
    set->word[slot / 64] &= ~((uint64_t)1 << (slot % 64));
}

/** Units a visit holds, relative to the slot at which its lead begins. */
typedef struct StageUse {
    int32_t line;        /* of the supply */
    int32_t from, until; /* slots */
    int32_t count;
} StageUse;

typedef struct StageKind {
    int32_t type, mode;
    const VisitShape *shape;
    const DurationLaw *law;
    int32_t slots;      /* the lead's, 0: nobody can stand so */
    int32_t offset_min; /* of the lead in the visit */
    int32_t first_use, n_uses;
    SlotSet open; /* slots at which a visit of its own could begin */
} StageKind;

typedef struct StageChoice {
    int32_t subject; /* index among the free of the neighbourhood */
    int32_t kind;
    int32_t number; /* of the subject in this session, below STAGE_SUBJECTS */
    double worth;   /* against not standing at all, session costs left out */
    double chance;  /* to come */
    SlotSet starts;
} StageChoice;

/** What stays in the session, in serving order. */
typedef struct StageWall {
    int32_t visit;
    int32_t from, until; /* slots of the lead */
    bool serves;         /* not a place kept open */
} StageWall;

typedef struct Stage {
    int32_t session, start_min, n_slots;
    int32_t n_numbers; /* subjects numbered so far */
    StageKind *kinds;  /* owned */
    int32_t n_kinds, kind_capacity;
    StageUse *uses; /* owned */
    int32_t n_uses, use_capacity;
    StageChoice *choices; /* owned */
    int32_t n_choices, choice_capacity;
    StageWall *walls; /* owned */
    int32_t n_walls, wall_capacity;
    double *unit_price; /* owned, [kinds x slots]: of the units of a visit that begins there */
} Stage;

/** One visit of a plan. */
typedef struct PlanEntry {
    int32_t choice, slot;
} PlanEntry;

/** The stage of the session number @p k of @p zone; @p wishes are those of its subjects. Adds to
 *  @p supply what its visits could hold. NO_MEMORY. Release with stage_clear(). */
Status stage_init(Stage *stage, const Zone *zone, int32_t k, const Wish *wishes, Supply *supply);

/** Releases and empties. */
void stage_clear(Stage *stage);

/** No more choices will be made. NO_MEMORY. */
Status stage_seal(Stage *stage);

/** Looks up what units cost now. */
void stage_price(Stage *stage, const Supply *supply);

/** Worth of the plan of @p count @p entries (sorted by slot) beside the walls, session costs taken
 *  off; false when OVERTIME or overbook_max forbid it. */
bool stage_worth(const Stage *stage, const Agenda *agenda, const PlanEntry *entries, int32_t count,
                 double *worth);

/** Where entry @p entry of a plan stands. */
Placement stage_placement(const Stage *stage, const Catalog *catalog, const PlanEntry *entry);

/** The entry of free subject @p subject, which stands in the session, made a choice if it is none.
 *  NO_MEMORY. */
Status stage_standing(Stage *stage, const Zone *zone, int32_t subject, Supply *supply,
                      PlanEntry *entry);

#endif
