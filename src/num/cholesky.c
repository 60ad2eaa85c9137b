/* Method: row by row, each entry less what the columns before it explain. */
#include "num/cholesky.h"

#include <math.h>

bool toc_cholesky_factor(double *l, int n, double least) {
    for (int k = 0; k < n; k++) {
        for (int j = 0; j <= k; j++) {
            double sum = l[k * n + j];
            for (int i = 0; i < j; i++)
                sum -= l[k * n + i] * l[j * n + i];
            if (j < k)
                l[k * n + j] = sum / l[j * n + j];
            else if (sum > least)
                l[k * n + k] = sqrt(sum);
            else
                return false;
        }
    }
    return true;
}

void toc_cholesky_solve(const double *l, int n, const double *b, double *x) {
    for (int k = 0; k < n; k++) {
        double sum = b[k];
        for (int i = 0; i < k; i++)
            sum -= l[k * n + i] * x[i];
        x[k] = sum / l[k * n + k];
    }
    for (int k = n - 1; k >= 0; k--) {
        for (int i = k + 1; i < n; i++)
            x[k] -= l[i * n + k] * x[i];
        x[k] /= l[k * n + k];
    }
}
