/* Method: for each shape that Brent's search tries, the rows are made anew and theta solved from where it stood. */
#include "forecast/hawkes_inside.h"

#include <math.h>
#include <string.h>

/* Exponential: mean lives in days (or in the unit of time); power: exponents. */
static const double LOW[] = {0.2, 0.05}, HIGH[] = {400, 4}, START[] = {5, 0.5};

/* Brent 1973, Algorithms for Minimization without Derivatives, chapter 5, on the logarithm. */
double shape_search(shape_value *value, void *ctx, double low, double high) {
    const double golden = 0.3819660112501051, fine = 1e-4;
    double a = log(low), b = log(high), x = a + golden * (b - a), w = x, v = x, step = 0, last = 0;
    double fx = -value(ctx, exp(x)), fw = fx, fv = fx;
    for (int round = 0; round < 60; round++) {
        double middle = (a + b) / 2, tolerance = fine * fabs(x) + 1e-5;
        if (fabs(x - middle) <= 2 * tolerance - (b - a) / 2)
            break;
        double p = 0, q = 0, r = 0;
        if (fabs(last) > tolerance) { /* a parabola through the three best */
            r = (x - w) * (fx - fv);
            q = (x - v) * (fx - fw);
            p = (x - v) * q - (x - w) * r;
            q = 2 * (q - r);
            p = q > 0 ? -p : p;
            q = fabs(q);
            r = last;
            last = step;
        }
        if (fabs(p) < fabs(q * r / 2) && p > q * (a - x) && p < q * (b - x)) {
            step = p / q;
            if (x + step - a < 2 * tolerance || b - x - step < 2 * tolerance)
                step = x < middle ? tolerance : -tolerance;
        } else {
            last = x < middle ? b - x : a - x;
            step = golden * last;
        }
        double u = x + (fabs(step) >= tolerance ? step : step > 0 ? tolerance : -tolerance);
        double fu = -value(ctx, exp(u));
        if (fu <= fx) {
            *(u < x ? &b : &a) = x;
            v = w, fv = fw, w = x, fw = fx, x = u, fx = fu;
        } else {
            *(u < x ? &a : &b) = u;
            if (fu <= fw || w == x)
                v = w, fv = fw, w = u, fw = fu;
            else if (fu <= fv || v == x || v == w)
                v = u, fv = fu;
        }
    }
    return exp(x);
}

static toc_rc check(given data, const toc_hawkes_options *o, toc_err *err) {
    int targets = data.days ? data.days->targets : data.times->targets;
    int sources = data.days ? data.days->sources : targets;
    if (targets < 1 || targets > TARGETS || sources < targets || sources > SOURCES)
        return toc_err_set(err, TOC_EUSAGE, "an event model of %d cells and %d sources; at most %d and %d", targets,
                           sources, TARGETS, SOURCES);
    if (o->knots < 0 || o->knots > TOC_HAWKES_KNOTS || (o->prior && o->knots > 1))
        return toc_err_set(err, TOC_EUSAGE, "an event model with %d knots; at most %d, and one with a prior", o->knots,
                           TOC_HAWKES_KNOTS);
    if (data.times && (o->ties || o->weekdays || o->knots > 1 || o->prior))
        return toc_err_set(err, TOC_EUSAGE, "events with their moments have no ties, weekdays, knots or prior");
    for (size_t i = 0; data.times && i < data.times->count; i++)
        if (data.times->cells[i] >= targets || !(data.times->times[i] < data.times->span) ||
            !(data.times->times[i] >= (i > 0 ? data.times->times[i - 1] : 0)))
            return toc_err_set(err, TOC_EUSAGE, "event %zu is not within the span and after the one before", i);
    return TOC_OK;
}

static size_t count_rows(given data, size_t *rows) {
    size_t total = 0;
    if (data.days)
        for (size_t t = 0; t < data.days->days; t++)
            for (int c = 0; c < data.days->targets; c++)
                rows[c] += data.days->counts[t * (size_t)data.days->sources + (size_t)c] > 0;
    else
        for (size_t i = 0; i < data.times->count; i++)
            rows[data.times->cells[i]]++;
    for (int c = 0; c < TARGETS; c++)
        total += rows[c];
    return total;
}

void problem_fill(problem *p, given data, const toc_hawkes *model) {
    if (data.days)
        problem_fill_days(p, data.days, model);
    else
        problem_fill_times(p, data.times, model);
}

static void take_prior(problem *p, const toc_hawkes_prior *prior, const toc_hawkes *model) {
    memcpy(p->weekday, prior->weekday, sizeof p->weekday);
    for (int c = 0; c < p->targets; c++) {
        block *b = &p->blocks[c];
        b->ties = prior->ties[c];
        b->mean[0] = prior->base[c];
        b->weight[0] = prior->base_weight;
        for (int j = 0; j < model->sources; j++) {
            b->mean[1 + j] = prior->excite[c][j];
            b->weight[1 + j] = prior->excite_weight;
        }
    }
}

/* Half of the events come by themselves, a tenth from each source, as a start. */
static void start(problem *p, const toc_hawkes *model) {
    for (int c = 0; c < p->targets; c++) {
        block *b = &p->blocks[c];
        double time = 0;
        for (int w = 0; w < 7; w++)
            for (int k = 0; k < model->knots; k++)
                time += b->exposure[w][k];
        for (int k = 0; k < model->knots; k++)
            b->theta[k] = b->weight[k] > 0 ? b->mean[k] : (b->events + 0.5) / (2 * time + 1);
        for (int j = model->knots; j < b->columns; j++) {
            double seen = 0;
            for (int w = 0; w < 7; w++)
                seen += b->exposure[w][j];
            b->theta[j] = b->weight[j] > 0 ? b->mean[j] : seen > 0 ? 0.1 : 0;
        }
        b->ties = p->ties ? 0.5 : b->ties;
    }
}

toc_rc problem_of(problem *p, given data, const toc_hawkes_options *o, toc_hawkes *model, toc_err *err) {
    size_t rows[TARGETS] = {0};
    toc_rc rc = check(data, o, err);
    if (rc != TOC_OK)
        return rc;
    *model = (toc_hawkes){.kernel = o->kernel,
                          .targets = data.days ? data.days->targets : data.times->targets,
                          .knots = o->knots > 1 ? o->knots : 1,
                          .first = data.days ? data.days->first : 0,
                          .days = data.days ? data.days->days : 0,
                          .shape = o->shape > 0 ? o->shape : START[o->kernel]};
    model->sources = data.days ? data.days->sources : model->targets;
    if (count_rows(data, rows) == 0)
        return toc_err_set(err, TOC_ENOTFOUND, "no events to learn an event model from");
    rc = problem_room(p, rows, model->targets, model->knots + model->sources, err);
    p->ties = o->ties && !o->prior;
    p->weekdays = o->weekdays && !o->prior;
    if (rc == TOC_OK && o->prior)
        take_prior(p, o->prior, model);
    return rc;
}

void problem_write(const problem *p, toc_hawkes *model) {
    memcpy(model->weekday, p->weekday, sizeof p->weekday);
    for (int c = 0; c < p->targets; c++) {
        const block *b = &p->blocks[c];
        for (int k = 0; k < model->knots; k++)
            model->base[c][k] = b->theta[k];
        for (int j = 0; j < model->sources; j++)
            model->excite[c][j] = b->theta[model->knots + j];
        model->ties[c] = b->ties;
    }
}

void problem_read(problem *p, const toc_hawkes *model) {
    memcpy(p->weekday, model->weekday, sizeof p->weekday);
    for (int c = 0; c < p->targets; c++) {
        block *b = &p->blocks[c];
        for (int k = 0; k < model->knots; k++)
            b->theta[k] = model->base[c][k];
        for (int j = 0; j < model->sources; j++)
            b->theta[model->knots + j] = model->excite[c][j];
        b->ties = model->ties[c];
    }
}

typedef struct sought {
    problem *p;
    given data;
    toc_hawkes *model;
} sought;

/* What a shape before had left at 0 may have a say with this one. */
static void wake(problem *p) {
    for (int c = 0; c < p->targets; c++)
        for (int k = 0; k < p->blocks[c].columns; k++)
            if (p->blocks[c].theta[k] <= 0 && p->blocks[c].events > 0 && p->blocks[c].exposure[0][k] > 0)
                p->blocks[c].theta[k] = 1e-6;
}

static double solve_with(void *ctx, double shape) {
    sought *s = ctx;
    s->model->shape = shape;
    problem_fill(s->p, s->data, s->model);
    wake(s->p);
    return problem_solve(s->p);
}

static toc_rc fit(given data, const toc_hawkes_options *o, toc_hawkes_fitted *out, toc_err *err) {
    problem p = {0};
    toc_hawkes model;
    toc_rc rc = problem_of(&p, data, o, &model, err);
    if (rc == TOC_OK) {
        sought s = {&p, data, &model};
        problem_fill(&p, data, &model);
        start(&p, &model);
        if (!(o->shape > 0))
            model.shape = shape_search(solve_with, &s, LOW[o->kernel], HIGH[o->kernel]);
        solve_with(&s, model.shape);
    }
    if (rc == TOC_OK) {
        *out = (toc_hawkes_fitted){.log_likelihood = problem_value(&p, false), .rounds = p.rounds};
        problem_write(&p, &model);
        out->model = model;
        out->parameters = (p.weekdays ? 6 : 0) + !(o->shape > 0);
        for (int c = 0; c < p.targets; c++) {
            out->events += (size_t)p.blocks[c].events;
            out->parameters += p.blocks[c].ties > 0;
            for (int k = 0; k < p.blocks[c].columns; k++)
                out->parameters += p.blocks[c].theta[k] > 0;
        }
    }
    problem_free(&p);
    return rc;
}

toc_rc toc_hawkes_fit(const toc_hawkes_days *days, const toc_hawkes_options *options, toc_hawkes_fitted *out,
                      toc_err *err) {
    return fit((given){days, NULL}, options, out, err);
}

toc_rc toc_hawkes_fit_times(const toc_hawkes_times *times, const toc_hawkes_options *options, toc_hawkes_fitted *out,
                            toc_err *err) {
    return fit((given){NULL, times}, options, out, err);
}
