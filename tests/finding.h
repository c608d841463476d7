/** @file finding.h
 *  A small clinic for the tests of inspect, and the question what is found in it.
 */
#ifndef TESTS_FINDING_H
#define TESTS_FINDING_H

/* Five days from Monday on a 10-minute grid; Amy sees visits of 20 minutes on the first morning. */
#define HORIZON "horizon start_date=2026-03-02 days=5 slot_min=10 timezone=UTC\n"
#define PEOPLE                                                                                     \
    "sites site=S\nsites site=T\nproviders provider=Amy role=physician\n"                          \
    "providers provider=Bob role=nurse\npatients patient=p\npatients patient=q\n"
#define TYPE(rest)                                                                                 \
    "visit_types visit_type=v specialty=gp value=10 " rest "\n"                                    \
    "activities visit_type=v step=1 kind=provider type=physician offset_min=0 duration_min=20\n"
#define SKILL        "skills provider=Amy visit_type=v\n"
#define VISIT        TYPE("mode=in_person") SKILL
#define SESSION      "sessions provider=Amy site=S date=0 start=09:00 end=12:00\n"
#define SESSION_AT_T "sessions provider=Amy site=T date=1 start=09:00 end=12:00\n"
#define BASE         HORIZON PEOPLE VISIT SESSION
#define REQUEST(id, rest)                                                                          \
    "requests request=" id " visit_type=v priority=routine requested_on=-3 " rest "\n"
#define NEW(id, rest)    REQUEST(id, "patient=p status=new earliest=0 latest=4 " rest)
#define STANDS(id, how)  REQUEST(id, "earliest=0 latest=4 booked_provider=Amy booked_site=S " how)
#define FIXED(id, start) STANDS(id, "patient=" id " status=fixed booked_date=0 booked_start=" start)
#define BOOKED(id, start)                                                                          \
    STANDS(id, "patient=" id " status=booked booked_date=0 booked_start=" start)

/** The findings of the clinic of @p lines are exactly @p expected: "error: ...\nwarning: ...\n". */
void finds(const char *lines, const char *expected);

/** The same for inspect_cells(). */
void finds_in_cells(const char *lines, const char *expected);

#endif
