/* ACLED (CSV with header). Its two actors are not directed: actor 1 stands as source, and the rule says so. Types of
 * events by the words of acts in data/source/acts.tsv. */
#include "source/inside.h"

enum { DATE, PRECISION, TYPE, SUB_TYPE, ACTOR1, INTER1, ACTOR2, INTER2, COUNTRY, ADMIN1, LOCATION, STAMP };

static const char *const COLUMNS[] = {"*event_date", "time_precision", "*event_type", "sub_event_type",
                                      "*actor1",     "inter1",         "actor2",      "inter2",
                                      "country",     "admin1",         "location",    "timestamp"};

static toc_party party(toc_source *s, int name, int inter, toc_str country, toc_day day) {
    toc_str text = source_text(s, source_cell(s, name)), kind = source_cell(s, inter), ours = TOC_STR("");
    if (text.len == 0) {
        return (toc_party){TOC_STR(""), TOC_STR("")};
    }
    toc_str code = toc_codes_name(&s->codes, text, day);
    bool known = kind.len > 0 && toc_codes_word(&s->codes, "acled", kind, &ours);
    s->counts.unmapped_parts += kind.len > 0 && !known;
    bool at_home = toc_str_equal(ours, TOC_STR("CVL")) || toc_str_equal(ours, TOC_STR("OPP"));
    if (code.len == 0 && at_home) { /* "Protesters (Kenya)" are found by name; "Civilians" alone by where it was */
        code = toc_codes_country(&s->codes, source_text(s, country));
    }
    return source_party(s, known ? toc_codes_join(&s->codes, code, ours) : code, text);
}

static source_verdict acled_row(toc_source *s, toc_event *e) {
    int64_t precision = 1, stamp;
    toc_str code, sub = source_cell(s, SUB_TYPE), type = source_cell(s, TYPE), country = source_cell(s, COUNTRY);
    e->date = toc_day_parse_loose(source_cell(s, DATE));
    if (e->date == TOC_DAY_NONE) {
        return source_reject(s, DATE, "no date that exists");
    }
    if (!toc_codes_word(&s->codes, "acled act", sub, &code) && !toc_codes_word(&s->codes, "acled act", type, &code)) {
        s->counts.unmapped_acts++;
        return source_reject(s, TYPE, "no type of event that is known");
    }
    if (toc_str_equal(code, TOC_STR("-"))) { /* "Other": no act that could be named */
        s->counts.unmapped_acts++;
        return SOURCE_PASSED;
    }
    source_act(s, e, code);
    if (toc_str_to_i64(source_cell(s, PRECISION), &precision)) {
        e->precision = precision == 2 ? TOC_DATE_WEEK : precision == 3 ? TOC_DATE_MONTH : TOC_DATE_DAY;
    }
    if (toc_str_to_i64(source_cell(s, STAMP), &stamp) && stamp > 0 && stamp / 86400 < TOC_DAY_MAX) {
        e->learnt = (toc_day)(stamp / 86400);
    }
    e->rule = TOC_STR("actors not directed");
    e->source = party(s, ACTOR1, INTER1, country, e->date);
    e->target = party(s, ACTOR2, INTER2, country, e->date);
    e->place.country = toc_codes_country(&s->codes, source_text(s, country));
    if (e->place.country.len > 0) {
        toc_str location = source_cell(s, LOCATION), admin = source_cell(s, ADMIN1);
        e->place.text = source_text(s, location.len > 0 ? location : admin.len > 0 ? admin : country);
    }
    return SOURCE_EVENT;
}

const source_format SOURCE_ACLED = {.name = "acled",
                                    .dataset = "acled",
                                    .header = true,
                                    .columns = COLUMNS,
                                    .column_count = sizeof COLUMNS / sizeof *COLUMNS,
                                    .row = acled_row};
