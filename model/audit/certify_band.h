/** @file certify_band.h
 *  Chances to come of what is served, and their bands: rounded down to sixteenths.
 */
#ifndef MODEL_AUDIT_CERTIFY_BAND_H
#define MODEL_AUDIT_CERTIFY_BAND_H

#include <math.h>
#include <stdint.h>

/* Of who surely comes, and of places, which overlap like those but delay nobody. */
enum { SURE_BAND = 16, PLACE_BAND, N_BANDS };

/* Those of each band that may overlap a place, then those too likely for that. */
enum { N_GROUPS = 2 * N_BANDS };

/** What runs while something else starts; all 0 where nothing does. */
typedef struct Runner {
    double chance;
    int32_t group; /* see Choice */
    int32_t grip;  /* see certify_share.h */
} Runner;

static inline int32_t band_of(double chance)
{
    return (int32_t)floor(chance * SURE_BAND);
}

/** The least chance of a band. */
static inline double band_chance(int32_t band)
{
    return band >= SURE_BAND ? 1.0 : (double)band / SURE_BAND;
}

#endif
