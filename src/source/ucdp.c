/* UCDP GED and candidate events (CSV with header): fatal violence. State-based and
 * non-state are use of force by arms (190), one-sided is violence against civilians (180). Deaths (best) stand in the
 * rule: "type 1, 26 dead". */
#include "source/inside.h"

enum { ID, TYPE, SIDE_A, SIDE_B, SOURCES, COUNTRY, COUNTRY_ID, ADM1, WHERE, DATE_PREC, START, END, BEST, GW_A, GW_B };

static const char *const COLUMNS[] = {
    "*id",   "*type_of_violence", "*side_a",   "*side_b",     "number_of_sources", "country",       "country_id",
    "adm_1", "where_coordinates", "date_prec", "*date_start", "date_end",          "best|best_est", "gwnoa",
    "gwnob"};

static toc_party party(toc_source *s, int side, int gw, toc_day day) {
    toc_str text = source_text(s, source_cell(s, side)), number = source_cell(s, gw);
    if (number.len > 0) {
        toc_str root = toc_codes_number(&s->codes, "gw", number, day);
        return source_party(s, toc_codes_join(&s->codes, root, TOC_STR("GOV")), text);
    }
    if (toc_str_equal(text, TOC_STR("Civilians"))) {
        toc_str root = toc_codes_number(&s->codes, "gw", source_cell(s, COUNTRY_ID), day);
        return source_party(s, toc_codes_join(&s->codes, root, TOC_STR("CVL")), text);
    }
    toc_str code = toc_codes_name(&s->codes, text, day);
    return source_party(s, code.len > 0 ? code : TOC_STR("REB"), text);
}

static source_verdict ucdp_row(toc_source *s, toc_event *e) {
    int64_t type = 0, precision = 1, best = 0;
    toc_str start = source_cell(s, START), end = source_cell(s, END);
    e->date = toc_day_parse_loose(toc_str_slice(start, 0, start.len < 10 ? start.len : 10));
    if (e->date == TOC_DAY_NONE) {
        return source_reject(s, START, "no date that exists");
    }
    if (!toc_str_to_i64(source_cell(s, TYPE), &type) || type < 1 || type > 3) {
        return source_reject(s, TYPE, "not a type of violence, 1 to 3");
    }
    source_act(s, e, type == 3 ? TOC_STR("180") : TOC_STR("190"));
    if (toc_str_to_i64(source_cell(s, DATE_PREC), &precision)) {
        e->precision = precision <= 1   ? TOC_DATE_DAY
                       : precision <= 3 ? TOC_DATE_WEEK
                       : precision == 4 ? TOC_DATE_MONTH
                                        : TOC_DATE_YEAR;
    }
    toc_day last = toc_day_parse_loose(toc_str_slice(end, 0, end.len < 10 ? end.len : 10));
    e->learnt = last != TOC_DAY_NONE && last >= e->date ? last : e->date;
    e->reports = source_count(source_cell(s, SOURCES));
    e->rule = toc_str_to_i64(source_cell(s, BEST), &best)
                  ? toc_arena_printf(&s->arena, "type %d, %lld dead", (int)type, (long long)best)
                  : toc_arena_printf(&s->arena, "type %d", (int)type);
    e->source = party(s, SIDE_A, GW_A, e->date);
    e->target = party(s, SIDE_B, GW_B, e->date);
    toc_str country = source_cell(s, COUNTRY_ID);
    e->place.country = country.len > 0 ? toc_codes_number(&s->codes, "gw", country, e->date)
                                       : toc_codes_country(&s->codes, source_cell(s, COUNTRY));
    if (e->place.country.len > 0) {
        e->place.text = source_text(s, source_cell(s, WHERE));
    }
    return SOURCE_EVENT;
}

const source_format SOURCE_UCDP = {.name = "ucdp",
                                   .dataset = "ucdp",
                                   .header = true,
                                   .columns = COLUMNS,
                                   .column_count = sizeof COLUMNS / sizeof *COLUMNS,
                                   .row = ucdp_row};
