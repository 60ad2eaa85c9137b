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

enum { MODEL_BYTES_MAX = 1 << 28, RARE = 2, ROUNDS = 150 };

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

static void model_write(const examples *e, const settings *how, double temperature, double joined_temperature,
                        const char *path) {
    toc_buf out;
    toc_err err = {0};
    double *roots = fit(e, -1, false, how->ridge, ROUNDS), *loose = fit(e, -1, true, how->ridge, ROUNDS);
    double *joined = fit_joined(e, -1, how->ridge_joined, ROUNDS);
    float *rounded = columns_of(roots, joined, loose, e->key_count + DENSE);
    toc_buf_init(&out, MODEL_BYTES_MAX);
    if (toc_scorer_pack(e->keys, rounded, e->key_count, rounded + e->key_count * COLUMNS, (float)temperature,
                        (float)joined_temperature, &out, &err) ||
        toc_file_write(path, toc_buf_str(&out), &err)) {
        die(err.text);
    }
    fprintf(stderr, "%zu bytes in %s\n", out.len, path);
    toc_buf_fini(&out);
    toc_mem_free(roots);
    toc_mem_free(joined);
    toc_mem_free(loose);
    toc_mem_free(rounded);
}

/* How well the folds of FREE are foretold: at some thresholds, right and wrong pairs and those missed; then whether the
 * probability means what it says. */
static double joined_loss_at(const double *scores, const example *const *of, size_t n, double temperature) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        double s = scores[i] / temperature;
        sum += log1p(exp(-fabs(s))) + fmax(s, 0) - (of[i]->joined ? s : 0);
    }
    return sum;
}

/* As temperature_of, of the question whether two are joined. */
static double joined_temperature_of(const double *scores, const example *const *of, size_t n) {
    double low = 0.2, high = 6;
    for (int i = 0; i < 60; i++) {
        double a = low + (high - low) / 3, b = high - (high - low) / 3;
        if (joined_loss_at(scores, of, n, a) < joined_loss_at(scores, of, n, b)) {
            high = b;
        } else {
            low = a;
        }
    }
    return n > 0 ? (low + high) / 2 : 1;
}

/* ... and the temperature at which it does, which is returned. */
static double joined_tell(const examples *e, const settings *how) {
    enum { CUTS = 9, BINS = 10 };
    size_t right[CUTS] = {0}, wrong[CUTS] = {0}, all = 0, n[BINS] = {0}, hits[BINS] = {0}, count = 0;
    double said[BINS] = {0}, off = 0, *scores = toc_mem_calloc(e->count + 1, sizeof *scores);
    const example **of = toc_mem_calloc(e->count + 1, sizeof *of);
    if (!scores || !of) {
        die("out of memory");
    }
    for (int fold = 0; fold < FOLDS; fold++) {
        double *weights = fit_joined(e, fold, how->ridge_joined, ROUNDS);
        for (size_t i = 0; i < e->count; i++) {
            const example *x = &e->all[i];
            if (x->fold == fold && x->joined >= 0 && !x->gold && x->free) {
                of[count] = x;
                scores[count++] = joined_score(e, x, weights);
            }
        }
        toc_mem_free(weights);
    }
    double temperature = joined_temperature_of(scores, of, count);
    for (size_t i = 0; i < count; i++) {
        double p = 1 / (1 + exp(-scores[i] / temperature));
        int bin = p >= 1 ? BINS - 1 : (int)(p * BINS);
        if (getenv("TELL")) {
            fprintf(stderr, "TELL\t%.2f\t%d\t%.*s\n", p, of[i]->joined, TOC_FMT(of[i]->id));
        }
        n[bin]++;
        hits[bin] += (size_t)of[i]->joined;
        said[bin] += p;
        all += (size_t)of[i]->joined;
        for (int c = 0; c < CUTS; c++) {
            bool told = p >= (c + 1) / 10.0;
            right[c] += told && of[i]->joined;
            wrong[c] += told && !of[i]->joined;
        }
    }
    for (int c = 0; c < CUTS; c++) {
        fprintf(stderr, "joined at 0.%d: %zu of %zu, %zu wrong\n", c + 1, right[c], all, wrong[c]);
    }
    for (int b = 0; b < BINS && count > 0; b++) {
        off += fabs(said[b] - (double)hits[b]) / (double)count;
    }
    fprintf(stderr, "joined: %zu pairs, temperature %.3f, calibration error %.3f\n", count, temperature, off);
    toc_mem_free(scores);
    toc_mem_free(of);
    return temperature;
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
    double temperature = 1.4;
    if (!getenv("QUICK")) {
        foretell(&e, scores, how.ridge);
        temperature = temperature_of(&e, scores, -1);
    }
    fprintf(stderr, "temperature %.3f\n", temperature);
    double joined_temperature = joined_tell(&e, &how);
    if (argc > 8) {
        predictions_write(&e, scores, argv[8]);
    }
    if (strcmp(argv[2], "-") != 0) {
        model_write(&e, &how, temperature, joined_temperature, argv[2]);
    }
    toc_mem_free(scores);
    toc_coder_free(coder);
    toc_env_fini(&env);
    return 0;
}
