/*
 * Tab files of KEDS, TABARI and PETRARCH (date, source, target, code, label, whatever else), without header or with
 * one, in CAMEO or in WEIS. The two share numbers and mean other things by them (160: reduced relations, warnings), so
 * which it is is told from the first megabyte: of WEIS when more codes stand there that only WEIS has (223) than such
 * that only CAMEO has. What holds neither is read as CAMEO; --format weis says otherwise. Actors are whole CAMEO codes.
 */
#include "source/inside.h"

enum { DATE, SOURCE, TARGET, CODE, SCORE };

static const char *const COLUMNS[] = {"*date|day|event date", "*source|source code", "*target|target code",
                                      "*code|cameo|cameo code|event code", "goldstein|goldstein scale"};

static bool is_date(toc_str text) {
    return source_digits(text, 6) || source_digits(text, 8);
}

static bool is_keds(toc_str line) {
    toc_str rest = line;
    return source_tabs(line) >= 3 && is_date(toc_str_cut(&rest, '\t'));
}

static toc_str cell_of(toc_str line, char delimiter, int at) {
    toc_str rest = line, cell = {"", 0};
    for (int i = 0; i <= at && rest.ptr; i++) {
        cell = toc_str_cut(&rest, delimiter);
    }
    return toc_str_trim(cell);
}

bool source_is_weis(const toc_source *s, toc_str ahead) {
    const source_format *f = s->choice.format;
    int64_t more = 0; /* of WEIS only than of CAMEO only */
    char delimiter = f->header ? s->choice.delimiter : '\t';
    if (f != &SOURCE_KEDS && f != &SOURCE_KEDS_NAMED) {
        return false;
    }
    for (toc_str rest = ahead; rest.ptr;) {
        toc_str code = cell_of(toc_str_cut(&rest, '\n'), delimiter, s->choice.at[CODE]);
        bool of_weis = toc_codes_weis_find(&s->codes, code) != NULL;
        bool of_cameo = code.len >= 3 && toc_ontology_find(s->codes.ontology, code) != NULL;
        more += of_weis - of_cameo;
    }
    return more > 0;
}

/* YYMMDD of these files: 1950 to 2049. */
static toc_day date_of(toc_str text) {
    int64_t number;
    if (text.len != 6 || !toc_str_to_i64(text, &number)) {
        return toc_day_parse_loose(text);
    }
    int year = (int)(number / 10000), month = (int)(number / 100 % 100), day = (int)(number % 100);
    return month > 0 && day > 0 ? toc_day_of(year < 50 ? 2000 + year : 1900 + year, month, day) : TOC_DAY_NONE;
}

/* What both have; SOURCE_PASSED: the coder found no act. */
static source_verdict row_begin(toc_source *s, toc_event *e) {
    toc_str code = source_cell(s, CODE);
    if (s->rows.count < 4) {
        return source_reject(s, -1, "not four columns: date, source, target, code");
    }
    e->date = date_of(source_cell(s, DATE));
    if (e->date == TOC_DAY_NONE) {
        return source_reject(s, DATE, "no date that exists");
    }
    if (code.len == 0 || toc_str_equal(code, TOC_STR("---"))) {
        return SOURCE_PASSED;
    }
    e->source = source_whole_party(s, source_cell(s, SOURCE));
    e->target = source_whole_party(s, source_cell(s, TARGET));
    return SOURCE_EVENT;
}

static source_verdict keds_row(toc_source *s, toc_event *e) {
    source_verdict verdict = row_begin(s, e);
    toc_str code = source_cell(s, CODE);
    if (verdict != SOURCE_EVENT) {
        return verdict;
    }
    if (code.len == 1 || !source_act(s, e, code)) {
        return source_reject(s, CODE, source_act_fault(code));
    }
    if (s->format->header && !source_score(s, SCORE, &e->goldstein)) {
        return source_reject(s, SCORE, "not a number");
    }
    return SOURCE_EVENT;
}

static source_verdict weis_row(toc_source *s, toc_event *e) {
    source_verdict verdict = row_begin(s, e);
    toc_str code = source_cell(s, CODE);
    if (verdict != SOURCE_EVENT) {
        return verdict;
    }
    const toc_codes_weis *weis = toc_codes_weis_find(&s->codes, code);
    if (!weis) {
        s->counts.unmapped_acts++;
        return source_reject(s, CODE, "no WEIS code");
    }
    if (toc_str_equal(weis->cameo, TOC_STR("-"))) {
        s->counts.unmapped_acts++;
        return SOURCE_PASSED;
    }
    if (!source_act(s, e, weis->cameo)) {
        return source_reject(s, CODE, "no CAMEO code in the table of WEIS");
    }
    e->goldstein = weis->goldstein;
    e->rule = toc_arena_printf(&s->arena, "WEIS %.*s", TOC_FMT(code));
    return SOURCE_EVENT;
}

const source_format SOURCE_KEDS = {.name = "keds",
                                   .dataset = "keds",
                                   .shape = TOC_TABS,
                                   .columns = COLUMNS,
                                   .column_count = SCORE,
                                   .is = is_keds,
                                   .row = keds_row};

const source_format SOURCE_KEDS_NAMED = {.name = "keds",
                                         .dataset = "keds",
                                         .header = true,
                                         .columns = COLUMNS,
                                         .column_count = sizeof COLUMNS / sizeof *COLUMNS,
                                         .row = keds_row};

const source_format SOURCE_WEIS = {
    .name = "weis",
    .dataset = "weis",
    .shape = TOC_TABS,
    .columns = COLUMNS,
    .column_count = SCORE,
    .is = is_keds, /* which comes first, so that only its name finds it; else source_is_weis */
    .row = weis_row};
