/* Do near words tell one happening from two? Over tests/cases/link: prints what was found, and holds a floor. */
#include "cm.h"

#include "base/table.h"
#include "measure/linking.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct tally {
    int same, found, other, apart;
} tally;

static const char *root_dir(void) {
    const char *named = getenv("TOCSIN_ROOT");
    return named != NULL ? named : ".";
}

static toc_gist words(const toc_linking *linking, toc_str text, toc_str source, toc_str target, toc_arena *arena) {
    toc_gist whole = toc_gist_make(linking, text, arena);
    toc_gist parties =
        toc_gist_make(linking, toc_arena_printf(arena, "%.*s %.*s", TOC_FMT(source), TOC_FMT(target)), arena);
    return toc_gist_without(&whole, &parties, arena);
}

static tally read_cases(const char *name) {
    enum { SAME, SOURCE, TARGET, A, B, COLUMNS };
    static const char *const columns[COLUMNS] = {"same", "source", "target", "a", "b"};
    tally t = {0};
    toc_arena arena;
    toc_err err = {0};
    toc_linking *linking;
    toc_table table;
    toc_str cells[COLUMNS];
    bool more = true;
    toc_arena_init(&arena, 0);
    toc_str data = toc_arena_printf(&arena, "%s/data", root_dir());
    toc_str path = toc_arena_printf(&arena, "%s/tests/cases/link/%s", root_dir(), name);
    if (toc_linking_new(data.ptr, &linking, &err) != TOC_OK ||
        toc_table_open(&table, path.ptr, columns, COLUMNS, &arena, &err) != TOC_OK) {
        fail_msg("%s", err.text);
    }
    while (toc_table_next(&table, cells, &more, &err) == TOC_OK && more) {
        toc_gist a = words(linking, cells[A], cells[SOURCE], cells[TARGET], &arena);
        toc_gist b = words(linking, cells[B], cells[SOURCE], cells[TARGET], &arena);
        bool same = cells[SAME].ptr[0] == '1';
        bool near = toc_gist_near(&a, &b, toc_linking_numbers(linking)->near_share);
        t.same += same;
        t.found += same && near;
        t.other += !same;
        t.apart += !same && !near;
        if (same != near) {
            printf("%s:%zu: %s: %zu and %zu stems, %zu shared\n", name, table.line, same ? "missed" : "linked in error",
                   a.count, b.count, toc_gist_shared(&a, &b));
        }
    }
    printf("%s: %d of %d happenings found, %d of %d pairs kept apart\n", name, t.found, t.same, t.apart, t.other);
    toc_linking_free(linking);
    toc_arena_fini(&arena);
    return t;
}

static void near_words_tell_one_happening_from_two(void **state) {
    (void)state;
    tally develop = read_cases("develop.tsv"), report = read_cases("report.tsv");
    assert_true(develop.same >= 15 && develop.other >= 15 && report.same >= 15 && report.other >= 15);
    assert_true(develop.apart * 100 >= develop.other * 90);
    assert_true(develop.found * 100 >= develop.same * 50);
    assert_true(report.apart * 100 >= report.other * 90);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(near_words_tell_one_happening_from_two)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
