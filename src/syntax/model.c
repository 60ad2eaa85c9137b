/*
 * The model file. Little-endian: "TOCSYN11", the tag set, the lemma rules, the
 * words (hashes of forms, vectors, learnt rows), affixes, rows, the matrices (weights
 * by input, then bias and scale by output), and the XXH3 of all of it.
 * Every length is checked against what is left before it is believed, and the
 * sizes of the matrices are those of this programme: another size is another magic.
 */
#include "syntax/model.h"

#include <string.h>

static const char magic[8] = "TOCSYN11";

enum { WORDS_MAX = 1 << 20 };

typedef struct cursor {
    const uint8_t *at, *end;
    bool bad;
} cursor;

static const uint8_t *take(cursor *c, size_t size) {
    if (c->bad || (size_t)(c->end - c->at) < size) {
        c->bad = true;
        return NULL;
    }
    const uint8_t *at = c->at;
    c->at += size;
    return at;
}

static uint32_t u32_of(const uint8_t *p) {
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static uint32_t take_u32(cursor *c) {
    const uint8_t *p = take(c, 4);
    return p ? u32_of(p) : 0;
}

static uint8_t take_u8(cursor *c) {
    const uint8_t *p = take(c, 1);
    return p ? *p : 0;
}

static toc_str take_text(cursor *c) {
    size_t len = take_u8(c);
    const uint8_t *p = take(c, len);
    return p ? (toc_str){(const char *)p, len} : (toc_str){"", 0};
}

/* count numbers of 4 bytes into new memory; NULL when there are fewer, or no memory. */
static void *take_u32s(cursor *c, size_t count, toc_arena *arena) {
    const uint8_t *p = take(c, count * 4);
    uint32_t *out = p ? toc_arena_aligned(arena, count * 4) : NULL;
    for (size_t i = 0; out && i < count; i++) {
        out[i] = u32_of(p + i * 4);
    }
    c->bad |= !out;
    return out;
}

static void *take_bytes(cursor *c, size_t count, toc_arena *arena) {
    const uint8_t *p = take(c, count);
    void *out = p ? toc_arena_aligned(arena, count) : NULL;
    if (out) {
        memcpy(out, p, count);
    }
    c->bad |= !out;
    return out;
}

static bool tagset_read(cursor *c, toc_tagset *set) {
    set->count = take_u8(c);
    if (set->count == 0 || set->count > TOC_TAGS_MAX) {
        return false;
    }
    for (int i = 0; i < set->count && !c->bad; i++) {
        set->upos[i] = take_u8(c);
        set->form[i] = take_u8(c);
        toc_str name = take_text(c);
        if (set->upos[i] >= TOC_UPOS_COUNT || name.len >= sizeof set->name[i]) {
            return false;
        }
        memcpy(set->name[i], name.ptr, name.len);
    }
    return !c->bad;
}

static bool lemmas_read(cursor *c, toc_syntax *model) {
    uint32_t count = take_u32(c);
    if (count > (size_t)(c->end - c->at)) {
        return false;
    }
    model->lemma_rules = toc_arena_array(&model->arena, (size_t)count + 1, sizeof *model->lemma_rules);
    if (!model->lemma_rules) {
        return false;
    }
    for (uint32_t i = 0; i < count && !c->bad; i++) {
        toc_str key = toc_arena_str(&model->arena, take_text(c));
        toc_lemma_rule *rule = &model->lemma_rules[i];
        rule->cut = take_u8(c);
        toc_str add = take_text(c);
        if (add.len >= sizeof rule->add || !key.ptr || !toc_map_put(&model->lemmas, key, i)) {
            return false;
        }
        memcpy(rule->add, add.ptr, add.len);
    }
    return !c->bad;
}

static bool slots_make(toc_net *net, toc_arena *arena) {
    uint32_t size = 1024;
    while (size < net->count * 2) {
        size *= 2;
    }
    net->mask = size - 1;
    net->slots = toc_arena_array(arena, size, sizeof *net->slots);
    if (!net->slots) {
        return false;
    }
    for (uint32_t i = TOC_ID_ROOT + 1; i < net->count; i++) {
        uint32_t at = toc_net_slot(net, net->forms[i]);
        while (net->slots[at].id != TOC_ID_UNKNOWN) {
            at = (at + 1) & net->mask;
        }
        net->slots[at] = (toc_net_word){net->forms[i], i};
    }
    return true;
}

static bool words_read(cursor *c, toc_net *net, toc_arena *arena) {
    net->count = take_u32(c);
    net->learnt = take_u32(c);
    if (c->bad || net->count > WORDS_MAX || net->learnt > net->count || net->learnt <= TOC_ID_ROOT) {
        return false;
    }
    net->forms = take_u32s(c, net->count, arena);
    net->vectors = take_bytes(c, (size_t)net->count * TOC_NET_VECTOR, arena);
    net->words = take_bytes(c, (size_t)net->learnt * TOC_NET_LEARNT, arena);
    net->affixes = take_bytes(c, (size_t)TOC_AFFIX_ROWS * TOC_NET_AFFIX, arena);
    return !c->bad && slots_make(net, arena);
}

void toc_matrix_size(int which, size_t *inputs, size_t *outputs) {
    *inputs = TOC_NET_CELLS;
    if (which == TOC_M_WINDOW) {
        *inputs = TOC_NET_SPAN * TOC_NET_INPUT;
        *outputs = TOC_NET_CELLS;
    } else if (which < TOC_M_TAGS) {
        *outputs = TOC_NET_GATES;
    } else if (which == TOC_M_TAGS) {
        *outputs = TOC_TAGS_MAX;
    } else if (which == TOC_M_VIEW) {
        *outputs = TOC_NET_VIEW;
    } else if (which < TOC_M_MOVES) {
        *inputs = which < TOC_M_PLACES + TOC_PLACES_MAIN ? TOC_NET_CELLS : TOC_NET_VIEW;
        *outputs = TOC_NET_HIDDEN;
    } else {
        *inputs = TOC_NET_HIDDEN;
        *outputs = which == TOC_M_MOVES ? TOC_NET_MOVES : TOC_NET_LABELS;
    }
}

/* Weights by input become groups of four inputs for each output. */
static bool matrix_read(cursor *c, toc_matrix *m, int which, toc_arena *arena) {
    toc_matrix_size(which, &m->inputs, &m->outputs);
    const uint8_t *w = take(c, m->inputs * m->outputs);
    m->bias = take_u32s(c, m->outputs, arena);
    m->scale = take_u32s(c, m->outputs, arena);
    m->w = toc_arena_aligned(arena, m->inputs * m->outputs);
    if (c->bad || !m->w) {
        return false;
    }
    for (size_t k = 0; k < m->inputs; k++) {
        for (size_t o = 0; o < m->outputs; o++) {
            m->w[toc_matrix_at(m, k, o)] = (int8_t)w[k * m->outputs + o];
        }
    }
    for (size_t o = 0; o < m->outputs; o++) {
        if (!(m->scale[o] >= 0 && m->scale[o] <= 1e6f)) {
            return false;
        }
    }
    return true;
}

static bool rows_read(cursor *c, toc_net *net, toc_arena *arena) {
    const size_t count = (TOC_ROWS + 1) * TOC_NET_HIDDEN;
    const uint8_t *p = take(c, count * 2);
    net->rows = toc_arena_aligned(arena, count * 2);
    if (!p || !net->rows) {
        return false;
    }
    int16_t *at = (int16_t *)(void *)net->rows;
    for (size_t i = 0; i < count; i++) {
        at[i] = (int16_t)(uint16_t)(p[i * 2] | p[i * 2 + 1] << 8);
    }
    return true;
}

/* Output o is never the best one. */
static void output_bar(toc_matrix *m, size_t o) {
    for (size_t k = 0; k < m->inputs; k++) {
        m->w[toc_matrix_at(m, k, o)] = 0;
    }
    m->bias[o] = -(1 << 30);
    m->scale[o] = 1e6f;
}

/* No tag beyond the last; no relation beyond the last, and root by no choice: it is given with the place. */
static void outputs_bar(toc_net *net, size_t tags) {
    for (size_t o = tags; o < TOC_TAGS_MAX; o++) {
        output_bar(&net->matrices[TOC_M_TAGS], o);
    }
    for (size_t o = 0; o < TOC_NET_LABELS; o++) {
        if (o == TOC_R_ROOT || o >= TOC_REL_COUNT) {
            output_bar(&net->matrices[TOC_M_LEFT], o);
            output_bar(&net->matrices[TOC_M_RIGHT], o);
        }
    }
}

static bool net_read(cursor *c, toc_net *net, toc_arena *arena) {
    if (!words_read(c, net, arena) || !rows_read(c, net, arena)) {
        return false;
    }
    for (int l = 0; l < TOC_NET_LAYERS; l++) {
        net->merge_a[l] = (int32_t)(take_u32(c) & 0xffffff);
        net->merge_b[l] = (int32_t)(take_u32(c) & 0xffff);
    }
    for (int i = 0; i < TOC_MATRICES; i++) {
        if (!matrix_read(c, &net->matrices[i], i, arena)) {
            return false;
        }
    }
    return !c->bad && c->at == c->end;
}

toc_rc toc_model_read(toc_str bytes, toc_syntax *out, const char *name, toc_err *err) {
    if (bytes.len < 16 || memcmp(bytes.ptr, magic, sizeof magic) != 0) {
        return toc_err_set(err, TOC_EFORMAT,
                           "\"%s\" is not a syntax model of this version of tocsin; "
                           "train one with script/train-syntax",
                           name);
    }
    toc_str body = toc_str_slice(bytes, 0, bytes.len - 8);
    uint64_t sum = toc_str_hash(body, 0), told = 0;
    memcpy(&told, bytes.ptr + body.len, 8);
    if (sum != told) {
        return toc_err_set(err, TOC_EFORMAT,
                           "syntax model \"%s\" is damaged: its checksum does not match; "
                           "fetch it again",
                           name);
    }
    cursor c = {(const uint8_t *)body.ptr + sizeof magic, (const uint8_t *)body.ptr + body.len, false};
    if (!tagset_read(&c, &out->tags) || !lemmas_read(&c, out) || !net_read(&c, &out->net, &out->arena)) {
        return toc_err_set(err, TOC_EFORMAT,
                           "syntax model \"%s\" cannot be used: a length in it is wrong, or memory "
                           "ran out",
                           name);
    }
    outputs_bar(&out->net, (size_t)out->tags.count);
    return TOC_OK;
}

/* ---- writing ---- */

static void put_u32(toc_buf *out, uint32_t value) {
    for (int i = 0; i < 4; i++) {
        toc_buf_add_char(out, (char)(uint8_t)(value >> 8 * i));
    }
}

static void put_text(toc_buf *out, toc_str text) {
    toc_buf_add_char(out, (char)(uint8_t)text.len);
    toc_buf_add(out, text);
}

static void put_bytes(toc_buf *out, const void *bytes, size_t count) {
    toc_buf_add(out, (toc_str){bytes, count});
}

static void matrix_write(const toc_matrix *m, toc_buf *out) {
    for (size_t k = 0; k < m->inputs; k++) {
        for (size_t o = 0; o < m->outputs; o++) {
            toc_buf_add_char(out, (char)m->w[toc_matrix_at(m, k, o)]);
        }
    }
    for (size_t o = 0; o < m->outputs; o++) {
        put_u32(out, (uint32_t)m->bias[o]);
    }
    for (size_t o = 0; o < m->outputs; o++) {
        uint32_t bits;
        memcpy(&bits, &m->scale[o], 4);
        put_u32(out, bits);
    }
}

static void net_write(const toc_net *net, toc_buf *out) {
    put_u32(out, net->count);
    put_u32(out, net->learnt);
    for (uint32_t i = 0; i < net->count; i++) {
        put_u32(out, net->forms[i]);
    }
    put_bytes(out, net->vectors, (size_t)net->count * TOC_NET_VECTOR);
    put_bytes(out, net->words, (size_t)net->learnt * TOC_NET_LEARNT);
    put_bytes(out, net->affixes, (size_t)TOC_AFFIX_ROWS * TOC_NET_AFFIX);
    const int16_t *rows = (const int16_t *)(const void *)net->rows;
    for (size_t i = 0; i < (TOC_ROWS + 1) * TOC_NET_HIDDEN; i++) {
        toc_buf_add_char(out, (char)(uint8_t)((uint16_t)rows[i] & 255));
        toc_buf_add_char(out, (char)(uint8_t)((uint16_t)rows[i] >> 8));
    }
    for (int l = 0; l < TOC_NET_LAYERS; l++) {
        put_u32(out, (uint32_t)net->merge_a[l]);
        put_u32(out, (uint32_t)net->merge_b[l]);
    }
    for (int i = 0; i < TOC_MATRICES; i++) {
        matrix_write(&net->matrices[i], out);
    }
}

toc_rc toc_model_write(const toc_syntax *model, toc_buf *out, toc_err *err) {
    put_bytes(out, magic, sizeof magic);
    toc_buf_add_char(out, (char)model->tags.count);
    for (int i = 0; i < model->tags.count; i++) {
        toc_buf_add_char(out, (char)model->tags.upos[i]);
        toc_buf_add_char(out, (char)model->tags.form[i]);
        put_text(out, toc_str_of(model->tags.name[i]));
    }
    put_u32(out, model->lemma_count);
    for (size_t i = 0; i < model->lemma_count; i++) {
        put_text(out, model->lemma_keys[i]);
        toc_buf_add_char(out, (char)model->lemma_rules[i].cut);
        put_text(out, toc_str_of(model->lemma_rules[i].add));
    }
    net_write(&model->net, out);
    uint64_t sum = toc_str_hash(toc_buf_str(out), 0);
    put_bytes(out, &sum, sizeof sum);
    return out->failed ? toc_err_set(err, TOC_ENOMEM, "out of memory while writing a syntax model") : TOC_OK;
}
