/*
 * Fuzzes the parser. First byte even: the rest is text, cut into tokens and
 * parsed; what comes out must be a tree. Odd: the rest is a model file whose checksum is
 * made right, so that the reading behind it is reached. The model for text is $TOCSIN_MODEL, else models/syntax-en.bin.
 */
#include "syntax/model.h"

#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void need(bool fine) {
    if (!fine)
        abort();
}

static const toc_syntax *model(void) {
    static toc_syntax *syntax;
    if (syntax == NULL) {
        const char *path = getenv("TOCSIN_MODEL");
        need(toc_syntax_new(path != NULL ? path : "models/syntax-en.bin", &syntax, NULL) == TOC_OK);
    }
    return syntax;
}

static void check(const toc_node *nodes, size_t count) {
    size_t roots = 0;
    for (size_t i = 0; i < count; i++) {
        size_t at = i, steps = 0;
        need(nodes[i].head <= count && nodes[i].rel < TOC_REL_COUNT && nodes[i].upos < TOC_UPOS_COUNT);
        roots += nodes[i].head == 0;
        while (nodes[at].head != 0 && steps++ <= count)
            at = nodes[at].head - 1u;
        need(steps <= count);
    }
    need(roots == (count > 0));
}

static void parse(toc_str text) {
    toc_arena arena;
    toc_token *tokens;
    toc_node *nodes;
    size_t count;
    toc_arena_init(&arena, 256u << 20);
    if (toc_text_tokens(text, &arena, &tokens, &count, NULL) == TOC_OK &&
        toc_syntax_parse(model(), tokens, count, &arena, &nodes, NULL) == TOC_OK)
        check(nodes, count);
    toc_arena_fini(&arena);
}

static void load(toc_str bytes) {
    static toc_syntax one;
    char *copy = malloc(bytes.len + 16);
    need(copy != NULL);
    memset(&one, 0, sizeof one);
    toc_arena_init(&one.arena, 256u << 20);
    toc_map_init(&one.lemmas);
    memcpy(copy, "TOCSYN11", 8);
    memcpy(copy + 8, bytes.ptr, bytes.len);
    uint64_t sum = toc_str_hash((toc_str){copy, bytes.len + 8}, 0);
    memcpy(copy + 8 + bytes.len, &sum, 8);
    toc_model_read((toc_str){copy, bytes.len + 16}, &one, "fuzz", NULL);
    free(copy);
    toc_map_fini(&one.lemmas);
    toc_arena_fini(&one.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size > 0 && data[0] % 2 == 0)
        parse((toc_str){(const char *)data + 1, size - 1});
    else if (size > 0)
        load((toc_str){(const char *)data + 1, size - 1});
    return 0;
}
