/*
 * Method: the words are cut into the spans that coding would match; where it
 * matches none because a surname is out of its term, the surname is taken all
 * the same and said to be out of term. Then one reading of the whole: a person
 * with titles before it; else a role with a state; else each span for itself.
 * All other rows of the same phrases are what else it could be.
 */
#include "lexicon/find.h"

#include "event/actor.h"
#include "lexicon/inside.h"
#include "lexicon/near.h"

#include <string.h>

enum { WORDS_MAX = 64, ANSWERS_MAX = 64 };

typedef struct span {
    size_t from, to; /* tokens */
    const toc_entry *entry;
    bool out_of_term;
} span;

typedef struct asking {
    const toc_lexicon *lexicon;
    toc_arena *arena;
    toc_str text;
    toc_day day;
    toc_token *tokens;
    size_t count;
    span spans[WORDS_MAX];
    size_t span_count;
    toc_find_answer *answers;
    size_t answer_count;
} asking;

const char *toc_find_rule_name(toc_find_rule rule) {
    static const char *const names[] = {"name",          "title and name",     "name, out of term", "role and state",
                                        "office holder", "role without state", "blocked",           "other"};
    return (unsigned)rule < sizeof names / sizeof *names ? names[rule] : "";
}

static toc_str words_of(const asking *a, size_t from, size_t to) {
    return to > from ? toc_str_slice(a->text, a->tokens[from].from, a->tokens[to - 1].to) : (toc_str){"", 0};
}

static toc_str office_words(const toc_lexicon *lexicon, toc_str office) {
    uint32_t at;
    return toc_map_get(&lexicon->office_names, office, &at) ? lexicon->offices[at].words : office;
}

static bool answer_known(const asking *a, const toc_entry *entry) {
    for (size_t i = 0; i < a->answer_count; i++) {
        const toc_entry *known = a->answers[i].entry;
        if (known == entry || (known->line == entry->line && strcmp(known->table, entry->table) == 0 &&
                               toc_str_equal(known->code, entry->code))) {
            return true;
        }
    }
    return false;
}

static toc_find_answer *answer_add(asking *a, toc_find_rule rule, toc_str words, const toc_entry *entry) {
    if (a->answer_count == ANSWERS_MAX || answer_known(a, entry)) {
        return NULL;
    }
    toc_find_answer *answer = &a->answers[a->answer_count++];
    *answer = (toc_find_answer){.rule = rule,
                                .words = words,
                                .code = entry->code,
                                .entry = entry,
                                .office = {"", 0},
                                .in_term = toc_term_holds(entry, a->day)};
    if (entry->kind == TOC_ENTRY_HOLDER && entry->office.len > 0) {
        answer->office = office_words(a->lexicon, entry->office);
    }
    return answer;
}

/* ---- spans ---- */

/* A phrase of our tables that starts here, whatever the day. */
static const toc_entry *any_term(const asking *a, size_t at, size_t *len) {
    char key[TOC_PHRASE_BYTES_MAX];
    uint32_t found;
    for (*len = a->count - at < TOC_PHRASE_TOKENS_MAX ? a->count - at : TOC_PHRASE_TOKENS_MAX; *len > 0; --*len) {
        toc_str exact = {key, toc_phrase_key(a->tokens + at, *len, false, key)};
        if (exact.len && toc_map_get(&a->lexicon->phrases, exact, &found)) {
            return &a->lexicon->entries[found];
        }
    }
    return NULL;
}

static bool is_filler(const toc_token *token) {
    static const char *const words[] = {"the", "of", "'s", "’s", "for", "from", "in", "and", "a", "'", NULL};
    for (size_t i = 0; words[i]; i++) {
        if (toc_str_equal(token->lower, toc_str_of(words[i]))) {
            return true;
        }
    }
    return token->kind == TOC_PUNCT;
}

static void spans_find(asking *a, toc_str *unknown) {
    size_t first = 0, last = 0;
    for (size_t at = 0; at < a->count;) {
        span one = {.from = at};
        size_t len = toc_lexicon_match(a->lexicon, a->tokens, a->count, at, a->day, &one.entry, &one.out_of_term);
        if (len == 0) {
            one.entry = any_term(a, at, &len);
            one.out_of_term = true;
        }
        if (one.entry) {
            one.to = at + len;
            a->spans[a->span_count++] = one;
        } else if (!is_filler(&a->tokens[at])) {
            first = last == 0 ? at : first;
            last = at + 1;
        }
        at += one.entry ? len : 1;
    }
    *unknown = last > 0 ? words_of(a, first, last) : (toc_str){"", 0};
}

static const span *span_of(const asking *a, bool (*is)(const toc_entry *entry)) {
    for (size_t i = 0; i < a->span_count; i++) {
        if (is(a->spans[i].entry)) {
            return &a->spans[i];
        }
    }
    return NULL;
}

static bool is_person(const toc_entry *entry) {
    return entry->kind == TOC_ENTRY_HOLDER;
}

static bool is_role(const toc_entry *entry) {
    return entry->kind == TOC_ENTRY_ROLE;
}

static bool is_place(const toc_entry *entry) {
    return !is_person(entry) && !is_role(entry) && entry->kind != TOC_ENTRY_NULL;
}

/* ---- readings ---- */

static toc_rc no_memory(toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "no memory to look words up");
}

static toc_rc person_read(asking *a, const span *person, const span *role, const span *place, toc_err *err) {
    toc_find_rule rule = person->out_of_term ? TOC_FIND_FORMER : role || place ? TOC_FIND_TITLE : TOC_FIND_NAME;
    toc_find_answer *answer = answer_add(a, rule, words_of(a, 0, a->count), person->entry);
    if (answer) {
        answer->role = role ? role->entry : NULL;
        answer->place = place ? place->entry : NULL;
        if (person->out_of_term && person->entry->bare) { /* coding does not take it then */
            answer->code = (toc_str){"", 0};
        } else if (person->out_of_term) {
            answer->code = toc_actor_join(a->arena, toc_actor_root(answer->code), TOC_STR("ELI"));
        }
    }
    return answer && !answer->code.ptr ? no_memory(err) : TOC_OK;
}

/* Who held the office of the role at the place on the day, by the table of office holders; those of an opposition's
 * cabinet are only what else it could be. */
static void holders_add(asking *a, const span *role, const span *place, bool opposition) {
    uint32_t office;
    char key[TOC_PHRASE_BYTES_MAX];
    toc_str words = {key, toc_phrase_key(a->tokens + role->from, role->to - role->from, true, key)};
    toc_str root = toc_actor_root(place->entry->code);
    if (words.len == 0 || !toc_map_get(&a->lexicon->office_roles, words, &office)) {
        return;
    }
    for (uint32_t i = 0; i < a->lexicon->entry_count; i++) {
        const toc_entry *entry = &a->lexicon->entries[i];
        if (entry->kind == TOC_ENTRY_HOLDER && toc_str_equal(entry->office, a->lexicon->offices[office].name) &&
            toc_actor_has_sector(entry->code, TOC_STR("OPP")) == opposition &&
            toc_str_equal(toc_actor_root(entry->code), root) && a->day != TOC_DAY_NONE &&
            toc_term_holds(entry, a->day)) {
            toc_find_answer *answer =
                answer_add(a, opposition ? TOC_FIND_OTHER : TOC_FIND_HOLDER, words_of(a, 0, a->count), entry);
            if (answer) {
                answer->role = role->entry;
                answer->place = place->entry;
            }
        }
    }
}

static toc_rc role_read(asking *a, const span *role, const span *place, toc_err *err) {
    toc_find_answer *answer = answer_add(a, TOC_FIND_ROLE, words_of(a, 0, a->count), role->entry);
    if (answer) {
        answer->role = role->entry;
        answer->place = place->entry;
        answer->code = toc_actor_join(a->arena, place->entry->code, role->entry->code);
        if (!answer->code.ptr) {
            return no_memory(err);
        }
    }
    holders_add(a, role, place, false);
    return TOC_OK;
}

static void spans_read(asking *a) {
    for (size_t i = 0; i < a->span_count; i++) {
        const span *one = &a->spans[i];
        toc_find_rule rule = is_role(one->entry)                  ? TOC_FIND_ROLE_ALONE
                             : one->entry->kind == TOC_ENTRY_NULL ? TOC_FIND_NOBODY
                                                                  : TOC_FIND_NAME;
        for (const toc_entry *entry = one->entry; entry; entry = entry->also) {
            answer_add(a, rule, words_of(a, one->from, one->to), entry);
        }
    }
}

/* Every other row of the span's phrase. */
static void others_add(asking *a, const span *one) {
    char key[TOC_PHRASE_BYTES_MAX];
    size_t len = one->to - one->from;
    const toc_foreign_phrase *foreign = toc_foreign_find(a->lexicon, a->tokens + one->from, len);
    const toc_map *maps[] = {&a->lexicon->phrases, &a->lexicon->roles};
    toc_str words = words_of(a, one->from, one->to);
    for (const toc_foreign_link *link = foreign ? foreign->first : NULL; link; link = link->next) {
        for (size_t i = 0; i < link->group->count; i++) {
            answer_add(a, TOC_FIND_OTHER, words, link->group->codes[i]);
        }
    }
    for (size_t m = 0; m < 2; m++) {
        uint32_t found;
        toc_str phrase = {key, toc_phrase_key(a->tokens + one->from, len, m == 1, key)};
        bool known = phrase.len && toc_map_get(maps[m], phrase, &found);
        for (uint32_t i = known ? found + 1 : 0; i != 0; i = a->lexicon->entries[i - 1].next) {
            answer_add(a, TOC_FIND_OTHER, words, &a->lexicon->entries[i - 1]);
        }
    }
}

static toc_rc answers_find(asking *a, toc_find *out, toc_err *err) {
    const span *person = span_of(a, is_person), *role = span_of(a, is_role), *place = span_of(a, is_place);
    toc_rc rc = TOC_OK;
    if (person) {
        rc = person_read(a, person, role, place, err);
    } else if (role && place) {
        rc = role_read(a, role, place, err);
    } else {
        spans_read(a);
    }
    out->chosen_count = a->answer_count;
    if (role && place && !person) {
        holders_add(a, role, place, true);
    }
    for (size_t i = 0; i < a->span_count && !rc; i++) {
        if (!(person && &a->spans[i] != person) && !(role && place && !person)) {
            others_add(a, &a->spans[i]);
        }
    }
    out->answers = a->answers;
    out->answer_count = a->answer_count;
    return rc;
}

toc_rc toc_lexicon_find(const toc_lexicon *lexicon, toc_str text, toc_day day, toc_arena *arena, toc_find *out,
                        toc_err *err) {
    toc_find found = {.unknown = {"", 0}};
    asking *a = toc_arena_alloc(arena, sizeof *a);
    toc_find_answer *answers = toc_arena_array(arena, ANSWERS_MAX, sizeof *answers);
    if (!a || !answers) {
        return no_memory(err);
    }
    *a = (asking){.lexicon = lexicon, .arena = arena, .text = text, .day = day, .answers = answers};
    toc_rc rc = text.len <= TOC_SENTENCE_BYTES_MAX
                    ? toc_text_tokens(text, arena, &a->tokens, &a->count, err)
                    : toc_err_set(err, TOC_EUSAGE, "more than %d bytes are no name", TOC_SENTENCE_BYTES_MAX);
    if (!rc && (a->count == 0 || a->count > WORDS_MAX)) {
        rc = toc_err_set(err, TOC_EUSAGE, "give a name or a title of 1 to %d words, not %zu", WORDS_MAX, a->count);
    }
    if (rc) {
        return rc;
    }
    spans_find(a, &found.unknown);
    rc = answers_find(a, &found, err);
    if (!rc && found.unknown.len > 0) {
        rc = toc_near_find(lexicon, text, found.unknown, arena, &found, err);
    }
    if (!rc) {
        *out = found;
    }
    return rc;
}
