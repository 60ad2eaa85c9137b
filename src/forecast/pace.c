/* An exponentially weighted rate, shrunk to that of the whole past; see pace.h. */
#include "forecast/pace.h"

#include <math.h>

enum { MONTH = 30, QUIET = 90 };

typedef struct posterior {
    double shape, days; /* r ~ Gamma(shape, rate days) */
    double usual;       /* the rate of the whole past */
} posterior;

/* What n days of weight 1, fade, fade^2, … count together. */
static double faded_days(double fade, double n) {
    return n > 0 ? (1 - exp(-fade * n)) / fade : 0;
}

/* more: it happens on asof, too; quiet: days without an event after asof. */
static posterior posterior_of(const toc_pace_input *in, bool more, int quiet) {
    double fade = log(2) / in->half_life_days, seen = 0, episodes = 0, days = in->asof - in->first + 1 + quiet;
    double risk = faded_days(fade, days); /* less the days of an episode, on which none can begin */
    toc_day gap = in->threshold > 1 ? 1 : TOC_PACE_EPISODE, last = in->first - gap;
    for (size_t i = 0; i < in->count + more; i++) {
        toc_day day = i < in->count ? in->days[i] : in->asof;
        if (day - last < gap)
            continue;
        last = day;
        double age = in->asof + quiet - day, after = fmin(age, gap - 1), weight = exp(-fade * age);
        seen += weight;
        risk -= faded_days(fade, age) - faded_days(fade, age - after);
        days -= after;
        episodes++;
    }
    double usual = (episodes + 0.5) / days;
    return (posterior){seen + usual * TOC_PACE_PRIOR_DAYS, risk + TOC_PACE_PRIOR_DAYS, usual};
}

static double inside(double p) {
    const double edge = 1e-6; /* nothing is certain */
    return p < edge ? edge : p > 1 - edge ? 1 - edge : p;
}

/* At least k of a negative binomial count: shape, and probability of failure h / (days + h). */
static double at_least(posterior r, int k, double h) {
    double fail = h / (r.days + h), term = pow(1 - fail, r.shape), below = 0;
    for (int i = 0; i < k; i++) {
        below += term;
        term *= fail * (r.shape + i) / (i + 1);
    }
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

/* Half an episode more, at the usual rate: where nothing was seen lately the interval still reaches as far as the whole
 * past allows. */
static double at_quantile(posterior r, double p, const toc_pace_input *in) {
    double x = 0, shape = r.shape + 0.5, days = r.days + 0.5 / r.usual;
    toc_err ignored = {0};
    if (toc_gamma_quantile(p, shape, &x, &ignored) != TOC_OK)
        x = p < 0.5 ? 0 : shape * 4;
    return poisson_at_least(x / days * in->horizon_days, in->threshold);
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
    posterior r = posterior_of(in, false, 0);
    out.probability = at_least(r, in->threshold, in->horizon_days);
    out.low = fmin(at_quantile(r, 0.025, in), out.probability - step);
    out.high = fmax(at_quantile(r, 0.975, in), out.probability + step);
    out.after_one = at_least(posterior_of(in, true, 0), in->threshold, in->horizon_days);
    out.after_quiet = at_least(posterior_of(in, false, QUIET), in->threshold, in->horizon_days);
    return out;
}
