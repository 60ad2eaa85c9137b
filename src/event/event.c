/*
 * Method: names of roots and modalities are two flat tables in the order of
 * their enums. A deed is decided by root, and for SUPPORT by the CAMEO code:
 * PLOVER files a signed agreement (057) and a recognition granted (054) under
 * a verbal root, yet both are acts. The id hashes what makes an event itself:
 * day, parties, addressee, code, modality, speaker and the place where it can
 * be read; scores, modes and contexts may be bettered without a new id.
 */
#include "event/event.h"

#include "event/actor.h"

#include <stdio.h>
#include <string.h>

typedef struct root_fact {
    const char *name;
    int quad;
    bool deed;
} root_fact;

static const root_fact ROOTS[TOC_ROOT_COUNT] = {
    [TOC_ROOT_NONE] = {"", 0, false},       [TOC_AGREE] = {"AGREE", 1, false},
    [TOC_CONSULT] = {"CONSULT", 1, true},   [TOC_SUPPORT] = {"SUPPORT", 1, false},
    [TOC_CONCEDE] = {"CONCEDE", 1, true},   [TOC_COOPERATE] = {"COOPERATE", 2, true},
    [TOC_AID] = {"AID", 2, true},           [TOC_RETREAT] = {"RETREAT", 2, true},
    [TOC_REQUEST] = {"REQUEST", 3, false},  [TOC_ACCUSE] = {"ACCUSE", 3, false},
    [TOC_REJECT] = {"REJECT", 3, false},    [TOC_THREATEN] = {"THREATEN", 3, false},
    [TOC_PROTEST] = {"PROTEST", 4, true},   [TOC_SANCTION] = {"SANCTION", 4, true},
    [TOC_MOBILIZE] = {"MOBILIZE", 4, true}, [TOC_COERCE] = {"COERCE", 4, true},
    [TOC_ASSAULT] = {"ASSAULT", 4, true},   [TOC_SAY] = {"SAY", 0, false},
    [TOC_APPEAL] = {"APPEAL", 1, false},
};

static const char *const MODALITIES[TOC_MODALITY_COUNT] = {
    [TOC_DONE] = "done",           [TOC_PLANNED] = "planned", [TOC_HYPOTHETICAL] = "hypothetical",
    [TOC_REQUESTED] = "requested", [TOC_DENIED] = "denied",   [TOC_HISTORICAL] = "historical",
};

static const char *const PRECISIONS[TOC_PRECISION_COUNT] = {
    [TOC_DATE_REPORT] = "",     [TOC_DATE_DAY] = "day",   [TOC_DATE_WEEK] = "week",
    [TOC_DATE_MONTH] = "month", [TOC_DATE_YEAR] = "year",
};

static bool root_known(toc_root root) {
    return (int)root >= 0 && root < TOC_ROOT_COUNT;
}

const char *toc_root_name(toc_root root) {
    return root_known(root) ? ROOTS[root].name : "";
}

toc_root toc_root_parse(toc_str name) {
    for (int root = TOC_ROOT_NONE + 1; root < TOC_ROOT_COUNT; root++) {
        if (toc_str_equal(name, toc_str_of(ROOTS[root].name))) {
            return (toc_root)root;
        }
    }
    return TOC_ROOT_NONE;
}

const char *toc_modality_name(toc_modality modality) {
    return (int)modality >= 0 && modality < TOC_MODALITY_COUNT ? MODALITIES[modality] : "";
}

bool toc_modality_parse(toc_str name, toc_modality *out) {
    for (int modality = 0; modality < TOC_MODALITY_COUNT; modality++) {
        if (toc_str_equal(name, toc_str_of(MODALITIES[modality]))) {
            *out = (toc_modality)modality;
            return true;
        }
    }
    return false;
}

const char *toc_precision_name(toc_precision precision) {
    return (int)precision >= 0 && precision < TOC_PRECISION_COUNT ? PRECISIONS[precision] : "";
}

bool toc_precision_parse(toc_str name, toc_precision *out) {
    for (int precision = 0; precision < TOC_PRECISION_COUNT; precision++) {
        if (toc_str_equal(name, toc_str_of(PRECISIONS[precision]))) {
            *out = (toc_precision)precision;
            return true;
        }
    }
    return false;
}

toc_day toc_precision_end(toc_precision precision, toc_day date) {
    if (date == TOC_DAY_NONE) {
        return date;
    }
    toc_day next = TOC_DAY_NONE;
    switch (precision) {
    case TOC_DATE_WEEK:
        next = date <= TOC_DAY_MAX - 7 ? date + 7 : TOC_DAY_NONE;
        break;
    case TOC_DATE_MONTH:
        next = toc_day_month_start(date, 1);
        break;
    case TOC_DATE_YEAR:
        next = toc_day_of(toc_day_civil(date).year + 1, 1, 1);
        break;
    default:
        return date;
    }
    return next == TOC_DAY_NONE ? TOC_DAY_MAX : next - 1;
}

toc_day toc_event_day(const toc_event *event) {
    toc_day last = toc_precision_end(event->precision, event->date);
    bool known = event->learnt != 0 && event->learnt != TOC_DAY_NONE;
    return known && last != TOC_DAY_NONE && last > event->learnt ? event->learnt : last;
}

int toc_root_quad(toc_root root) {
    return root_known(root) ? ROOTS[root].quad : 0;
}

static bool is_acting_support(const toc_event *event) {
    return event->root == TOC_SUPPORT &&
           (toc_str_equal(event->cameo, TOC_STR("054")) || toc_str_equal(event->cameo, TOC_STR("057")));
}

bool toc_event_is_deed(const toc_event *event) {
    if (event->modality != TOC_DONE || !root_known(event->root)) {
        return false;
    }
    return ROOTS[event->root].deed || is_acting_support(event);
}

bool toc_event_is_hostile_deed(const toc_event *event) {
    return toc_event_is_deed(event) && toc_root_quad(event->root) == 4;
}

/* What names a party in an id: its code; with the words when the text gives no more than a role or a name. */
static toc_str party_key(const toc_event *event, const toc_party *party, char key[512]) {
    bool stranger = event->dataset.len == 0 && party->code.len > 0 && toc_actor_root(party->code).len == 0;
    if (!stranger) {
        return party->code;
    }
    snprintf(key, 512, "%.*s|%.*s", TOC_FMT(party->code), TOC_FMT(party->text));
    return toc_str_of(key);
}

void toc_event_make_id(toc_event *event) {
    char date[11], span[48], row[24], source[512], target[512];
    toc_day_format(event->date, date);
    snprintf(span, sizeof span, "%zu-%zu", event->span_from, event->span_to);
    snprintf(row, sizeof row, "%lld", (long long)event->row);
    const toc_str parts[] = {
        toc_str_of(date),
        party_key(event, &event->source, source),
        party_key(event, &event->target, target),
        event->signal_to,
        toc_str_of(toc_root_name(event->root)),
        event->cameo,
        toc_str_of(toc_modality_name(event->modality)),
        event->speaker.code,
        toc_str_of(event->document.text),
        toc_str_of(event->sentence.text),
        toc_str_of(span),
        event->dataset,
        event->file,
        toc_str_of(row),
    };
    event->id = toc_id_make('e', parts, sizeof parts / sizeof parts[0]);
}

enum { TEXTS = 16 };

static void texts_of(toc_event *event, toc_str *texts[TEXTS]) {
    toc_str *all[TEXTS] = {
        &event->source.code,  &event->source.text,   &event->target.code, &event->target.text,
        &event->signal_to,    &event->mode,          &event->context,     &event->cameo,
        &event->speaker.code, &event->speaker.text,  &event->rule,        &event->dataset,
        &event->file,         &event->place.country, &event->place.adm1,  &event->place.text,
    };
    memcpy(texts, all, sizeof all);
}

bool toc_event_copy_like(toc_event *out, const toc_event *event, const toc_event *like, toc_arena *arena) {
    toc_event model = like ? *like : (toc_event){.row = 0};
    toc_str *texts[TEXTS], *known[TEXTS];
    *out = *event;
    texts_of(out, texts);
    texts_of(&model, known);
    for (size_t i = 0; i < TEXTS; i++) {
        if (texts[i]->len == 0) {
            *texts[i] = (toc_str){"", 0};
        } else if (toc_str_equal(*texts[i], *known[i])) {
            *texts[i] = *known[i];
        } else {
            *texts[i] = toc_arena_str(arena, *texts[i]);
        }
        if (texts[i]->ptr == NULL) {
            return false;
        }
    }
    return true;
}

bool toc_event_copy(toc_event *out, const toc_event *event, toc_arena *arena) {
    return toc_event_copy_like(out, event, NULL, arena);
}

/* JSON: what is absent is null, so that a reader in R or Python sees a missing value. */

static void add_key(toc_buf *buf, const char *key) {
    toc_buf_printf(buf, ",\"%s\":", key);
}

static void add_text(toc_buf *buf, const char *key, toc_str text) {
    add_key(buf, key);
    if (text.len == 0) {
        toc_buf_add_cstr(buf, "null");
    } else {
        toc_buf_add_json(buf, text);
    }
}

/* The state of a party whose code has none, as far as the place of the act tells it. */
static void add_country_by_place(toc_buf *buf, const toc_party *party, const toc_place *place) {
    if (place && place->country.len > 0 && party->code.len > 0 && toc_actor_root(party->code).len == 0) {
        add_text(buf, "country", place->country);
        add_text(buf, "country_by", TOC_STR("place"));
    }
}

static void add_party(toc_buf *buf, const char *key, const toc_party *party, const toc_place *place) {
    add_key(buf, key);
    if (party->code.len == 0 && party->text.len == 0) {
        toc_buf_add_cstr(buf, "null");
        return;
    }
    toc_buf_add_cstr(buf, "{\"code\":");
    if (party->code.len == 0) {
        toc_buf_add_cstr(buf, "null");
    } else {
        toc_buf_add_json(buf, party->code);
    }
    add_text(buf, "text", party->text);
    add_country_by_place(buf, party, place);
    toc_buf_add_char(buf, '}');
}

static void add_place(toc_buf *buf, const toc_place *place) {
    add_key(buf, "place");
    if (place->country.len == 0) {
        toc_buf_add_cstr(buf, "null");
        return;
    }
    toc_buf_add_cstr(buf, "{\"country\":");
    toc_buf_add_json(buf, place->country);
    add_text(buf, "adm1", place->adm1);
    add_text(buf, "text", place->text);
    toc_buf_add_char(buf, '}');
}

static void add_double(toc_buf *buf, const char *key, double value) {
    add_key(buf, key);
    toc_buf_add_double(buf, value);
}

static void add_act(toc_buf *buf, const toc_event *event) {
    add_text(buf, "event", toc_str_of(toc_root_name(event->root)));
    add_text(buf, "mode", event->mode);
    add_text(buf, "context", event->context);
    add_text(buf, "cameo", event->cameo);
    add_key(buf, "quad");
    toc_buf_printf(buf, "%d", event->quad);
    add_double(buf, "goldstein", event->goldstein);
    add_text(buf, "modality", toc_str_of(toc_modality_name(event->modality)));
}

static void add_provenance(toc_buf *buf, const toc_event *event) {
    add_text(buf, "document", toc_str_of(event->document.text));
    add_text(buf, "sentence", toc_str_of(event->sentence.text));
    add_key(buf, "span");
    if (event->sentence.text[0] == '\0') {
        toc_buf_add_cstr(buf, "null");
    } else {
        toc_buf_printf(buf, "[%zu,%zu]", event->span_from, event->span_to);
    }
    add_text(buf, "rule", event->rule);
    add_text(buf, "dataset", event->dataset);
    add_text(buf, "file", event->file);
    add_key(buf, "row");
    if (event->dataset.len == 0) {
        toc_buf_add_cstr(buf, "null");
    } else {
        toc_buf_printf(buf, "%lld", (long long)event->row);
    }
}

void toc_event_add_json(toc_buf *buf, const toc_event *event) {
    char date[11];
    toc_buf_add_cstr(buf, "{\"id\":");
    toc_buf_add_json(buf, toc_str_of(event->id.text));
    add_text(buf, "date", toc_str_of(toc_day_format(event->date, date)));
    add_text(buf, "date_precision", toc_str_of(toc_precision_name(event->precision)));
    add_place(buf, &event->place);
    add_party(buf, "source", &event->source, &event->place);
    add_party(buf, "target", &event->target, &event->place);
    add_text(buf, "signal_to", event->signal_to);
    add_act(buf, event);
    add_party(buf, "speaker", &event->speaker, NULL);
    add_double(buf, "confidence", event->confidence);
    add_key(buf, "reports");
    toc_buf_printf(buf, "%d", event->reports);
    add_provenance(buf, event);
    toc_buf_add_char(buf, '}');
}
