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

uint64_t toc_rng_below(toc_rng *rng, uint64_t bound) {
    uint64_t refused = (0 - bound) % bound; /* 2^64 mod bound */
    uint64_t draw = toc_rng_next(rng);
    while (draw < refused) {
        draw = toc_rng_next(rng);
    }
    return draw % bound;
}

void toc_rng_shuffle(toc_rng *rng, uint32_t *items, size_t count) {
    for (size_t i = count; i > 1; i--) {
        size_t k = (size_t)toc_rng_below(rng, i);
        uint32_t held = items[i - 1];
        items[i - 1] = items[k];
        items[k] = held;
    }
}
