/*
 * train-coding DATA OUT GOLD.jsonl OWN.jsonl LATE.jsonl [PREDICTIONS.jsonl [RIDGE [WEIGHT]]]: trains the coding model.
 *
 * GOLD, OWN and LATE hold labelled pairs ({"id","text","source","target","event"}). GOLD is cut into five folds by its
 * texts' hashes; each fold is foretold by a model of the other four and all of OWN, and those
 * foretellings, cooled by a temperature found on the other folds, go to PREDICTIONS. Then one
 * model is learnt from everything, LATE too, and written to OUT ("-": none), with the temperature of all folds. Same
 * files, same bytes.
 */
#include "coding/train.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MODEL_BYTES_MAX = 1 << 28, RARE = 2, ROUNDS = 150 };

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
        if (e->all[i].fold < 0 || e->all[i].fold == but) {
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
        double *weights = fit(e, fold, ridge, ridge, ROUNDS);
        for (size_t i = 0; i < e->count; i++) {
            if (e->all[i].fold == fold) {
                scores_of(e, &e->all[i], weights, scores[i]);
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
        if (e->all[i].fold < 0) {
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

static float *floats_of(const double *values, size_t count) {
    float *out = toc_mem_calloc(count, sizeof *out);
    if (!out) {
        die("out of memory");
    }
    for (size_t i = 0; i < count; i++) {
        out[i] = (float)values[i];
    }
    return out;
}

static void model_write(const examples *e, double ridge, double temperature, const char *path) {
    toc_buf out;
    toc_err err = {0};
    double *weights = fit(e, -1, ridge, ridge, ROUNDS);
    float *rounded = floats_of(weights, (e->key_count + DENSE) * ROOTS);
    toc_buf_init(&out, MODEL_BYTES_MAX);
    if (toc_scorer_pack(e->keys, rounded, e->key_count, rounded + e->key_count * ROOTS, (float)temperature, &out,
                        &err) ||
        toc_file_write(path, toc_buf_str(&out), &err)) {
        die(err.text);
    }
    fprintf(stderr, "%zu bytes in %s\n", out.len, path);
    toc_buf_fini(&out);
    toc_mem_free(weights);
    toc_mem_free(rounded);
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
    if (argc < 6) {
        die("usage: train-coding DATA OUT GOLD.jsonl OWN.jsonl LATE.jsonl [PREDICTIONS.jsonl [RIDGE [WEIGHT]]]");
    }
    double ridge = 0.3, weight = 1, heads = 0.1;
    if (argc > 9 && !toc_str_to_double(toc_str_of(argv[9]), &heads)) {
        die("HEADS is a number");
    }
    if (argc > 7 && !toc_str_to_double(toc_str_of(argv[7]), &ridge)) {
        die("RIDGE is a number");
    }
    if (argc > 8 && !toc_str_to_double(toc_str_of(argv[8]), &weight)) {
        die("WEIGHT is a number");
    }
    toc_env_init(&env, argv[1], NULL);
    if (toc_env_lexicon(&env, &lexicon, &err) || toc_env_ontology(&env, &ontology, &err) ||
        toc_env_world(&env, &world, &err) || toc_env_syntax(&env, &syntax, &err) ||
        toc_coder_new(lexicon, ontology, world, syntax, NULL, &coder, &err)) {
        die(err.text);
    }
    toc_arena_init(&e.arena, 0);
    examples_read(&e, coder, argv[3], FOLDED, 1);
    examples_read(&e, coder, argv[4], EVERYWHERE, (float)weight);
    examples_read(&e, coder, argv[5], SHIPPED_ONLY, (float)weight);
    examples_add_heads(&e, syntax, ontology, argv[1], (float)heads);
    examples_index(&e, RARE);
    fprintf(stderr, "%zu examples, %zu features\n", e.count, e.key_count);
    double(*scores)[ROOTS] = toc_mem_calloc(e.count, sizeof *scores);
    if (!scores) {
        die("out of memory");
    }
    foretell(&e, scores, ridge);
    double temperature = temperature_of(&e, scores, -1);
    fprintf(stderr, "temperature %.3f\n", temperature);
    if (argc > 6) {
        predictions_write(&e, scores, argv[6]);
    }
    if (strcmp(argv[2], "-") != 0) {
        model_write(&e, ridge, temperature, argv[2]);
    }
    toc_mem_free(scores);
    toc_coder_free(coder);
    toc_env_fini(&env);
    return 0;
}
