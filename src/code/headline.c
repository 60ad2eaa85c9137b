/*
 * Headlines: "CHILE EXPELS BOLIVIAN CONSUL", "Serbia Snubs Kosovo Trade Offer". Capitals tell nothing there, neither
 * the tables nor the parser know such words, so the tokens are written as running text would write them: names of the
 * lexicon with their own capitals, a place behind "in" or "near" with one, all else small. The text stays as it is:
 * tokens know where they stand in it.
 */
#include "code/inside.h"

enum { CAPITALS_LEAST = 3, TITLED_LEAST = 4, LONG_WORD = 5 };

static bool has_small(toc_str text) {
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] >= 'a' && text.ptr[i] <= 'z') {
            return true;
        }
    }
    return false;
}

/* No small letter in three words or more; or each longer word of four or more with a capital, and no point at the end.
 */
static bool is_headline(const toc_token *tokens, size_t count) {
    int words = 0, titled = 0;
    bool capitals = true, titles = count > 0 && !toc_str_equal(tokens[count - 1].text, TOC_STR("."));
    for (size_t i = 0; i < count; i++) {
        if (tokens[i].kind == TOC_WORD) {
            bool small = has_small(tokens[i].text);
            words += !small && tokens[i].capital;
            titled += tokens[i].capital;
            capitals &= !small;
            titles &= tokens[i].capital || tokens[i].text.len < LONG_WORD;
        }
    }
    return (capitals && words >= CAPITALS_LEAST) || (titles && titled >= TITLED_LEAST);
}

static size_t letter_bytes(toc_str text) {
    size_t len = 1;
    while (len < text.len && ((unsigned char)text.ptr[len] & 0xC0) == 0x80) {
        len++;
    }
    return len < text.len ? len : text.len;
}

/* "LUKASHENKO" -> "Lukashenko"; empty when memory is refused. */
static toc_str titled(const toc_token *token, toc_arena *arena) {
    size_t first = letter_bytes(token->lower);
    toc_str rest = toc_str_slice(token->lower, first, token->lower.len);
    if (first == 1 && token->lower.len > 0 && token->lower.ptr[0] >= 'a' && token->lower.ptr[0] <= 'z') {
        return toc_arena_printf(arena, "%c%.*s", token->lower.ptr[0] - 'a' + 'A', TOC_FMT(rest));
    }
    toc_str letter = toc_str_slice(token->text, 0, letter_bytes(token->text));
    return toc_arena_printf(arena, "%.*s%.*s", TOC_FMT(letter), TOC_FMT(rest));
}

static void write_as(toc_token *token, toc_str text, bool capital) {
    token->text = text;
    token->capital = capital;
    token->all_caps = false;
}

static toc_rc no_memory(toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "out of memory while reading a headline");
}

static toc_rc write_titled(toc_token *token, toc_arena *arena, toc_err *err) {
    toc_str text = titled(token, arena);
    if (text.ptr && token->kind == TOC_WORD) {
        write_as(token, text, true);
    }
    return text.ptr ? TOC_OK : no_memory(err);
}

/* Abbreviations that are words as well: in capitals they are taken for the words; and "Us" is none. */
static bool is_word_too(const toc_token *token) {
    static const char *const words[] = {"is",    "who", "let",  "car",  "plan", "west",
                                        "shape", "fry", "pace", "quad", "shell"};
    return toc_str_is_among(token->lower, words, sizeof words / sizeof *words) ||
           (token->text.len < 3 && !token->all_caps);
}

/* The tokens of a name, as the tables write it. */
static toc_rc write_name(toc_token *tokens, size_t len, toc_str written, toc_arena *arena, toc_err *err) {
    toc_token *own = NULL;
    size_t count = 0;
    toc_rc rc = written.len > 0 ? toc_text_tokens(written, arena, &own, &count, err) : TOC_OK;
    for (size_t i = 0; i < len && !rc; i++) {
        if (count == len) {
            tokens[i].text = own[i].text;
            tokens[i].capital = own[i].capital;
            tokens[i].all_caps = own[i].all_caps;
        } else if (!(len == 1 && tokens[i].all_caps && tokens[i].text.len < LONG_WORD)) {
            rc = write_titled(&tokens[i], arena, err);
        }
    }
    return rc;
}

static bool is_behind_place_word(const toc_token *tokens, size_t at) {
    static const char *const preps[] = {"in", "at", "near", "from", "outside", "around"};
    return at > 0 && tokens[at].kind == TOC_WORD &&
           toc_str_is_among(tokens[at - 1].lower, preps, sizeof preps / sizeof *preps);
}

/* "in Goma": no table of actors has the town, but that of places does. */
static toc_rc write_place(const toc_coder *coder, toc_token *token, toc_arena *arena, toc_err *err) {
    size_t found = 0;
    toc_str name = titled(token, arena);
    bool place = name.ptr && coder->world && toc_world_places(coder->world, name, &found) && found > 0;
    write_as(token, place ? name : token->lower, place);
    return name.ptr ? TOC_OK : no_memory(err);
}

toc_rc toc_code_tokens(const toc_coder *coder, toc_str sentence, toc_arena *arena, toc_token **out, size_t *count,
                       toc_err *err) {
    toc_rc rc = toc_text_tokens(sentence, arena, out, count, err);
    if (rc || !is_headline(*out, *count)) {
        return rc;
    }
    toc_token *tokens = *out;
    for (size_t i = 0; i < *count && !rc;) {
        toc_str written;
        size_t len = toc_lexicon_written(coder->lexicon, tokens, *count, i, &written);
        len = len == 1 && is_word_too(&tokens[i]) ? 0 : len;
        if (len > 0) {
            rc = write_name(tokens + i, len, written, arena, err);
        } else if (i == 0) {
            rc = write_titled(&tokens[i], arena, err);
        } else if (is_behind_place_word(tokens, i)) {
            rc = write_place(coder, &tokens[i], arena, err);
        } else {
            write_as(&tokens[i], tokens[i].lower, false);
        }
        i += len > 0 ? len : 1;
    }
    return rc;
}
