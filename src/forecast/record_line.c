/* A line of the forecast ledger: members by a table, so that writing, reading and comparing cannot differ. */
#include "forecast/record_inside.h"

#include <jansson.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

typedef enum member_kind { MEMBER_TEXT, MEMBER_NUMBER, MEMBER_INT, MEMBER_DAY } member_kind;

typedef struct member {
    const char *name;
    member_kind kind;
    size_t offset;
} member;

#define M(name, kind, field)                                                                                           \
    { name, kind, offsetof(toc_record_forecast, field) }

static const member FORECAST[] = {M("question", MEMBER_TEXT, question),
                                  M("question_hash", MEMBER_TEXT, question_hash),
                                  M("side_a", MEMBER_TEXT, side_a),
                                  M("side_b", MEMBER_TEXT, side_b),
                                  M("event", MEMBER_TEXT, event),
                                  M("rule", MEMBER_TEXT, rule),
                                  M("counts", MEMBER_TEXT, counts),
                                  M("events", MEMBER_TEXT, events),
                                  M("cameo", MEMBER_TEXT, cameo),
                                  M("threshold", MEMBER_INT, threshold),
                                  M("horizon_days", MEMBER_INT, horizon_days),
                                  M("asof", MEMBER_DAY, asof),
                                  M("probability", MEMBER_NUMBER, probability),
                                  M("low", MEMBER_NUMBER, low),
                                  M("high", MEMBER_NUMBER, high),
                                  M("base", MEMBER_NUMBER, base),
                                  M("base_low", MEMBER_NUMBER, base_low),
                                  M("base_high", MEMBER_NUMBER, base_high),
                                  M("base_k", MEMBER_INT, base_k),
                                  M("base_n", MEMBER_INT, base_n),
                                  M("base_unit", MEMBER_TEXT, base_unit),
                                  M("before", MEMBER_INT, before),
                                  M("model", MEMBER_TEXT, model),
                                  M("data", MEMBER_TEXT, data)};
enum { FORECAST_COUNT = sizeof FORECAST / sizeof *FORECAST };

static const void *at(const toc_record_forecast *f, const member *m) {
    return (const char *)f + m->offset;
}

static toc_str text_at(const toc_record_forecast *f, const member *m) {
    return *(const toc_str *)at(f, m);
}

static bool between(double low, double value, double high) {
    return low >= 0 && low <= value && value <= high && high <= 1;
}

const char *record_missing(const toc_record_forecast *f) {
    if (f->question.len == 0 || f->question_hash.len != TOC_SHA256_SIZE - 1 || toc_str_trim(f->event).len == 0 ||
        f->side_a.len == 0 || f->side_b.len == 0)
        return "no question";
    if (toc_str_trim(f->rule).len == 0 || f->counts.len == 0 || f->threshold < 1)
        return "no rule by which it is resolved";
    if (f->horizon_days < 1 || f->asof == TOC_DAY_NONE)
        return "no horizon";
    if (!between(f->low, f->probability, f->high) || !(f->low < f->high))
        return "no interval that holds the forecast";
    if (f->base_n < 1 || f->base_k < 0 || f->base_k > f->base_n || !between(f->base_low, f->base, f->base_high))
        return "no base rate with its n and interval";
    return f->model.len == 0 || f->data.len == 0 ? "no model, or no account of its data" : NULL;
}

bool record_same(const toc_record_forecast *x, const toc_record_forecast *y) {
    for (size_t i = 0; i < FORECAST_COUNT; i++) {
        const member *m = &FORECAST[i];
        bool same = m->kind == MEMBER_TEXT     ? toc_str_equal(text_at(x, m), text_at(y, m))
                    : m->kind == MEMBER_NUMBER ? *(const double *)at(x, m) == *(const double *)at(y, m)
                                               : *(const int *)at(x, m) == *(const int *)at(y, m);
        if (!same)
            return false;
    }
    return true;
}

static void add_text(toc_buf *out, const char *name, toc_str text) {
    toc_buf_printf(out, ",\"%s\":", name);
    toc_buf_add_json(out, text);
}

static void add_day(toc_buf *out, const char *name, toc_day day) {
    char text[11];
    toc_buf_printf(out, ",\"%s\":\"%s\"", name, toc_day_format(day, text));
}

static void add_forecast(toc_buf *out, const toc_record_forecast *f) {
    for (size_t i = 0; i < FORECAST_COUNT; i++) {
        const member *m = &FORECAST[i];
        if (m->kind == MEMBER_TEXT) {
            add_text(out, m->name, text_at(f, m));
        } else if (m->kind == MEMBER_DAY) {
            add_day(out, m->name, *(const toc_day *)at(f, m));
        } else {
            toc_buf_printf(out, ",\"%s\":", m->name);
            toc_buf_add_double(out, m->kind == MEMBER_INT ? *(const int *)at(f, m) : *(const double *)at(f, m));
        }
    }
}

void record_write(const toc_record_line *line, size_t number, const char *prev, toc_buf *out) {
    toc_buf_printf(out, "{\"n\":%zu,\"kind\":\"%s\"", number, line->is_forecast ? "forecast" : "resolution");
    add_day(out, "made", line->made);
    if (line->is_forecast) {
        add_forecast(out, &line->forecast);
    } else {
        toc_buf_printf(out, ",\"of\":%zu,\"outcome\":\"%s\"", line->resolution.of,
                       toc_outcome_name(line->resolution.outcome));
        add_day(out, "asof", line->resolution.asof);
        add_text(out, "reason", line->resolution.reason);
        add_text(out, "evidence", line->resolution.evidence);
    }
    toc_buf_printf(out, ",\"prev\":\"%s\"", prev);
}

/* ---- reading ------------------------------------------------------------------------------ */

typedef struct parsing {
    const json_t *object;
    toc_arena *arena;
    const char *bad; /* name of the first member that is missing or of another kind */
} parsing;

static toc_str get_text(parsing *p, const char *name) {
    const json_t *value = json_object_get(p->object, name);
    toc_str text = {"", 0};
    if (json_is_string(value))
        text = toc_arena_str(p->arena, (toc_str){json_string_value(value), json_string_length(value)});
    else
        p->bad = p->bad ? p->bad : name;
    return text.ptr ? text : TOC_STR("");
}

static double get_number(parsing *p, const char *name) {
    const json_t *value = json_object_get(p->object, name);
    if (!json_is_number(value))
        p->bad = p->bad ? p->bad : name;
    return json_number_value(value);
}

static int get_int(parsing *p, const char *name) {
    double number = get_number(p, name);
    if (!(number >= -1 && number <= 1e9 && number == floor(number))) {
        p->bad = p->bad ? p->bad : name;
        return 0;
    }
    return (int)number;
}

static toc_day get_day(parsing *p, const char *name) {
    toc_day day = toc_day_parse(get_text(p, name));
    if (day == TOC_DAY_NONE)
        p->bad = p->bad ? p->bad : name;
    return day;
}

static void get_forecast(parsing *p, toc_record_forecast *f) {
    for (size_t i = 0; i < FORECAST_COUNT; i++) {
        const member *m = &FORECAST[i];
        void *room = (char *)f + m->offset;
        switch (m->kind) {
        case MEMBER_TEXT:
            *(toc_str *)room = get_text(p, m->name);
            break;
        case MEMBER_NUMBER:
            *(double *)room = get_number(p, m->name);
            break;
        case MEMBER_INT:
            *(int *)room = get_int(p, m->name);
            break;
        case MEMBER_DAY:
            *(toc_day *)room = get_day(p, m->name);
            break;
        }
    }
}

static void get_resolution(parsing *p, toc_record_resolution *r) {
    toc_str outcome = get_text(p, "outcome");
    r->of = (size_t)get_int(p, "of");
    r->asof = get_day(p, "asof");
    r->reason = get_text(p, "reason");
    r->evidence = get_text(p, "evidence");
    r->outcome = toc_str_equal(outcome, TOC_STR("yes"))  ? TOC_OUTCOME_YES
                 : toc_str_equal(outcome, TOC_STR("no")) ? TOC_OUTCOME_NO
                                                         : TOC_OUTCOME_VOID;
    if (!toc_str_equal(outcome, toc_str_of(toc_outcome_name(r->outcome))))
        p->bad = p->bad ? p->bad : "outcome";
}

static const char *take(parsing *p, size_t number, toc_record_line *out) {
    toc_str kind = get_text(p, "kind");
    out->made = get_day(p, "made");
    out->is_forecast = toc_str_equal(kind, TOC_STR("forecast"));
    if (!out->is_forecast && !toc_str_equal(kind, TOC_STR("resolution")))
        p->bad = "kind";
    if (get_int(p, "n") != (int)number)
        p->bad = p->bad ? p->bad : "n";
    if (out->is_forecast)
        get_forecast(p, &out->forecast);
    else
        get_resolution(p, &out->resolution);
    return p->bad ? p->bad : out->is_forecast ? record_missing(&out->forecast) : NULL;
}

toc_rc record_parse(toc_str text, const char *path, size_t number, toc_arena *arena, toc_record_line *out,
                    toc_err *err) {
    json_error_t fault = {.text = ""};
    json_t *object = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, &fault);
    if (!object) /* jansson says the same when it is refused memory */
        return toc_err_set(err, TOC_EFORMAT, "%s:%zu: is no JSON, or there is no memory to read it: %s", path, number,
                           fault.text);
    parsing p = {.object = object, .arena = arena};
    const char *bad = json_is_object(object) ? take(&p, number, out) : "no object";
    toc_rc rc =
        bad ? toc_err_set(err, TOC_EFORMAT, "%s:%zu: is no line of a forecast ledger: %s", path, number, bad) : TOC_OK;
    if (rc == TOC_OK && arena->refused)
        rc = toc_err_set(err, TOC_ENOMEM, "no memory for the forecasts of \"%s\"", path);
    json_decref(object);
    return rc;
}
