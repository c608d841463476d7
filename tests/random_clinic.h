/** @file random_clinic.h
 *  Tiny clinics at random in which every rule of the contract is likely to bind.
 *
 *  A feature that is switched off takes its default everywhere and leaves the rest of the clinic as
 * it was, so that a disagreement can be narrowed down. The clinics pass inspect_dataset().
 */
#ifndef TESTS_RANDOM_CLINIC_H
#define TESTS_RANDOM_CLINIC_H

#include <stdint.h>

#include "model/base/random.h"
#include "model/base/text.h"
#include "model/clinic/chances.h"
#include "model/clinic/clinic.h"
#include "model/clinic/schedule.h"

enum RandomFeature {
    RANDOM_FACTORS = 1 << 0,     /* duration factors */
    RANDOM_FURTHER = 1 << 1,     /* further persons */
    RANDOM_ROOMS = 1 << 2,       /* room rows */
    RANDOM_EQUIPMENT = 1 << 3,   /* device rows */
    RANDOM_HOURS = 1 << 4,       /* open hours */
    RANDOM_CLOSURES = 1 << 5,    /* of every kind */
    RANDOM_TURNAROUND = 1 << 6,  /* of devices */
    RANDOM_CLEANUP = 1 << 7,     /* of activities */
    RANDOM_HELD = 1 << 8,        /* held sessions, released or not */
    RANDOM_MODES = 1 << 9,       /* telehealth, in sessions, types and requests */
    RANDOM_OVERBOOK = 1 << 10,   /* overlapping leads */
    RANDOM_CV = 1 << 11,         /* durations that vary */
    RANDOM_GROUP = 1 << 12,      /* shared visits */
    RANDOM_WINDOW = 1 << 13,     /* notice, earliest and latest start, tight dates */
    RANDOM_AUTHORITY = 1 << 14,  /* authorizations */
    RANDOM_AVAILABLE = 1 << 15,  /* availability */
    RANDOM_PREFERENCE = 1 << 16, /* preferred or required provider, site */
    RANDOM_BOOKED = 1 << 17,     /* standing bookings */
    RANDOM_FIXED = 1 << 18,      /* fixed bookings, also impossible ones */
    RANDOM_LINKS = 1 << 19,      /* of all kinds, in chains */
    RANDOM_PATIENTS = 1 << 20,   /* several requests of one patient */
    RANDOM_TRAVEL = 1 << 21,     /* two sites and the way between */
    RANDOM_URGENT = 1 << 22,     /* places for urgent demand */
    RANDOM_OFF_GRID = 1 << 23,   /* sessions, closures, ... off the grid */
    RANDOM_COSTS = 1 << 24,      /* prices of all kinds */
    RANDOM_OVERTIME = 1 << 25,   /* a limit that binds */
    RANDOM_SHOW = 1 << 26,       /* given chances, 0 and 1 among them */
    RANDOM_PREDICTED = 1 << 27,  /* chances that differ by day */
    RANDOM_PARTS = 1 << 28,      /* lead not at the visit's start, rows of several units */
    RANDOM_EVERYTHING = (1 << 29) - 1
};

/** Clinic number @p seed; release with clinic_free(). */
Clinic *random_clinic(uint64_t seed, unsigned features);

/** Chances for it; release with chances_free(). */
Chances *random_chances(const Clinic *clinic, uint64_t seed, unsigned features);

/** A schedule for it, mostly nearly allowed; release with schedule_free(). *@p damaged: its tables
 *  contradict each other (a holding is missing, an appointment is listed twice, ...). */
Schedule *random_schedule(const Clinic *clinic, const Chances *chances, Random *random,
                          bool *damaged);

/** Appends the tables as lines that clinic_of() and schedule_of() read. */
void print_clinic(const Clinic *clinic, Text *out);
void print_schedule(const Clinic *clinic, const Schedule *schedule, Text *out);

/** A smaller clinic, in lines, for which @p fails still holds: tables lose rows, rows cells, while
 *  it does. The lines stay ones that clinic_of() reads. */
void shrink_clinic(const Clinic *clinic, bool (*fails)(const Clinic *clinic, void *context),
                   void *context, Text *out);

#endif
