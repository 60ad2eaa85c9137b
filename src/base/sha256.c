/* Method: nettle's; libarchive brings the library anyway. */
#include "base/sha256.h"

#include <nettle/sha2.h>

char *toc_sha256(toc_str text, char out[TOC_SHA256_SIZE]) {
    static const char digits[] = "0123456789abcdef";
    uint8_t hash[SHA256_DIGEST_SIZE];
    struct sha256_ctx ctx;
    sha256_init(&ctx);
    sha256_update(&ctx, text.len, (const uint8_t *)text.ptr);
    sha256_digest(&ctx, sizeof hash, hash);
    for (size_t i = 0; i < sizeof hash; i++) {
        out[i * 2] = digits[hash[i] >> 4];
        out[i * 2 + 1] = digits[hash[i] & 15];
    }
    out[TOC_SHA256_SIZE - 1] = '\0';
    return out;
}
