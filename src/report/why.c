/* Gathers what stands behind an event, a figure or a document; rows of the world's tables are in why_world.c. */
#include "report/why.h"

#include "report/why_field.h"
#include "report/words.h"

#include <jansson.h>
#include <string.h>

void toc_why_field_add(toc_why *why, const char *name, toc_str value) {
    if (value.len && why->field_count < TOC_WHY_FIELDS_MAX)
        why->fields[why->field_count++] = (toc_why_field){toc_str_of(name), value};
}

static toc_str party(toc_arena *arena, const toc_world *world, const toc_party *party_) {
    if (party_->code.len == 0)
        return TOC_STR("");
    toc_str name = toc_words_party(arena, world, party_->code);
    if (party_->text.len)
        return toc_arena_printf(arena, "%.*s [%.*s], in the words “%.*s”", TOC_FMT(name), TOC_FMT(party_->code),
                                TOC_FMT(party_->text));
    return toc_arena_printf(arena, "%.*s [%.*s]", TOC_FMT(name), TOC_FMT(party_->code));
}

/* "2023-08-01 to 2023-08-31 (told to the month)", where it happened, and since when it could be known. */
static void add_when_and_where(toc_why *out, const toc_event *event, toc_arena *arena) {
    toc_day end = toc_precision_end(event->precision, event->date);
    toc_str first = toc_words_iso(arena, event->date), last = toc_words_iso(arena, end);
    const char *precision = toc_precision_name(event->precision);
    toc_str when = event->precision == TOC_DATE_REPORT ? toc_arena_printf(arena, "%.*s (the report's)", TOC_FMT(first))
                   : end == event->date ? toc_arena_printf(arena, "%.*s (told to the %s)", TOC_FMT(first), precision)
                                        : toc_arena_printf(arena, "%.*s to %.*s (told to the %s)", TOC_FMT(first),
                                                           TOC_FMT(last), precision);
    toc_why_field_add(out, "date", when);
    if (event->learnt != event->date)
        toc_why_field_add(out, "learnt", toc_words_iso(arena, event->learnt));
    if (event->place.country.len)
        toc_why_field_add(out, "place",
                          toc_arena_printf(arena, "%.*s%s%.*s, in the words “%.*s”", TOC_FMT(event->place.country),
                                           event->place.adm1.len ? ", " : "", TOC_FMT(event->place.adm1),
                                           TOC_FMT(event->place.text)));
}

static void add_provenance(toc_why *out, const toc_evidence *evidence, toc_arena *arena) {
    const toc_event *event = &evidence->event;
    toc_why_field_add(out, "source", toc_evidence_origin(evidence, arena));
    toc_why_field_add(out, "url", evidence->url);
    if (evidence->file.len)
        toc_why_field_add(out, "file", toc_arena_printf(arena, "%.*s:%zu", TOC_FMT(evidence->file), evidence->line));
    if (event->dataset.len)
        toc_why_field_add(out, "dataset",
                          toc_arena_printf(arena, "%.*s, %.*s row %lld", TOC_FMT(event->dataset), TOC_FMT(event->file),
                                           (long long)event->row));
    toc_why_field_add(out, "sentence", toc_arena_str(arena, toc_str_of(event->sentence.text)));
    toc_why_field_add(out, "document", toc_arena_str(arena, toc_str_of(event->document.text)));
}

static void add_passage(toc_why *out, const toc_evidence *evidence, toc_arena *arena) {
    out->passages = toc_arena_alloc(arena, sizeof *out->passages);
    if (!out->passages || evidence->sentence.len == 0)
        return;
    out->passages[0] = (toc_why_passage){
        .id = toc_str_of(evidence->event.sentence.text),
        .text = evidence->sentence,
        .mark_from = toc_str_slice(evidence->sentence, evidence->event.span_from, evidence->event.span_to)};
    out->passage_count = 1;
}

/* "2022-11-16 NATO: “sentence” [e…]" */
static void add_corrector(toc_why *out, const char *name, const toc_evidence *by, toc_arena *arena) {
    if (!by)
        return;
    toc_str id = toc_str_of(by->event.id.text[0] ? by->event.id.text : by->event.sentence.text);
    toc_why_field_add(out, name,
                      toc_arena_printf(arena, "%.*s: “%.*s” [%.*s]", TOC_FMT(toc_evidence_origin(by, arena)),
                                       TOC_FMT(by->sentence), TOC_FMT(id)));
}

static toc_str list_of(const toc_str *ids, size_t count, toc_arena *arena) {
    toc_str list = TOC_STR("");
    for (size_t i = 0; i < count && i < 20; i++)
        list = toc_arena_printf(arena, "%.*s%s%.*s", TOC_FMT(list), i ? ", " : "", TOC_FMT(ids[i]));
    return count > 20 ? toc_arena_printf(arena, "%.*s and %zu more", TOC_FMT(list), count - 20) : list;
}

static void add_told(toc_why *out, const toc_evidence *evidence, const toc_why_reports *told, toc_arena *arena) {
    if (!told) {
        toc_why_field_add(out, "reports", toc_arena_printf(arena, "%d", evidence->event.reports));
        toc_why_field_add(out, "corrected by", toc_arena_str(arena, toc_str_of(evidence->corrected_by.text)));
        return;
    }
    toc_str reports = told->reports == 0 ? TOC_STR("none in force")
                                         : toc_arena_printf(arena, "%d, from %d source%s", told->reports, told->sources,
                                                            told->sources == 1 ? "" : "s");
    if (told->corrected > 0)
        reports = toc_arena_printf(arena, "%.*s; %zu corrected", TOC_FMT(reports), told->corrected);
    toc_why_field_add(out, "reports", reports);
    if (told->reports > 0 && strcmp(told->stands_for_it.text, evidence->event.id.text) != 0)
        toc_why_field_add(out, "counted as", toc_arena_str(arena, toc_str_of(told->stands_for_it.text)));
    add_corrector(out, "corrected by", told->corrected_by, arena);
    add_corrector(out, "disputed by", told->disputed_by, arena);
    toc_why_field_add(out, "corrects", list_of(told->corrects, told->corrects_count, arena));
    toc_why_field_add(out, "disputes", list_of(told->disputes, told->disputes_count, arena));
}

void toc_why_add_reports(const toc_why_reports *told, toc_why *out) {
    if (told->count < 2)
        return;
    out->evidence = told->members;
    out->evidence_count = told->shown;
    out->event_total = told->count;
    out->evidence_name = "report";
}

void toc_why_event(const toc_evidence *evidence, const toc_why_reports *told, const toc_world *world,
                   const toc_ontology *ontology, toc_arena *arena, toc_why *out) {
    const toc_event *event = &evidence->event;
    *out = (toc_why){.id = toc_str_of(event->id.text), .kind = TOC_STR("event"), .world = world, .ontology = ontology};
    out->title = toc_evidence_headline(evidence, world, ontology, arena);
    toc_why_field_add(out, "label", toc_evidence_is_claim(evidence) ? TOC_STR("CLAIM") : TOC_STR("FACT"));
    add_when_and_where(out, event, arena);
    toc_why_field_add(out, "who", party(arena, world, &event->source));
    toc_why_field_add(out, "to whom", party(arena, world, &event->target));
    if (event->signal_to.len)
        toc_why_field_add(out, "addresses", toc_words_party(arena, world, event->signal_to));
    toc_why_field_add(out, "act",
                      toc_arena_printf(arena, "%s, CAMEO %.*s, Goldstein %.1f", toc_root_name(event->root),
                                       TOC_FMT(event->cameo), event->goldstein));
    toc_why_field_add(out, "counts as", toc_event_is_deed(event) ? TOC_STR("a deed") : TOC_STR("words"));
    toc_why_field_add(out, "modality", toc_str_of(toc_modality_name(event->modality)));
    toc_why_field_add(out, "told by", party(arena, world, &event->speaker));
    toc_why_field_add(out, "confidence",
                      toc_arena_printf(arena, "%.2f%s", event->confidence,
                                       event->dataset.len ? " (of a dataset: the row is there)" : ""));
    add_told(out, evidence, told, arena);
    toc_why_field_add(out, "rule", event->rule);
    add_provenance(out, evidence, arena);
    add_passage(out, evidence, arena);
}

void toc_why_document(toc_str id, toc_str source, toc_str title, toc_str url, toc_str file, size_t line, toc_day date,
                      toc_arena *arena, toc_why *out) {
    *out = (toc_why){
        .id = id, .kind = TOC_STR("document"), .title = title.len ? title : TOC_STR("a document without a title")};
    toc_why_field_add(out, "date", toc_words_iso(arena, date));
    toc_why_field_add(out, "source", source);
    toc_why_field_add(out, "url", url);
    if (file.len)
        toc_why_field_add(out, "file", toc_arena_printf(arena, "%.*s:%zu", TOC_FMT(file), line));
}

void toc_why_add_copies(const toc_str *ids, size_t count, toc_arena *arena, toc_why *out) {
    if (count > 0)
        toc_why_field_add(out, "near copies",
                          toc_arena_printf(arena, "%zu: %.*s", count, TOC_FMT(list_of(ids, count, arena))));
}

static toc_str member(const json_t *object, const char *name, toc_arena *arena) {
    return toc_arena_str(arena, toc_str_of(json_string_value(json_object_get(object, name))));
}

static void add_inputs(toc_why *out, const json_t *inputs, toc_arena *arena) {
    for (size_t i = 0; i < json_array_size(inputs); i++) {
        toc_str input = toc_arena_str(arena, toc_str_of(json_string_value(json_array_get(inputs, i))));
        toc_why_field_add(out, "from", input);
    }
}

toc_rc toc_why_figure(toc_str id, toc_str json, toc_arena *arena, toc_why *out, toc_str **events, size_t *event_count,
                      toc_err *err) {
    json_t *root = json_loadb(json.ptr, json.len, 0, NULL);
    const json_t *list = json_object_get(root, "events");
    toc_str *ids = toc_arena_array(arena, json_array_size(list) + 1, sizeof *ids);
    if (!json_is_object(root) || !ids) {
        json_decref(root);
        return toc_err_set(err, root ? TOC_ENOMEM : TOC_EFORMAT,
                           "the figure '%.*s' of the ledger cannot be read; make the brief again", TOC_FMT(id));
    }
    *out = (toc_why){.id = id, .kind = TOC_STR("figure"), .title = member(root, "what", arena)};
    toc_why_field_add(out, "value", member(root, "value", arena));
    toc_why_field_add(out, "how", member(root, "formula", arena));
    toc_why_field_add(out, "side A", member(root, "side_a", arena));
    toc_why_field_add(out, "side B", member(root, "side_b", arena));
    toc_why_field_add(out, "as of", member(root, "asof", arena));
    add_inputs(out, json_object_get(root, "inputs"), arena);
    for (size_t i = 0; i < json_array_size(list); i++)
        ids[i] = toc_arena_str(arena, toc_str_of(json_string_value(json_array_get(list, i))));
    *events = ids;
    *event_count = json_array_size(list);
    out->event_total = *event_count;
    json_decref(root);
    return TOC_OK;
}
