/* Treebanks in CoNLL-U, and the tag set: UPOS and XPOS together, rare pairs folded into the commonest of their UPOS. */
#include "train.h"

#include <string.h>

enum { PAIRS_MAX = 1024, RARE = 20 };

typedef struct pairs {
    int count;
    long seen[PAIRS_MAX];
    char name[PAIRS_MAX][8];
    uint8_t upos[PAIRS_MAX];
} pairs;

typedef struct cells {
    toc_str form, lemma, xpos;
    toc_upos upos;
    int head;
    toc_rel rel;
} cells;

static int pair_find(const pairs *p, toc_upos upos, const char *name) {
    for (int i = 0; i < p->count; i++) {
        if (p->upos[i] == upos && strcmp(p->name[i], name) == 0) {
            return i;
        }
    }
    return -1;
}

static void name_copy(char *name, toc_str xpos) {
    memset(name, 0, 8);
    memcpy(name, xpos.ptr, xpos.len < 7 ? xpos.len : 7);
}

static void pair_note(pairs *p, const cells *row) {
    char name[8];
    name_copy(name, row->xpos);
    int i = pair_find(p, row->upos, name);
    if (i < 0) {
        if (p->count == PAIRS_MAX) {
            die("too many tags");
        }
        i = p->count++;
        p->upos[i] = (uint8_t)row->upos;
        memcpy(p->name[i], name, 8);
    }
    p->seen[i]++;
}

static void tags_settle(const pairs *p, tagset *set) {
    for (int i = 0; i < p->count; i++) {
        if (p->seen[i] >= RARE && set->count < TOC_TAGS_MAX) {
            int at = set->count++;
            set->upos[at] = p->upos[i];
            memcpy(set->name[at], p->name[i], 8);
            set->form[at] = (uint8_t)toc_form_of_tag(toc_str_of(p->name[i]));
        }
    }
}

/* The tag of a pair, or the first of its UPOS, or 0. */
static uint8_t tag_of(const tagset *set, const cells *row) {
    char name[8];
    int same = 0;
    name_copy(name, row->xpos);
    for (int i = set->count - 1; i >= 0; i--) {
        if (set->upos[i] == row->upos) {
            same = i;
            if (strcmp(set->name[i], name) == 0) {
                return (uint8_t)i;
            }
        }
    }
    return (uint8_t)same;
}

static bool row_read(toc_str line, cells *out) {
    toc_str cell[10], rest = line;
    int k = 0;
    while (rest.ptr && k < 10) {
        cell[k++] = toc_str_cut(&rest, '\t');
    }
    int64_t id, head;
    if (k != 10 || !toc_str_to_i64(cell[0], &id) || !toc_str_to_i64(cell[6], &head)) {
        return false;
    }
    *out = (cells){cell[1], cell[2], cell[4], TOC_X, (int)head, TOC_R_DEP};
    toc_upos_parse(cell[3], &out->upos);
    toc_rel_parse(cell[7], &out->rel);
    return true;
}

static void sentence_add(corpus *c, const cells *rows, int n) {
    if (c->count == c->room) {
        c->room = c->room ? c->room * 2 : 4096;
        c->all = toc_mem_realloc(c->all, c->room * sizeof *c->all);
    }
    sentence *s = &c->all[c->count++];
    size_t size = (size_t)n + 1;
    *s = (sentence){.n = n,
                    .forms = toc_arena_array(&c->arena, size, sizeof(toc_str)),
                    .lemmas = toc_arena_array(&c->arena, size, sizeof(toc_str)),
                    .words = toc_arena_array(&c->arena, size, sizeof(toc_word)),
                    .ids = toc_arena_array(&c->arena, size, sizeof(int)),
                    .tags = toc_arena_array(&c->arena, size, 1),
                    .heads = toc_arena_array(&c->arena, size, sizeof(int)),
                    .rels = toc_arena_array(&c->arena, size, 1)};
    for (int i = 0; i < n; i++) {
        s->forms[i] = rows[i].form;
        s->lemmas[i] = rows[i].lemma;
        toc_word_init(&s->words[i], rows[i].form, i == 0);
        s->tags[i] = tag_of(&c->tags, &rows[i]);
        s->heads[i] = rows[i].head == 0 ? n : rows[i].head - 1;
        s->rels[i] = (uint8_t)rows[i].rel;
    }
}

/* Once to count tags (p not NULL), once to take the sentences. */
static void bytes_read(corpus *c, pairs *p, toc_str bytes) {
    static cells rows[N_MAX];
    int n = 0;
    while (bytes.ptr) {
        toc_str line = toc_str_cut(&bytes, '\n');
        if (line.len == 0 && n > 0) {
            if (!p) {
                sentence_add(c, rows, n);
            }
            n = 0;
        } else if (line.len > 0 && line.ptr[0] != '#' && n < N_MAX - 1 && row_read(line, &rows[n])) {
            if (p) {
                pair_note(p, &rows[n]);
            }
            n++;
        }
    }
}

void corpus_read(corpus *c, char **paths, int count, const tagset *tags) {
    static pairs p;
    toc_err err = {0};
    toc_str bytes[16];
    toc_arena_init(&c->arena, 0);
    for (int i = 0; i < count && i < 16; i++) {
        if (toc_file_read(paths[i], 1u << 30, &c->arena, &bytes[i], &err)) {
            die(err.text);
        }
        if (!tags) {
            bytes_read(c, &p, bytes[i]);
        }
    }
    if (tags) {
        c->tags = *tags;
    } else {
        tags_settle(&p, &c->tags);
    }
    for (int i = 0; i < count && i < 16; i++) {
        bytes_read(c, NULL, bytes[i]);
    }
}
