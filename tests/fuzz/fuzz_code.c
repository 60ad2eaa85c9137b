/*
 * Fuzzes the text door behind the text room: any bytes as a text file, each
 * document that comes out coded with the real lexicon, world and model. Checks
 * what event.h and code.h promise of every event, that coding is pure (the same
 * document gives the same events again), and that no two events share an id.
 */
#include "fuzz.h"

#include "code/code.h"
#include "op/env.h"
#include "text/inside.h"

static const toc_coder *the_coder(void) {
    static toc_env env;
    const toc_coder *coder = NULL;
    toc_err err = {0};
    if (env.coder == NULL) {
        toc_env_init(&env, fuzz_data(), NULL);
    }
    must(toc_env_coder(&env, &coder, &err), &err);
    return coder;
}

static void check_event(const toc_coded_event *coded, const toc_coded_sentence *sentence, const toc_document *d) {
    const toc_event *event = &coded->event;
    need(toc_id_valid(toc_str_of(event->id.text)) && event->id.text[0] == 'e');
    need(event->root > TOC_ROOT_NONE && event->root < TOC_ROOT_COUNT && event->modality < TOC_MODALITY_COUNT);
    need(event->source.code.len > 0 && event->cameo.len >= 2 && event->rule.len > 0);
    need(event->quad >= 0 && event->quad <= 4 && event->goldstein >= -10 && event->goldstein <= 10);
    need(event->confidence >= 0 && event->confidence <= 1 && event->reports >= 1);
    need(event->span_from < event->span_to && event->span_to <= sentence->text.len);
    need(strcmp(event->sentence.text, sentence->id.text) == 0 && strcmp(event->document.text, d->id.text) == 0);
    need((event->date == TOC_DAY_NONE) == (d->date == TOC_DAY_NONE));
    need(coded->reason_count > 0);
    for (size_t i = 0; i < coded->reason_count; i++) {
        need(coded->reasons[i].part.len > 0 && coded->reasons[i].rule.len > 0);
    }
}

/* Everything that was coded, as JSON Lines. */
static void write_all(const toc_coded *coded, toc_buf *out) {
    for (size_t i = 0; i < coded->sentence_count; i++) {
        for (size_t k = 0; k < coded->sentences[i].event_count; k++) {
            toc_event_add_json(out, &coded->sentences[i].events[k].event);
            toc_buf_add_char(out, '\n');
        }
    }
}

static void check_again(const toc_document *d, const toc_coded *coded) {
    toc_arena arena;
    toc_buf first, second;
    toc_coded again;
    toc_arena_init(&arena, 0);
    toc_buf_init(&first, 64u << 20);
    toc_buf_init(&second, 64u << 20);
    need(toc_code_document(the_coder(), d, &arena, &again, NULL) == TOC_OK);
    write_all(coded, &first);
    write_all(&again, &second);
    need(toc_str_equal(toc_buf_str(&first), toc_buf_str(&second)) && toc_utf8_valid(toc_buf_str(&first)));
    toc_buf_fini(&first);
    toc_buf_fini(&second);
    toc_arena_fini(&arena);
}

static void check_document(const toc_document *d, toc_arena *arena) {
    toc_coded coded;
    toc_err err = {0};
    size_t events = 0, silent = 0;
    need(toc_code_document(the_coder(), d, arena, &coded, &err) == TOC_OK);
    for (size_t i = 0; i < coded.sentence_count; i++) {
        const toc_coded_sentence *sentence = &coded.sentences[i];
        need(toc_id_valid(toc_str_of(sentence->id.text)) && sentence->text.len > 0);
        need(!sentence->silent || sentence->event_count == 0);
        for (size_t k = 0; k < sentence->event_count; k++) {
            check_event(&sentence->events[k], sentence, d);
            for (size_t other = 0; other < k; other++) {
                need(strcmp(sentence->events[other].event.id.text, sentence->events[k].event.id.text) != 0);
            }
        }
        events += sentence->event_count;
        silent += sentence->silent;
    }
    need(coded.event_count == events && coded.silent_count == silent);
    check_again(d, &coded);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    toc_arena arena;
    toc_docs *docs;
    toc_document d;
    bool more = true;
    toc_arena_init(&arena, 0);
    if (toc_docs_open_memory("fuzz", (toc_str){(const char *)data, size}, TOC_FORMAT_TXT, TOC_DAY_NONE, NULL, NULL,
                             &docs, NULL) == TOC_OK) {
        while (toc_docs_next(docs, &arena, &d, &more, NULL) == TOC_OK && more) {
            check_document(&d, &arena);
        }
        toc_docs_close(docs);
    }
    toc_arena_fini(&arena);
    return 0;
}
