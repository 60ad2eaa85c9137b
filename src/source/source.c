/* Method: the first lines of a member decide on the format (header.c); each record goes to the format's function, which
 * makes an event of it or says why not. */
#include "source/inside.h"

#include "base/mem.h"
#include "event/actor.h"
#include "text/text.h"

#include <string.h>

enum { LOOKED_MAX = 64 }; /* members of an archive, to see whether it holds a dataset; our choice */

const source_format *const SOURCE_FORMATS[] = {&SOURCE_OWN_CSV,
                                               &SOURCE_OWN_JSON,
                                               &SOURCE_TKG,
                                               &SOURCE_SERIES,
                                               &SOURCE_ICEWS,
                                               &SOURCE_POLECAT,
                                               &SOURCE_ACLED,
                                               &SOURCE_UCDP,
                                               &SOURCE_PHOENIX_OLD,
                                               &SOURCE_GDELT,
                                               &SOURCE_GDELT_NAMED,
                                               &SOURCE_MENTIONS,
                                               &SOURCE_PHOENIX,
                                               &SOURCE_KEDS,
                                               &SOURCE_KEDS_NAMED,
                                               &SOURCE_WEIS,
                                               NULL};
enum { FORMAT_COUNT = sizeof SOURCE_FORMATS / sizeof *SOURCE_FORMATS - 1 };

const char *toc_source_format_name(size_t i) {
    return i < FORMAT_COUNT ? SOURCE_FORMATS[i]->name : NULL;
}

static bool is_format(const char *name) {
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (strcmp(SOURCE_FORMATS[i]->name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- for the formats ---- */

toc_str source_cell(const toc_source *s, int column) {
    int at = s->choice.at[column];
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

const char *source_act_fault(toc_str cameo) {
    bool short_of = (cameo.len == 1 || cameo.len == 2) && source_digits(cameo, cameo.len);
    return short_of ? "no CAMEO code; did a spreadsheet take its leading zero? (043 is not 43)" : "no CAMEO code";
}

toc_party source_party(toc_source *s, toc_str code, toc_str text) {
    s->counts.unmapped_actors += text.len > 0 && toc_actor_root(code).len == 0;
    return (toc_party){code, text};
}

toc_party source_whole_party(toc_source *s, toc_str code) {
    int unknown = 0;
    toc_str text = source_text(s, code);
    toc_str ours = code.len > 0 ? toc_codes_cameo_whole(&s->codes, text, &unknown) : TOC_STR("");
    s->counts.unmapped_parts += unknown;
    return source_party(s, ours, text);
}

bool source_number(toc_str text, double *out) {
    return text.len > 0 && toc_str_to_double(text, out);
}

bool source_score(const toc_source *s, int column, double *out) {
    toc_str cell = source_cell(s, column);
    char *comma = s->choice.delimiter == ';' ? memchr(cell.ptr, ',', cell.len) : NULL;
    if (comma) { /* "2,8" of a spreadsheet that cuts at semicolons; the cell is in our own room */
        *comma = '.';
    }
    return cell.len == 0 || source_number(cell, out);
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

/* Has the member the first lines of a dataset, or nearly? */
static bool member_is_dataset(toc_bytes *bytes, toc_rows *rows, toc_err *err) {
    source_choice choice;
    return toc_rows_begin(rows, bytes, err) == TOC_OK &&
           (source_choose(toc_rows_ahead(rows), NULL, false, &choice) || choice.near);
}

bool toc_source_is_dataset(const char *path) {
    toc_bytes *bytes = NULL;
    toc_rows rows = {0};
    toc_str name;
    toc_err err = {0};
    bool more = true, found = false;
    if (toc_bytes_open(path, &bytes, &err) == TOC_OK) {
        for (int i = 0; i < LOOKED_MAX && more && !found && err.rc == TOC_OK; i++) {
            if (toc_bytes_member(bytes, &name, &more, &err) == TOC_OK && more) {
                found = member_is_dataset(bytes, &rows, &err);
            }
        }
    }
    found |= err.rc == TOC_EFORMAT || err.rc == TOC_ELIMIT; /* a damaged archive: whoever reads it says how */
    toc_rows_fini(&rows);
    toc_bytes_close(bytes);
    return found;
}

toc_rc toc_source_open(const char *path, const toc_source_options *options, toc_source **out, toc_err *err) {
    if (options->format && !is_format(options->format)) {
        return toc_err_set(err, TOC_EUSAGE, "there is no format \"%s\" of datasets", options->format);
    }
    toc_source *s = toc_mem_calloc(1, sizeof *s);
    if (!s) {
        return toc_err_set(err, TOC_ENOMEM, "no memory to read \"%s\"", path);
    }
    s->options = *options;
    s->path = path;
    toc_arena_init(&s->arena, 0);
    toc_rc rc = toc_codes_init(&s->codes, options->data_dir, options->world, options->ontology, options->lexicon,
                               &s->arena, err);
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

/* The header and what stands before it are read over. */
static toc_rc header_pass(toc_source *s, toc_err *err) {
    bool more = true;
    toc_rc rc = TOC_OK;
    for (size_t i = 0; rc == TOC_OK && i <= s->choice.skip; i++) {
        rc = toc_rows_next(&s->rows, &more, err);
    }
    s->width = s->rows.count;
    return rc;
}

static toc_rc member_begin(toc_source *s, toc_err *err) {
    s->format = s->choice.format;
    if (!s->options.format && source_is_weis(s, toc_rows_ahead(&s->rows))) {
        s->format = &SOURCE_WEIS;
    }
    s->rows.shape = s->choice.shape;
    s->rows.delimiter = s->choice.delimiter;
    bool gdelt = s->format == &SOURCE_GDELT || s->format == &SOURCE_GDELT_NAMED;
    s->dataset = gdelt ? source_gdelt_dataset(toc_rows_ahead(&s->rows)) : s->format->dataset;
    s->counts = (toc_source_counts){0};
    s->begun = !s->choice.format->header;
    s->width = 0;
    s->members++;
    return s->choice.format->header ? header_pass(s, err) : TOC_OK;
}

/* A member that is no dataset: of an archive it is told and passed over, else it is the fault. */
static toc_rc member_refuse(toc_source *s, toc_err *err) {
    toc_str why = source_choice_fault(&s->choice, toc_rows_ahead(&s->rows), &s->arena);
    if (s->member.len == 0) {
        return toc_err_set(err, TOC_EFORMAT,
                           "\"%s\" is no dataset that tocsin knows: %.*s; name its format with --format", s->path,
                           TOC_FMT(why));
    }
    if (s->options.passed) {
        toc_str member = toc_arena_str(&s->arena, s->member), reason = toc_arena_str(&s->arena, why);
        toc_source_reject told = {s->path, member.ptr ? member.ptr : "", 0, "", reason.ptr ? reason.ptr : ""};
        s->options.passed(s->options.ctx, &told);
    }
    return TOC_OK;
}

toc_rc toc_source_member(toc_source *s, bool *more, toc_err *err) {
    for (;;) {
        toc_rc rc = toc_bytes_member(s->bytes, &s->member, more, err);
        if (rc == TOC_OK && !*more && s->members == 0) {
            rc = toc_err_set(err, TOC_EFORMAT, "the archive \"%s\" holds no dataset that tocsin knows", s->path);
        }
        if (rc != TOC_OK || !*more) {
            return rc;
        }
        toc_arena_clear(&s->arena);
        rc = toc_rows_begin(&s->rows, s->bytes, err);
        if (rc == TOC_OK &&
            source_choose(toc_rows_ahead(&s->rows), s->options.format, s->member.len == 0, &s->choice)) {
            return member_begin(s, err);
        }
        rc = rc == TOC_OK ? member_refuse(s, err) : rc;
        if (rc != TOC_OK) {
            return rc;
        }
    }
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

/* HXL: a row below the header whose cells say "#event+type" or nothing. */
static bool is_tags(const toc_source *s) {
    size_t tags = 0, count = s->rows.count < TOC_CELLS_MAX ? s->rows.count : TOC_CELLS_MAX;
    for (size_t i = 0; i < count; i++) {
        toc_str cell = toc_str_trim(s->rows.cells[i]);
        if (cell.len > 0 && cell.ptr[0] != '#') {
            return false;
        }
        tags += cell.len > 0;
    }
    return tags > 0;
}

/* write.table of R names rows and not their column: then a row has a cell more than the header, "1" in front. */
static void rows_named(toc_source *s) {
    if (s->rows.count == s->width + 1 && toc_str_equal(s->rows.cells[0], TOC_STR("1"))) {
        for (size_t c = 0; c < s->format->column_count; c++) {
            s->choice.at[c] += s->choice.at[c] >= 0;
        }
    }
}

/* The last row of a file that ends without a line end, with fewer cells than the row before. */
static bool is_cut(const toc_source *s) {
    return s->rows.last && s->choice.format->header && s->rows.count < s->width;
}

/* column: one of the format's, or -1 for the whole row. It is told by its first name. */
static void reject_tell(toc_source *s, int column, const char *reason) {
    const source_format *f = s->format;
    char member[256], name[64] = "";
    s->counts.rejects++;
    if (!s->options.reject) {
        return;
    }
    size_t len = s->member.len < sizeof member - 1 ? s->member.len : sizeof member - 1;
    memcpy(member, s->member.ptr, len);
    member[len] = '\0';
    if (column >= 0 && f->columns && (size_t)column < f->column_count) {
        const char *names = f->columns[column] + (f->columns[column][0] == '*');
        len = strcspn(names, "|");
        memcpy(name, names, len < sizeof name ? len : sizeof name - 1);
    }
    toc_source_reject reject = {s->path, member, s->rows.line, name, reason};
    s->options.reject(s->options.ctx, &reject);
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
            reject_tell(s, -1, s->rows.bad);
            continue;
        }
        if (!s->begun) {
            s->begun = true;
            if (is_tags(s)) {
                s->counts.rows--;
                continue;
            }
            rows_named(s);
        }
        if (is_cut(s)) {
            reject_tell(s, -1, "the file ends within this row: it is cut short");
            continue;
        }
        source_verdict verdict = record_read(s, out);
        s->width = s->rows.count;
        if (s->arena.refused || s->codes.arena.refused || s->codes.refused) {
            return toc_err_set(err, TOC_ENOMEM, "no memory for line %lld of \"%s\"", (long long)s->rows.line, s->path);
        }
        switch (verdict) {
        case SOURCE_EVENT:
            s->counts.events++;
            return TOC_OK;
        case SOURCE_PASSED:
            s->counts.passed++;
            break;
        case SOURCE_SUMS:
        case SOURCE_MENTION:
            return TOC_OK;
        case SOURCE_REJECT:
            reject_tell(s, s->column, s->reason);
        }
    }
}
