/*
 * rng: seeded random numbers (SplitMix64; Steele, Lea and Flood 2014,
 * doi:10.1145/2714064.2660195). The caller owns the state; same seed, same
 * numbers, on every machine. Not for secrets.
 */
#ifndef TOC_BASE_RNG_H
#define TOC_BASE_RNG_H

#include <stddef.h>
#include <stdint.h>

typedef struct toc_rng {
    uint64_t state;
} toc_rng;

void toc_rng_init(toc_rng *rng, uint64_t seed);
/* In the header, since a bootstrap draws millions of them. */
static inline uint64_t toc_rng_next(toc_rng *rng) {
    uint64_t z = rng->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}
/* [0, 1) */
static inline double toc_rng_unit(toc_rng *rng) {
    return (double)(toc_rng_next(rng) >> 11) * 0x1p-53;
}
uint64_t toc_rng_below(toc_rng *rng, uint64_t bound); /* [0, bound), unbiased; bound > 0 */
/* Any order of the items is as likely as any other (Fisher and Yates, as in Durstenfeld 1964,
 * doi:10.1145/364520.364540).
 */
void toc_rng_shuffle(toc_rng *rng, uint32_t *items, size_t count);

#endif
