/** @file worth.h
 *  What a schedule is worth, term by term, recomputed from its rows: the judge's own arithmetic.
 */
#ifndef MODEL_AUDIT_WORTH_H
#define MODEL_AUDIT_WORTH_H

#include "model/clinic/chances.h"
#include "model/clinic/clinic.h"
#include "model/clinic/schedule.h"

/** The terms of the objective (costs as positive numbers) and what they are made of. */
typedef struct Worth {
    double attended;      /* value x weight x show_prob of booked requests */
    double waiting_days;  /* cost of days waited */
    double preferences;   /* bonuses */
    double moves;         /* cost of booked requests moved */
    double cancellations; /* cost of booked requests dropped */
    double unscheduled;   /* cost of new and waitlist requests not booked */
    double reserves;      /* cost of places not held */
    double patient_wait;  /* cost of expected patient wait in sessions */
    double idle;          /* cost of expected provider idle time */
    double overtime;      /* cost of expected overtime */
    double objective;     /* attended + preferences less all costs */
    double wait_min;      /* expected minutes of patient wait, sum over all who come */
    double idle_min;      /* expected idle minutes */
    double overtime_min;  /* expected overtime minutes */
} Worth;

#endif
