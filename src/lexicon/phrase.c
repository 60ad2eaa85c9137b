/*
 * Phrases: names, holders of offices and role words.
 *
 * A phrase is cut by the same tokeniser as the text and kept as its tokens
 * joined by blanks, so "U.S." and "Su-24" match however they are cut. A second
 * map says how long the longest phrase is that starts with a word, so that a
 * look-up tries only lengths that exist. Rows of one phrase form a chain, the
 * newest term first. Names are kept by their small letters as well, for
 * headlines.
 */
#include "event/actor.h"
#include "lexicon/inside.h"

#include <string.h>

size_t toc_phrase_key(const toc_token *tokens, size_t count, bool lower, char *key) {
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        toc_str text = lower ? tokens[i].lower : tokens[i].text;
        if (at + text.len + 1 > TOC_PHRASE_BYTES_MAX) {
            return 0;
        }
        if (i > 0) {
            key[at++] = ' ';
        }
        memcpy(key + at, text.ptr, text.len);
        at += text.len;
    }
    return at;
}

bool toc_phrase_note(toc_lexicon *lexicon, toc_map *map, const toc_token *tokens, size_t count) {
    char key[TOC_PHRASE_BYTES_MAX];
    uint32_t known = 0;
    toc_str first = {key, toc_phrase_key(tokens, 1, true, key)};
    if (toc_map_get(map, first, &known) && known >= count) {
        return true;
    }
    first = toc_arena_str(&lexicon->arena, first);
    return first.ptr && toc_map_put(map, first, (uint32_t)count);
}

size_t toc_phrase_longest(const toc_map *map, const toc_token *tokens, size_t count) {
    char key[TOC_PHRASE_BYTES_MAX];
    uint32_t longest = 0;
    toc_str first = {key, toc_phrase_key(tokens, 1, true, key)};
    bool known = first.len > 0 && toc_map_get(map, first, &longest);
    return !known ? 0 : longest < count ? longest : count;
}

/* Of two ways to write a name the first in the tables counts. */
static bool folded_note(toc_lexicon *lexicon, const toc_token *tokens, size_t count, uint32_t entry) {
    char key[TOC_PHRASE_BYTES_MAX];
    uint32_t known;
    toc_str lower = {key, toc_phrase_key(tokens, count, true, key)};
    if (lower.len == 0 || toc_map_get(&lexicon->folded, lower, &known)) {
        return true;
    }
    lower = toc_arena_str(&lexicon->arena, lower);
    return lower.ptr && toc_map_put(&lexicon->folded, lower, entry);
}

/* Put an entry under a phrase, in front of the chain that is there. */
static toc_rc entry_add(toc_lexicon *lexicon, toc_str phrase, const toc_entry *entry, toc_err *err) {
    toc_token *tokens;
    size_t count;
    char key[TOC_PHRASE_BYTES_MAX];
    bool role = entry->kind == TOC_ENTRY_ROLE;
    toc_map *map = role ? &lexicon->roles : &lexicon->phrases;
    toc_rc rc = toc_text_tokens(phrase, &lexicon->arena, &tokens, &count, err);
    if (rc) {
        return rc;
    }
    size_t len = count > 0 && count <= TOC_PHRASE_TOKENS_MAX ? toc_phrase_key(tokens, count, role, key) : 0;
    if (len == 0) {
        return toc_err_set(err, TOC_EFORMAT, "%s.tsv:%zu: phrase \"%.*s\" is empty or longer than %d words",
                           entry->table, entry->line, TOC_FMT(phrase), TOC_PHRASE_TOKENS_MAX);
    }
    if (!toc_lexicon_grow(lexicon, (void **)&lexicon->entries, lexicon->entry_count, &lexicon->entry_room,
                          sizeof *lexicon->entries)) {
        return toc_lexicon_no_memory(err);
    }
    toc_entry *put = &lexicon->entries[lexicon->entry_count++];
    uint32_t known;
    *put = *entry;
    put->phrase = phrase;
    put->next = toc_map_get(map, (toc_str){key, len}, &known) ? known + 1 : 0;
    toc_str name = toc_arena_str(&lexicon->arena, (toc_str){key, len});
    if (!name.ptr || !toc_map_put(map, name, lexicon->entry_count - 1) ||
        !toc_phrase_note(lexicon, &lexicon->longest, tokens, count) ||
        (!role && !folded_note(lexicon, tokens, count, lexicon->entry_count - 1))) {
        return toc_lexicon_no_memory(err);
    }
    return TOC_OK;
}

static toc_rc kind_parse(toc_str text, toc_entry *entry, toc_err *err) {
    static const struct {
        const char *name;
        toc_entry_kind kind;
    } kinds[] = {{"state", TOC_ENTRY_STATE},     {"demonym", TOC_ENTRY_DEMONYM}, {"capital", TOC_ENTRY_CAPITAL},
                 {"metonym", TOC_ENTRY_METONYM}, {"org", TOC_ENTRY_ORG},         {"group", TOC_ENTRY_GROUP},
                 {"region", TOC_ENTRY_REGION},   {"null", TOC_ENTRY_NULL}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (toc_str_equal(text, toc_str_of(kinds[i].name))) {
            entry->kind = kinds[i].kind;
            return TOC_OK;
        }
    }
    return toc_err_set(err, TOC_EFORMAT, "%s.tsv:%zu: unknown kind \"%.*s\"", entry->table, entry->line, TOC_FMT(text));
}

static toc_rc term_parse(toc_str from, toc_str to, toc_entry *entry, toc_err *err) {
    entry->from = from.len ? toc_day_parse(from) : TOC_DAY_NONE;
    entry->to = to.len ? toc_day_parse(to) : TOC_DAY_NONE;
    bool bad = (from.len && entry->from == TOC_DAY_NONE) || (to.len && entry->to == TOC_DAY_NONE) ||
               (entry->from != TOC_DAY_NONE && entry->to != TOC_DAY_NONE && entry->from >= entry->to);
    if (bad) {
        return toc_err_set(err, TOC_EFORMAT, "%s.tsv:%zu: term \"%.*s\" to \"%.*s\" is not a range of dates",
                           entry->table, entry->line, TOC_FMT(from), TOC_FMT(to));
    }
    return TOC_OK;
}

/* The root of an actor code of ours, so that codes of others can be told apart from ours. */
static toc_rc root_note(toc_lexicon *lexicon, toc_str code, toc_err *err) {
    toc_str root = toc_actor_root(code);
    return root.len == 0 || toc_map_put(&lexicon->roots, root, 1) ? TOC_OK : toc_lexicon_no_memory(err);
}

static toc_rc name_take(toc_lexicon *lexicon, const toc_str *cells, const char *path, size_t line, toc_err *err) {
    (void)path;
    toc_entry entry = {.code = cells[1], .table = "names", .line = line};
    toc_rc rc = kind_parse(cells[2], &entry, err);
    rc = rc ? rc : root_note(lexicon, cells[1], err);
    rc = rc ? rc : term_parse(cells[3], cells[4], &entry, err);
    return rc ? rc : entry_add(lexicon, cells[0], &entry, err);
}

/* "Victor Khrenin|=Khrenin": an alias; '=' marks a surname that stands for the person by itself within the term, "=="
 * one that does at any time. */
static toc_rc aliases_add(toc_lexicon *lexicon, toc_str aliases, const toc_entry *entry, toc_err *err) {
    toc_str rest = aliases;
    toc_rc rc = TOC_OK;
    while (rest.ptr && !rc) {
        toc_str alias = toc_str_trim(toc_str_cut(&rest, '|'));
        toc_entry put = *entry;
        bool ever = toc_str_starts(alias, TOC_STR("=="));
        put.bare = !ever && toc_str_starts(alias, TOC_STR("="));
        alias = toc_str_slice(alias, ever ? 2 : put.bare, alias.len);
        if (alias.len > 0) {
            rc = entry_add(lexicon, alias, &put, err);
        }
    }
    return rc;
}

static toc_rc holder_take(toc_lexicon *lexicon, const toc_str *cells, const char *path, size_t line, toc_err *err) {
    (void)path;
    toc_entry entry = {.kind = TOC_ENTRY_HOLDER,
                       .code = cells[3],
                       .office = cells[2],
                       .name = cells[0],
                       .table = "officeholders",
                       .line = line};
    toc_rc rc = term_parse(cells[4], cells[5], &entry, err);
    rc = rc ? rc : root_note(lexicon, cells[3], err);
    rc = rc ? rc : entry_add(lexicon, cells[0], &entry, err);
    return rc ? rc : aliases_add(lexicon, cells[1], &entry, err);
}

toc_str toc_phrase_plural(toc_arena *arena, toc_str one) {
    static const char *const hissing[] = {"s", "x", "z", "ch", "sh"};
    char before = one.len > 1 ? one.ptr[one.len - 2] : ' ';
    if (toc_str_ends(one, TOC_STR("y")) && !strchr("aeiou", before)) {
        return toc_arena_printf(arena, "%.*sies", (int)one.len - 1, one.ptr);
    }
    if (toc_str_ends(one, TOC_STR("man"))) {
        return toc_arena_printf(arena, "%.*smen", (int)one.len - 3, one.ptr);
    }
    for (size_t i = 0; i < sizeof hissing / sizeof *hissing; i++) {
        if (toc_str_ends(one, toc_str_of(hissing[i]))) {
            return toc_arena_printf(arena, "%.*ses", TOC_FMT(one));
        }
    }
    return toc_arena_printf(arena, "%.*ss", TOC_FMT(one));
}

static toc_rc role_take(toc_lexicon *lexicon, const toc_str *cells, const char *path, size_t line, toc_err *err) {
    (void)path;
    toc_entry entry = {.kind = TOC_ENTRY_ROLE,
                       .code = cells[2],
                       .office = cells[3],
                       .from = TOC_DAY_NONE,
                       .to = TOC_DAY_NONE,
                       .table = "roles",
                       .line = line};
    toc_rc rc = entry_add(lexicon, cells[0], &entry, err);
    if (rc || toc_str_equal(cells[1], TOC_STR("-"))) {
        return rc;
    }
    toc_str plural = cells[1].len ? cells[1] : toc_phrase_plural(&lexicon->arena, cells[0]);
    return plural.ptr ? entry_add(lexicon, plural, &entry, err) : toc_lexicon_no_memory(err);
}

static const char *const names_columns[] = {"phrase", "code", "kind", "from", "to"};
static const char *const holders_columns[] = {"name", "aliases", "office", "code", "from", "to"};
static const char *const roles_columns[] = {"phrase", "plural", "sector", "kind"};
const toc_lexicon_table toc_table_names = {"names.tsv", names_columns, 5, name_take};
const toc_lexicon_table toc_table_holders = {"officeholders.tsv", holders_columns, 6, holder_take};
const toc_lexicon_table toc_table_roles = {"roles.tsv", roles_columns, 4, role_take};

toc_rc toc_phrases_load(toc_lexicon *lexicon, const char *data_dir, toc_err *err) {
    toc_rc rc = toc_lexicon_table_load(lexicon, data_dir, &toc_table_names, err);
    rc = rc ? rc : toc_lexicon_table_load(lexicon, data_dir, &toc_table_holders, err);
    return rc ? rc : toc_lexicon_table_load(lexicon, data_dir, &toc_table_roles, err);
}

bool toc_term_holds(const toc_entry *entry, toc_day day) {
    return day == TOC_DAY_NONE ||
           ((entry->from == TOC_DAY_NONE || day >= entry->from) && (entry->to == TOC_DAY_NONE || day < entry->to));
}

static int64_t term_gap(const toc_entry *entry, toc_day day) {
    if (entry->from != TOC_DAY_NONE && day < entry->from) {
        return (int64_t)entry->from - day;
    }
    return entry->to != TOC_DAY_NONE && day >= entry->to ? (int64_t)day - entry->to : 0;
}

/* The row whose term holds on the day; of several the one with the latest beginning; else the nearest one, out of term.
 */
static const toc_entry *chain_choose(const toc_lexicon *lexicon, uint32_t first, toc_day day, bool *out_of_term) {
    const toc_entry *best = NULL;
    for (uint32_t i = first + 1; i != 0; i = lexicon->entries[i - 1].next) {
        const toc_entry *entry = &lexicon->entries[i - 1];
        bool holds = toc_term_holds(entry, day), best_holds = best && toc_term_holds(best, day);
        if (!best || (holds && !best_holds) || (holds && best_holds && entry->from > best->from) ||
            (!holds && !best_holds && term_gap(entry, day) < term_gap(best, day))) {
            best = entry;
        }
    }
    *out_of_term = best && !toc_term_holds(best, day);
    return best;
}

/* Our own tables: a name in its case, else a role word in any. */
static const toc_entry *own_match(const toc_lexicon *lexicon, const toc_token *tokens, size_t len, toc_day day,
                                  bool *out_of_term) {
    char key[TOC_PHRASE_BYTES_MAX];
    uint32_t found;
    toc_str exact = {key, toc_phrase_key(tokens, len, false, key)};
    if (exact.len && toc_map_get(&lexicon->phrases, exact, &found)) {
        const toc_entry *entry = chain_choose(lexicon, found, day, out_of_term);
        if (!(*out_of_term && entry->bare)) {
            return entry;
        }
    }
    toc_str lower = {key, toc_phrase_key(tokens, len, true, key)};
    if (lower.len && toc_map_get(&lexicon->roles, lower, &found)) {
        return chain_choose(lexicon, found, TOC_DAY_NONE, out_of_term);
    }
    return NULL;
}

/* A dictionary knows the phrase, and gives it no code on the day: it stands for nobody. */
static const toc_entry no_code = {
    .kind = TOC_ENTRY_NULL, .code = {"", 0}, .from = TOC_DAY_NONE, .to = TOC_DAY_NONE, .table = "dictionary"};

size_t toc_lexicon_written(const toc_lexicon *lexicon, const toc_token *tokens, size_t count, size_t at, toc_str *out) {
    for (size_t len = toc_phrase_longest(&lexicon->longest, tokens + at, count - at); len > 0; len--) {
        char key[TOC_PHRASE_BYTES_MAX];
        uint32_t found;
        toc_str lower = {key, toc_phrase_key(tokens + at, len, true, key)};
        if (lower.len > 0 && toc_map_get(&lexicon->folded, lower, &found)) {
            *out = lexicon->entries[found].phrase;
            return len;
        }
        if (toc_foreign_find(lexicon, tokens + at, len)) {
            *out = (toc_str){"", 0};
            return len;
        }
    }
    return 0;
}

bool toc_lexicon_names(const toc_lexicon *lexicon, const toc_token *tokens, size_t count, size_t at) {
    for (size_t len = toc_phrase_longest(&lexicon->longest, tokens + at, count - at); len > 0; len--) {
        bool late;
        if (toc_foreign_find(lexicon, tokens + at, len) || own_match(lexicon, tokens + at, len, TOC_DAY_NONE, &late)) {
            return true;
        }
    }
    return false;
}

size_t toc_lexicon_match(const toc_lexicon *lexicon, const toc_token *tokens, size_t count, size_t at, toc_day day,
                         const toc_entry **out, bool *out_of_term) {
    for (size_t len = toc_phrase_longest(&lexicon->longest, tokens + at, count - at); len > 0; len--) {
        bool known = false, late = false;
        const toc_entry *entry = toc_foreign_match(lexicon, tokens + at, len, day, &known);
        entry = entry ? entry : own_match(lexicon, tokens + at, len, day, &late);
        entry = entry ? entry : known ? &no_code : NULL;
        if (entry) {
            *out = entry;
            *out_of_term = late;
            return len;
        }
    }
    return 0;
}
