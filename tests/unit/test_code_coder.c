/* The coder as a whole: laws that hold for any text, and that it survives hostile text and refused memory. */
#include "base/mem.h"
#include "code/code.h"
#include "code/inside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct tools {
    toc_lexicon *lexicon;
    toc_ontology *ontology;
    toc_world *world;
    toc_syntax *syntax;
    toc_scorer *scorer;
    toc_coder *coder;
} tools;

static int tools_load(void **state) {
    static tools t;
    toc_err err = {0};
    const char *data = getenv("TOCSIN_DATA");
    char model[1024], scores[1024];
    snprintf(model, sizeof model, "%s/../models/syntax-en.bin", data);
    snprintf(scores, sizeof scores, "%s/../models/coding-en.bin", data);
    if (toc_lexicon_new(data, &t.lexicon, &err) || toc_ontology_new(data, &t.ontology, &err) ||
        toc_world_new(data, &t.world, &err) || toc_syntax_new(model, &t.syntax, &err) ||
        toc_scorer_new(scores, &t.scorer, &err) ||
        toc_coder_new(t.lexicon, t.ontology, t.world, t.syntax, t.scorer, &t.coder, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    *state = &t;
    return 0;
}

static int tools_free(void **state) {
    tools *t = *state;
    toc_coder_free(t->coder);
    toc_scorer_free(t->scorer);
    toc_syntax_free(t->syntax);
    toc_world_free(t->world);
    toc_ontology_free(t->ontology);
    toc_lexicon_free(t->lexicon);
    return 0;
}

static toc_document document_of(const char *date, const char *title, const char *text) {
    toc_document d = {.date = toc_day_parse(toc_str_of(date)), .title = toc_str_of(title), .text = toc_str_of(text)};
    toc_str parts[] = {d.title, d.text};
    d.id = toc_id_make('d', parts, 2);
    return d;
}

static toc_coded code(void **state, const toc_document *d, toc_arena *arena) {
    toc_coded out;
    toc_err err = {0};
    assert_int_equal(toc_code_document(((tools *)*state)->coder, d, arena, &out, &err), TOC_OK);
    return out;
}

/* The events of a text as one line: "ROOT modality SOURCE>TARGET; …" */
static const char *told(void **state, const char *date, const char *text) {
    static char line[4096];
    toc_arena arena;
    toc_arena_init(&arena, 0);
    toc_document d = document_of(date, "", text);
    toc_coded coded = code(state, &d, &arena);
    size_t at = 0;
    line[0] = 0;
    for (size_t s = 0; s < coded.sentence_count; s++) {
        for (size_t k = 0; k < coded.sentences[s].event_count; k++) {
            const toc_event *e = &coded.sentences[s].events[k].event;
            at += (size_t)snprintf(line + at, sizeof line - at, "%s%s %s %.*s>%.*s", at ? "; " : "",
                                   toc_root_name(e->root), toc_modality_name(e->modality), TOC_FMT(e->source.code),
                                   TOC_FMT(e->target.code));
        }
    }
    toc_arena_fini(&arena);
    return line;
}

static void test_plain_deed(void **state) {
    assert_string_equal(told(state, "2022-02-24", "Russia invaded Ukraine on Thursday."), "ASSAULT done RUS>UKR");
    assert_string_equal(told(state, "2022-02-24", "Ukraine was invaded by Russia on Thursday."),
                        "ASSAULT done RUS>UKR");
}

static void test_modality_is_read(void **state) {
    assert_string_equal(told(state, "2023-01-01", "Russia will deploy troops to Belarus."), "MOBILIZE planned RUS>BLR");
    assert_string_equal(told(state, "2023-01-01", "Russia did not deploy troops to Belarus."),
                        "MOBILIZE denied RUS>BLR");
    assert_string_equal(told(state, "2023-01-01", "Germany invaded Poland in September 1939."),
                        "ASSAULT historical DEU>POL");
}

static void test_terms_of_office_decide(void **state) {
    assert_string_equal(told(state, "2023-08-15", "Viktor Khrenin met Sergei Shoigu in Minsk."),
                        "CONSULT done BLRGOVMIL>RUSGOVMIL");
    /* in 2012 neither held that office: no defence minister may come of it */
    const char *early = told(state, "2012-08-15", "Viktor Khrenin met Sergei Lavrov in Minsk.");
    assert_null(strstr(early, "BLRGOVMIL>"));
}

static void test_same_text_same_ids(void **state) {
    toc_arena a, b;
    toc_document d =
        document_of("2023-08-15", "Talks", "Russia and Ukraine held talks in Istanbul. Poland condemned Russia.");
    toc_arena_init(&a, 0);
    toc_arena_init(&b, 0);
    toc_coded one = code(state, &d, &a), two = code(state, &d, &b);
    assert_int_equal(one.sentence_count, two.sentence_count);
    assert_true(one.event_count > 0);
    for (size_t s = 0; s < one.sentence_count; s++) {
        assert_int_equal(one.sentences[s].event_count, two.sentences[s].event_count);
        for (size_t k = 0; k < one.sentences[s].event_count; k++) {
            assert_string_equal(one.sentences[s].events[k].event.id.text, two.sentences[s].events[k].event.id.text);
        }
    }
    toc_arena_fini(&a);
    toc_arena_fini(&b);
}

static void test_spans_lie_in_their_sentence(void **state) {
    toc_arena arena;
    toc_document d = document_of(
        "2023-08-15", "", "“Belarus must strengthen its defence,” Khrenin said. He called on NATO to return to talks.");
    toc_arena_init(&arena, 0);
    toc_coded coded = code(state, &d, &arena);
    for (size_t s = 0; s < coded.sentence_count; s++) {
        for (size_t k = 0; k < coded.sentences[s].event_count; k++) {
            const toc_event *e = &coded.sentences[s].events[k].event;
            assert_true(e->span_from < e->span_to && e->span_to <= coded.sentences[s].text.len);
            assert_true(e->confidence > 0 && e->confidence <= 1);
            assert_true(coded.sentences[s].events[k].reason_count >= 3);
        }
    }
    toc_arena_fini(&arena);
}

static void test_fear_of_war_is_no_assault(void **state) {
    static const char *const texts[] = {
        "Belarusian Defence Minister Viktor Khrenin warned that war between Russia and NATO is possible.",
        "Poland fears a Russian attack on Lithuania.",
        "If Russia attacked Estonia, NATO would respond, Jens Stoltenberg said.",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_null(strstr(told(state, "2023-08-15", texts[i]), "ASSAULT"));
    }
}

static void test_silence_is_counted(void **state) {
    toc_arena arena;
    toc_document d = document_of("2023-08-15", "", "Poland and Belarus share a long river.");
    toc_arena_init(&arena, 0);
    toc_coded coded = code(state, &d, &arena);
    assert_int_equal(coded.event_count, 0);
    assert_int_equal(coded.silent_count, 1);
    toc_arena_fini(&arena);
}

static void test_hostile_text_gives_no_crash(void **state) {
    static char words[60000];
    static const char *const texts[] = {"",
                                        " ",
                                        ".",
                                        "\"",
                                        "((((((((((",
                                        "?\?\?\?!!!!",
                                        "a",
                                        "\xEF\xBF\xBD\xEF\xBF\xBD",
                                        "Россия напала на Украину.",
                                        "RUSSIA ATTACKS UKRAINE",
                                        "- Russia\n- Ukraine\n- talks",
                                        "said said said said said",
                                        "to to to to to",
                                        "\"Russia \"Ukraine \"NATO said",
                                        "1939 1940 1941",
                                        "Russia's 's 's 's 's"};
    toc_arena arena;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        told(state, "2023-08-15", texts[i]);
        told(state, "", texts[i]);
    }
    for (size_t i = 0; i + 9 < sizeof words; i += 9) {
        memcpy(words + i, i % 18 ? "Russia , " : "attacked ", 9);
    }
    toc_arena_init(&arena, 0);
    toc_document d = document_of("2023-08-15", "", words);
    code(state, &d, &arena);
    toc_arena_fini(&arena);
}

/* A sentence that names nobody is not parsed, unless its document explains it: of all of these, told with every
 * sentence parsed, nothing is lost. */
static void test_what_is_not_parsed_tells_nothing(void **state) {
    static const char *const texts[] = {
        "Ukraine's President Volodymyr Zelensky arrived on Monday. He accused Russia of lying. He threatened to "
        "strike. It rained.",
        "Taiwan counted the ships. The mainland fired missiles over the island on Friday. Nobody was hurt.",
        "South Korea watched. The North shelled an island. Both Koreas met later.",
        "Gunmen killed 12 villagers. Farmers blocked the road. Policemen shot two women. Nobody knew why.",
        "Foreign Minister Ivan Petrov of Belarus spoke. \"We will expel the diplomats,\" Petrov said. Petrov condemned "
        "the raid.",
        "Armed Ivan Petrov shot dead Maria Kapral. The wives mourned. Harbour pilots staged a strike.",
        "NATO met. The alliance condemned the attack. The bloc moved troops. Children sang.",
        "The market rose by two per cent. Shares of the retailer fell. Analysts expected more.",
        "He was late. She was not. They were happy. We were told so. Our house was sold.",
    };
    toc_coder *coder = ((tools *)*state)->coder;
    size_t parsed = 0, all = 0;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char some[4096];
        snprintf(some, sizeof some, "%s", told(state, "2023-08-15", texts[i]));
        coder->parse_all = true;
        const char *every = told(state, "2023-08-15", texts[i]);
        coder->parse_all = false;
        assert_string_equal(some, every);
        toc_arena arena;
        toc_arena_init(&arena, 0);
        toc_str rest = toc_str_of(texts[i]);
        while (rest.ptr) {
            toc_reading reading;
            toc_err err = {0};
            toc_str sentence = toc_str_cut(&rest, '.');
            assert_int_equal(toc_code_read(coder, sentence, &arena, &reading, &err), TOC_OK);
            parsed += reading.count > 0 && reading.nodes != NULL;
            all += reading.count > 0;
        }
        toc_arena_fini(&arena);
    }
    assert_true(parsed > 0 && parsed * 4 < all * 3); /* and some are not parsed indeed */
}

static void test_refused_memory_is_survived(void **state) {
    toc_document d =
        document_of("2023-08-15", "Title",
                    "Russia and Belarus began a joint exercise near Poland. “We will respond,” Khrenin said.");
    bool done = false;
    for (long n = 0; n < 400 && !done; n++) {
        toc_arena arena;
        toc_coded out = {0};
        toc_err err = {0};
        toc_arena_init(&arena, 0);
        toc_mem_refuse_after(n);
        toc_rc rc = toc_code_document(((tools *)*state)->coder, &d, &arena, &out, &err);
        toc_mem_refuse_after(-1);
        assert_true(rc == TOC_OK || rc == TOC_ENOMEM);
        done = rc == TOC_OK;
        toc_arena_fini(&arena);
    }
    assert_true(done);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_deed),
        cmocka_unit_test(test_modality_is_read),
        cmocka_unit_test(test_terms_of_office_decide),
        cmocka_unit_test(test_same_text_same_ids),
        cmocka_unit_test(test_spans_lie_in_their_sentence),
        cmocka_unit_test(test_fear_of_war_is_no_assault),
        cmocka_unit_test(test_silence_is_counted),
        cmocka_unit_test(test_hostile_text_gives_no_crash),
        cmocka_unit_test(test_what_is_not_parsed_tells_nothing),
        cmocka_unit_test(test_refused_memory_is_survived),
    };
    return cmocka_run_group_tests(tests, tools_load, tools_free);
}
