#include "forecast/next_score.h"

#include <math.h>

static bool is_other_truth(uint32_t actor, uint32_t truth, const uint32_t *truths, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (truths[i] == actor)
            return actor != truth;
    return false;
}

double toc_next_rank(const toc_next_answer *answers, size_t count, uint32_t entity_count, uint32_t truth,
                     const uint32_t *truths, size_t truth_count) {
    const toc_next_answer *own = NULL;
    double better = 0, equal = 0, taken_out = 0;
    for (size_t i = 0; i < count; i++)
        if (answers[i].actor == truth)
            own = &answers[i];
    for (size_t i = 0; i < count; i++) {
        if (is_other_truth(answers[i].actor, truth, truths, truth_count))
            taken_out++;
        else if (own == NULL)
            better++;
        else if (answers[i].actor != truth) {
            better += answers[i].score > own->score;
            equal += !(answers[i].score > own->score) && !(answers[i].score < own->score);
        }
    }
    if (own == NULL) { /* all that are not scored, but for himself and the truths among them */
        double others = (double)truth_count - taken_out - 1;
        equal = (double)entity_count - (double)count - others - 1;
    }
    return 1 + better + equal / 2;
}

void toc_next_tally_add(toc_next_tally *tally, double rank) {
    tally->reciprocal += 1 / rank;
    tally->hits1 += rank <= 1;
    tally->hits3 += rank <= 3;
    tally->hits10 += rank <= 10;
    tally->count++;
}

toc_next_tally toc_next_tally_mean(const toc_next_tally *a, const toc_next_tally *b) {
    double na = 2 * (double)a->count, nb = 2 * (double)b->count;
    if (a->count == 0 || b->count == 0)
        return (toc_next_tally){NAN, NAN, NAN, NAN, a->count + b->count};
    return (toc_next_tally){a->reciprocal / na + b->reciprocal / nb, a->hits1 / na + b->hits1 / nb,
                            a->hits3 / na + b->hits3 / nb, a->hits10 / na + b->hits10 / nb, a->count + b->count};
}

void toc_next_bins_add(toc_next_bins *bins, double chance, bool came) {
    int bin = (int)(chance * TOC_NEXT_BINS);
    bin = bin < 0 ? 0 : bin >= TOC_NEXT_BINS ? TOC_NEXT_BINS - 1 : bin;
    bins->chance[bin] += chance;
    bins->came[bin] += came;
    bins->count[bin]++;
}

double toc_next_bins_error(const toc_next_bins *bins) {
    double error = 0, count = 0;
    for (int i = 0; i < TOC_NEXT_BINS; i++) {
        error += fabs((double)bins->came[i] - bins->chance[i]);
        count += (double)bins->count[i];
    }
    return count > 0 ? error / count : NAN;
}
