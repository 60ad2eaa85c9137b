/*
 * The model file. Little-endian: "TOCSYN02", the tag set, the sure words, the
 * lemma rules, the two sparse tables and the dense one, and the XXH3 of all of
 * it. A sparse row is a count and (class, weight) pairs; runs of empty rows and
 * of zero bytes are left to whatever compresses the file. Every length is
 * checked against what is left before it is believed.
 */
#include "syntax/model.h"

#include <string.h>

static const char magic[8] = "TOCSYN02";

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

static uint32_t take_u32(cursor *c) {
    const uint8_t *p = take(c, 4);
    return p ? (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24 : 0;
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

static void put_u32(toc_buf *out, uint32_t value) {
    for (int i = 0; i < 4; i++) {
        toc_buf_add_char(out, (char)(uint8_t)(value >> 8 * i));
    }
}

static void put_text(toc_buf *out, toc_str text) {
    toc_buf_add_char(out, (char)(uint8_t)text.len);
    toc_buf_add(out, text);
}

static bool tagset_read(cursor *c, toc_tagset *set) {
    set->count = take_u8(c);
    if (set->count == 0 || set->count >= TOC_TAG_ROOT) {
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

static bool sure_read(cursor *c, toc_syntax *model) {
    uint32_t count = take_u32(c);
    for (uint32_t i = 0; i < count && !c->bad; i++) {
        toc_str word = take_text(c);
        uint8_t tag = take_u8(c);
        if (tag >= model->tags.count || !toc_map_put(&model->sure, word, tag)) {
            return false;
        }
    }
    return !c->bad;
}

static bool lemmas_read(cursor *c, toc_syntax *model) {
    uint32_t count = take_u32(c);
    if (count > (size_t)(c->end - c->at)) {
        return false;
    }
    model->lemma_rules = toc_arena_array(&model->arena, count + 1, sizeof *model->lemma_rules);
    if (!model->lemma_rules) {
        return false;
    }
    for (uint32_t i = 0; i < count && !c->bad; i++) {
        toc_str key = take_text(c);
        toc_lemma_rule *rule = &model->lemma_rules[i];
        rule->cut = take_u8(c);
        toc_str add = take_text(c);
        if (add.len >= sizeof rule->add || !toc_map_put(&model->lemmas, key, i)) {
            return false;
        }
        memcpy(rule->add, add.ptr, add.len);
    }
    return !c->bad;
}

static bool mask_ok(uint32_t mask) {
    return mask > 0 && mask < (1u << 24) && (mask & (mask + 1)) == 0;
}

static bool sparse_read(cursor *c, toc_sparse *table, int classes, toc_arena *arena) {
    table->mask = take_u32(c);
    uint32_t total = take_u32(c);
    if (c->bad || !mask_ok(table->mask) || total > (size_t)(c->end - c->at)) {
        return false;
    }
    table->start = toc_arena_array(arena, (size_t)table->mask + 2, sizeof *table->start);
    table->entries = toc_arena_array(arena, (size_t)total + 1, sizeof *table->entries);
    const uint8_t *counts = take(c, (size_t)table->mask + 1);
    const uint8_t *which = take(c, total), *weights = take(c, total);
    if (!table->start || !table->entries || c->bad) {
        return false;
    }
    uint32_t at = 0;
    for (uint32_t row = 0; row <= table->mask; row++) {
        table->start[row] = at;
        at += counts[row];
    }
    table->start[table->mask + 1] = at;
    for (uint32_t i = 0; i < total; i++) {
        table->entries[i] = (toc_sparse_entry){which[i], (int8_t)weights[i]};
        if (which[i] >= classes) {
            return false;
        }
    }
    return at == total;
}

static bool dense_read(cursor *c, toc_dense *table, toc_arena *arena) {
    table->mask = take_u32(c);
    if (c->bad || !mask_ok(table->mask)) {
        return false;
    }
    size_t rows = (size_t)table->mask + 1;
    table->rows = toc_arena_array(arena, rows, sizeof *table->rows);
    const uint8_t *bytes = take(c, rows * TOC_MOVE_COUNT);
    if (!table->rows || c->bad) {
        return false;
    }
    for (size_t row = 0; row < rows; row++) {
        for (size_t k = 0; k < TOC_MOVE_COUNT; k++) {
            table->rows[row][k] = (int8_t)bytes[k * rows + row];
        }
    }
    return true;
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
    if (!tagset_read(&c, &out->tags) || !sure_read(&c, out) || !lemmas_read(&c, out) ||
        !sparse_read(&c, &out->tagger, out->tags.count, &out->arena) || !dense_read(&c, &out->mover, &out->arena) ||
        !sparse_read(&c, &out->labeler, TOC_REL_COUNT, &out->arena)) {
        return toc_err_set(err, TOC_EFORMAT,
                           "syntax model \"%s\" cannot be used: a length in it is wrong, or memory "
                           "ran out",
                           name);
    }
    return TOC_OK;
}

static void sparse_write(const toc_sparse *table, toc_buf *out) {
    uint32_t total = table->start[table->mask + 1];
    put_u32(out, table->mask);
    put_u32(out, total);
    for (uint32_t row = 0; row <= table->mask; row++) {
        toc_buf_add_char(out, (char)(uint8_t)(table->start[row + 1] - table->start[row]));
    }
    for (uint32_t i = 0; i < total; i++) {
        toc_buf_add_char(out, (char)table->entries[i].class_index);
    }
    for (uint32_t i = 0; i < total; i++) {
        toc_buf_add_char(out, (char)table->entries[i].weight);
    }
}

static void dense_write(const toc_dense *table, toc_buf *out) {
    put_u32(out, table->mask);
    for (size_t k = 0; k < TOC_MOVE_COUNT; k++) {
        for (size_t row = 0; row <= table->mask; row++) {
            toc_buf_add_char(out, (char)table->rows[row][k]);
        }
    }
}

toc_rc toc_model_write(const toc_syntax *model, const toc_str *sure_words, const uint8_t *sure_tags, size_t sure_count,
                       const toc_str *lemma_keys, size_t lemma_count, toc_buf *out, toc_err *err) {
    toc_buf_add(out, (toc_str){magic, sizeof magic});
    toc_buf_add_char(out, (char)model->tags.count);
    for (int i = 0; i < model->tags.count; i++) {
        toc_buf_add_char(out, (char)model->tags.upos[i]);
        toc_buf_add_char(out, (char)model->tags.form[i]);
        put_text(out, toc_str_of(model->tags.name[i]));
    }
    put_u32(out, (uint32_t)sure_count);
    for (size_t i = 0; i < sure_count; i++) {
        put_text(out, sure_words[i]);
        toc_buf_add_char(out, (char)sure_tags[i]);
    }
    put_u32(out, (uint32_t)lemma_count);
    for (size_t i = 0; i < lemma_count; i++) {
        put_text(out, lemma_keys[i]);
        toc_buf_add_char(out, (char)model->lemma_rules[i].cut);
        put_text(out, toc_str_of(model->lemma_rules[i].add));
    }
    sparse_write(&model->tagger, out);
    dense_write(&model->mover, out);
    sparse_write(&model->labeler, out);
    uint64_t sum = toc_str_hash(toc_buf_str(out), 0);
    toc_buf_add(out, (toc_str){(const char *)&sum, sizeof sum});
    return out->failed ? toc_err_set(err, TOC_ENOMEM, "out of memory while writing a syntax model") : TOC_OK;
}
