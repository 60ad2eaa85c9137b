/*
 * rng: seeded random numbers (SplitMix64; Steele, Lea and Flood 2014,
 * doi:10.1145/2714064.2660195). The caller owns the state; same seed, same
 * numbers, on every machine. Not for secrets.
 */
#ifndef TOC_BASE_RNG_H
#define TOC_BASE_RNG_H

#include <stdint.h>

typedef struct toc_rng {
    uint64_t state;
} toc_rng;

void toc_rng_init(toc_rng *rng, uint64_t seed);
uint64_t toc_rng_next(toc_rng *rng);
double toc_rng_unit(toc_rng *rng);                    /* [0, 1) */
uint64_t toc_rng_below(toc_rng *rng, uint64_t bound); /* [0, bound), unbiased; bound > 0 */

#endif
