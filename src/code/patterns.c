/*
 * Method: actors are the longest phrases of the lexicon. Between each actor and the next, the first word that is, or
 * may be an inflection of, the carrier of a verb head of which the other words stand right behind it. Among the heads
 * of a word the one of most words, then the surest.
 */
#include "code/patterns.h"

#include "code/inside.h"

#include <string.h>

enum { BEHIND = 3 }; /* tokens in which the other words of a head are looked for */

#define SURE 0.5 /* confidence of every event: nothing here tells one from another */

typedef struct actor {
    size_t from, to;
    const toc_entry *entry;
} actor;

typedef struct line {
    const toc_coder *coder;
    const toc_document *document;
    toc_arena *arena;
    toc_str text;
    const toc_token *tokens;
    size_t count;
} line;

static bool stands_behind(const line *l, size_t at, toc_str word) {
    for (size_t i = at + 1; i <= at + BEHIND && i < l->count; i++) {
        if (toc_str_equal(l->tokens[i].lower, word)) {
            return true;
        }
    }
    return false;
}

static bool stands(const line *l, size_t at, const toc_head *head) {
    for (size_t k = 0; k < head->count; k++) {
        if (k != head->carrier && !stands_behind(l, at, head->words[k])) {
            return false;
        }
    }
    return head->sure >= 2;
}

static const toc_head *head_with(const line *l, size_t at, toc_str lemma) {
    const toc_head *const *rows;
    const toc_head *best = NULL;
    size_t count = toc_lexicon_heads(l->coder->lexicon, 'v', lemma, &rows);
    for (size_t k = 0; k < count; k++) {
        size_t rank = rows[k]->count * 4 + (size_t)rows[k]->sure;
        bool better = !best || rank > best->count * 4 + (size_t)best->sure;
        best = better && stands(l, at, rows[k]) ? rows[k] : best;
    }
    return best;
}

/* The head that the word at `at` carries as it stands, as an irregular form, or without an ending. */
static const toc_head *head_at(const line *l, size_t at) {
    static const struct {
        const char *ending, *instead;
    } inflections[] = {{"ied", "y"}, {"ies", "y"}, {"ed", ""}, {"ed", "e"},
                       {"ing", ""},  {"ing", "e"}, {"es", ""}, {"s", ""}};
    toc_str word = l->tokens[at].lower, irregular = toc_lexicon_irregular(l->coder->lexicon, word);
    const toc_head *head = head_with(l, at, irregular.len > 0 ? irregular : word);
    for (size_t k = 0; !head && k < sizeof inflections / sizeof *inflections; k++) {
        char stem[64];
        toc_str ending = toc_str_of(inflections[k].ending), instead = toc_str_of(inflections[k].instead);
        if (word.len < ending.len + 3 || word.len > 60 || !toc_str_ends(word, ending)) {
            continue;
        }
        memcpy(stem, word.ptr, word.len - ending.len);
        memcpy(stem + word.len - ending.len, instead.ptr, instead.len);
        head = head_with(l, at, (toc_str){stem, word.len - ending.len + instead.len});
    }
    return head;
}

static bool is_passive(const line *l, size_t verb, size_t target) {
    static const char *const forms[] = {"was", "were", "been", "being", "is", "are"};
    bool be = verb > 0 && toc_str_is_among(l->tokens[verb - 1].lower, forms, sizeof forms / sizeof *forms);
    return be && target > 0 && toc_str_equal(l->tokens[target - 1].lower, TOC_STR("by"));
}

static toc_party party_of(const line *l, const actor *a) {
    return (toc_party){a->entry->code, toc_str_slice(l->text, l->tokens[a->from].from, l->tokens[a->to - 1].to)};
}

static bool event_make(const line *l, const actor *first, const actor *second, size_t verb, const toc_head *head,
                       toc_coded_event *out) {
    bool passive = is_passive(l, verb, second->from);
    *out = (toc_coded_event){.event = {.date = l->document->date,
                                       .learnt = l->document->date,
                                       .cameo = head->cameo,
                                       .source = party_of(l, passive ? second : first),
                                       .target = party_of(l, passive ? first : second),
                                       .modality = TOC_DONE,
                                       .confidence = SURE,
                                       .reports = 1,
                                       .document = l->document->id,
                                       .span_from = l->tokens[verb].from,
                                       .span_to = l->tokens[verb].to}};
    toc_event *e = &out->event;
    if (!toc_ontology_apply(l->coder->ontology, e)) {
        return false;
    }
    e->rule = toc_arena_printf(l->arena, "pattern heads:%zu", head->line);
    out->reasons = toc_arena_array(l->arena, 3, sizeof *out->reasons);
    if (out->reasons) {
        out->reasons[0] = (toc_reason){TOC_STR("source"), e->source.text, TOC_STR("a name"), e->source.code};
        out->reasons[1] = (toc_reason){TOC_STR("target"), e->target.text, TOC_STR("a name"), e->target.code};
        out->reasons[2] =
            (toc_reason){TOC_STR("action"), l->tokens[verb].text, e->rule, toc_str_of(toc_root_name(e->root))};
        out->reason_count = 3;
    }
    return true;
}

/* An event of two neighbours and what stands between them; out->event_count grows by it. */
static void between(const line *l, const actor *first, const actor *second, toc_coded_sentence *out) {
    const toc_head *head = NULL;
    size_t verb = first->to;
    while (verb < second->from && !(head = head_at(l, verb))) {
        verb++;
    }
    bool own = toc_str_equal(first->entry->code, second->entry->code);
    if (head && !own && event_make(l, first, second, verb, head, &out->events[out->event_count])) {
        out->event_count++;
    }
}

static void sentence_read(const line *l, toc_coded_sentence *out) {
    actor before = {0}, now;
    for (size_t at = 0; at < l->count; at = now.to) {
        bool late = false;
        now = (actor){.from = at};
        size_t len =
            toc_lexicon_match(l->coder->lexicon, l->tokens, l->count, at, l->document->date, &now.entry, &late);
        now.to = at + (len > 0 ? len : 1);
        if (len == 0 || now.entry->code.len == 0 || now.entry->kind == TOC_ENTRY_ROLE ||
            now.entry->kind == TOC_ENTRY_NULL) {
            continue;
        }
        if (before.entry) {
            between(l, &before, &now, out);
        }
        before = now;
    }
}

static toc_rc sentence_code(const toc_coder *coder, const toc_document *document, toc_arena *arena,
                            toc_coded_sentence *out, toc_err *err) {
    toc_token *tokens = NULL;
    line l = {.coder = coder, .document = document, .arena = arena, .text = out->text};
    toc_rc rc = toc_code_tokens(coder, out->text, arena, &tokens, &l.count, err);
    l.tokens = tokens;
    out->events = rc == TOC_OK ? toc_arena_array(arena, l.count / 2 + 1, sizeof *out->events) : NULL;
    if (rc == TOC_OK && !out->events) {
        rc = toc_err_set(err, TOC_ENOMEM, "out of memory while coding a sentence");
    }
    if (rc == TOC_OK) {
        sentence_read(&l, out);
    }
    return rc;
}

toc_rc toc_code_patterns(const toc_coder *coder, const toc_document *document, toc_arena *arena, toc_coded *out,
                         toc_err *err) {
    toc_coding *coding = NULL;
    toc_rc rc = toc_coding_begin(coder, document, arena, &coding, err);
    for (toc_coded_sentence *s = NULL; rc == TOC_OK && (s = toc_coding_next(coding)) != NULL;) {
        rc = sentence_code(coder, document, arena, s, err);
    }
    if (rc == TOC_OK) {
        toc_coding_end(coding, out);
    }
    return rc;
}
