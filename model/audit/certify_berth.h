/** @file certify_berth.h
 *  Where visits may be led: a berth is a session, a type that its provider can lead there, and a
 *  mode. And what a request may have of a berth: its individually allowed placements, in runs of
 *  starts that follow each other.
 */
#ifndef MODEL_AUDIT_CERTIFY_BERTH_H
#define MODEL_AUDIT_CERTIFY_BERTH_H

#include "model/audit/certify_depot.h"

typedef struct Berth {
    int32_t shift, type, mode;
    int32_t first_min, last_min; /* least and largest start of a visit; first > last: none */
    int32_t offset_min;          /* of the lead's minutes after the visit's start */
    int32_t minutes;             /* the lead's */
    int32_t length_min;          /* the visit's */
    int32_t there;               /* into Berths.theres, or -1: it asks for nobody but the lead */
    double factor;               /* on the lead's time */
    double mean;                 /* expected minutes of the lead */
} Berth;

/** A berth by where it is. */
typedef struct BerthEntry {
    int32_t site, berth;
} BerthEntry;

/** When berths of a type, site and date that are alike find the units they ask for. */
typedef struct There {
    int32_t mode, minutes; /* of the lead */
    bool apart;            /* of one berth that is like no other */
    DayStarts starts;
} There;

typedef struct Berths {
    const Facts *facts; /* borrowed, as hours */
    const Hours *hours;
    Berth *berths;      /* owned, [count] by shift */
    int32_t *begin;     /* owned, [shifts + 1] into berths */
    BerthEntry *sorted; /* owned, [count] by type, date, site, berth */
    int32_t *day;       /* owned, [types x days + 1] into sorted */
    double *means;      /* owned, [types x slots of a day and one]: laws looked at; NaN: not yet */
    int32_t *slot;      /* owned, [shifts + 1] into clear */
    int32_t *clear;     /* owned: slots from here on that nothing blocks */
    There *theres;      /* owned, [n_theres] */
    int32_t count, n_theres, there_room;
} Berths;

/** What a request asks of its placement. */
typedef struct Need {
    int32_t request, type;
    int32_t first_date, last_date; /* empty where first > last */
    int32_t provider, site;        /* required, or -1 */
    bool modes[2];
    bool timed; /* has rows of availability */
} Need;

/** Starts of one berth from first_min to last_min. */
typedef struct Run {
    int32_t berth, first_min, last_min;
    bool kept; /* a standing booking stays */
} Run;

/** Of @p lanes the codes are used. @return OK or NO_MEMORY. Release with berths_free(). */
Status berths_new(const Hours *hours, const FixedVisits *fixed, const Lanes *lanes, Berths **out);

/** NULL is allowed. */
void berths_free(Berths *berths);

/** Expected minutes of a lead planned for @p minutes (of a day at most); NO_MEMORY or OK. */
Status berths_mean(Berths *berths, int32_t type, int32_t minutes, double *mean);

/** True when nothing blocks the lead's minutes of a visit that starts at @p start_min, which lie in
 *  the berth's session, and it finds the units it asks for. */
bool berths_clear(const Berths *berths, const Berth *berth, int32_t start_min);

/** The number of the berth of session @p shift for @p type in @p mode, or -1. */
int32_t berths_find(const Berths *berths, int32_t shift, int32_t type, int32_t mode);

/** The berths of @p type on @p date at @p site (-1: everywhere); *@p count is how many. */
const BerthEntry *berths_of(const Berths *berths, int32_t type, int32_t date, int32_t site,
                            int32_t *count);

/** What request @p r, which is not fixed, asks for. */
Need need_of(const Facts *facts, int32_t r);

/** Starts of visits from first_min to last_min. */
typedef struct Span {
    int32_t first_min, last_min;
} Span;

typedef struct Spans {
    Span *spans; /* owned, [count], ascending and apart */
    int32_t count, capacity;
} Spans;

/** When the patient of @p need can come on @p date for a visit of @p length_min, the day long if
 *  there is no availability; multiples of the slot. @return OK or NO_MEMORY. */
Status need_spans(const Facts *facts, const Need *need, int32_t date, int32_t length_min,
                  Spans *out);

/** Calls @p visit for all that @p need may have on @p date, a day of its window, until it returns
 *  false: each start of each berth in at most one run, or, @p brief, one start of each berth. Where
 *  a booked request stands is left out. */
void berths_each(const Berths *berths, const Need *need, int32_t date, bool brief,
                 bool (*visit)(void *context, const Run *run), void *context);

/** Calls @p visit for each mode in which booked @p need may stay where it stands. */
void berths_kept(const Berths *berths, const Need *need,
                 bool (*visit)(void *context, const Run *run), void *context);

#endif
