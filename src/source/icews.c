/* ICEWS coded events (tab-separated, header, no quotes) and the ICEWS 2014 file of names (tkg). Known flaw of the 2017
 * file: CAMEO 13y for 137. */
#include "source/inside.h"

enum {
    DATE,
    S_NAME,
    S_SECTORS,
    S_COUNTRY,
    CODE,
    INTENSITY,
    T_NAME,
    T_SECTORS,
    T_COUNTRY,
    P_PROVINCE,
    P_COUNTRY,
    P_CITY
};

static const char *const COLUMNS[] = {"*Event Date",    "*Source Name", "Source Sectors", "Source Country",
                                      "*CAMEO Code",    "Intensity",    "*Target Name",   "Target Sectors",
                                      "Target Country", "Province",     "Country",        "City"};

/* "6/14/2017" beside ISO. */
static toc_day date_of(toc_str text) {
    int64_t month, day, year;
    toc_day iso = toc_day_parse(text);
    toc_str rest = text;
    if (iso != TOC_DAY_NONE) {
        return iso;
    }
    bool american = toc_str_to_i64(toc_str_cut(&rest, '/'), &month) && rest.ptr &&
                    toc_str_to_i64(toc_str_cut(&rest, '/'), &day) && rest.ptr && toc_str_to_i64(rest, &year) &&
                    year > 0 && year < 10000 && month > 0 && month < 13 && day > 0 && day < 32;
    return american ? toc_day_of((int)year, (int)month, (int)day) : TOC_DAY_NONE;
}

static toc_str sectors_of(toc_source *s, toc_str list) {
    toc_str sectors = TOC_STR(""), ours;
    for (toc_str rest = list; rest.ptr && list.len > 0;) {
        toc_str word = toc_str_trim(toc_str_cut(&rest, ','));
        if (toc_codes_word(&s->codes, "icews", word, &ours)) {
            sectors = toc_str_equal(ours, TOC_STR("-")) ? sectors : toc_codes_join(&s->codes, sectors, ours);
        } else {
            s->counts.unmapped_parts++;
        }
    }
    return sectors;
}

static toc_party party(toc_source *s, int name, int sectors, int country, toc_day day) {
    toc_str text = source_text(s, source_cell(s, name)), where = source_text(s, source_cell(s, country));
    toc_str root = where.len > 0 ? toc_codes_country(&s->codes, where) : TOC_STR("");
    if (root.len == 0 || where.len == 0) { /* organisations have no country */
        root = toc_codes_name(&s->codes, text, day);
    }
    toc_str state = toc_world_code(s->codes.world, text);
    bool itself = state.len > 0 && toc_str_equal(state, root);
    return source_party(s, itself ? root : toc_codes_join(&s->codes, root, sectors_of(s, source_cell(s, sectors))),
                        text);
}

static source_verdict icews_row(toc_source *s, toc_event *e) {
    e->date = date_of(source_cell(s, DATE));
    if (e->date == TOC_DAY_NONE) {
        return source_reject(s, DATE, "no date that exists");
    }
    toc_str code = source_cell(s, CODE);
    if (!source_act(s, e, toc_str_equal(code, TOC_STR("13y")) ? TOC_STR("137") : code)) {
        return source_reject(s, CODE, source_act_fault(code));
    }
    if (!source_score(s, INTENSITY, &e->goldstein)) {
        return source_reject(s, INTENSITY, "not a number");
    }
    e->source = party(s, S_NAME, S_SECTORS, S_COUNTRY, e->date);
    e->target = party(s, T_NAME, T_SECTORS, T_COUNTRY, e->date);
    toc_str country = source_cell(s, P_COUNTRY), city = source_cell(s, P_CITY), province = source_cell(s, P_PROVINCE);
    e->place.country = country.len > 0 ? toc_codes_country(&s->codes, country) : TOC_STR("");
    if (e->place.country.len > 0) {
        e->place.text = source_text(s, city.len > 0 ? city : province.len > 0 ? province : country);
    }
    return SOURCE_EVENT;
}

const source_format SOURCE_ICEWS = {.name = "icews",
                                    .dataset = "icews",
                                    .header = true,
                                    .columns = COLUMNS,
                                    .column_count = sizeof COLUMNS / sizeof *COLUMNS,
                                    .row = icews_row};

/* ---- by names ---- */

enum { K_DATE, K_SOURCE, K_RELATION, K_TARGET };
static const char *const TKG_COLUMNS[] = {"*date", "*source", "*relation", "*target"};

static source_verdict tkg_row(toc_source *s, toc_event *e) {
    toc_str code, relation = source_cell(s, K_RELATION);
    e->date = toc_day_parse(source_cell(s, K_DATE));
    if (e->date == TOC_DAY_NONE) {
        return source_reject(s, K_DATE, "no date that exists");
    }
    if (!toc_codes_act(&s->codes, relation, &code) || !source_act(s, e, code)) {
        s->counts.unmapped_acts++;
        return source_reject(s, K_RELATION, "no name of a CAMEO act");
    }
    toc_str source = source_text(s, source_cell(s, K_SOURCE)), target = source_text(s, source_cell(s, K_TARGET));
    e->source = source_party(s, toc_codes_name(&s->codes, source, e->date), source);
    e->target = source_party(s, toc_codes_name(&s->codes, target, e->date), target);
    return SOURCE_EVENT;
}

const source_format SOURCE_TKG = {.name = "tkg",
                                  .dataset = "icews-names",
                                  .header = true,
                                  .columns = TKG_COLUMNS,
                                  .column_count = sizeof TKG_COLUMNS / sizeof *TKG_COLUMNS,
                                  .row = tkg_row};
