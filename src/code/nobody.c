/*
 * Sentences that name nobody, known by their words alone, before there is a tree: two of three in the news at large. An
 * event wants a party, so that they need no tree.
 *
 * Asked for are more words than make a party: any phrase of the lexicon, whatever its date; a noun of people in any
 * of its forms; a name that is a place's. A bare name that nobody explains is no party by itself (shot.c).
 */
#include "code/inside.h"

#include <string.h>

#define FORM_BYTES_MAX 60

static bool is_people(const toc_lexicon *lexicon, toc_str noun) {
    const toc_stranger *stranger = toc_lexicon_stranger(lexicon, noun);
    return stranger && stranger->sectors.len > 0;
}

/* "farmers", "policemen", "wives": is it a noun of people, or the plural of one? */
static bool may_be_people(const toc_lexicon *lexicon, toc_str word) {
    static const struct {
        const char *ending, *instead;
    } plurals[] = {{"s", ""},    {"es", ""},    {"ies", "y"},         {"men", "man"},
                   {"ves", "f"}, {"ves", "fe"}, {"people", "person"}, {"children", "child"}};
    char form[FORM_BYTES_MAX + 8];
    if (is_people(lexicon, word)) {
        return true;
    }
    for (size_t k = 0; k < sizeof plurals / sizeof *plurals && word.len < FORM_BYTES_MAX; k++) {
        toc_str ending = toc_str_of(plurals[k].ending), instead = toc_str_of(plurals[k].instead);
        if (!toc_str_ends(word, ending)) {
            continue;
        }
        size_t keep = word.len - ending.len;
        memcpy(form, word.ptr, keep);
        memcpy(form + keep, instead.ptr, instead.len);
        if (is_people(lexicon, (toc_str){form, keep + instead.len})) {
            return true;
        }
    }
    return false;
}

static bool may_be_place(const toc_world *world, toc_str sentence, const toc_token *tokens, size_t count, size_t at) {
    for (size_t to = at + 1; tokens[at].capital && world && to <= count && to <= at + TOC_NAME_TOKENS_MAX; to++) {
        size_t found = 0;
        if (toc_world_places(world, toc_str_slice(sentence, tokens[at].from, tokens[to - 1].to), &found)) {
            return true;
        }
    }
    return false;
}

bool toc_may_name(const toc_coder *coder, toc_str sentence, const toc_token *tokens, size_t count) {
    static const char *const words[] = {"koreas", "sudans", "congos", /* whoever they are: */ "armed"};
    for (size_t i = 0; i < count; i++) {
        if (toc_lexicon_names(coder->lexicon, tokens, count, i) || may_be_people(coder->lexicon, tokens[i].lower) ||
            may_be_place(coder->world, sentence, tokens, count, i) ||
            toc_str_is_among(tokens[i].lower, words, sizeof words / sizeof *words)) {
            return true;
        }
    }
    return false;
}

bool toc_may_mean(const toc_memory *memory, const toc_token *tokens, size_t count) {
    static const char *const words[] = {"he",   "she",      "him",  "his",   "her",   "we",       "us",         "our",
                                        "ours", "alliance", "bloc", "north", "south", "mainland", "mainlanders"};
    for (size_t i = 0; i < count && (memory->count > 0 || memory->quoted.len > 0); i++) {
        if (toc_str_is_among(tokens[i].lower, words, sizeof words / sizeof *words) ||
            (tokens[i].capital && toc_memory_surname(memory, tokens[i].text))) {
            return true;
        }
    }
    return false;
}
