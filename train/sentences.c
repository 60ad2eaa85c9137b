/*
 * train-sentences OUT PASSES DEV.conllu[:DEV.conllu] TRAIN.conllu…: trains the judge of sentence borders.
 *
 * The treebanks' "# text" lines are put together as script/accuracy does, and cut by the true code with a teacher in
 * the judge's place, so that training and use see the same gaps. Logistic regression with a step per weight
 * (AdaGrad; Duchi, Hazan and Singer 2011, jmlr.org/papers/v12/duchi11a.html), weights averaged over all steps of the
 * later passes, then rounded to a byte. DEV is only looked at, to print scores. Same files in, same bytes out.
 */
#include "text/splitter.h"

#include "base/mem.h"
#include "base/rng.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BANK_BYTES_MAX = 1 << 28, ROWS = TOC_SPLITTER_ROWS, DEVS_MAX = 4 };

/* LEAN: how much the judge is to favour borders (log odds), as dev likes it. SCALE: a weight of 1 in the file. */
static const double STEP = 0.2, RIDGE = 0.01, LEAN = 1.5, SCALE = 48;

typedef struct example {
    size_t first; /* in rows */
    uint8_t count;
    bool border;
} example;

/* Banks of raw text, its borders, and the gaps met in it. */
typedef struct lesson {
    toc_buf text;
    uint8_t *border; /* by byte: a sentence ends before it */
    size_t sentences;
    example *all;
    uint32_t *rows;
    size_t count, room, row_count, row_room;
} lesson;

static _Noreturn void die(const char *what) {
    fprintf(stderr, "train-sentences: %s\n", what);
    exit(1);
}

static void *grown(void *list, size_t count, size_t size) {
    void *more = toc_mem_realloc(list, count * size);
    if (!more)
        die("out of memory");
    return more;
}

static void bank_read(lesson *l, const char *path) {
    toc_arena arena;
    toc_str rest;
    toc_err err;
    bool fresh = true;
    toc_arena_init(&arena, 0);
    if (toc_file_read(path, BANK_BYTES_MAX, &arena, &rest, &err))
        die(err.text);
    l->border = grown(l->border, l->text.len + rest.len + 3, 1);
    memset(l->border + l->text.len, 0, rest.len + 3);
    while (rest.ptr) {
        toc_str line = toc_str_cut(&rest, '\n');
        if (toc_str_starts(line, TOC_STR("# newpar")) || toc_str_starts(line, TOC_STR("# newdoc")))
            fresh = true;
        if (!toc_str_starts(line, TOC_STR("# text = ")))
            continue;
        toc_buf_add_cstr(&l->text, l->text.len == 0 ? "" : fresh ? "\n\n" : " ");
        toc_buf_add(&l->text, toc_str_trim(toc_str_slice(line, 9, line.len)));
        l->border[l->text.len] = 1;
        l->sentences++;
        fresh = false;
    }
    toc_arena_fini(&arena);
}

static bool teach(void *ctx, size_t at, const uint32_t *rows, int count) {
    lesson *l = ctx;
    if (l->count == l->room)
        l->all = grown(l->all, l->room = l->room * 2 + 4096, sizeof *l->all);
    if (l->row_count + (size_t)count > l->row_room)
        l->rows = grown(l->rows, l->row_room = l->row_room * 2 + 65536, sizeof *l->rows);
    l->all[l->count++] = (example){l->row_count, (uint8_t)count, l->border[at] != 0};
    memcpy(l->rows + l->row_count, rows, (size_t)count * sizeof *rows);
    l->row_count += (size_t)count;
    return l->border[at] != 0;
}

static void cut(const lesson *l, const toc_splitter *splitter, toc_arena *arena, toc_sentence **list, size_t *count) {
    toc_err err;
    toc_arena_init(arena, 0);
    if (toc_splitter_cut(splitter, toc_buf_str(&l->text), arena, list, count, &err))
        die(err.text);
}

static void gaps_meet(lesson *l) {
    static toc_splitter splitter;
    toc_arena arena;
    toc_sentence *list;
    size_t count;
    splitter.teacher = teach;
    splitter.ctx = l;
    cut(l, &splitter, &arena, &list, &count);
    toc_arena_fini(&arena);
}

/* F1 of sentences. */
static double score(const lesson *l, const toc_splitter *splitter) {
    toc_arena arena;
    toc_sentence *list;
    size_t count, right = 0;
    cut(l, splitter, &arena, &list, &count);
    for (size_t i = 0; i < count; ++i) {
        size_t inner = 0;
        for (size_t at = list[i].from + 1; at < list[i].to; ++at)
            inner += l->border[at];
        size_t start = list[i].from;
        while (start > 0 && (l->text.ptr[start - 1] == ' ' || l->text.ptr[start - 1] == '\n'))
            --start;
        right += inner == 0 && l->border[list[i].to] && (start == 0 || l->border[start]);
    }
    toc_arena_fini(&arena);
    return 200.0 * (double)right / (double)(count + l->sentences);
}

typedef struct learner {
    double weight[ROWS], slope[ROWS], sum[ROWS];
} learner;

static void step(learner *n, const lesson *l, const example *e) {
    const uint32_t *rows = l->rows + e->first;
    double sum = 0;
    for (int i = 0; i < e->count; ++i)
        sum += n->weight[rows[i]];
    double off = 1 / (1 + exp(-sum)) - e->border;
    for (int i = 0; i < e->count; ++i) {
        uint32_t row = rows[i];
        double g = off + RIDGE * n->weight[row];
        n->slope[row] += g * g;
        n->weight[row] -= STEP * g / sqrt(n->slope[row] + 1e-4);
    }
}

static void learn(learner *n, const lesson *l, int passes) {
    uint32_t *order = grown(NULL, l->count, sizeof *order);
    toc_rng rng;
    toc_rng_init(&rng, 1);
    for (size_t i = 0; i < l->count; ++i)
        order[i] = (uint32_t)i;
    for (int pass = 0; pass < passes; ++pass) {
        for (size_t i = l->count; i > 1; --i) {
            size_t k = (size_t)toc_rng_below(&rng, i);
            uint32_t kept = order[i - 1];
            order[i - 1] = order[k];
            order[k] = kept;
        }
        for (size_t i = 0; i < l->count; ++i)
            step(n, l, &l->all[order[i]]);
        for (size_t row = 0; row < ROWS && pass >= passes / 2; ++row)
            n->sum[row] += n->weight[row];
    }
    toc_mem_free(order);
}

/* The first view of a gap is the rules' opinion alone: its rows are in every sum, so LEAN is put there. */
static void lean(learner *n, const lesson *l, int steps) {
    size_t done[2] = {ROWS, ROWS};
    for (size_t i = 0; i < l->count; ++i) {
        size_t row = l->rows[l->all[i].first], k = done[0] < ROWS;
        if (row == done[0] || row == done[1])
            continue;
        n->sum[row] += LEAN * steps;
        done[k] = row;
    }
}

static void round_off(const learner *n, toc_splitter *out, double scale) {
    for (size_t row = 0; row < ROWS; ++row) {
        double value = round(n->sum[row] * scale);
        out->weights[row] = (int8_t)(value > 127 ? 127 : value < -127 ? -127 : value);
    }
}

static void save(const toc_splitter *splitter, const char *path) {
    toc_buf out;
    toc_err err = {0};
    toc_buf_init(&out, BANK_BYTES_MAX);
    if (toc_splitter_write(splitter, &out, &err) || toc_file_write(path, toc_buf_str(&out), &err))
        die(err.text);
    fprintf(stderr, "%zu bytes in %s\n", out.len, path);
    toc_buf_fini(&out);
}

int main(int argc, char **argv) {
    static lesson train, devs[DEVS_MAX];
    static toc_splitter splitter;
    static learner n;
    if (argc < 5)
        die("usage: train-sentences OUT PASSES DEV.conllu[:DEV.conllu] TRAIN.conllu...");
    int passes = atoi(argv[2]), dev = 0;
    toc_buf_init(&train.text, BANK_BYTES_MAX);
    for (int i = 4; i < argc; ++i)
        bank_read(&train, argv[i]);
    gaps_meet(&train);
    fprintf(stderr, "%zu sentences, %zu gaps\n", train.sentences, train.count);
    learn(&n, &train, passes);
    int steps = passes - passes / 2;
    lean(&n, &train, steps);
    round_off(&n, &splitter, SCALE / steps);
    for (char *name = strtok(argv[3], ":"); name && dev < DEVS_MAX; name = strtok(NULL, ":"), ++dev) {
        toc_buf_init(&devs[dev].text, BANK_BYTES_MAX);
        bank_read(&devs[dev], name);
        fprintf(stderr, "%s: sentences F1 %.2f, rules alone %.2f\n", name, score(&devs[dev], &splitter),
                score(&devs[dev], NULL));
    }
    save(&splitter, argv[1]);
    return 0;
}
