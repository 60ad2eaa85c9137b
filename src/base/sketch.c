/* Method: the smallest hashes are kept in a sorted array; a new one is rarely among them, so that insertion is rare. */
#include "base/sketch.h"

#include <string.h>

static bool is_word(unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
}

bool toc_sketch_word(toc_str *rest, toc_str *word) {
    size_t from = 0, to;
    while (from < rest->len && !is_word((unsigned char)rest->ptr[from])) {
        from++;
    }
    for (to = from; to < rest->len && is_word((unsigned char)rest->ptr[to]); to++) {
    }
    *word = toc_str_slice(*rest, from, to);
    *rest = toc_str_slice(*rest, to, rest->len);
    return word->len > 0;
}

/* FNV-1a over the bytes, ASCII letters small. */
static uint64_t word_hash(toc_str word) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < word.len; i++) {
        unsigned char c = (unsigned char)word.ptr[i];
        hash = (hash ^ (c >= 'A' && c <= 'Z' ? c + 32u : c)) * 0x100000001b3u;
    }
    return hash;
}

/* The last step of splitmix64 (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195). */
static uint64_t stir(uint64_t x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

static void keep(toc_sketch *sketch, uint32_t value) {
    uint32_t low = 0, high = sketch->count;
    if (sketch->count == TOC_SKETCH_SIZE && value >= sketch->values[TOC_SKETCH_SIZE - 1]) {
        return;
    }
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (sketch->values[middle] < value) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low < sketch->count && sketch->values[low] == value) {
        return;
    }
    sketch->count += sketch->count < TOC_SKETCH_SIZE;
    memmove(&sketch->values[low + 1], &sketch->values[low], (sketch->count - low - 1) * sizeof *sketch->values);
    sketch->values[low] = value;
}

static void keep_run(toc_sketcher *sketcher) {
    uint64_t hash = 0;
    for (size_t i = 0; i < TOC_SKETCH_RUN; i++) {
        hash = stir(hash + sketcher->run[i] + 0x9e3779b97f4a7c15u);
    }
    keep(&sketcher->sketch, (uint32_t)(hash >> 32));
}

void toc_sketcher_init(toc_sketcher *sketcher) {
    memset(sketcher, 0, sizeof *sketcher);
}

void toc_sketcher_add(toc_sketcher *sketcher, toc_str text) {
    toc_str word;
    while (toc_sketch_word(&text, &word)) {
        memmove(sketcher->run, sketcher->run + 1, (TOC_SKETCH_RUN - 1) * sizeof *sketcher->run);
        sketcher->run[TOC_SKETCH_RUN - 1] = word_hash(word);
        if (++sketcher->words >= TOC_SKETCH_RUN) {
            keep_run(sketcher);
        }
    }
}

toc_sketch toc_sketcher_end(toc_sketcher *sketcher) {
    if (sketcher->words > 0 && sketcher->words < TOC_SKETCH_RUN) {
        keep_run(sketcher);
    }
    return sketcher->sketch;
}

double toc_sketch_share(const toc_sketch *a, const toc_sketch *b) {
    uint32_t i = 0, k = 0, both = 0, seen = 0;
    if (a->count == 0 || b->count == 0) {
        return 0;
    }
    for (; seen < TOC_SKETCH_SIZE && (i < a->count || k < b->count); seen++) {
        bool in_a = i < a->count && (k == b->count || a->values[i] <= b->values[k]);
        bool in_b = k < b->count && (i == a->count || b->values[k] <= a->values[i]);
        i += in_a;
        k += in_b;
        both += in_a && in_b;
    }
    return (double)both / seen;
}

size_t toc_sketch_write(const toc_sketch *sketch, unsigned char *out) {
    for (uint32_t i = 0; i < sketch->count; i++) {
        for (uint32_t byte = 0; byte < 4; byte++) {
            *out++ = (unsigned char)(sketch->values[i] >> (8 * byte));
        }
    }
    return 4 * (size_t)sketch->count;
}

bool toc_sketch_read(toc_str bytes, toc_sketch *out) {
    if (bytes.len % 4 != 0 || bytes.len > TOC_SKETCH_BYTES) {
        return false;
    }
    out->count = (uint32_t)(bytes.len / 4);
    for (uint32_t i = 0; i < out->count; i++) {
        const unsigned char *at = (const unsigned char *)bytes.ptr + 4 * (size_t)i;
        out->values[i] = (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
        if (i > 0 && out->values[i] <= out->values[i - 1]) {
            return false;
        }
    }
    return true;
}
