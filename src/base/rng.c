/*
 * Method: SplitMix64: a counter that steps by the odd constant nearest to
 * 2^64 / golden ratio, and Stafford's mix 13 of its value (the constants are
 * those of Steele, Lea and Flood 2014, figure 20). A unit takes the top 53 bits.
 * below refuses the few lowest draws that would make some results likelier.
 */
#include "base/rng.h"

void toc_rng_init(toc_rng *rng, uint64_t seed) {
    rng->state = seed;
}

uint64_t toc_rng_next(toc_rng *rng) {
    uint64_t z = rng->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

double toc_rng_unit(toc_rng *rng) {
    return (double)(toc_rng_next(rng) >> 11) * 0x1p-53;
}

uint64_t toc_rng_below(toc_rng *rng, uint64_t bound) {
    uint64_t refused = (0 - bound) % bound; /* 2^64 mod bound */
    uint64_t draw = toc_rng_next(rng);
    while (draw < refused) {
        draw = toc_rng_next(rng);
    }
    return draw % bound;
}
