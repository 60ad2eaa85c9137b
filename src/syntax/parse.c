/*
 * The room's door: a model is loaded, sentences become nodes. A sentence longer than
 * a piece is parsed piece by piece, so that time and memory stay linear: the
 * root of each later piece hangs on the root of the first as parataxis.
 * Working memory is kept by the model and lent: a call takes what lies spare,
 * or makes its own, and leaves it behind for the next.
 */
#include "base/mem.h"
#include "base/pages.h"
#include "syntax/model.h"

#include <stdatomic.h>

enum { MODEL_BYTES_MAX = 64 << 20, SPARE_MAX = 64 };

struct toc_spare {
    _Atomic(toc_scratch *) at[SPARE_MAX];
};

static toc_scratch *scratch_borrow(const toc_syntax *syntax) {
    for (int i = 0; i < SPARE_MAX; i++) {
        if (atomic_load_explicit(&syntax->spare->at[i], memory_order_relaxed)) {
            toc_scratch *scratch = atomic_exchange(&syntax->spare->at[i], NULL);
            if (scratch) {
                return scratch;
            }
        }
    }
    return toc_scratch_new();
}

static void scratch_return(const toc_syntax *syntax, toc_scratch *scratch) {
    for (int i = 0; i < SPARE_MAX; i++) {
        toc_scratch *none = NULL;
        if (atomic_compare_exchange_strong(&syntax->spare->at[i], &none, scratch)) {
            return;
        }
    }
    toc_scratch_free(scratch);
}

static toc_rc piece_fill(const toc_syntax *syntax, toc_scratch *scratch, const toc_token *tokens, size_t from,
                         size_t first_root, toc_node *nodes, toc_arena *arena, toc_err *err) {
    const toc_state *state = toc_scratch_state(scratch);
    const uint8_t *tags = toc_scratch_tags(scratch);
    const toc_word *words = toc_scratch_words(scratch);
    toc_lemma_cache *lemmas = toc_scratch_lemmas(scratch);
    for (int i = 0; i < state->n; i++) {
        toc_node *node = &nodes[from + (size_t)i];
        bool top = state->head[i] == state->n, later = from > 0;
        size_t head = top ? later ? first_root + 1 : 0 : from + (size_t)state->head[i] + 1;
        *node = (toc_node){.head = (uint16_t)head,
                           .rel = top && later ? TOC_R_PARATAXIS : state->rel[i],
                           .upos = syntax->tags.upos[tags[i]],
                           .form = syntax->tags.form[tags[i]],
                           .tag = tags[i]};
        node->lemma = toc_lemma_of(syntax, lemmas, words[i].form, tokens[from + (size_t)i].text, node->upos, arena);
        if (!node->lemma.ptr) {
            return toc_err_set(err, TOC_ENOMEM, "out of memory while finding lemmas");
        }
    }
    return TOC_OK;
}

static size_t root_of(const toc_scratch *scratch) {
    const toc_state *state = toc_scratch_state(scratch);
    size_t root = 0;
    while (state->head[root] != state->n) {
        root++;
    }
    return root;
}

static toc_rc pieces_parse(const toc_syntax *syntax, const toc_token *tokens, size_t count, toc_node *nodes,
                           toc_scratch *scratch, toc_arena *arena, toc_err *err) {
    toc_word *words = toc_scratch_words(scratch);
    size_t first_root = 0;
    toc_rc rc = TOC_OK;
    for (size_t from = 0; from < count && rc == TOC_OK; from += TOC_SYNTAX_PIECE) {
        size_t n = count - from < TOC_SYNTAX_PIECE ? count - from : TOC_SYNTAX_PIECE;
        for (size_t i = 0; i < n; i++) {
            toc_word_init(&words[i], tokens[from + i].text, from + i == 0);
        }
        toc_net_run(syntax, (int)n, scratch);
        first_root = from ? first_root : root_of(scratch);
        rc = piece_fill(syntax, scratch, tokens, from, first_root, nodes, arena, err);
    }
    return rc;
}

toc_rc toc_syntax_parse(const toc_syntax *syntax, const toc_token *tokens, size_t count, toc_arena *arena,
                        toc_node **out, toc_err *err) {
    if (count > TOC_SYNTAX_TOKENS_MAX) {
        return toc_err_set(err, TOC_ELIMIT, "a sentence of %zu tokens is past the limit of %d; cut it first", count,
                           TOC_SYNTAX_TOKENS_MAX);
    }
    toc_node *nodes = toc_arena_array(arena, count + 1, sizeof *nodes);
    toc_scratch *scratch = nodes ? scratch_borrow(syntax) : NULL;
    if (!scratch) {
        return toc_err_set(err, TOC_ENOMEM, "out of memory while parsing a sentence of %zu tokens", count);
    }
    toc_rc rc = pieces_parse(syntax, tokens, count, nodes, scratch, arena, err);
    scratch_return(syntax, scratch);
    if (rc == TOC_OK) {
        *out = nodes;
    }
    return rc;
}

toc_rc toc_syntax_new(const char *path, toc_syntax **out, toc_err *err) {
    toc_pages file;
    toc_syntax *syntax = toc_mem_calloc(1, sizeof *syntax);
    struct toc_spare *spare = toc_mem_calloc(1, sizeof *spare);
    if (!syntax || !spare) {
        toc_mem_free(syntax);
        toc_mem_free(spare);
        return toc_err_set(err, TOC_ENOMEM, "out of memory while loading the syntax model");
    }
    syntax->spare = spare;
    syntax->kernels = toc_kernels_best();
    toc_arena_init(&syntax->arena, 0);
    toc_map_init(&syntax->lemmas);
    toc_rc rc = toc_pages_whole(path, MODEL_BYTES_MAX, &file, err);
    rc = rc ? rc : toc_model_read((toc_str){file.memory, file.bytes}, syntax, path, err);
    toc_pages_close(&file);
    if (rc != TOC_OK) {
        toc_syntax_free(syntax);
        return rc;
    }
    *out = syntax;
    return TOC_OK;
}

void toc_syntax_free(toc_syntax *syntax) {
    if (syntax) {
        for (int i = 0; i < SPARE_MAX; i++) {
            toc_scratch_free(atomic_load(&syntax->spare->at[i]));
        }
        toc_mem_free(syntax->spare);
        toc_map_fini(&syntax->lemmas);
        toc_arena_fini(&syntax->arena);
        toc_mem_free(syntax);
    }
}
