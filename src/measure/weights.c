/* Reads data/method/weights.tsv and weighs one event; see weights.h and doc/method/tension.md. */
#include "measure/weights.h"

#include "base/mem.h"
#include "base/table.h"
#include "event/actor.h"

#include <string.h>

#define CODES_MAX 64
#define WEIGHT_MAX 1000000000 /* every value fits an int; our choice */

/* Weights by the beginning of a CAMEO code; the longest that fits wins. */
typedef struct code_weights {
    toc_str prefix[CODES_MAX];
    double weight[CODES_MAX];
    size_t count;
} code_weights;

struct toc_weights {
    toc_arena arena;
    toc_method method;
    double modality[TOC_MODALITY_COUNT];
    code_weights signal, warning;
};

enum { COLUMN_KIND, COLUMN_KEY, COLUMN_VALUE, COLUMN_COUNT };

static bool set_param(toc_method *method, toc_str key, double value) {
    if (toc_str_equal(key, TOC_STR("half_life_days")))
        method->half_life_days = value;
    else if (toc_str_equal(key, TOC_STR("reason_confidence")))
        method->reason_confidence = value;
    else if (toc_str_equal(key, TOC_STR("minimum_day")))
        method->minimum_day = (int)value;
    else if (toc_str_equal(key, TOC_STR("minimum_week")))
        method->minimum_week = (int)value;
    else if (toc_str_equal(key, TOC_STR("minimum_month")))
        method->minimum_month = (int)value;
    else if (toc_str_equal(key, TOC_STR("minimum_trend")))
        method->minimum_trend = (int)value;
    else if (toc_str_equal(key, TOC_STR("bootstrap")))
        method->bootstrap = (int)value;
    else if (toc_str_equal(key, TOC_STR("seed")))
        method->seed = (uint64_t)value;
    else
        return false;
    return true;
}

static bool set_row(toc_weights *weights, toc_str kind, toc_str key, double value) {
    toc_modality modality;
    if (toc_str_equal(kind, TOC_STR("param")))
        return set_param(&weights->method, key, value);
    if (toc_str_equal(kind, TOC_STR("modality")) && toc_modality_parse(key, &modality)) {
        weights->modality[modality] = value;
        return true;
    }
    code_weights *codes = toc_str_equal(kind, TOC_STR("signal"))    ? &weights->signal
                          : toc_str_equal(kind, TOC_STR("warning")) ? &weights->warning
                                                                    : NULL;
    if (codes == NULL || codes->count == CODES_MAX)
        return false;
    codes->prefix[codes->count] = key;
    codes->weight[codes->count++] = value;
    return true;
}

static toc_rc read_rows(toc_weights *weights, const char *path, toc_err *err) {
    static const char *const columns[COLUMN_COUNT] = {"kind", "key", "value"};
    toc_table table;
    toc_str cells[COLUMN_COUNT];
    bool more = true;
    toc_rc rc = toc_table_open(&table, path, columns, COLUMN_COUNT, &weights->arena, err);
    while (rc == TOC_OK && (rc = toc_table_next(&table, cells, &more, err)) == TOC_OK && more) {
        double value;
        if (!toc_str_to_double(cells[COLUMN_VALUE], &value) || value < 0 || value > WEIGHT_MAX ||
            !set_row(weights, cells[COLUMN_KIND], cells[COLUMN_KEY], value))
            rc = toc_err_set(err, TOC_EFORMAT,
                             "weight '%.*s' is unknown or no number from 0 to %d at %s:%zu; mend the row",
                             TOC_FMT(cells[COLUMN_KEY]), WEIGHT_MAX, path, table.line);
    }
    return rc;
}

static toc_rc check(const toc_weights *weights, const char *path, toc_err *err) {
    const toc_method *method = &weights->method;
    if (!(method->half_life_days > 0) || method->minimum_day < 1 || method->minimum_week < 1 ||
        method->minimum_month < 1 || method->minimum_trend < 1 || method->bootstrap < 20 || method->bootstrap > 10000)
        return toc_err_set(err, TOC_EFORMAT,
                           "a param row is missing or too small in '%s'; need half_life_days, minimum_* and bootstrap",
                           path);
    return TOC_OK;
}

toc_rc toc_weights_new(const char *data_dir, toc_weights **out, toc_err *err) {
    toc_weights *weights = toc_mem_calloc(1, sizeof *weights);
    if (!weights)
        return toc_err_set(err, TOC_ENOMEM, "out of memory for the weights");
    toc_arena_init(&weights->arena, 1u << 20);
    toc_str path = toc_arena_printf(&weights->arena, "%s/method/weights.tsv", data_dir);
    toc_rc rc =
        path.ptr ? read_rows(weights, path.ptr, err) : toc_err_set(err, TOC_ENOMEM, "out of memory for the weights");
    if (rc == TOC_OK)
        rc = check(weights, path.ptr, err);
    if (rc != TOC_OK) {
        toc_weights_free(weights);
        return rc;
    }
    *out = weights;
    return TOC_OK;
}

void toc_weights_free(toc_weights *weights) {
    if (!weights)
        return;
    toc_arena_fini(&weights->arena);
    toc_mem_free(weights);
}

const toc_method *toc_weights_method(const toc_weights *weights) {
    return &weights->method;
}

static double code_weight(const code_weights *codes, toc_str cameo) {
    size_t longest = 0;
    double value = 0;
    for (size_t i = 0; i < codes->count; i++) {
        if (codes->prefix[i].len > longest && toc_str_starts(cameo, codes->prefix[i])) {
            longest = codes->prefix[i].len;
            value = codes->weight[i];
        }
    }
    return value;
}

static double severity(const toc_weights *weights, const toc_event *event, bool pressing) {
    double hostile = event->goldstein == 0 ? 0 : -event->goldstein;
    double warning = event->modality == TOC_HYPOTHETICAL ? code_weight(&weights->warning, event->cameo) : 0;
    if (warning > 0 && warning > hostile)
        hostile = warning;
    if (!pressing)
        return hostile;
    double press = code_weight(&weights->signal, event->cameo);
    return press > hostile ? press : hostile > 0 ? hostile : 0;
}

double toc_weight_words_as(const toc_weights *weights, const toc_event *event, bool pressing) {
    double factor = weights->modality[event->modality];
    if (toc_event_is_deed(event) || factor == 0)
        return 0;
    return severity(weights, event, pressing) * factor * event->confidence;
}

double toc_weight_deeds_as(const toc_weights *weights, const toc_event *event, bool pressing) {
    return toc_event_is_deed(event) ? severity(weights, event, pressing) * event->confidence : 0;
}

static bool presses_alone(const toc_event *event) {
    return event->signal_to.len > 0 &&
           !toc_str_equal(toc_actor_root(event->target.code), toc_actor_root(event->signal_to));
}

double toc_weight_words(const toc_weights *weights, const toc_event *event) {
    return toc_weight_words_as(weights, event, presses_alone(event));
}

double toc_weight_deeds(const toc_weights *weights, const toc_event *event) {
    return toc_weight_deeds_as(weights, event, presses_alone(event));
}

bool toc_pair_presses(const toc_pair *pair, const toc_event *event) {
    const toc_side *other = toc_side_has(&pair->a, toc_actor_root(event->source.code)) ? &pair->b : &pair->a;
    return !toc_side_has(other, toc_actor_root(event->target.code));
}

void toc_event_ends(const toc_event *event, toc_str *from, toc_str *to) {
    *from = toc_actor_root(event->source.code);
    *to = toc_actor_root(event->target.code.len ? event->target.code : event->signal_to);
    bool mutual = event->root == TOC_CONSULT || event->root == TOC_COOPERATE || event->root == TOC_AGREE;
    if (mutual && toc_str_compare(*from, *to) > 0) {
        toc_str swap = *from;
        *from = *to;
        *to = swap;
    }
}

uint64_t toc_event_kind_key(const toc_event *event) {
    toc_str from, to;
    toc_event_ends(event, &from, &to);
    uint64_t key = toc_str_hash(from, toc_event_is_deed(event) ? 2 : 1);
    key = toc_str_hash(to, key);
    key = toc_str_hash(toc_str_slice(event->cameo, 0, 2), key);
    return toc_str_hash(toc_str_of(toc_modality_name(event->modality)), key);
}
