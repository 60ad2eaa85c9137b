/*
 * train-syntax VECTORS.json OUT PASSES DEV.conllu[:DEV.conllu] TRAIN.conllu…: trains the
 * syntax model. DEV is only looked at, to print scores; "-" for none. The parts are in train/syntax/.
 * Same files in, same bytes out (on one machine: other processors may add in another order).
 */
#include "syntax/train.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS = 90000, MODEL_BYTES_MAX = 1 << 28, DEVS_MAX = 4 };

_Noreturn void die(const char *what) {
    fprintf(stderr, "train-syntax: %s\n", what);
    exit(1);
}

static int devs_read(char *names, corpus *devs, const tagset *tags) {
    int count = 0;
    for (char *name = strtok(names, ":"); name && count < DEVS_MAX && strcmp(name, "-") != 0;
         name = strtok(NULL, ":")) {
        corpus_read(&devs[count++], &name, 1, tags);
    }
    return count;
}

static void model_save(toc_syntax *model, const char *path) {
    toc_buf out;
    toc_err err = {0};
    toc_buf_init(&out, MODEL_BYTES_MAX);
    if (toc_model_write(model, &out, &err) || toc_file_write(path, toc_buf_str(&out), &err)) {
        die(err.text);
    }
    fprintf(stderr, "%zu bytes in %s\n", out.len, path);
    toc_buf_fini(&out);
}

int main(int argc, char **argv) {
    static corpus c, devs[DEVS_MAX];
    static vocabulary v;
    static net n;
    static toc_syntax model;
    if (argc < 6) {
        die("usage: train-syntax VECTORS.json OUT PASSES DEV.conllu[:DEV.conllu] TRAIN.conllu...");
    }
    corpus_read(&c, argv + 5, argc - 5, NULL);
    int dev_count = devs_read(argv[4], devs, &c.tags);
    fprintf(stderr, "%zu sentences, %d tags\n", c.count, c.tags.count);
    vocabulary_make(&v, &c, argv[1], WORDS);
    vocabulary_mark(&v, &c);
    for (int i = 0; i < dev_count; i++) {
        vocabulary_mark(&v, &devs[i]);
    }
    net_new(&n, (size_t)v.learnt);
    net_init(&n, (size_t)v.learnt, 3);
    fprintf(stderr, "%zu parameters\n", n.size);
    learn(&n, &v, &c, devs, dev_count, atoi(argv[3]));
    toc_arena_init(&model.arena, 0);
    lemmas_learn(&c, &model);
    net_round(&n, &v, &c, &model);
    model_save(&model, argv[2]);
    return 0;
}
