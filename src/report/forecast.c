/* A forecast with all that belongs to it, or none; see forecast.h. */
#include "report/forecast.h"

#include "report/chance.h"
#include "report/member.h"
#include "report/odds.h"
#include "report/words.h"

#include <math.h>

enum { PARTS_SHOWN = 10, LABEL = 13 };

struct toc_forecast {
    toc_forecast_parts parts;   /* without the rates, which the odds hold */
    const toc_odds *base, *own; /* own: NULL when the pair has none */
};

static bool blank(toc_str text) {
    return toc_str_trim(text).len == 0;
}

static bool holds(double low, double value, double high) {
    return low >= 0 && low <= value && value <= high && high <= 1;
}

/* What belongs to a forecast besides what belongs to any odds. */
static const char *missing_part(const toc_forecast_parts *p) {
    if (blank(p->title))
        return "question";
    if (p->from == TOC_DAY_NONE)
        return "horizon";
    if (!holds(p->low, p->probability, p->high) || !(p->low < p->high))
        return "interval that holds the forecast";
    if (blank(p->basis))
        return "account of the features";
    return NULL;
}

static toc_rc odds_of(const toc_forecast_parts *p, const toc_rate *rate, toc_str of, toc_arena *arena,
                      const toc_odds **out, toc_err *err) {
    toc_odds_parts parts = {.question = p->question,
                            .resolution = p->resolution,
                            .horizon_days = p->horizon_days,
                            .base = rate,
                            .base_of = of,
                            .record = p->record};
    toc_rc rc = toc_odds_new(&parts, arena, out, err);
    return rc == TOC_OK ? rc : toc_err_prefix(err, "base rate of a forecast: ");
}

toc_rc toc_forecast_new(const toc_forecast_parts *parts, toc_arena *arena, const toc_forecast **out, toc_err *err) {
    const char *missing = missing_part(parts);
    if (missing)
        return toc_err_set(err, TOC_EUSAGE, "no forecast may be printed without its %s", missing);
    toc_forecast *made = toc_arena_alloc(arena, sizeof *made);
    if (!made)
        return toc_err_set(err, TOC_ENOMEM, "no memory for the forecast");
    made->parts = *parts;
    toc_str of = parts->base && parts->base->what ? toc_str_of(parts->base->what) : TOC_STR("");
    toc_rc rc = odds_of(parts, parts->base, of, arena, &made->base, err);
    if (rc == TOC_OK && parts->own && parts->own->defined)
        rc = odds_of(parts, parts->own, blank(parts->own_of) ? TOC_STR("this pair alone") : parts->own_of, arena,
                     &made->own, err);
    if (rc == TOC_OK)
        *out = made;
    return rc;
}

/* ---- figures in words ---------------------------------------------------------------- */

static void add_interval(toc_buf *out, double low, double high) {
    toc_buf_add_cstr(out, " (95 % interval ");
    toc_chance_add_range(out, low, high);
}

const toc_forecast_parts *toc_forecast_parts_of(const toc_forecast *forecast) {
    return &forecast->parts;
}

static void add_rate(toc_buf *out, const toc_odds *odds, bool what) {
    if (what)
        toc_buf_printf(out, "%.*s: ", TOC_FMT(toc_odds_parts_of(odds)->base_of));
    const toc_rate *rate = toc_odds_parts_of(odds)->base;
    toc_odds_add_chance(out, odds);
    add_interval(out, rate->interval.low, rate->interval.high);
    toc_buf_add_cstr(out, "; ");
    toc_chance_add_count(out, rate);
    toc_buf_add_char(out, ')');
}

void toc_forecast_add_odds(toc_buf *out, const toc_forecast *forecast) {
    const toc_forecast_parts *p = &forecast->parts;
    toc_chance_add(out, p->probability);
    toc_buf_printf(out, ": %s", toc_odds_icd203(p->probability));
    add_interval(out, p->low, p->high);
    toc_buf_add_char(out, ')');
}

void toc_forecast_add_base(toc_buf *out, const toc_forecast *forecast, bool what) {
    add_rate(out, forecast->base, what);
}

/* The odds of one figure over those of another; NAN where either is not known. Factors and no further probabilities are
 * printed of what might be: these would need a base rate, an interval and a record of their own. */
static double odds_ratio(double p, double other) {
    bool known = p > 0 && p < 1 && other > 0 && other < 1;
    return known ? p / (1 - p) / (other / (1 - other)) : NAN;
}

/* "times 3.6", "over 2.1" */
static void add_factor(toc_buf *out, double factor) {
    toc_buf_printf(out, "%s %.1f", factor >= 1 ? "times" : "over", factor >= 1 ? factor : 1 / factor);
}

void toc_forecast_add_sway(toc_buf *out, const toc_forecast *forecast) {
    const toc_forecast_parts *p = &forecast->parts;
    double more = odds_ratio(p->after_one, p->alone), less = odds_ratio(p->after_quiet, p->alone);
    if (isnan(more) || isnan(less))
        return;
    toc_buf_add_cstr(out, "one more such day now: odds ");
    add_factor(out, more);
    toc_buf_add_cstr(out, "; 90 days without one: odds ");
    add_factor(out, less);
}

void toc_forecast_add_change(toc_buf *out, const toc_forecast *forecast) {
    double ratio = odds_ratio(forecast->parts.alone, forecast->parts.earlier);
    if (isnan(ratio))
        return;
    toc_buf_add_cstr(out, "by the ledger alone the odds are those of 90 days before ");
    add_factor(out, ratio);
}

int toc_forecast_trend(const toc_forecast *forecast) {
    double ratio = odds_ratio(forecast->parts.alone, forecast->parts.earlier);
    const double clear = 1.5; /* our choice */
    return isnan(ratio) ? -2 : ratio >= clear ? 1 : ratio <= 1 / clear ? -1 : 0;
}

/* One labelled paragraph of the text. */
static void add_line(toc_buf *out, const char *label, const toc_buf *line, toc_text_style style) {
    toc_buf_printf(out, "  %-*s", LABEL - 2, label);
    toc_words_wrap(out, toc_buf_str(line), LABEL, LABEL, style.width);
    toc_buf_add_char(out, '\n');
}

static void add_words(toc_buf *out, const char *label, toc_str words, toc_text_style style) {
    toc_buf line;
    toc_buf_init(&line, 1 << 16);
    toc_buf_add(&line, words);
    add_line(out, label, &line, style);
    out->failed = out->failed || line.failed;
    toc_buf_fini(&line);
}

static void add_name(toc_buf *out, const toc_world *world, int cow) {
    toc_str name = toc_world_cow_name(world, cow);
    if (name.len > 0)
        toc_buf_add(out, name);
    else
        toc_buf_printf(out, "COW %d", cow);
}

static void add_fate(toc_buf *out, const toc_dispute_case *c) {
    if (c->onset)
        toc_buf_add_cstr(out, "a dispute began");
    else if (c->next_onset > 0)
        toc_buf_printf(out, "none; one began %d year%s later", c->next_onset, c->next_onset == 1 ? "" : "s");
    else
        toc_buf_add_cstr(out, "none, nor within five years as far as outcomes go");
}

/* ---- text ------------------------------------------------------------------------------- */

static void add_bound(toc_buf *out, const char *before, float value) {
    if (fabsf(value) >= 10000)
        toc_buf_printf(out, "%s%.0f", before, (double)value);
    else
        toc_buf_printf(out, "%s%.3g", before, (double)value);
}

static void add_value(toc_buf *out, const toc_dispute_part *part) {
    if (isnan(part->from))
        toc_buf_add_cstr(out, " (not known)");
    else if (part->feature < 0)
        return;
    else if (isinf(part->from) && isinf(part->to))
        return;
    else if (isinf(part->from))
        add_bound(out, " (up to ", part->to);
    else if (isinf(part->to))
        add_bound(out, " (above ", part->from);
    else {
        add_bound(out, " (", part->from);
        add_bound(out, " to ", part->to);
    }
    if (!isnan(part->from))
        toc_buf_add_char(out, ')');
}

static const char *words_of(const toc_dispute_part *part) {
    return part->feature < 0 ? "regression over borders, power, democracy and fading histories"
                             : toc_dispute_feature(part->feature)->words;
}

void toc_forecast_add_moves(toc_buf *out, const toc_forecast_why *why, size_t most) {
    for (size_t i = 0; i < why->part_count && i < most; i++) {
        double times = exp(why->parts[i].log_odds);
        toc_buf_printf(out, "%s%s %.2g ", i ? "; " : "", times >= 1 ? "times" : "over", times >= 1 ? times : 1 / times);
        toc_buf_add_cstr(out, words_of(&why->parts[i]));
        add_value(out, &why->parts[i]);
    }
}

static void add_why(toc_buf *out, const toc_forecast_why *why, const toc_world *world, toc_text_style style) {
    toc_buf_printf(out, "\n%sWHY%s: what moves the odds, against the average pair and year",
                   style.bold ? "\033[1m" : "", style.bold ? "\033[0m" : "");
    if (why->cow_a && why->cow_b) {
        toc_buf_add_cstr(out, "; of the likeliest pair, ");
        add_name(out, world, why->cow_a);
        toc_buf_add_cstr(out, " – ");
        add_name(out, world, why->cow_b);
    }
    toc_buf_add_char(out, '\n');
    for (size_t i = 0; i < why->part_count && i < PARTS_SHOWN; i++) {
        double times = exp(why->parts[i].log_odds);
        toc_buf_printf(out, times >= 1 ? "  times %-6.3g" : "  over  %-6.3g", times >= 1 ? times : 1 / times);
        toc_buf line;
        toc_buf_init(&line, 1 << 12);
        toc_buf_add_cstr(&line, words_of(&why->parts[i]));
        add_value(&line, &why->parts[i]);
        toc_words_wrap(out, toc_buf_str(&line), LABEL + 1, LABEL + 1, style.width);
        toc_buf_add_char(out, '\n');
        toc_buf_fini(&line);
    }
    int onsets = 0;
    for (size_t i = 0; i < why->case_count; i++)
        onsets += why->cases[i].onset;
    toc_buf_printf(out, "\n%sMOST ALIKE%s: in %d of these %zu a dispute began in that year\n",
                   style.bold ? "\033[1m" : "", style.bold ? "\033[0m" : "", onsets, why->case_count);
    for (size_t i = 0; i < why->case_count; i++) {
        const toc_dispute_case *c = &why->cases[i];
        toc_buf_printf(out, "  %d  ", c->year);
        add_name(out, world, c->cow_a);
        toc_buf_add_cstr(out, " – ");
        add_name(out, world, c->cow_b);
        toc_buf_add_cstr(out, ": ");
        add_fate(out, c);
        toc_buf_add_char(out, '\n');
    }
}

void toc_forecast_add_text(toc_buf *out, const toc_forecast *forecast, const toc_forecast_why *why,
                           const toc_world *world, toc_text_style style) {
    const toc_forecast_parts *p = &forecast->parts;
    toc_buf line;
    toc_buf_init(&line, 1 << 16);
    toc_buf_printf(out, "%s%.*s%s\n\n", style.bold ? "\033[1m" : "", TOC_FMT(p->title), style.bold ? "\033[0m" : "");
    add_words(out, "Question", p->question, style);
    add_words(out, "Resolved", p->resolution, style);
    toc_forecast_add_odds(&line, forecast);
    add_line(out, "MODEL", &line, style);
    toc_buf_clear(&line);
    add_rate(&line, forecast->base, true);
    add_line(out, "Base rate", &line, style);
    if (forecast->own) {
        toc_buf_clear(&line);
        add_rate(&line, forecast->own, true);
        add_line(out, "", &line, style);
    }
    add_words(out, "Record", p->record, style);
    add_words(out, "Features", p->basis, style);
    if (!blank(p->warning))
        add_words(out, "Mind", p->warning, style);
    if (why)
        add_why(out, why, world, style);
    out->failed = out->failed || line.failed;
    toc_buf_fini(&line);
}

/* ---- JSON ------------------------------------------------------------------------------- */

static void json_text(toc_buf *out, const char *key, toc_str text) {
    toc_buf_printf(out, ",\"%s\":", key);
    toc_buf_add_json(out, text);
}

static void json_rate(toc_buf *out, const char *key, const toc_odds *odds) {
    if (!odds) {
        toc_buf_printf(out, ",\"%s\":null", key);
        return;
    }
    const toc_rate *rate = toc_odds_parts_of(odds)->base;
    toc_buf_printf(out, ",\"%s\":{\"of\":", key);
    toc_buf_add_json(out, toc_str_of(rate->what));
    toc_member_add_number(out, "estimate", rate->estimate, true);
    toc_member_add_number(out, "low", rate->interval.low, true);
    toc_member_add_number(out, "high", rate->interval.high, true);
    toc_buf_printf(out, ",\"onsets\":%d,\"pair_years\":%d,\"unit\":\"%s\",\"from_year\":%d,\"to_year\":%d}",
                   rate->onsets, rate->pair_years, toc_rate_unit(rate), rate->from_year, rate->to_year);
}

static void json_why(toc_buf *out, const toc_forecast_why *why, const toc_world *world) {
    if (why->cow_a && why->cow_b)
        toc_buf_printf(out, ",\"reasons_of\":{\"cow_a\":%d,\"cow_b\":%d}", why->cow_a, why->cow_b);
    toc_member_add_number(out, "base_log_odds", why->base, true);
    toc_buf_add_cstr(out, ",\"contributions\":[");
    for (size_t i = 0; i < why->part_count; i++) {
        const toc_dispute_part *part = &why->parts[i];
        bool regression = part->feature < 0;
        toc_buf_printf(out, "%s{\"feature\":\"%s\",\"group\":\"%s\"", i ? "," : "",
                       regression ? "regression" : toc_dispute_feature(part->feature)->name,
                       regression ? "regression" : toc_dispute_feature(part->feature)->group);
        json_text(out, "words", toc_str_of(words_of(part)));
        toc_member_add_number(out, "log_odds", part->log_odds, true);
        toc_member_add_number(out, "above", (double)part->from, true);
        toc_member_add_number(out, "up_to", (double)part->to, true);
        toc_buf_add_char(out, '}');
    }
    toc_buf_add_cstr(out, "],\"alike\":[");
    for (size_t i = 0; i < why->case_count; i++) {
        const toc_dispute_case *c = &why->cases[i];
        toc_buf_printf(out, "%s{\"cow_a\":%d,\"cow_b\":%d", i ? "," : "", c->cow_a, c->cow_b);
        json_text(out, "a", toc_world_cow_name(world, c->cow_a));
        json_text(out, "b", toc_world_cow_name(world, c->cow_b));
        toc_buf_printf(out, ",\"year\":%d,\"onset\":%s,\"years_to_onset\":", c->year, c->onset ? "true" : "false");
        if (c->next_onset >= 0)
            toc_buf_printf(out, "%d", c->next_onset);
        else
            toc_buf_add_cstr(out, "null");
        toc_member_add_number(out, "distance", c->distance, true);
        toc_buf_add_char(out, '}');
    }
    toc_buf_add_char(out, ']');
}

static void json_factor(toc_buf *out, const char *name, double factor) {
    toc_member_add_number(out, name, factor, !isnan(factor));
}

void toc_forecast_add_members(toc_buf *out, const toc_forecast *forecast) {
    const toc_forecast_parts *p = &forecast->parts;
    char day[11];
    json_text(out, "title", p->title);
    json_text(out, "question", p->question);
    json_text(out, "resolution", p->resolution);
    toc_buf_printf(out, ",\"from\":\"%s\",\"horizon_days\":%d", toc_day_format(p->from, day), p->horizon_days);
    toc_buf_printf(out, ",\"kind\":\"model\",\"words\":\"%s\"", toc_odds_icd203(p->probability));
    toc_member_add_number(out, "probability", p->probability, true);
    toc_member_add_number(out, "low", p->low, true);
    toc_member_add_number(out, "high", p->high, true);
    toc_buf_add_cstr(out, ",\"interval_level\":0.95");
    json_factor(out, "odds_over_90_days_before", odds_ratio(p->alone, p->earlier));
    json_factor(out, "odds_after_one_more", odds_ratio(p->after_one, p->alone));
    json_factor(out, "odds_after_90_quiet_days", odds_ratio(p->after_quiet, p->alone));
    json_rate(out, "base_rate", forecast->base);
    json_rate(out, "base_rate_of_pair", forecast->own);
    json_text(out, "features", p->basis);
    json_text(out, "track_record", p->record);
    if (!blank(p->warning))
        json_text(out, "warning", p->warning);
}

void toc_forecast_add_reasons(toc_buf *out, const toc_forecast_why *why, const toc_world *world) {
    json_why(out, why, world);
}
