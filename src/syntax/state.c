/*
 * The arc-hybrid transition system (Kuhlmann, Gomez-Rodriguez and Satta 2011).
 * A left move hangs the top of the stack on the front of the buffer, a right
 * move hangs it on the word below it, a shift takes the next word. The root
 * stands behind the last word; it gets exactly one dependent: while more than
 * one word is on the stack the last ones may only be joined to each other.
 * What the network sees of a state: the words at a few places, the relations and
 * numbers of children, and distances.
 */
#include "syntax/model.h"

void toc_state_init(toc_state *state, int n) {
    state->n = n;
    state->depth = 0;
    state->next = 0;
    for (int i = 0; i <= n; i++) {
        state->head[i] = state->left[i] = state->right[i] = -1;
        state->left_count[i] = state->right_count[i] = state->rel[i] = 0;
        state->rel_set[i] = 0;
    }
}

bool toc_state_done(const toc_state *state) {
    return state->next == state->n && state->depth == 0;
}

bool toc_move_allowed(const toc_state *state, int move) {
    switch (move) {
    case TOC_MOVE_SHIFT:
        return state->next < state->n;
    case TOC_MOVE_LEFT:
        return state->depth > 0 && (state->next < state->n || state->depth == 1);
    default:
        return state->depth > 1;
    }
}

void toc_move_arc(const toc_state *state, int move, int *head, int *dep) {
    *dep = state->stack[state->depth - 1];
    *head = move == TOC_MOVE_LEFT ? state->next : state->stack[state->depth - 2];
}

static void arc_add(toc_state *state, int head, int dep, int rel) {
    state->head[dep] = head;
    state->rel[dep] = (uint8_t)rel;
    state->rel_set[head] |= 1ull << rel;
    if (dep < head) {
        state->left[head] = dep;
        state->left_count[head] = (uint8_t)(state->left_count[head] + (state->left_count[head] < 5));
    } else {
        state->right[head] = dep;
        state->right_count[head] = (uint8_t)(state->right_count[head] + (state->right_count[head] < 5));
    }
}

void toc_move_apply(toc_state *state, int move, int rel) {
    if (move == TOC_MOVE_SHIFT) {
        state->stack[state->depth++] = state->next++;
        return;
    }
    int head, dep;
    toc_move_arc(state, move, &head, &dep);
    arc_add(state, head, dep, rel);
    state->depth--;
}

static void look_add(toc_look *look, int row) {
    if (look->count < TOC_LOOK_ROWS_MAX) {
        look->rows[look->count++] = row;
    }
}

static void look_set(const toc_state *state, toc_look *look, int token, int which) {
    if (token < 0) {
        return;
    }
    for (uint64_t set = state->rel_set[token]; set; set &= set - 1) {
        look_add(look, TOC_ROW_SET + which * 40 + __builtin_ctzll(set));
    }
}

static void look_counts(const toc_state *state, toc_look *look, int token, int left, int right) {
    if (token >= 0) {
        look_add(look, TOC_ROW_COUNT + left * 6 + state->left_count[token]);
        if (right >= 0) {
            look_add(look, TOC_ROW_COUNT + right * 6 + state->right_count[token]);
        }
    }
}

static int gap_class(int a, int b) {
    int d = b - a;
    return d < 6 ? d : d < 9 ? 6 : d < 14 ? 7 : d < 25 ? 8 : 9;
}

void toc_state_look(const toc_state *state, toc_look *out) {
    int d = state->depth;
    int s0 = d > 0 ? state->stack[d - 1] : -1, s1 = d > 1 ? state->stack[d - 2] : -1;
    int *at = out->at, b0 = state->next;
    out->count = 0;
    at[TOC_AT_S0] = s0;
    at[TOC_AT_S1] = s1;
    at[TOC_AT_S2] = d > 2 ? state->stack[d - 3] : -1;
    at[TOC_AT_B0] = b0;
    at[TOC_AT_S0_LEFT] = s0 < 0 ? -1 : state->left[s0];
    at[TOC_AT_S0_RIGHT] = s0 < 0 ? -1 : state->right[s0];
    at[TOC_AT_S1_RIGHT] = s1 < 0 ? -1 : state->right[s1];
    at[TOC_AT_B0_LEFT] = state->left[b0];
    for (int i = 0; i < TOC_PLACES; i++) {
        if (at[i] < 0) {
            look_add(out, TOC_ROW_NONE + i);
        } else if (i >= TOC_AT_S0_LEFT) {
            look_add(out, TOC_ROW_REL + (i - TOC_AT_S0_LEFT) * 40 + state->rel[at[i]]);
        }
    }
    look_set(state, out, s0, 0);
    look_set(state, out, s1, 1);
    look_set(state, out, b0, 2);
    look_counts(state, out, s0, 0, 1);
    look_counts(state, out, s1, 2, 3);
    look_counts(state, out, b0, 4, -1);
    if (s0 >= 0) {
        look_add(out, TOC_ROW_GAP + gap_class(s0, b0));
    }
    if (s1 >= 0) {
        look_add(out, TOC_ROW_GAP + 10 + gap_class(s1, s0));
    }
}
