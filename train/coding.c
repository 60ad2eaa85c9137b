/*
 * train-coding DATA OUT GOLD.jsonl OWN.jsonl LATE.jsonl FREE.jsonl GROUND.jsonl [PREDICTIONS.jsonl [NUMBER…]]:
 * trains the coding model.
 *
 * GOLD, OWN and LATE hold labelled pairs ({"id","text","source","target","event"}). GOLD is cut into five folds by its
 * texts' hashes; each fold is foretold by a model of the other four and all of OWN, and those
 * foretellings, cooled by a temperature found on the other folds, go to PREDICTIONS. Then one
 * model is learnt from everything, LATE too, and written to OUT ("-": none), with the temperature of all folds. Same
 * files, same bytes. FREE are sentences with all that is to be coded in them: they teach whether two actors are joined
 * by an event at all, and roots beside the rest; GROUND is text of many kinds, in which two actors are taken to be
 * joined by none, at little weight, since some are. NUMBER: see settings, in that order.
 */
#include "coding/train.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MODEL_BYTES_MAX = 1 << 28, RARE = 3, ROUNDS = 150 };

typedef struct settings {
    double ridge, ridge_joined;         /* how dear weights are */
    double weight, heads, free, ground; /* of an example of OWN and LATE, of a head of the lexicon, of FREE, GROUND */
} settings;

_Noreturn void die(const char *what) {
    fprintf(stderr, "train-coding: %s\n", what);
    exit(1);
}

static void softmax(const double s[ROOTS], double temperature, double out[ROOTS]) {
    double most = -1e300, all = 0;
    for (int r = 0; r < ROOTS; r++) {
        most = fmax(most, s[r]);
    }
    for (int r = 0; r < ROOTS; r++) {
        out[r] = exp((s[r] - most) / temperature);
        all += out[r];
    }
    for (int r = 0; r < ROOTS; r++) {
        out[r] /= all;
    }
}

static double log_loss(const examples *e, double (*scores)[ROOTS], double temperature, int but) {
    double sum = 0, p[ROOTS];
    for (size_t i = 0; i < e->count; i++) {
        double right = 0;
        if (!e->all[i].gold || e->all[i].fold == but) {
            continue;
        }
        softmax(scores[i], temperature, p);
        for (int r = 0; r < ROOTS; r++) {
            right += e->all[i].labels >> r & 1 ? p[r] : 0;
        }
        sum -= log(fmax(right, 1e-12));
    }
    return sum;
}

/* The temperature of least loss on the foretold folds, but one; by thirds of an interval. */
static double temperature_of(const examples *e, double (*scores)[ROOTS], int but) {
    double low = 0.2, high = 4;
    for (int i = 0; i < 60; i++) {
        double a = low + (high - low) / 3, b = high - (high - low) / 3;
        if (log_loss(e, scores, a, but) < log_loss(e, scores, b, but)) {
            high = b;
        } else {
            low = a;
        }
    }
    return (low + high) / 2;
}

static void foretell(const examples *e, double (*scores)[ROOTS], double ridge) {
    for (int fold = 0; fold < FOLDS; fold++) {
        double *weights = fit(e, fold, false, ridge, ROUNDS);
        for (size_t i = 0; i < e->count; i++) {
            if (e->all[i].gold && e->all[i].fold == fold) {
                scores_of(e, &e->all[i], false, weights, scores[i]);
            }
        }
        toc_mem_free(weights);
    }
}

static void predictions_write(const examples *e, double (*scores)[ROOTS], const char *path) {
    FILE *file = fopen(path, "w");
    double temperatures[FOLDS], p[ROOTS];
    if (!file) {
        die("cannot write the predictions");
    }
    for (int fold = 0; fold < FOLDS; fold++) {
        temperatures[fold] = temperature_of(e, scores, fold);
    }
    for (size_t i = 0; i < e->count; i++) {
        if (!e->all[i].gold) {
            continue;
        }
        softmax(scores[i], temperatures[e->all[i].fold], p);
        fprintf(file, "{\"id\":%.*s,\"odds\":{", TOC_FMT(e->all[i].id));
        for (int r = 0; r < ROOTS; r++) {
            fprintf(file, "%s\"%s\":%.4f", r ? "," : "", toc_root_name((toc_root)(r + TOC_AGREE)), p[r]);
        }
        fputs("}}\n", file);
    }
    if (fclose(file) != 0) {
        die("cannot write the predictions");
    }
}

/* Weights of the roots, of joined and of the roots in free text side by side, as the model has them. */
static float *columns_of(const double *roots, const double *joined, const double *loose, size_t rows) {
    float *out = toc_mem_calloc(rows * COLUMNS, sizeof *out);
    if (!out) {
        die("out of memory");
    }
    for (size_t i = 0; i < rows; i++) {
        for (size_t r = 0; r < ROOTS; r++) {
            out[i * COLUMNS + r] = (float)roots[i * ROOTS + r];
            out[i * COLUMNS + TOC_SCORER_FREE + r] = (float)loose[i * ROOTS + r];
        }
        out[i * COLUMNS + TOC_SCORER_JOINED] = (float)joined[i];
    }
    return out;
}

typedef struct temperatures {
    double roots, joined, free;
} temperatures;

static void model_write(const examples *e, const settings *how, temperatures t, const char *path) {
    toc_buf out;
    toc_err err = {0};
    double *roots = fit(e, -1, false, how->ridge, ROUNDS), *loose = fit(e, -1, true, how->ridge, ROUNDS);
    double *joined = fit_joined(e, -1, how->ridge_joined, ROUNDS);
    net *network = net_fit(e, -1);
    float *rounded = columns_of(roots, joined, loose, e->key_count + DENSE);
    toc_scorer_parts parts = {.keys = e->keys,
                              .count = e->key_count,
                              .weights = rounded,
                              .first = network->first,
                              .second = network->second,
                              .temperature = (float)t.roots,
                              .joined_temperature = (float)t.joined,
                              .free_temperature = (float)t.free};
    toc_buf_init(&out, MODEL_BYTES_MAX);
    if (toc_scorer_pack(&parts, &out, &err) || toc_file_write(path, toc_buf_str(&out), &err)) {
        die(err.text);
    }
    fprintf(stderr, "%zu bytes in %s\n", out.len, path);
    toc_buf_fini(&out);
    net_free(network);
    toc_mem_free(roots);
    toc_mem_free(joined);
    toc_mem_free(loose);
    toc_mem_free(rounded);
}

/* ---- free coding: folds of FREE, foretold by the two models together ---- */

typedef struct foretold {
    const example **of;
    double *joined; /* scores */
    double (*roots)[ROOTS];
    size_t count;
} foretold;

static void foretell_example(const examples *e, const example *x, const double *joined, const double *loose,
                             const net *network, foretold *out) {
    double more[TOC_SCORER_NET];
    net_run(network, x, more);
    out->of[out->count] = x;
    out->joined[out->count] = joined_score(e, x, joined) + more[ROOTS];
    scores_of(e, x, true, loose, out->roots[out->count]);
    for (int r = 0; r < ROOTS; r++) {
        out->roots[out->count][r] += more[r];
    }
    out->count++;
}

static void foretell_free(const examples *e, const settings *how, foretold *out) {
    out->of = toc_mem_calloc(e->count + 1, sizeof *out->of);
    out->joined = toc_mem_calloc(e->count + 1, sizeof *out->joined);
    out->roots = toc_mem_calloc(e->count + 1, sizeof *out->roots);
    if (!out->of || !out->joined || !out->roots) {
        die("out of memory");
    }
    for (int fold = 0; fold < FOLDS; fold++) {
        double *joined = fit_joined(e, fold, how->ridge_joined, ROUNDS);
        double *loose = fit(e, fold, true, how->ridge, ROUNDS);
        net *network = net_fit(e, fold);
        for (size_t i = 0; i < e->count; i++) {
            const example *x = &e->all[i];
            if (x->fold == fold && x->joined >= 0 && x->free) {
                foretell_example(e, x, joined, loose, network, out);
            }
        }
        net_free(network);
        toc_mem_free(joined);
        toc_mem_free(loose);
    }
}

static double joined_loss_at(const foretold *f, double temperature) {
    double sum = 0;
    for (size_t i = 0; i < f->count; i++) {
        double s = f->joined[i] / temperature;
        sum += log1p(exp(-fabs(s))) + fmax(s, 0) - (f->of[i]->joined ? s : 0);
    }
    return sum;
}

static double free_loss_at(const foretold *f, double temperature) {
    double sum = 0, p[ROOTS];
    for (size_t i = 0; i < f->count; i++) {
        double right = 0;
        softmax(f->roots[i], temperature, p);
        for (int r = 0; r < ROOTS; r++) {
            right += f->of[i]->labels >> r & 1 ? p[r] : 0;
        }
        sum -= f->of[i]->labels ? log(fmax(right, 1e-12)) : 0;
    }
    return sum;
}

/* As temperature_of, for the folds of FREE. */
static double coolest(const foretold *f, double (*loss_at)(const foretold *, double)) {
    double low = 0.2, high = 20;
    for (int i = 0; i < 80; i++) {
        double a = low + (high - low) / 3, b = high - (high - low) / 3;
        if (loss_at(f, a) < loss_at(f, b)) {
            high = b;
        } else {
            low = a;
        }
    }
    return (low + high) / 2;
}

static void roots_tell(const foretold *f, double temperature) {
    size_t right = 0, all = 0;
    for (size_t i = 0; i < f->count; i++) {
        int best = 0;
        for (int r = 1; r < ROOTS; r++) {
            best = f->roots[i][r] > f->roots[i][best] ? r : best;
        }
        right += f->of[i]->labels >> best & 1;
        all += f->of[i]->labels != 0;
    }
    fprintf(stderr, "free roots: %zu of %zu right, temperature %.3f\n", right, all, temperature);
}

/* At some thresholds, right and wrong pairs; then whether the probability means what it says. */
static void joined_tell(const foretold *f, double temperature) {
    enum { CUTS = 9, BINS = 10 };
    size_t right[CUTS] = {0}, wrong[CUTS] = {0}, all = 0, hits[BINS] = {0};
    double said[BINS] = {0}, off = 0;
    for (size_t i = 0; i < f->count; i++) {
        double p = 1 / (1 + exp(-f->joined[i] / temperature));
        bool joined = f->of[i]->joined;
        int bin = p >= 1 ? BINS - 1 : (int)(p * BINS);
        if (getenv("TELL")) {
            fprintf(stderr, "TELL\t%.2f\t%d\t%.*s\n", p, joined, TOC_FMT(f->of[i]->id));
        }
        hits[bin] += joined;
        said[bin] += p;
        all += joined;
        for (int c = 0; c < CUTS; c++) {
            bool told = p >= (c + 1) / 10.0;
            right[c] += told && joined;
            wrong[c] += told && !joined;
        }
    }
    for (int c = 0; c < CUTS; c++) {
        fprintf(stderr, "joined at 0.%d: %zu of %zu, %zu wrong\n", c + 1, right[c], all, wrong[c]);
    }
    for (int b = 0; b < BINS && f->count > 0; b++) {
        off += fabs(said[b] - (double)hits[b]) / (double)f->count;
    }
    fprintf(stderr, "joined: %zu pairs, temperature %.3f, calibration error %.3f\n", f->count, temperature, off);
}

static void free_learn(const examples *e, const settings *how, temperatures *t) {
    foretold f = {.count = 0};
    foretell_free(e, how, &f);
    if (f.count > 0) {
        t->joined = coolest(&f, joined_loss_at);
        t->free = coolest(&f, free_loss_at);
    }
    roots_tell(&f, t->free);
    joined_tell(&f, t->joined);
    toc_mem_free(f.of);
    toc_mem_free(f.joined);
    toc_mem_free(f.roots);
}

int main(int argc, char **argv) {
    static examples e;
    toc_env env;
    toc_err err = {0};
    const toc_lexicon *lexicon;
    const toc_ontology *ontology;
    const toc_world *world;
    const toc_syntax *syntax;
    toc_coder *coder = NULL;
    if (argc < 8) {
        die("usage: train-coding DATA OUT GOLD.jsonl OWN.jsonl LATE.jsonl FREE.jsonl GROUND.jsonl "
            "[PREDICTIONS.jsonl [NUMBER…]]");
    }
    settings how = {.ridge = 0.3, .ridge_joined = 1, .weight = 1, .heads = 0.1, .free = 3, .ground = 0.3};
    double *numbers[] = {&how.ridge, &how.ridge_joined, &how.weight, &how.heads, &how.free, &how.ground};
    for (int i = 0; i < (int)(sizeof numbers / sizeof *numbers) && i + 9 < argc; i++) {
        if (!toc_str_to_double(toc_str_of(argv[i + 9]), numbers[i])) {
            die("NUMBER is none");
        }
    }
    toc_env_init(&env, argv[1], NULL);
    if (toc_env_lexicon(&env, &lexicon, &err) || toc_env_ontology(&env, &ontology, &err) ||
        toc_env_world(&env, &world, &err) || toc_env_syntax(&env, &syntax, &err) ||
        toc_coder_new(lexicon, ontology, world, syntax, NULL, &coder, &err)) {
        die(err.text);
    }
    toc_arena_init(&e.arena, 0);
    examples_read(&e, coder, argv[3], FOLDED, 1);
    examples_read(&e, coder, argv[4], EVERYWHERE, (float)how.weight);
    examples_read(&e, coder, argv[5], SHIPPED_ONLY, (float)how.weight);
    examples_read_free(&e, coder, argv[6], FOLDED, (float)how.free);
    examples_read_free(&e, coder, argv[7], EVERYWHERE, (float)how.ground);
    examples_add_heads(&e, syntax, ontology, argv[1], (float)how.heads);
    examples_index(&e, RARE);
    fprintf(stderr, "%zu examples, %zu features\n", e.count, e.key_count);
    double(*scores)[ROOTS] = toc_mem_calloc(e.count, sizeof *scores);
    if (!scores) {
        die("out of memory");
    }
    temperatures t = {.roots = 1.4, .joined = 5, .free = 2.8};
    if (!getenv("QUICK")) { /* what was found before is near enough for a trial */
        foretell(&e, scores, how.ridge);
        t.roots = temperature_of(&e, scores, -1);
        free_learn(&e, &how, &t);
    }
    fprintf(stderr, "temperature %.3f\n", t.roots);
    if (argc > 8) {
        predictions_write(&e, scores, argv[8]);
    }
    if (strcmp(argv[2], "-") != 0) {
        model_write(&e, &how, t, argv[2]);
    }
    toc_mem_free(scores);
    toc_coder_free(coder);
    toc_env_fini(&env);
    return 0;
}
