/* Summed from the least up; see together.h. */
#include "forecast/together.h"

#include <math.h>
#include <stdlib.h>

static int by_size(const void *left, const void *right) {
    const toc_odds *a = left, *b = right;
    return a->probability != b->probability ? (a->probability > b->probability) - (a->probability < b->probability)
                                            : (a->high > b->high) - (a->high < b->high);
}

toc_odds toc_together_of(toc_odds *pairs, size_t count) {
    toc_odds out = {0, 0, 0};
    double sum = 0;
    if (count <= 1)
        return count ? pairs[0] : out;
    qsort(pairs, count, sizeof *pairs, by_size);
    for (size_t i = 0; i < count; i++) {
        sum -= log1p(-pairs[i].probability);
        out.low = fmax(out.low, pairs[i].low);
        out.high += pairs[i].high;
    }
    double most = -log1p(-pairs[count - 1].probability);
    double disputes = most > 0 ? pow(most, TOC_TOGETHER_SHARED) * pow(sum, 1 - TOC_TOGETHER_SHARED) : 0;
    out.probability = fmax(pairs[count - 1].probability, -expm1(-disputes));
    out.high = fmin(fmax(out.high, out.probability), 1);
    return out;
}
