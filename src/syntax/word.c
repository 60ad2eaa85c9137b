/*
 * Words as the network sees them: a hash of the folded form, by which its
 * vectors are found, and rows of the affix table for endings, beginnings and shape.
 */
#include "syntax/model.h"

static uint32_t hash_bytes(const char *ptr, size_t len) {
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < len; i++) {
        h = (h ^ (uint8_t)ptr[i]) * 16777619u;
    }
    h ^= h >> 15;
    h *= 0x2C1B3C6Du;
    return h ^ h >> 13;
}

static char fold(char c) {
    if (c >= 'A' && c <= 'Z') {
        return (char)(c - 'A' + 'a');
    }
    return c >= '0' && c <= '9' ? '0' : c;
}

toc_str toc_word_fold(toc_str text, char *buffer, size_t capacity) {
    size_t len = text.len < capacity ? text.len : capacity;
    for (size_t i = 0; i < len; i++) {
        char c = text.ptr[i];
        buffer[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return (toc_str){buffer, len};
}

/* Bits: capital anywhere, small letter, digit, mark inside, first byte a capital, first token. */
static uint32_t shape_of(toc_str text, bool first) {
    bool upper = false, lower = false, digit = false, mark = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        upper |= i > 0 && c >= 'A' && c <= 'Z';
        lower |= (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
        digit |= c >= '0' && c <= '9';
        mark |= c == '-' || c == '.' || c == '/' || c == '@';
    }
    bool head = text.len > 0 && text.ptr[0] >= 'A' && text.ptr[0] <= 'Z';
    return (uint32_t)upper | (uint32_t)lower << 1 | (uint32_t)digit << 2 | (uint32_t)mark << 3 | (uint32_t)head << 4 |
           (uint32_t)first << 5;
}

static uint16_t row(uint32_t base, uint32_t size, const char *ptr, size_t len) {
    return (uint16_t)(base + (hash_bytes(ptr, len) & (size - 1)));
}

void toc_word_init(toc_word *word, toc_str text, bool first) {
    char folded[64];
    size_t len = text.len < sizeof folded ? text.len : sizeof folded;
    for (size_t i = 0; i < len; i++) {
        folded[i] = fold(text.ptr[i]);
    }
    const char *end = folded + len;
    size_t two = len < 2 ? len : 2, three = len < 3 ? len : 3, four = len < 4 ? len : 4, one = len < 1 ? len : 1;
    word->form = hash_bytes(folded, len);
    word->affix[0] = row(TOC_AFFIX_SUFFIX1, 128, end - one, one);
    word->affix[1] = row(TOC_AFFIX_SUFFIX2, 512, end - two, two);
    word->affix[2] = row(TOC_AFFIX_SUFFIX3, 2048, end - three, three);
    word->affix[3] = row(TOC_AFFIX_SUFFIX4, 4096, end - four, four);
    word->affix[4] = row(TOC_AFFIX_PREFIX2, 512, folded, two);
    word->affix[5] = row(TOC_AFFIX_PREFIX3, 2048, folded, three);
    word->affix[6] = (uint16_t)(TOC_AFFIX_SHAPE + shape_of(text, first));
}
