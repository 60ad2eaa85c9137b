/* POLECAT (tab-separated, header by names, surplus names and tabs survived): events in PLOVER already. */
#include "source/inside.h"

enum {
    DATE,
    TYPE,
    MODE,
    INTENSITY,
    CONTEXTS,
    S_NAME,
    S_COUNTRY,
    S_COW,
    S_SECTORS,
    T_NAME,
    T_COUNTRY,
    T_COW,
    T_SECTORS,
    P_COUNTRY,
    P_PROVINCE,
    P_CITY,
    PUBLISHED
};

static const char *const COLUMNS[] = {"*Event Date",
                                      "*Event Type",
                                      "Event Mode",
                                      "Intensity|Event Intensity",
                                      "Contexts",
                                      "*Actor Name",
                                      "Actor Country",
                                      "Actor COW",
                                      "Actor Sectors|Primary Actor Sector",
                                      "Recipient Name",
                                      "Recipient Country",
                                      "Recipient COW",
                                      "Recipient Sectors|Primary Recipient Sector",
                                      "Country",
                                      "Province",
                                      "City",
                                      "Publication Date"};

static toc_str lower(toc_source *s, toc_str text) {
    char *out = toc_arena_alloc(&s->arena, text.len + 1);
    for (size_t i = 0; out && i < text.len; i++) {
        char c = text.ptr[i];
        out[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    return out ? (toc_str){out, text.len} : TOC_STR("");
}

static toc_party party(toc_source *s, int name, int country, int cow, int sectors, toc_day day) {
    toc_str text = source_text(s, source_cell(s, name)), where = source_cell(s, country), ours;
    toc_str root = where.len > 0 ? toc_codes_country(&s->codes, source_text(s, where)) : TOC_STR("");
    if (root.len == 0) {
        root = toc_codes_number(&s->codes, "cow", source_cell(s, cow), day);
    }
    if (root.len == 0) {
        root = toc_codes_name(&s->codes, text, day);
    }
    toc_str list = source_cell(s, sectors), code = root;
    for (toc_str rest = list; rest.ptr && list.len > 0;) {
        toc_str word = toc_str_trim(toc_str_cut(&rest, ';'));
        if (toc_codes_word(&s->codes, "polecat", word, &ours) || toc_codes_word(&s->codes, "icews", word, &ours)) {
            code = toc_str_equal(ours, TOC_STR("-")) ? code : toc_codes_join(&s->codes, code, ours);
        } else {
            s->counts.unmapped_parts++;
        }
    }
    return source_party(s, code, text);
}

static source_verdict polecat_row(toc_source *s, toc_event *e) {
    e->date = toc_day_parse_loose(source_cell(s, DATE));
    if (e->date == TOC_DAY_NONE) {
        return source_reject(s, DATE, "no date that exists");
    }
    e->root = toc_root_parse(source_cell(s, TYPE));
    toc_str usual = toc_ontology_usual(s->codes.ontology, e->root);
    if (e->root == TOC_ROOT_NONE || usual.len == 0) {
        s->counts.unmapped_acts++;
        return source_reject(s, TYPE, "no PLOVER event");
    }
    e->cameo = usual;
    toc_ontology_apply(s->codes.ontology, e);
    e->mode = lower(s, source_text(s, source_cell(s, MODE)));
    e->context = lower(s, source_text(s, source_cell(s, CONTEXTS)));
    (void)source_score(s, INTENSITY, &e->goldstein); /* what is no number there has no equivalent: the root's own */
    e->learnt = toc_day_parse_loose(source_cell(s, PUBLISHED));
    e->source = party(s, S_NAME, S_COUNTRY, S_COW, S_SECTORS, e->date);
    e->target = party(s, T_NAME, T_COUNTRY, T_COW, T_SECTORS, e->date);
    toc_str country = source_cell(s, P_COUNTRY), city = source_cell(s, P_CITY), province = source_cell(s, P_PROVINCE);
    e->place.country = country.len > 0 ? toc_codes_country(&s->codes, source_text(s, country)) : TOC_STR("");
    if (e->place.country.len > 0) {
        e->place.text = source_text(s, city.len > 0 ? city : province.len > 0 ? province : country);
    }
    return SOURCE_EVENT;
}

const source_format SOURCE_POLECAT = {.name = "polecat",
                                      .dataset = "polecat",
                                      .header = true,
                                      .columns = COLUMNS,
                                      .column_count = sizeof COLUMNS / sizeof *COLUMNS,
                                      .row = polecat_row};
