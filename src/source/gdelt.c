/*
 * GDELT 1.0 (57 or 58 columns) and 2.0 (61), which come without header and quotes, and the same with header, as
 * BigQuery and R write them. Actors by their country, known group and types; the Goldstein score is the row's own;
 * reports are its articles; learnt on the day it was added. GDELT 2.0 mentions: one row a report of an event of another
 * file, by its number.
 */
#include "source/inside.h"

#include <string.h>

enum {
    ID,
    DATE,
    CODE1,
    NAME1,
    COUNTRY1,
    GROUP1,
    TYPE1,
    CODE2 = TYPE1 + 3,
    NAME2,
    COUNTRY2,
    GROUP2,
    TYPE2,
    ACT = TYPE2 + 3,
    GOLDSTEIN,
    ARTICLES,
    PLACE,
    PLACE_COUNTRY,
    ADDED,
    COLUMN_COUNT
};

static const char *const COLUMNS[COLUMN_COUNT] = {"GLOBALEVENTID",
                                                  "*SQLDATE",
                                                  "Actor1Code",
                                                  "Actor1Name",
                                                  "*Actor1CountryCode",
                                                  "Actor1KnownGroupCode",
                                                  "Actor1Type1Code",
                                                  "Actor1Type2Code",
                                                  "Actor1Type3Code",
                                                  "Actor2Code",
                                                  "Actor2Name",
                                                  "*Actor2CountryCode",
                                                  "Actor2KnownGroupCode",
                                                  "Actor2Type1Code",
                                                  "Actor2Type2Code",
                                                  "Actor2Type3Code",
                                                  "*EventCode",
                                                  "GoldsteinScale",
                                                  "NumArticles",
                                                  "ActionGeo_FullName",
                                                  "ActionGeo_CountryCode",
                                                  "DATEADDED"};

/* Cells of the columns in rows without header; the last three by the row's width. */
static const int CELLS[ADDED + 1] = {
    [ID] = 0,         [DATE] = 1,       [CODE1] = 5,  [NAME1] = 6,      [COUNTRY1] = 7,  [GROUP1] = 8,  [TYPE1] = 12,
    [TYPE1 + 1] = 13, [TYPE1 + 2] = 14, [CODE2] = 15, [NAME2] = 16,     [COUNTRY2] = 17, [GROUP2] = 18, [TYPE2] = 22,
    [TYPE2 + 1] = 23, [TYPE2 + 2] = 24, [ACT] = 26,   [GOLDSTEIN] = 30, [ARTICLES] = 33};

static toc_str first_cells(toc_str line, size_t at) {
    toc_str rest = line, cell = {"", 0};
    for (size_t i = 0; i <= at && rest.ptr; i++) {
        cell = toc_str_cut(&rest, '\t');
    }
    return cell;
}

static bool is_gdelt(toc_str line) {
    size_t tabs = source_tabs(line);
    return (tabs == 56 || tabs == 57 || tabs == 60) && source_digits(first_cells(line, 1), 8);
}

/* Where the columns are in a row so wide; false: it is no row of GDELT. */
static bool cells_fit(toc_source *s, size_t width) {
    bool wide = width == 61;
    if (s->format->header || width == s->width) {
        return true;
    }
    if (width != 57 && width != 58 && !wide) {
        return false;
    }
    memcpy(s->choice.at, CELLS, sizeof CELLS);
    s->choice.at[PLACE] = wide ? 52 : 50;
    s->choice.at[PLACE_COUNTRY] = wide ? 53 : 51;
    s->choice.at[ADDED] = wide ? 59 : 56;
    return true;
}

const char *source_gdelt_dataset(toc_str ahead) {
    for (toc_str rest = ahead; rest.ptr;) {
        toc_str line = toc_str_cut(&rest, '\n');
        if (is_gdelt(line) || source_has(line, "SQLDATE")) {
            return source_tabs(line) == 60 || source_has(line, "ADM2Code") ? "gdelt2" : "gdelt";
        }
    }
    return "gdelt";
}

/* Actor1Code is made of the same parts, so its bytes stand for the answer. */
static toc_str actor_code(toc_source *s, int country, int group, int types) {
    toc_str parts[3] = {source_cell(s, types), source_cell(s, types + 1), source_cell(s, types + 2)}, known;
    char key[64];
    size_t len = 0;
    const toc_str cells[] = {source_cell(s, country), source_cell(s, group), parts[0], parts[1], parts[2]};
    for (int i = 0; i < 5; i++) {
        for (size_t k = 0; k < cells[i].len && len < sizeof key - 2; k++) {
            key[len++] = cells[i].ptr[k];
        }
        key[len++] = '|';
        len = len < sizeof key - 8 ? len : sizeof key - 8;
    }
    uint32_t at;
    toc_str name = {key, len};
    if (toc_map_get(&s->codes.kept, name, &at)) {
        return s->codes.answers[at];
    }
    int unknown = 0;
    known = toc_codes_cameo(&s->codes, cells[0], cells[1], parts, 3, &unknown);
    s->counts.unmapped_parts += unknown;
    if (unknown == 0) { /* what is unknown is counted each time */
        known = toc_codes_keep(&s->codes, name, known);
    }
    return known;
}

static toc_party party(toc_source *s, int first, int name, int country, int group, int types) {
    toc_str text = source_text(s, source_cell(s, name));
    toc_str code = actor_code(s, country, group, types);
    if (text.len == 0 && code.len == 0) {
        text = source_text(s, source_cell(s, first));
    }
    return source_party(s, code, text);
}

/* Rows of one day stand together. */
static toc_day day_of(toc_source *s, toc_str text) {
    if (text.len != 8) {
        return TOC_DAY_NONE;
    }
    if (memcmp(s->last_text, text.ptr, 8) != 0) {
        s->last_day = toc_day_parse(text);
        memcpy(s->last_text, text.ptr, 8);
    }
    return s->last_day;
}

static source_verdict gdelt_row(toc_source *s, toc_event *e) {
    if (!cells_fit(s, s->rows.count)) {
        return source_reject(s, -1, "not 57, 58 or 61 columns");
    }
    e->date = day_of(s, source_cell(s, DATE));
    if (e->date == TOC_DAY_NONE) {
        return source_reject(s, DATE, "no date that exists");
    }
    if (!source_act(s, e, source_cell(s, ACT))) {
        return source_reject(s, ACT, source_act_fault(source_cell(s, ACT)));
    }
    if (!source_score(s, GOLDSTEIN, &e->goldstein)) {
        return source_reject(s, GOLDSTEIN, "not a number");
    }
    toc_str added = source_cell(s, ADDED);
    e->learnt = day_of(s, toc_str_slice(added, 0, added.len < 8 ? added.len : 8));
    e->reports = source_count(source_cell(s, ARTICLES));
    if (!toc_str_to_i64(source_cell(s, ID), &s->external) || s->external < 0) {
        s->external = 0;
    }
    e->source = party(s, CODE1, NAME1, COUNTRY1, GROUP1, TYPE1);
    e->target = party(s, CODE2, NAME2, COUNTRY2, GROUP2, TYPE2);
    toc_str country = source_cell(s, PLACE_COUNTRY);
    if (country.len > 0) {
        e->place.country = toc_codes_number(&s->codes, "fips", country, e->date);
        e->place.text = e->place.country.len > 0 ? source_text(s, source_cell(s, PLACE)) : TOC_STR("");
    }
    return SOURCE_EVENT;
}

const source_format SOURCE_GDELT = {.name = "gdelt",
                                    .dataset = "gdelt",
                                    .shape = TOC_TABS,
                                    .columns = COLUMNS,
                                    .column_count = COLUMN_COUNT,
                                    .is = is_gdelt,
                                    .row = gdelt_row};

const source_format SOURCE_GDELT_NAMED = {.name = "gdelt",
                                          .dataset = "gdelt",
                                          .header = true,
                                          .columns = COLUMNS,
                                          .column_count = COLUMN_COUNT,
                                          .row = gdelt_row};

static bool is_mentions(toc_str line) {
    return source_tabs(line) == 15 && source_digits(first_cells(line, 1), 14) &&
           source_digits(first_cells(line, 2), 14);
}

static source_verdict mention_row(toc_source *s, toc_event *e) {
    if (s->rows.count < 14) {
        return source_reject(s, -1, "not a row of mentions");
    }
    toc_str told = source_cell(s, 2);
    e->learnt = told.len == 14 ? day_of(s, toc_str_slice(told, 0, 8)) : TOC_DAY_NONE;
    if (e->learnt == TOC_DAY_NONE || !toc_str_to_i64(source_cell(s, 0), &s->external) || s->external <= 0) {
        return source_reject(s, -1, "no number of an event, or no date of its mention");
    }
    return SOURCE_MENTION;
}

const source_format SOURCE_MENTIONS = {
    .name = "mentions", .dataset = "gdelt2-mentions", .shape = TOC_TABS, .is = is_mentions, .row = mention_row};
