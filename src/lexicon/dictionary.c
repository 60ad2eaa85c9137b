/*
 * Reading the files of other coders, line by line.
 *
 * A line is a phrase (a head), "+PHRASE" (a synonym), or brackets behind white
 * space. Phrases gather until codes have come; the next head then closes the
 * group, which is put into the lexicon (foreign.c). Heads without a code share
 * the codes that follow. Kinds of a code's entry: a bare state, an
 * organisation, else a named group; a phrase of two words or more whose codes
 * have dates and sectors is a person who holds an office.
 */
#include "lexicon/dictionary.h"

#include "base/file.h"
#include "event/actor.h"
#include "lexicon/inside.h"

#include <string.h>

enum { CODES_MAX = 256, EXPANSIONS_MAX = 64, COMPOUND_MAX = 8, SETS_DEEP = 3 };

typedef struct pending {
    toc_str phrase; /* without underscores; sets not yet filled in */
    toc_str plural; /* {IRREGULAR}; ptr NULL: regular; empty: none */
    size_t line;
} pending;

typedef struct reading {
    toc_lexicon *lexicon;
    const char *path;
    const char *table; /* the file's own name, for entries */
    toc_reject_fn *reject;
    void *ctx;
    toc_dictionary *counts;
    size_t line;
    size_t comment_line; /* where "<!--" was opened; 0: none open */
    bool in_words;       /* within <NOUN> or <ADJECTIVE>: words for TABARI's own tagger */
    toc_map sets;        /* "PERSON" -> index of set_words */
    toc_str *set_words;
    uint32_t set_count, set_room;
    /* the group in the making */
    pending *phrases;
    uint32_t phrase_count, phrase_room;
    toc_entry **codes;
    uint32_t code_count, code_room;
    bool coded;   /* brackets have come, taken or not */
    bool spoiled; /* the head was faulty: its synonyms and codes go with it */
} reading;

/* Tells a faulty line; memory that was refused ends the reading. */
static toc_rc fault(reading *r, size_t line, const toc_err *why, toc_err *err) {
    if (why->rc == TOC_ENOMEM) {
        return toc_err_set(err, TOC_ENOMEM, "%s", why->text);
    }
    r->counts->faults++;
    if (r->reject) {
        r->reject(r->ctx, &(toc_reject){r->path, line, why->text});
    }
    return TOC_OK;
}

static toc_rc fault_here(reading *r, const char *what, toc_str words, toc_err *err) {
    toc_err why = {0};
    toc_err_set(&why, TOC_EFORMAT, "%s: \"%.*s\"", what, TOC_FMT(toc_str_slice(words, 0, 80)));
    return fault(r, r->line, &why, err);
}

/* ---- phrases ---- */

/* "KOFI_ANNAN_" -> "KOFI ANNAN" in the arena. */
static toc_str phrase_clean(toc_arena *arena, toc_str text) {
    toc_str kept = toc_arena_str(arena, toc_str_trim(text));
    for (size_t i = 0; kept.ptr && i < kept.len; i++) {
        if (kept.ptr[i] == '_' || kept.ptr[i] == '\t') {
            ((char *)kept.ptr)[i] = ' '; /* our own copy */
        }
    }
    if (kept.ptr && toc_str_ends(kept, TOC_STR("="))) {
        kept.len--;
    }
    return kept.ptr ? toc_str_trim(kept) : kept;
}

/* "KOFI ANNAN" -> "Kofi Annan", for people to read; words of one to three letters and what has lower case stay. */
static toc_str phrase_title(toc_arena *arena, toc_str phrase) {
    toc_str kept = toc_arena_str(arena, phrase);
    char *text = (char *)kept.ptr;
    size_t word = 0;
    for (size_t i = 0; text && i < kept.len; i++) {
        if (text[i] >= 'a' && text[i] <= 'z') {
            return phrase;
        }
    }
    for (size_t i = 0; text && i <= kept.len; i++) {
        if (i < kept.len && text[i] != ' ' && text[i] != '-') {
            continue;
        }
        for (size_t k = word + 1; i - word > 3 && k < i; k++) {
            text[k] = text[k] >= 'A' && text[k] <= 'Z' ? (char)(text[k] - 'A' + 'a') : text[k];
        }
        word = i + 1;
    }
    return kept;
}

/* Adds phrase under each word of the sets that it names. */
static toc_rc phrase_expand(reading *r, toc_str phrase, const toc_foreign_group *group, int depth, int *left,
                            toc_err *err) {
    size_t from = toc_str_find(phrase, TOC_STR("!"), 0);
    size_t to = from == SIZE_MAX ? SIZE_MAX : toc_str_find(phrase, TOC_STR("!"), from + 1);
    uint32_t at;
    toc_rc rc = TOC_OK;
    if (to == SIZE_MAX) { /* a single mark is part of a name: "YAHOO! INC" */
        return (*left)-- > 0 ? toc_foreign_add(r->lexicon, phrase, group, err)
                             : toc_err_set(err, TOC_EFORMAT, "more than %d words from sets", EXPANSIONS_MAX);
    }
    if (depth == SETS_DEEP || !toc_map_get(&r->sets, toc_str_slice(phrase, from + 1, to), &at)) {
        return toc_err_set(err, TOC_EFORMAT, "unknown set in \"%.*s\"", TOC_FMT(toc_str_slice(phrase, 0, 80)));
    }
    for (toc_str rest = r->set_words[at]; rest.ptr && !rc;) {
        toc_str word = toc_str_trim(toc_str_cut(&rest, ','));
        toc_str filled = toc_arena_printf(&r->lexicon->arena, "%.*s%.*s%.*s", (int)from, phrase.ptr, TOC_FMT(word),
                                          (int)(phrase.len - to - 1), phrase.ptr + to + 1);
        rc = !filled.ptr ? toc_lexicon_no_memory(err) : phrase_expand(r, filled, group, depth + 1, left, err);
    }
    return rc;
}

static toc_str lower_ascii(toc_arena *arena, toc_str text) {
    toc_str kept = toc_arena_str(arena, text);
    for (size_t i = 0; kept.ptr && i < kept.len; i++) {
        char c = kept.ptr[i];
        ((char *)kept.ptr)[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return kept;
}

/* The plural of an agent: the irregular one that the line names, none for {}, else the regular one. */
static toc_rc plural_add(reading *r, const pending *one, const toc_foreign_group *group, toc_err *err) {
    toc_arena *arena = &r->lexicon->arena;
    toc_str plural = one->plural;
    if (!plural.ptr) {
        toc_str lower = lower_ascii(arena, one->phrase);
        plural = lower.ptr ? toc_phrase_plural(arena, lower) : lower;
    }
    if (!plural.ptr) {
        return toc_lexicon_no_memory(err);
    }
    return plural.len > 0 ? toc_foreign_add(r->lexicon, plural, group, err) : TOC_OK;
}

/* ---- groups ---- */

static toc_entry_kind kind_of(const reading *r, const toc_entry *code, bool dated) {
    toc_str root = toc_actor_root(code->code);
    bool sectors = toc_actor_sectors(code->code).len > 0;
    if (code->kind == TOC_ENTRY_NULL || code->kind == TOC_ENTRY_ROLE) {
        return code->kind;
    }
    if (sectors && dated && memchr(r->phrases[0].phrase.ptr, ' ', r->phrases[0].phrase.len)) {
        return TOC_ENTRY_HOLDER;
    }
    return sectors ? TOC_ENTRY_GROUP : root.len == 3 ? TOC_ENTRY_STATE : TOC_ENTRY_ORG;
}

/* What kind of thing an agent is ("minister": a person): as our own role word that it ends in, else a group. */
static toc_str role_kind(const reading *r) {
    toc_arena scratch;
    toc_str kind = TOC_STR("group"), phrase = r->phrases[0].phrase;
    uint32_t at;
    size_t from = phrase.len;
    while (from > 0 && phrase.ptr[from - 1] != ' ') {
        from--;
    }
    toc_arena_init(&scratch, 0);
    toc_str last = lower_ascii(&scratch, toc_str_slice(phrase, from, phrase.len));
    if (last.ptr && toc_map_get(&r->lexicon->roles, last, &at)) {
        kind = r->lexicon->entries[at].office;
    }
    toc_arena_fini(&scratch);
    return kind;
}

static toc_rc group_make(reading *r, toc_foreign_group **out, bool *agents, toc_err *err) {
    toc_arena *arena = &r->lexicon->arena;
    toc_foreign_group *group = toc_arena_alloc(arena, sizeof *group);
    const toc_entry **codes = toc_arena_array(arena, r->code_count, sizeof *codes);
    toc_str title = phrase_title(arena, r->phrases[0].phrase), kind = role_kind(r);
    bool dated = false;
    if (!group || !codes || !title.ptr) {
        return toc_lexicon_no_memory(err);
    }
    for (uint32_t i = 0; i < r->code_count; i++) {
        dated |= r->codes[i]->from != TOC_DAY_NONE || r->codes[i]->to != TOC_DAY_NONE;
    }
    for (uint32_t i = 0; i < r->code_count; i++) {
        for (toc_entry *code = r->codes[i]; code; code = (toc_entry *)code->also) { /* made here, not yet shared */
            code->kind = kind_of(r, code, dated);
            code->phrase = code->name = title;
            code->office = code->kind == TOC_ENTRY_ROLE ? kind : (toc_str){"", 0};
            *agents |= code->kind == TOC_ENTRY_ROLE;
        }
        codes[i] = r->codes[i];
    }
    *group = (toc_foreign_group){codes, r->code_count};
    *out = group;
    return TOC_OK;
}

static toc_rc phrase_put(reading *r, const pending *one, const toc_foreign_group *group, bool agents, toc_err *err) {
    toc_err why = {0};
    int left = EXPANSIONS_MAX;
    bool plain = toc_str_find(one->phrase, TOC_STR("!"), 0) == SIZE_MAX;
    toc_rc rc = phrase_expand(r, one->phrase, group, 0, &left, &why);
    if (!rc && agents && plain) {
        rc = plural_add(r, one, group, &why);
    }
    return rc ? fault(r, one->line, &why, err) : TOC_OK;
}

/* Puts the gathered phrases with their codes into the lexicon and begins anew. */
static toc_rc group_close(reading *r, toc_err *err) {
    toc_foreign_group *group = NULL;
    bool agents = false;
    toc_rc rc = TOC_OK;
    if (r->phrase_count > 0 && r->code_count > 0) {
        rc = group_make(r, &group, &agents, err);
        for (uint32_t i = 0; i < r->phrase_count && !rc; i++) {
            rc = phrase_put(r, &r->phrases[i], group, agents, err);
        }
    } else if (r->phrase_count > 0 && !r->coded) {
        toc_err why = {0};
        toc_err_set(&why, TOC_EFORMAT, "no code follows \"%.*s\"", TOC_FMT(toc_str_slice(r->phrases[0].phrase, 0, 80)));
        rc = fault(r, r->phrases[0].line, &why, err);
    }
    r->phrase_count = r->code_count = 0;
    r->coded = r->spoiled = false;
    return rc;
}

static toc_rc phrase_gather(reading *r, toc_str text, toc_str plural, toc_err *err) {
    toc_str phrase = phrase_clean(&r->lexicon->arena, text);
    if (!phrase.ptr ||
        !toc_lexicon_grow(r->lexicon, (void **)&r->phrases, r->phrase_count, &r->phrase_room, sizeof *r->phrases)) {
        return toc_lexicon_no_memory(err);
    }
    r->phrases[r->phrase_count++] = (pending){phrase, plural, r->line};
    return TOC_OK;
}

/* ---- codes ---- */

static toc_entry *code_make(reading *r, const toc_bracket *bracket, toc_str code) {
    toc_entry *entry = toc_arena_alloc(&r->lexicon->arena, sizeof *entry);
    if (entry) {
        *entry = (toc_entry){.kind = bracket->agent ? TOC_ENTRY_ROLE : TOC_ENTRY_GROUP,
                             .code = code,
                             .from = bracket->from,
                             .to = bracket->to == TOC_DAY_NONE ? TOC_DAY_NONE : bracket->to + 1,
                             .table = r->table,
                             .line = r->line};
    }
    return entry;
}

static bool is_null_code(toc_str code) {
    return toc_str_equal(code, TOC_STR("---")) || toc_str_equal(code, TOC_STR("###")) ||
           toc_str_equal(code, TOC_STR("+++"));
}

/* The entries of a bracket: one, or one for each part of "AAA/BBB", linked. */
static toc_rc entries_make(reading *r, const toc_bracket *bracket, toc_entry **out, toc_err *err) {
    toc_entry *first = NULL, *last = NULL;
    int parts = 0;
    for (toc_str rest = bracket->code; rest.ptr;) {
        toc_str part = toc_str_trim(toc_str_cut(&rest, '/')), ours = {"", 0};
        bool null = is_null_code(part);
        toc_rc rc = null ? TOC_OK : toc_code_translate(r->lexicon, part, bracket->agent, &ours, err);
        if (!rc && ++parts > COMPOUND_MAX) {
            rc = toc_err_set(err, TOC_EFORMAT, "more than %d codes in one bracket", COMPOUND_MAX);
        }
        if (rc) {
            return rc;
        }
        toc_entry *entry = code_make(r, bracket, ours);
        if (!entry) {
            return toc_lexicon_no_memory(err);
        }
        entry->kind = null ? TOC_ENTRY_NULL : entry->kind;
        if (last) {
            last->also = entry;
        } else {
            first = entry;
        }
        last = entry;
    }
    *out = first;
    return TOC_OK;
}

static toc_rc bracket_take(reading *r, toc_str inside, toc_err *err) {
    toc_bracket bracket;
    toc_entry *entry = NULL;
    toc_err why = {0};
    r->coded = true;
    toc_rc rc = toc_bracket_parse(inside, &bracket, &why);
    rc = rc ? rc : entries_make(r, &bracket, &entry, &why);
    if (!rc && r->code_count == CODES_MAX) {
        rc = toc_err_set(&why, TOC_EFORMAT, "more than %d codes for one phrase", CODES_MAX);
    }
    if (rc) {
        return fault(r, r->line, &why, err);
    }
    if (!toc_lexicon_grow(r->lexicon, (void **)&r->codes, r->code_count, &r->code_room, sizeof *r->codes)) {
        return toc_lexicon_no_memory(err);
    }
    r->codes[r->code_count++] = entry;
    r->counts->codes++;
    r->counts->dated += bracket.from != TOC_DAY_NONE || bracket.to != TOC_DAY_NONE;
    r->counts->agents += bracket.agent;
    r->counts->nulls += entry->kind == TOC_ENTRY_NULL;
    return TOC_OK;
}

/* "[A <DATE] [B]": each bracket in turn; anything between them is a fault. */
static toc_rc brackets_take(reading *r, toc_str text, toc_err *err) {
    toc_rc rc = TOC_OK;
    for (toc_str rest = toc_str_trim(text); rest.len > 0 && !rc; rest = toc_str_trim(rest)) {
        size_t end = toc_str_find(rest, TOC_STR("]"), 0);
        if (rest.ptr[0] != '[' || end == SIZE_MAX ||
            toc_str_find(toc_str_slice(rest, 1, end), TOC_STR("["), 0) != SIZE_MAX) {
            r->coded = true;
            return fault_here(r, "malformed bracket", rest, err);
        }
        rc = bracket_take(r, toc_str_slice(rest, 1, end), err);
        rest = toc_str_slice(rest, end + 1, rest.len);
    }
    return rc;
}

/* ---- lines ---- */

/* Without what follows '#' or ';' outside brackets. */
static toc_str comment_cut(toc_str line) {
    bool inside = false;
    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];
        inside = c == '[' || (inside && c != ']');
        if (!inside && (c == '#' || c == ';')) {
            return toc_str_slice(line, 0, i);
        }
    }
    return line;
}

/* "PHRASE {PLURAL} [CODE]": the phrase, the plural, the rest from the first bracket. False when braces or brackets are
 * out of order. */
static bool head_cut(toc_str line, toc_str *phrase, toc_str *plural, toc_str *codes) {
    size_t bracket = toc_str_find(line, TOC_STR("["), 0), brace = toc_str_find(line, TOC_STR("{"), 0);
    size_t end = bracket < line.len ? bracket : line.len;
    *codes = toc_str_slice(line, end, line.len);
    *plural = (toc_str){NULL, 0};
    toc_str front = toc_str_slice(line, 0, end);
    if (brace < end) {
        size_t close = toc_str_find(front, TOC_STR("}"), brace);
        if (close == SIZE_MAX || toc_str_trim(toc_str_slice(front, close + 1, end)).len > 0) {
            return false;
        }
        *plural = toc_str_trim(toc_str_slice(front, brace + 1, close));
        front = toc_str_slice(front, 0, brace);
    }
    *phrase = toc_str_trim(front);
    return phrase->len > 0 && toc_str_find(*phrase, TOC_STR("]"), 0) == SIZE_MAX &&
           toc_str_find(*phrase, TOC_STR("}"), 0) == SIZE_MAX;
}

static toc_rc phrase_take(reading *r, toc_str line, toc_err *err) {
    toc_str phrase, plural, codes;
    bool synonym = line.ptr[0] == '+';
    toc_rc rc = TOC_OK;
    if (!synonym && (r->coded || r->spoiled)) {
        rc = group_close(r, err);
    }
    if (rc || (synonym && r->spoiled)) {
        return rc;
    }
    if (synonym && r->phrase_count == 0) {
        return fault_here(r, "a synonym without a phrase before it", line, err);
    }
    if (!head_cut(toc_str_slice(line, synonym ? 1 : 0, line.len), &phrase, &plural, &codes)) {
        r->spoiled = !synonym && r->phrase_count == 0;
        return fault_here(r, "malformed line", line, err);
    }
    if (plural.ptr && plural.len > 0) {
        plural = phrase_clean(&r->lexicon->arena, plural);
        if (!plural.ptr) {
            return toc_lexicon_no_memory(err);
        }
    }
    r->counts->heads += !synonym;
    r->counts->synonyms += synonym;
    rc = phrase_gather(r, phrase, plural, err);
    return rc ? rc : brackets_take(r, codes, err);
}

/* "!PERSON! = MAN, MEN, WOMAN" */
static toc_rc set_take(reading *r, toc_str line, toc_err *err) {
    size_t end = toc_str_find(line, TOC_STR("!"), 1), equals = toc_str_find(line, TOC_STR("="), 0);
    toc_str name = toc_arena_str(&r->lexicon->arena, toc_str_slice(line, 1, end));
    toc_str words = toc_arena_str(&r->lexicon->arena, toc_str_trim(toc_str_slice(line, equals + 1, line.len)));
    if (!name.ptr || !words.ptr ||
        !toc_lexicon_grow(r->lexicon, (void **)&r->set_words, r->set_count, &r->set_room, sizeof *r->set_words) ||
        !toc_map_put(&r->sets, name, r->set_count)) {
        return toc_lexicon_no_memory(err);
    }
    r->set_words[r->set_count++] = words;
    r->counts->sets++;
    return TOC_OK;
}

static bool is_set(toc_str line) {
    size_t end = line.len > 0 && line.ptr[0] == '!' ? toc_str_find(line, TOC_STR("!"), 1) : SIZE_MAX;
    return end != SIZE_MAX && toc_str_starts(toc_str_trim(toc_str_slice(line, end + 1, line.len)), TOC_STR("="));
}

static toc_rc codes_take(reading *r, toc_str line, toc_err *err) {
    if (toc_str_trim(line).ptr[0] != '[') {
        return fault_here(r, "neither a phrase at the margin nor a bracket", toc_str_trim(line), err);
    }
    if (r->phrase_count == 0 && !r->spoiled) {
        return fault_here(r, "a code without a phrase before it", toc_str_trim(line), err);
    }
    return brackets_take(r, line, err);
}

/* Tags and comments of markup; true when the line was one, or stands within one. */
static bool markup_take(reading *r, toc_str line) {
    if (r->comment_line > 0 || toc_str_starts(line, TOC_STR("<!"))) {
        r->comment_line = r->comment_line > 0 ? r->comment_line : r->line;
        r->comment_line = toc_str_find(line, TOC_STR("-->"), 0) == SIZE_MAX ? r->comment_line : 0;
        return true;
    }
    if (toc_str_starts(line, TOC_STR("<NOUN>")) || toc_str_starts(line, TOC_STR("<ADJECTIVE>"))) {
        r->in_words = true;
        return true;
    }
    if (toc_str_starts(line, TOC_STR("</"))) {
        r->in_words = false;
        return true;
    }
    return r->in_words;
}

static toc_rc discard_take(reading *r, toc_str line, toc_err *err) {
    bool story = line.ptr[0] == '+';
    bool whole = toc_str_ends(line, TOC_STR("_"));
    toc_discard level = story ? TOC_DISCARD_STORY : TOC_DISCARD_SENTENCE;
    toc_arena *arena = &r->lexicon->arena;
    toc_err why = {0};
    toc_str phrase = phrase_clean(arena, toc_str_slice(line, story ? 1 : 0, line.len));
    toc_str lower = phrase.ptr ? lower_ascii(arena, phrase) : phrase;
    toc_str plural = lower.ptr && lower.len > 0 ? toc_phrase_plural(arena, lower) : lower;
    if (!plural.ptr) {
        return toc_lexicon_no_memory(err);
    }
    toc_rc rc = toc_discard_add(r->lexicon, phrase, level, &why);
    rc = rc || whole ? rc : toc_discard_add(r->lexicon, plural, level, &why);
    r->counts->heads++;
    r->counts->stories += story;
    return rc ? fault(r, r->line, &why, err) : TOC_OK;
}

static toc_rc line_take(reading *r, toc_str raw, toc_err *err) {
    toc_str line = comment_cut(raw);
    if (markup_take(r, raw) || toc_str_trim(line).len == 0) {
        return TOC_OK;
    }
    if (raw.len > TOC_DICTIONARY_LINE_MAX) {
        return fault_here(r, "a line of more than 4,096 bytes", raw, err);
    }
    if (!toc_utf8_valid(raw) || memchr(raw.ptr, '\0', raw.len)) {
        toc_err why = {0};
        toc_err_set(&why, TOC_EFORMAT, "no text in UTF-8");
        r->spoiled |= r->phrase_count == 0;
        return fault(r, r->line, &why, err);
    }
    if (r->counts->kind == TOC_DICTIONARY_DISCARDS) {
        return discard_take(r, toc_str_trim(line), err);
    }
    if (is_set(line)) {
        return set_take(r, line, err);
    }
    bool margin = line.ptr[0] != ' ' && line.ptr[0] != '\t' && line.ptr[0] != '[';
    return margin ? phrase_take(r, toc_str_trim(line), err) : codes_take(r, line, err);
}

/* ---- files ---- */

const char *toc_dictionary_kind_name(toc_dictionary_kind kind) {
    static const char *const names[] = {"actors", "agents", "discards", "verbs", "issues"};
    return (unsigned)kind < sizeof names / sizeof *names ? names[kind] : "";
}

/* True when line is a phrase or white space, then a bracket with a code of letters: no mere text in brackets. */
static bool holds_code(toc_str line, bool *agent, bool *number) {
    toc_bracket bracket = {.agent = false};
    size_t open = toc_str_find(line, TOC_STR("["), 0), close = toc_str_find(line, TOC_STR("]"), 0);
    *agent = *number = false;
    if (close == SIZE_MAX || open > close) {
        return false;
    }
    toc_str inside = toc_str_trim(toc_str_slice(line, open + 1, close));
    *number = inside.len >= 3 && inside.len <= 9;
    for (size_t i = 0; i < inside.len; i++) {
        *number &= (inside.ptr[i] >= '0' && inside.ptr[i] <= '9') || inside.ptr[i] == ':';
    }
    bool fine = toc_bracket_parse(inside, &bracket, NULL) == TOC_OK;
    for (size_t i = 0; i < bracket.code.len && fine; i++) {
        char c = bracket.code.ptr[i];
        fine = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '/';
    }
    *agent = bracket.agent;
    return fine;
}

/* What a line says of its file's kind; false when it says nothing. */
static bool kind_told(toc_str line, toc_dictionary_kind *out) {
    static const char *const of_verbs[] = {"-", "&", "<SYNSETS>", "<TIME>", "~ "};
    bool agent, number, code = holds_code(line, &agent, &number), verbs = number;
    for (size_t i = 0; i < sizeof of_verbs / sizeof *of_verbs; i++) {
        verbs |= toc_str_starts(line, toc_str_of(of_verbs[i]));
    }
    *out = toc_str_starts(line, TOC_STR("<ISSUE")) ? TOC_DICTIONARY_ISSUES
           : verbs                                 ? TOC_DICTIONARY_VERBS
           : is_set(line) || agent                 ? TOC_DICTIONARY_AGENTS
                                                   : TOC_DICTIONARY_ACTORS;
    return code || *out != TOC_DICTIONARY_ACTORS;
}

static const char *name_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? slash + 1 : path;
}

static bool named_discards(const char *name) {
    for (; *name; name++) {
        if (toc_str_equal_icase(toc_str_slice(toc_str_of(name), 0, 7), TOC_STR("discard"))) {
            return true;
        }
    }
    return false;
}

static toc_rc kind_find(const char *path, toc_str text, toc_dictionary_kind *out, toc_err *err) {
    reading probe = {.path = path};
    for (toc_str rest = text; rest.ptr;) {
        toc_str raw = toc_str_cut(&rest, '\n'), line = comment_cut(raw);
        probe.line++;
        if (markup_take(&probe, raw) || raw.len > TOC_DICTIONARY_LINE_MAX || toc_str_trim(line).len == 0 ||
            !kind_told(line, out)) {
            continue;
        }
        if (*out == TOC_DICTIONARY_VERBS || *out == TOC_DICTIONARY_ISSUES) {
            return toc_err_set(
                err, TOC_EFOREIGN,
                "\"%s\" is a dictionary of %s (line %zu), which tocsin does not take: it has action words "
                "of its own in data/lexicon; give it actors, agents or discards",
                path, toc_dictionary_kind_name(*out), probe.line);
        }
        return TOC_OK;
    }
    *out = TOC_DICTIONARY_DISCARDS;
    return named_discards(name_of(path))
               ? TOC_OK
               : toc_err_set(err, TOC_EFOREIGN,
                             "\"%s\" is no dictionary: no line holds a code in brackets (a list of discards has "
                             "\"discard\" in its name)",
                             path);
}

static toc_rc lines_read(reading *r, toc_str text, toc_err *err) {
    toc_rc rc = TOC_OK;
    for (toc_str rest = text; rest.ptr && !rc;) {
        toc_str line = toc_str_cut(&rest, '\n');
        r->line++;
        if (toc_str_ends(line, TOC_STR("\r"))) {
            line.len--;
        }
        if (toc_str_starts(line, TOC_STR("~~"))) { /* TABARI's mark of the end */
            break;
        }
        rc = line_take(r, line, err);
    }
    rc = rc ? rc : group_close(r, err);
    if (!rc && r->comment_line > 0) {
        toc_err why = {0};
        toc_err_set(&why, TOC_EFORMAT, "the comment that begins here does not end");
        rc = fault(r, r->comment_line, &why, err);
    }
    return rc;
}

toc_rc toc_dictionary_add(toc_lexicon *lexicon, const char *path, toc_reject_fn *reject, void *ctx, toc_dictionary *out,
                          toc_err *err) {
    toc_arena scratch;
    toc_str text;
    toc_dictionary counts = {.kind = TOC_DICTIONARY_ACTORS};
    toc_str table = toc_arena_str(&lexicon->arena, toc_str_of(name_of(path)));
    if (!table.ptr) {
        return toc_lexicon_no_memory(err);
    }
    reading r = {.lexicon = lexicon, .path = path, .table = table.ptr, .reject = reject, .ctx = ctx, .counts = &counts};
    toc_arena_init(&scratch, 0);
    toc_map_init(&r.sets);
    toc_rc rc = toc_file_read(path, TOC_DICTIONARY_BYTES_MAX, &scratch, &text, err);
    if (!rc && toc_str_starts(text, TOC_STR("\xEF\xBB\xBF"))) {
        text = toc_str_slice(text, 3, text.len);
    }
    rc = rc ? rc : kind_find(path, text, &counts.kind, err);
    rc = rc ? rc : lines_read(&r, text, err);
    toc_map_fini(&r.sets);
    toc_arena_fini(&scratch);
    if (!rc) {
        *out = counts;
    }
    return rc;
}
