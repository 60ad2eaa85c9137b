#include "forecast/dispute_kind.h"

#include <math.h>

static int step(float value, float low, float high) {
    return value >= high ? 2 : value >= low ? 1 : 0;
}

int toc_dispute_kind(int contiguity, float capdist, float cinc_a, float cinc_b, int majors) {
    int near = contiguity == 1 ? 0 : contiguity > 1 ? 1 : capdist < 1500 ? 2 : capdist < 4000 ? 3 : 4;
    float weak = cinc_a < cinc_b ? cinc_a : cinc_b, strong = cinc_a < cinc_b ? cinc_b : cinc_a;
    majors = majors < 0 ? 0 : majors > 2 ? 2 : majors;
    return ((near * 3 + majors) * 3 + step(weak, 0.0005f, 0.003f)) * 3 + step(strong, 0.002f, 0.01f);
}

float toc_dispute_kind_rate(const toc_dispute_kinds *kinds, int kind) {
    int near = kind / TOC_DISPUTE_KINDS_EACH;
    float prior = (kinds->near_onsets[near] + 1) / (kinds->near_exposure[near] + 500);
    return (kinds->onsets[kind] + 200 * prior) / (kinds->exposure[kind] + 200);
}

void toc_dispute_kinds_add(toc_dispute_kinds *kinds, int kind, bool onset) {
    int near = kind / TOC_DISPUTE_KINDS_EACH;
    kinds->onsets[kind] += (float)onset, kinds->exposure[kind] += 1;
    kinds->near_onsets[near] += (float)onset, kinds->near_exposure[near] += 1;
}

void toc_dispute_kinds_fade(toc_dispute_kinds *kinds) {
    float by = (float)exp2(-1 / 20.0);
    for (int i = 0; i < TOC_DISPUTE_KINDS; i++)
        kinds->onsets[i] *= by, kinds->exposure[i] *= by;
    for (int i = 0; i < TOC_DISPUTE_NEAR; i++)
        kinds->near_onsets[i] *= by, kinds->near_exposure[i] *= by;
}
