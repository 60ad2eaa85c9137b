/* arena, mem: blocks, alignment, maxima, clearing, and every allocation refused in turn. */
#include "cm.h"

#include "base/arena.h"
#include "base/mem.h"
#include "refuse.h"

#include <string.h>

static void mem_zero_bytes_are_valid(void **state) {
    (void)state;
    void *a = toc_mem_alloc(0), *b = toc_mem_calloc(0, 8), *c = toc_mem_realloc(NULL, 0);
    assert_non_null(a);
    assert_non_null(b);
    assert_non_null(c);
    toc_mem_free(a);
    toc_mem_free(b);
    toc_mem_free(c);
    toc_mem_free(NULL);
}

static void mem_products_are_checked(void **state) {
    (void)state;
    assert_null(toc_mem_calloc(SIZE_MAX / 2, 3));
    assert_null(toc_mem_calloc(SIZE_MAX, SIZE_MAX));
}

static void mem_refuses_the_nth_and_all_later(void **state) {
    (void)state;
    long before = toc_mem_refuse_after(2);
    void *a = toc_mem_alloc(1), *b = toc_mem_alloc(1);
    void *kept = a;
    assert_non_null(a);
    assert_non_null(b);
    assert_null(toc_mem_alloc(1));
    assert_null(toc_mem_calloc(1, 1));
    assert_null(toc_mem_realloc(a, 100));
    assert_ptr_equal(a, kept);
    assert_int_equal(toc_mem_refuse_after(-1) - before, 2);
    toc_mem_free(a);
    toc_mem_free(b);
}

static void arena_gives_zeroed_aligned_bytes(void **state) {
    (void)state;
    toc_arena arena;
    toc_arena_init(&arena, 0);
    for (size_t size = 0; size < 3000; size += 7) {
        unsigned char *bytes = toc_arena_alloc(&arena, size);
        assert_non_null(bytes);
        assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++) {
            assert_int_equal(bytes[i], 0);
        }
        memset(bytes, 0xAA, size);
    }
    toc_arena_fini(&arena);
    assert_null(arena.head);
    assert_int_equal(arena.used_bytes, 0);
}

static void arena_gives_whole_lines(void **state) {
    (void)state;
    toc_arena arena;
    toc_arena_init(&arena, 0);
    for (size_t size = 1; size < 300; size += 7) {
        char *line = toc_arena_aligned(&arena, size);
        assert_non_null(line);
        assert_int_equal((uintptr_t)line % 64, 0);
        for (size_t i = 0; i < size; i++) {
            assert_int_equal(line[i], 0);
        }
        memset(line, 1, size);
    }
    assert_null(toc_arena_aligned(&arena, SIZE_MAX));
    toc_arena_fini(&arena);
}

static void arena_is_zeroed_again_after_clear(void **state) {
    (void)state;
    toc_arena arena;
    toc_arena_init(&arena, 0);
    memset(toc_arena_alloc(&arena, 4000), 0xFF, 4000);
    toc_arena_clear(&arena);
    assert_int_equal(arena.used_bytes, 0);
    assert_non_null(arena.head);
    const char *bytes = toc_arena_alloc(&arena, 4000);
    for (size_t i = 0; i < 4000; i++) {
        assert_int_equal(bytes[i], 0);
    }
    toc_arena_fini(&arena);
}

static void arena_great_wishes_leave_the_head_in_use(void **state) {
    (void)state;
    toc_arena arena;
    toc_arena_init(&arena, 0);
    char *first = toc_arena_alloc(&arena, 16);
    toc_arena_block *head = arena.head;
    char *great = toc_arena_alloc(&arena, 5000000);
    assert_non_null(great);
    great[4999999] = 1;
    assert_ptr_equal(arena.head, head);
    assert_ptr_equal(toc_arena_alloc(&arena, 16), first + 16);
    toc_arena_clear(&arena);
    great = toc_arena_alloc(&arena, 1 << 19);
    assert_non_null(great);
    toc_arena_fini(&arena);
}

/* At the size from which a wish has a block of its own, which comes zeroed, neither side may be forgotten: the room
 * behind what was cleared is used again. */
static void arena_is_zero_around_a_block_of_its_own(void **state) {
    (void)state;
    const size_t border = 1 << 18;
    toc_arena arena;
    toc_arena_init(&arena, 0);
    for (int round = 0; round < 2; round++) {
        for (size_t size = border - 20; size <= border + 20; size++) {
            unsigned char *bytes = toc_arena_alloc(&arena, size);
            assert_non_null(bytes);
            for (size_t i = 0; i < size; i++) {
                if (bytes[i] != 0) {
                    fail_msg("%zu bytes: byte %zu is not zero", size, i);
                }
            }
            memset(bytes, 0xAA, size);
            if (size % 8 == 0) {
                toc_arena_clear(&arena);
            }
        }
        toc_arena_clear(&arena);
    }
    toc_arena_fini(&arena);
}

/* Past 4 MiB great wishes share rooms: zero, apart from each other, and whole when the arena is cleared or joined. */
static void arena_great_wishes_share_rooms(void **state) {
    (void)state;
    enum { WISHES = 40, BYTES = 900001 };
    toc_arena arena, from;
    toc_arena_init(&arena, 0);
    toc_arena_init(&from, 0);
    for (int round = 0; round < 2; round++) {
        unsigned char *got[WISHES];
        for (int i = 0; i < WISHES; i++) {
            got[i] = toc_arena_alloc(i % 2 ? &arena : &from, BYTES);
            assert_non_null(got[i]);
            assert_int_equal((uintptr_t)got[i] % _Alignof(max_align_t), 0);
            assert_int_equal(got[i][0] | got[i][BYTES / 2] | got[i][BYTES - 1], 0);
            memset(got[i], i + 1, BYTES);
        }
        toc_arena_join(&arena, &from);
        assert_null(from.room);
        assert_non_null(toc_arena_alloc(&arena, BYTES));
        for (int i = 0; i < WISHES; i++) {
            assert_int_equal(got[i][0], i + 1);
            assert_int_equal(got[i][BYTES - 1], i + 1);
        }
        toc_arena_clear(&arena); /* what it keeps is zero in the next round */
        assert_non_null(arena.room);
        assert_int_equal(arena.used_bytes, 0);
    }
    toc_arena_fini(&from);
    toc_arena_fini(&arena);
}

static void arena_first_wish_may_be_great(void **state) {
    (void)state;
    toc_arena arena;
    toc_arena_init(&arena, 0);
    assert_non_null(toc_arena_alloc(&arena, 3 << 20));
    assert_non_null(toc_arena_alloc(&arena, 10));
    toc_arena_clear(&arena);
    assert_non_null(toc_arena_alloc(&arena, 10));
    toc_arena_fini(&arena);
}

static void arena_keeps_its_maximum(void **state) {
    (void)state;
    toc_arena arena;
    toc_arena_init(&arena, 1024);
    assert_non_null(toc_arena_alloc(&arena, 1000));
    assert_false(arena.refused);
    assert_null(toc_arena_alloc(&arena, 1000));
    assert_true(arena.refused);
    assert_non_null(toc_arena_alloc(&arena, 10));
    assert_null(toc_arena_str(&arena, TOC_STR("twenty-four and one more")).ptr);
    toc_arena_clear(&arena);
    assert_false(arena.refused);
    assert_non_null(toc_arena_alloc(&arena, 1024));
    toc_arena_fini(&arena);
    assert_int_equal(arena.max_bytes, 1024);
}

static void arena_absurd_sizes_are_refused(void **state) {
    (void)state;
    toc_arena arena;
    toc_arena_init(&arena, 0);
    assert_null(toc_arena_alloc(&arena, SIZE_MAX));
    assert_null(toc_arena_alloc(&arena, SIZE_MAX - 20));
    assert_null(toc_arena_array(&arena, SIZE_MAX / 2, 4));
    assert_non_null(toc_arena_array(&arena, 0, 4));
    toc_arena_fini(&arena);
}

static void rooms_are_doubled(void **state) {
    (void)state;
    toc_arena arena;
    size_t in_arena = 0, on_heap = 0;
    int *a = NULL, *b = NULL;
    toc_arena_init(&arena, 0);
    for (int i = 0; i < 100; i++) {
        int *wider = toc_arena_widen(&arena, a, (size_t)i, &in_arena, sizeof *a, 3);
        assert_non_null(wider);
        assert_true(i == 0 || i == 3 || i == 6 || i == 12 || i == 24 || i == 48 || i == 96 || wider == a);
        a = wider;
        b = toc_mem_widen(b, (size_t)i, &on_heap, sizeof *b, 3);
        assert_non_null(b);
        a[i] = b[i] = i;
    }
    for (int i = 0; i < 100; i++)
        assert_true(a[i] == i && b[i] == i);
    assert_true(in_arena == 192 && on_heap == 192);
    toc_mem_refuse_after(0);
    assert_null(toc_mem_widen(b, on_heap, &on_heap, sizeof *b, 3));
    toc_mem_refuse_after(-1);
    size_t absurd = SIZE_MAX / 2;
    assert_null(toc_mem_widen(b, absurd, &absurd, sizeof *b, 3));
    assert_null(toc_arena_widen(&arena, a, absurd, &absurd, sizeof *a, 3));
    assert_true(on_heap == 192 && absurd == SIZE_MAX / 2 && b[99] == 99);
    toc_mem_free(b);
    toc_arena_fini(&arena);
}

static void arena_texts(void **state) {
    (void)state;
    toc_arena arena;
    toc_arena_init(&arena, 0);
    toc_str copy = toc_arena_str(&arena, toc_str_slice(TOC_STR("Minsk and Riga"), 0, 5));
    assert_str(copy, "Minsk");
    assert_int_equal(copy.ptr[5], '\0');
    toc_str empty = toc_arena_str(&arena, (toc_str){NULL, 0});
    assert_non_null(empty.ptr);
    assert_int_equal(empty.len, 0);
    assert_str(toc_arena_printf(&arena, "%s-%d", "BLR", 7), "BLR-7");
    toc_arena_fini(&arena);
}

static void arena_takes_over_what_another_gave(void **state) {
    (void)state;
    toc_arena to, from;
    toc_arena_init(&to, 1 << 20);
    toc_arena_init(&from, 0);
    toc_str early = toc_arena_str(&from, TOC_STR("Minsk"));
    toc_arena_join(&to, &from); /* into an empty one */
    assert_null(from.head);
    assert_int_equal(from.used_bytes, 0);
    toc_str own = toc_arena_str(&to, TOC_STR("Riga"));
    toc_str late = toc_arena_str(&from, TOC_STR("Vilnius"));
    assert_non_null(toc_arena_alloc(&from, 300000));
    size_t used = to.used_bytes + from.used_bytes;
    toc_arena_join(&to, &from);
    toc_arena_fini(&from);
    assert_int_equal(to.used_bytes, used);
    assert_str(early, "Minsk");
    assert_str(own, "Riga");
    assert_str(late, "Vilnius");
    assert_null(toc_arena_alloc(&to, 800000)); /* past its maximum with what came */
    toc_arena_join(&from, &to);
    assert_true(from.refused);
    toc_arena_fini(&from);
}

static bool fill_arena(void *ctx) {
    (void)ctx;
    toc_arena arena;
    toc_arena_init(&arena, 0);
    bool passed = true;
    for (size_t size = 1; passed && size < 2000000; size *= 3) {
        size_t before = arena.used_bytes;
        char *bytes = toc_arena_alloc(&arena, size);
        passed = bytes != NULL;
        if (passed) {
            memset(bytes, 1, size);
        } else {
            assert_int_equal(arena.used_bytes, before);
        }
    }
    passed = passed && toc_arena_printf(&arena, "%0300000d", 1).ptr != NULL;
    toc_arena_fini(&arena);
    return passed;
}

static void arena_survives_each_refusal(void **state) {
    (void)state;
    assert_true(refuse_each(fill_arena, NULL) > 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mem_zero_bytes_are_valid),
        cmocka_unit_test(mem_products_are_checked),
        cmocka_unit_test(mem_refuses_the_nth_and_all_later),
        cmocka_unit_test(arena_gives_zeroed_aligned_bytes),
        cmocka_unit_test(arena_gives_whole_lines),
        cmocka_unit_test(arena_is_zeroed_again_after_clear),
        cmocka_unit_test(arena_is_zero_around_a_block_of_its_own),
        cmocka_unit_test(arena_great_wishes_leave_the_head_in_use),
        cmocka_unit_test(arena_great_wishes_share_rooms),
        cmocka_unit_test(arena_first_wish_may_be_great),
        cmocka_unit_test(arena_keeps_its_maximum),
        cmocka_unit_test(arena_absurd_sizes_are_refused),
        cmocka_unit_test(rooms_are_doubled),
        cmocka_unit_test(arena_texts),
        cmocka_unit_test(arena_takes_over_what_another_gave),
        cmocka_unit_test(arena_survives_each_refusal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
