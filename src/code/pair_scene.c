/*
 * Method: the parties' bytes are found first; then the text is cut into
 * sentences, and those from the first party's to the last party's are read as one.
 */
#include "code/pair_scene.h"

#include <string.h>

typedef struct bytes {
    size_t from, to; /* from SIZE_MAX: not there */
} bytes;

static bytes bytes_find(toc_str text, toc_str party) {
    toc_str wanted = toc_str_trim(party);
    size_t at = wanted.len > 0 ? toc_str_find(text, wanted, 0) : SIZE_MAX;
    return at == SIZE_MAX ? (bytes){SIZE_MAX, SIZE_MAX} : (bytes){at, at + wanted.len};
}

static bool is_there(bytes b) {
    return b.from != SIZE_MAX;
}

/* The part of the text to read: all sentences that hold a party, and what is between; the first when none does. */
static toc_rc part_choose(toc_str text, bytes source, bytes target, toc_arena *arena, size_t *from, size_t *to,
                          toc_err *err) {
    toc_sentence *sentences;
    size_t count;
    bool found = false;
    toc_rc rc = toc_text_sentences(text, arena, &sentences, &count, err);
    *from = 0;
    *to = rc || count == 0 ? text.len : sentences[0].to;
    for (size_t i = 0; !rc && i < count; i++) {
        bool holds = (is_there(source) && sentences[i].from < source.to && sentences[i].to > source.from) ||
                     (is_there(target) && sentences[i].from < target.to && sentences[i].to > target.from);
        if (holds) {
            *from = found ? *from : sentences[i].from;
            *to = sentences[i].to;
            found = true;
        }
    }
    return rc;
}

static toc_span span_of(const toc_token *tokens, size_t count, bytes party, size_t offset) {
    toc_span span = {-1, -1};
    for (size_t i = 0; is_there(party) && i < count; i++) {
        if (tokens[i].from + offset < party.to && tokens[i].to + offset > party.from) {
            span.from = span.from < 0 ? (int)i : span.from;
            span.to = (int)i + 1;
        }
    }
    return span;
}

toc_rc toc_pair_scene(const toc_coder *coder, const toc_pair *pair, toc_arena *arena, toc_memory *memory,
                      toc_scene *scene, toc_span *source, toc_span *target, toc_err *err) {
    bytes s = bytes_find(pair->text, pair->source), t = bytes_find(pair->text, pair->target);
    size_t from, to, count = 0;
    toc_token *tokens = NULL;
    toc_node *nodes = NULL;
    toc_rc rc = part_choose(pair->text, s, t, arena, &from, &to, err);
    toc_str text = toc_str_slice(pair->text, from, to);
    rc = rc ? rc : toc_code_tokens(coder, text, arena, &tokens, &count, err);
    count = count < TOC_SYNTAX_TOKENS_MAX ? count : TOC_SYNTAX_TOKENS_MAX;
    rc = rc ? rc : toc_syntax_parse(coder->syntax, tokens, count, arena, &nodes, err);
    if (rc) {
        return rc;
    }
    *source = span_of(tokens, count, s, from);
    *target = span_of(tokens, count, t, from);
    *scene = (toc_scene){.lexicon = coder->lexicon,
                         .world = coder->world,
                         .arena = arena,
                         .day = TOC_DAY_NONE,
                         .text = text,
                         .tokens = tokens,
                         .nodes = nodes,
                         .n = (int)count,
                         .memory = memory};
    rc = toc_scene_init(scene, err);
    return rc ? rc : toc_mentions_find(scene, err);
}

bool toc_pair_govern(const toc_scene *scene, const toc_features *f, toc_str cameo, toc_governed *out) {
    toc_action action = {.id = TOC_STR("pair"), .pos = 'v', .cameo = cameo};
    toc_act act = {.predicate = f->predicate, .action = &action};
    if (f->predicate >= 0) {
        toc_govern(scene, &act, out);
    }
    return f->predicate >= 0;
}

/* Free coding calls what is planned, asked for or denied no event; of a pair it is one, of another root. */
static bool is_done(const toc_scene *scene, const toc_features *f) {
    toc_governed governed;
    return !toc_pair_govern(scene, f, (toc_str){"", 0}, &governed) || governed.modality == TOC_DONE;
}

bool toc_pair_encode(const toc_coder *coder, const toc_encoder *encoder, const toc_scene *scene,
                     const toc_features *features, float out[TOC_ENCODER_OUT]) {
    if (!is_done(scene, features)) {
        memset(out, 0, TOC_ENCODER_OUT * sizeof *out);
        return true;
    }
    bool fits = scene->n > 0 && scene->n <= TOC_ENCODER_TOKENS;
    toc_encoded *encoded = fits ? toc_encode(encoder, scene, coder->syntax, coder->ontology) : NULL;
    return (encoded || !fits) && toc_encoded_score(encoder, encoded, features, false, true, out, NULL);
}
