/** @file certify_tie.h
 *  Which links tie requests together in the bound, and what tells their placements apart.
 *
 *  Links are taken in row order; one is used when its requests are not yet connected by used ones,
 *  so that the used links are a forest.
 */
#ifndef MODEL_AUDIT_CERTIFY_TIE_H
#define MODEL_AUDIT_CERTIFY_TIE_H

#include "model/audit/audit_facts.h"

/** What may tell the buckets of a request apart. */
enum { KEY_DATE = 1, KEY_SITE = 2, KEY_START = 4, KEY_PROVIDER = 8, KEY_ALL = 15 };

typedef struct Ties {
    Rows used;     /* used links of each request: link x 2, and 1 more where it is the second */
    int32_t *keys; /* owned, [requests]: what the used links of each ask about, KEY_...; 0 for fixed
                      requests */
} Ties;

/** @return OK or NO_MEMORY. Release with ties_clear(). */
Status ties_init(const Facts *facts, Ties *ties);

void ties_clear(Ties *ties);

#endif
