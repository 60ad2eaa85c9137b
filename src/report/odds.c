/* A probability with all that belongs to it, or none; see odds.h. */
#include "report/odds.h"

#include "report/chance.h"

struct toc_odds {
    toc_odds_parts parts;
};

static const char *missing_part(const toc_odds_parts *parts) {
    if (toc_str_trim(parts->question).len == 0)
        return "question";
    if (toc_str_trim(parts->resolution).len == 0)
        return "resolution rule";
    if (parts->horizon_days <= 0)
        return "horizon";
    if (!parts->base || !parts->base->defined || parts->base->pair_years <= 0 || toc_str_trim(parts->base_of).len == 0)
        return "base rate with its n";
    if (!(parts->base->interval.low >= 0 && parts->base->interval.high <= 1 &&
          parts->base->interval.low <= parts->base->estimate && parts->base->estimate <= parts->base->interval.high))
        return "interval that holds the estimate";
    if (toc_str_trim(parts->record).len == 0)
        return "track record, or 'none yet'";
    return NULL;
}

toc_rc toc_odds_new(const toc_odds_parts *parts, toc_arena *arena, const toc_odds **out, toc_err *err) {
    const char *missing = missing_part(parts);
    if (missing)
        return toc_err_set(err, TOC_EUSAGE, "no probability may be printed without its %s", missing);
    toc_odds *odds = toc_arena_alloc(arena, sizeof *odds);
    toc_rate *base = toc_arena_alloc(arena, sizeof *base);
    if (!odds || !base)
        return toc_err_set(err, TOC_ENOMEM, "out of memory for the odds");
    *base = *parts->base;
    odds->parts = *parts;
    odds->parts.base = base;
    *out = odds;
    return TOC_OK;
}

const toc_odds_parts *toc_odds_parts_of(const toc_odds *odds) {
    return &odds->parts;
}

void toc_odds_add_chance(toc_buf *out, const toc_odds *odds) {
    toc_chance_add(out, odds->parts.base->estimate);
}

void toc_odds_add_basis(toc_buf *out, const toc_odds *odds) {
    const toc_rate *base = odds->parts.base;
    toc_buf_add_cstr(out, "95 % interval ");
    toc_chance_add_range(out, base->interval.low, base->interval.high);
    toc_buf_add_cstr(out, "; ");
    toc_chance_add_count(out, base);
}

const char *toc_odds_icd203(double probability) {
    static const struct {
        double to;
        const char *words;
    } table[] = {{0.05, "almost no chance"},    {0.20, "very unlikely"}, {0.45, "unlikely"},
                 {0.55, "roughly even chance"}, {0.80, "likely"},        {0.95, "very likely"}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (probability <= table[i].to)
            return table[i].words;
    return "almost certain";
}

const char *toc_odds_words(const toc_odds *odds) {
    return toc_odds_icd203(odds->parts.base->estimate);
}

void toc_odds_add_json(toc_buf *out, const toc_odds *odds) {
    const toc_odds_parts *parts = &odds->parts;
    toc_buf_add_cstr(out, "{\"question\":");
    toc_buf_add_json(out, parts->question);
    toc_buf_add_cstr(out, ",\"resolution\":");
    toc_buf_add_json(out, parts->resolution);
    toc_buf_printf(out, ",\"horizon_days\":%d,\"kind\":\"base rate\",\"counted_over\":", parts->horizon_days);
    toc_buf_add_json(out, parts->base_of);
    toc_buf_add_cstr(out, ",\"estimate\":");
    toc_buf_add_double(out, parts->base->estimate);
    toc_buf_add_cstr(out, ",\"interval\":[");
    toc_buf_add_double(out, parts->base->interval.low);
    toc_buf_add_char(out, ',');
    toc_buf_add_double(out, parts->base->interval.high);
    toc_buf_printf(out,
                   "],\"interval_level\":0.95,\"onsets\":%d,\"pair_years\":%d,\"from_year\":%d,\"to_year\":%d,"
                   "\"words\":\"%s\",\"track_record\":",
                   parts->base->onsets, parts->base->pair_years, parts->base->from_year, parts->base->to_year,
                   toc_odds_words(odds));
    toc_buf_add_json(out, parts->record);
    toc_buf_add_char(out, '}');
}
