/*
 * utf8: characters, and bytes -> UTF-8.
 *
 * The rule of decoding. A byte order mark is taken off. Valid UTF-8 is left as
 * it is. Otherwise, when the bytes hold no valid sequence of two or more bytes,
 * only bytes that Windows-1252 defines, and at most one high byte for three
 * ASCII letters (Western text has one in ten, Cyrillic or Greek code pages nine
 * in ten), they are Windows-1252, of which Latin-1 text is a part. Else they are damaged
 * UTF-8: each longest invalid start becomes U+FFFD. When more than a quarter of
 * the characters are U+FFFD nobody can read them, and the record is a reject.
 */
#include "text/inside.h"

#include <utf8proc.h>

static bool is_tail(unsigned char byte) {
    return (byte & 0xC0u) == 0x80u;
}

/* Length of the sequence that lead begins and the range of its second byte (Unicode table 3-7); 0: no lead. */
static size_t sequence_of(unsigned char lead, unsigned char *low, unsigned char *high) {
    *low = 0x80;
    *high = 0xBF;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    if (lead < 0xE0)
        return 2;
    if (lead == 0xE0)
        *low = 0xA0;
    if (lead == 0xED)
        *high = 0x9F;
    if (lead == 0xF0)
        *low = 0x90;
    if (lead == 0xF4)
        *high = 0x8F;
    return lead < 0xF0 ? 3 : 4;
}

static uint32_t decode_long(const unsigned char *p, size_t left, size_t *len) {
    unsigned char low, high;
    size_t want = sequence_of(p[0], &low, &high);
    *len = 1;
    if (want == 0 || left < 2 || p[1] < low || p[1] > high)
        return 0xFFFD;
    uint32_t code = want == 2 ? p[0] & 0x1Fu : want == 3 ? p[0] & 0x0Fu : p[0] & 0x07u;
    code = code << 6 | (p[1] & 0x3Fu);
    for (*len = 2; *len < want; ++*len) {
        if (*len >= left || !is_tail(p[*len]))
            return 0xFFFD;
        code = code << 6 | (p[*len] & 0x3Fu);
    }
    return code;
}

/* In the order of ASCII; 0 is a mark of no class. */
#define L (TOC_CHAR_LETTER | TOC_CHAR_LOWER)
#define U (TOC_CHAR_LETTER | TOC_CHAR_UPPER)
#define D TOC_CHAR_DIGIT
#define W TOC_CHAR_SPACE
#define Q (TOC_CHAR_OPEN | TOC_CHAR_CLOSE)
#define O TOC_CHAR_OPEN
#define C TOC_CHAR_CLOSE
#define Y TOC_CHAR_SYMBOL
const uint8_t toc_ascii_class[128] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, W, W, W, W, W, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    W, 0, Q, Y, Y, Y, Y, Q, O, C, 0, Y, 0, 0, 0, 0, D, D, D, D, D, D, D, D, D, D, 0, 0, Y, Y, Y, 0,
    Y, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, O, 0, C, Y, 0,
    O, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, O, Y, C, Y, 0,
};
#undef L
#undef U
#undef D
#undef W
#undef Q
#undef O
#undef C
#undef Y

static unsigned class_of_other(uint32_t code) {
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
        return TOC_CHAR_LETTER | TOC_CHAR_UPPER;
    case UTF8PROC_CATEGORY_LL:
        return TOC_CHAR_LETTER | TOC_CHAR_LOWER;
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return TOC_CHAR_LETTER;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
        return TOC_CHAR_DIGIT;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return TOC_CHAR_SPACE;
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PI:
        return TOC_CHAR_OPEN;
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PF:
        return TOC_CHAR_CLOSE;
    case UTF8PROC_CATEGORY_SC:
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_SO:
    case UTF8PROC_CATEGORY_NO:
        return TOC_CHAR_SYMBOL;
    default:
        return 0;
    }
}

/* U+FFFD when Windows-1252 does not define the byte. */
static uint32_t windows_1252(unsigned char byte) {
    static const uint16_t table[32] = {
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
    };
    return byte >= 0x80 && byte < 0xA0 ? table[byte - 0x80] : byte;
}

static bool is_windows_1252(toc_str bytes) {
    size_t high = 0, letters = 0;
    for (size_t at = 0, len; at < bytes.len; at += len) {
        unsigned char byte = (unsigned char)bytes.ptr[at];
        toc_utf8_at(bytes, at, &len);
        if (byte < 0x80) {
            letters += (byte | 0x20u) >= 'a' && (byte | 0x20u) <= 'z';
            continue;
        }
        if (toc_utf8_at(bytes, at, &len) != 0xFFFD || windows_1252(byte) == 0xFFFD)
            return false;
        len = 1;
        ++high;
    }
    return high * 3 <= letters;
}

static void add_code(toc_buf *out, uint32_t code) {
    char bytes[4];
    size_t len = toc_utf8_put(code, bytes);
    toc_buf_add(out, (toc_str){bytes, len});
}

static void decode_windows_1252(toc_str bytes, toc_buf *out) {
    for (size_t at = 0; at < bytes.len; ++at)
        add_code(out, windows_1252((unsigned char)bytes.ptr[at]));
}

/* Returns whether a quarter or less had to be replaced. */
static bool repair(toc_str bytes, toc_buf *out) {
    size_t characters = 0, bad = 0;
    for (size_t at = 0, len; at < bytes.len; at += len) {
        uint32_t code = toc_utf8_at(bytes, at, &len);
        ++characters;
        bad += code == 0xFFFD;
        add_code(out, code);
    }
    return bad * 4 <= characters || bad < 4;
}

uint32_t toc_utf8_at(toc_str text, size_t at, size_t *len) {
    *len = 0;
    if (at >= text.len)
        return 0;
    const unsigned char *p = (const unsigned char *)text.ptr + at;
    *len = 1;
    return p[0] < 0x80 ? p[0] : decode_long(p, text.len - at, len);
}

unsigned toc_char_class(uint32_t code) {
    return code < 0x80 ? toc_ascii_class[code] : class_of_other(code);
}

unsigned toc_class_long(toc_str text, size_t at) {
    size_t len;
    uint32_t code = toc_utf8_at(text, at, &len);
    return len == 0 ? 0 : toc_char_class(code);
}

unsigned toc_class_before(toc_str text, size_t at) {
    if (at == 0 || at > text.len)
        return 0;
    size_t from = at - 1;
    if ((unsigned char)text.ptr[from] < 0x80)
        return toc_ascii_class[(unsigned char)text.ptr[from]];
    while (from > 0 && at - from < 4 && is_tail((unsigned char)text.ptr[from]))
        --from;
    return toc_class_at(text, from);
}

size_t toc_utf8_put(uint32_t code, char out[4]) {
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)code, (utf8proc_uint8_t *)out);
}

/* Bytes of ASCII at the beginning, eight at a time. */
static size_t ascii_length(toc_str bytes) {
    size_t at = 0;
    for (uint64_t eight; at + sizeof eight <= bytes.len; at += sizeof eight) {
        memcpy(&eight, bytes.ptr + at, sizeof eight);
        if (eight & UINT64_C(0x8080808080808080)) {
            break;
        }
    }
    return at;
}

bool toc_utf8_valid(toc_str bytes) {
    for (size_t at = ascii_length(bytes), len; at < bytes.len; at += len) {
        uint32_t code = toc_utf8_at(bytes, at, &len);
        if (code == 0xFFFD &&
            !(len == 3 && (unsigned char)bytes.ptr[at] == 0xEF && (unsigned char)bytes.ptr[at + 2] == 0xBD))
            return false;
    }
    return true;
}

toc_decoding toc_utf8_decode(toc_str bytes, toc_buf *scratch, toc_str *out) {
    if (toc_str_starts(bytes, TOC_STR("\xEF\xBB\xBF")))
        bytes = toc_str_slice(bytes, 3, bytes.len);
    if (toc_utf8_valid(bytes)) {
        *out = bytes;
        return TOC_DECODED;
    }
    bool readable = true;
    toc_buf_clear(scratch);
    if (is_windows_1252(bytes))
        decode_windows_1252(bytes, scratch);
    else
        readable = repair(bytes, scratch);
    if (scratch->failed)
        return TOC_DECODE_NOMEM;
    *out = toc_buf_str(scratch);
    return readable ? TOC_DECODED : TOC_DECODE_UNREADABLE;
}
