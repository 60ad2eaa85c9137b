/* pages: whole files as memory. */
#include "scratch.h"

#include "cm.h"

#include "base/pages.h"

static void whole_gives_the_bytes(void **state) {
    (void)state;
    scratch s;
    scratch_init(&s);
    toc_pages pages;
    toc_err err = {0};
    assert_int_equal(toc_pages_whole(scratch_file(&s, "a", "x\0y\r\n", 5), 5, &pages, &err), TOC_OK);
    assert_int_equal(pages.bytes, 5);
    assert_memory_equal(pages.memory, "x\0y\r\n", 5);
    toc_pages_close(&pages);
    assert_null(pages.memory);
    assert_int_equal(toc_pages_whole(scratch_file(&s, "empty", "", 0), 0, &pages, &err), TOC_OK);
    assert_int_equal(pages.bytes, 0);
    toc_pages_close(&pages);
    scratch_fini(&s);
}

static void refused_files_leave_none(void **state) {
    (void)state;
    scratch s;
    scratch_init(&s);
    toc_pages pages;
    toc_err err = {0};
    assert_int_equal(toc_pages_whole(scratch_path(&s, "none"), 9, &pages, &err), TOC_ENOTFOUND);
    assert_non_null(strstr(err.text, "none\""));
    assert_int_equal(toc_pages_whole(s.dir, 9, &pages, &err), TOC_EIO);
    assert_int_equal(toc_pages_whole(scratch_file(&s, "long", "0123456789", 10), 9, &pages, &err), TOC_ELIMIT);
    assert_non_null(strstr(err.text, "more than the 9 bytes"));
    assert_null(pages.memory);
    assert_int_equal(pages.bytes, 0);
    toc_pages_close(&pages);
    scratch_fini(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_gives_the_bytes),
        cmocka_unit_test(refused_files_leave_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
