/*
 * Reading checks the chain first, then each line's members; whatever is wrong is told with its line. Adding reads under
 * the lock, so that two writers cannot both follow one line.
 */
#include "forecast/record_inside.h"

#include "base/append.h"
#include "base/file.h"

#include <string.h>

#define FILE_BYTES_MAX ((size_t)1 << 30)
#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"

static const char END[] = "\"}"; /* of every line, behind its hash */
static const char HASH_MARK[] = ",\"hash\":\"";
enum { HASH_DIGITS = 64 };

const char *toc_outcome_name(toc_outcome outcome) {
    return outcome == TOC_OUTCOME_YES ? "yes" : outcome == TOC_OUTCOME_NO ? "no" : "void";
}

typedef struct head {
    size_t count;
    toc_str hash;
    bool there;
} head;

typedef struct reading {
    const char *path;
    toc_arena *arena;
    toc_record *record;
    size_t room;
    toc_err *err;
} reading;

static toc_rc no_memory(const reading *r) {
    return toc_err_set(r->err, TOC_ENOMEM, "no memory for the forecasts of \"%s\"", r->path);
}

static toc_str head_path(const char *path, toc_arena *arena) {
    return toc_arena_printf(arena, "%s.head", path);
}

static toc_rc read_head(const reading *r, head *out) {
    toc_str path = head_path(r->path, r->arena), text;
    *out = (head){.there = false};
    if (!path.ptr)
        return no_memory(r);
    if (!toc_file_exists(path.ptr))
        return TOC_OK;
    toc_rc rc = toc_file_read(path.ptr, 4096, r->arena, &text, r->err);
    if (rc != TOC_OK)
        return rc;
    toc_str rest = toc_str_trim(text), count = toc_str_cut(&rest, ' ');
    int64_t number = 0;
    if (!toc_str_to_i64(count, &number) || number < 0 || rest.len != HASH_DIGITS)
        return toc_err_set(r->err, TOC_EFORMAT, "%s:1: is no count and hash, as tocsin writes them", path.ptr);
    *out = (head){(size_t)number, rest, true};
    return TOC_OK;
}

static toc_rc damaged(const reading *r, size_t line, const char *what) {
    return toc_err_set(r->err, TOC_EFORMAT, "%s:%zu: the forecast ledger was tampered with or damaged: %s", r->path,
                       line, what);
}

/* The line's own hash against its bytes, and its `prev` against the line before. */
static toc_rc check_link(const reading *r, toc_str line, size_t number, char hash[TOC_SHA256_SIZE]) {
    const size_t tail = sizeof HASH_MARK - 1 + HASH_DIGITS + sizeof END - 1;
    if (line.len < tail || !toc_str_starts(line, TOC_STR("{\"n\":")))
        return damaged(r, number, "the line does not begin or end as tocsin writes it");
    toc_str body = toc_str_slice(line, 0, line.len - tail), end = toc_str_slice(line, line.len - tail, line.len);
    toc_str told = toc_str_slice(end, sizeof HASH_MARK - 1, sizeof HASH_MARK - 1 + HASH_DIGITS);
    toc_sha256(body, hash);
    if (!toc_str_starts(end, toc_str_of(HASH_MARK)) || !toc_str_ends(end, toc_str_of(END)) ||
        !toc_str_equal(told, toc_str_of(hash)))
        return damaged(r, number, "its hash does not fit its text, so the line was changed");
    if (!toc_str_ends(body, toc_arena_printf(r->arena, ",\"prev\":\"%s\"", r->record->head)))
        return damaged(r, number, "it does not follow the line before, so lines were removed, added or moved");
    return TOC_OK;
}

static toc_rc take_line(reading *r, toc_str text) {
    toc_record *record = r->record;
    size_t number = record->count + 1;
    toc_record_line *lines = toc_arena_widen(r->arena, record->lines, record->count, &r->room, sizeof *lines, 64);
    if (!lines)
        return no_memory(r);
    record->lines = lines;
    toc_record_line *line = &lines[record->count];
    *line = (toc_record_line){.resolved = 0};
    toc_rc rc = check_link(r, text, number, line->hash);
    rc = rc == TOC_OK ? record_parse(text, r->path, number, r->arena, line, r->err) : rc;
    if (rc != TOC_OK)
        return rc;
    if (!line->is_forecast) {
        size_t of = line->resolution.of;
        if (of < 1 || of >= number || !lines[of - 1].is_forecast || lines[of - 1].resolved)
            return damaged(r, number, "it resolves what is no open forecast before it");
        lines[of - 1].resolved = number;
    }
    memcpy(record->head, line->hash, sizeof record->head);
    record->count++;
    return TOC_OK;
}

/* Lines that the head counts must be there; more of them are those of a writer that was killed before the head. */
static toc_rc check_head(const reading *r, const head *h) {
    const toc_record *record = r->record;
    if (h->there && h->count > record->count)
        return toc_err_set(r->err, TOC_EFORMAT,
                           "%s:%zu: the forecast ledger was cut: %zu lines were written (%s.head), %zu are there",
                           r->path, record->count + 1, h->count, r->path, record->count);
    const char *hash = h->count == 0 ? ZEROS : record->lines[h->count - 1].hash;
    if (h->there && !toc_str_equal(h->hash, toc_str_of(hash)))
        return damaged(r, h->count ? h->count : 1, "it is not the line that its head file names");
    return TOC_OK;
}

/* All whole lines of text; *whole is where the last of them ends. */
static toc_rc take_text(reading *r, const head *h, toc_str text, size_t *whole) {
    toc_rc rc = TOC_OK;
    *whole = 0;
    memcpy(r->record->head, ZEROS, sizeof ZEROS);
    while (rc == TOC_OK && *whole < text.len) {
        size_t end = toc_str_find(text, TOC_STR("\n"), *whole);
        if (end == SIZE_MAX && (!h->there || r->record->count >= h->count))
            break; /* half a line that nobody was told of */
        rc = take_line(r, toc_str_slice(text, *whole, end));
        if (rc == TOC_OK && end == SIZE_MAX)
            rc = damaged(r, r->record->count, "the line feed at its end is gone");
        *whole = end == SIZE_MAX ? text.len : end + 1;
    }
    r->record->headless = !h->there && r->record->count > 0;
    return rc == TOC_OK ? check_head(r, h) : rc;
}

toc_rc toc_record_read(const char *path, toc_arena *arena, toc_record *out, toc_err *err) {
    toc_record record = {.count = 0};
    reading r = {.path = path, .arena = arena, .record = &record, .err = err};
    toc_str text = {"", 0};
    size_t whole;
    head h;
    toc_rc rc = read_head(&r, &h); /* before the lines: a writer may be at work, and writes it after them */
    if (rc == TOC_OK && toc_file_exists(path))
        rc = toc_file_read(path, FILE_BYTES_MAX, arena, &text, err);
    rc = rc == TOC_OK ? take_text(&r, &h, text, &whole) : rc;
    if (rc == TOC_OK)
        *out = record;
    return rc;
}

bool toc_record_has(const toc_record *record, toc_str hash) {
    for (size_t i = 0; i < record->count && hash.len >= 8; i++)
        if (toc_str_starts(toc_str_of(record->lines[i].hash), hash))
            return true;
    return false;
}

/* ---- adding ------------------------------------------------------------------------------ */

typedef struct adding {
    reading read;
    toc_buf text;
    toc_record_written written;
    char prev[TOC_SHA256_SIZE];
} adding;

/* The line of the record that says the same; 0: none. */
static size_t find_same(const toc_record *record, const toc_record_line *line) {
    for (size_t i = 0; i < record->count; i++) {
        const toc_record_line *old = &record->lines[i];
        if (line->is_forecast && old->is_forecast && old->made == line->made &&
            record_same(&old->forecast, &line->forecast))
            return i + 1;
        if (!line->is_forecast && old->is_forecast && old->resolved && i + 1 == line->resolution.of)
            return old->resolved;
    }
    return 0;
}

/* What a resolution may say of the forecast that it closes. */
static const char *wrong_resolution(const toc_record *record, const toc_record_resolution *r) {
    if (r->of < 1 || r->of > record->count || !record->lines[r->of - 1].is_forecast)
        return "there is no such forecast";
    const toc_record_forecast *f = &record->lines[r->of - 1].forecast;
    if (r->outcome == TOC_OUTCOME_YES && toc_str_trim(r->evidence).len == 0)
        return "a yes without evidence";
    if (r->outcome != TOC_OUTCOME_YES && r->asof <= f->asof + f->horizon_days)
        return "only a yes can be closed before the end of the window";
    return toc_str_trim(r->reason).len == 0 ? "no reason" : NULL;
}

static toc_rc add_line(adding *a, const toc_record_line *line) {
    const toc_record *record = a->read.record;
    const char *wrong =
        line->is_forecast ? record_missing(&line->forecast) : wrong_resolution(record, &line->resolution);
    if (wrong)
        return toc_err_set(a->read.err, TOC_EUSAGE, "%s may not be recorded: %s",
                           line->is_forecast ? "a forecast" : "a resolution", wrong);
    size_t same = find_same(record, line);
    if (same) {
        a->written.line = a->written.added == 0 && a->written.line == 0 ? same : a->written.line;
        return TOC_OK;
    }
    size_t from = a->text.len, number = record->count + ++a->written.added;
    if (a->written.added == 1)
        a->written.line = number;
    record_write(line, number, a->prev, &a->text);
    if (a->text.failed)
        return no_memory(&a->read);
    toc_sha256(toc_str_slice(toc_buf_str(&a->text), from, a->text.len), a->prev);
    toc_buf_printf(&a->text, "%s%s%s\n", HASH_MARK, a->prev, END);
    return a->text.failed ? no_memory(&a->read) : TOC_OK;
}

static toc_rc write_head(const adding *a, size_t count) {
    toc_str path = head_path(a->read.path, a->read.arena);
    toc_str text = toc_arena_printf(a->read.arena, "%zu %s\n", count, a->prev);
    return path.ptr && text.ptr ? toc_file_write(path.ptr, text, a->read.err) : no_memory(&a->read);
}

static toc_rc add_all(adding *a, toc_append *file, const toc_record_line *lines, size_t count) {
    toc_str text;
    size_t whole = 0;
    head h;
    toc_rc rc = read_head(&a->read, &h);
    rc = rc != TOC_OK ? rc : toc_append_text(file, FILE_BYTES_MAX, a->read.arena, &text, a->read.err);
    rc = rc == TOC_OK ? take_text(&a->read, &h, text, &whole) : rc;
    if (rc == TOC_OK && whole < text.len)
        rc = toc_append_cut(file, whole, a->read.err);
    if (rc == TOC_OK)
        memcpy(a->prev, a->read.record->head, sizeof a->prev);
    for (size_t i = 0; rc == TOC_OK && i < count; i++)
        rc = add_line(a, &lines[i]);
    if (rc == TOC_OK && a->text.len > 0)
        rc = toc_append_put(file, toc_buf_str(&a->text), a->read.err);
    if (rc == TOC_OK && a->read.record->count + a->written.added > 0)
        rc = write_head(a, a->read.record->count + a->written.added);
    return rc;
}

toc_rc toc_record_add(const char *path, const toc_record_line *lines, size_t count, toc_record_written *out,
                      toc_err *err) {
    toc_arena arena;
    toc_record record = {.count = 0};
    toc_append *file = NULL;
    adding a = {.read = {.path = path, .arena = &arena, .record = &record, .err = err}};
    toc_arena_init(&arena, 0);
    toc_buf_init(&a.text, FILE_BYTES_MAX);
    bool fresh = !toc_file_exists(path);
    toc_rc rc = toc_append_open(path, &file, err);
    rc = rc == TOC_OK ? add_all(&a, file, lines, count) : rc;
    if (rc == TOC_OK) {
        memcpy(a.written.head, a.prev, sizeof a.prev);
        *out = a.written;
    } else if (file && fresh && toc_file_size(path) == 0) {
        toc_file_remove(path); /* nothing was written: leave nothing */
    }
    toc_append_close(file);
    toc_buf_fini(&a.text);
    toc_arena_fini(&arena);
    return rc;
}
