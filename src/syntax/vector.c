/* The word's vector as it stands in the model, for rooms that compare meanings. */
#include "syntax/model.h"

#include <string.h>

bool toc_syntax_vector(const toc_syntax *syntax, toc_str text, int8_t out[TOC_SYNTAX_VECTOR]) {
    toc_word word;
    toc_word_init(&word, text, false);
    uint32_t id = toc_word_find(&syntax->net, word.form);
    memset(out, 0, TOC_SYNTAX_VECTOR);
    if (id == TOC_ID_UNKNOWN) {
        return false;
    }
    memcpy(out, syntax->net.vectors[id], TOC_SYNTAX_VECTOR);
    return true;
}
