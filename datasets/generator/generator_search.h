/** @file generator_search.h
 *  The next free place for a visit in the appointment book of the generator.
 */
#ifndef DATASETS_GENERATOR_GENERATOR_SEARCH_H
#define DATASETS_GENERATOR_GENERATOR_SEARCH_H

#include "datasets/generator/generator_busy.h"
#include "model/clinic/visit.h"

/** What the search looks into; the rows of a provider, patient or request stand together. */
typedef struct Desk {
    Draft *draft;
    Random random;
    Busy busy;
    int32_t travel_min;
    int32_t *session_begin; /* [providers + 1] rows of sessions */
    int32_t *hours_begin;   /* [requests + 1] rows of availability */
    int32_t *last_of;       /* [patients] request booked last, or -1 */
    int32_t *before;        /* [requests] request of the same patient booked before, or -1 */
} Desk;

/** A place found for a visit. */
typedef struct Place {
    const VisitShape *shape; /* borrowed */
    int32_t provider, session, mode, start_min;
    int32_t rows[CATALOGUE_MAX_STEPS]; /* who or what does each part, or -1 */
} Place;

/** The first place for request @p r with @p provider, in the order of its days from @p start_day
 *  on, then the earlier ones; place->shape is the visit as this provider does it. */
bool search_place(const Desk *desk, int32_t r, int32_t provider, int32_t start_day, Place *place);

/** When and where @p part of the visit at @p place is held. */
BusySpan search_span(const Desk *desk, const Place *place, const VisitPart *part);

#endif
