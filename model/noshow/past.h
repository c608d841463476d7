/** @file past.h
 *  What each patient did before a given day.
 */
#ifndef MODEL_NOSHOW_PAST_H
#define MODEL_NOSHOW_PAST_H

#include "model/base/status.h"
#include "model/clinic/clinic.h"

typedef struct Past Past;

/** From the usable rows of the history; @p clinic is borrowed and outlives it. NO_MEMORY. */
Status past_new(const Clinic *clinic, Past **out);

/** NULL is allowed. */
void past_free(Past *past);

/** Visits of @p patient (an id, perhaps unknown) dated before @p day, and how many of them were
 * missed. O(visits of the patient). */
void past_before(const Past *past, const char *patient, int32_t day, int32_t *visits,
                 int32_t *missed);

/** Share of all usable visits that were missed. */
double past_no_show_rate(const Past *past);

#endif
