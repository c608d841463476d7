/** @file certify_band.h
 *  The band of a service: its chance to come, rounded down to sixteenths.
 */
#ifndef MODEL_AUDIT_CERTIFY_BAND_H
#define MODEL_AUDIT_CERTIFY_BAND_H

#include <math.h>
#include <stdint.h>

/* Of who surely comes, and of places, which overlap like those but delay nobody. */
enum { SURE_BAND = 16, PLACE_BAND, N_BANDS };

static inline int32_t band_of(double chance)
{
    return (int32_t)floor(chance * SURE_BAND);
}

static inline double band_chance(int32_t band)
{
    return band >= SURE_BAND ? 1.0 : (double)band / SURE_BAND;
}

#endif
