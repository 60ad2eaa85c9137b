/*
 * train-dispute: what script/accuracy forecast dispute measures with.
 *
 *   train-dispute rows DIR MODEL FROM TO
 *       a line for each pair and year with an outcome: year, both COW numbers, onset, years at peace are ten or more,
 *       probability, low, high of MODEL
 *   train-dispute peers DIR UNTIL FROM TO FOLDER
 *       fits the two regressions on the years to UNTIL; the same lines with their two probabilities into
 * FOLDER/peers.tsv; the features as 4-byte floats into FOLDER/learn.f32 and FOLDER/test.f32, the outcomes into
 * FOLDER/learn.y (bytes), for the trees of others
 *   train-dispute odds DIR MODEL FROM TO FILE
 *       what MODEL says of every pair in these years, as models/dispute-odds.bin (forecast/dispute_odds.h)
 */
#include "base/file.h"
#include "forecast/dispute.h"
#include "forecast/dispute_logit.h"
#include "forecast/dispute_odds.h"
#include "op/dispute_files.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { LEARN_FROM = 1816, PEACE_YEARS = 10 };

static int fail(const toc_err *err) {
    fprintf(stderr, "train-dispute: %s\n", err->text);
    return 1;
}

static int number(const char *text) {
    int64_t value = 0;
    return toc_str_to_i64(toc_str_of(text), &value) ? (int)value : 0;
}

static const float *values_of(const toc_dispute_features *features, size_t i) {
    return features->values + i * TOC_DISPUTE_FEATURE_COUNT;
}

static void print_head(FILE *out, const toc_dispute_panel *panel, const toc_dispute_row *row, const float *values) {
    /* since a dispute went on, or since the pair is known when none ever did */
    fprintf(out, "%d\t%d\t%d\t%d\t%d", row->year, panel->cow[row->a], panel->cow[row->b], row->onset > 0,
            values[TOC_DISPUTE_F_peace_years] > logf(PEACE_YEARS + 0.5f));
}

static int rows(const toc_dispute_panel *panel, char **argv, toc_err *err) {
    toc_arena arena;
    toc_str text = {0};
    toc_dispute_model *model = NULL;
    toc_dispute_features features = {0};
    toc_arena_init(&arena, 0);
    toc_rc rc = toc_file_read(argv[3], (size_t)1 << 28, &arena, &text, err);
    rc = rc == TOC_OK ? toc_dispute_model_read(text, argv[3], &model, err) : rc;
    rc = rc == TOC_OK ? toc_dispute_features_make(panel, number(argv[4]), number(argv[5]), &features, err) : rc;
    for (size_t i = 0; rc == TOC_OK && i < features.count; i++) {
        const toc_dispute_row *row = &panel->rows[features.rows[i]];
        toc_dispute_seen seen;
        if (row->onset < 0)
            continue;
        toc_dispute_see(model, values_of(&features, i), &seen);
        toc_dispute_chance chance = toc_dispute_predict(model, &seen);
        print_head(stdout, panel, row, values_of(&features, i));
        printf("\t%.8f\t%.8f\t%.8f\n", chance.probability, chance.low, chance.high);
    }
    toc_dispute_features_fini(&features);
    toc_dispute_model_free(model);
    toc_arena_fini(&arena);
    return rc == TOC_OK ? 0 : fail(err);
}

typedef struct pair_odds {
    int year, a, b; /* a < b */
    toc_dispute_chance chance;
} pair_odds;

static int by_pair(const void *left, const void *right) {
    const pair_odds *x = left, *y = right;
    return x->year != y->year ? x->year - y->year : x->a != y->a ? x->a - y->a : x->b - y->b;
}

static void write_odds(const pair_odds *rows, size_t count, const char *hash, int from, int to, toc_buf *out) {
    toc_dispute_odds_begin(out, hash, from, to);
    for (size_t i = 0; from <= to; from++) {
        size_t end = i;
        while (end < count && rows[end].year == from)
            end++;
        toc_dispute_odds_year(out, end - i);
        for (; i < end; i++)
            toc_dispute_odds_add(out, rows[i].a, rows[i].b, &rows[i].chance);
    }
}

static int odds(const toc_dispute_panel *panel, char **argv, toc_err *err) {
    toc_arena arena;
    toc_buf out;
    toc_str text = {0};
    toc_dispute_model *model = NULL;
    toc_dispute_features features = {0};
    char hash[33];
    int64_t bytes;
    int from = number(argv[4]), to = number(argv[5]);
    toc_arena_init(&arena, 0);
    toc_buf_init(&out, (size_t)1 << 26);
    toc_rc rc = toc_file_read(argv[3], (size_t)1 << 28, &arena, &text, err);
    rc = rc == TOC_OK ? toc_dispute_model_read(text, argv[3], &model, err) : rc;
    rc = rc == TOC_OK ? toc_file_hash(argv[3], hash, &bytes, err) : rc;
    rc = rc == TOC_OK ? toc_dispute_features_make(panel, from, to, &features, err) : rc;
    pair_odds *rows = toc_arena_array(&arena, features.count + 1, sizeof *rows);
    for (size_t i = 0; rc == TOC_OK && rows && i < features.count; i++) {
        const toc_dispute_row *row = &panel->rows[features.rows[i]];
        int a = panel->cow[row->a], b = panel->cow[row->b];
        toc_dispute_seen seen;
        toc_dispute_see(model, values_of(&features, i), &seen);
        rows[i] = (pair_odds){row->year, a < b ? a : b, a < b ? b : a, toc_dispute_predict(model, &seen)};
    }
    if (rc == TOC_OK && rows) {
        qsort(rows, features.count, sizeof *rows, by_pair);
        write_odds(rows, features.count, hash, from, to, &out);
        rc = out.failed ? toc_err_set(err, TOC_ENOMEM, "no memory for the odds")
                        : toc_file_write(argv[6], toc_buf_str(&out), err);
    }
    toc_buf_fini(&out);
    toc_dispute_features_fini(&features);
    toc_dispute_model_free(model);
    toc_arena_fini(&arena);
    return rc == TOC_OK && rows ? 0 : fail(err);
}

static FILE *file_in(const char *folder, const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return fopen(path, "wb");
}

static double chance_of(const toc_dispute_logit *logit, const float *values) {
    return 1 / (1 + exp(-toc_dispute_logit_margin(logit, values)));
}

static int peers(const toc_dispute_panel *panel, char **argv, toc_err *err) {
    int until = number(argv[3]), from = number(argv[4]), to = number(argv[5]);
    toc_dispute_logit cubic, fading;
    toc_dispute_features f = {0};
    FILE *tsv = file_in(argv[6], "peers.tsv"), *learn = file_in(argv[6], "learn.f32"),
         *test = file_in(argv[6], "test.f32"), *happened = file_in(argv[6], "learn.y");
    if (!tsv || !learn || !test || !happened) {
        fprintf(stderr, "train-dispute: cannot write into %s\n", argv[6]);
        return 1;
    }
    toc_rc rc = toc_dispute_features_make(panel, LEARN_FROM, to, &f, err);
    rc = rc == TOC_OK ? toc_dispute_logit_fit(&cubic, TOC_DISPUTE_PEACE, panel, &f, until, NULL, err) : rc;
    rc = rc == TOC_OK ? toc_dispute_logit_fit(&fading, TOC_DISPUTE_FADING, panel, &f, until, NULL, err) : rc;
    for (size_t i = 0; rc == TOC_OK && i < f.count; i++) {
        const toc_dispute_row *row = &panel->rows[f.rows[i]];
        const float *values = values_of(&f, i);
        bool learns = row->year <= until, tests = row->year >= from && row->year <= to;
        if (row->onset < 0 || (!learns && !tests))
            continue;
        fwrite(values, sizeof *values, TOC_DISPUTE_FEATURE_COUNT, learns ? learn : test);
        if (learns) {
            fputc(row->onset > 0, happened);
            continue;
        }
        print_head(tsv, panel, row, values);
        fprintf(tsv, "\t%.8f\t%.8f\n", chance_of(&cubic, values), chance_of(&fading, values));
    }
    toc_dispute_features_fini(&f);
    int closed = fclose(tsv) | fclose(learn) | fclose(test) | fclose(happened);
    return rc == TOC_OK && closed == 0 ? 0 : fail(err);
}

int main(int argc, char **argv) {
    toc_err err = {0};
    toc_dispute_panel *panel = NULL;
    bool asks_rows = argc == 6 && strcmp(argv[1], "rows") == 0, asks_peers = argc == 7 && strcmp(argv[1], "peers") == 0;
    bool asks_odds = argc == 7 && strcmp(argv[1], "odds") == 0;
    if (!asks_rows && !asks_peers && !asks_odds) {
        fputs("usage: train-dispute rows DIR MODEL FROM TO | peers DIR UNTIL FROM TO FOLDER | odds DIR MODEL FROM TO "
              "FILE\n",
              stderr);
        return 2;
    }
    if (toc_dispute_files_read(argv[2], &panel, &err) != TOC_OK)
        return fail(&err);
    int status = asks_rows ? rows(panel, argv, &err) : asks_odds ? odds(panel, argv, &err) : peers(panel, argv, &err);
    toc_dispute_panel_free(panel);
    return status;
}
