/** @file audit_case.h
 *  A schedule laid out for judgment: its visits, what they hold, and the sessions they serve in.
 *
 *  The case is made once from the raw tables; every rule file then looks at it and calls violate().
 *  A row that names nothing (request -1, a start of 5000 minutes) is reported when the case is made
 *  and left out of everything else, as are all but the first rows of a request.
 */
#ifndef MODEL_AUDIT_AUDIT_CASE_H
#define MODEL_AUDIT_AUDIT_CASE_H

#include "model/audit/audit.h"
#include "model/audit/audit_facts.h"
#include "model/audit/audit_hours.h"

/** A booked request. */
typedef struct Seat {
    int32_t request;
    int32_t row;   /* of appointments */
    int32_t visit; /* of the case */
} Seat;

/** One visit: of a request, of several who share it, or of nobody yet (a held place). */
typedef struct Visit {
    int32_t type, lead, site, date, mode;
    int32_t start_min, end_min;
    int32_t skill;               /* row of skills of its lead, or -1 */
    int32_t place;               /* row of reserves, or -1 */
    int32_t first_seat, n_seats; /* none for a place */
    int32_t first_hold, n_holds; /* its lead's first */
    int32_t rank;                /* breaks ties in serving order: request row, places last */
    int32_t serve_min;           /* the lead's minutes: from */
    int32_t served_min;          /* and until */
    int32_t session;             /* shift that holds the lead's minutes whole, or -1 */
    bool all_fixed;              /* every request of it is fixed (never a place) */
    bool overlaps;               /* starts before the end of one served before it */
    double wait_min;             /* expected wait of each who comes */
} Visit;

/** A person, room or device held for a visit. */
typedef struct Hold {
    int32_t visit;
    int32_t part; /* index among the type's parts */
    int32_t kind; /* UnitKind */
    int32_t unit;
    int32_t date;
    int32_t from_min, until_min;
    bool lead;
} Hold;

typedef struct Case {
    const Clinic *clinic; /* borrowed, as the next two */
    const Chances *chances;
    const Schedule *schedule;
    Facts *facts; /* owned, as all below */
    Hours *hours;
    Seat *seats;             /* [n_seats], those of a visit together */
    int32_t *seat_of;        /* [requests]: seat, or -1 */
    Visit *visits;           /* [n_visits], places last */
    int32_t *visit_of_place; /* [reserves]: visit, or -1 */
    Hold *holds;             /* [n_holds] by visit; made by holding_read() */
    int32_t *services;       /* [n_services]: visits in a session, by session in serving order */
    int32_t *service_begin;  /* [n_shifts + 1] into services */
    double *idle_min;        /* [n_shifts]: expected; made by worth_run() */
    double *overtime_min;    /* [n_shifts]: likewise */
    int32_t n_seats, n_visits, n_holds, n_services;
    Verdict *verdict; /* borrowed */
} Case;

/** Lays @p schedule out; rows that name nothing and requests booked twice become violations of
 *  @p verdict. @return OK or NO_MEMORY. Release with case_free(). */
Status case_new(const Clinic *clinic, const Chances *chances, const Schedule *schedule,
                Verdict *verdict, Case **out);

/** NULL is allowed. */
void case_free(Case *c);

/** Records a violation of @p tag, described as printf does. */
void violate(Case *c, AuditTag tag, const char *format, ...) __attribute__((format(printf, 3, 4)));

/** Reads table `resources` into c->holds: what it lacks, has too much or has wrong is a violation
 * of PROVIDER, ROOM or EQUIPMENT. The lead of a visit is held as planned whether listed or not.
 *  @return OK or NO_MEMORY. Call once. O(rows log rows). */
Status holding_read(Case *c);

/* The rules, one call a tag or two; each adds its violations. */
void once_judge(Case *c);
void window_judge(Case *c);
void skill_judge(Case *c);
void session_judge(Case *c);
void closed_judge(Case *c);
Status overlap_judge(Case *c); /* PROVIDER, ROOM, EQUIPMENT: who and what is in two visits */
Status patient_judge(Case *c);
void link_judge(Case *c);
void group_judge(Case *c);
Status reserve_judge(Case *c);
void overtime_judge(Case *c);
Status data_judge(Case *c);
void progress_judge(Case *c); /* DATA, of the table `progress` */
Status cohort_judge(Case *c); /* warns only */

/** Works out c->idle_min, c->overtime_min, the waits of visits and the verdict's worth.
 *  @return OK or NO_MEMORY. Call once. */
Status worth_run(Case *c);

/** The tag of a rule about units of @p kind: PROVIDER, ROOM or EQUIPMENT. */
AuditTag case_tag(int32_t kind);

/** True when the services of the two visits are an overlapping pair: one session, and minutes of
 *  their lead in common. */
bool case_pair(const Case *c, int32_t a, int32_t b);

/** The chance that request @p r comes on @p date. */
double case_show(const Case *c, int32_t r, int32_t date);

/** The chance that the service of @p visit takes place; 1 for a place. */
double case_turnout(const Case *c, const Visit *visit);

/** Where a `fixed` request outside the horizon stands, or a booked one: false when it stands
 *  nowhere. Only the members of @p out that a link looks at are filled. */
bool case_position(const Case *c, int32_t r, Visit *out);

/** True when request @p r is booked. */
bool case_booked(const Case *c, int32_t r);

/** The mode of a standing booking. */
int32_t case_booked_mode(const Case *c, int32_t r);

/** True when a request with status `booked` stands where it stood (date, start, lead, site). */
bool case_kept(const Case *c, int32_t r);

/** Texts for messages, by value so that several fit into one call: label_visit(c, v).text. */
typedef struct Label {
    char text[200];
} Label;

Label label_visit(const Case *c, int32_t visit);
Label label_date(const Case *c, int32_t date);
Label label_span(int32_t from_min, int32_t until_min);
Label label_time(int32_t minute);
const char *label_unit(const Case *c, int32_t kind, int32_t unit);

#endif
