/* Phoenix: real-time (26 tab columns, no header) and historical of the Cline Center (CSV with header); and the tab
 * files of KEDS, TABARI and WEIS (date, source, target, code, label). Actors are whole CAMEO codes. */
#include "source/inside.h"

static toc_party party(toc_source *s, toc_str code) {
    int unknown = 0;
    toc_str text = source_text(s, code);
    toc_str ours = code.len > 0 ? toc_codes_cameo_whole(&s->codes, text, &unknown) : TOC_STR("");
    s->counts.unmapped_parts += unknown;
    return source_party(s, ours, text);
}

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
    e->source = party(s, source_cell(s, 5));
    e->target = party(s, source_cell(s, 9));
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
    e->source = party(s, source_cell(s, OLD_SOURCE));
    e->target = party(s, source_cell(s, OLD_TARGET));
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

/* ---- KEDS ---- */

static const char *const KEDS_COLUMNS[] = {"date", "source", "target", "code"};

static bool is_keds(toc_str line) {
    toc_str rest = line, date = toc_str_cut(&rest, '\t');
    return source_tabs(line) >= 3 && (source_digits(date, 6) || source_digits(date, 8));
}

/* YYMMDD of these files: 1950 to 2049. */
static toc_day keds_date(toc_str text) {
    int64_t number;
    if (text.len == 8 || !toc_str_to_i64(text, &number)) {
        return toc_day_parse(text);
    }
    int year = (int)(number / 10000), month = (int)(number / 100 % 100), day = (int)(number % 100);
    return text.len == 6 && month > 0 && day > 0 ? toc_day_of(year < 50 ? 2000 + year : 1900 + year, month, day)
                                                 : TOC_DAY_NONE;
}

static source_verdict keds_row(toc_source *s, toc_event *e) {
    if (s->rows.count < 4) {
        return source_reject(s, -1, "not four columns: date, source, target, code");
    }
    e->date = keds_date(source_cell(s, 0));
    if (e->date == TOC_DAY_NONE) {
        return source_reject(s, 0, "no date that exists");
    }
    toc_str code = source_cell(s, 3);
    if (code.len == 0 || toc_str_equal(code, TOC_STR("---"))) {
        return SOURCE_PASSED;
    }
    e->source = party(s, source_cell(s, 1));
    e->target = party(s, source_cell(s, 2));
    return act_take(s, e, 3, -1);
}

const source_format SOURCE_KEDS = {.name = "keds",
                                   .dataset = "keds",
                                   .shape = TOC_TABS,
                                   .columns = KEDS_COLUMNS,
                                   .column_count = sizeof KEDS_COLUMNS / sizeof *KEDS_COLUMNS,
                                   .is = is_keds,
                                   .row = keds_row};
