/* Base rates with Jeffreys intervals; see rate.h. */
#include "measure/rate.h"

static toc_rate rate_of(const toc_base_rate *base, int onsets, const toc_onsets *cases) {
    toc_rate rate = {.onsets = onsets,
                     .cases = *cases,
                     .pair_years = base->dyad_years,
                     .from_year = base->from_year,
                     .to_year = base->to_year,
                     .what = base->what ? base->what : "no pair of states"};
    if (base->dyad_years < TOC_RATE_MINIMUM || onsets < 0 || onsets > base->dyad_years)
        return rate;
    rate.defined = true;
    rate.estimate = (double)onsets / base->dyad_years;
    rate.interval = toc_interval_jeffreys(onsets, base->dyad_years, 0.95);
    return rate;
}

static void fill(toc_rate *rates, toc_base_rate base) {
    rates[TOC_RUNG_DISPUTE] = rate_of(&base, base.dispute_onsets, &base.disputes);
    rates[TOC_RUNG_FATAL] = rate_of(&base, base.fatal_onsets, &base.fatals);
    rates[TOC_RUNG_WAR] = rate_of(&base, base.war_onsets, &base.wars);
}

static int count_states(const toc_world *world, const toc_side *side) {
    int count = 0;
    for (size_t i = 0; i < side->member_count; i++)
        count += toc_world_is_state(world, side->members[i]);
    return count;
}

void toc_rates_make(const toc_world *world, const toc_side *a, const toc_side *b, toc_rates *out) {
    fill(out->pairs, toc_world_base_rate(world, a, b));
    fill(out->reference, toc_world_reference_rate(world, a, b));
    out->state_pairs = count_states(world, a) * count_states(world, b);
}
