/* table: columns by name, comments, faults with their place, refusals. */
#include "scratch.h"

#include "cm.h"

#include "base/table.h"
#include "refuse.h"

static const char *const WANTED[] = {"code", "name"};

typedef struct bench {
    scratch s;
    toc_arena arena;
    toc_table table;
    toc_err err;
    const char *path;
} bench;

static toc_rc bench_open(bench *b, toc_str text) {
    scratch_init(&b->s);
    toc_arena_init(&b->arena, 0);
    b->err = (toc_err){0};
    b->path = scratch_file(&b->s, "t.tsv", text.ptr, text.len);
    return toc_table_open(&b->table, b->path, WANTED, 2, &b->arena, &b->err);
}

static void bench_fini(bench *b) {
    toc_arena_fini(&b->arena);
    scratch_fini(&b->s);
}

static void rows_by_name(void **state) {
    (void)state;
    bench b;
    toc_str cells[2];
    bool more;
    assert_int_equal(bench_open(&b, TOC_STR("\xEF\xBB\xBF# SOURCE: none\r\n\nname\tyear\tcode\r\nLatvia\t1991\tLVA\r\n"
                                            "# between\n\n\t\t\nBelarus\t\tBLR")),
                     TOC_OK);
    assert_int_equal(b.table.width, 3);
    assert_int_equal(toc_table_next(&b.table, cells, &more, &b.err), TOC_OK);
    assert_true(more);
    assert_str(cells[0], "LVA");
    assert_str(cells[1], "Latvia");
    assert_int_equal(b.table.line, 4);
    assert_int_equal(toc_table_next(&b.table, cells, &more, &b.err), TOC_OK);
    assert_str(cells[0], "");
    assert_int_equal(b.table.line, 7);
    assert_int_equal(toc_table_next(&b.table, cells, &more, &b.err), TOC_OK);
    assert_str(cells[0], "BLR");
    for (int i = 0; i < 2; i++) {
        assert_int_equal(toc_table_next(&b.table, cells, &more, &b.err), TOC_OK);
        assert_false(more);
    }
    bench_fini(&b);
}

static void faults_have_a_place(void **state) {
    (void)state;
    bench b;
    toc_str cells[2] = {TOC_STR("x"), TOC_STR("y")};
    bool more = true;
    assert_int_equal(bench_open(&b, TOC_STR("# c\ncode\tname\nLVA\nBLR\tBelarus\textra\n")), TOC_OK);
    for (int i = 0; i < 2; i++) { /* asking again says the same */
        assert_int_equal(toc_table_next(&b.table, cells, &more, &b.err), TOC_EFORMAT);
        assert_non_null(strstr(b.err.text, "t.tsv:3"));
    }
    assert_str(cells[0], "x");
    assert_true(more);
    bench_fini(&b);
}

static void faulty_heads(void **state) {
    (void)state;
    bench b;
    b.table.width = 77;
    assert_int_equal(bench_open(&b, TOC_STR("code\ttitle\n")), TOC_EFORMAT);
    assert_non_null(strstr(b.err.text, "\"name\""));
    assert_non_null(strstr(b.err.text, "t.tsv:1"));
    assert_int_equal(b.table.width, 77);
    bench_fini(&b);
    assert_int_equal(bench_open(&b, TOC_STR("# nothing\n\n")), TOC_EFORMAT);
    bench_fini(&b);
    assert_int_equal(bench_open(&b, TOC_STR("")), TOC_EFORMAT);
    bench_fini(&b);
    char wide[200] = "code\tname";
    memset(wide + 9, '\t', TOC_TABLE_COLUMNS_MAX - 1);
    assert_int_equal(bench_open(&b, toc_str_of(wide)), TOC_EFORMAT);
    assert_int_equal(toc_table_open(&b.table, "/nowhere/t.tsv", WANTED, 2, &b.arena, &b.err), TOC_ENOTFOUND);
    assert_int_equal(toc_table_open(&b.table, b.path, WANTED, TOC_TABLE_COLUMNS_MAX + 1, &b.arena, &b.err), TOC_EUSAGE);
    bench_fini(&b);
}

static bool read_table(void *ctx) {
    toc_arena arena;
    toc_arena_init(&arena, 0);
    toc_table table;
    toc_rc rc = toc_table_open(&table, ctx, WANTED, 2, &arena, NULL);
    assert_true(rc == TOC_OK || rc == TOC_ENOMEM);
    for (bool more = rc == TOC_OK; more;) {
        toc_str cells[2];
        assert_int_equal(toc_table_next(&table, cells, &more, NULL), TOC_OK);
    }
    toc_arena_fini(&arena);
    return rc == TOC_OK;
}

static void each_refusal_is_survived(void **state) {
    (void)state;
    scratch s;
    scratch_init(&s);
    assert_true(refuse_each(read_table, (void *)scratch_file(&s, "t", "code\tname\na\tb\n", 14)) >= 1);
    scratch_fini(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_by_name),
        cmocka_unit_test(faults_have_a_place),
        cmocka_unit_test(faulty_heads),
        cmocka_unit_test(each_refusal_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
