/** @file predictor.h
 *  Show probabilities for requests that have none, learned from the history of the same dataset.
 *
 *  The learner must prove itself first: it is trained on the earlier part of the history and has to
 * beat the base rate's Brier score on the later part; only then is it trained on all and used.
 * Otherwise the base rate of the later part is, and with too little history the policy's
 * show_prob_default.
 */
#ifndef MODEL_NOSHOW_PREDICTOR_H
#define MODEL_NOSHOW_PREDICTOR_H

#include "model/clinic/chances.h"

typedef enum PredictorSource {
    PREDICTOR_GIVEN,     /* every request has its show_prob */
    PREDICTOR_DEFAULT,   /* too little history: show_prob_default */
    PREDICTOR_BASE_RATE, /* nothing beats the base rate */
    PREDICTOR_LOGISTIC
} PredictorSource;

/** How the chances came about. */
typedef struct Prediction {
    PredictorSource source;
    int32_t blank;            /* requests without show_prob */
    int32_t learned_from;     /* usable rows of history */
    double brier, brier_base; /* on the later part; NaN when nothing was validated */
} Prediction;

/** Given chances as they are; blank ones predicted for each day of the request's window.
 * Deterministic: the same dataset gives the same chances. @return OK; NUMERICS; NO_MEMORY. */
Status predictor_run(const Clinic *clinic, Chances **out, Prediction *prediction);

/** "given", "show_prob_default", "base rate", "logistic regression". */
const char *predictor_source_text(PredictorSource source);

#endif
