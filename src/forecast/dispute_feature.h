/*
 * dispute_feature: what was known of a pair of states before a year began.
 *
 * One row of numbers for each pair that is in the system in a year t, made from years before t only: the rows of year t
 * itself give the pair and nothing else. Outcomes enter as histories that fade: the sum over past years s of what
 * happened, times 2^(-(t-1-s)/half-life). After the newest year with outcomes histories stand still, and so do facts
 * after their newest year; toc_dispute_features.outcomes_to tells up to which year outcomes were used. Histories "with
 * others" are those of the state less the pair's own at the nearest half-life (1.5 for 2, 10 for 8, 25 for 30 years),
 * so a little of the pair's own is left in them. "Over the usual" is the log of what happened over what pairs of the
 * same kinds began in the same years (dispute_kind.h), both with a prior of 0.3 for a pair, 1 for a state, 2 between
 * regions and 10 in the world. All are symmetric in the two states: smaller and larger value, or sums. NAN: not known.
 * The test that no row of year t or later changes a row of year t:
 * tests/unit/test_forecast_dispute.c.
 */
#ifndef TOC_FORECAST_DISPUTE_FEATURE_H
#define TOC_FORECAST_DISPUTE_FEATURE_H

#include "forecast/dispute_panel.h"

#include <stdbool.h>

/* name, group for people, monotone (+1: in the trees more of it is never less likely; 0: free), words */
#define TOC_DISPUTE_FEATURES(X)                                                                                        \
    X(contiguity, "borders", 0, "border: 5 on land, 4 to 1 over water, 0 none")                                        \
    X(mindist, "borders", 0, "log of km between borders")                                                              \
    X(capdist, "borders", 0, "log of km between capitals")                                                             \
    X(same_region, "borders", 0, "in the same region of the world")                                                    \
    X(region, "borders", 0, "region of the world, when the same")                                                      \
    X(defense, "alliances", 0, "bound to defend each other")                                                           \
    X(nonagg, "alliances", 0, "bound not to attack each other")                                                        \
    X(other_pact, "alliances", 0, "other pacts")                                                                       \
    X(common_allies, "alliances", 0, "allies that both have")                                                          \
    X(ally_likeness, "alliances", 0, "share of their allies that both have")                                           \
    X(igos, "organisations", 0, "joint memberships in organisations")                                                  \
    X(igos_over, "organisations", 0, "joint memberships over the mean of pairs")                                       \
    X(cinc_low, "power", 0, "log capabilities of the weaker")                                                          \
    X(cinc_high, "power", 0, "log capabilities of the stronger")                                                       \
    X(cinc_share, "power", 0, "share of the stronger in the capabilities of both")                                     \
    X(majors, "power", 0, "major powers among them")                                                                   \
    X(cinc_growth, "power", 0, "greater growth of capabilities over five years")                                       \
    X(shift, "power", 0, "growth of the stronger less that of the weaker over five years")                             \
    X(arming, "power", 0, "greater growth of military spending over five years")                                       \
    X(reach_low, "power", 0, "log capabilities of the weaker less log distance of capitals")                           \
    X(reach_high, "power", 0, "log capabilities of the stronger less log distance of capitals")                        \
    X(milper_high, "power", 0, "greater share of people under arms")                                                   \
    X(income_low, "power", 0, "log of the lower income per head, over the mean of states")                             \
    X(income_high, "power", 0, "log of the higher income per head, over the mean of states")                           \
    X(polity_low, "democracy", 0, "lower Polity score")                                                                \
    X(polity_high, "democracy", 0, "higher Polity score")                                                              \
    X(democracy_low, "democracy", 0, "lower electoral democracy")                                                      \
    X(democracy_high, "democracy", 0, "higher electoral democracy")                                                    \
    X(regime_change, "democracy", 0, "greater change of democracy over five years")                                    \
    X(age_low, "power", 0, "years in the system of the younger")                                                       \
    X(pair_age, "history of the pair", 0, "years the pair is known")                                                   \
    X(onsets_1, "history of the pair", 1, "disputes begun, half-life 1.5 years")                                       \
    X(onsets_4, "history of the pair", 1, "disputes begun, half-life 4 years")                                         \
    X(onsets_10, "history of the pair", 1, "disputes begun, half-life 10 years")                                       \
    X(onsets_25, "history of the pair", 1, "disputes begun, half-life 25 years")                                       \
    X(onsets_60, "history of the pair", 1, "disputes begun, half-life 60 years")                                       \
    X(hostile_5, "history of the pair", 0, "hostility level of disputes, half-life 5 years")                           \
    X(hostile_20, "history of the pair", 0, "hostility level of disputes, half-life 20 years")                         \
    X(fatal_10, "history of the pair", 0, "fatal disputes begun, half-life 10 years")                                  \
    X(fatal_40, "history of the pair", 0, "fatal disputes begun, half-life 40 years")                                  \
    X(ongoing_10, "history of the pair", 0, "years with a dispute, half-life 10 years")                                \
    X(onset_share, "history of the pair", 1,                                                                           \
      "onsets in a year, half-life 25 years, shrunk to what the states suggest")                                       \
    X(kind_rate, "the times", 0, "log of how often pairs as near and as strong fall out")                              \
    X(excess_pair, "history of the pair", 0, "disputes begun over the usual of pairs as near and as strong")           \
    X(peace_years, "history of the pair", 0, "years since a dispute went on")                                          \
    X(since_onset, "history of the pair", 0, "years since a dispute began")                                            \
    X(last_onset, "history of the pair", 0, "a dispute began in the year before")                                      \
    X(last_ongoing, "history of the pair", 0, "a dispute went on in the year before")                                  \
    X(last_hostility, "history of the pair", 0, "hostility level of the year before")                                  \
    X(run_ongoing, "history of the pair", 0, "years in a row with a dispute")                                          \
    X(state_2_low, "history of the states", 0, "less involved state: disputes with others, half-life 2 years")         \
    X(state_2_high, "history of the states", 0, "more involved state: disputes with others, half-life 2 years")        \
    X(state_8_low, "history of the states", 0, "less involved state: disputes with others, half-life 8 years")         \
    X(state_8_high, "history of the states", 0, "more involved state: disputes with others, half-life 8 years")        \
    X(state_30_low, "history of the states", 0,                                                                        \
      "less involved state: disputes with others a year, half-life 30 years")                                          \
    X(state_30_high, "history of the states", 0,                                                                       \
      "more involved state: disputes with others a year, half-life 30 years")                                          \
    X(busy_low, "history of the states", 0, "less involved state: disputes with others in the year before")            \
    X(busy_high, "history of the states", 0, "more involved state: disputes with others in the year before")           \
    X(hostile_low, "history of the states", 0, "less involved state: hostility with others, half-life 5 years")        \
    X(hostile_high, "history of the states", 0, "more involved state: hostility with others, half-life 5 years")       \
    X(excess_low, "history of the states", 0, "disputes of a state with others over the usual, lesser")                \
    X(excess_high, "history of the states", 0, "disputes of a state with others over the usual, greater")              \
    X(expected, "history of the states", 0, "log of how often the two states fall out with others")                    \
    X(ally_enemy_low, "third states", 0, "disputes of the one with the other's allies, lesser")                        \
    X(ally_enemy_high, "third states", 0, "disputes of the one with the other's allies, greater")                      \
    X(ally_enemy_now, "third states", 0, "disputes of the one with the other's allies in the year before")             \
    X(common_enemies, "third states", 0, "enemies that both have")                                                     \
    X(enemy_chain, "third states", 0, "disputes of the one with enemies of enemies of the other")                      \
    X(heat_low, "third states", 0, "disputes of neighbours, half-life 2 years, lesser")                                \
    X(heat_high, "third states", 0, "disputes of neighbours, half-life 2 years, greater")                              \
    X(neighbour_enemy_low, "third states", 0, "disputes of the one with the other's neighbours, lesser")               \
    X(neighbour_enemy_high, "third states", 0, "disputes of the one with the other's neighbours, greater")             \
    X(region_enemy_low, "third states", 0, "disputes of the one with the other's region, lesser")                      \
    X(region_enemy_high, "third states", 0, "disputes of the one with the other's region, greater")                    \
    X(excess_region, "the times", 0, "disputes between these regions over the usual")                                  \
    X(excess_world, "the times", 0, "disputes of the world over the usual, half-life 3 years")                         \
    X(region_rate, "the times", 0, "rate between these regions, half-life 5 years")                                    \
    X(world_rate, "the times", 0, "rate between all pairs, half-life 5 years")

enum {
#define X(name, group, monotone, words) TOC_DISPUTE_F_##name,
    TOC_DISPUTE_FEATURES(X)
#undef X
        TOC_DISPUTE_FEATURE_COUNT
};

typedef struct toc_dispute_feature_info {
    const char *name, *group, *words;
    int monotone;
} toc_dispute_feature_info;
const toc_dispute_feature_info *toc_dispute_feature(int feature); /* 0 .. TOC_DISPUTE_FEATURE_COUNT - 1 */

typedef struct toc_dispute_features {
    size_t count;
    uint32_t *rows; /* of the panel */
    float *values;  /* [count][TOC_DISPUTE_FEATURE_COUNT] */
    int outcomes_to;
} toc_dispute_features;

/* For the years from..to, in the panel's order. TOC_ENOMEM; *out is then empty. About 2 s for 1816-2000. */
toc_rc toc_dispute_features_make(const toc_dispute_panel *panel, int from, int to, toc_dispute_features *out,
                                 toc_err *err);
void toc_dispute_features_fini(toc_dispute_features *features);

#endif
