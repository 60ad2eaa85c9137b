/*
 * train-quiet DATA OUT PASSES FILE.jsonl… [ground FILE.jsonl…]: learns which sentences tell of no deed that is done
 * (src/code/quiet.h).
 *
 * FILE holds labelled sentences as train-coding reads them ({"text","event"}): rows of one text stand together, and one
 * of which each row's event is "NONE" is quiet. The coder's own eyes turn each into rows; then logistic regression with
 * a step per weight (AdaGrad; Duchi, Hazan and Singer 2011, jmlr.org/papers/v12/duchi11a.html) that shrinks to nothing.
 * Same files in, same bytes out. What stands behind "ground" is text of many kinds in which nobody has looked for
 * deeds: learnt from as quiet where it names an actor and no frame finds anything done. `train-quiet DATA MODEL show
 * FILE.jsonl` prints for each sentence what a finished model says: its label, the log odds, the text.
 */
#include "code/quiet.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/rng.h"
#include "code/desk.h"
#include "op/env.h"
#include "text/pairs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MODEL_BYTES_MAX = 1 << 26, ROWS = TOC_QUIET_ROWS };

static const double STEP = 0.5, LEAST_STEP = 0.02, BEGUN = 1e-5;

typedef struct example {
    size_t first; /* in rows */
    int count;
    bool quiet;
} example;

typedef struct lesson {
    example *all;
    uint32_t *rows;
    size_t count, room, row_count, row_room, quiet;
    bool is_ground;            /* the file at hand */
    bool is_quiet;             /* the sentence at hand */
    const toc_quiet *finished; /* to show; else NULL */
} lesson;

static _Noreturn void die(const char *what) {
    fprintf(stderr, "train-quiet: %s\n", what);
    exit(1);
}

static void *grown(void *list, size_t count, size_t size) {
    void *more = toc_mem_realloc(list, count * size);
    if (!more) {
        die("out of memory");
    }
    return more;
}

static void on_reject(void *ctx, const toc_reject *reject) {
    (void)ctx;
    fprintf(stderr, "train-quiet: %s:%zu: %s\n", reject->file, reject->line, reject->reason);
}

/* ---- sentences ---- */

/* In text of many kinds: it may well be quiet, and is not surely so for naming nobody. */
static bool may_be_quiet(const toc_desk *desk) {
    for (size_t i = 0; i < desk->event_count; i++) {
        if (desk->events[i].event.modality == TOC_DONE) {
            return false;
        }
    }
    return desk->scene.known_count > 0;
}

/* The coder has read a sentence. */
static void on_sentence(void *ctx, const toc_desk *desk) {
    lesson *l = ctx;
    if (l->finished) {
        printf("%d\t%.3f\t%.*s\n", l->is_quiet, toc_quiet_odds(l->finished, &desk->scene), TOC_FMT(desk->scene.text));
        return;
    }
    if (l->is_ground && !may_be_quiet(desk)) {
        return;
    }
    if (l->count == l->room) {
        l->all = grown(l->all, l->room = l->room * 2 + 4096, sizeof *l->all);
    }
    if (l->row_count + TOC_QUIET_KEYS_MAX > l->row_room) {
        l->rows = grown(l->rows, l->row_room = l->row_room * 2 + (1 << 20), sizeof *l->rows);
    }
    int count = toc_quiet_rows(&desk->scene, l->rows + l->row_count);
    l->all[l->count++] = (example){l->row_count, count, l->is_quiet};
    l->row_count += (size_t)count;
    l->quiet += l->is_quiet;
}

static void text_read(lesson *l, toc_coder *coder, toc_str text, bool quiet) {
    toc_err err = {0};
    toc_coded coded;
    toc_arena arena;
    toc_document document = {.text = text, .date = toc_day_of(2023, 8, 15)};
    document.id = toc_id_make('d', &document.text, 1);
    toc_arena_init(&arena, 0);
    l->is_quiet = quiet;
    coder->watch = on_sentence;
    coder->watch_ctx = l;
    coder->parse_all = true;
    if (text.len > 0 && toc_code_document(coder, &document, &arena, &coded, &err)) {
        die(err.text);
    }
    toc_arena_fini(&arena);
}

static void file_read(lesson *l, toc_coder *coder, const char *path) {
    toc_err err = {0};
    toc_arena arena;
    toc_pairs *pairs = NULL;
    toc_pair_row row;
    bool more = true, quiet = true;
    toc_str text = {"", 0};
    toc_arena_init(&arena, 0);
    if (toc_pairs_open(path, on_reject, NULL, &pairs, &err)) {
        die(err.text);
    }
    while (toc_pairs_next(pairs, &arena, &row, &more, &err) == TOC_OK && more) {
        if (!toc_str_equal(text, row.text)) {
            text_read(l, coder, text, quiet);
            quiet = true;
        }
        text = row.text;
        quiet = quiet && toc_str_equal(row.event, TOC_STR("NONE"));
    }
    if (err.text[0]) {
        die(err.text);
    }
    text_read(l, coder, text, quiet);
    toc_pairs_close(pairs);
    toc_arena_fini(&arena);
}

/* ---- learning ---- */

typedef struct learner {
    float weight[ROWS], slope[ROWS];
} learner;

static double step(learner *n, const lesson *l, const example *e, double rate) {
    const uint32_t *rows = l->rows + e->first;
    double sum = 0, scale = toc_quiet_scale(e->count);
    for (int i = 0; i < e->count; i++) {
        sum += (double)n->weight[rows[i]];
    }
    double chance = 1 / (1 + exp(-sum / scale)), off = chance - e->quiet;
    float g = (float)(off / scale);
    for (int i = 0; i < e->count; i++) {
        uint32_t row = rows[i];
        n->slope[row] += g * g;
        n->weight[row] -= (float)rate * g / sqrtf(n->slope[row]);
    }
    return -log(fmax(e->quiet ? chance : 1 - chance, 1e-12));
}

static void learn(learner *n, const lesson *l, int passes) {
    uint32_t *order = grown(NULL, l->count + 1, sizeof *order);
    toc_rng rng;
    toc_rng_init(&rng, 1);
    for (size_t i = 0; i < l->count; i++) {
        order[i] = (uint32_t)i;
    }
    for (size_t row = 0; row < ROWS; row++) {
        n->slope[row] = (float)BEGUN;
    }
    for (int pass = 0; pass < passes; pass++) {
        double loss = 0;
        toc_rng_shuffle(&rng, order, l->count);
        for (size_t i = 0; i < l->count; i++) {
            double done = ((double)pass + (double)i / (double)l->count) / passes;
            loss += step(n, l, &l->all[order[i]], STEP * fmax(LEAST_STEP, 1 - done));
        }
        fprintf(stderr, "pass %d: log loss %.4f\n", pass + 1, loss / (double)l->count);
    }
    toc_mem_free(order);
}

static void save(const learner *n, const char *path) {
    toc_buf out;
    toc_err err = {0};
    toc_buf_init(&out, MODEL_BYTES_MAX);
    if (toc_quiet_pack(n->weight, &out, &err) || toc_file_write(path, toc_buf_str(&out), &err)) {
        die(err.text);
    }
    fprintf(stderr, "%zu bytes in %s\n", out.len, path);
    toc_buf_fini(&out);
}

int main(int argc, char **argv) {
    static lesson l;
    static learner n;
    toc_env env;
    toc_err err = {0};
    const toc_lexicon *lexicon;
    const toc_ontology *ontology;
    const toc_world *world;
    const toc_syntax *syntax;
    toc_coder *coder = NULL;
    toc_quiet *finished = NULL;
    if (argc < 5) {
        die("usage: train-quiet DATA OUT PASSES FILE.jsonl... [ground FILE.jsonl...]\n       train-quiet DATA MODEL "
            "show FILE.jsonl...");
    }
    bool show = strcmp(argv[3], "show") == 0;
    toc_env_init(&env, argv[1], NULL);
    if (toc_env_lexicon(&env, &lexicon, &err) || toc_env_ontology(&env, &ontology, &err) ||
        toc_env_world(&env, &world, &err) || toc_env_syntax(&env, &syntax, &err) ||
        toc_coder_new(lexicon, ontology, world, syntax, NULL, &coder, &err) ||
        (show && toc_quiet_new(argv[2], &finished, &err))) {
        die(err.text);
    }
    l.finished = finished;
    for (int i = 4; i < argc; i++) {
        if (strcmp(argv[i], "ground") == 0) {
            l.is_ground = true;
        } else {
            file_read(&l, coder, argv[i]);
        }
    }
    if (!show) {
        fprintf(stderr, "%zu sentences, %zu of them quiet\n", l.count, l.quiet);
        learn(&n, &l, atoi(argv[3]));
        save(&n, argv[2]);
    }
    toc_quiet_free(finished);
    toc_coder_free(coder);
    toc_env_fini(&env);
    return 0;
}
