/*
 * What dictionaries of others have put into the lexicon, and how it is found.
 *
 * A phrase is kept as its tokens in lower case, joined by blanks. It links to
 * one or more groups of codes, in the order of the files; a group may serve
 * many phrases, so that memory stays linear in the files. On a day the first
 * code whose range holds is taken, else the first without a range; without a
 * day the one without a range, else the newest. A code is an entry of ours;
 * that of an agent is a role.
 */
#include "lexicon/inside.h"

enum { LINKS_MAX = 64 };

static toc_foreign_phrase *phrase_of(toc_lexicon *lexicon, toc_str key) {
    uint32_t at = lexicon->foreign_count;
    if (toc_map_get(&lexicon->foreign, key, &at)) {
        return &lexicon->foreign_phrases[at];
    }
    toc_str kept = toc_arena_str(&lexicon->arena, key);
    if (!kept.ptr ||
        !toc_lexicon_grow(lexicon, (void **)&lexicon->foreign_phrases, at, &lexicon->foreign_room,
                          sizeof *lexicon->foreign_phrases) ||
        !toc_map_put(&lexicon->foreign, kept, at)) {
        return NULL;
    }
    lexicon->foreign_phrases[at] = (toc_foreign_phrase){.key = kept};
    lexicon->foreign_count++;
    return &lexicon->foreign_phrases[at];
}

/* Cuts phrase into tokens; its key in lower case. */
static toc_rc phrase_cut(toc_str phrase, toc_arena *arena, toc_token **tokens, size_t *count,
                         char key[TOC_PHRASE_BYTES_MAX], toc_str *out, toc_err *err) {
    toc_rc rc = toc_text_tokens(phrase, arena, tokens, count, err);
    size_t len = !rc && *count > 0 && *count <= TOC_PHRASE_TOKENS_MAX ? toc_phrase_key(*tokens, *count, true, key) : 0;
    if (!rc && len == 0) {
        return toc_err_set(err, TOC_EFORMAT, "phrase \"%.*s\" is empty or longer than %d words",
                           TOC_FMT(toc_str_slice(phrase, 0, 80)), TOC_PHRASE_TOKENS_MAX);
    }
    *out = (toc_str){key, len};
    return rc;
}

static toc_rc group_link(toc_lexicon *lexicon, toc_str key, const toc_foreign_group *group, toc_err *err) {
    toc_foreign_phrase *at = phrase_of(lexicon, key);
    toc_foreign_link *link = at ? toc_arena_alloc(&lexicon->arena, sizeof *link) : NULL;
    if (!link) {
        return toc_lexicon_no_memory(err);
    }
    if (at->link_count == LINKS_MAX) {
        return toc_err_set(err, TOC_EFORMAT, "phrase \"%.*s\" comes more than %d times", TOC_FMT(key), LINKS_MAX);
    }
    link->group = group;
    if (at->last) {
        at->last->next = link;
    } else {
        at->first = link;
    }
    at->last = link;
    at->link_count++;
    return TOC_OK;
}

toc_rc toc_foreign_add(toc_lexicon *lexicon, toc_str phrase, const toc_foreign_group *group, toc_err *err) {
    toc_token *tokens;
    size_t count;
    char key[TOC_PHRASE_BYTES_MAX];
    toc_str joined;
    toc_arena scratch;
    toc_arena_init(&scratch, 0);
    toc_rc rc = phrase_cut(phrase, &scratch, &tokens, &count, key, &joined, err);
    rc = rc ? rc : group_link(lexicon, joined, group, err);
    if (!rc && !toc_phrase_note(lexicon, &lexicon->longest, tokens, count)) {
        rc = toc_lexicon_no_memory(err);
    }
    toc_arena_fini(&scratch);
    return rc;
}

toc_rc toc_discard_add(toc_lexicon *lexicon, toc_str phrase, toc_discard level, toc_err *err) {
    toc_token *tokens;
    size_t count;
    char key[TOC_PHRASE_BYTES_MAX];
    toc_str joined;
    uint32_t known = TOC_DISCARD_NONE;
    toc_arena scratch;
    toc_arena_init(&scratch, 0);
    toc_rc rc = phrase_cut(phrase, &scratch, &tokens, &count, key, &joined, err);
    if (!rc && !(toc_map_get(&lexicon->discards, joined, &known) && known >= (uint32_t)level)) {
        toc_str kept = toc_arena_str(&lexicon->arena, joined);
        if (!kept.ptr || !toc_map_put(&lexicon->discards, kept, (uint32_t)level) ||
            !toc_phrase_note(lexicon, &lexicon->discard_longest, tokens, count)) {
            rc = toc_lexicon_no_memory(err);
        }
    }
    toc_arena_fini(&scratch);
    return rc;
}

toc_discard toc_lexicon_discard(const toc_lexicon *lexicon, const toc_token *tokens, size_t count) {
    char key[TOC_PHRASE_BYTES_MAX];
    uint32_t worst = TOC_DISCARD_NONE;
    for (size_t at = 0; at < count && lexicon->discards.count > 0; at++) {
        uint32_t level;
        size_t longest = toc_phrase_longest(&lexicon->discard_longest, tokens + at, count - at);
        for (size_t len = 1; len <= longest; len++) {
            toc_str joined = {key, toc_phrase_key(tokens + at, len, true, key)};
            if (joined.len > 0 && toc_map_get(&lexicon->discards, joined, &level) && level > worst) {
                worst = level;
            }
        }
    }
    return (toc_discard)worst;
}

const toc_foreign_phrase *toc_foreign_find(const toc_lexicon *lexicon, const toc_token *tokens, size_t len) {
    char key[TOC_PHRASE_BYTES_MAX];
    uint32_t at;
    if (lexicon->foreign_count == 0) {
        return NULL;
    }
    toc_str joined = {key, toc_phrase_key(tokens, len, true, key)};
    return joined.len > 0 && toc_map_get(&lexicon->foreign, joined, &at) ? &lexicon->foreign_phrases[at] : NULL;
}

static bool is_dated(const toc_entry *code) {
    return code->from != TOC_DAY_NONE || code->to != TOC_DAY_NONE;
}

/* The first code whose range holds, else the first without one; without a day the other way round. */
static const toc_entry *code_choose(const toc_foreign_phrase *phrase, toc_day day) {
    const toc_entry *plain = NULL, *newest = NULL;
    for (const toc_foreign_link *link = phrase->first; link; link = link->next) {
        for (size_t i = 0; i < link->group->count; i++) {
            const toc_entry *code = link->group->codes[i];
            if (!is_dated(code)) {
                plain = plain ? plain : code;
            } else if (day != TOC_DAY_NONE && toc_term_holds(code, day)) {
                return code;
            } else if (!newest || code->from > newest->from) {
                newest = code;
            }
        }
    }
    return plain || day != TOC_DAY_NONE ? plain : newest;
}

/* An actor's name shows a capital; a short single word all capitals ("US", not "us" or "Us"). */
static bool looks_like_a_name(const toc_token *tokens, size_t len) {
    bool capital = false;
    for (size_t i = 0; i < len; i++) {
        capital |= tokens[i].capital;
    }
    return capital && (len > 1 || tokens[0].text.len > 3 || tokens[0].all_caps);
}

const toc_entry *toc_foreign_match(const toc_lexicon *lexicon, const toc_token *tokens, size_t len, toc_day day,
                                   bool *known) {
    const toc_foreign_phrase *phrase = toc_foreign_find(lexicon, tokens, len);
    *known = false;
    if (!phrase) {
        return NULL;
    }
    const toc_entry *code = code_choose(phrase, day);
    if ((!code || code->kind != TOC_ENTRY_ROLE) && !looks_like_a_name(tokens, len)) {
        return NULL;
    }
    *known = true;
    return code;
}
