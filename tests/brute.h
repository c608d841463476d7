/** @file brute.h
 *  A third reading of the contract, for tests only: naive, slow, and plain enough to be believed.
 *
 *  Written from the contract's words and sharing no code with the judge, the visit shapes or the
 * solver: every rule is a loop over all visits or all pairs, expectations are sums over every
 * pattern of who comes, the optimum is the best of all assignments. For tiny clinics: the arrays
 * are fixed and a clinic that does not fit fails the test.
 */
#ifndef TESTS_BRUTE_H
#define TESTS_BRUTE_H

#include <stdbool.h>
#include <stdint.h>

#include "model/base/text.h"
#include "model/clinic/chances.h"
#include "model/clinic/clinic.h"
#include "model/clinic/schedule.h"

enum {
    BRUTE_REQUESTS = 12,
    BRUTE_VISITS = 16,
    BRUTE_PARTS = 8,
    BRUTE_HOLDS = 24,
    BRUTE_CHOICES = 300
};

/** The rules as bits: BRUTE_WINDOW | BRUTE_LINK. */
enum BruteTag {
#define TAG(name, meaning) BRUTE_BIT_##name,
#include "model/audit/tag.def"
#undef TAG
#define TAG(name, meaning) BRUTE_##name = 1 << BRUTE_BIT_##name,
#include "model/audit/tag.def"
#undef TAG
};

/** One activity of a visit, in minutes after its start. */
typedef struct BrutePart {
    int32_t step, kind, count;
    int32_t from, end, until; /* until: cleanup included */
    const char *type;         /* role, room type or equipment type */
    bool lead;
} BrutePart;

/** What a visit holds for one lead in one mode. */
typedef struct BruteShape {
    int32_t n_parts;
    BrutePart parts[BRUTE_PARTS]; /* by step; only those held in the mode */
    int32_t lead;                 /* index in parts */
    int32_t end;                  /* of the visit, after its start */
} BruteShape;

/** One unit held by a visit. */
typedef struct BruteHold {
    int32_t kind, unit;  /* row of providers, rooms or equipment */
    int32_t step;        /* of the activity */
    int32_t from, until; /* minutes of the day */
    bool lead;
} BruteHold;

/** One visit of the schedule: of a request, of several that share it, or of a place held open. */
typedef struct BruteVisit {
    int32_t type, lead, site, day, start, mode;
    int32_t place; /* row of reserves, or -1 */
    int32_t n_members;
    int32_t members[BRUTE_REQUESTS]; /* rows of requests, ascending */
    BruteShape shape;
    int32_t session; /* row of the session of its service, or -1 */
    int32_t n_holds;
    BruteHold holds[BRUTE_HOLDS]; /* the lead's first */
} BruteVisit;

/** Expectations of sessions already worked out, so that a search need not do it again. */
typedef struct BruteMemo BruteMemo;

/** A whole schedule. */
typedef struct BruteCase {
    const Clinic *clinic;
    const Chances *chances;
    int32_t n_visits;
    BruteVisit visits[BRUTE_VISITS];
    bool handed_out; /* all units are in the holds, not only the leads */
    BruteMemo *memo; /* borrowed; may be NULL */
} BruteCase;

/** Expectations of one session. */
typedef struct BruteCost {
    double wait_min, idle_min, overtime_min;
} BruteCost;

/* brute_visit: what stands in the tables. */

/** What a visit of @p type led by @p provider holds in @p mode; false when the type has no lead or
 * an activity is left no time. */
bool brute_shape(const Clinic *clinic, int32_t type, int32_t provider, int32_t mode,
                 BruteShape *out);

/** Row of skills, or -1. */
int32_t brute_skill(const Clinic *clinic, int32_t provider, int32_t type);

/** Session @p s rounded inward; false when it is empty or outside the horizon. */
bool brute_session(const Clinic *clinic, int32_t s, int32_t *start, int32_t *end);

/** The visit of @p type at that place and time, with its lead's hold only and no members. */
BruteVisit brute_visit(const Clinic *clinic, int32_t type, int32_t lead, int32_t site, int32_t day,
                       int32_t start, int32_t mode);

/** Number of the unit whose id is @p id, or -1; its type and site (-1 for persons). */
int32_t brute_unit(const Clinic *clinic, int32_t kind, const char *id);
int32_t brute_units(const Clinic *clinic, int32_t kind);
const char *brute_unit_type(const Clinic *clinic, int32_t kind, int32_t unit);
int32_t brute_unit_site(const Clinic *clinic, int32_t kind, int32_t unit);

/** True when the request is fixed, and fixed on a day of the horizon. */
bool brute_is_fixed(const Clinic *clinic, int32_t r);
bool brute_fixed_inside(const Clinic *clinic, int32_t r);
int32_t brute_fixed_mode(const Clinic *clinic, int32_t r);

/** The booked request stands where it stood: date, start, lead and site. */
bool brute_is_kept(const Clinic *clinic, int32_t r, const BruteVisit *visit);

/** How many places a key of urgent demand asks for; 0 when there is no such key. */
int32_t brute_places(const Clinic *clinic, int32_t type, int32_t site, int32_t day);

/** Adds request @p r to the case: into the shared visit that is @p visit, or as a visit of its own.
 *  Returns the visit's number. */
int32_t brute_book(BruteCase *it, int32_t r, const BruteVisit *visit);

/** Takes request @p r out again, which was the last to be added. */
void brute_unbook(BruteCase *it, int32_t r);

/* brute_rules: what is allowed. */

/** Closure @p c, rounded outward, meets these minutes of the day. */
bool brute_is_closed(const Clinic *clinic, int32_t c, int32_t day, int32_t from, int32_t until);

/** The rules that request @p r breaks by being in @p visit, others left aside. */
unsigned brute_request_tags(const Clinic *clinic, int32_t r, const BruteVisit *visit);

/** The rules that the visit's type, lead and mode break. */
unsigned brute_visit_tags(const BruteVisit *visit, const Clinic *clinic);

/** The rules that @p visit breaks by holding @p hold, others left aside. */
unsigned brute_hold_tags(const Clinic *clinic, const BruteVisit *visit, const BruteHold *hold);

/** True when a fixed request's room is among the rooms held, or none is asked for. */
bool brute_has_fixed_rooms(const Clinic *clinic, const BruteVisit *visit);

/** The rules two visits break together by their persons and units. */
unsigned brute_pair_tags(const BruteCase *it, const BruteVisit *a, const BruteVisit *b);

/** The rules two requests' visits break together by being of one patient. */
unsigned brute_patient_tags(const BruteCase *it, int32_t r, const BruteVisit *a, int32_t q,
                            const BruteVisit *b);

/** Link @p l with its requests in these visits (NULL: not booked). */
unsigned brute_link_tags(const Clinic *clinic, int32_t l, const BruteVisit *first,
                         const BruteVisit *second);

/** The rules a visit breaks by what it holds at once itself. */
unsigned brute_within_tags(const BruteVisit *visit);

/** Every rule a complete case breaks, the table of reserves left aside. */
unsigned brute_tags(const BruteCase *it);

/* brute_worth: what it is worth. */

/** Expectations of session @p s, by going through everyone who may come or not. */
BruteCost brute_cost(const BruteCase *it, int32_t s);

/** Expected minutes of a service planned for @p planned, with that coefficient of variation. */
double brute_mean(double planned, double cv);

/** Chances that such a service takes 1, 2, ... minutes, up to the number returned; [0] is none.
 * Valid until a few others are asked for. */
int32_t brute_minutes(double planned, double cv, const double **chances);

/** Expected wait of one who comes to visit @p v. */
double brute_wait_min(const BruteCase *it, int32_t v);

/** An empty memory; release with mem_free(). */
BruteMemo *brute_memo_new(void);

/** The terms of booked request @p r in @p visit that need no other, and of one not booked. */
double brute_request_worth(const BruteCase *it, int32_t r, const BruteVisit *visit);
double brute_unbooked_worth(const Clinic *clinic, int32_t r);

/** The objective of the whole case; @p unheld is the value of the types of places not held. */
double brute_worth(const BruteCase *it, double unheld);

/** The service of visit @p v starts before the end of one served before it. */
bool brute_overlaps(const BruteCase *it, int32_t v);

/* brute_schedule: from result tables and back. */

/** Reads @p schedule; the rules that only the tables themselves break (listed twice, wrong
 *  holdings, places that are not those asked for, wrong derived columns) come back as tags. */
unsigned brute_read(const Clinic *clinic, const Chances *chances, const Schedule *schedule,
                    BruteCase *out, double *unheld);

/** All rules that @p schedule breaks. */
unsigned brute_allowed(const Clinic *clinic, const Chances *chances, const Schedule *schedule);

/** The case as result tables; release with schedule_free(). */
Schedule *brute_write(const BruteCase *it);

/** Names of the tags, for messages: "WINDOW LINK"; @p out has BRUTE_TAGS_BYTES. */
enum { BRUTE_TAGS_BYTES = 160 };
const char *brute_tags_text(unsigned tags, char *out);

/* brute_search: the best of all. */

/** Where a request or place may go: one visit each. */
typedef struct BruteChoices {
    int32_t count;
    BruteVisit visits[BRUTE_CHOICES];
    double worth[BRUTE_CHOICES];
} BruteChoices;

/** All visits of request @p r that break no rule by themselves; of a fixed one, where it stands. */
void brute_choices(const BruteCase *it, int32_t r, BruteChoices *out);

/** All visits of a place of that key that break no rule by themselves. */
void brute_place_choices(const BruteCase *it, int32_t type, int32_t site, int32_t day,
                         BruteChoices *out);

/** Hands units out to all visits so that no rule is broken; false when there is no way. */
bool brute_hand_out(BruteCase *it);

/** What exhaustive search found. */
typedef struct BruteOptimum {
    bool exists;     /* some schedule keeps the fixed bookings */
    bool too_large;  /* more combinations than the limit: not searched */
    double worth;    /* of the best */
    BruteCase best;  /* with its units */
    int64_t visited; /* complete assignments looked at */
} BruteOptimum;

/** The best schedule of all. @p out is large: keep it off the stack. */
void brute_search(const Clinic *clinic, const Chances *chances, double limit, BruteOptimum *out);

#endif
