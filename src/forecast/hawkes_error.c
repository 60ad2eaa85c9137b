/*
 * Method: the observed information, minus the matrix of second derivatives of the log-likelihood at its top, over base,
 * excite and ties of each target, six weekdays (the seventh is 7 less their sum) and the logarithm of the shape. The
 * part in base and excite is exact; the columns of ties, weekdays and shape are central differences of the exact
 * gradient. Inverted over the parameters that are not at 0. The branching ratio's error is by the delta method: the
 * derivative of a spectral radius in entry (c, j) is u_c v_j / u'v, with its left and right vectors.
 */
#include "forecast/hawkes_inside.h"

#include "base/mem.h"
#include "num/cholesky.h"

#include <math.h>
#include <string.h>

enum { WEEKDAYS = 6, PARAMETERS = TARGETS * (COLUMNS + 1) + WEEKDAYS + 1, TURNS = 2000 };

typedef struct work {
    problem p;
    given data;
    toc_hawkes model;
    int each, n; /* parameters of a target, and of all */
    double g[2][PARAMETERS];
    double *info; /* [n][n], all of it */
    int free_at[PARAMETERS], free_count;
} work;

/* Right (turned false) or left vector of the greatest eigenvalue of the targets' square, and the eigenvalue. Adding the
 * unit matrix keeps the steps from going to and fro. */
static double leading(const toc_hawkes *m, bool turned, double *v) {
    double size = 1, next[TARGETS];
    for (int c = 0; c < m->targets; c++)
        v[c] = 1;
    for (int turn = 0; turn < TURNS; turn++) {
        double before = size;
        size = 0;
        for (int c = 0; c < m->targets; c++) {
            next[c] = v[c];
            for (int j = 0; j < m->targets; j++)
                next[c] += (turned ? m->excite[j][c] : m->excite[c][j]) * v[j];
            size = fmax(size, next[c]);
        }
        for (int c = 0; c < m->targets; c++)
            v[c] = next[c] / size;
        if (turn > 20 && fabs(size - before) < 1e-13)
            break;
    }
    return size - 1;
}

double toc_hawkes_branching(const toc_hawkes *model) {
    double v[TARGETS];
    return leading(model, false, v);
}

toc_interval toc_hawkes_interval(double value, double se, double z) {
    if (!(value > 0) || isnan(se))
        return (toc_interval){0, INFINITY};
    return (toc_interval){value * exp(-z * se / value), value * exp(z * se / value)};
}

/* The gradient in all parameters but shape. */
static void gradient(const work *w, double *g) {
    double by_weekday[7] = {0};
    for (int c = 0; c < w->p.targets; c++)
        block_gradient(&w->p.blocks[c], w->p.weekday, g + c * w->each, by_weekday);
    for (int d = 0; d < WEEKDAYS; d++)
        g[w->n - 1 - WEEKDAYS + d] = by_weekday[d] - by_weekday[6];
    g[w->n - 1] = 0;
}

static void put(work *w, int i, int j, double value) {
    w->info[i * w->n + j] = value;
    w->info[j * w->n + i] = value;
}

/* Column i of the information from the gradients before and behind. */
static void put_difference(work *w, int i, double width) {
    for (int j = 0; j < w->n - 1; j++)
        put(w, i, j, (w->g[0][j] - w->g[1][j]) / width);
}

static void by_ties(work *w, int c) {
    block *b = &w->p.blocks[c];
    double ties = b->ties, h = 1e-4 * ties;
    for (int side = 0; side < 2; side++) {
        b->ties = side ? ties + h : ties - h;
        gradient(w, w->g[side]);
    }
    b->ties = ties;
    put_difference(w, c * w->each + w->each - 1, 2 * h);
}

static void by_weekday(work *w, int d) {
    double kept[7];
    const double h = 1e-5;
    memcpy(kept, w->p.weekday, sizeof kept);
    for (int side = 0; side < 2; side++) {
        w->p.weekday[d] = kept[d] + (side ? h : -h);
        w->p.weekday[6] = kept[6] - (side ? h : -h);
        gradient(w, w->g[side]);
        memcpy(w->p.weekday, kept, sizeof kept);
    }
    put_difference(w, w->n - 1 - WEEKDAYS + d, 2 * h);
}

static void by_shape(work *w) {
    double shape = w->model.shape, h = 1e-3, value[3];
    value[2] = problem_value(&w->p, true);
    for (int side = 0; side < 2; side++) {
        w->model.shape = shape * exp(side ? h : -h);
        problem_fill(&w->p, w->data, &w->model);
        gradient(w, w->g[side]);
        value[side] = problem_value(&w->p, true);
    }
    w->model.shape = shape;
    problem_fill(&w->p, w->data, &w->model);
    put_difference(w, w->n - 1, 2 * h);
    put(w, w->n - 1, w->n - 1, (2 * value[2] - value[0] - value[1]) / (h * h));
}

static void by_theta(work *w) {
    double curve[COLUMNS * COLUMNS];
    int n = w->each - 1;
    for (int c = 0; c < w->p.targets; c++) {
        block_information(&w->p.blocks[c], w->p.weekday, curve);
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++)
                put(w, c * w->each + i, c * w->each + j, curve[i * n + j]);
    }
}

static bool is_sought(const work *w, int i) {
    const block *b = &w->p.blocks[i / w->each];
    int k = i % w->each;
    return k < b->columns ? b->theta[k] > 0 : w->p.ties && b->ties > 0;
}

/* The lower half of the information over the free parameters, scaled to a diagonal of 1, factored in place into l;
 * scale: what it was scaled by. False: they cannot all be told from one another. */
static bool factor(const work *w, const int *free_at, int n, double *l, double *scale) {
    for (int i = 0; i < n; i++) {
        double own = w->info[free_at[i] * w->n + free_at[i]];
        if (!(own > 0))
            return false;
        scale[i] = 1 / sqrt(own);
    }
    for (int i = 0; i < n; i++)
        for (int j = 0; j <= i; j++)
            l[i * n + j] = scale[i] * scale[j] * w->info[free_at[i] * w->n + free_at[j]];
    return n > 0 && toc_cholesky_factor(l, n, 1e-9);
}

/* A cell with fewer days of events than numbers to tell stays without errors; so does a shape that the rest explains.
 */
static void find_free(work *w, bool shape, double *room) {
    double *l = room, *scale = room + w->n * w->n;
    for (int c = 0; c < w->p.targets; c++) {
        int from = w->free_count;
        for (int i = c * w->each; i < (c + 1) * w->each; i++)
            if (is_sought(w, i))
                w->free_at[w->free_count++] = i;
        if (!factor(w, w->free_at + from, w->free_count - from, l, scale))
            w->free_count = from;
    }
    for (int d = 0; d < WEEKDAYS && w->p.weekdays; d++)
        w->free_at[w->free_count++] = w->n - 1 - WEEKDAYS + d;
    if (shape) {
        w->free_at[w->free_count++] = w->n - 1;
        if (!factor(w, w->free_at, w->free_count, l, scale))
            w->free_count--;
    }
}

/* Over the free parameters; into w->info as the covariance [free][free]. */
static bool invert(work *w, double *room) {
    int n = w->free_count;
    double *l = room, *scale = room + w->n * w->n, *side = scale + w->n;
    if (!factor(w, w->free_at, n, l, scale))
        return false;
    for (int i = 0; i < n; i++) {
        memset(side, 0, (size_t)n * sizeof *side);
        side[i] = 1;
        toc_cholesky_solve(l, n, side, side);
        for (int j = 0; j < n; j++)
            w->info[i * n + j] = side[j] * scale[i] * scale[j];
    }
    return true;
}

static void fill_unknown(toc_hawkes *se) {
    double *all[] = {&se->base[0][0], &se->excite[0][0], se->ties, se->weekday, &se->shape};
    const size_t counts[] = {TARGETS * TOC_HAWKES_KNOTS, TARGETS * SOURCES, TARGETS, 7, 1};
    for (int k = 0; k < 5; k++)
        for (size_t i = 0; i < counts[k]; i++)
            all[k][i] = NAN;
}

static void tell(const work *w, toc_hawkes_errors *out) {
    int n = w->free_count, knots = w->model.knots;
    double last = 0;
    for (int f = 0; f < n; f++) {
        int i = w->free_at[f], c = i / w->each, k = i % w->each, day = i - (w->n - 1 - WEEKDAYS);
        double se = sqrt(w->info[f * n + f]);
        if (i == w->n - 1)
            out->se.shape = se * w->model.shape;
        else if (day >= 0)
            out->se.weekday[day] = se;
        else if (k < knots)
            out->se.base[c][k] = se;
        else if (k < w->each - 1)
            out->se.excite[c][k - knots] = se;
        else
            out->se.ties[c] = se;
        for (int g = 0; day >= 0 && i < w->n - 1 && g < n; g++)
            if (w->free_at[g] >= w->n - 1 - WEEKDAYS && w->free_at[g] < w->n - 1)
                last += w->info[f * n + g];
    }
    if (last > 0)
        out->se.weekday[6] = sqrt(last);
}

/* Without an error when a number that it stands on has none. */
static void tell_branching(const work *w, toc_hawkes_errors *out) {
    double u[TARGETS], v[TARGETS], slope[PARAMETERS], scale = 0, variance = 0;
    int n = w->free_count, targets = w->model.targets;
    leading(&w->model, true, u);
    leading(&w->model, false, v);
    for (int c = 0; c < targets; c++)
        scale += u[c] * v[c];
    for (int c = 0; c < targets; c++)
        for (int j = 0; j < targets; j++)
            if (w->model.excite[c][j] > 0 && isnan(out->se.excite[c][j]) && u[c] * v[j] > 1e-6 * scale)
                return;
    for (int f = 0; f < n; f++) {
        int i = w->free_at[f], c = i / w->each, j = i % w->each - w->model.knots;
        bool entry = i < w->n - 1 - WEEKDAYS && j >= 0 && j < targets;
        slope[f] = entry ? u[c] * v[j] / scale : 0;
    }
    for (int f = 0; f < n; f++)
        for (int g = 0; g < n; g++)
            variance += slope[f] * slope[g] * w->info[f * n + g];
    out->branching_se = variance > 0 ? sqrt(variance) : (double)NAN;
}

static toc_rc errors_of(given data, const toc_hawkes_options *o, const toc_hawkes_fitted *fitted,
                        toc_hawkes_errors *out, toc_err *err) {
    work *w = toc_mem_calloc(1, sizeof *w);
    double *room = NULL;
    if (w == NULL)
        return toc_err_set(err, TOC_ENOMEM, "no memory for standard errors");
    w->data = data;
    toc_rc rc = problem_of(&w->p, data, o, &w->model, err);
    if (rc == TOC_OK) {
        w->model = fitted->model;
        w->each = w->model.knots + w->model.sources + 1;
        w->n = w->model.targets * w->each + WEEKDAYS + 1;
        w->info = toc_mem_calloc((size_t)(w->n * w->n), sizeof *w->info);
        room = toc_mem_calloc((size_t)(w->n * w->n + 2 * w->n), sizeof *room);
        if (w->info == NULL || room == NULL)
            rc = toc_err_set(err, TOC_ENOMEM, "no memory for standard errors");
    }
    if (rc == TOC_OK) {
        problem_fill(&w->p, data, &w->model);
        problem_read(&w->p, &w->model);
        by_theta(w);
        for (int c = 0; c < w->p.targets && w->p.ties; c++)
            if (w->p.blocks[c].ties > 0)
                by_ties(w, c);
        for (int d = 0; d < WEEKDAYS && w->p.weekdays; d++)
            by_weekday(w, d);
        if (!(o->shape > 0))
            by_shape(w);
        find_free(w, !(o->shape > 0), room);
        *out = (toc_hawkes_errors){.branching = toc_hawkes_branching(&w->model), .branching_se = (double)NAN};
        fill_unknown(&out->se);
        out->told = invert(w, room);
        if (out->told) {
            tell(w, out);
            tell_branching(w, out);
        }
    }
    problem_free(&w->p);
    toc_mem_free(w->info);
    toc_mem_free(room);
    toc_mem_free(w);
    return rc;
}

toc_rc toc_hawkes_errors_of(const toc_hawkes_days *days, const toc_hawkes_options *options,
                            const toc_hawkes_fitted *fitted, toc_hawkes_errors *out, toc_err *err) {
    return errors_of((given){days, NULL}, options, fitted, out, err);
}

toc_rc toc_hawkes_errors_of_times(const toc_hawkes_times *times, const toc_hawkes_options *options,
                                  const toc_hawkes_fitted *fitted, toc_hawkes_errors *out, toc_err *err) {
    return errors_of((given){NULL, times}, options, fitted, out, err);
}
