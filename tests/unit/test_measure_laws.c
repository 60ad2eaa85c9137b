/* Laws of the measures on generated data, many rounds each: the order of rows, the future, worse acts, swapped sides,
 * doubled reports; and the edges: nothing, one event, one day, two hundred years. A failing round tells its seed. */
#include "scratch.h"

#include "cm.h"
#include "sides.h"

#include "fresh.h" /* behind sides.h, whose functions have arenas of their own */

#include "measure/way.h"
#include "measure/link.h"
#include "measure/turn.h"
#include "measure/watch.h"

#include <math.h>

enum { EVENTS_MAX = 240, ROUNDS = 30, LEDGER_ROUNDS = 3, REPORTS = 24, WORDS = 9 };

static scratch folder;

static int folder_setup(void **state) {
    scratch_init(&folder);
    return setup(state);
}

static int folder_teardown(void **state) {
    scratch_fini(&folder);
    return teardown(state);
}

static void must(toc_rc rc) {
    if (rc != TOC_OK) {
        fail_msg("%s", err.text);
    }
}

/* A round: some events between the sides over some time, a way to look at them, and a day to do so. */
typedef struct game {
    uint64_t seed;
    toc_rng rng;
    toc_event events[EVENTS_MAX];
    size_t count;
    toc_day from, to, asof;
    toc_span span;
} game;

static game game_make(uint64_t seed) {
    game g = {.seed = seed, .from = day_of("2019-03-07")};
    toc_rng_init(&g.rng, seed * 7919 + 17);
    int days = 1 + (int)toc_rng_below(&g.rng, seed % 3 == 0 ? 30 : 400);
    g.count = 1 + (size_t)toc_rng_below(&g.rng, EVENTS_MAX - 1);
    g.to = g.from + days + (toc_day)toc_rng_below(&g.rng, 60);
    g.asof = g.from + (toc_day)toc_rng_below(&g.rng, (uint64_t)days + 40);
    g.span = (toc_span)toc_rng_below(&g.rng, 3);
    for (size_t i = 0; i < g.count; i++) {
        g.events[i] = event_random(&g.rng, g.from, days, (int64_t)i);
        if (toc_rng_below(&g.rng, 8) == 0) {
            g.events[i].signal_to = TOC_STR("BLOC");
            g.events[i].target.code = TOC_STR("AAB");
            g.events[i].source.code = TOC_STR("AAA");
        }
    }
    return g;
}

/* All that is measured of a pair. */
typedef struct figures {
    toc_tension series;
    toc_trend trend;
    toc_turns words, deeds;
    toc_watch watch;
    toc_contact *contacts;
    size_t contact_count;
} figures;

static figures measure(const toc_pair *pair, const game *g) {
    figures f;
    toc_way *way = NULL;
    must(toc_way_new(data_dir(), &way, &err));
    toc_day to = g->to < pair->asof ? g->to : pair->asof;
    must(toc_tension_series(pair, g->span, g->from, to, data_dir(), &arena, &f.series, &err));
    must(toc_tension_trend(pair, 90, data_dir(), &arena, &f.trend, &err));
    must(toc_pair_turns(pair, NULL, false, TOC_DAY_NONE, to, &arena, &f.words, &err));
    must(toc_pair_turns(pair, NULL, true, TOC_DAY_NONE, to, &arena, &f.deeds, &err));
    must(toc_watch_make(pair, data_dir(), &arena, &f.watch, &err));
    must(toc_pair_contacts(pair, way, NULL, NULL, &arena, &f.contacts, &f.contact_count, &err));
    toc_way_free(way);
    return f;
}

static bool same_turns(const toc_turns *x, const toc_turns *y) {
    for (size_t i = 0; x->count == y->count && i < x->count; i++) {
        const toc_turn *a = &x->items[i], *b = &y->items[i];
        if (a->date != b->date || a->low != b->low || a->high != b->high || a->probability != b->probability ||
            a->before != b->before || a->after != b->after) {
            return false;
        }
    }
    return x->count == y->count;
}

static bool same_contact(const toc_contact *x, const toc_contact *y, bool mirrored) {
    return toc_str_equal(x->a, mirrored ? y->b : y->a) && toc_str_equal(x->b, mirrored ? y->a : y->b) &&
           x->last == y->last && x->last_365 == y->last_365 && x->before_365 == y->before_365 &&
           strcmp(x->status, y->status) == 0;
}

/* Contacts of one day stand by code, which a mirror turns round: each must be found. */
static bool same_contacts(const figures *x, const figures *y, bool mirrored) {
    for (size_t i = 0; i < x->contact_count; i++) {
        size_t k = 0;
        while (k < y->contact_count && !same_contact(&x->contacts[i], &y->contacts[k], mirrored)) {
            k++;
        }
        if (k == y->contact_count) {
            return false;
        }
    }
    return x->contact_count == y->contact_count;
}

static bool same_interval(toc_interval x, toc_interval y) {
    return x.low == y.low && x.high == y.high;
}

static bool same_trend(const toc_trend *x, const toc_trend *y) {
    bool ratios = x->words_defined == y->words_defined && x->deeds_defined == y->deeds_defined &&
                  (!x->words_defined ||
                   (x->words_ratio == y->words_ratio && same_interval(x->words_ratio_ci, y->words_ratio_ci))) &&
                  (!x->deeds_defined ||
                   (x->deeds_ratio == y->deeds_ratio && same_interval(x->deeds_ratio_ci, y->deeds_ratio_ci)));
    return ratios && same_point(&x->now, &y->now) && same_point(&x->before, &y->before) &&
           same_index(&x->year.words, &y->year.words) && same_index(&x->year.deeds, &y->year.deeds);
}

static bool same_watch(const toc_watch *x, const toc_watch *y) {
    return x->words_level == y->words_level && x->deeds_level == y->deeds_level && x->words_max == y->words_max &&
           x->deeds_max == y->deeds_max && x->last_hostile_deed == y->last_hostile_deed &&
           x->last_contact == y->last_contact && x->longest_silence_days == y->longest_silence_days &&
           x->silence_days == y->silence_days && x->last_assault == y->last_assault;
}

static void assert_same(const figures *x, const figures *y, bool mirrored, uint64_t seed) {
    bool same = x->series.count == y->series.count && same_trend(&x->trend, &y->trend) &&
                same_turns(&x->words, &y->words) && same_turns(&x->deeds, &y->deeds) &&
                same_watch(&x->watch, &y->watch) && same_contacts(x, y, mirrored);
    for (size_t i = 0; same && i < x->series.count; i++) {
        same = same_point(&x->series.points[i], &y->series.points[i]);
    }
    if (!same) {
        fail_msg("the figures differ in the round of seed %d", (int)seed);
    }
}

static toc_pair pair_of(game *g, toc_day asof) {
    return pair_make(g->events, g->count, asof, &arena);
}

static void the_order_of_rows_is_irrelevant(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        game g = game_make(seed);
        toc_pair sorted = pair_of(&g, g.to), mixed = sorted;
        toc_event shuffled[EVENTS_MAX];
        memcpy(shuffled, sorted.events, g.count * sizeof *shuffled);
        for (size_t i = g.count; i > 1; i--) {
            size_t k = (size_t)toc_rng_below(&g.rng, i);
            toc_event kept = shuffled[i - 1];
            shuffled[i - 1] = shuffled[k];
            shuffled[k] = kept;
        }
        mixed.events = shuffled;
        figures x = measure(&sorted, &g), y = measure(&mixed, &g);
        y.watch = x.watch; /* it walks the events in their order, which the loader gives: see a_ledger_keeps_the_laws */
        assert_same(&x, &y, false, seed);
        toc_arena_clear(&arena);
    }
}

static void the_future_changes_nothing(void **state) {
    (void)state;
    for (uint64_t seed = 100; seed < 100 + ROUNDS; seed++) {
        game g = game_make(seed), then = g;
        toc_pair all = pair_of(&g, g.asof);
        then.count = 0;
        for (size_t i = 0; i < g.count; i++) {
            if (g.events[i].date <= g.asof) {
                then.events[then.count++] = g.events[i];
            }
        }
        toc_pair known = pair_of(&then, g.asof);
        toc_tension x, y;
        must(toc_tension_series(&all, g.span, g.from, g.asof, data_dir(), &arena, &x, &err));
        must(toc_tension_series(&known, g.span, g.from, g.asof, data_dir(), &arena, &y, &err));
        assert_int_equal(x.count, y.count);
        for (size_t i = 0; i < x.count; i++) {
            const toc_tension_point *a = &x.points[i], *b = &y.points[i];
            assert_true(same_index(&a->words, &b->words) && same_index(&a->deeds, &b->deeds));
        }
        toc_turns p, q;
        must(toc_pair_turns(&all, NULL, true, g.from, g.asof, &arena, &p, &err));
        must(toc_pair_turns(&known, NULL, true, g.from, g.asof, &arena, &q, &err));
        if (known.count > 0) {
            assert_true(same_turns(&p, &q));
        }
        toc_arena_clear(&arena);
    }
}

static void swapping_the_sides_mirrors(void **state) {
    (void)state;
    for (uint64_t seed = 200; seed < 200 + ROUNDS; seed++) {
        game g = game_make(seed);
        toc_pair pair = pair_of(&g, g.to), swapped = pair;
        swapped.a = pair.b;
        swapped.b = pair.a;
        figures x = measure(&pair, &g), y = measure(&swapped, &g);
        assert_same(&x, &y, true, seed);
        toc_arena_clear(&arena);
    }
}

/* An event made worse, or a hostile one more: no level and no hostile sum goes down, on any day. */
static void a_more_hostile_event_never_lowers(void **state) {
    (void)state;
    for (uint64_t seed = 300; seed < 300 + ROUNDS; seed++) {
        game g = game_make(seed), worse = g;
        size_t at = (size_t)toc_rng_below(&g.rng, g.count);
        g.span = worse.span = TOC_SPAN_DAY;
        if (seed % 4 == 1) {
            worse.events[at].confidence = 1;
        } else if (seed % 2) {
            worse.events[at].goldstein -= (double)toc_rng_below(&g.rng, 60) / 10;
        } else if (worse.count < EVENTS_MAX) {
            worse.events[worse.count] = worse.events[at];
            worse.events[worse.count].goldstein = -(double)toc_rng_below(&g.rng, 100) / 10;
            worse.events[worse.count].row = 9000;
            toc_event_make_id(&worse.events[worse.count++]);
        }
        toc_pair before = pair_of(&g, g.to), after = pair_of(&worse, g.to);
        toc_tension x, y;
        must(toc_tension_series(&before, g.span, g.from, g.to, data_dir(), &arena, &x, &err));
        must(toc_tension_series(&after, g.span, g.from, g.to, data_dir(), &arena, &y, &err));
        double words = 0, deeds = 0;
        for (size_t i = 0; i < x.count; i++) {
            const toc_tension_point *a = &x.points[i], *b = &y.points[i];
            words += b->words.hostile - a->words.hostile;
            deeds += b->deeds.hostile - a->deeds.hostile;
            if (b->words.level < a->words.level - 1e-9 || b->deeds.level < a->deeds.level - 1e-9 || words < -1e-9 ||
                deeds < -1e-9) {
                fail_msg("a worse event lowers a figure in the round of seed %d", (int)seed);
            }
        }
        toc_arena_clear(&arena);
    }
}

static void a_row_told_twice_changes_no_count_and_no_weight(void **state) {
    (void)state;
    for (uint64_t seed = 400; seed < 400 + ROUNDS; seed++) {
        static toc_event doubled[2 * EVENTS_MAX];
        game g = game_make(seed);
        for (size_t i = 0; i < g.count; i++) {
            doubled[2 * i] = doubled[2 * i + 1] = g.events[i];
            doubled[2 * i + 1].row += 100000;
            toc_event_make_id(&doubled[2 * i + 1]);
        }
        toc_pair once = pair_of(&g, g.to), twice = pair_make(doubled, 2 * g.count, g.to, &arena);
        toc_tension x, y;
        must(toc_tension_series(&once, g.span, g.from, g.to, data_dir(), &arena, &x, &err));
        must(toc_tension_series(&twice, g.span, g.from, g.to, data_dir(), &arena, &y, &err));
        for (size_t i = 0; i < x.count; i++) {
            assert_true(same_index(&x.points[i].words, &y.points[i].words));
            assert_true(same_index(&x.points[i].deeds, &y.points[i].deeds));
            assert_int_equal(y.points[i].reports, 2 * x.points[i].reports);
        }
        toc_arena_clear(&arena);
    }
}

/* ---- through a ledger: each report is a document with a sentence of its own ---- */

static void sentence_make(toc_rng *rng, char *out, size_t size) {
    static const char *const words[] = {"border",   "river",   "guards",  "convoy",   "harbour", "drones",
                                        "missiles", "village", "bridge",  "tower",    "tanks",   "planes",
                                        "soldiers", "radar",   "depot",   "airfield", "rail",    "fuel",
                                        "island",   "strait",  "customs", "envoy",    "gas",     "cable"};
    size_t at = 0;
    for (int i = 0; i < WORDS; i++) {
        at += (size_t)snprintf(out + at, size - at, "%s ", words[toc_rng_below(rng, sizeof words / sizeof *words)]);
    }
}

static void tell(toc_store *store, const toc_event *event, size_t number, const char *publisher, const char *text) {
    char name[32];
    bool added;
    snprintf(name, sizeof name, "%zu %s", number, publisher);
    toc_str parts[] = {toc_str_of(name)};
    toc_store_document document = {.id = toc_id_make('d', parts, 1),
                                   .source = toc_str_of(publisher),
                                   .title = TOC_STR("News"),
                                   .date = event->date,
                                   .marked = true};
    toc_id sentence = toc_id_make('s', parts, 1);
    toc_sketcher sketcher;
    toc_sketcher_init(&sketcher);
    toc_sketcher_add(&sketcher, toc_str_of(text));
    document.sketch = toc_sketcher_end(&sketcher);
    toc_event told = *event;
    told.dataset = told.file = TOC_STR("");
    told.row = 0;
    told.document = document.id;
    told.sentence = sentence;
    told.learnt = event->date;
    toc_event_make_id(&told);
    must(toc_store_add_document(store, &document, 1, 0, &err));
    must(toc_store_add_sentence(store, &sentence, &document.id, 0, 0, toc_str_of(text), &err));
    must(toc_store_add_event(store, &told, event->date, &added, &err));
}

/* publishers: how many tell of each event, in the same words. */
static toc_pair ledger_pair(const game *g, size_t count, bool backwards, int publishers, bool swapped, toc_day asof) {
    static const char *const names[] = {"Gazette", "Courier"};
    static int ledgers;
    char name[32], texts[REPORTS][160];
    toc_store *store;
    toc_linking *linking;
    toc_pair pair;
    toc_rng rng;
    toc_side a = side_a(asof), b = side_b(asof);
    toc_rng_init(&rng, g->seed);
    for (size_t i = 0; i < count; i++) {
        sentence_make(&rng, texts[i], sizeof texts[i]);
    }
    snprintf(name, sizeof name, "%d.db", ledgers++);
    must(toc_store_open(scratch_path(&folder, name), TOC_STORE_WRITE, &store, &err));
    must(toc_store_begin(store, &err));
    for (size_t i = 0; i < count; i++) {
        size_t at = backwards ? count - 1 - i : i;
        for (int p = 0; p < publishers; p++) {
            tell(store, &g->events[at], at, names[p], texts[at]);
        }
    }
    must(toc_store_commit(store, &err));
    must(toc_linking_new(data_dir(), &linking, &err));
    must(toc_pair_load(store, swapped ? &b : &a, swapped ? &a : &b, asof, &arena, &pair, &err));
    must(toc_pair_link(store, linking, &arena, &pair, &err));
    toc_linking_free(linking);
    toc_store_close(store);
    return pair;
}

static void a_ledger_keeps_the_laws(void **state) {
    (void)state;
    for (uint64_t seed = 500; seed < 500 + LEDGER_ROUNDS; seed++) {
        game g = game_make(seed);
        size_t count = g.count < REPORTS ? g.count : REPORTS, past = 0;
        game then = g;
        for (size_t i = 0; i < count;
             i++) { /* those that are known first, so that both ledgers give them the same words */
            if (g.events[i].date <= g.asof) {
                toc_event kept = g.events[past];
                g.events[past++] = g.events[i];
                g.events[i] = kept;
            }
        }
        memcpy(then.events, g.events, sizeof g.events);
        toc_pair once = ledger_pair(&g, count, false, 1, false, g.to);
        toc_pair back = ledger_pair(&g, count, true, 1, false, g.to);
        toc_pair mirror = ledger_pair(&g, count, false, 1, true, g.to);
        toc_pair twice = ledger_pair(&g, count, false, 2, false, g.to);
        figures x = measure(&once, &g), y = measure(&back, &g), z = measure(&mirror, &g), d = measure(&twice, &g);
        assert_same(&x, &y, false, seed);
        assert_same(&x, &z, true, seed);
        assert_int_equal(once.count, twice.count);
        assert_int_equal(2 * once.told_count, twice.told_count);
        for (size_t i = 0; i < x.series.count; i++) {
            assert_true(same_index(&x.series.points[i].words, &d.series.points[i].words));
            assert_true(same_index(&x.series.points[i].deeds, &d.series.points[i].deeds));
        }
        toc_pair all = ledger_pair(&g, count, false, 1, false, g.asof);
        toc_pair known = ledger_pair(&then, past, false, 1, false, g.asof);
        g.to = then.to = g.asof;
        figures p = measure(&all, &g), q = measure(&known, &then);
        assert_same(&p, &q, false, seed);
        toc_arena_clear(&arena);
    }
}

/* ---- edges ---- */

static void a_window_of_no_days_is_refused(void **state) {
    (void)state;
    game g = game_make(1);
    toc_pair pair = pair_of(&g, g.to);
    toc_tension series;
    toc_trend trend;
    assert_int_equal(toc_tension_trend(&pair, 0, data_dir(), &arena, &trend, &err), TOC_EUSAGE);
    assert_int_equal(toc_tension_trend(&pair, -1, data_dir(), &arena, &trend, &err), TOC_EUSAGE);
    assert_int_equal(toc_tension_series(&pair, TOC_SPAN_DAY, g.from + 1, g.from, data_dir(), &arena, &series, &err),
                     TOC_EUSAGE);
    assert_int_equal(toc_tension_series(&pair, TOC_SPAN_DAY, g.from, g.from, data_dir(), &arena, &series, &err),
                     TOC_OK);
    assert_int_equal(series.count, 1);
}

static void nothing_and_one_event_say_little(void **state) {
    (void)state;
    game g = game_make(2);
    g.count = 1;
    g.events[0] = event_make("AAA", "BBA", "", "190", TOC_ASSAULT, -10, TOC_DONE, g.from + 3, 1);
    for (size_t count = 0; count < 2; count++) {
        toc_pair pair = pair_make(g.events, count, g.to, &arena);
        figures f = measure(&pair, &g);
        assert_false(f.trend.words_defined);
        assert_false(f.trend.deeds_defined);
        assert_int_equal(f.words.count + f.deeds.count, 0);
        int events = 0;
        for (size_t i = 0; i < f.series.count; i++) {
            events += f.series.points[i].deeds.events;
            assert_false(f.series.points[i].words.defined);
            assert_true(isfinite(f.series.points[i].deeds.level) && isfinite(f.series.points[i].deeds.balance));
        }
        assert_int_equal(events, count);
    }
}

static void two_hundred_years_by_month_and_week(void **state) {
    (void)state;
    static toc_event events[EVENTS_MAX];
    toc_rng rng;
    toc_day from = day_of("1823-01-01"), to = day_of("2022-12-31");
    toc_rng_init(&rng, 5);
    for (size_t i = 0; i < EVENTS_MAX; i++) {
        events[i] = event_random(&rng, from, to - from + 1, (int64_t)i);
    }
    toc_pair pair = pair_make(events, EVENTS_MAX, to, &arena);
    double sums[2] = {0, 0};
    for (int s = 0; s < 2; s++) {
        toc_tension series;
        must(
            toc_tension_series(&pair, s ? TOC_SPAN_WEEK : TOC_SPAN_MONTH, from, to, data_dir(), &arena, &series, &err));
        assert_int_equal(series.count, s ? 10436 : 2400);
        for (size_t i = 0; i < series.count; i++) {
            const toc_index *index = &series.points[i].deeds;
            sums[s] += index->hostile;
            assert_true(isfinite(index->level) && index->level >= 0 && index->level_ci.low <= index->level_ci.high);
        }
    }
    assert_true(fabs(sums[0] - sums[1]) < 1e-6 && sums[0] > 0);
    toc_turns turns;
    must(toc_pair_turns(&pair, NULL, true, TOC_DAY_NONE, to, &arena, &turns, &err));
    for (size_t i = 0; i < turns.count; i++) {
        assert_true(turns.items[i].low <= turns.items[i].date && turns.items[i].date <= turns.items[i].high);
    }
}

#define T(name) cmocka_unit_test_setup_teardown(name, folder_setup, folder_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {T(the_order_of_rows_is_irrelevant),
                                       T(the_future_changes_nothing),
                                       T(swapping_the_sides_mirrors),
                                       T(a_more_hostile_event_never_lowers),
                                       T(a_row_told_twice_changes_no_count_and_no_weight),
                                       T(a_ledger_keeps_the_laws),
                                       T(a_window_of_no_days_is_refused),
                                       T(nothing_and_one_event_say_little),
                                       T(two_hundred_years_by_month_and_week)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
