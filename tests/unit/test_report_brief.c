/* A brief on generated events: every line labelled and openable, symmetric, silent where too little is known, no future
 * in it. */
#include "cm.h"
#include "measure/way.h"
#include "report/brief.h"
#include "sides.h"

#include "fresh.h" /* behind sides.h, whose functions have arenas of their own */

#include <jansson.h>

#define OK(call) assert_int_equal((call), TOC_OK)

static toc_world *world;
static toc_way *way;
static toc_ontology *ontology;
static toc_arena forever; /* of the questions */
static toc_question *questions;
static size_t question_count;

static int load_tables(void **state) {
    (void)state;
    char folder[1024];
    toc_arena_init(&forever, 0);
    snprintf(folder, sizeof folder, "%s/questions", data_dir());
    if (toc_questions_read(folder, &forever, &questions, &question_count, &err) != TOC_OK)
        return -1;
    return toc_way_new(data_dir(), &way, &err) == TOC_OK && toc_world_new(data_dir(), &world, &err) == TOC_OK &&
                   toc_ontology_new(data_dir(), &ontology, &err) == TOC_OK
               ? 0
               : -1;
}

static int free_tables(void **state) {
    (void)state;
    toc_way_free(way);
    toc_world_free(world);
    toc_ontology_free(ontology);
    toc_arena_fini(&forever);
    return 0;
}

typedef struct inputs {
    toc_pair pair;
    toc_trend trend;
    toc_tension months;
    toc_rates rates;
    toc_watch watch;
    toc_ladder ladder;
    toc_score score;
    toc_ladder_sheet sheet;
    toc_brief_input input;
} inputs;

/* A model of disputes that says 3 in 100 of every pair. */
static bool chance(void *ctx, int cow_a, int cow_b, toc_dispute_chance *out) {
    (void)ctx;
    *out = (toc_dispute_chance){0.03, 0.01, 0.08};
    return cow_a != cow_b;
}

static void ask(inputs *in) {
    const toc_ladder_input asked = {.world = world,
                                    .a = &in->pair.a,
                                    .b = &in->pair.b,
                                    .questions = questions,
                                    .count = question_count,
                                    .rates = &in->rates,
                                    .pair = &in->pair,
                                    .known_from = in->pair.asof - 500,
                                    .chance = chance};
    OK(toc_ladder_make(&asked, &arena, &in->ladder, &err));
    OK(toc_score_make(&(toc_record){.count = 0}, &arena, &in->score, &err));
    const toc_ladder_facts facts = {
        .ladder = &in->ladder, .a = &in->pair.a, .b = &in->pair.b, .score = &in->score, .basis = TOC_STR("made up")};
    if (toc_ladder_sheet_make(&facts, &arena, &in->sheet, &err) != TOC_OK)
        fail_msg("%s", err.text);
    in->input.ladder = &in->sheet;
}

static void measure(inputs *in, const char *a, const char *b, toc_event *events, size_t count, toc_day asof) {
    size_t *largest;
    toc_contact *contacts;
    toc_evidence *evidence = toc_arena_array(&arena, count + 1, sizeof *evidence);
    in->pair = pair_make(events, count, asof, &arena);
    OK(toc_side_parse(world, toc_str_of(a), asof, &arena, &in->pair.a, &err));
    OK(toc_side_parse(world, toc_str_of(b), asof, &arena, &in->pair.b, &err));
    OK(toc_tension_trend(&in->pair, 90, data_dir(), &arena, &in->trend, &err));
    OK(toc_tension_series(&in->pair, TOC_SPAN_MONTH, toc_day_month_start(asof, -23), asof, data_dir(), &arena,
                          &in->months, &err));
    OK(toc_watch_make(&in->pair, data_dir(), &arena, &in->watch, &err));
    OK(toc_pair_largest(&in->pair, 90, 64, data_dir(), &arena, &largest, &in->input.largest_count, &err));
    OK(toc_pair_contacts(&in->pair, way, NULL, NULL, &arena, &contacts, &in->input.contact_count, &err));
    toc_rates_make(world, &in->pair.a, &in->pair.b, &in->rates);
    ask(in);
    for (size_t i = 0; i < count; i++) {
        evidence[i] = (toc_evidence){.event = events[i],
                                     .sentence = TOC_STR("A <b>sentence</b> & \"more\"."),
                                     .source = TOC_STR("Daily"),
                                     .published = events[i].date};
    }
    in->input.world = world;
    in->input.ontology = ontology;
    in->input.pair = &in->pair;
    in->input.trend = &in->trend;
    in->input.months = &in->months;
    in->input.rates = &in->rates;
    in->input.watch = &in->watch;
    in->input.largest = largest;
    in->input.contacts = contacts;
    in->input.window_days = 90;
    in->input.evidence = evidence;
    in->input.evidence_count = count;
}

static toc_brief brief_of(inputs *in, const char *a, const char *b, toc_event *events, size_t count, const char *asof) {
    toc_brief brief;
    *in = (inputs){0};
    measure(in, a, b, events, count, day_of(asof));
    if (toc_brief_build(&in->input, &arena, &brief, &err) != TOC_OK) {
        fail_msg("%s", err.text);
    }
    brief.figures_stored = true;
    return brief;
}

enum { EVENTS = 80 };

static size_t generate(toc_event *events) {
    static const char *const a[] = {"RUS", "BLRGOVMIL"}, *const b[] = {"POL", "NATO", "LTUMIL"};
    toc_rng rng;
    toc_rng_init(&rng, 5);
    for (size_t i = 0; i < EVENTS; i++) {
        const kind *k = &kinds[toc_rng_below(&rng, KIND_COUNT)];
        events[i] =
            event_make(a[toc_rng_below(&rng, 2)], b[toc_rng_below(&rng, 3)], "", k->cameo, k->root, k->goldstein,
                       TOC_DONE, day_of("2023-08-15") - (toc_day)toc_rng_below(&rng, 300), (int64_t)i);
    }
    return EVENTS;
}

static toc_str written(void (*write)(toc_buf *, const toc_brief *), const toc_brief *brief) {
    toc_buf out;
    toc_buf_init(&out, 64u << 20);
    write(&out, brief);
    assert_false(out.failed);
    toc_str text = toc_arena_str(&arena, toc_buf_str(&out));
    toc_buf_fini(&out);
    return text;
}

static void write_text(toc_buf *out, const toc_brief *brief) {
    toc_brief_add_text(out, brief, (toc_text_style){.width = 80});
}

static void test_every_line_has_a_label_and_opens(void **state) {
    (void)state;
    toc_event events[EVENTS];
    inputs in;
    toc_brief brief = brief_of(&in, "RUS+BLR", "NATO", events, generate(events), "2023-08-15");
    for (int s = 0; s < TOC_SECTION_COUNT; s++) {
        assert_true(brief.sections[s].count > 0);
        for (size_t i = 0; i < brief.sections[s].count; i++) {
            const toc_brief_line *line = &brief.sections[s].lines[i];
            assert_true(line->text.len > 0 && line->id.len > 0);
            assert_true(line->label <= TOC_ASSUMPTION);
            if (line->id.ptr[0] == 'b' && toc_id_valid(line->id)) {
                assert_non_null(toc_brief_figure(&brief, line->id));
            }
            if (line->evidence != NULL) {
                assert_true(line->label == (toc_evidence_is_claim(line->evidence) ? TOC_CLAIM : TOC_FACT));
            }
        }
    }
    for (int i = 0; i < 3; i++) {
        assert_non_null(toc_brief_figure(&brief, brief.readings[i].id));
    }
    assert_int_equal(brief.rung_count, question_count);
    for (size_t i = 0; i < brief.rung_count; i++)
        assert_non_null(toc_brief_figure(&brief, brief.rungs[i].id));
}

static void test_words_are_claims(void **state) {
    (void)state;
    toc_evidence said = {.event = event_make("RUS", "POL", "", "138", TOC_THREATEN, -7, TOC_DONE, 1, 1)};
    toc_evidence done = {.event = event_make("RUS", "POL", "", "190", TOC_ASSAULT, -10, TOC_DONE, 1, 1)};
    toc_evidence told = done;
    told.event.speaker.code = TOC_STR("POLGOV");
    assert_true(toc_evidence_is_claim(&said));
    assert_false(toc_evidence_is_claim(&done));
    assert_true(toc_evidence_is_claim(&told));
}

static void test_nothing_from_the_future_is_printed(void **state) {
    (void)state;
    toc_event events[EVENTS];
    inputs in;
    toc_brief brief = brief_of(&in, "RUS+BLR", "NATO", events, generate(events), "2023-08-15");
    toc_str text = written(write_text, &brief);
    assert_int_equal(toc_str_find(text, TOC_STR("2025"), 0), SIZE_MAX);
    size_t at = toc_str_find(text, TOC_STR("2024"), 0);
    assert_true(at != SIZE_MAX); /* the day on which the question is settled, and nothing else */
    assert_true(toc_str_ends(toc_str_slice(text, 0, at), TOC_STR("settled by 14 August ")));
    assert_int_equal(toc_str_find(text, TOC_STR("2024"), at + 1), SIZE_MAX);
    toc_str html = written(toc_brief_add_html, &brief); /* with all that its lines open */
    assert_int_equal(toc_str_find(html, TOC_STR("2025"), 0), SIZE_MAX);
}

/* All that may look like a probability stands on a line of odds: with its interval and its n. */
static void test_no_bare_probability(void **state) {
    (void)state;
    toc_event events[EVENTS];
    inputs in;
    toc_brief brief = brief_of(&in, "RUS+BLR", "NATO", events, generate(events), "2023-08-15");
    toc_str text = written(toc_brief_add_md, &brief);
    size_t found = 0;
    for (toc_str rest = text; rest.ptr;) {
        toc_str line = toc_str_cut(&rest, '\n');
        bool odds = toc_str_find(line, TOC_STR("in 100"), 0) != SIZE_MAX;
        bool headline = toc_str_starts(line, TOC_STR("**MODEL** War within a year"));
        if (odds) {
            assert_true(toc_str_find(line, TOC_STR("95 % interval"), 0) != SIZE_MAX);
            assert_true(headline || toc_str_find(line, TOC_STR("–"), 0) != SIZE_MAX); /* the years of its base rate */
        }
        found += odds;
    }
    assert_true(found >= 7); /* the headline, and the rungs but those of which too little is known */
    assert_true(toc_str_find(text, TOC_STR("Track record: none yet"), 0) != SIZE_MAX);
    assert_true(toc_str_find(text, TOC_STR("settled by"), 0) != SIZE_MAX);
    assert_true(toc_str_find(text, TOC_STR("Confidence in these figures is low"), 0) != SIZE_MAX);
    assert_int_equal(toc_str_find(text, TOC_STR("0 % "), 0) == SIZE_MAX ? 0 : 1, 0);
}

static void test_swapping_sides_mirrors_the_figures(void **state) {
    (void)state;
    toc_event events[EVENTS];
    inputs in, swapped;
    toc_brief x = brief_of(&in, "RUS+BLR", "NATO", events, generate(events), "2023-08-15");
    toc_brief y = brief_of(&swapped, "NATO", "RUS+BLR", events, EVENTS, "2023-08-15");
    for (int i = 0; i < 3; i++) {
        assert_true(toc_str_equal(x.readings[i].verdict, y.readings[i].verdict));
        assert_true(toc_str_equal(x.readings[i].detail, y.readings[i].detail));
        assert_true(toc_str_equal(x.readings[i].volume, y.readings[i].volume));
    }
    assert_true(toc_str_equal(x.headline, y.headline));
    assert_int_equal(x.sections[TOC_SECTION_WHY].count, y.sections[TOC_SECTION_WHY].count);
    for (size_t i = 0; i < x.sections[TOC_SECTION_WHY].count; i++) {
        assert_true(toc_str_equal(x.sections[TOC_SECTION_WHY].lines[i].id, y.sections[TOC_SECTION_WHY].lines[i].id));
    }
}

static void test_too_little_says_not_enough(void **state) {
    (void)state;
    toc_event none[1];
    inputs in;
    toc_brief brief = brief_of(&in, "RUS+BLR", "NATO", none, 0, "2023-08-15");
    assert_str(brief.readings[0].verdict, "not enough");
    assert_str(brief.readings[1].verdict, "not enough");
    assert_str(brief.readings[2].verdict, "no clear change"); /* nothing happened, then and now */
    assert_true(toc_str_starts(brief.sections[TOC_SECTION_WHY].lines[0].text, TOC_STR("Not enough")));
    assert_true(written(write_text, &brief).len > 0);
    assert_true(written(toc_brief_add_html, &brief).len > 0);
}

static bool mentions(const toc_brief *brief, toc_section section, const char *id) {
    for (size_t i = 0; i < brief->sections[section].count; i++) {
        if (toc_str_equal(brief->sections[section].lines[i].id, toc_str_of(id))) {
            return true;
        }
    }
    return false;
}

static void test_who_is_bound_is_asked_as_of_the_day(void **state) {
    (void)state;
    toc_event none[1];
    inputs in;
    toc_brief before = brief_of(&in, "RUS+BLR", "NATO", none, 0, "2023-08-15");
    assert_true(mentions(&before, TOC_SECTION_BOUND, "NATO-5"));
    assert_true(mentions(&before, TOC_SECTION_BOUND, "CSTO-4"));
    assert_false(mentions(&before, TOC_SECTION_BOUND, "CSTO:ARM"));
    toc_brief after = brief_of(&in, "RUS+BLR", "NATO", none, 0, "2024-06-01");
    assert_true(mentions(&after, TOC_SECTION_BOUND, "CSTO:ARM"));
}

static void test_the_way_out_is_always_there(void **state) {
    (void)state;
    toc_event none[1];
    inputs in;
    toc_brief brief = brief_of(&in, "PER", "ECU", none, 0, "2023-08-15");
    assert_true(brief.sections[TOC_SECTION_CHANNELS].count >= 2);
    assert_true(brief.sections[TOC_SECTION_MIND].count > 0);
}

static void test_json_parses_and_html_asks_nobody(void **state) {
    (void)state;
    toc_event events[EVENTS];
    inputs in;
    toc_brief brief = brief_of(&in, "RUS+BLR", "NATO", events, generate(events), "2023-08-15");
    toc_str json = written(toc_brief_add_json, &brief), html = written(toc_brief_add_html, &brief);
    json_t *root = json_loadb(json.ptr, json.len, 0, NULL);
    assert_non_null(root);
    assert_int_equal(json_array_size(json_object_get(root, "sections")), TOC_SECTION_COUNT);
    json_t *ladder = json_object_get(json_object_get(root, "answer"), "ladder");
    assert_int_equal(json_array_size(ladder), question_count);
    for (size_t i = 0; i < question_count; i++) {
        json_t *rung = json_object_get(json_array_get(ladder, i), "rung");
        if (!json_is_number(json_object_get(rung, "probability")))
            continue;
        assert_true(json_is_string(json_object_get(rung, "question")));
        assert_true(json_is_string(json_object_get(rung, "resolution")));
        assert_true(json_is_string(json_object_get(rung, "track_record")));
        assert_true(json_integer_value(json_object_get(rung, "horizon_days")) == 365);
        assert_true(json_integer_value(json_object_get(json_object_get(rung, "base_rate"), "pair_years")) > 0);
        assert_true(json_is_number(json_object_get(rung, "low")) && json_is_number(json_object_get(rung, "high")));
    }
    json_decref(root);
    const char *const outside[] = {"<script", "<link", "src=", "@import", "url(http", "<iframe", "<b>sentence"};
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
        assert_int_equal(toc_str_find(html, toc_str_of(outside[i]), 0), SIZE_MAX);
    }
    assert_true(toc_str_find(html, TOC_STR("A &lt;b&gt;sentence"), 0) != SIZE_MAX);
}

/* Every link within the HTML leads to an anchor that is there. */
static void test_html_anchors_exist(void **state) {
    (void)state;
    toc_event events[EVENTS];
    inputs in;
    toc_brief brief = brief_of(&in, "RUS+BLR", "NATO", events, generate(events), "2023-08-15");
    toc_str html = written(toc_brief_add_html, &brief);
    size_t links = 0;
    for (size_t at = 0; (at = toc_str_find(html, TOC_STR("href=\"#"), at)) != SIZE_MAX; at++, links++) {
        size_t from = at + 7, end = toc_str_find(html, TOC_STR("\""), from);
        toc_str anchor = toc_arena_printf(&arena, "id=\"%.*s\"", (int)(end - from), html.ptr + from);
        assert_true(toc_str_find(html, anchor, 0) != SIZE_MAX);
    }
    assert_true(links > 0);
}

static void test_text_keeps_to_its_width(void **state) {
    (void)state;
    toc_event events[EVENTS];
    inputs in;
    toc_brief brief = brief_of(&in, "RUS+BLR", "NATO", events, generate(events), "2023-08-15");
    toc_str text = written(write_text, &brief);
    for (toc_str rest = text; rest.ptr;) {
        toc_str line = toc_str_cut(&rest, '\n');
        size_t width = 0;
        for (size_t i = 0; i < line.len; i++) {
            width += ((unsigned char)line.ptr[i] & 0xC0) != 0x80;
        }
        assert_true(width <= 80);
    }
    assert_int_equal(toc_str_find(text, TOC_STR("\033"), 0), SIZE_MAX);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {T(test_every_line_has_a_label_and_opens),
                                       T(test_words_are_claims),
                                       T(test_nothing_from_the_future_is_printed),
                                       T(test_no_bare_probability),
                                       T(test_swapping_sides_mirrors_the_figures),
                                       T(test_too_little_says_not_enough),
                                       T(test_who_is_bound_is_asked_as_of_the_day),
                                       T(test_the_way_out_is_always_there),
                                       T(test_json_parses_and_html_asks_nobody),
                                       T(test_html_anchors_exist),
                                       T(test_text_keeps_to_its_width)};
    return cmocka_run_group_tests(tests, load_tables, free_tables);
}
