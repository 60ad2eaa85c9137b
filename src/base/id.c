/*
 * Method: XXH3 (64 bits, no seed) over each part's length as 8 bytes, least
 * first, followed by its bytes; so ("ab","c") and ("a","bc") differ. The kind
 * is the letter in front and is not hashed. The hash is written in 13 digits of
 * base 32 (RFC 4648 "hex" alphabet in lower case), highest first: the first
 * digit carries the top 4 bits and is at most 'f', the others 5 bits each.
 */
#include "base/id.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

enum { ID_DIGITS = 13 };

static const char ALPHABET[] = "0123456789abcdefghijklmnopqrstuv";

static void hash_length(XXH3_state_t *state, size_t len) {
    unsigned char bytes[8];
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (unsigned char)((uint64_t)len >> (8 * i));
    }
    XXH3_64bits_update(state, bytes, sizeof bytes);
}

toc_id toc_id_make(char kind, const toc_str *parts, size_t count) {
    XXH3_state_t state;
    XXH3_64bits_reset(&state);
    for (size_t i = 0; i < count; i++) {
        hash_length(&state, parts[i].len);
        if (parts[i].len > 0) {
            XXH3_64bits_update(&state, parts[i].ptr, parts[i].len);
        }
    }
    uint64_t hash = XXH3_64bits_digest(&state);
    toc_id id = {{kind}};
    for (size_t i = ID_DIGITS; i > 0; i--) {
        id.text[i] = ALPHABET[hash & 31];
        hash >>= 5;
    }
    return id;
}

bool toc_id_valid(toc_str text) {
    if (text.len != 1 + ID_DIGITS || text.ptr[0] < 'a' || text.ptr[0] > 'z') {
        return false;
    }
    for (size_t i = 1; i < text.len; i++) {
        char c = text.ptr[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= (i == 1 ? 'f' : 'v')))) {
            return false;
        }
    }
    return true;
}
