/*
 * Method: memberships are a few hundred rows with intervals [from, to); a
 * question walks those of its state, or all of them. A state is a member when its row says role member,
 * whatever its status: the frozen and the suspended are members in law, and
 * whoever asks reads the status.
 */
#include "world/tables.h"

#include <stdlib.h>

static bool is_member(const toc_membership *row) {
    return toc_str_equal(row->role, TOC_STR("member"));
}

const toc_membership *toc_world_membership(const toc_world *world, toc_str bloc, toc_str state, toc_day on) {
    const toc_membership *rows = WORLD_ROWS(world, toc_membership, MEMBERS);
    const toc_membership *other = NULL;
    uint32_t at;
    for (bool more = toc_map_get(&world->members, state, &at); more; more = at-- > 0) {
        const toc_membership *row = &rows[at];
        at = world->member_next[at];
        if (!toc_str_equal(row->bloc, bloc) || !world_holds(row->from, row->to, on)) {
            continue;
        }
        if (is_member(row)) {
            return row;
        }
        other = other == NULL ? row : other;
    }
    return other;
}

bool toc_world_is_member(const toc_world *world, toc_str bloc, toc_str state, toc_day on) {
    const toc_membership *row = toc_world_membership(world, bloc, state, on);
    return row != NULL && is_member(row);
}

static int by_state(const void *left, const void *right) {
    const toc_membership *const *a = left;
    const toc_membership *const *b = right;
    return toc_str_compare((*a)->state, (*b)->state);
}

static bool belongs(const toc_membership *row, toc_str bloc, toc_day on) {
    return is_member(row) && toc_str_equal(row->bloc, bloc) && world_holds(row->from, row->to, on);
}

toc_rc toc_world_members(const toc_world *world, toc_str bloc, toc_day on, toc_arena *arena,
                         const toc_membership ***out, size_t *count, toc_err *err) {
    const toc_membership *rows = WORLD_ROWS(world, toc_membership, MEMBERS);
    size_t total = world->tables[MEMBERS].count, found = 0;
    for (size_t i = 0; i < total; i++) {
        found += belongs(&rows[i], bloc, on) ? 1 : 0;
    }
    const toc_membership **members = toc_arena_array(arena, found + 1, sizeof *members);
    if (members == NULL) {
        return toc_err_set(err, TOC_ENOMEM, "no memory for the members of %.*s", TOC_FMT(bloc));
    }
    found = 0;
    for (size_t i = 0; i < total; i++) {
        if (belongs(&rows[i], bloc, on)) {
            members[found++] = &rows[i];
        }
    }
    qsort(members, found, sizeof(const toc_membership *), by_state);
    *out = members;
    *count = found;
    return TOC_OK;
}

bool toc_clause_binds(const toc_world *world, const toc_clause *clause, toc_str state, toc_day on) {
    if (!world_holds(clause->from, clause->to, on)) {
        return false;
    }
    toc_str rest = clause->parties;
    while (rest.ptr != NULL) {
        toc_str party = toc_str_trim(toc_str_cut(&rest, ';'));
        if (toc_str_equal(party, state)) {
            return true;
        }
        const toc_membership *row = toc_world_membership(world, party, state, on);
        if (row != NULL && is_member(row)) {
            return true;
        }
    }
    return false;
}
