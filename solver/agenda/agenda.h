/** @file agenda.h
 *  The calendar under construction: who and what is held when, kept allowed at every moment.
 *
 *  A *subject* is a request (its row) or a reserved place (requests + its number). A visit holds
 *  units; several requests of a group type at one place share one visit. Placing checks every rule
 *  between visits (individual rules are the caller's: it places only what model/catalog/placement.h
 *  allows), except that linked requests stand all or none, which is for whoever places them.
 *  Changes since a mark can be taken back. Nothing is allocated after agenda_new() but the log of
 *  changes; running out of memory there makes the agenda broken (see agenda_status()). One agenda
 *  belongs to one thread.
 */
#ifndef SOLVER_AGENDA_AGENDA_H
#define SOLVER_AGENDA_AGENDA_H

#include "model/catalog/placement.h"

/** A unit held by a visit. */
typedef struct AgendaHold {
    int32_t start_min, until_min; /* cleanup included */
    int32_t unit;                 /* row of providers, rooms or equipment */
    int32_t visit, site; /* site: the visit's; here too, so that walks along a list stay in it */
    int32_t next;        /* hold of the same unit and day, by start; -1: last */
    int32_t sibling;     /* another hold of the visit; -1: last */
    uint32_t part : 30;  /* of the visit's shape */
    bool leads : 1;      /* it is the lead's */
    bool pinned : 1;     /* the room of a fixed booking: never exchanged */
} AgendaHold;            /* half a line of the cache */

/** A visit that stands. */
typedef struct AgendaVisit {
    Placement at;
    const VisitShape *shape;
    const DurationLaw *law; /* of the lead minutes, NULL: as planned */
    int32_t type;
    int32_t first_member; /* a request, or the subject of the place */
    int32_t n_members;
    int32_t order;        /* among services of equal start: smallest member */
    int32_t first_hold;   /* the lead's */
    int32_t next_service; /* of the session, in serving order; -1: last */
    double any, expected; /* of those who come */
    bool excused;         /* fixed requests only */
} AgendaVisit;

/** A unit handed to a part of a visit. */
typedef struct AgendaUnit {
    int32_t part, unit;
} AgendaUnit;

/** A visit being tried. */
typedef struct AgendaTrial {
    int32_t subject, type;
    int32_t join; /* visit it would share, or -1 */
    Placement at;
    const VisitShape *shape; /* of `shape_type` led by `shape_provider`, */
    const DurationLaw *law;  /* with its law: kept from one trial to the next */
    int32_t shape_type, shape_provider;
    bool excused;
    double session_cost; /* of its session with it, once it may stand there */
    AgendaUnit *units;   /* owned: handed out, the lead's first */
    int32_t n_units;
} AgendaTrial;

/** One change that can be taken back. */
typedef struct AgendaChange {
    enum { CHANGE_PLACED, CHANGE_REMOVED, CHANGE_EXCHANGED } what;
    int32_t subject;
    Placement at;            /* PLACED, REMOVED */
    int32_t units, n_units;  /* REMOVED: in log_units */
    int32_t part, unit, old; /* EXCHANGED */
    double worth;            /* before the change: of the agenda, */
    double session_cost;     /* and of the session; both PLACED, REMOVED */
} AgendaChange;

typedef struct Agenda {
    const Catalog *catalog; /* borrowed */
    int32_t n_requests, n_places, n_subjects;
    int32_t *place_key;   /* owned, [n_places]: reserve key */
    int32_t *visit_of;    /* owned, [n_subjects]: -1 where it does not stand */
    int32_t *next_member; /* owned, [n_requests] */
    AgendaVisit *visits;  /* owned */
    int32_t free_visit;
    AgendaHold *holds; /* owned, [n_holds] */
    int32_t n_holds;
    int32_t free_hold;
    int32_t unit_base[3];   /* by UnitKind */
    int32_t *first_hold;    /* owned, [units x days] */
    bool *leads_any;        /* owned, [providers]: has a skill with its role */
    int32_t *first_service; /* owned, [sessions] */
    double *session_cost;   /* owned, [sessions] */
    int32_t *session_hole;  /* owned, [sessions]: longest stretch without a service, minutes */
    int64_t *session_stamp; /* owned, [sessions]: the settlement that changed it last */
    int64_t n_settled;      /* settlements so far */
    double worth;           /* of what stands, less session costs, against nothing standing */
    AgendaTrial trial;
    const int32_t *required_rooms; /* borrowed: rooms the next visit must hold */
    int32_t n_required_rooms;
    bool repair;     /* exchange units of standing visits where none are free */
    bool leads_only; /* hand out nothing but leads: a look at what no choice of units can mend */
    int64_t effort;  /* units of work done */
    AgendaChange *log;
    AgendaUnit *log_units;
    int32_t n_log, log_capacity, n_log_units, log_units_capacity;
    bool broken;
} Agenda;

/** An empty agenda of @p catalog. NO_MEMORY. Release with agenda_free(). */
Status agenda_new(const Catalog *catalog, Agenda **out);

/** NULL is allowed. */
void agenda_free(Agenda *agenda);

/** Makes @p agenda stand as @p from, of the same catalog, stands; all its marks are void. Its
 * effort stays its own. O(subjects + units x days). */
void agenda_assign(Agenda *agenda, const Agenda *from);

/** Numbers visits and holds anew in the order of their lists, so that whoever follows a list finds
 *  it in one piece of memory; all marks are void. What stands stays as it is. NO_MEMORY, and
 *  nothing is changed. O(subjects + units x days). */
Status agenda_compact(Agenda *agenda);

/** NO_MEMORY once a change could not be logged. */
Status agenda_status(const Agenda *agenda);

/** The visit type of @p subject. */
int32_t agenda_type(const Agenda *agenda, int32_t subject);

/** Where @p subject stands, or NULL. */
const Placement *agenda_at(const Agenda *agenda, int32_t subject);

/** Whether @p subject, which does not stand, could stand at @p at and its session would then cost
 *  at most @p limit more; *@p cost is what it would cost more. The agenda is as before. */
bool agenda_check(Agenda *agenda, int32_t subject, const Placement *at, double limit, double *cost);

/** Places @p subject at @p at if it can stand there. */
bool agenda_place(Agenda *agenda, int32_t subject, const Placement *at);

/** Places it with the units @p units (the lead's first), which are free; for answers made
 *  elsewhere and for taking back. False when it cannot stand. */
bool agenda_place_with(Agenda *agenda, int32_t subject, const Placement *at,
                       const AgendaUnit *units, int32_t n_units);

/** Makes @p trial (with units of its own) the trial of @p subject at @p at. */
void agenda_try(const Agenda *agenda, int32_t subject, const Placement *at, AgendaTrial *trial);

/** True when all rules between visits but those on units let the trial stand: lead, patient, links,
 *  session. Sets trial->join and what its session would cost more. Further-person rows of other
 *  visits may have been exchanged (logged), whatever the answer. */
bool agenda_stands(Agenda *agenda, AgendaTrial *trial, double *cost);

/** Takes @p subject, which stands, out. */
void agenda_remove(Agenda *agenda, int32_t subject);

/** A moment to come back to. */
int32_t agenda_mark(const Agenda *agenda);

/** Takes back all changes since @p mark. */
void agenda_rollback(Agenda *agenda, int32_t mark);

/** Forgets how to take back: all marks are void. Stamps the sessions that have changed. */
void agenda_settle(Agenda *agenda);

/** Narrows @p wish of request @p r to what its links leave: to standing requests and those fixed
 *  outside the horizon, and of its days to those that linked requests yet to be placed can go with.
 */
void agenda_narrow(const Agenda *agenda, int32_t r, Wish *wish);

/** True when the links between @p r, were it at @p at, and all that stands are kept. */
bool agenda_links_kept(const Agenda *agenda, int32_t r, const Placement *at);

/** True when the links of @p r, fixed outside the horizon, to all that stands are kept. */
bool agenda_outside_kept(const Agenda *agenda, int32_t r);

/** True when no standing visit of the same patient stands against @p r at @p at. */
bool agenda_patient_free(const Agenda *agenda, int32_t r, const Placement *at);

/** Cost of session @p session with the trial in it (join or new); false when OVERTIME or
 *  overbook_max forbid. */
bool agenda_session_cost(const Agenda *agenda, int32_t session, const AgendaTrial *trial,
                         double *cost);

/** Whether the lead of the trial is free for it; sets trial->join where it may share a visit. */
bool agenda_lead_free(const Agenda *agenda, AgendaTrial *trial);

/** Exchanges the unit of one hold of @p visit, logged. */
bool agenda_exchange(Agenda *agenda, int32_t hold, int32_t unit);

#endif
