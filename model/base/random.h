/** @file random.h
 *  Reproducible random numbers: the same on every machine, a stream for every job.
 *
 *  xoshiro256** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021),
 * seeded by splitmix64. Integer arithmetic only, so equal seeds give equal bytes everywhere.
 */
#ifndef MODEL_BASE_RANDOM_H
#define MODEL_BASE_RANDOM_H

#include <stdint.h>

typedef struct Random {
    uint64_t state[4];
} Random;

/** Stream number @p index of @p seed; streams of different indices are independent. */
Random random_stream(uint64_t seed, uint64_t index);

/** 64 random bits. */
uint64_t random_bits(Random *random);

/** Uniform in 0..bound-1, without bias; @p bound at least 1. */
int32_t random_below(Random *random, int32_t bound);

/** Uniform in low..high, both included. */
int32_t random_between(Random *random, int32_t low, int32_t high);

/** Uniform in [0, 1), 53 bits. */
double random_unit(Random *random);

#endif
