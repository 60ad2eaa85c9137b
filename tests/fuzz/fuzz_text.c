/*
 * Fuzzes the text room: the first byte chooses the format, the rest is a file;
 * every document that comes out is cut into sentences and these into tokens,
 * by the rules alone and with a judge of random weights, and so are the bytes as they are. Checks that what comes out
 * is valid UTF-8, that cleaning twice changes nothing, and that spans lie in order and inside.
 */
#include "text/splitter.h"

#include "base/rng.h"

#include <stdint.h>
#include <stdlib.h>

static void need(bool fine) {
    if (!fine)
        abort();
}

static void ignore(void *ctx, const toc_reject *reject) {
    (void)ctx;
    need(reject->reason[0] != '\0');
}

/* A judge of borders that says yes about as often as no. */
static const toc_splitter *judge(void) {
    static toc_splitter judge;
    toc_rng rng;
    if (judge.weights[0] == 0) {
        toc_rng_init(&rng, 1);
        for (size_t i = 0; i < sizeof judge.weights; ++i)
            judge.weights[i] = (int8_t)((int)toc_rng_below(&rng, 127) * (toc_rng_below(&rng, 2) ? 1 : -1));
        judge.weights[0] = 1;
    }
    return &judge;
}

static void cut(const toc_splitter *splitter, toc_str text, toc_arena *arena) {
    toc_sentence *sentences;
    toc_token *tokens;
    size_t count, token_count, before = 0;
    if (toc_splitter_cut(splitter, text, arena, &sentences, &count, NULL) != TOC_OK)
        return;
    for (size_t i = 0; i < count; ++i) {
        need(sentences[i].from >= before && sentences[i].to > sentences[i].from && sentences[i].to <= text.len);
        before = sentences[i].to;
        toc_str sentence = toc_str_slice(text, sentences[i].from, sentences[i].to);
        if (toc_text_tokens(sentence, arena, &tokens, &token_count, NULL) != TOC_OK)
            return;
        for (size_t k = 0, at = 0; k < token_count; at = tokens[k++].to)
            need(tokens[k].from >= at && tokens[k].to > tokens[k].from && tokens[k].to <= sentence.len &&
                 tokens[k].lower.len > 0);
    }
}

static void check(const toc_document *d, toc_arena *arena) {
    toc_buf again;
    need(toc_utf8_valid(d->text) && toc_utf8_valid(d->title) && d->text.len > 0 &&
         toc_id_valid(toc_str_of(d->id.text)));
    toc_buf_init(&again, 64u << 20);
    if (toc_text_clean(d->text, false, &again))
        need(toc_str_equal(d->text, toc_buf_str(&again)));
    toc_buf_fini(&again);
    cut(NULL, d->text, arena);
    cut(judge(), d->text, arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0)
        return 0;
    toc_arena arena;
    toc_docs *docs;
    toc_document d;
    bool more = true;
    toc_str bytes = {(const char *)data + 1, size - 1};
    toc_arena_init(&arena, 256u << 20);
    cut(NULL, bytes, &arena);
    cut(judge(), bytes, &arena);
    if (toc_docs_open_memory("fuzz", bytes, (toc_format)(data[0] % 4), TOC_DAY_NONE, ignore, NULL, &docs, NULL) ==
        TOC_OK) {
        while (toc_docs_next(docs, &arena, &d, &more, NULL) == TOC_OK && more)
            check(&d, &arena);
        toc_docs_close(docs);
    }
    toc_arena_fini(&arena);
    return 0;
}
