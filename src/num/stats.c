/*
 * Method: see stats.h. The compensated sum keeps the greater of sum and term as
 * the one that is exact, which is Neumaier's step beyond Kahan: it also holds
 * when a term is greater than the sum so far.
 */
#include "num/stats.h"

#include <math.h>
#include <stdlib.h>

typedef struct tally {
    double sum;
    double lost; /* what rounding took from sum so far */
} tally;

static void tally_add(tally *t, double term) {
    double sum = t->sum + term;
    if (fabs(t->sum) >= fabs(term)) {
        t->lost += (t->sum - sum) + term;
    } else {
        t->lost += (term - sum) + t->sum;
    }
    t->sum = sum;
}

/* Beyond the range of doubles the compensation is NAN and the sum says inf. */
static double tally_total(const tally *t) {
    return isfinite(t->sum) ? t->sum + t->lost : t->sum;
}

double toc_sum(const double *values, size_t count) {
    tally t = {0, 0};
    for (size_t i = 0; i < count; i++) {
        tally_add(&t, values[i]);
    }
    return tally_total(&t);
}

double toc_mean(const double *values, size_t count) {
    return count > 0 ? toc_sum(values, count) / (double)count : (double)NAN;
}

double toc_variance(const double *values, size_t count) {
    if (count < 2) {
        return (double)NAN;
    }
    double mean = toc_mean(values, count);
    tally squares = {0, 0};
    for (size_t i = 0; i < count; i++) {
        tally_add(&squares, (values[i] - mean) * (values[i] - mean));
    }
    return tally_total(&squares) / (double)(count - 1);
}

double toc_quantile(const double *sorted, size_t count, double p) {
    if (count == 0 || !(p >= 0 && p <= 1)) {
        return (double)NAN;
    }
    double h = (double)(count - 1) * p;
    size_t below = (size_t)h;
    if (below + 1 >= count) {
        return sorted[count - 1];
    }
    double part = h - (double)below;
    return part > 0 ? sorted[below] + part * (sorted[below + 1] - sorted[below]) : sorted[below];
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void toc_values_sort(double *values, size_t count) {
    if (count > 1) {
        qsort(values, count, sizeof *values, ascending);
    }
}
