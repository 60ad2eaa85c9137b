/* Base rates with Jeffreys intervals; see rate.h. */
#include "measure/rate.h"

const char *toc_rate_unit(const toc_rate *rate) {
    return rate->unit ? rate->unit : "pair-years";
}

toc_rate toc_rate_of(int k, int n, int least, const char *what, const char *unit) {
    toc_rate rate = {.onsets = k, .pair_years = n, .what = what, .unit = unit};
    if (n < least || n <= 0 || k < 0 || k > n)
        return rate;
    rate.defined = true;
    rate.estimate = (double)k / n;
    rate.interval = toc_interval_jeffreys(k, n, 0.95);
    return rate;
}

/* The counts of one rung. */
typedef struct rung_counts {
    int onsets, years;
    const toc_onsets *cases;
} rung_counts;

static rung_counts counts_of(const toc_base_rate *base, toc_rung rung) {
    const rung_counts counts[TOC_RUNG_COUNT] = {{base->dispute_onsets, base->dispute_years, &base->disputes},
                                                {base->fatal_onsets, base->fatal_years, &base->fatals},
                                                {base->deaths25_onsets, base->deaths25_years, &base->deaths25},
                                                {base->deaths1000_onsets, base->deaths1000_years, &base->deaths1000}};
    return counts[rung];
}

static toc_rate rate_of(const toc_base_rate *base, toc_rung rung, int k, int n, const char *unit) {
    toc_rate rate = toc_rate_of(k, n, TOC_RATE_MINIMUM, base->what ? base->what : "no pair of states", unit);
    rate.cases = *counts_of(base, rung).cases;
    rate.from_year = base->from_year;
    rate.to_year = base->to_year;
    return rate;
}

static int count_states(const toc_world *world, const toc_side *side) {
    int count = 0;
    for (size_t i = 0; i < side->member_count; i++)
        count += toc_world_is_state(world, side->members[i]);
    return count;
}

static toc_share share_of(const toc_rate *own, const toc_rate *own_before, const toc_base_rate *class, toc_rung rung) {
    const int reached[TOC_RUNG_COUNT] = {0, class->fatal_onsets, class->fatal_to_25, class->deaths25_to_1000};
    const int cases[TOC_RUNG_COUNT] = {0, class->dispute_onsets, class->fatal_cases, class->deaths25_cases};
    toc_share out = {.k = own->onsets, .n = own_before->onsets, .class_k = reached[rung], .class_n = cases[rung]};
    toc_err ignored = {0};
    if (out.class_n < TOC_SHARE_MINIMUM)
        return out;
    double s = (double)out.class_k / out.class_n, hits = out.k + TOC_SHARE_PRIOR * s;
    double misses = out.n - out.k + TOC_SHARE_PRIOR * (1 - s);
    out.estimate = hits / (hits + misses);
    out.defined = toc_beta_quantile(0.025, hits + 0.5, misses + 0.5, &out.interval.low, &ignored) == TOC_OK &&
                  toc_beta_quantile(0.975, hits + 0.5, misses + 0.5, &out.interval.high, &ignored) == TOC_OK;
    out.interval.low = out.interval.low < out.estimate ? out.interval.low : out.estimate; /* at the ends */
    out.interval.high = out.interval.high > out.estimate ? out.interval.high : out.estimate;
    return out;
}

void toc_rates_make(const toc_world *world, const toc_side *a, const toc_side *b, toc_rates *out) {
    int year = toc_day_civil(a->asof).year, to = year <= TOC_BASE_RATE_TO ? year - 1 : TOC_BASE_RATE_TO;
    toc_base_rate pairs = toc_world_base_rate_between(world, a, b, TOC_BASE_RATE_FROM, to);
    toc_base_rate class = toc_world_reference_rate_between(world, a, b, TOC_BASE_RATE_FROM, to);
    for (int i = 0; i < TOC_RUNG_COUNT; i++) {
        toc_rung rung = (toc_rung)i;
        rung_counts own = counts_of(&pairs, rung), all = counts_of(&class, rung);
        out->pairs[i] = rate_of(&pairs, rung, own.onsets, pairs.dyad_years, NULL);
        out->sides[i] = rate_of(&pairs, rung, own.years, pairs.years, "years");
        out->reference[i] = rate_of(&class, rung, all.onsets, class.dyad_years, NULL);
        out->shares[i] = i == TOC_RUNG_DISPUTE ? (toc_share){.defined = false}
                                               : share_of(&out->sides[i], &out->sides[i - 1], &class, rung);
    }
    out->state_pairs = count_states(world, a) * count_states(world, b);
}
