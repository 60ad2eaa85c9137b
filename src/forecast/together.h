/*
 * together: the odds of at least one dispute between two sides, from the odds of their pairs of states.
 *
 * Pairs hang together: most disputes between blocs are the dispute of one or two of their members, and some are shared
 * by many (14 pairs of states in Kosovo, 1999), so of disputes there are fewer than of pairs that have one. With
 * L_i = -ln(1 - p_i), the disputes expected of pair i, M the greatest of them and S their sum, m pairs share a dispute,
 *     m = (S / M)^t,   p = 1 - exp(-S / m),   t = TOC_TOGETHER_SHARED
 * t = 0: pairs are independent; t = 1: only the likeliest counts. One pair keeps its p; p is never below the greatest
 * p_i nor, rising in each, above what independent pairs would give. t is estimated on pairs of alliances, 1948-1990:
 * doc/method/forecast.md, script/accuracy forecast bloc.
 * However pairs hang together, p lies between the greatest p_i and their sum (Boole and Fréchet; Fréchet 1935,
 * Fundamenta Mathematicae 25): low is the greatest lower bound of a pair, high the sum of the upper ones, at most 1.
 */
#ifndef TOC_FORECAST_TOGETHER_H
#define TOC_FORECAST_TOGETHER_H

#include <stddef.h>

#define TOC_TOGETHER_SHARED 0.15

typedef struct toc_odds {
    double probability, low, high;
} toc_odds;

/* 0 <= low <= probability <= high <= 1 of each, probability below 1. Sorts them, so that their order changes no bit.
 * None: all 0. */
toc_odds toc_together_of(toc_odds *pairs, size_t count);

#endif
