/*
 * Method: a line is cut at its first '=', the key found in a table that says which member it fills and how; what the
 * table does not know is refused. Text stands in double quotes without escapes, so it holds no double quote.
 */
#include "forecast/question.h"

#include "base/file.h"
#include "event/actor.h"

#include <stddef.h>
#include <stdlib.h>

#define FILE_BYTES_MAX ((size_t)1 << 16)

enum { FILES_MAX = 1000, HORIZON_MAX = 3660, THRESHOLD_MAX = 1000000 };

typedef enum key_kind { KEY_TEXT, KEY_NUMBER, KEY_COUNTS, KEY_ROOTS, KEY_CAMEO } key_kind;

static const struct key {
    const char *name;
    key_kind kind;
    size_t offset;
    bool optional;
} KEYS[] = {{"id", KEY_TEXT, offsetof(toc_question, id), false},
            {"name", KEY_TEXT, offsetof(toc_question, name), false},
            {"short", KEY_TEXT, offsetof(toc_question, short_name), false},
            {"event", KEY_TEXT, offsetof(toc_question, event), false},
            {"side_a", KEY_TEXT, offsetof(toc_question, side_a), false},
            {"side_b", KEY_TEXT, offsetof(toc_question, side_b), false},
            {"source", KEY_TEXT, offsetof(toc_question, source), false},
            {"rule", KEY_TEXT, offsetof(toc_question, rule), false},
            {"counts", KEY_COUNTS, 0, false},
            {"threshold", KEY_NUMBER, offsetof(toc_question, threshold), false},
            {"horizon_days", KEY_NUMBER, offsetof(toc_question, horizon_days), false},
            {"events", KEY_ROOTS, 0, true},
            {"cameo", KEY_CAMEO, 0, true},
            {"above", KEY_TEXT, offsetof(toc_question, above), true}};
enum { KEY_COUNT = sizeof KEYS / sizeof *KEYS };

static const char *const COUNTS[] = {[TOC_COUNTS_EVENTS] = "events",
                                     [TOC_COUNTS_CLAUSE] = "clause",
                                     [TOC_COUNTS_DISPUTE] = "dispute",
                                     [TOC_COUNTS_FATAL] = "fatal",
                                     [TOC_COUNTS_DEATHS] = "deaths"};

typedef struct reading {
    const char *path;
    size_t line;
    toc_question question;
    size_t seen[KEY_COUNT]; /* the line on which the key stood; 0: not yet */
    toc_err *err;
} reading;

#define FAULT(r, ...) fault((r), toc_err_set((r)->err, TOC_EFORMAT, __VA_ARGS__))

static toc_rc fault(const reading *r, toc_rc rc) {
    toc_err_prefix(r->err, "%s:%zu: ", r->path, r->line);
    return rc;
}

static toc_rc take_number(reading *r, const struct key *key, toc_str value) {
    int64_t number = 0, most = key->offset == offsetof(toc_question, threshold) ? THRESHOLD_MAX : HORIZON_MAX;
    if (!toc_str_to_i64(value, &number) || number < 1 || number > most)
        return FAULT(r, "%s must be a whole number from 1 to %lld, not %.*s", key->name, (long long)most,
                     TOC_FMT(toc_str_slice(value, 0, 40)));
    *(int *)(void *)((char *)&r->question + key->offset) = (int)number;
    return TOC_OK;
}

static bool find_counts(toc_str name, toc_counts *out) {
    for (size_t i = 0; i < sizeof COUNTS / sizeof *COUNTS; i++)
        if (toc_str_equal(name, toc_str_of(COUNTS[i]))) {
            *out = (toc_counts)i;
            return true;
        }
    return false;
}

static toc_rc take_counts(reading *r, toc_str value) {
    if (find_counts(value, &r->question.counts))
        return TOC_OK;
    return FAULT(r, "counts must be \"events\", \"clause\", \"dispute\", \"fatal\" or \"deaths\", not \"%.*s\"",
                 TOC_FMT(toc_str_slice(value, 0, 40)));
}

/* Names of events with a blank between; *bad is the first that is none. */
static bool find_roots(toc_str names, uint32_t *out, toc_str *bad) {
    while (names.ptr && names.len > 0) {
        toc_str name = toc_str_cut(&names, ' ');
        toc_root root = toc_root_parse(name);
        *bad = name;
        if (root == TOC_ROOT_NONE)
            return false;
        *out |= 1u << root;
    }
    return true;
}

static toc_rc take_roots(reading *r, toc_str value) {
    toc_str bad;
    return find_roots(value, &r->question.roots, &bad)
               ? TOC_OK
               : FAULT(r, "\"%.*s\" is no event", TOC_FMT(toc_str_slice(bad, 0, 40)));
}

static toc_rc take_cameo(reading *r, toc_str value) {
    r->question.cameo = value;
    while (value.ptr) {
        toc_str code = toc_str_cut(&value, ' ');
        int64_t number = 0;
        if (code.len < 2 || code.len > 4 || !toc_str_to_i64(code, &number) || number < 1)
            return FAULT(r, "\"%.*s\" is no CAMEO code", TOC_FMT(toc_str_slice(code, 0, 40)));
    }
    return TOC_OK;
}

static toc_rc take_text(reading *r, const struct key *key, toc_str value) {
    if (value.len < 2 || value.ptr[0] != '"' || value.ptr[value.len - 1] != '"')
        return FAULT(r, "%s wants text in double quotes", key->name);
    value = toc_str_slice(value, 1, value.len - 1);
    if (toc_str_trim(value).len == 0 || toc_str_find(value, TOC_STR("\""), 0) != SIZE_MAX)
        return FAULT(r, "%s is empty, or holds a double quote", key->name);
    switch (key->kind) {
    case KEY_COUNTS:
        return take_counts(r, value);
    case KEY_ROOTS:
        return take_roots(r, value);
    case KEY_CAMEO:
        return take_cameo(r, value);
    default:
        memcpy((char *)&r->question + key->offset, &value, sizeof value);
        return TOC_OK;
    }
}

static toc_rc take_line(reading *r, toc_str line) {
    toc_str value = line, name = toc_str_trim(toc_str_cut(&value, '='));
    if (!value.ptr)
        return FAULT(r, "a line wants key = value");
    value = toc_str_trim(value);
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (!toc_str_equal(name, toc_str_of(KEYS[i].name)))
            continue;
        if (r->seen[i])
            return FAULT(r, "%s stands on line %zu already", KEYS[i].name, r->seen[i]);
        r->seen[i] = r->line;
        return KEYS[i].kind == KEY_NUMBER ? take_number(r, &KEYS[i], value) : take_text(r, &KEYS[i], value);
    }
    return FAULT(r, "there is no key \"%.*s\"", TOC_FMT(toc_str_slice(name, 0, 40)));
}

static bool is_name(toc_str id) {
    for (size_t i = 0; i < id.len; i++)
        if (!((id.ptr[i] >= 'a' && id.ptr[i] <= 'z') || (id.ptr[i] >= '0' && id.ptr[i] <= '9') || id.ptr[i] == '-'))
            return false;
    return id.len <= 40;
}

/* What no single line can say. */
static toc_rc look_over(reading *r) {
    const toc_question *q = &r->question;
    for (size_t i = 0; i < KEY_COUNT; i++)
        if (!r->seen[i] && !KEYS[i].optional)
            return FAULT(r, "the file ends without %s", KEYS[i].name);
    if (!is_name(q->id))
        return FAULT(r, "id is made of small letters, digits and '-', 40 at most");
    if ((q->counts == TOC_COUNTS_EVENTS) != (q->roots != 0 || q->cameo.len > 0))
        return FAULT(r, "counts = \"events\" wants events or cameo, and nothing else takes them");
    if (q->above.len > 0 && (q->counts != TOC_COUNTS_EVENTS || !toc_str_equal(q->above, TOC_STR("dispute"))))
        return FAULT(r, "above = \"dispute\" and no other, for events only");
    if (q->counts == TOC_COUNTS_DEATHS && q->threshold != 25 && q->threshold != 1000)
        return FAULT(r, "battle deaths are counted from 25 or from 1000 (UCDP), not from %d", q->threshold);
    if (q->counts != TOC_COUNTS_EVENTS && q->counts != TOC_COUNTS_DEATHS && q->threshold != 1)
        return FAULT(r, "counts = \"%s\" takes threshold = 1", COUNTS[q->counts]);
    if (q->counts > TOC_COUNTS_CLAUSE && q->horizon_days != 365)
        return FAULT(r, "disputes are counted by the year: horizon_days = 365");
    if (toc_str_equal(q->side_a, TOC_STR("*")) != toc_str_equal(q->side_b, TOC_STR("*")))
        return FAULT(r, "both sides are \"*\", or neither");
    return TOC_OK;
}

toc_rc toc_question_parse(toc_str text, const char *path, toc_arena *arena, toc_question *out, toc_err *err) {
    toc_str rest = toc_arena_str(arena, text), name = toc_arena_str(arena, toc_str_of(path));
    if (!rest.ptr || !name.ptr)
        return toc_err_set(err, TOC_ENOMEM, "no memory for the question \"%s\"", path);
    reading r = {.path = path, .err = err};
    toc_rc rc = TOC_OK;
    toc_sha256(text, r.question.hash);
    r.question.path = name;
    while (rc == TOC_OK && rest.ptr) {
        toc_str line = toc_str_trim(toc_str_cut(&rest, '\n'));
        r.line += rest.ptr || line.len ? 1 : 0;
        if (line.len > 0 && line.ptr[0] != '#')
            rc = take_line(&r, line);
    }
    rc = rc == TOC_OK ? look_over(&r) : rc;
    if (rc == TOC_OK)
        *out = r.question;
    return rc;
}

toc_rc toc_question_read(const char *path, toc_arena *arena, toc_question *out, toc_err *err) {
    toc_str text;
    toc_rc rc = toc_file_read(path, FILE_BYTES_MAX, arena, &text, err);
    return rc == TOC_OK ? toc_question_parse(text, path, arena, out, err) : rc;
}

typedef struct folder {
    toc_arena *arena;
    toc_question *questions;
    size_t count, room;
} folder;

static toc_rc take_file(void *ctx, const char *path, toc_err *err) {
    folder *f = ctx;
    toc_question q;
    if (!toc_str_ends(toc_str_of(path), TOC_STR(".toml")))
        return TOC_OK;
    toc_rc rc = f->count == FILES_MAX ? toc_err_set(err, TOC_ELIMIT, "more than %d questions", FILES_MAX)
                                      : toc_question_read(path, f->arena, &q, err);
    for (size_t i = 0; rc == TOC_OK && i < f->count; i++)
        if (toc_str_equal(f->questions[i].id, q.id))
            rc = toc_err_set(err, TOC_EFORMAT, "\"%s\" has the id \"%.*s\" of \"%.*s\"", path, TOC_FMT(q.id),
                             TOC_FMT(f->questions[i].path));
    if (rc != TOC_OK)
        return rc;
    toc_question *wide = toc_arena_widen(f->arena, f->questions, f->count, &f->room, sizeof *wide, 8);
    if (!wide)
        return toc_err_set(err, TOC_ENOMEM, "no memory for the questions");
    f->questions = wide;
    f->questions[f->count++] = q;
    return TOC_OK;
}

toc_rc toc_questions_read(const char *path, toc_arena *arena, toc_question **out, size_t *count, toc_err *err) {
    folder f = {.arena = arena};
    toc_rc rc = toc_walk(path, take_file, NULL, &f, err);
    if (rc == TOC_OK && f.count == 0)
        rc = toc_err_set(err, TOC_ENOTFOUND, "\"%s\" holds no question (*.toml)", path);
    if (rc == TOC_OK) {
        *out = f.questions;
        *count = f.count;
    }
    return rc;
}

const char *toc_counts_name(toc_counts counts) {
    return COUNTS[counts];
}

toc_str toc_question_roots(const toc_question *question, toc_arena *arena) {
    toc_str text = {"", 0};
    for (int root = 1; root < TOC_ROOT_COUNT && text.ptr; root++)
        if (question->roots >> root & 1)
            text =
                toc_arena_printf(arena, "%.*s%s%s", TOC_FMT(text), text.len ? " " : "", toc_root_name((toc_root)root));
    return text;
}

bool toc_question_again(toc_str counts, toc_str roots, toc_str cameo, int threshold, int horizon_days,
                        toc_question *out) {
    toc_str bad;
    toc_question q = {.threshold = threshold, .horizon_days = horizon_days, .cameo = cameo};
    if (!find_counts(counts, &q.counts) || !find_roots(roots, &q.roots, &bad))
        return false;
    *out = q;
    return true;
}

bool toc_question_is_open(const toc_question *question) {
    return toc_str_equal(question->side_a, TOC_STR("*"));
}

bool toc_question_rung(const toc_question *question, toc_rung *out) {
    switch (question->counts) {
    case TOC_COUNTS_DISPUTE:
        *out = TOC_RUNG_DISPUTE;
        return true;
    case TOC_COUNTS_FATAL:
        *out = TOC_RUNG_FATAL;
        return true;
    case TOC_COUNTS_DEATHS:
        *out = question->threshold < 1000 ? TOC_RUNG_DEATHS : TOC_RUNG_WAR;
        return true;
    default:
        return false;
    }
}

bool toc_question_counts(const toc_question *question, const toc_event *event) {
    if (event->modality != TOC_DONE || !toc_actor_is_official(event->source.code) ||
        !toc_actor_is_official(event->target.code))
        return false;
    if (question->roots != 0 && !(question->roots >> event->root & 1))
        return false;
    bool fits = question->cameo.len == 0;
    for (toc_str rest = question->cameo; rest.len > 0 && rest.ptr && !fits;)
        fits = toc_str_starts(event->cameo, toc_str_cut(&rest, ' '));
    return fits;
}

/* "Poland"; "a member of NATO (31 members)" */
static void add_side(toc_buf *out, const toc_side *side) {
    toc_buf_add_cstr(out, side->member_count > 1 ? "a member of " : "");
    toc_buf_add(out, side->label);
}

toc_str toc_question_fill(toc_str text, const toc_side *a, const toc_side *b, toc_arena *arena) {
    toc_buf out;
    toc_buf_init(&out, FILE_BYTES_MAX);
    for (size_t i = 0; i < text.len; i++) {
        toc_str here = toc_str_slice(text, i, i + 3);
        bool is_a = toc_str_equal(here, TOC_STR("{A}")), is_b = toc_str_equal(here, TOC_STR("{B}"));
        if (is_a || is_b) {
            add_side(&out, is_a ? a : b);
            i += 2;
        } else {
            toc_buf_add_char(&out, text.ptr[i]);
        }
    }
    toc_str kept = out.failed ? (toc_str){NULL, 0} : toc_arena_str(arena, toc_buf_str(&out));
    toc_buf_fini(&out);
    return kept;
}
