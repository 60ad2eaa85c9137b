/* Method: the first line of a member decides on the format; its header gives each column its cell; each record goes to
 * the format's function, which makes an event of it or says why not. */
#include "source/inside.h"

#include "base/mem.h"
#include "event/actor.h"
#include "text/text.h"

#include <string.h>

static const source_format *const FORMATS[] = {&SOURCE_OWN_CSV,     &SOURCE_OWN_JSON, &SOURCE_TKG,      &SOURCE_SERIES,
                                               &SOURCE_ICEWS,       &SOURCE_POLECAT,  &SOURCE_ACLED,    &SOURCE_UCDP,
                                               &SOURCE_PHOENIX_OLD, &SOURCE_GDELT,    &SOURCE_MENTIONS, &SOURCE_PHOENIX,
                                               &SOURCE_KEDS};
enum { FORMAT_COUNT = sizeof FORMATS / sizeof *FORMATS };

const char *toc_source_format_name(size_t i) {
    return i < FORMAT_COUNT ? FORMATS[i]->name : NULL;
}

/* ---- for the formats ---- */

toc_str source_cell(const toc_source *s, int column) {
    int at = s->at[column];
    if (at < 0 || (size_t)at >= s->rows.count || at >= TOC_CELLS_MAX) {
        return (toc_str){"", 0};
    }
    toc_str cell = s->rows.cells[at];
    if (cell.len == 0) {
        return cell;
    }
    if (cell.ptr[0] <= ' ' || cell.ptr[cell.len - 1] <= ' ') {
        cell = toc_str_trim(cell);
    }
    if (cell.len != 2 && cell.len != 4) {
        return cell;
    }
    return toc_str_equal(cell, TOC_STR("NULL")) || toc_str_equal(cell, TOC_STR("NA")) ? (toc_str){"", 0} : cell;
}

source_verdict source_reject(toc_source *s, int column, const char *reason) {
    s->column = column;
    s->reason = reason;
    return SOURCE_REJECT;
}

toc_str source_text(toc_source *s, toc_str text) {
    if (toc_utf8_valid(text)) {
        return text;
    }
    char *out = toc_arena_alloc(&s->arena, text.len * 2 + 1);
    size_t len = 0;
    for (size_t i = 0; out && i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c >= 0x80) {
            out[len++] = (char)(0xC0 | c >> 6);
            out[len++] = (char)(0x80 | (c & 0x3F));
        } else {
            out[len++] = (char)c;
        }
    }
    return out ? (toc_str){out, len} : TOC_STR("");
}

bool source_act(toc_source *s, toc_event *e, toc_str cameo) {
    const toc_cameo *row = toc_ontology_find(s->codes.ontology, cameo);
    while (!row && cameo.len > 2) { /* a code finer than the table's: its parent's meaning */
        cameo.len--;
        row = toc_ontology_find(s->codes.ontology, cameo);
    }
    if (!row) {
        s->counts.unmapped_acts++;
        return false;
    }
    e->cameo = row->code;
    return toc_ontology_apply(s->codes.ontology, e);
}

toc_party source_party(toc_source *s, toc_str code, toc_str text) {
    s->counts.unmapped_actors += text.len > 0 && toc_actor_root(code).len == 0;
    return (toc_party){code, text};
}

bool source_number(toc_str text, double *out) {
    return text.len > 0 && toc_str_to_double(text, out);
}

int source_count(toc_str text) {
    int64_t count;
    return toc_str_to_i64(text, &count) && count > 1 ? (int)(count < 1000000000 ? count : 1000000000) : 1;
}

size_t source_tabs(toc_str line) {
    size_t tabs = 0;
    for (size_t i = 0; i < line.len; i++) {
        tabs += line.ptr[i] == '\t';
    }
    return tabs;
}

bool source_has(toc_str line, const char *words) {
    return toc_str_find(line, toc_str_of(words), 0) != SIZE_MAX;
}

bool source_digits(toc_str text, size_t count) {
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
    }
    return text.len == count;
}

/* ---- opening ---- */

static toc_str first_line(toc_str ahead) {
    const char *at = memchr(ahead.ptr, '\n', ahead.len);
    size_t len = at ? (size_t)(at - ahead.ptr) : ahead.len;
    len -= len > 0 && ahead.ptr[len - 1] == '\r';
    return (toc_str){ahead.ptr, len};
}

static const source_format *format_named(const char *name, toc_str line) {
    const source_format *first = NULL;
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (strcmp(FORMATS[i]->name, name) == 0) {
            first = first ? first : FORMATS[i];
            if (FORMATS[i]->is(line)) { /* two kinds of files share a name */
                return FORMATS[i];
            }
        }
    }
    return first;
}

static const source_format *format_seen(toc_str line) {
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (FORMATS[i]->is(line)) {
            return FORMATS[i];
        }
    }
    return NULL;
}

bool toc_source_is_dataset(const char *path) {
    toc_bytes *bytes = NULL;
    toc_rows rows = {0};
    toc_str name;
    toc_err err = {0};
    bool more = false, found = false;
    if (toc_bytes_open(path, &bytes, &err) == TOC_OK && toc_bytes_member(bytes, &name, &more, &err) == TOC_OK && more &&
        toc_rows_begin(&rows, bytes, &err) == TOC_OK) {
        found = format_seen(first_line(toc_rows_ahead(&rows))) != NULL;
    }
    toc_rows_fini(&rows);
    toc_bytes_close(bytes);
    return found;
}

toc_rc toc_source_open(const char *path, const toc_source_options *options, toc_source **out, toc_err *err) {
    if (options->format && !format_named(options->format, TOC_STR(""))) {
        return toc_err_set(err, TOC_EUSAGE, "there is no format \"%s\" of datasets", options->format);
    }
    toc_source *s = toc_mem_calloc(1, sizeof *s);
    if (!s) {
        return toc_err_set(err, TOC_ENOMEM, "no memory to read \"%s\"", path);
    }
    s->options = *options;
    s->path = path;
    toc_arena_init(&s->arena, 0);
    toc_rc rc = toc_codes_init(&s->codes, options->data_dir, options->world, options->ontology, options->lexicon, err);
    rc = rc == TOC_OK ? toc_bytes_open(path, &s->bytes, err) : rc;
    if (rc != TOC_OK) {
        toc_source_close(s);
        return rc;
    }
    *out = s;
    return TOC_OK;
}

void toc_source_close(toc_source *s) {
    if (s) {
        toc_rows_fini(&s->rows);
        toc_bytes_close(s->bytes);
        toc_codes_fini(&s->codes);
        toc_arena_fini(&s->arena);
        toc_mem_free(s);
    }
}

/* Is the cell one of the names "a|b" ('*' in front passed over), in any case? */
static bool is_named(toc_str cell, const char *names) {
    toc_str rest = toc_str_of(names[0] == '*' ? names + 1 : names);
    while (rest.ptr) {
        toc_str name = toc_str_cut(&rest, '|');
        bool same = name.len == cell.len;
        for (size_t i = 0; same && i < name.len; i++) {
            char a = name.ptr[i], b = cell.ptr[i];
            same = (a >= 'A' && a <= 'Z' ? a + 32 : a) == (b >= 'A' && b <= 'Z' ? b + 32 : b);
        }
        if (same) {
            return true;
        }
    }
    return false;
}

/* Columns by their names; surplus names and cells are nobody's. */
static toc_rc header_read(toc_source *s, toc_err *err) {
    bool more;
    toc_rc rc = toc_rows_next(&s->rows, &more, err);
    size_t cells = s->rows.count < TOC_CELLS_MAX ? s->rows.count : TOC_CELLS_MAX;
    for (size_t c = 0; rc == TOC_OK && c < s->format->column_count; c++) {
        s->at[c] = -1;
        for (size_t i = cells; i > 0; i--) { /* of two columns of one name the first */
            if (is_named(toc_str_trim(s->rows.cells[i - 1]), s->format->columns[c])) {
                s->at[c] = (int)i - 1;
            }
        }
        if (s->at[c] < 0 && s->format->columns[c][0] == '*') {
            rc = toc_err_set(err, TOC_EFORMAT,
                             "\"%s\": no column \"%s\", which %s has; is it another format? (--format)", s->path,
                             s->format->columns[c] + 1, s->format->name);
        }
    }
    return rc;
}

static toc_rc format_choose(toc_source *s, toc_err *err) {
    toc_str line = first_line(toc_rows_ahead(&s->rows));
    s->format = s->options.format ? format_named(s->options.format, line) : format_seen(line);
    if (!s->format) {
        return toc_err_set(err, TOC_EFORMAT,
                           "\"%s\"%s%.*s is no dataset that tocsin knows: it begins with %zu cells between tabs, %s; "
                           "name its format with "
                           "--format",
                           s->path, s->member.len ? ", " : "", TOC_FMT(s->member), source_tabs(line) + 1,
                           line.len == 0 ? "and nothing in them" : "and no header that is known");
    }
    s->rows.shape = s->format->shape;
    s->dataset = s->format == &SOURCE_GDELT && source_tabs(line) == 60 ? "gdelt2" : s->format->dataset;
    for (int c = 0; c < SOURCE_COLUMNS_MAX; c++) {
        s->at[c] = c;
    }
    return s->format->header ? header_read(s, err) : TOC_OK;
}

toc_rc toc_source_member(toc_source *s, bool *more, toc_err *err) {
    s->counts = (toc_source_counts){0};
    toc_rc rc = toc_bytes_member(s->bytes, &s->member, more, err);
    if (rc != TOC_OK || !*more) {
        return rc;
    }
    rc = toc_rows_begin(&s->rows, s->bytes, err);
    return rc == TOC_OK ? format_choose(s, err) : rc;
}

toc_str toc_source_member_name(const toc_source *s) {
    return s->member;
}

const char *toc_source_format(const toc_source *s) {
    return s->format ? s->format->name : "";
}

const char *toc_source_dataset(const toc_source *s) {
    return s->dataset ? s->dataset : "";
}

bool toc_source_is_series(const toc_source *s) {
    return s->format == &SOURCE_SERIES;
}

bool toc_source_is_mentions(const toc_source *s) {
    return s->format == &SOURCE_MENTIONS;
}

int64_t toc_source_external(const toc_source *s) {
    return s->external;
}

bool toc_source_sum_of(const toc_source *s, size_t i, toc_source_sum *out) {
    static const char *const parties[] = {"ISR", "PSE"};
    if (i >= 2) {
        return false;
    }
    *out =
        (toc_source_sum){s->rows.line, s->sum_day, 7, toc_str_of(parties[i]), toc_str_of(parties[1 - i]), s->sums[i]};
    return true;
}

const toc_source_counts *toc_source_counted(const toc_source *s) {
    return &s->counts;
}

/* ---- reading ---- */

static void reject_tell(toc_source *s, const char *column, const char *reason) {
    s->counts.rejects++;
    if (s->options.reject) {
        char member[256];
        size_t len = s->member.len < sizeof member - 1 ? s->member.len : sizeof member - 1;
        memcpy(member, s->member.ptr, len);
        member[len] = '\0';
        toc_source_reject reject = {s->path, member, s->rows.line, column, reason};
        s->options.reject(s->options.ctx, &reject);
    }
}

static const char *column_name(const toc_source *s) {
    if (s->column < 0 || !s->format->columns || (size_t)s->column >= s->format->column_count) {
        return "";
    }
    const char *name = s->format->columns[s->column];
    return name[0] == '*' ? name + 1 : name;
}

static source_verdict record_read(toc_source *s, toc_event *e) {
    *e = (toc_event){.date = TOC_DAY_NONE,
                     .learnt = TOC_DAY_NONE,
                     .precision = TOC_DATE_DAY,
                     .confidence = 1,
                     .reports = 1,
                     .modality = TOC_DONE,
                     .row = s->rows.line,
                     .place = {{"", 0}, {"", 0}, {"", 0}},
                     .source = {{"", 0}, {"", 0}},
                     .target = {{"", 0}, {"", 0}},
                     .signal_to = {"", 0},
                     .mode = {"", 0},
                     .context = {"", 0},
                     .cameo = {"", 0},
                     .speaker = {{"", 0}, {"", 0}},
                     .rule = {"", 0},
                     .file = {"", 0},
                     .dataset = toc_str_of(s->dataset)};
    s->column = -1;
    s->external = 0;
    source_verdict verdict = s->format->row(s, e);
    if (verdict != SOURCE_EVENT) {
        return verdict;
    }
    if (e->date == TOC_DAY_NONE) {
        return source_reject(s, -1, "no date that exists");
    }
    if (e->source.code.len == 0 && e->source.text.len == 0 && e->target.code.len == 0 && e->target.text.len == 0) {
        return SOURCE_PASSED; /* nobody did it to nobody */
    }
    e->goldstein = e->goldstein < -10 ? -10 : e->goldstein > 10 ? 10 : e->goldstein;
    return SOURCE_EVENT;
}

toc_rc toc_source_next(toc_source *s, toc_event *out, bool *more, toc_err *err) {
    for (;;) {
        toc_rc rc = toc_rows_next(&s->rows, more, err);
        if (rc != TOC_OK || !*more) {
            return rc;
        }
        if (s->arena.used_bytes > 0) {
            toc_arena_clear(&s->arena);
        }
        s->counts.rows++;
        if (s->rows.bad) {
            reject_tell(s, "", s->rows.bad);
            continue;
        }
        switch (record_read(s, out)) {
        case SOURCE_EVENT:
            s->counts.events++;
            return TOC_OK;
        case SOURCE_PASSED:
            s->counts.passed++;
            break;
        case SOURCE_SUMS:
        case SOURCE_MENTION:
            return TOC_OK;
        case SOURCE_TAGS:
            s->counts.rows--;
            break;
        case SOURCE_REJECT:
            reject_tell(s, column_name(s), s->reason);
        }
    }
}
