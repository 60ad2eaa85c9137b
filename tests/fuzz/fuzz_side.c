/*
 * Fuzzes what people type: side expressions, dates, numbers. The first two
 * bytes choose a day, the rest is the text. Checks what world.h promises of a
 * side (members sorted, without repeats, known), that the order of operands
 * joined by '+' does not change the members, and that a date that is
 * understood reads back as itself.
 */
#include "fuzz.h"

#include "event/actor.h"
#include "op/env.h"

static const toc_world *the_world(void) {
    static toc_env env;
    const toc_world *world = NULL;
    toc_err err = {0};
    if (env.world == NULL) {
        toc_env_init(&env, fuzz_data(), NULL);
    }
    must(toc_env_world(&env, &world, &err), &err);
    return world;
}

static void check_side(const toc_side *side, toc_day asof) {
    need(side->member_count > 0 && side->label.len > 0 && side->asof == asof);
    for (size_t i = 0; i < side->member_count; i++) {
        need(toc_world_is_state(the_world(), side->members[i]) || toc_world_is_bloc(the_world(), side->members[i]));
        need(i == 0 || toc_str_compare(side->members[i - 1], side->members[i]) < 0);
        need(toc_side_has(side, side->members[i]));
    }
}

static void check_sides(toc_str text, toc_day asof) {
    toc_arena arena;
    toc_side side, other;
    toc_err err = {0};
    toc_arena_init(&arena, 16u << 20);
    toc_rc rc = toc_side_parse(the_world(), text, asof, &arena, &side, &err);
    need(rc == TOC_OK || rc == TOC_EUSAGE || rc == TOC_ENOMEM);
    need_said(rc, &err);
    if (rc == TOC_OK) {
        check_side(&side, asof);
        toc_base_rate own = toc_world_base_rate(the_world(), &side, &side);
        need(own.war_onsets <= own.war_disputes && own.fatal_onsets <= own.dispute_onsets &&
             own.dispute_onsets <= own.dyad_years);
        /* the members of "X+POL" are those of X and POL, whatever X is: '+' only adds */
        toc_str wider = toc_arena_printf(&arena, "%.*s+POL", TOC_FMT(text));
        if (wider.ptr != NULL && toc_side_parse(the_world(), wider, asof, &arena, &other, NULL) == TOC_OK) {
            check_side(&other, asof);
            for (size_t i = 0; i < side.member_count; i++) {
                need(toc_side_has(&other, side.members[i]));
            }
        }
    }
    toc_arena_fini(&arena);
}

static void check_day(toc_day day) {
    char text[11];
    if (day != TOC_DAY_NONE) {
        need(day >= TOC_DAY_MIN && day <= TOC_DAY_MAX);
        need(toc_day_parse(toc_str_of(toc_day_format(day, text))) == day);
        toc_civil civil = toc_day_civil(day);
        need(toc_day_of(civil.year, civil.month, civil.day) == day);
    }
}

static void check_numbers(toc_str text) {
    int64_t whole;
    double real, back;
    toc_buf buf;
    if (toc_str_to_i64(text, &whole)) {
        need(toc_str_to_double(text, &real));
    }
    if (toc_str_to_double(text, &real) && real - real == 0) {
        toc_buf_init(&buf, 4096);
        toc_buf_add_double(&buf, real);
        need(!buf.failed && toc_str_to_double(toc_buf_str(&buf), &back) && back == real);
        toc_buf_fini(&buf);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2) {
        return 0;
    }
    toc_str text = {(const char *)data + 2, size - 2};
    toc_day asof = (toc_day)data[0] * 100 + data[1]; /* 1970 … 2040 */
    check_day(toc_day_parse(text));
    check_day(toc_day_parse_loose(text));
    if (toc_day_parse(text) != TOC_DAY_NONE) {
        need(toc_day_parse_loose(text) == toc_day_parse(text));
    }
    check_numbers(text);
    check_sides(text, asof);
    toc_str sectors = toc_actor_sectors(text);
    need(toc_actor_root(text).len + sectors.len == text.len && sectors.len % 3 == 0);
    return 0;
}
