/*
 * From a document to its events. Sentence by sentence: tokens, tree, mentions,
 * then acts and what governs them (shoot.c), and the scorer (judge.c). Within a
 * document one happening is told once: the same parties, code and modality in
 * a later sentence add nothing. A title above a text is read for its names
 * only: headlines repeat the text in a syntax of their own.
 */
#include "base/mem.h"
#include "code/dyads.h"
#include "code/judge.h"
#include "code/shot.h"
#include "code/sport.h"
#include "event/actor.h"

#include <string.h>

toc_rc toc_coder_new(const toc_lexicon *lexicon, const toc_ontology *ontology, const toc_world *world,
                     const toc_syntax *syntax, const toc_scorer *scorer, toc_coder **out, toc_err *err) {
    toc_coder *coder = toc_mem_calloc(1, sizeof *coder);
    if (!coder) {
        return toc_err_set(err, TOC_ENOMEM, "out of memory while making the coder");
    }
    *coder = (toc_coder){.lexicon = lexicon, .ontology = ontology, .world = world, .syntax = syntax, .scorer = scorer};
    coder->sport = toc_lexicon_class(lexicon, TOC_STR("SPORT"));
    coder->game = toc_lexicon_class(lexicon, TOC_STR("GAME"));
    coder->metaphor = toc_lexicon_class(lexicon, TOC_STR("METAPHOR"));
    coder->in_common = toc_lexicon_class(lexicon, TOC_STR("IN_COMMON"));
    coder->past = toc_lexicon_class(lexicon, TOC_STR("PASTWORD"));
    coder->likely = toc_lexicon_class(lexicon, TOC_STR("LIKELY"));
    *out = coder;
    return TOC_OK;
}

void toc_coder_free(toc_coder *coder) {
    toc_mem_free(coder);
}

void toc_coder_use_splitter(toc_coder *coder, const toc_splitter *splitter) {
    coder->splitter = splitter;
}

void toc_coder_use_quiet(toc_coder *coder, const toc_quiet *quiet) {
    coder->quiet = quiet;
}

/* ---- quotations that go on ---- */

/* A sentence that is quotation from end to end is the last speaker's; any other ends it. */
static void quotation_begin(toc_desk *d) {
    const toc_mention *first = d->scene.mention_count > 0 ? &d->scene.mentions[0] : NULL;
    if (first && first->from <= 1 && first->to < d->scene.n && first->code.len > 0 &&
        toc_str_equal(d->scene.tokens[first->to].text, TOC_STR(":"))) {
        d->memory.quoted = first->code; /* "Khrenin: war more likely" */
        d->memory.quoted_text = toc_mention_text(&d->scene, 0);
        return;
    }
    const toc_scene *scene = &d->scene;
    bool whole =
        scene->n > 2 && toc_is_quote_mark(scene->tokens[0].text) &&
        (toc_is_quote_mark(scene->tokens[scene->n - 1].text) || toc_is_quote_mark(scene->tokens[scene->n - 2].text));
    int marks = 0;
    for (int i = 0; i < scene->n; i++) {
        marks += toc_is_quote_mark(scene->tokens[i].text);
    }
    if (!whole || marks > 2) {
        d->memory.quoted = (toc_str){"", 0};
    }
}

static void quotation_note(toc_desk *d) {
    const toc_scene *scene = &d->scene;
    for (int i = 0; i < scene->n; i++) {
        toc_str none = {"", 0};
        if (!toc_is_verb(scene, i) ||
            !(toc_lexicon_operators(scene->lexicon, 'v', scene->lemma[i], none) & TOC_OP_BIT(TOC_OP_REPORT))) {
            continue;
        }
        toc_clause_parts parts;
        toc_found_list who = {.count = 0};
        toc_clause_read(scene, i, &parts);
        toc_actors_of(scene, parts.passive ? parts.agent : parts.subject, &who);
        if (who.count > 0) {
            d->memory.quoted = scene->mentions[who.items[0].mention].code;
            d->memory.quoted_text = toc_mention_text(scene, who.items[0].mention);
        }
    }
}

/* ---- sentences ---- */

static bool is_silent(const toc_scene *scene, size_t events) {
    toc_str first = {"", 0};
    for (int i = 0; i < scene->mention_count && events == 0; i++) {
        toc_str root = toc_actor_root(scene->mentions[i].code);
        if (root.len == 0) {
            continue;
        }
        if (first.len > 0 && !toc_str_equal(first, root)) {
            return true;
        }
        first = root;
    }
    return false;
}

toc_rc toc_code_read(const toc_coder *coder, toc_str sentence, toc_arena *arena, toc_reading *out, toc_err *err) {
    *out = (toc_reading){0};
    toc_rc rc = toc_code_tokens(coder, sentence, arena, &out->tokens, &out->count, err);
    bool parse = !rc && (coder->parse_all || toc_may_name(coder, sentence, out->tokens, out->count));
    return parse ? toc_syntax_parse(coder->syntax, out->tokens, out->count, arena, &out->nodes, err) : rc;
}

/* Nobody is found where no word names anybody, and nobody whom the document has told of. */
static toc_rc scene_build(toc_desk *d, toc_str text, const toc_reading *reading, toc_err *err) {
    d->scene.lexicon = d->coder->lexicon;
    d->scene.world = d->coder->world;
    d->scene.arena = d->arena;
    d->scene.day = d->document->date;
    d->scene.text = text;
    d->scene.tokens = reading->tokens;
    d->scene.nodes = reading->nodes;
    d->scene.n = (int)reading->count;
    d->scene.mention_count = 0;
    d->scene.time_count = -1;
    d->scene.memory = &d->memory;
    d->scene.stranger_at = NULL;
    d->scene.strangers = false;
    if (!reading->nodes && toc_may_mean(&d->memory, reading->tokens, reading->count)) {
        toc_rc rc = toc_syntax_parse(d->coder->syntax, reading->tokens, reading->count, d->arena, &d->scene.nodes, err);
        if (rc) {
            return rc;
        }
    }
    if (!d->scene.nodes) {
        return TOC_OK;
    }
    toc_rc rc = toc_scene_init(&d->scene, err);
    rc = rc ? rc : toc_mentions_find(&d->scene, err);
    return rc ? rc : toc_strangers_find(&d->scene, err);
}

/* What frames have read, weighed by the scorer. A sentence with words of sport sets nobody against another, and tells
 * of nothing by frames alone; of teams, of nothing at all. */
static toc_rc sentence_read(toc_desk *d, toc_err *err) {
    size_t rivals = d->rival_count;
    toc_rc rc = TOC_OK;
    bool team = toc_is_of_team(&d->scene);
    d->sport = team || toc_is_sport(&d->scene, d->coder);
    toc_acts_shoot(d);
    if (d->coder->watch) {
        d->coder->watch(d->coder->watch_ctx, d);
    }
    if (d->coder->scorer && !team) {
        rc = toc_judge(d, err);
    } else if (d->sport) {
        d->event_count = 0;
    }
    if (d->sport) {
        d->rival_count = rivals;
    }
    return rc;
}

static toc_rc sentence_code(toc_desk *d, toc_coded_sentence *out, bool is_title, const toc_reading *reading,
                            toc_err *err) {
    toc_coded_event events[TOC_EVENTS_MAX];
    toc_rc rc = scene_build(d, out->text, reading, err);
    if (rc) {
        return rc;
    }
    d->events = events;
    d->event_count = 0;
    quotation_begin(d);
    toc_discard discard = toc_lexicon_discard(d->coder->lexicon, d->scene.tokens, (size_t)d->scene.n);
    d->discarded |= discard == TOC_DISCARD_STORY;
    if (d->scene.nodes) {
        rc = !is_title && discard == TOC_DISCARD_NONE ? sentence_read(d, err) : TOC_OK;
        if (rc) {
            return rc;
        }
        quotation_note(d);
        toc_memory_note(&d->scene);
    }
    d->memory.sentence++;
    out->silent = !is_title && discard == TOC_DISCARD_NONE && is_silent(&d->scene, d->event_count);
    out->event_count = d->event_count;
    out->events = toc_arena_array(d->arena, d->event_count + 1, sizeof *out->events);
    if (!out->events) {
        return toc_err_set(err, TOC_ENOMEM, "out of memory while coding a sentence");
    }
    memcpy(out->events, events, d->event_count * sizeof *events);
    return TOC_OK;
}

/* ---- documents ---- */

static toc_id sentence_id(const toc_document *document, size_t number, toc_str text) {
    char digits[24];
    size_t len = 0, value = number;
    do {
        digits[len++] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    toc_str parts[] = {toc_str_of(document->id.text), {digits, len}, text};
    return toc_id_make('s', parts, 3);
}

static bool same_happening(const toc_event *a, const toc_event *b) {
    return a->modality == b->modality && a->root == b->root && toc_party_is(&a->source, &b->source, false) &&
           toc_party_is(&a->target, &b->target, false);
}

static bool told_before(const toc_coded *coded, size_t sentence, size_t event) {
    const toc_event *e = &coded->sentences[sentence].events[event].event;
    for (size_t s = 0; s < sentence; s++) {
        for (size_t k = 0; k < coded->sentences[s].event_count; k++) {
            const toc_event *o = &coded->sentences[s].events[k].event;
            if (same_happening(e, o) && toc_str_equal(e->cameo, o->cameo) && toc_is_same_time(e, o)) {
                return true;
            }
        }
    }
    return false;
}

/* Keep each happening once, where it is told first; then give ids. */
static void document_settle(toc_coded *coded) {
    for (size_t s = coded->sentence_count; s > 0; s--) {
        toc_coded_sentence *sentence = &coded->sentences[s - 1];
        size_t kept = 0;
        for (size_t k = 0; k < sentence->event_count; k++) {
            if (!told_before(coded, s - 1, k)) {
                sentence->events[kept++] = sentence->events[k];
            }
        }
        sentence->event_count = kept;
        for (size_t k = 0; k < kept; k++) {
            sentence->events[k].event.sentence = sentence->id;
            toc_event_make_id(&sentence->events[k].event);
        }
    }
    coded->event_count = coded->silent_count = 0;
    for (size_t s = 0; s < coded->sentence_count; s++) {
        coded->event_count += coded->sentences[s].event_count;
        coded->silent_count += coded->sentences[s].silent;
    }
}

/* A list of discards names the whole story. */
static void document_discard(toc_coded *coded) {
    for (size_t s = 0; s < coded->sentence_count; s++) {
        coded->sentences[s].event_count = 0;
        coded->sentences[s].silent = false;
    }
}

struct toc_coding {
    toc_desk desk;
    toc_coded coded; /* all sentences, those before `next` with their events */
    size_t next;
    bool title; /* above a text: read for its names only */
};

toc_rc toc_coding_begin(const toc_coder *coder, const toc_document *document, toc_arena *arena, toc_coding **out,
                        toc_err *err) {
    toc_sentence *found;
    size_t count, title = document->title.len > 0;
    toc_rc rc = toc_splitter_cut(coder->splitter, document->text, arena, &found, &count, err);
    if (rc) {
        return rc;
    }
    toc_coding *c = toc_arena_alloc(arena, sizeof *c);
    toc_coded_sentence *sentences = toc_arena_array(arena, count + title + 1, sizeof *sentences);
    if (!c || !sentences) {
        return toc_err_set(err, TOC_ENOMEM, "out of memory while coding a document");
    }
    c->desk.coder = coder;
    c->desk.document = document;
    c->desk.arena = arena;
    c->coded = (toc_coded){.sentences = sentences, .sentence_count = count + title};
    c->title = title && count > 0;
    for (size_t i = 0; i < count + title; i++) {
        toc_coded_sentence *s = &sentences[i];
        bool is_title = title && i == 0;
        s->number = i;
        s->paragraph = is_title ? 0 : found[i - title].paragraph;
        s->text =
            is_title ? document->title : toc_str_slice(document->text, found[i - title].from, found[i - title].to);
        s->id = sentence_id(document, i, s->text);
    }
    *out = c;
    return TOC_OK;
}

size_t toc_coding_count(const toc_coding *coding) {
    return coding->coded.sentence_count;
}

toc_str toc_coding_text(const toc_coding *coding, size_t number) {
    return coding->coded.sentences[number].text;
}

toc_rc toc_coding_take(toc_coding *coding, const toc_reading *reading, toc_err *err) {
    size_t i = coding->next++;
    return sentence_code(&coding->desk, &coding->coded.sentences[i], coding->title && i == 0, reading, err);
}

toc_coded_sentence *toc_coding_next(toc_coding *coding) {
    return coding->next < coding->coded.sentence_count ? &coding->coded.sentences[coding->next++] : NULL;
}

void toc_coding_end(toc_coding *coding, toc_coded *out) {
    if (coding->desk.discarded) {
        document_discard(&coding->coded);
    }
    document_settle(&coding->coded);
    *out = coding->coded;
}

toc_rc toc_code_document(const toc_coder *coder, const toc_document *document, toc_arena *arena, toc_coded *out,
                         toc_err *err) {
    toc_coding *coding = NULL;
    toc_rc rc = toc_coding_begin(coder, document, arena, &coding, err);
    for (size_t i = 0; !rc && i < toc_coding_count(coding); i++) {
        toc_reading reading;
        rc = toc_code_read(coder, toc_coding_text(coding, i), arena, &reading, err);
        rc = rc ? rc : toc_coding_take(coding, &reading, err);
    }
    if (!rc) {
        toc_coding_end(coding, out);
    }
    return rc;
}
