/** @file survey.h
 *  Where to look next: sessions that compete for the same requests, and who might be their guests.
 *
 *  A neighbourhood grows around one session: the requests that stand there or could say which other
 *  sessions they could use, and the sessions most often named, weighed by kind, come in.
 */
#ifndef SOLVER_NEIGHBOUR_SURVEY_H
#define SOLVER_NEIGHBOUR_SURVEY_H

#include "model/base/random.h"
#include "solver/neighbour/zone.h"

/** What draws a session into a neighbourhood beside the requests it shares with the first one. */
typedef enum SurveyKind {
    SURVEY_ANY,      /* nothing else */
    SURVEY_DAY,      /* days close by */
    SURVEY_PROVIDER, /* the same provider */
    SURVEY_SITE,     /* the same site and day, whose units it shares */
    SURVEY_KINDS
} SurveyKind;

/** A session that may come in. */
typedef struct SurveyMark {
    int32_t session;
    double score;
} SurveyMark;

typedef struct Survey {
    Field *field;        /* borrowed */
    int32_t *idle_begin; /* owned, [types + 1]: of idle, by type */
    int32_t *idle;       /* owned: subjects that may be guests */
    Groups nearby;       /* sessions by site and day */
    double *score;       /* owned, [sessions]: 0 but while a neighbourhood grows */
    SurveyMark *marks;   /* owned, [sessions] */
    int32_t n_marks;
    SurveyMark *guests; /* owned, [subjects]: who may come in */
} Survey;

/** NO_MEMORY. Release with survey_clear(). */
Status survey_init(Survey *survey, Field *field);

/** Releases and empties. */
void survey_clear(Survey *survey);

/** Sees anew who does not stand. */
void survey_refresh(Survey *survey);

/** Makes @p zone of up to @p sessions sessions around session @p seed, no neighbourhood's yet, with
 *  up to @p guests guests. NO_MEMORY. */
Status survey_grow(Survey *survey, Zone *zone, int32_t seed, SurveyKind kind, int32_t sessions,
                   int32_t guests, Random *random);

#endif
