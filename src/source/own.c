/*
 * Our own CSV and JSON Lines, as tocsin export and tocsin code write them: all members of an event come back as they
 * were. An id that begins with e was made from the event's content and must fit it.
 */
#include "source/inside.h"

#include <jansson.h>
#include <string.h>

enum {
    OWN_ID,
    OWN_DATE,
    OWN_PRECISION,
    OWN_LEARNT,
    OWN_SOURCE,
    OWN_SOURCE_TEXT,
    OWN_TARGET,
    OWN_TARGET_TEXT,
    OWN_SIGNAL,
    OWN_EVENT,
    OWN_MODE,
    OWN_CONTEXT,
    OWN_CAMEO,
    OWN_QUAD,
    OWN_GOLDSTEIN,
    OWN_MODALITY,
    OWN_SPEAKER,
    OWN_SPEAKER_TEXT,
    OWN_CONFIDENCE,
    OWN_REPORTS,
    OWN_COUNTRY,
    OWN_ADM1,
    OWN_PLACE,
    OWN_DOCUMENT,
    OWN_SENTENCE,
    OWN_FROM,
    OWN_TO,
    OWN_RULE,
    OWN_DATASET,
    OWN_FILE,
    OWN_ROW,
    OWN_COLUMNS
};

static const char *const COLUMNS[OWN_COLUMNS] = {
    "*id",        "*date",       "date_precision", "learnt",     "*source",    "source_text",
    "*target",    "target_text", "signal_to",      "*event",     "mode",       "context",
    "*cameo",     "*quad",       "*goldstein",     "*modality",  "speaker",    "speaker_text",
    "confidence", "reports",     "place_country",  "place_adm1", "place_text", "document",
    "sentence",   "span_from",   "span_to",        "rule",       "dataset",    "file",
    "row"};

static bool id_read(toc_str text, toc_id *out) {
    *out = (toc_id){{0}};
    if (text.len == 0) {
        return true;
    }
    if (!toc_id_valid(text)) {
        return false;
    }
    memcpy(out->text, text.ptr, text.len);
    return true;
}

static bool size_read(toc_str text, size_t *out) {
    int64_t number = 0;
    bool whole = text.len == 0 || (toc_str_to_i64(text, &number) && number >= 0);
    *out = whole ? (size_t)number : 0;
    return whole;
}

/* The first member that is no such thing, or -1. */
static int members_read(const toc_str *c, toc_event *e) {
    int64_t quad = 0, reports = 1, row = 0;
    e->date = toc_day_parse(c[OWN_DATE]);
    e->learnt = c[OWN_LEARNT].len ? toc_day_parse(c[OWN_LEARNT]) : TOC_DAY_NONE;
    e->source = (toc_party){c[OWN_SOURCE], c[OWN_SOURCE_TEXT]};
    e->target = (toc_party){c[OWN_TARGET], c[OWN_TARGET_TEXT]};
    e->signal_to = c[OWN_SIGNAL];
    e->root = toc_root_parse(c[OWN_EVENT]);
    e->mode = c[OWN_MODE];
    e->context = c[OWN_CONTEXT];
    e->cameo = c[OWN_CAMEO];
    e->speaker = (toc_party){c[OWN_SPEAKER], c[OWN_SPEAKER_TEXT]};
    e->place = (toc_place){c[OWN_COUNTRY], c[OWN_ADM1], c[OWN_PLACE]};
    e->rule = c[OWN_RULE];
    e->dataset = c[OWN_DATASET];
    e->file = c[OWN_FILE];
    const struct {
        int column;
        bool sound;
    } checks[] = {
        {OWN_DATE, e->date != TOC_DAY_NONE},
        {OWN_LEARNT, c[OWN_LEARNT].len == 0 || e->learnt != TOC_DAY_NONE},
        {OWN_PRECISION, toc_precision_parse(c[OWN_PRECISION], &e->precision)},
        {OWN_EVENT, e->root != TOC_ROOT_NONE},
        {OWN_MODALITY, toc_modality_parse(c[OWN_MODALITY], &e->modality)},
        {OWN_QUAD, toc_str_to_i64(c[OWN_QUAD], &quad) && quad >= 0 && quad <= 4},
        {OWN_GOLDSTEIN,
         toc_str_to_double(c[OWN_GOLDSTEIN], &e->goldstein) && e->goldstein >= -10 && e->goldstein <= 10},
        {OWN_CONFIDENCE, c[OWN_CONFIDENCE].len == 0 || (toc_str_to_double(c[OWN_CONFIDENCE], &e->confidence) &&
                                                        e->confidence >= 0 && e->confidence <= 1)},
        {OWN_REPORTS,
         c[OWN_REPORTS].len == 0 || (toc_str_to_i64(c[OWN_REPORTS], &reports) && reports >= 1 && reports < INT32_MAX)},
        {OWN_ROW, c[OWN_ROW].len == 0 || (toc_str_to_i64(c[OWN_ROW], &row) && row >= 0)},
        {OWN_ID, id_read(c[OWN_ID], &e->id)},
        {OWN_DOCUMENT, id_read(c[OWN_DOCUMENT], &e->document)},
        {OWN_SENTENCE, id_read(c[OWN_SENTENCE], &e->sentence)},
        {OWN_FROM, size_read(c[OWN_FROM], &e->span_from)},
        {OWN_TO, size_read(c[OWN_TO], &e->span_to)}};
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        if (!checks[i].sound) {
            return checks[i].column;
        }
    }
    e->quad = (int)quad;
    e->reports = (int)reports;
    e->row = row;
    return -1;
}

static source_verdict event_check(toc_source *s, const toc_str *cells, toc_event *e) {
    int bad = members_read(cells, e);
    if (bad >= 0) {
        return source_reject(s, bad, "not what tocsin writes there");
    }
    toc_id told = e->id;
    if (told.text[0] == '\0' || told.text[0] == 'e') {
        toc_event_make_id(e);
    }
    if (told.text[0] != '\0' && strcmp(told.text, e->id.text) != 0) {
        return source_reject(s, OWN_ID,
                             "the id does not fit the event: it was changed; take the id away to give it a new one");
    }
    return SOURCE_EVENT;
}

static toc_str raw_cell(const toc_source *s, int column) {
    int at = s->choice.at[column];
    return at < 0 || (size_t)at >= s->rows.count ? (toc_str){"", 0} : s->rows.cells[at];
}

static source_verdict csv_row(toc_source *s, toc_event *e) {
    toc_str cells[OWN_COLUMNS];
    for (int i = 0; i < OWN_COLUMNS; i++) {
        cells[i] = raw_cell(s, i);
    }
    return event_check(s, cells, e);
}

const source_format SOURCE_OWN_CSV = {.name = "tocsin",
                                      .dataset = "tocsin",
                                      .header = true,
                                      .columns = COLUMNS,
                                      .column_count = OWN_COLUMNS,
                                      .row = csv_row};

/* ---- JSON ---- */

static bool is_json(toc_str line) {
    return line.len > 0 && line.ptr[0] == '{' && source_has(line, "\"cameo\":") && source_has(line, "\"goldstein\":");
}

/* A member as text, in memory of the record; "" when null or absent. */
static toc_str member(toc_source *s, const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    if (json_is_string(value)) {
        return toc_arena_str(&s->arena, (toc_str){json_string_value(value), json_string_length(value)});
    }
    if (json_is_integer(value)) {
        return toc_arena_printf(&s->arena, "%lld", (long long)json_integer_value(value));
    }
    return json_is_real(value) ? toc_arena_printf(&s->arena, "%.17g", json_real_value(value)) : TOC_STR("");
}

static void cells_fill(toc_source *s, const json_t *o, toc_str *c) {
    static const struct {
        int column;
        const char *parent, *key;
    } members[] = {{OWN_ID, NULL, "id"},
                   {OWN_DATE, NULL, "date"},
                   {OWN_PRECISION, NULL, "date_precision"},
                   {OWN_LEARNT, NULL, "learnt"},
                   {OWN_SOURCE, "source", "code"},
                   {OWN_SOURCE_TEXT, "source", "text"},
                   {OWN_TARGET, "target", "code"},
                   {OWN_TARGET_TEXT, "target", "text"},
                   {OWN_SIGNAL, NULL, "signal_to"},
                   {OWN_EVENT, NULL, "event"},
                   {OWN_MODE, NULL, "mode"},
                   {OWN_CONTEXT, NULL, "context"},
                   {OWN_CAMEO, NULL, "cameo"},
                   {OWN_QUAD, NULL, "quad"},
                   {OWN_GOLDSTEIN, NULL, "goldstein"},
                   {OWN_MODALITY, NULL, "modality"},
                   {OWN_SPEAKER, "speaker", "code"},
                   {OWN_SPEAKER_TEXT, "speaker", "text"},
                   {OWN_CONFIDENCE, NULL, "confidence"},
                   {OWN_REPORTS, NULL, "reports"},
                   {OWN_COUNTRY, "place", "country"},
                   {OWN_ADM1, "place", "adm1"},
                   {OWN_PLACE, "place", "text"},
                   {OWN_DOCUMENT, NULL, "document"},
                   {OWN_SENTENCE, NULL, "sentence"},
                   {OWN_RULE, NULL, "rule"},
                   {OWN_DATASET, NULL, "dataset"},
                   {OWN_FILE, NULL, "file"},
                   {OWN_ROW, NULL, "row"}};
    const json_t *span = json_object_get(o, "span");
    for (int i = 0; i < OWN_COLUMNS; i++) {
        c[i] = (toc_str){"", 0};
    }
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        const json_t *from = members[i].parent ? json_object_get(o, members[i].parent) : o;
        c[members[i].column] = member(s, from, members[i].key);
    }
    for (size_t i = 0; i < 2 && json_array_size(span) == 2; i++) {
        const json_t *n = json_array_get(span, i);
        c[OWN_FROM + i] =
            json_is_integer(n) ? toc_arena_printf(&s->arena, "%lld", (long long)json_integer_value(n)) : TOC_STR("?");
    }
}

static source_verdict json_row(toc_source *s, toc_event *e) {
    json_error_t fault;
    toc_str cells[OWN_COLUMNS], line = s->rows.cells[0];
    json_t *object = json_loadb(line.ptr, line.len, JSON_REJECT_DUPLICATES, &fault);
    if (!json_is_object(object)) {
        json_decref(object);
        return source_reject(s, -1, "not a JSON object");
    }
    cells_fill(s, object, cells);
    json_decref(object);
    return event_check(s, cells, e);
}

const source_format SOURCE_OWN_JSON = {.name = "tocsin",
                                       .dataset = "tocsin",
                                       .shape = TOC_LINES,
                                       .columns = COLUMNS,
                                       .column_count = OWN_COLUMNS,
                                       .is = is_json,
                                       .row = json_row};
