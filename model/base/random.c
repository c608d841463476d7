#include "model/base/random.h"

static uint64_t splitmix(uint64_t *state)
{
    uint64_t mixed = (*state += 0x9e3779b97f4a7c15u);

    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return mixed ^ (mixed >> 31);
}

static uint64_t rotate(uint64_t word, int by)
{
    return (word << by) | (word >> (64 - by));
}

Random random_stream(uint64_t seed, uint64_t index)
{
    Random random;
    uint64_t state = seed;

    state = splitmix(&state) ^ (index * 0xd1342543de82ef95u);
    for (int i = 0; i < 4; i++)
        random.state[i] = splitmix(&state);
    return random;
}

uint64_t random_bits(Random *random)
{
    uint64_t *s = random->state;
    uint64_t result = rotate(s[1] * 5, 7) * 9;
    uint64_t shifted = s[1] << 17;

    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate(s[3], 45);
    return result;
}

int32_t random_below(Random *random, int32_t bound)
{
    uint32_t range = (uint32_t)bound;
    uint32_t reject = (uint32_t)-range % range; /* Lemire's method: exact for every bound */
    uint64_t product;

    do
        product = (random_bits(random) >> 32) * range;
    while ((uint32_t)product < reject);
    return (int32_t)(product >> 32);
}

int32_t random_between(Random *random, int32_t low, int32_t high)
{
    return low + random_below(random, high - low + 1);
}

double random_unit(Random *random)
{
    return (double)(random_bits(random) >> 11) * 0x1p-53;
}
