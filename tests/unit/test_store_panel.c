/* The panel: same figures as the ledger, brought up to date, never trusted when stale or damaged. TOCSIN_SPEED=ROWS
 * prints how fast. */
#include "scratch.h"

#include "cm.h"

#include "base/clock.h"
#include "base/rng.h"
#include "store/panel.h"

static scratch room;
static char path[512], panel_path[520];
static int notes;

static int setup(void **state) {
    (void)state;
    scratch_init(&room);
    snprintf(path, sizeof path, "%s", scratch_path(&room, "ledger.db"));
    snprintf(panel_path, sizeof panel_path, "%s.panel", path);
    notes = 0;
    return 0;
}

static int teardown(void **state) {
    (void)state;
    scratch_fini(&room);
    return 0;
}

static void on_note(void *ctx, const char *what) {
    (void)ctx, (void)what;
    notes++;
}

static toc_store *open_store(void) {
    toc_err err = {0};
    toc_store *store = NULL;
    if (toc_store_open(path, TOC_STORE_WRITE, &store, &err)) {
        fail_msg("%s", err.text);
    }
    return store;
}

static const char *const CODES[] = {"RUS", "UKRGOV", "USA", "BLR", "POLMIL", "DEU", "FRA", "CHN", "NATO", "UKR"};

static void rows_add(toc_store *store, const char *hash, size_t count, uint64_t seed) {
    toc_err err = {0};
    toc_rng rng;
    toc_rng_init(&rng, seed);
    toc_store_file file = {
        .dataset = TOC_STR("made"), .format = TOC_STR("made"), .name = TOC_STR("made"), .hash = toc_str_of(hash)};
    assert_int_equal(toc_store_begin(store, &err), TOC_OK);
    if (toc_store_begin_file(store, &file, &err)) {
        fail_msg("%s", err.text);
    }
    for (size_t i = 0; i < count; i++) {
        uint64_t r = toc_rng_next(&rng);
        bool fight = r >> 40 & 1;
        toc_day day = toc_day_of(2000, 1, 1) + (toc_day)(r % 7300);
        toc_event e = {.date = day,
                       .learnt = day + (toc_day)(r >> 20 & 3),
                       .source = {toc_str_of(CODES[(r >> 24) % 10]), TOC_STR("x")},
                       .target = {toc_str_of((r >> 28) % 11 == 10 ? "" : CODES[(r >> 28) % 11]), TOC_STR("")},
                       .root = fight ? TOC_ASSAULT : TOC_ACCUSE,
                       .cameo = fight ? TOC_STR("190") : TOC_STR("112"),
                       .quad = fight ? 4 : 3,
                       .goldstein = fight ? -10 : -2,
                       .modality = TOC_DONE,
                       .confidence = 1,
                       .reports = (int)(r >> 50 & 7) + 1,
                       .row = (int64_t)i};
        if (toc_store_add_record(store, &e, 0, &err)) {
            fail_msg("%s", err.text);
        }
    }
    file.rows = file.events = (int64_t)count;
    file.first = file.last = TOC_DAY_NONE;
    assert_int_equal(toc_store_end_file(store, &file, &err), TOC_OK);
    assert_int_equal(toc_store_commit(store, &err), TOC_OK);
}

typedef struct sums {
    int64_t events, deeds, reports, goldstein;
} sums;

static toc_rc add_event(void *ctx, const toc_event *e, toc_err *err) {
    sums *s = ctx;
    (void)err;
    s->events++;
    s->deeds += toc_event_is_deed(e);
    s->reports += e->reports;
    s->goldstein += (int64_t)(e->goldstein * 10);
    return TOC_OK;
}

static toc_panel *open_panel(toc_store *store) {
    toc_err err = {0};
    toc_panel *panel = NULL;
    if (toc_panel_open(store, on_note, NULL, &panel, &err)) {
        fail_msg("%s", err.text);
    }
    return panel;
}

static sums of_panel(toc_panel *panel, const toc_panel_query *query) {
    toc_err err = {0};
    toc_arena arena;
    toc_panel_cell *cells = NULL;
    size_t count = 0;
    sums s = {0};
    toc_arena_init(&arena, 0);
    if (toc_panel_ask(panel, query, &arena, &cells, &count, &err)) {
        fail_msg("%s", err.text);
    }
    for (size_t i = 0; i < count; i++) {
        s.events += cells[i].events;
        s.deeds += cells[i].deeds;
        s.reports += cells[i].reports;
        s.goldstein += cells[i].goldstein;
        assert_int_equal(cells[i].quad[3] + cells[i].quad[4], cells[i].events);
        assert_true(i == 0 || cells[i].from > cells[i - 1].from || cells[i].source != cells[i - 1].source ||
                    cells[i].target != cells[i - 1].target);
    }
    toc_arena_fini(&arena);
    return s;
}

static toc_rc day_add(void *ctx, const toc_event *e, toc_err *err) {
    uint32_t *days = ctx;
    (void)err;
    days[toc_event_day(e) - toc_day_of(1999, 12, 1)]++;
    return TOC_OK;
}

/* The volume of each day is what the ledger has of it. */
static void volumes_agree(toc_store *store, toc_panel *panel) {
    const toc_day asofs[] = {TOC_DAY_NONE, toc_day_of(2009, 5, 5), toc_day_of(1990, 1, 1)};
    for (int k = 0; k < 3; k++) {
        toc_err err = {0};
        toc_arena arena;
        toc_panel_volume volume;
        uint32_t *days = calloc(8000, sizeof *days);
        toc_event_query all = {.from = TOC_DAY_NONE, .to = TOC_DAY_NONE, .asof = asofs[k]};
        toc_arena_init(&arena, 0);
        assert_non_null(days);
        assert_int_equal(toc_store_each_event(store, &all, day_add, days, &err), TOC_OK);
        assert_int_equal(toc_panel_volumes(panel, asofs[k], &arena, &volume, &err), TOC_OK);
        toc_store_totals totals;
        int64_t told = 0;
        for (size_t i = 0; i < volume.days; i++) {
            told += volume.events[i];
        }
        assert_int_equal(toc_store_totals_asof(store, asofs[k], &totals, &err), TOC_OK);
        assert_int_equal(totals.events, told); /* in SQL here; of large ledgers it is this sum */
        assert_true(k == 2 ? volume.days == 0 : volume.events[0] > 0 && volume.events[volume.days - 1] > 0);
        for (size_t i = 0; i < volume.days; i++) {
            size_t at = (size_t)(volume.first - toc_day_of(1999, 12, 1)) + i;
            assert_int_equal(volume.events[i], days[at]);
            days[at] = 0;
        }
        for (size_t i = 0; i < 8000; i++) {
            assert_int_equal(days[i], 0);
        }
        free(days);
        toc_arena_fini(&arena);
    }
}

/* Every way of asking agrees with the ledger. */
static void agree(toc_store *store, toc_panel *panel) {
    static const toc_panel_step steps[] = {TOC_PANEL_DAY, TOC_PANEL_MONTH, TOC_PANEL_YEAR};
    const toc_str a[] = {TOC_STR("RUS"), TOC_STR("BLR")}, b[] = {TOC_STR("UKR"), TOC_STR("NATO"), TOC_STR("ZZZ")};
    toc_day from = toc_day_of(2004, 2, 29), to = toc_day_of(2011, 11, 3), asof = toc_day_of(2009, 5, 5);
    for (int k = 0; k < 24; k++) {
        toc_err err = {0};
        bool some = k & 1, span = k & 2, late = k & 4;
        toc_event_query q = {span ? from : TOC_DAY_NONE,
                             span ? to : TOC_DAY_NONE,
                             late ? asof : TOC_DAY_NONE,
                             a,
                             some ? 2 : 0,
                             b,
                             some ? 3 : 0,
                             some,
                             0,
                             false,
                             0,
                             NULL};
        toc_panel_query p = {a, some ? 2 : 0, b, some ? 3 : 0, some, q.from, q.to, q.asof, steps[k % 3], k >= 12};
        sums ledger = {0};
        assert_int_equal(toc_store_each_event(store, &q, add_event, &ledger, &err), TOC_OK);
        sums told = of_panel(panel, &p);
        assert_memory_equal(&ledger, &told, sizeof told);
        assert_true(told.events > 0);
    }
    volumes_agree(store, panel);
}

static long size_of(const char *name, char **bytes) {
    FILE *file = fopen(name, "rb");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    *bytes = malloc((size_t)size);
    assert_int_equal(fread(*bytes, 1, (size_t)size, file), size);
    fclose(file);
    return size;
}

static void it_agrees_with_the_ledger(void **state) {
    (void)state;
    toc_store *store = open_store();
    rows_add(store, "a", 40000, 1);
    toc_panel *panel = open_panel(store);
    assert_int_equal(toc_panel_count(panel), 40000);
    agree(store, panel);
    toc_panel_close(panel);
    toc_store_close(store);
    assert_int_equal(notes, 0);
}

static void what_came_since_is_added_as_if_made_anew(void **state) {
    (void)state;
    char *grown, *anew;
    toc_store *store = open_store();
    toc_panel_close(open_panel(store)); /* of nothing */
    rows_add(store, "a", 30000, 1);
    toc_panel_close(open_panel(store));
    rows_add(store, "b", 5000, 2);
    toc_panel *panel = open_panel(store);
    agree(store, panel);
    toc_panel_close(panel);
    long size = size_of(panel_path, &grown);
    toc_panel_forget(store);
    toc_panel_close(open_panel(store));
    assert_int_equal(size_of(panel_path, &anew), size);
    assert_memory_equal(grown, anew, (size_t)size);
    assert_int_equal(notes, 0);
    free(grown);
    free(anew);
    toc_store_close(store);
}

static uint64_t volume_of(toc_panel *panel) {
    toc_err err = {0};
    toc_arena arena;
    toc_panel_volume volume;
    uint64_t sum = 0;
    toc_arena_init(&arena, 0);
    assert_int_equal(toc_panel_volumes(panel, TOC_DAY_NONE, &arena, &volume, &err), TOC_OK);
    for (size_t i = 0; i < volume.days; i++) {
        sum += volume.events[i];
    }
    toc_arena_fini(&arena);
    return sum;
}

/* Read every part of every dyad, again from the first when one was mended. */
static void look_through(toc_panel *panel) {
    toc_err err = {0};
    for (size_t i = 0; i < toc_panel_dyads(panel); i++) {
        toc_panel_rows r;
        toc_rc rc = toc_panel_dyad(panel, i, TOC_PANEL_TIMES | TOC_PANEL_FACTS | TOC_PANEL_RECORD, &r, &err);
        assert_true(rc == TOC_OK || rc == TOC_EBUSY);
        i = rc == TOC_EBUSY ? (size_t)-1 : i;
    }
}

/* Any byte that is changed is noticed, and the answer is right all the same. */
static void a_flipped_byte_is_noticed(void **state) {
    (void)state;
    char *bytes;
    toc_store *store = open_store();
    rows_add(store, "a", 40000, 1);
    toc_panel_close(open_panel(store));
    long size = size_of(panel_path, &bytes);
    for (int k = 0; k < 40; k++) {
        long at = size / 40 * k;
        bytes[at] = (char)(bytes[at] ^ 0x10);
        scratch_file(&room, "ledger.db.panel", bytes, (size_t)size);
        bytes[at] = (char)(bytes[at] ^ 0x10);
        toc_panel *panel = open_panel(store);
        toc_panel_query all = {.from = TOC_DAY_NONE, .to = TOC_DAY_NONE, .asof = TOC_DAY_NONE};
        sums told = of_panel(panel, &all);
        assert_int_equal(told.events, 40000);
        look_through(panel);
        assert_int_equal(volume_of(panel), 40000);
        toc_panel_close(panel);
        char *mended;
        bool padding = size_of(panel_path, &mended) == size && memcmp(mended, bytes, (size_t)size) != 0;
        assert_true(padding || notes > 0); /* between the columns nothing is read */
        free(mended);
    }
    assert_true(notes >= 35);
    free(bytes);
    toc_store_close(store);
}

static void cut_short_or_of_another_ledger_it_is_made_anew(void **state) {
    (void)state;
    char *bytes;
    toc_store *store = open_store();
    rows_add(store, "a", 1000, 1);
    toc_panel_close(open_panel(store));
    long size = size_of(panel_path, &bytes);
    for (int k = 0; k < 5; k++) {
        scratch_file(&room, "ledger.db.panel", bytes, (size_t)(size / 5 * k));
        toc_panel *panel = open_panel(store);
        assert_int_equal(toc_panel_count(panel), 1000);
        toc_panel_close(panel);
        assert_int_equal(notes, k); /* an empty file is no panel yet */
    }
    toc_store_close(store);
    remove(path);
    store = open_store();
    rows_add(store, "a", 10, 3);
    scratch_file(&room, "ledger.db.panel", bytes, (size_t)size);
    notes = 0;
    toc_panel *panel = open_panel(store);
    assert_int_equal(toc_panel_count(panel), 10);
    assert_int_equal(notes, 1);
    toc_panel_close(panel);
    toc_store_close(store);
    free(bytes);
}

static void speed_is_printed(void **state) {
    (void)state;
    const char *wanted = getenv("TOCSIN_SPEED");
    size_t rows = wanted ? (size_t)strtoul(wanted, NULL, 10) : 20000;
    toc_store *store = open_store();
    double t0 = toc_clock_seconds();
    rows_add(store, "a", rows, 1);
    double t1 = toc_clock_seconds();
    toc_panel_close(open_panel(store));
    double t2 = toc_clock_seconds();
    toc_panel *panel = open_panel(store);
    toc_panel_query months = {.from = TOC_DAY_NONE, .to = TOC_DAY_NONE, .asof = TOC_DAY_NONE, .step = TOC_PANEL_MONTH};
    of_panel(panel, &months);
    double t3 = toc_clock_seconds();
    const toc_str a = TOC_STR("RUS"), b = TOC_STR("UKR");
    toc_panel_query dyad = {&a, 1, &b, 1, false, TOC_DAY_NONE, TOC_DAY_NONE, TOC_DAY_NONE, TOC_PANEL_DAY, false};
    of_panel(panel, &dyad);
    double t4 = toc_clock_seconds();
    printf("%.0f records/s; panel of %.0f rows/s; opened and asked by month %.4f s, one dyad by day %.4f s\n",
           (double)rows / (t1 - t0), (double)rows / (t2 - t1), t3 - t2, t4 - t3);
    toc_panel_close(panel);
    toc_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_agrees_with_the_ledger, setup, teardown),
        cmocka_unit_test_setup_teardown(what_came_since_is_added_as_if_made_anew, setup, teardown),
        cmocka_unit_test_setup_teardown(a_flipped_byte_is_noticed, setup, teardown),
        cmocka_unit_test_setup_teardown(cut_short_or_of_another_ledger_it_is_made_anew, setup, teardown),
        cmocka_unit_test_setup_teardown(speed_is_printed, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
