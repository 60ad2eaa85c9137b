/*
 * The arc-hybrid transition system (Kuhlmann, Gomez-Rodriguez and Satta 2011).
 * A left move hangs the top of the stack on the front of the buffer, a right
 * move hangs it on the word below it, a shift takes the next word. The root
 * stands behind the last word; it gets exactly one dependent: while more than
 * one word is on the stack the last ones may only be joined to each other.
 */
#include "syntax/model.h"

static bool counts_init(toc_state *state, const toc_tagset *set, toc_arena *arena) {
    size_t size = (size_t)state->n + 2;
    uint32_t *verbs = toc_arena_array(arena, size, sizeof *verbs);
    uint32_t *commas = toc_arena_array(arena, size, sizeof *commas);
    uint32_t *conjs = toc_arena_array(arena, size, sizeof *conjs);
    if (!verbs || !commas || !conjs) {
        return false;
    }
    for (int i = 0; i < state->n; i++) {
        int upos = set->upos[state->tags[i]];
        verbs[i + 1] = verbs[i] + (upos == TOC_VERB || upos == TOC_AUX);
        commas[i + 1] = commas[i] + (upos == TOC_UPUNCT);
        conjs[i + 1] = conjs[i] + (upos == TOC_CCONJ);
    }
    state->verbs = verbs;
    state->commas = commas;
    state->conjs = conjs;
    return true;
}

toc_rc toc_state_init(toc_state *state, const toc_word *words, const uint8_t *tags, const toc_tagset *set, int n,
                      toc_arena *arena, toc_err *err) {
    size_t size = (size_t)n + 1;
    *state = (toc_state){.words = words, .tags = tags, .n = n};
    state->stack = toc_arena_array(arena, size, sizeof(int));
    state->head = toc_arena_array(arena, size, sizeof(int));
    state->rel = toc_arena_array(arena, size, 1);
    state->left_count = toc_arena_array(arena, size, 1);
    state->right_count = toc_arena_array(arena, size, 1);
    state->rel_set = toc_arena_array(arena, size, sizeof(uint64_t));
    int *lists = toc_arena_array(arena, size * 4, sizeof(int));
    if (!state->stack || !state->head || !state->rel || !state->left_count || !state->right_count || !state->rel_set ||
        !lists || !counts_init(state, set, arena)) {
        return toc_err_set(err, TOC_ENOMEM, "out of memory while parsing a sentence of %d tokens", n);
    }
    for (size_t i = 0; i < size * 4; i++) {
        lists[i] = -1;
    }
    for (size_t i = 0; i < 2; i++) {
        state->left[i] = lists + i * size;
        state->right[i] = lists + (i + 2) * size;
    }
    for (size_t i = 0; i < size; i++) {
        state->head[i] = -1;
    }
    return TOC_OK;
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
        state->left[1][head] = state->left[0][head];
        state->left[0][head] = dep;
        state->left_count[head] = (uint8_t)(state->left_count[head] < 5 ? state->left_count[head] + 1 : 5);
    } else {
        state->right[1][head] = state->right[0][head];
        state->right[0][head] = dep;
        state->right_count[head] = (uint8_t)(state->right_count[head] < 5 ? state->right_count[head] + 1 : 5);
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
