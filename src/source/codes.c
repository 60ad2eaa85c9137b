/*
 * Method: tables are read into one map, keys "kind TAB code". A name is taken apart (its country stands in brackets or
 * behind "of"), then asked of the world, the words of roles, and last of the lexicon, whose names have dated terms.
 * Answers that do not depend on the day are kept.
 */
#include "source/codes.h"

#include "base/table.h"
#include "event/actor.h"
#include "text/text.h"

#include <stdio.h>
#include <string.h>

enum { KEY_MAX = 320, ANSWERS_MAX = 1 << 20, TENURES_MAX = 4096 };

static toc_rc no_memory(toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "no memory for the codes of datasets");
}

static bool answer_put(toc_codes *c, toc_map *map, toc_str key, toc_str answer) {
    if (c->answer_count == c->answer_room) {
        size_t room = c->answer_room ? c->answer_room * 2 : 1024;
        toc_str *wider = toc_arena_array(&c->arena, room, sizeof *wider);
        if (!wider) {
            return false;
        }
        if (c->answer_count) {
            memcpy(wider, c->answers, c->answer_count * sizeof *wider);
        }
        c->answers = wider;
        c->answer_room = room;
    }
    toc_str kept = toc_arena_str(&c->arena, key);
    c->answers[c->answer_count] = answer;
    return kept.ptr && toc_map_put(map, kept, (uint32_t)c->answer_count++);
}

/* "kind TAB word", the word in lower case when fold; empty when it is too long for any key. */
static toc_str key_of(char room[KEY_MAX], const char *kind, toc_str word, bool fold) {
    size_t len = strlen(kind);
    if (len + 1 + word.len > KEY_MAX) {
        return (toc_str){"", 0};
    }
    memcpy(room, kind, len);
    room[len++] = '\t';
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        room[len++] = fold && c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return (toc_str){room, len};
}

static bool look_up(const toc_codes *c, const toc_map *map, toc_str key, toc_str *out) {
    uint32_t at;
    if (key.len == 0 || !toc_map_get(map, key, &at)) {
        return false;
    }
    *out = c->answers[at];
    return true;
}

/* ---- tables ---- */

static toc_rc table_read(toc_codes *c, const char *data_dir, const char *file, const char *const columns[3], bool fold,
                         toc_err *err) {
    toc_table table;
    toc_str cells[3];
    bool more = true;
    char room[KEY_MAX];
    toc_str path = toc_arena_printf(&c->arena, "%s/%s", data_dir, file);
    toc_rc rc = path.ptr ? toc_table_open(&table, path.ptr, columns, 3, &c->arena, err) : no_memory(err);
    while (rc == TOC_OK && (rc = toc_table_next(&table, cells, &more, err)) == TOC_OK && more) {
        toc_str kind = toc_arena_str(&c->arena, cells[0]);
        if (!kind.ptr || !answer_put(c, &c->words, key_of(room, kind.ptr, cells[1], fold), cells[2])) {
            return no_memory(err);
        }
    }
    return rc;
}

/* A number or a FIPS code may pass from state to state (345: Yugoslavia, then Serbia and Montenegro, then Serbia): rows
 * of one number are chained, in the table's order. */
static bool number_put(toc_codes *c, toc_str key, toc_str code, toc_day from, toc_day to) {
    uint32_t before = UINT32_MAX;
    toc_codes_tenure *tenure = toc_arena_alloc(&c->arena, sizeof *tenure);
    if (!tenure) {
        return false;
    }
    *tenure = (toc_codes_tenure){code, from, to, toc_map_get(&c->numbers, key, &before) ? c->tenures[before] : NULL};
    if (before == UINT32_MAX) {
        toc_str kept = toc_arena_str(&c->arena, key);
        before = (uint32_t)c->tenure_count;
        if (before == TENURES_MAX || !kept.ptr || !toc_map_put(&c->numbers, kept, before)) {
            return false;
        }
        c->tenure_count++;
    }
    c->tenures[before] = tenure;
    return true;
}

static toc_rc numbers_read(toc_codes *c, const char *data_dir, toc_err *err) {
    static const char *const columns[] = {"code", "cow", "gw", "fips", "from", "to"};
    toc_table table;
    toc_str cells[6];
    bool more = true;
    char room[KEY_MAX];
    c->tenures = toc_arena_array(&c->arena, TENURES_MAX, sizeof *c->tenures);
    toc_str path = toc_arena_printf(&c->arena, "%s/world/states.tsv", data_dir);
    toc_rc rc = c->tenures && path.ptr ? toc_table_open(&table, path.ptr, columns, 6, &c->arena, err) : no_memory(err);
    while (rc == TOC_OK && (rc = toc_table_next(&table, cells, &more, err)) == TOC_OK && more) {
        toc_day from = toc_day_parse(cells[4]), to = toc_day_parse(cells[5]);
        for (int k = 1; k < 4; k++) {
            toc_str key = key_of(room, columns[k], cells[k], false);
            if (cells[k].len > 0 && !number_put(c, key, cells[0], from == TOC_DAY_NONE ? TOC_DAY_MIN : from,
                                                to == TOC_DAY_NONE ? TOC_DAY_MAX : to)) {
                return no_memory(err);
            }
        }
    }
    return rc;
}

static toc_rc weis_read(toc_codes *c, const char *data_dir, toc_err *err) {
    static const char *const columns[] = {"code", "ours", "goldstein"};
    toc_table table;
    toc_str cells[3];
    bool more = true;
    toc_str path = toc_arena_printf(&c->arena, "%s/source/weis.tsv", data_dir);
    toc_rc rc = path.ptr ? toc_table_open(&table, path.ptr, columns, 3, &c->arena, err) : no_memory(err);
    while (rc == TOC_OK && (rc = toc_table_next(&table, cells, &more, err)) == TOC_OK && more) {
        int64_t code;
        double score;
        if (cells[0].len != 3 || !toc_str_to_i64(cells[0], &code) || code < 0 || !toc_str_to_double(cells[2], &score)) {
            return toc_err_set(err, TOC_EFORMAT, "\"%.*s\" is no code of three digits with a score, %s:%zu",
                               TOC_FMT(cells[0]), table.path, table.line);
        }
        c->weis[code] = (toc_codes_weis){cells[1], score};
    }
    return rc;
}

/* Names of acts, blanks for underscores, in lower case. */
static toc_rc acts_read(toc_codes *c, const char *data_dir, toc_err *err) {
    static const char *const columns[] = {"code", "name"};
    toc_table table;
    toc_str cells[2], there;
    bool more = true;
    char room[KEY_MAX];
    toc_str path = toc_arena_printf(&c->arena, "%s/ontology/cameo.tsv", data_dir);
    toc_rc rc = path.ptr ? toc_table_open(&table, path.ptr, columns, 2, &c->arena, err) : no_memory(err);
    while (rc == TOC_OK && (rc = toc_table_next(&table, cells, &more, err)) == TOC_OK && more) {
        toc_str key = key_of(room, "act", cells[1], true);
        bool better = cells[0].len > 2; /* "Consult" is 040, not 04 */
        if ((better || !look_up(c, &c->words, key, &there)) && !answer_put(c, &c->words, key, cells[0])) {
            return no_memory(err);
        }
    }
    return rc;
}

toc_rc toc_codes_init(toc_codes *c, const char *data_dir, const toc_world *world, const toc_ontology *ontology,
                      const toc_lexicon *lexicon, toc_arena *record, toc_err *err) {
    static const char *const cameo[] = {"kind", "code", "ours"}, *const words[] = {"dataset", "word", "ours"};
    *c = (toc_codes){.world = world, .ontology = ontology, .lexicon = lexicon, .record = record};
    toc_arena_init(&c->arena, 0);
    toc_map_init(&c->words);
    toc_map_init(&c->numbers);
    toc_map_init(&c->kept);
    toc_rc rc = table_read(c, data_dir, "source/cameo.tsv", cameo, false, err);
    rc = rc == TOC_OK ? table_read(c, data_dir, "source/words.tsv", words, true, err) : rc;
    rc = rc == TOC_OK ? table_read(c, data_dir, "source/people.tsv", words, true, err) : rc;
    rc = rc == TOC_OK ? table_read(c, data_dir, "source/acts.tsv", words, true, err) : rc;
    rc = rc == TOC_OK ? weis_read(c, data_dir, err) : rc;
    rc = rc == TOC_OK ? acts_read(c, data_dir, err) : rc;
    return rc == TOC_OK ? numbers_read(c, data_dir, err) : rc;
}

void toc_codes_fini(toc_codes *c) {
    toc_map_fini(&c->words);
    toc_map_fini(&c->numbers);
    toc_map_fini(&c->kept);
    toc_arena_fini(&c->arena);
}

/* ---- codes ---- */

bool toc_codes_word(const toc_codes *c, const char *kind, toc_str word, toc_str *out) {
    char room[KEY_MAX];
    bool fold = strcmp(kind, "country") != 0 && strcmp(kind, "group") != 0 && strcmp(kind, "sector") != 0;
    return look_up(c, &c->words, key_of(room, kind, word, fold), out);
}

toc_str toc_codes_join(toc_codes *c, toc_str root, toc_str sectors) {
    toc_str joined = root;
    for (size_t i = 0; i + 3 <= sectors.len; i += 3) {
        joined = toc_actor_join(c->record, joined, toc_str_slice(sectors, i, i + 3));
    }
    return joined.ptr ? joined : TOC_STR("");
}

/* A three-letter code of a country, a group or, when neither is known, nothing. */
static bool root_read(const toc_codes *c, toc_str code, toc_str *out) {
    if (toc_codes_word(c, "country", code, out)) {
        return true;
    }
    if (toc_world_is_state(c->world, code)) {
        *out = toc_world_code(c->world, code);
        return true;
    }
    return toc_codes_word(c, "group", code, out);
}

static void part_take(toc_codes *c, toc_str *code, toc_str part, int *unknown) {
    toc_str ours;
    if (part.len == 0) {
        return;
    }
    if (!toc_codes_word(c, "sector", part, &ours)) {
        ++*unknown;
    } else if (!toc_str_equal(ours, TOC_STR("-"))) {
        *code = toc_codes_join(c, *code, ours);
    }
}

toc_str toc_codes_cameo(toc_codes *c, toc_str country, toc_str group, const toc_str *types, size_t count,
                        int *unknown) {
    toc_str code = TOC_STR(""), of_group;
    if (country.len > 0 && !root_read(c, country, &code)) {
        ++*unknown;
    }
    if (group.len > 0 && code.len == 0) {
        if (!toc_codes_word(c, "group", group, &of_group)) {
            ++*unknown;
        } else if (!toc_str_equal(of_group, TOC_STR("-"))) {
            code = of_group;
        }
    }
    for (size_t i = 0; i < count; i++) {
        bool told = code.len > 0 && toc_actor_sectors(code).len == 0 && toc_str_equal(types[i], TOC_STR("IGO"));
        if (!told) { /* that the UN is an organisation needs no word */
            part_take(c, &code, types[i], unknown);
        }
    }
    return code;
}

toc_str toc_codes_cameo_whole(toc_codes *c, toc_str code, int *unknown) {
    toc_str parts[4] = {{"", 0}}, country = TOC_STR(""), group = TOC_STR(""), there;
    size_t count = 0, at = 0;
    toc_str first = toc_str_slice(code, 0, code.len < 3 ? code.len : 3);
    bool outside = toc_str_equal(first, TOC_STR("IGO")) || toc_str_equal(first, TOC_STR("NGO")) ||
                   toc_str_equal(first, TOC_STR("IMG")) || toc_str_equal(first, TOC_STR("MNC"));
    if (outside && code.len >= 6) {
        group = toc_str_slice(code, 3, 6);
        at = 6;
    } else if (!outside && root_read(c, first, &there)) {
        country = first;
        at = 3;
    }
    for (; at < code.len && count < 4; at += 3) {
        parts[count++] = toc_str_slice(code, at, at + 3 < code.len ? at + 3 : code.len);
    }
    if (group.len > 0 && !toc_codes_word(c, "group", group, &there)) {
        ++*unknown;
        return toc_codes_cameo(c, country, TOC_STR(""), (toc_str[]){first}, 1, unknown);
    }
    return toc_codes_cameo(c, country, group, parts, count, unknown);
}

toc_str toc_codes_number(const toc_codes *c, const char *system, toc_str number, toc_day day) {
    char room[KEY_MAX];
    uint32_t at;
    if (number.len == 0 || !toc_map_get(&c->numbers, key_of(room, system, number, false), &at)) {
        return TOC_STR("");
    }
    const toc_codes_tenure *last = c->tenures[at];
    for (const toc_codes_tenure *t = last; t; t = t->next) {
        if (t->from <= day && day < t->to) {
            return t->code;
        }
    }
    return last->next ? TOC_STR("") : last->code; /* sole holders have it on any day: lists differ by some days */
}

const toc_codes_weis *toc_codes_weis_find(const toc_codes *c, toc_str code) {
    int64_t number;
    if (code.len < 3 || code.len > 4 || !toc_str_to_i64(toc_str_slice(code, 0, 3), &number) || number < 0) {
        return NULL;
    }
    return c->weis[number].cameo.len > 0 ? &c->weis[number] : NULL;
}

bool toc_codes_act(toc_codes *c, toc_str name, toc_str *out) {
    char clean[KEY_MAX];
    if (name.len >= 256) {
        return false;
    }
    for (size_t i = 0; i < name.len; i++) {
        clean[i] = name.ptr[i] == '_' ? ' ' : name.ptr[i];
    }
    return toc_codes_word(c, "act", (toc_str){clean, name.len}, out);
}

toc_str toc_codes_keep(toc_codes *c, toc_str key, toc_str answer) {
    if (c->answer_count >= ANSWERS_MAX) { /* what is not kept is worked out again */
        return answer;
    }
    toc_str kept = toc_arena_str(&c->arena, answer);
    return kept.ptr && answer_put(c, &c->kept, key, kept) ? kept : answer;
}

/* ---- names ---- */

toc_str toc_codes_country(toc_codes *c, toc_str name) {
    toc_str code = TOC_STR("");
    if (!toc_codes_word(c, "country name", name, &code)) {
        code = toc_world_code(c->world, name);
    }
    return code;
}

/* The code of an entry that covers all of the words. */
static toc_str lexicon_code(toc_codes *c, toc_str name, toc_day day) {
    toc_token *tokens;
    size_t count;
    toc_err err = {0};
    const toc_entry *entry = NULL;
    bool out_of_term = false;
    toc_arena arena;
    toc_arena_init(&arena, 1 << 20);
    toc_str code = TOC_STR("");
    bool cut = toc_text_tokens(name, &arena, &tokens, &count, &err) == TOC_OK;
    c->refused |= !cut;
    if (cut && count > 0 && toc_lexicon_match(c->lexicon, tokens, count, 0, day, &entry, &out_of_term) == count &&
        entry && entry->kind != TOC_ENTRY_ROLE && entry->kind != TOC_ENTRY_NULL && entry->kind != TOC_ENTRY_DEMONYM) {
        code = entry->code;
    }
    toc_arena_fini(&arena);
    return code;
}

/* "Police (Australia)": *who and *where; false when there are no brackets at the end. */
static bool brackets(toc_str name, toc_str *who, toc_str *where) {
    size_t open = name.len;
    if (name.len < 3 || name.ptr[name.len - 1] != ')') {
        return false;
    }
    while (open > 0 && name.ptr[open - 1] != '(') {
        open--;
    }
    if (open == 0) {
        return false;
    }
    *where = toc_str_trim(toc_str_slice(name, open, name.len - 1));
    *who = toc_str_trim(toc_str_slice(name, 0, open - 1));
    return true;
}

/* "Military Forces of Ukraine": behind the last " of ". */
static bool behind_of(toc_str name, toc_str *who, toc_str *where) {
    for (size_t i = name.len; i > 4; i--) {
        if (memcmp(name.ptr + i - 4, " of ", 4) == 0) {
            *who = toc_str_trim(toc_str_slice(name, 0, i - 4));
            *where = toc_str_trim(toc_str_slice(name, i, name.len));
            return true;
        }
    }
    return false;
}

static toc_str role_code(toc_codes *c, toc_str who, toc_str where) {
    toc_str root = toc_codes_country(c, where), sectors = TOC_STR("");
    bool known = toc_codes_word(c, "*", who, &sectors);
    if (root.len == 0) {
        return TOC_STR("");
    }
    return known && !toc_str_equal(sectors, TOC_STR("-")) ? toc_codes_join(c, root, sectors) : root;
}

/* What does not depend on the day. */
static toc_str lasting_code(toc_codes *c, toc_str name) {
    toc_str who, where, code = toc_codes_country(c, name);
    if (code.len > 0 || toc_codes_word(c, "person", name, &code)) {
        return code;
    }
    if (brackets(name, &who, &where)) {
        bool years = where.len > 0 && where.ptr[0] >= '0' && where.ptr[0] <= '9'; /* "(2019-)" of ACLED */
        return years ? lasting_code(c, who) : role_code(c, who, where);
    }
    return behind_of(name, &who, &where) ? role_code(c, who, where) : TOC_STR("");
}

/* "Sergey Viktorovich Lavrov": the first word and the last, into room. */
static toc_str without_middle(toc_str name, char room[KEY_MAX]) {
    size_t first = 0, last = name.len;
    while (first < name.len && name.ptr[first] != ' ') {
        first++;
    }
    while (last > 0 && name.ptr[last - 1] != ' ') {
        last--;
    }
    if (first >= last) {
        return TOC_STR("");
    }
    memcpy(room, name.ptr, first + 1);
    memcpy(room + first + 1, name.ptr + last, name.len - last);
    return (toc_str){room, first + 1 + name.len - last};
}

/* "Militant (Taliban)": of a group that the lexicon knows on the day. */
static toc_str member_code(toc_codes *c, toc_str who, toc_str where, toc_day day) {
    toc_str code = lexicon_code(c, where, day), sectors;
    bool plain = code.len > 0 && toc_actor_sectors(code).len == 0;
    return plain && toc_codes_word(c, "*", who, &sectors) ? toc_codes_join(c, code, sectors) : code;
}

static toc_str name_read(toc_codes *c, toc_str name, toc_day day, bool *lasting) {
    char room[KEY_MAX];
    toc_str who, where, code = lasting_code(c, name);
    *lasting = code.len > 0;
    if (code.len > 0) {
        return code;
    }
    if (brackets(name, &who, &where)) {
        bool years = where.len > 0 && where.ptr[0] >= '0' && where.ptr[0] <= '9';
        return years ? lexicon_code(c, who, day) : member_code(c, who, where, day);
    }
    code = lexicon_code(c, name, day);
    toc_str shorter = code.len == 0 ? without_middle(name, room) : code;
    return code.len > 0 || shorter.len == 0 ? code : lexicon_code(c, shorter, day);
}

toc_str toc_codes_name(toc_codes *c, toc_str name, toc_day day) {
    char clean[KEY_MAX], room[KEY_MAX], of_day[16];
    bool lasting;
    toc_str code;
    if (name.len == 0 || name.len >= 256) {
        return TOC_STR("");
    }
    for (size_t i = 0; i < name.len; i++) {
        clean[i] = name.ptr[i] == '_' ? ' ' : name.ptr[i];
    }
    toc_str spaced = {clean, name.len};
    snprintf(of_day, sizeof of_day, "%d", day);
    if (look_up(c, &c->kept, key_of(room, "", spaced, false), &code) ||
        look_up(c, &c->kept, key_of(room, of_day, spaced, false), &code)) {
        return code;
    }
    code = name_read(c, spaced, day, &lasting);
    return toc_codes_keep(c, key_of(room, lasting ? "" : of_day, spaced, false), code);
}
