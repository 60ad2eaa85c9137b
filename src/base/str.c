/*
 * Method: views are compared and searched with memcmp and memmem (linear in the
 * worst case in glibc and musl); every call guards the length zero, whose pointer
 * may be NULL. ASCII folding and white space are spelled out: the locale is
 * never asked. Numbers with a fraction live in str_number.c, buffers in buf.c.
 */
#define _GNU_SOURCE /* memmem; in POSIX since 2024 */
#include "base/str.h"

#define XXH_INLINE_ALL
#include <string.h>
#include <xxhash.h>

static char fold(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool toc_str_equal_icase(toc_str a, toc_str b) {
    if (a.len != b.len) {
        return false;
    }
    for (size_t i = 0; i < a.len; i++) {
        if (fold(a.ptr[i]) != fold(b.ptr[i])) {
            return false;
        }
    }
    return true;
}

int toc_str_compare(toc_str a, toc_str b) {
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common > 0 ? memcmp(a.ptr, b.ptr, common) : 0;
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

bool toc_str_starts(toc_str text, toc_str prefix) {
    return text.len >= prefix.len && toc_str_equal(toc_str_slice(text, 0, prefix.len), prefix);
}

bool toc_str_ends(toc_str text, toc_str suffix) {
    return text.len >= suffix.len && toc_str_equal(toc_str_slice(text, text.len - suffix.len, text.len), suffix);
}

toc_str toc_str_trim(toc_str text) {
    while (text.len > 0 && is_space(text.ptr[0])) {
        text.ptr++;
        text.len--;
    }
    while (text.len > 0 && is_space(text.ptr[text.len - 1])) {
        text.len--;
    }
    return text;
}

toc_str toc_str_slice(toc_str text, size_t from, size_t to) {
    to = to < text.len ? to : text.len;
    from = from < to ? from : to;
    return text.ptr != NULL ? (toc_str){text.ptr + from, to - from} : text;
}

size_t toc_str_find(toc_str text, toc_str needle, size_t from) {
    if (from > text.len || needle.len > text.len - from) {
        return SIZE_MAX;
    }
    if (needle.len == 0) {
        return from;
    }
    const char *found = memmem(text.ptr + from, text.len - from, needle.ptr, needle.len);
    return found != NULL ? (size_t)(found - text.ptr) : SIZE_MAX;
}

toc_str toc_str_cut(toc_str *rest, char mark) {
    toc_str all = *rest;
    const char *found = all.len > 0 ? memchr(all.ptr, mark, all.len) : NULL;
    if (found == NULL) {
        *rest = (toc_str){NULL, 0};
        return all;
    }
    size_t len = (size_t)(found - all.ptr);
    *rest = (toc_str){found + 1, all.len - len - 1};
    return (toc_str){all.ptr, len};
}

bool toc_str_to_i64(toc_str text, int64_t *out) {
    bool negative = text.len > 0 && text.ptr[0] == '-';
    size_t at = text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == '+') ? 1 : 0;
    if (at == text.len) {
        return false;
    }
    const uint64_t limit = negative ? (uint64_t)INT64_MAX + 1 : (uint64_t)INT64_MAX;
    uint64_t size = 0;
    for (; at < text.len; at++) {
        if (text.ptr[at] < '0' || text.ptr[at] > '9') {
            return false;
        }
        uint64_t digit = (uint64_t)(text.ptr[at] - '0');
        if (size > (limit - digit) / 10) {
            return false;
        }
        size = size * 10 + digit;
    }
    if (!negative) {
        *out = (int64_t)size;
    } else {
        *out = size > (uint64_t)INT64_MAX ? INT64_MIN : -(int64_t)size;
    }
    return true;
}

uint64_t toc_str_hash(toc_str text, uint64_t seed) {
    return XXH3_64bits_withSeed(text.len > 0 ? text.ptr : "", text.len, seed);
}
