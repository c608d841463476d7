/** @file kpi.h
 *  The key figures of a schedule, for all of it and for each site, specialty, provider and cohort.
 *
 *  A booked request counts where its visit is: site and lead of the visit, specialty of its type,
 *  cohort of its patient. An unbooked one counts under all, its specialty and cohort, and under the
 *  provider and site it prefers, if any; a fixed one outside the horizon counts nowhere. The keys:
 *
 *  booked, unbooked       requests
 *  fill_rate              booked / (booked + unbooked)
 *  expected_no_show_rate  mean over booked requests of 1 - show_prob
 *  lead_time_days_mean    mean days from requested_on to the visit's date, over booked requests
 *  lead_time_days_p90     least days that are enough for at least 90 % of them
 *  third_next_available_days  of a provider: days from the horizon's first to that of the third
 * free place, in the order of time. Free time of sessions (neither served nor kept for a reserved
 * place nor closed) has as many places as the shortest visit the provider can lead there fits in.
 * Elsewhere the mean over the providers of the scope, counting their sessions at the site, or
 * visits of the specialty; blank where nobody has three free places, and for cohorts utilisation
 * minutes led / minutes open: of the sessions' minutes that are not closed, those in which their
 * provider leads a booked visit (two at a time count once). For a specialty: those in which it
 * leads a visit of it, of the sessions in which it could; blank for cohorts expected_idle_min,
 * expected_overtime_min  sums over the sessions of the scope; blank for specialties and cohorts, to
 * which no session belongs expected_wait_min      sum over booked requests of show_prob x expected
 * wait overlapped             booked requests whose service starts before an earlier one's end
 *  moved                  booked requests that stood elsewhere
 *  preference_rate        of the preferred providers and sites that booked requests name, the part
 *                         that is met
 *
 *  A rate or mean over nothing is blank.
 */
#ifndef MODEL_AUDIT_KPI_H
#define MODEL_AUDIT_KPI_H

#include "model/clinic/chances.h"
#include "model/clinic/clinic.h"
#include "model/clinic/schedule.h"

/** Writes table `kpis` of @p schedule anew, from its appointments and reserves: every key for every
 *  scope, in the order all, sites, specialties, providers, cohorts. Its texts are those of
 *  @p clinic, which outlives the schedule. @return OK; NO_MEMORY, and the table is as it was. */
Status kpi_fill(const Clinic *clinic, const Chances *chances, Schedule *schedule);

#endif
