/* Links between reports: what is one happening, what a copy, what corrects; the order of events is irrelevant, a chain
 * is cut, memory may be refused. */
#include "scratch.h"

#include "cm.h"
#include "refuse.h"
#include "sides.h"

#include "measure/link.h"
#include "measure/way.h"

static scratch folder;
static toc_arena arena;
static toc_err err;
static toc_store *store;
static toc_linking *linking;

enum { EVENTS_MAX = 4096 };
static toc_event events[EVENTS_MAX];
static size_t event_count;

static void must(toc_rc rc) {
    if (rc != TOC_OK) {
        fail_msg("%s", err.text);
    }
}

static int setup(void **state) {
    (void)state;
    scratch_init(&folder);
    toc_arena_init(&arena, 0);
    err = (toc_err){0};
    event_count = 0;
    must(toc_linking_new(data_dir(), &linking, &err));
    must(toc_store_open(scratch_path(&folder, "link.db"), TOC_STORE_WRITE, &store, &err));
    return 0;
}

static int teardown(void **state) {
    (void)state;
    toc_store_close(store);
    toc_linking_free(linking);
    toc_arena_fini(&arena);
    scratch_fini(&folder);
    return 0;
}

/* A document of one sentence and, when root is not NONE, one event; the id of the event is its place. */
typedef struct report {
    const char *day; /* of the document and the event */
    const char *publisher, *title;
    const char *source, *target, *speaker; /* codes; the words are "SRC" and the like, in the sentence or not */
    toc_root root;
    toc_modality modality;
    const char *text;
} report;

static size_t add(const report *r) {
    char name[32];
    snprintf(name, sizeof name, "%zu", event_count);
    toc_str parts[] = {toc_str_of(name), toc_str_of(r->day)};
    toc_day day = day_of(r->day);
    toc_store_document document = {.id = toc_id_make('d', parts, 2),
                                   .source = toc_str_of(r->publisher),
                                   .title = toc_str_of(r->title),
                                   .date = day,
                                   .marked = event_count % 2 == 0}; /* half of them as an older tocsin left them */
    toc_id sentence = toc_id_make('s', parts, 2);
    toc_sketcher sketcher;
    toc_sketcher_init(&sketcher);
    toc_sketcher_add(&sketcher, toc_str_of(r->text));
    document.sketch = toc_sketcher_end(&sketcher);
    toc_event *event = &events[event_count];
    bool added;
    *event = event_make(r->source, r->target, "", "190", r->root, -10, r->modality, day, (int64_t)event_count);
    event->dataset = event->file = TOC_STR("");
    event->source.text = toc_str_of(r->source);
    event->target.text = toc_str_of(r->target);
    event->speaker.code = toc_str_of(r->speaker);
    event->document = document.id;
    event->sentence = sentence;
    event->learnt = day;
    toc_event_make_id(event);
    must(toc_store_begin(store, &err));
    must(toc_store_add_document(store, &document, 1, 0, &err));
    must(toc_store_add_sentence(store, &sentence, &document.id, 0, 0, toc_str_of(r->text), &err));
    must(toc_store_add_event(store, event, day, &added, &err));
    bool titled = toc_linking_title(linking, document.title);
    if (toc_linking_withdrawn(linking, titled, toc_str_of(r->text)).len > 0) {
        must(toc_store_add_correction(store, &sentence, &document.id, day, &err));
    }
    must(toc_store_commit(store, &err));
    return event_count++;
}

static const report SHELLING = {.day = "2022-03-01",
                                .publisher = "Wire",
                                .title = "News",
                                .source = "AAA",
                                .target = "BBA",
                                .speaker = "",
                                .root = TOC_ASSAULT,
                                .modality = TOC_DONE,
                                .text = "AAA shelled a border post of BBA near the river and burnt its tower."};

static toc_links links_of(size_t count, toc_day asof) {
    toc_links links;
    must(toc_links_make(store, linking, events, count, asof, &arena, &links, &err));
    return links;
}

static bool linked(const toc_links *links, size_t a, size_t b) {
    return links->links[a].happening == links->links[b].happening;
}

static void the_same_and_the_next_day_are_one_happening(void **state) {
    (void)state;
    report r = SHELLING;
    size_t first = add(&r);
    r.day = "2022-03-02";
    r.text = "Shells burnt the tower of a border post near the river, BBA said of AAA.";
    size_t next = add(&r);
    r.day = "2022-03-04";
    size_t late = add(&r);
    r = SHELLING;
    r.text = "AAA bombed an airfield of BBA in the south.";
    size_t other = add(&r);
    toc_links links = links_of(event_count, TOC_DAY_NONE);
    assert_true(linked(&links, first, next));
    assert_false(linked(&links, next, late));
    assert_false(linked(&links, first, other));
    const toc_happening *happening = &links.happenings[links.links[next].happening];
    assert_int_equal(happening->event, first);
    assert_int_equal(happening->reports, 2);
    assert_int_equal(happening->sources, 1); /* the publisher is the same */
}

/* A happening is as sure as its surest report in force, whichever stands for it. */
static void a_happening_is_as_sure_as_its_surest_report(void **state) {
    (void)state;
    report r = SHELLING;
    size_t first = add(&r);
    r.day = "2022-03-02";
    size_t next = add(&r);
    const double sure[][3] = {{0.6, 0.9, 0.9}, {0.9, 0.6, 0.9}, {0.7, 0.7, 0.7}};
    for (size_t i = 0; i < 3; i++) {
        toc_event both[2] = {events[first], events[next]};
        both[0].confidence = sure[i][0];
        both[1].confidence = sure[i][1];
        toc_pair pair = pair_make(both, 2, day_of("2022-03-31"), &arena);
        must(toc_pair_link(store, linking, &arena, &pair, &err));
        assert_int_equal(pair.count, 1);
        assert_string_equal(pair.events[0].id.text, events[first].id.text);
        assert_float_equal(pair.events[0].confidence, sure[i][2], 1e-12);
    }
}

static void kind_parts_what_words_join(void **state) {
    (void)state;
    report r = SHELLING;
    size_t first = add(&r);
    r.target = "BBB";
    size_t target = add(&r);
    r = SHELLING;
    r.source = "BBA";
    r.target = "AAA";
    size_t mirrored = add(&r);
    r = SHELLING;
    r.modality = TOC_PLANNED;
    size_t planned = add(&r);
    r = SHELLING;
    r.root = TOC_MOBILIZE;
    size_t root = add(&r);
    r = SHELLING;
    r.root = TOC_CONSULT;
    size_t talks = add(&r);
    r.source = "BBA";
    r.target = "AAA";
    size_t talks_mirrored = add(&r);
    toc_links links = links_of(event_count, TOC_DAY_NONE);
    assert_false(linked(&links, first, target));
    assert_false(linked(&links, first, mirrored));
    assert_false(linked(&links, first, planned));
    assert_false(linked(&links, first, root));
    assert_true(linked(&links, talks, talks_mirrored));
}

static void rows_of_datasets_are_never_linked(void **state) {
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        events[event_count++] = event_make("AAA", "BBA", "", "190", TOC_ASSAULT, -10, TOC_DONE, 19000, (int64_t)i);
    }
    events[0].reports = 7;
    toc_links links = links_of(event_count, TOC_DAY_NONE);
    assert_int_equal(links.count, 2);
    assert_int_equal(links.happenings[links.links[0].happening].reports, 7);
    assert_int_equal(links.happenings[links.links[0].happening].sources, 1);
    assert_int_equal(links_of(0, TOC_DAY_NONE).count, 0);
}

/* Rows alone take a short way past linking: with a report beside them, which makes them take the long one, they are
 * told the same. */
static void rows_alone_and_beside_a_report_are_the_same(void **state) {
    (void)state;
    enum { ROWS = 5 };
    toc_day asof = day_of("2022-04-01");
    toc_side a = side_a(asof), b = side_b(asof);
    toc_pair alone, beside;
    toc_event rows[ROWS];
    for (int i = 0; i < ROWS; i++) {
        rows[i] = event_make("AAA", "BBA", "", "190", TOC_ASSAULT, -10, TOC_DONE, day_of("2022-02-01") + i / 2, i);
        rows[i].reports = 3 - i % 2;
    }
    must(toc_pair_make(store, &a, &b, asof, rows, ROWS, &arena, &alone, &err));
    add(&SHELLING);
    toc_event both[ROWS + 1] = {events[0]};
    memcpy(both + 1, rows, sizeof *rows * ROWS);
    must(toc_pair_make(store, &a, &b, asof, both, ROWS + 1, &arena, &beside, &err));
    must(toc_pair_link(store, linking, &arena, &alone, &err));
    must(toc_pair_link(store, linking, &arena, &beside, &err));
    assert_int_equal(alone.count, ROWS);
    assert_int_equal(beside.count, ROWS + 1);
    assert_int_equal(alone.told_count, ROWS);
    int reports = 0, other = 0;
    for (int i = 0; i < ROWS; i++) {
        assert_string_equal(alone.events[i].id.text, beside.events[i].id.text);
        assert_int_equal(alone.events[i].reports, beside.events[i].reports);
        assert_int_equal(alone.standings[i].reports, beside.standings[i].reports);
        assert_int_equal(alone.standings[i].sources, beside.standings[i].sources);
        assert_int_equal(alone.told[i].day, beside.told[i].day);
        reports += alone.told[i].reports;
        other += beside.told[i].reports;
    }
    assert_int_equal(reports, other);
}

static void a_chain_of_days_is_cut(void **state) {
    (void)state;
    char day[24];
    report r = SHELLING;
    for (int i = 1; i <= 9; i++) {
        snprintf(day, sizeof day, "2022-03-%02d", i);
        r.day = day;
        add(&r);
    }
    toc_links links = links_of(event_count, TOC_DAY_NONE);
    assert_int_equal(links.count, 5);
    for (size_t h = 0; h < links.count; h++) {
        const toc_happening *happening = &links.happenings[h];
        toc_day first = events[happening->members[0]].date,
                last = events[happening->members[happening->count - 1]].date;
        assert_true(last - first <= toc_linking_numbers(linking)->span_days);
    }
}

static void copies_are_one_source(void **state) {
    (void)state;
    static const char *const publishers[] = {"Wire", "Paper", "Post", "Star"};
    report r = SHELLING;
    for (size_t i = 0; i < 4; i++) {
        r.publisher = publishers[i];
        add(&r);
    }
    r.publisher = "Own desk";
    r.text = "A border post near the river lost its tower when AAA shelled BBA, and our reporter saw it burnt.";
    size_t own = add(&r);
    toc_links links = links_of(event_count, TOC_DAY_NONE);
    const toc_happening *happening = &links.happenings[links.links[own].happening];
    assert_int_equal(happening->reports, 5);
    assert_int_equal(happening->sources, 2);
    assert_int_equal(links.links[own].original, own);
    size_t originals = 0;
    for (size_t i = 0; i < event_count; i++) {
        originals += links.links[i].original == i;
    }
    assert_int_equal(originals, 2);
}

static void a_denial_by_another_corrects_and_by_the_accused_disputes(void **state) {
    (void)state;
    report r = SHELLING;
    size_t report_at = add(&r);
    r.modality = TOC_DENIED;
    r.text = "The ministry denied that AAA had shelled a border post of BBA.";
    r.speaker = "AAAGOV";
    size_t own = add(&r);
    toc_links links = links_of(event_count, TOC_DAY_NONE);
    assert_string_equal(links.links[report_at].disputed_by.text, events[own].id.text);
    assert_int_equal(links.links[report_at].corrected_by.text[0], 0);
    assert_int_equal(links.happenings[links.links[report_at].happening].reports, 1);
    r.speaker = "BBAGOV";
    r.day = "2022-03-02";
    size_t other = add(&r);
    links = links_of(event_count, TOC_DAY_NONE);
    assert_string_equal(links.links[report_at].corrected_by.text, events[other].id.text);
    assert_int_equal(links.happenings[links.links[report_at].happening].reports, 0);
    r = SHELLING;
    r.day = "2022-03-02"; /* the denial is of an earlier shelling, of a day before, or of this one: all that is known by
                             it */
    size_t same_day = add(&r);
    r.day = "2022-03-03";
    size_t later = add(&r);
    links = links_of(event_count, TOC_DAY_NONE);
    assert_true(links.links[same_day].corrected_by.text[0] != 0);
    assert_int_equal(links.links[later].corrected_by.text[0], 0);
}

static void a_sentence_takes_back_from_the_day_it_was_learnt(void **state) {
    (void)state;
    report r = SHELLING;
    size_t shelled = add(&r);
    r.text = "AAA bombed an airfield of BBA in the south.";
    size_t bombed = add(&r);
    r.day = "2022-03-03";
    r.root = TOC_ACCUSE;
    r.source = "BBB";
    r.text = "The agency retracted its report that AAA had shelled a border post of BBA.";
    add(&r);
    toc_links before = links_of(event_count, day_of("2022-03-02")), after = links_of(event_count, day_of("2022-03-03"));
    assert_int_equal(before.links[shelled].corrected_by.text[0], 0);
    assert_int_equal(after.links[shelled].corrected_by.text[0], 's');
    assert_int_equal(after.links[bombed].corrected_by.text[0], 0);
}

static void a_correcting_document_stands_for_its_happening(void **state) {
    (void)state;
    report r = SHELLING;
    size_t wrong = add(&r);
    r.title = "CORRECTION: one post, not two";
    size_t right = add(&r);
    size_t second = add(&r);
    toc_links links = links_of(event_count, TOC_DAY_NONE);
    const toc_happening *happening = &links.happenings[links.links[wrong].happening];
    assert_int_equal(happening->reports, 1); /* of two corrections of one day, one stands */
    assert_true(happening->event == right || happening->event == second);
    assert_true(links.links[wrong].corrected_by.text[0] == 'e');
}

/* Thirty papers that tell of one meeting do not make a mediator of thirty meetings; one that was denied makes none. */
static void third_parties_are_counted_by_happenings(void **state) {
    (void)state;
    toc_world *world;
    toc_way *way;
    toc_third *thirds;
    size_t count;
    report r = SHELLING;
    toc_side a = side_a(day_of("2022-03-31")), b = side_b(day_of("2022-03-31"));
    r.root = TOC_CONSULT;
    r.source = "CHE";
    for (int i = 0; i < 5; i++) {
        r.target = "AAA";
        r.text = "CHE met AAA at the lake to talk about a truce.";
        add(&r);
        r.target = "BBA";
        r.text = "CHE met BBA in the mountains to talk about a truce.";
        add(&r);
    }
    r.source = "TUR";
    add(&r);
    r.target = "AAA";
    r.text = "TUR met AAA by the sea.";
    add(&r);
    r.modality = TOC_DENIED;
    r.speaker = "AAA";
    r.text = "AAA denied that TUR met AAA by the sea.";
    add(&r);
    must(toc_world_new(data_dir(), &world, &err));
    must(toc_way_new(data_dir(), &way, &err));
    must(toc_third_parties(store, world, linking, way, &a, &b, day_of("2022-03-31"), &arena, &thirds, &count, &err));
    assert_int_equal(count, 1);
    assert_str(thirds[0].code, "CHE");
    assert_int_equal(thirds[0].a.days, 1);
    assert_int_equal(thirds[0].b.days, 1);
    toc_way_free(way);
    toc_world_free(world);
}

/* What is known of an event, in words that do not depend on places. */
static int by_text(const void *left, const void *right) {
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static void add_event_words(const toc_links *links, const toc_event *in, size_t at, toc_buf *out) {
    const toc_link *link = &links->links[at];
    const toc_happening *happening = &links->happenings[link->happening];
    toc_buf_printf(out, "%s: %s %s of %s, %d/%d by %s:", in[at].id.text, link->corrected_by.text,
                   link->disputed_by.text, in[link->original].id.text, happening->reports, happening->sources,
                   in[happening->event].id.text);
    for (size_t i = 0; i < happening->count; i++) {
        toc_buf_printf(out, " %s%s", in[happening->members[i]].id.text,
                       links->links[happening->members[i]].tells ? "+" : "");
    }
}

static void words_of(const toc_event *in, size_t count, toc_buf *out) {
    toc_links links;
    char *lines[EVENTS_MAX];
    must(toc_links_make(store, linking, in, count, TOC_DAY_NONE, &arena, &links, &err));
    for (size_t i = 0; i < count; i++) {
        toc_buf line;
        toc_buf_init(&line, 1 << 20);
        add_event_words(&links, in, i, &line);
        lines[i] = (char *)(uintptr_t)toc_arena_str(&arena, toc_buf_str(&line)).ptr;
        toc_buf_fini(&line);
    }
    qsort(lines, count, sizeof *lines, by_text);
    for (size_t i = 0; i < count; i++) {
        toc_buf_printf(out, "%s\n", lines[i]);
    }
}

static void shuffle(toc_event *in, size_t count, toc_rng *rng) {
    for (size_t i = count; i > 1; i--) {
        size_t k = toc_rng_below(rng, i);
        toc_event event = in[i - 1];
        in[i - 1] = in[k];
        in[k] = event;
    }
}

/* Reports made of few words, so that they are near by chance, with denials and corrections among them. */
static void fill_at_random(size_t count, uint64_t seed) {
    static const char *const acts[] = {"shelled a post", "shelled a bridge", "bombed a bridge",
                                       "bombed a port and a bridge"};
    static const char *const days[] = {"2022-03-01", "2022-03-02", "2022-03-03", "2022-03-04"};
    static const char *const publishers[] = {"Wire", "Paper", "Post"}, *const speakers[] = {"", "AAA", "BBA"};
    toc_rng rng;
    toc_rng_init(&rng, seed);
    for (size_t i = 0; i < count; i++) {
        report r = SHELLING;
        const char *act = acts[toc_rng_below(&rng, 4)];
        bool takes_back = toc_rng_below(&rng, 12) == 0;
        r.day = days[toc_rng_below(&rng, 4)];
        r.publisher = publishers[toc_rng_below(&rng, 3)];
        r.speaker = speakers[toc_rng_below(&rng, 3)];
        r.modality = toc_rng_below(&rng, 8) ? TOC_DONE : TOC_DENIED;
        r.title = toc_rng_below(&rng, 15) ? "News" : "Correction";
        r.text = toc_arena_printf(&arena, "%sAAA %s of BBA%s.", takes_back ? "Wire retracted its report that " : "",
                                  act, toc_rng_below(&rng, 2) ? "" : " at night in the rain")
                     .ptr;
        add(&r);
    }
}

static void order_is_irrelevant(void **state) {
    (void)state;
    toc_buf wanted, got;
    toc_rng rng;
    fill_at_random(60, 5);
    toc_rng_init(&rng, 6);
    toc_buf_init(&wanted, 1 << 24);
    toc_buf_init(&got, 1 << 24);
    words_of(events, event_count, &wanted);
    assert_non_null(strstr(wanted.ptr, "+"));
    for (int i = 0; i < 10; i++) {
        shuffle(events, event_count, &rng);
        toc_buf_clear(&got);
        words_of(events, event_count, &got);
        assert_string_equal(wanted.ptr, got.ptr);
    }
    toc_buf_fini(&wanted);
    toc_buf_fini(&got);
}

/* A crowd of one day: more than are compared one with another. */
static void a_crowd_is_linked(void **state) {
    (void)state;
    report r = SHELLING;
    for (int i = 0; i < 1500; i++) {
        r.publisher = i % 2 ? "Wire" : "Paper";
        r.text = i % 3 ? SHELLING.text : "AAA bombed an airfield of BBA in the south.";
        add(&r);
    }
    toc_links links = links_of(event_count, TOC_DAY_NONE);
    assert_int_equal(links.count, 2);
    assert_int_equal(links.happenings[0].reports + links.happenings[1].reports, 1500);
    assert_int_equal(links.happenings[0].sources, 1); /* all copies of one */
}

static bool link_once(void *ctx) {
    toc_arena own;
    toc_links links;
    toc_linking *table = NULL;
    toc_err failure = {0};
    (void)ctx;
    toc_arena_init(&own, 0);
    bool passed = toc_linking_new(data_dir(), &table, &failure) == TOC_OK &&
                  toc_links_make(store, table, events, event_count, TOC_DAY_NONE, &own, &links, &failure) == TOC_OK;
    if (!passed) {
        assert_true(failure.text[0] != '\0');
    }
    toc_linking_free(table);
    toc_arena_fini(&own);
    return passed;
}

static void every_refused_allocation_is_survived(void **state) {
    (void)state;
    fill_at_random(30, 7);
    assert_true(refuse_each(link_once, NULL) > 0);
}

static void older_documents_get_the_sketch_of_newer_ones(void **state) {
    (void)state;
    toc_id *ids;
    size_t count;
    toc_sketch made, kept;
    toc_store_document row;
    report r = SHELLING;
    add(&r);
    add(&r); /* this one without a sketch, see add */
    must(toc_store_unmarked(store, 10, &arena, &ids, &count, &err));
    assert_int_equal(count, 1);
    assert_string_equal(ids[0].text, events[1].document.text);
    must(toc_store_get_sketch(store, toc_str_of(events[0].document.text), &kept, &err));
    must(toc_store_get_sketch(store, toc_str_of(events[1].document.text), &made, &err));
    assert_memory_equal(&kept, &made, sizeof kept);
    must(toc_store_begin(store, &err));
    must(toc_store_mark_document(store, &ids[0], &err));
    must(toc_store_commit(store, &err));
    must(toc_store_get_document(store, toc_str_of(ids[0].text), &arena, &row, &err));
    assert_true(row.marked);
    assert_memory_equal(&row.sketch, &kept, sizeof kept);
    must(toc_store_unmarked(store, 10, &arena, &ids, &count, &err));
    assert_int_equal(count, 0);
    assert_int_equal(toc_store_get_sketch(store, TOC_STR("d0000000000000"), &kept, &err), TOC_ENOTFOUND);
}

static void gists_know_endings_and_leave_out_telling(void **state) {
    (void)state;
    toc_gist a = toc_gist_make(linking, TOC_STR("Poland closed its border on Friday, officials said."), &arena);
    toc_gist b = toc_gist_make(linking, TOC_STR("The closing of borders by POLAND"), &arena);
    toc_gist none = toc_gist_make(linking, TOC_STR("It said so."), &arena);
    assert_int_equal(a.count, 4); /* poland clos border offici */
    assert_int_equal(toc_gist_shared(&a, &b), 3);
    assert_true(toc_gist_near(&a, &b, 1));
    assert_int_equal(none.count, 0);
    assert_false(toc_gist_near(&a, &none, 0));
    assert_true(toc_gist_near(&none, &none, 1));
    toc_gist rest = toc_gist_without(&a, &b, &arena);
    assert_int_equal(rest.count, 1);
}

static void sentences_that_take_back(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool titled;
        const char *told;
    } cases[] = {
        {"This corrects first reports of Tuesday that X hit Y.", false,
         "corrects first reports of Tuesday that X hit Y."},
        {"Reuters RETRACTED its earlier report that X hit Y.", false, "RETRACTED its earlier report that X hit Y."},
        {"Reports that X hit Y were wrong, NATO said.", false, "Reports that X hit Y were wrong, NATO said."},
        {"Reports that X hit Y were confirmed.", false, ""},
        {"It earlier reported on Monday that X hit Y.", false, ""},
        {"It earlier reported on Monday that X hit Y.", true, "earlier reported on Monday that X hit Y."},
        {"X withdrew its troops from Y.", false, ""},
        {"", true, ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        toc_str told = toc_linking_withdrawn(linking, cases[i].titled, toc_str_of(cases[i].text));
        assert_true(toc_str_equal(told, toc_str_of(cases[i].told)));
    }
    assert_true(toc_linking_title(linking, TOC_STR("CORRECTION: X did not hit Y")));
    assert_false(toc_linking_title(linking, TOC_STR("A correction of course")));
    assert_false(toc_linking_title(linking, TOC_STR("")));
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {T(the_same_and_the_next_day_are_one_happening),
                                       T(a_happening_is_as_sure_as_its_surest_report),
                                       T(kind_parts_what_words_join),
                                       T(rows_of_datasets_are_never_linked),
                                       T(rows_alone_and_beside_a_report_are_the_same),
                                       T(a_chain_of_days_is_cut),
                                       T(copies_are_one_source),
                                       T(a_denial_by_another_corrects_and_by_the_accused_disputes),
                                       T(a_sentence_takes_back_from_the_day_it_was_learnt),
                                       T(a_correcting_document_stands_for_its_happening),
                                       T(third_parties_are_counted_by_happenings),
                                       T(order_is_irrelevant),
                                       T(a_crowd_is_linked),
                                       T(every_refused_allocation_is_survived),
                                       T(older_documents_get_the_sketch_of_newer_ones),
                                       T(gists_know_endings_and_leave_out_telling),
                                       T(sentences_that_take_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
