/** @file slate.h
 *  Every visit that could take place, and every booking of a request that could be made of it.
 *
 *  A visit is what holds people, rooms and devices: one request at one placement, one place of
 *  urgent demand, or a shared visit. A booking puts a request into a visit; of an ordinary visit it
 *  is the visit itself. Integer programs have a column for each, so both are numbered here.
 */
#ifndef MODEL_PROGRAM_SLATE_H
#define MODEL_PROGRAM_SLATE_H

#include "model/catalog/catalog.h"
#include "model/catalog/placement.h"

typedef struct SlateVisit {
    int32_t type;
    Placement at;
    const VisitShape *shape; /* borrowed from the catalog */
    int32_t request;         /* the only request, or -1 */
    int32_t key;             /* reserve key of a place, or -1 */
    int32_t copy;            /* places of one key at one placement count from 0; at most two fit */
    bool shared;             /* holds the bookings of its stand that are made */
    bool fixed;              /* every request in it is fixed: SKILL and SESSION are excused */
} SlateVisit;

typedef struct SlateBooking {
    int32_t request;
    int32_t visit;   /* the visit; of a shared one: the one it makes with others */
    int32_t stand;   /* shared visits: the stand, or -1 */
    int32_t end_min; /* of the visit, from the horizon's midnight */
    double profit;   /* placement_profit() */
    bool fixed;      /* the request is fixed, so this booking is made */
} SlateBooking;

/** Where a shared visit could be: one type, lead, site, start and mode. */
typedef struct SlateStand {
    int32_t visit;       /* with at least one request that is not fixed, or -1 */
    int32_t fixed_visit; /* with the fixed requests alone, or -1 */
    int32_t begin, end;  /* into stand_bookings */
} SlateStand;

typedef struct Slate {
    SlateVisit *visits; /* owned, [n_visits] */
    int32_t n_visits, visits_capacity;
    SlateBooking *bookings; /* owned, [n_bookings], by request */
    int32_t n_bookings, bookings_capacity;
    int32_t *booking_begin; /* owned, [requests + 1] */
    SlateStand *stands;     /* owned, [n_stands] */
    int32_t n_stands;
    int32_t *stand_bookings; /* owned: bookings of the stands, by request */
} Slate;

/** Lists all visits and bookings. @p limit: how many bookings at most; *@p within is false, and
 *  @p out untouched, when there are more. @return OK; NO_MEMORY. Release with slate_clear(). */
Status slate_new(const Catalog *catalog, int32_t limit, Slate *out, bool *within);

/** Releases and empties. */
void slate_clear(Slate *slate);

/** True when a request at @p a and one of the same patient at @p b (not joined `together`) are in
 *  each other's way: at once, or too far apart to travel. */
bool slate_patient_clash(const Catalog *catalog, const Slate *slate, const SlateBooking *a,
                         const SlateBooking *b);

/** Where one end of a link stands. */
typedef struct SlateSpot {
    int32_t day, start_min, end_min, site, provider;
} SlateSpot;

/** The spot of a booking. */
SlateSpot slate_spot(const Slate *slate, int32_t booking);

/** The spot of request @p r that is fixed outside the horizon. */
SlateSpot slate_spot_outside(const Catalog *catalog, int32_t r);

/** True when @p first and @p second keep the distance row @p link asks for. */
bool slate_link_holds(const Catalog *catalog, int32_t link, SlateSpot first, SlateSpot second);

#endif
