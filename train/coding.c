/*
 * train-coding examples DATA OUT OWN.jsonl CASES.jsonl FREE.jsonl WHOLE.jsonl STYLE.jsonl SHAPES.jsonl GROUND.jsonl:
 * writes what net.py learns the encoder from.
 *
 * train-coding model DATA OUT ENCODER GOLD.jsonl OWN.jsonl LATE.jsonl [PREDICTIONS.jsonl [NUMBER…]]: trains the model
 * of pairs, and writes it together with the encoder that net.py left; with OUT "-" none is written, and ENCODER is a
 * finished model, whose encoder is asked.
 *
 * GOLD, OWN and LATE hold labelled pairs ({"id","text","source","target","event"}). GOLD is cut into five folds by its
 * texts' hashes; each fold is foretold by a model of the other four and all of OWN, which hears what the encoder says:
 * that has learnt from none of GOLD; those foretellings, cooled by a temperature found on the other folds, go to
 * PREDICTIONS. Then one model is learnt from everything, LATE too, and written to OUT, with the temperature of all
 * folds. Same files, same bytes. CASES, FREE, WHOLE and STYLE are sentences with what is to be coded in them, of the
 * last two all of it: they teach whether two actors are joined by an event at all, and roots beside the rest; STYLE, in
 * the tone of the tests, counts double; CASES are of the tests, and net.py leaves them out of a second network; SHAPES
 * are more of them, many of which are alike; GROUND is text of many kinds, in which two actors are taken to be joined
 * by none, at little weight, since some are. NUMBER: see settings, in that order.
 */
#include "coding/train.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MODEL_BYTES_MAX = 1 << 28, RARE = 2, ROUNDS = 150 };

typedef struct settings {
    double ridge;         /* how dear weights are */
    double weight, heads; /* of an example of OWN and LATE, of a head of the lexicon */
} settings;
/* Of CASES, FREE and WHOLE, STYLE, SHAPES and GROUND, whether two are joined; of CASES and FREE what may have been
 * passed over (train.h). */
static const float FREE_WEIGHT = 3, STYLE_WEIGHT = 6, PASSED_WEIGHT = 0.15f, SHAPES_WEIGHT = 0.75f,
                   GROUND_WEIGHT = 0.3f;

_Noreturn void die(const char *what) {
    fprintf(stderr, "train-coding: %s\n", what);
    exit(1);
}

static void softmax(const double s[ROOTS], double out[ROOTS]) {
    double most = -1e300, all = 0;
    for (int r = 0; r < ROOTS; r++) {
        most = fmax(most, s[r]);
    }
    for (int r = 0; r < ROOTS; r++) {
        out[r] = exp(s[r] - most);
        all += out[r];
    }
    for (int r = 0; r < ROOTS; r++) {
        out[r] /= all;
    }
}

static void odds_of(const double s[ROOTS], double temperature, double out[ROOTS]) {
    double cooled[ROOTS];
    for (int r = 0; r < ROOTS; r++) {
        cooled[r] = s[r] / temperature;
    }
    softmax(cooled, out);
}

static double log_loss(const examples *e, double (*scores)[ROOTS], double temperature, int but) {
    double sum = 0, p[ROOTS];
    for (size_t i = 0; i < e->count; i++) {
        double right = 0;
        if (!e->all[i].gold || e->all[i].fold == but) {
            continue;
        }
        odds_of(scores[i], temperature, p);
        for (int r = 0; r < ROOTS; r++) {
            right += e->all[i].labels >> r & 1 ? p[r] : 0;
        }
        sum -= log(fmax(right, 1e-12));
    }
    return sum;
}

/* The temperature of least loss on the foretold folds, but one; by thirds. */
static double temperature_of(const examples *e, double (*scores)[ROOTS], int but) {
    double low = 0.2, high = 8;
    for (int i = 0; i < 40; i++) {
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
        double *weights = fit(e, fold, ridge, ROUNDS);
        for (size_t i = 0; i < e->count; i++) {
            if (e->all[i].gold && e->all[i].fold == fold) {
                scores_of(e, &e->all[i], weights, scores[i]);
            }
        }
        toc_mem_free(weights);
    }
}

static void predictions_write(const examples *e, double (*scores)[ROOTS], const char *path) {
    FILE *file = fopen(path, "w");
    double p[ROOTS];
    double temperature[FOLDS];
    if (!file) {
        die("cannot write the predictions");
    }
    for (int fold = 0; fold < FOLDS; fold++) {
        temperature[fold] = temperature_of(e, scores, fold);
    }
    for (size_t i = 0; i < e->count; i++) {
        if (!e->all[i].gold) {
            continue;
        }
        odds_of(scores[i], temperature[e->all[i].fold], p);
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

static void model_write(const examples *e, double ridge, double temperature, toc_str encoder, const char *path) {
    toc_buf out;
    toc_err err = {0};
    size_t count = (e->key_count + INPUTS) * ROOTS;
    double *weights = fit(e, -1, ridge, ROUNDS);
    float *rounded = toc_mem_calloc(count, sizeof *rounded);
    toc_scorer_parts parts = {.keys = e->keys,
                              .count = e->key_count,
                              .weights = rounded,
                              .temperature = (float)temperature,
                              .encoder = encoder};
    if (!rounded) {
        die("out of memory");
    }
    for (size_t i = 0; i < count; i++) {
        rounded[i] = (float)weights[i];
    }
    toc_buf_init(&out, MODEL_BYTES_MAX);
    if (toc_scorer_pack(&parts, &out, &err) || toc_file_write(path, toc_buf_str(&out), &err)) {
        die(err.text);
    }
    fprintf(stderr, "%zu bytes in %s\n", out.len, path);
    toc_buf_fini(&out);
    toc_mem_free(weights);
    toc_mem_free(rounded);
}

static void model_train(examples *e, const toc_syntax *syntax, const toc_ontology *ontology, const char *data,
                        const settings *how, toc_str encoder, const char *out, const char *predictions) {
    examples_add_heads(e, syntax, ontology, data, (float)how->heads);
    examples_index(e, RARE);
    fprintf(stderr, "%zu examples, %zu features\n", e->count, e->key_count);
    double(*scores)[ROOTS] = toc_mem_calloc(e->count, sizeof *scores);
    if (!scores) {
        die("out of memory");
    }
    foretell(e, scores, how->ridge);
    double temperature = temperature_of(e, scores, -1);
    fprintf(stderr, "temperature %.3f\n", temperature);
    if (predictions) {
        predictions_write(e, scores, predictions);
    }
    if (strcmp(out, "-") != 0) {
        model_write(e, how->ridge, temperature, encoder, out);
    }
    toc_mem_free(scores);
}

/* What net.py left, and its bytes. */
static const toc_encoder *encoder_read(const char *path, toc_arena *arena, toc_str *bytes) {
    toc_err err = {0};
    toc_encoder *encoder = NULL;
    if (toc_file_read(path, MODEL_BYTES_MAX, arena, bytes, &err)) {
        die(err.text);
    }
    if (toc_encoder_read(*bytes, arena, &encoder)) {
        die("ENCODER is none");
    }
    return encoder;
}

/* That of a finished model, which lives as long as the process. */
static const toc_encoder *encoder_of(const char *path) {
    static toc_scorer *scorer;
    toc_err err = {0};
    if (toc_scorer_new(path, &scorer, &err)) {
        die(err.text);
    }
    return toc_scorer_encoder(scorer);
}

/* From OWN, CASES, FREE, WHOLE, STYLE, SHAPES and GROUND. */
static void examples_make(examples *e, toc_coder *coder, const char *out, char **files) {
    e->file = fopen(out, "wb");
    if (!e->file) {
        die("cannot write the examples");
    }
    examples_begin(e->file);
    examples_read(e, coder, files[0], EVERYWHERE, 1);
    sentences_write(e->file, coder, files[1], CASES, FREE_WEIGHT, PASSED_WEIGHT);
    sentences_write(e->file, coder, files[2], FOLDED, FREE_WEIGHT, PASSED_WEIGHT);
    sentences_write(e->file, coder, files[3], FOLDED, FREE_WEIGHT, 1);
    sentences_write(e->file, coder, files[4], FOLDED, STYLE_WEIGHT, 1);
    sentences_write(e->file, coder, files[5], FOLDED, SHAPES_WEIGHT, 1);
    sentences_write(e->file, coder, files[6], EVERYWHERE, GROUND_WEIGHT, 1);
    if (fclose(e->file) != 0) {
        die("cannot write the examples");
    }
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
    bool model = argc > 1 && strcmp(argv[1], "model") == 0;
    if (argc < (model ? 8 : 11) || (!model && strcmp(argv[1], "examples") != 0)) {
        die("usage: train-coding examples DATA OUT OWN.jsonl CASES.jsonl FREE.jsonl "
            "WHOLE.jsonl STYLE.jsonl SHAPES.jsonl GROUND.jsonl\n"
            "       train-coding model DATA OUT ENCODER GOLD.jsonl OWN.jsonl LATE.jsonl [PREDICTIONS.jsonl [NUMBER…]]");
    }
    settings how = {.ridge = 0.3, .weight = 1, .heads = 0.1};
    double *numbers[] = {&how.ridge, &how.weight, &how.heads};
    for (int i = 0; model && i < (int)(sizeof numbers / sizeof *numbers) && i + 9 < argc; i++) {
        if (!toc_str_to_double(toc_str_of(argv[i + 9]), numbers[i])) {
            die("NUMBER is none");
        }
    }
    toc_env_init(&env, argv[2], NULL);
    if (toc_env_lexicon(&env, &lexicon, &err) || toc_env_ontology(&env, &ontology, &err) ||
        toc_env_world(&env, &world, &err) || toc_env_syntax(&env, &syntax, &err) ||
        toc_coder_new(lexicon, ontology, world, syntax, NULL, &coder, &err)) {
        die(err.text);
    }
    toc_arena_init(&e.arena, 0);
    if (model) {
        toc_str encoder = {"", 0};
        e.encoder = strcmp(argv[3], "-") == 0 ? encoder_of(argv[4]) : encoder_read(argv[4], &e.arena, &encoder);
        examples_read(&e, coder, argv[5], FOLDED, 1);
        examples_read(&e, coder, argv[6], EVERYWHERE, (float)how.weight);
        examples_read(&e, coder, argv[7], SHIPPED_ONLY, (float)how.weight);
        model_train(&e, syntax, ontology, argv[2], &how, encoder, argv[3], argc > 8 ? argv[8] : NULL);
    } else {
        examples_make(&e, coder, argv[3], argv + 4);
    }
    toc_coder_free(coder);
    toc_env_fini(&env);
    return 0;
}
