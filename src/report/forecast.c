/* A forecast with all that belongs to it, or none; see forecast.h. */
#include "report/forecast.h"

#include "report/odds.h"
#include "report/words.h"

#include <math.h>

enum { PARTS_SHOWN = 10, LABEL = 13 };

struct toc_forecast {
    toc_forecast_parts parts;
    toc_rate base, own;
};

static bool blank(toc_str text) {
    return toc_str_trim(text).len == 0;
}

static bool holds(double low, double value, double high) {
    return low >= 0 && low <= value && value <= high && high <= 1;
}

static const char *missing_part(const toc_forecast_parts *p) {
    if (blank(p->title) || blank(p->question))
        return "question";
    if (blank(p->resolution))
        return "resolution rule";
    if (p->horizon_days <= 0 || p->from == TOC_DAY_NONE)
        return "horizon";
    if (!p->base || !p->base->defined || p->base->pair_years <= 0 || !p->base->what ||
        !holds(p->base->interval.low, p->base->estimate, p->base->interval.high))
        return "base rate with its n and interval";
    if (!holds(p->low, p->probability, p->high) || !(p->low < p->high))
        return "interval that holds the forecast";
    if (blank(p->basis))
        return "account of the features";
    if (blank(p->record))
        return "track record, or 'none yet'";
    return NULL;
}

toc_rc toc_forecast_new(const toc_forecast_parts *parts, toc_arena *arena, const toc_forecast **out, toc_err *err) {
    const char *missing = missing_part(parts);
    if (missing)
        return toc_err_set(err, TOC_EUSAGE, "no forecast may be printed without its %s", missing);
    toc_forecast *made = toc_arena_alloc(arena, sizeof *made);
    if (!made)
        return toc_err_set(err, TOC_ENOMEM, "no memory for the forecast");
    made->parts = *parts;
    made->base = *parts->base;
    made->parts.base = &made->base;
    if (parts->own)
        made->own = *parts->own;
    made->parts.own = &made->own;
    *out = made;
    return TOC_OK;
}

/* ---- figures in words ---------------------------------------------------------------- */

static void add_hundredths(toc_buf *out, double p) {
    if (p < 0.01)
        toc_buf_add_cstr(out, "less than 1");
    else if (p > 0.99)
        toc_buf_add_cstr(out, "more than 99");
    else
        toc_buf_printf(out, "%d", (int)(p * 100 + 0.5));
}

static void add_range(toc_buf *out, double low, double high) {
    if (high < 0.01) {
        toc_buf_add_cstr(out, "less than 1 in 100");
        return;
    }
    add_hundredths(out, low);
    toc_buf_add_cstr(out, " to ");
    add_hundredths(out, high);
    toc_buf_add_cstr(out, " in 100");
}

static void add_rate(toc_buf *out, const toc_rate *rate, toc_arena *arena) {
    toc_str years = toc_words_count(arena, rate->pair_years);
    toc_buf_add_cstr(out, rate->estimate < 0.01 ? "" : "about ");
    add_hundredths(out, rate->estimate);
    toc_buf_add_cstr(out, " in 100 (95 % interval ");
    add_range(out, rate->interval.low, rate->interval.high);
    toc_buf_printf(out, "; %d in %.*s pair-years, %d–%d)", rate->onsets, TOC_FMT(years), rate->from_year,
                   rate->to_year);
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

static void add_why(toc_buf *out, const toc_forecast_why *why, const toc_world *world, toc_text_style style) {
    toc_buf_printf(out, "\n%sWHY%s: what moves the odds, against the average pair and year\n",
                   style.bold ? "\033[1m" : "", style.bold ? "\033[0m" : "");
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

static void add_odds(toc_buf *line, const toc_forecast_parts *p) {
    toc_buf_add_cstr(line, p->probability < 0.01 || p->probability > 0.99 ? "" : "about ");
    add_hundredths(line, p->probability);
    toc_buf_printf(line, " in 100: %s (95 %% interval ", toc_odds_icd203(p->probability));
    add_range(line, p->low, p->high);
    toc_buf_add_char(line, ')');
}

void toc_forecast_add_text(toc_buf *out, const toc_forecast *forecast, const toc_forecast_why *why,
                           const toc_world *world, toc_text_style style) {
    const toc_forecast_parts *p = &forecast->parts;
    toc_arena arena;
    toc_buf line;
    toc_arena_init(&arena, 1 << 20);
    toc_buf_init(&line, 1 << 16);
    toc_buf_printf(out, "%s%.*s%s\n\n", style.bold ? "\033[1m" : "", TOC_FMT(p->title), style.bold ? "\033[0m" : "");
    add_words(out, "Question", p->question, style);
    add_words(out, "Resolved", p->resolution, style);
    add_odds(&line, p);
    add_line(out, "MODEL", &line, style);
    toc_buf_clear(&line);
    toc_buf_printf(&line, "%s: ", p->base->what);
    add_rate(&line, p->base, &arena);
    add_line(out, "Base rate", &line, style);
    if (p->own->defined) {
        toc_buf_clear(&line);
        toc_buf_add_cstr(&line, "this pair alone: ");
        add_rate(&line, p->own, &arena);
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
    toc_arena_fini(&arena);
}

/* ---- JSON ------------------------------------------------------------------------------- */

static void json_text(toc_buf *out, const char *key, toc_str text) {
    toc_buf_printf(out, ",\"%s\":", key);
    toc_buf_add_json(out, text);
}

static void json_number(toc_buf *out, const char *key, double value) {
    toc_buf_printf(out, ",\"%s\":", key);
    toc_buf_add_double(out, value);
}

static void json_rate(toc_buf *out, const char *key, const toc_rate *rate) {
    if (!rate->defined) {
        toc_buf_printf(out, ",\"%s\":null", key);
        return;
    }
    toc_buf_printf(out, ",\"%s\":{\"of\":", key);
    toc_buf_add_json(out, toc_str_of(rate->what));
    json_number(out, "estimate", rate->estimate);
    json_number(out, "low", rate->interval.low);
    json_number(out, "high", rate->interval.high);
    toc_buf_printf(out, ",\"onsets\":%d,\"pair_years\":%d,\"from_year\":%d,\"to_year\":%d}", rate->onsets,
                   rate->pair_years, rate->from_year, rate->to_year);
}

static void json_why(toc_buf *out, const toc_forecast_why *why, const toc_world *world) {
    json_number(out, "base_log_odds", why->base);
    toc_buf_add_cstr(out, ",\"contributions\":[");
    for (size_t i = 0; i < why->part_count; i++) {
        const toc_dispute_part *part = &why->parts[i];
        bool regression = part->feature < 0;
        toc_buf_printf(out, "%s{\"feature\":\"%s\",\"group\":\"%s\"", i ? "," : "",
                       regression ? "regression" : toc_dispute_feature(part->feature)->name,
                       regression ? "regression" : toc_dispute_feature(part->feature)->group);
        json_text(out, "words", toc_str_of(words_of(part)));
        json_number(out, "log_odds", part->log_odds);
        json_number(out, "above", (double)part->from);
        json_number(out, "up_to", (double)part->to);
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
        json_number(out, "distance", c->distance);
        toc_buf_add_char(out, '}');
    }
    toc_buf_add_char(out, ']');
}

void toc_forecast_add_json(toc_buf *out, const toc_forecast *forecast, const toc_forecast_why *why,
                           const toc_world *world) {
    const toc_forecast_parts *p = &forecast->parts;
    char day[11];
    toc_buf_add_cstr(out, "{\"title\":");
    toc_buf_add_json(out, p->title);
    json_text(out, "question", p->question);
    json_text(out, "resolution", p->resolution);
    toc_buf_printf(out, ",\"from\":\"%s\",\"horizon_days\":%d", toc_day_format(p->from, day), p->horizon_days);
    toc_buf_printf(out, ",\"kind\":\"model\",\"words\":\"%s\"", toc_odds_icd203(p->probability));
    json_number(out, "probability", p->probability);
    json_number(out, "low", p->low);
    json_number(out, "high", p->high);
    toc_buf_add_cstr(out, ",\"interval_level\":0.95");
    json_rate(out, "base_rate", p->base);
    json_rate(out, "base_rate_of_pair", p->own);
    json_text(out, "features", p->basis);
    json_text(out, "track_record", p->record);
    if (!blank(p->warning))
        json_text(out, "warning", p->warning);
    if (why)
        json_why(out, why, world);
    toc_buf_add_cstr(out, "}\n");
}
