/* A present rate that goes back to the usual one; see pace.h. */
#include "forecast/pace.h"

#include <math.h>

enum { MONTH = 30, QUIET = 90 };

typedef struct posterior {
    double shape, days; /* of a rate: Gamma(shape, rate days) */
} posterior;

/* The usual rate, and the one that holds for a while; with a probability, since there are two kinds of sides. */
typedef struct rates {
    posterior usual, present;
    double weight;
} rates;

enum { KINDS = 2 };

typedef struct mixture {
    rates kinds[KINDS];
} mixture;

/* The past, and what is assumed beside it. */
typedef struct past {
    const toc_pace_input *in;
    bool more; /* it happens on asof, too */
    int quiet; /* days without an event after asof */
} past;

/* What n days of weight 1, fade, fade^2, … count together. */
static double faded_days(double fade, double n) {
    return n > 0 ? (1 - exp(-fade * n)) / fade : 0;
}

/* Episodes as the shape, days on which one could begin as the days, both faded with that half-life. */
static posterior seen_of(const past *p, double half_life_days) {
    const toc_pace_input *in = p->in;
    double fade = log(2) / half_life_days, days = in->asof - in->first + 1 + p->quiet;
    posterior seen = {0, faded_days(fade, days)}; /* less the days of an episode, on which none can begin */
    toc_day gap = in->threshold > 1 ? 1 : TOC_PACE_EPISODE, last = in->first - gap;
    for (size_t i = 0; i < in->count + p->more; i++) {
        toc_day day = i < in->count ? in->days[i] : in->asof;
        if (day - last < gap)
            continue;
        last = day;
        double age = in->asof + p->quiet - day, after = fmin(age, gap - 1);
        seen.shape += exp(-fade * age);
        seen.days -= faded_days(fade, age) - faded_days(fade, age - after);
    }
    return seen;
}

/* What is seen, upon a rate thought before: Gamma(shape, rate days); *evidence: log of how well it foretold it. */
static rates rates_with(posterior all, posterior late, posterior before, double *evidence) {
    posterior usual = {all.shape + before.shape, all.days + before.days};
    posterior present = {late.shape + usual.shape / usual.days * TOC_PACE_PRIOR_DAYS, late.days + TOC_PACE_PRIOR_DAYS};
    *evidence = lgamma(usual.shape) - lgamma(before.shape) - usual.shape * log(usual.days);
    if (before.days > 0)
        *evidence += before.shape * log(before.days);
    return (rates){usual, present, 1};
}

static mixture rates_of(const past *p) {
    posterior all = seen_of(p, p->in->half_life_days), late = seen_of(p, TOC_PACE_RECENT);
    double m = p->in->expected, hot = fmax(TOC_PACE_HOT_RATE, m), like, unlike;
    mixture out = {{{{0, 1}, {0, 1}, 0}, {{0, 1}, {0, 1}, 0}}};
    if (m <= 0) {
        out.kinds[0] = rates_with(all, late, (posterior){0.5, 0}, &like);
        return out;
    }
    out.kinds[0] = rates_with(all, late, (posterior){TOC_PACE_SHAPE, TOC_PACE_SHAPE / m}, &like);
    out.kinds[1] = rates_with(all, late, (posterior){1, 1 / hot}, &unlike);
    out.kinds[0].weight = 1 / (1 + TOC_PACE_HOT / (1 - TOC_PACE_HOT) * exp(fmin(unlike - like, 500)));
    out.kinds[1].weight = 1 - out.kinds[0].weight;
    return out;
}

static double inside(double p) {
    const double edge = 1e-6; /* nothing is certain */
    return p < edge ? edge : p > 1 - edge ? 1 - edge : p;
}

/* Of h days, those for which the present rate holds. */
static double present_days(double h) {
    return TOC_PACE_RETURN * (1 - exp(-h / TOC_PACE_RETURN));
}

/* A negative binomial count of h days, value by value: *term is the probability of i, then of i + 1. */
static void next_count(posterior r, double h, int i, double *term) {
    *term *= h / (r.days + h) * (r.shape + i) / (i + 1);
}

static double no_count(posterior r, double h) {
    return pow(r.days / (r.days + h), r.shape);
}

/* Fewer than k in h days, of the sum of both counts. */
static double fewer(rates r, int k, int h) {
    double u = present_days(h), first = no_count(r.present, u), below = 0;
    for (int i = 0; i < k; i++) {
        double second = no_count(r.usual, h - u), rest = 0;
        for (int j = 0; j < k - i; j++) {
            rest += second;
            next_count(r.usual, h - u, j, &second);
        }
        below += first * rest;
        next_count(r.present, u, i, &first);
    }
    return below;
}

static double at_least(mixture m, int k, int h) {
    double below = 0;
    if (k > h)
        return inside(0); /* more days than there are */
    for (int i = 0; i < KINDS; i++)
        below += m.kinds[i].weight > 0 ? m.kinds[i].weight * fewer(m.kinds[i], k, h) : 0;
    return inside(1 - below);
}

static double poisson_at_least(double mean, int k) {
    double term = exp(-mean), below = 0;
    for (int i = 0; i < k; i++) {
        below += term;
        term *= mean / (i + 1);
    }
    return inside(1 - below);
}

/* A Gamma variable with mean and variance of what is expected of both rates, over both kinds. */
static double at_quantile(mixture m, double p, const toc_pace_input *in) {
    double h = in->horizon_days, u = present_days(h), mean = 0, square = 0, x = 0;
    for (int i = 0; i < KINDS; i++) {
        const rates *r = &m.kinds[i];
        double present = u * r->present.shape / r->present.days, usual = (h - u) * r->usual.shape / r->usual.days;
        mean += r->weight * (present + usual);
        square += r->weight * (u * present / r->present.days + (h - u) * usual / r->usual.days +
                               (present + usual) * (present + usual));
    }
    double scale = (square - mean * mean) / mean;
    toc_err ignored = {0};
    if (toc_gamma_quantile(p, mean / scale, &x, &ignored) != TOC_OK)
        x = (p < 0.5 ? 0 : 4) * mean / scale;
    return poisson_at_least(x * scale, in->threshold);
}

/* Windows of `days`, the last of which ends with asof: how many there are, and in how many it happened. */
static int windows_of(const toc_pace_input *in, int days, int *hits) {
    int count = (in->asof - in->first + 1) / days;
    *hits = 0;
    for (int w = 0; w < count; w++) {
        toc_day to = in->asof - w * days, from = to - days + 1;
        int seen = 0;
        for (size_t i = 0; i < in->count; i++)
            seen += in->days[i] >= from && in->days[i] <= to;
        *hits += seen >= in->threshold;
    }
    return count;
}

static double on_horizon(double month, int days) {
    return 1 - pow(1 - month, (double)days / MONTH);
}

static toc_rate base_of(const toc_pace_input *in) {
    int hits, count = windows_of(in, in->horizon_days, &hits);
    toc_rate rate = toc_rate_of(hits, count, TOC_PACE_WINDOWS, in->what, "windows of as many days");
    if (!rate.defined && in->threshold == 1 && in->horizon_days > MONTH) {
        count = windows_of(in, MONTH, &hits);
        rate = toc_rate_of(hits, count, TOC_PACE_WINDOWS, in->what, "windows of 30 days, put on the horizon");
        rate.estimate = on_horizon(rate.estimate, in->horizon_days);
        rate.interval.low = on_horizon(rate.interval.low, in->horizon_days);
        rate.interval.high = on_horizon(rate.interval.high, in->horizon_days);
    }
    rate.from_year = toc_day_civil(in->first).year;
    rate.to_year = toc_day_civil(in->asof).year;
    return rate;
}

static int before_of(const toc_pace_input *in) {
    int hits;
    toc_pace_input last = *in;
    if (in->asof - in->first + 1 < in->horizon_days)
        return -1;
    last.first = in->asof - in->horizon_days + 1;
    windows_of(&last, in->horizon_days, &hits);
    return hits;
}

toc_pace toc_pace_of(const toc_pace_input *in) {
    const double step = 1e-7;
    toc_pace out = {.before = -1};
    if (in->first == TOC_DAY_NONE || in->asof < in->first || in->horizon_days < 1 || in->threshold < 1)
        return out;
    out.base = base_of(in);
    out.before = before_of(in);
    out.defined = out.base.defined;
    mixture r = rates_of(&(past){in, false, 0});
    out.probability = at_least(r, in->threshold, in->horizon_days);
    out.low = fmin(at_quantile(r, 0.025, in), out.probability - step);
    out.high = fmax(at_quantile(r, 0.975, in), out.probability + step);
    out.after_one = at_least(rates_of(&(past){in, true, 0}), in->threshold, in->horizon_days);
    out.after_quiet = at_least(rates_of(&(past){in, false, QUIET}), in->threshold, in->horizon_days);
    return out;
}
