/** @file kpi_diary.h
 *  What becomes of the minutes of sessions: closed, led, kept or free.
 */
#ifndef MODEL_AUDIT_KPI_DIARY_H
#define MODEL_AUDIT_KPI_DIARY_H

#include "model/audit/audit_case.h"

enum { DIARY_SLOTS = 288 }; /* slots of a day on the finest grid */

typedef enum DiaryMark { DIARY_FREE, DIARY_CLOSED, DIARY_LED, DIARY_KEPT } DiaryMark;

/** The slots of one session from its start. */
typedef struct Diary {
    int32_t count;
    unsigned char slot[DIARY_SLOTS]; /* DiaryMark */
} Diary;

/** The diary of session @p session (of c->hours); visits of other specialties than @p specialty
 * (NULL: none is other) leave no mark. */
Diary diary_of(const Case *c, int32_t session, const char *specialty);

/** Slots with @p mark. */
int32_t diary_count(const Diary *diary, DiaryMark mark);

/** True when the row of skills lets its provider lead in @p session: role, holder, and (unless
 *  NULL) a type of @p specialty. */
bool diary_can_lead(const Case *c, int32_t session, int32_t skill, const char *specialty);

/** Days until the third free place of @p provider, at @p site (-1: anywhere), for visits of
 *  @p specialty (NULL: any); NaN when there are less than three. */
double diary_third_free(const Case *c, int32_t provider, int32_t site, const char *specialty);

#endif
