/* Phoenix: real-time (26 tab columns, no header) and historical of the Cline Center (CSV with header). Actors are whole
 * CAMEO codes. */
#include "source/inside.h"

static source_verdict act_take(toc_source *s, toc_event *e, int code, int goldstein) {
    toc_str cameo = source_cell(s, code);
    if (cameo.len == 1 || !source_act(s, e, cameo)) {
        return source_reject(s, code, source_act_fault(cameo));
    }
    if (goldstein >= 0 && !source_score(s, goldstein, &e->goldstein)) {
        return source_reject(s, goldstein, "not a number");
    }
    return SOURCE_EVENT;
}

/* ---- real-time ---- */

static const char *const NEW_COLUMNS[] = {"EventID", "Date",     "Year", "Month",           "Day", "SourceActorFull",
                                          "",        "",         "",     "TargetActorFull", "",    "",
                                          "",        "EventCode"};

static bool is_phoenix(toc_str line) {
    toc_str rest = line;
    toc_str_cut(&rest, '\t');
    return source_tabs(line) == 25 && rest.ptr && source_digits(toc_str_cut(&rest, '\t'), 8);
}

static source_verdict phoenix_row(toc_source *s, toc_event *e) {
    e->date = toc_day_parse(source_cell(s, 1));
    if (e->date == TOC_DAY_NONE) {
        return source_reject(s, 1, "no date that exists");
    }
    e->source = source_whole_party(s, source_cell(s, 5));
    e->target = source_whole_party(s, source_cell(s, 9));
    toc_str country = source_cell(s, 22);
    e->place.country = country.len > 0 ? toc_codes_country(&s->codes, source_text(s, country)) : TOC_STR("");
    e->place.text = e->place.country.len > 0 ? source_text(s, source_cell(s, 20)) : TOC_STR("");
    return act_take(s, e, 13, 16);
}

const source_format SOURCE_PHOENIX = {.name = "phoenix",
                                      .dataset = "phoenix",
                                      .shape = TOC_TABS,
                                      .columns = NEW_COLUMNS,
                                      .column_count = sizeof NEW_COLUMNS / sizeof *NEW_COLUMNS,
                                      .is = is_phoenix,
                                      .row = phoenix_row};

/* ---- historical ---- */

enum { OLD_DATE, OLD_SOURCE, OLD_TARGET, OLD_CODE, OLD_GOLDSTEIN, OLD_COUNTRY, OLD_PLACE };
static const char *const OLD_COLUMNS[] = {"*story_date", "*source",     "*target",  "*code",
                                          "goldstein",   "countryname", "placename"};

/* "11/30/1979" and ISO. */
static toc_day date_of(toc_str text) {
    int64_t a, b, c;
    toc_str rest = text;
    toc_day iso = toc_day_parse_loose(text);
    bool slashes = iso == TOC_DAY_NONE && toc_str_to_i64(toc_str_cut(&rest, '/'), &a) && rest.ptr &&
                   toc_str_to_i64(toc_str_cut(&rest, '/'), &b) && rest.ptr && toc_str_to_i64(rest, &c) && a > 0 &&
                   a < 13 && b > 0 && b < 32 && c > 0 && c < 10000;
    return slashes ? toc_day_of((int)c, (int)a, (int)b) : iso;
}

static source_verdict old_row(toc_source *s, toc_event *e) {
    e->date = date_of(source_cell(s, OLD_DATE));
    if (e->date == TOC_DAY_NONE) {
        return source_reject(s, OLD_DATE, "no date that exists");
    }
    e->source = source_whole_party(s, source_cell(s, OLD_SOURCE));
    e->target = source_whole_party(s, source_cell(s, OLD_TARGET));
    toc_str country = source_cell(s, OLD_COUNTRY);
    e->place.country = country.len > 0 ? toc_codes_country(&s->codes, source_text(s, country)) : TOC_STR("");
    e->place.text = e->place.country.len > 0 ? source_text(s, source_cell(s, OLD_PLACE)) : TOC_STR("");
    return act_take(s, e, OLD_CODE, OLD_GOLDSTEIN);
}

const source_format SOURCE_PHOENIX_OLD = {.name = "phoenix",
                                          .dataset = "phoenix-historical",
                                          .header = true,
                                          .columns = OLD_COLUMNS,
                                          .column_count = sizeof OLD_COLUMNS / sizeof *OLD_COLUMNS,
                                          .row = old_row};
