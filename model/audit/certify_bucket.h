/** @file certify_bucket.h
 *  The buckets of a request: what its individually allowed placements are told apart by.
 */
#ifndef MODEL_AUDIT_CERTIFY_BUCKET_H
#define MODEL_AUDIT_CERTIFY_BUCKET_H

#include "model/audit/certify_books.h"

/** A bucket of a request, and what that is worth. */
typedef struct State {
    Bucket at;
    double worth;
} State;

typedef struct States {
    State *states; /* owned, [count] */
    int32_t count, capacity;
} States;

typedef struct BucketFinder BucketFinder;

/** @return OK or NO_MEMORY. Release with bucket_finder_free(). */
Status bucket_finder_new(const Books *books, BucketFinder **out);

/** NULL is allowed. */
void bucket_finder_free(BucketFinder *finder);

/** Appends the buckets of request @p r, which is not fixed, each once and in order, with their
 *  prices. @return OK or NO_MEMORY. */
Status bucket_find(BucketFinder *finder, int32_t r, States *out);

/** Adds one state. @return OK or NO_MEMORY. */
Status states_add(States *states, Bucket at, double worth);

#endif
