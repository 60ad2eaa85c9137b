/* fresh: an arena and an error for each test: cmocka_unit_test_setup_teardown(test, setup, teardown). */
#ifndef TOC_TESTS_FRESH_H
#define TOC_TESTS_FRESH_H

#include "base/arena.h"
#include "base/err.h"

static toc_arena arena;
static toc_err err;

static int setup(void **state) {
    (void)state;
    toc_arena_init(&arena, 0);
    err = (toc_err){0};
    return 0;
}

static int teardown(void **state) {
    (void)state;
    toc_arena_fini(&arena);
    return 0;
}

#endif
