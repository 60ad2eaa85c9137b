/*
 * Method: the expression is read from left to right. At each operand the
 * longest known name that ends at an operator or at the end is taken, so that
 * "Guinea-Bissau" is a name and "CSTO-ARM" a difference. An operand is a set
 * of codes (a state; or a bloc with its members of the day); sets are arrays
 * without repeats, a few hundred codes at most, so that plain loops do.
 * An unknown name is answered with the nearest names by edit distance
 * (Levenshtein, case folded).
 */
#include "world/tables.h"

#include <stdlib.h>
#include <string.h>

enum { LABEL_NAMES = 3, NEAR_NAMES = 3, NAME_BYTES_MAX = 96 };

/* A set under construction. */
typedef struct code_set {
    toc_str *codes;
    size_t count;
} code_set;

/* What a walk over the expression needs. */
typedef struct reader {
    const toc_world *world;
    toc_str text, rest;
    toc_day asof;
    toc_arena *arena;
    code_set set; /* the result so far */
    size_t term_count;
    uint32_t first_terms[LABEL_NAMES]; /* rows named, without repeats; WORLD_BLOC marks blocs */
    bool spelt[LABEL_NAMES];           /* the bloc was named by its code */
    bool only_plus;
    toc_buf canonical; /* the expression in codes */
} reader;

static toc_rc no_memory(toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "no memory for a side");
}

/* Sets. */

static bool set_has(const code_set *set, toc_str code) {
    for (size_t i = 0; i < set->count; i++) {
        if (toc_str_equal(set->codes[i], code)) {
            return true;
        }
    }
    return false;
}

static bool set_make(code_set *set, size_t capacity, toc_arena *arena) {
    set->codes = toc_arena_array(arena, capacity + 1, sizeof *set->codes);
    set->count = 0;
    return set->codes != NULL;
}

static void set_add(code_set *set, toc_str code) {
    if (!set_has(set, code)) {
        set->codes[set->count++] = code;
    }
}

static size_t count_states(const toc_world *world, const code_set *set) {
    size_t count = 0;
    for (size_t i = 0; i < set->count; i++) {
        count += toc_world_is_state(world, set->codes[i]) ? 1 : 0;
    }
    return count;
}

static bool set_union(reader *reader_at, const code_set *with) {
    code_set joined;
    if (!set_make(&joined, reader_at->set.count + with->count, reader_at->arena)) {
        return false;
    }
    for (size_t i = 0; i < reader_at->set.count; i++) {
        set_add(&joined, reader_at->set.codes[i]);
    }
    for (size_t i = 0; i < with->count; i++) {
        set_add(&joined, with->codes[i]);
    }
    reader_at->set = joined;
    return true;
}

/* Keep what is not in `with` (minus), or the states that are, with the blocs (and). No state left: nothing is left. */
static void set_narrow(reader *reader_at, const code_set *with, bool minus) {
    code_set *set = &reader_at->set;
    size_t kept = 0;
    for (size_t i = 0; i < set->count; i++) {
        bool inside = set_has(with, set->codes[i]);
        bool bloc = !toc_world_is_state(reader_at->world, set->codes[i]);
        if (minus ? !inside : inside || bloc) {
            set->codes[kept++] = set->codes[i];
        }
    }
    set->count = kept;
    if (count_states(reader_at->world, set) == 0) {
        set->count = 0;
    }
}

/* Names near an unknown one. */

typedef struct near_name {
    toc_str name;
    size_t distance;
} near_name;

static char fold(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t smallest(size_t a, size_t b, size_t c) {
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

/* Levenshtein distance of two names of at most NAME_BYTES_MAX bytes, by one row of the table. */
static size_t edit_distance(toc_str a, toc_str b) {
    size_t row[NAME_BYTES_MAX + 1];
    for (size_t j = 0; j <= b.len; j++) {
        row[j] = j;
    }
    for (size_t i = 1; i <= a.len; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t above = row[j];
            size_t change = fold(a.ptr[i - 1]) == fold(b.ptr[j - 1]) ? 0 : 1;
            row[j] = smallest(above + 1, row[j - 1] + 1, diagonal + change);
            diagonal = above;
        }
    }
    return row[b.len];
}

static void consider(near_name *near, toc_str wanted, toc_str name, toc_str shown) {
    if (name.len == 0 || name.len > NAME_BYTES_MAX) {
        return;
    }
    near_name candidate = {shown, edit_distance(wanted, name)};
    if (candidate.distance > 1 + wanted.len / 4) {
        return;
    }
    for (size_t i = 0; i < NEAR_NAMES; i++) {
        if (toc_str_equal(near[i].name, candidate.name)) {
            near[i].distance = near[i].distance < candidate.distance ? near[i].distance : candidate.distance;
            return;
        }
        if (candidate.distance < near[i].distance) {
            near_name pushed = near[i];
            near[i] = candidate;
            candidate = pushed;
        }
    }
}

static void find_near(const toc_world *world, toc_str wanted, near_name *near) {
    const world_state *states = WORLD_ROWS(world, world_state, STATES);
    const world_bloc *blocs = WORLD_ROWS(world, world_bloc, BLOCS);
    const world_alias *aliases = WORLD_ROWS(world, world_alias, ALIASES);
    for (size_t i = 0; i < NEAR_NAMES; i++) {
        near[i] = (near_name){{"", 0}, SIZE_MAX};
    }
    for (size_t i = 0; i < world->tables[STATES].count; i++) {
        consider(near, wanted, states[i].code, states[i].code);
        consider(near, wanted, states[i].name, states[i].name);
    }
    for (size_t i = 0; i < world->tables[BLOCS].count; i++) {
        consider(near, wanted, blocs[i].code, blocs[i].code);
        consider(near, wanted, blocs[i].name, blocs[i].name);
    }
    for (size_t i = 0; i < world->tables[ALIASES].count; i++) {
        consider(near, wanted, aliases[i].name, aliases[i].name);
    }
}

static toc_rc unknown_name(const reader *reader_at, toc_str name, toc_err *err) {
    near_name near[NEAR_NAMES];
    toc_buf words;
    toc_buf_init(&words, 512);
    if (name.len == 0) {
        toc_buf_add_cstr(&words, "write names with +, - or & between them, such as RUS+BLR");
    } else if (name.len <= NAME_BYTES_MAX) {
        find_near(reader_at->world, name, near);
        for (size_t i = 0; i < NEAR_NAMES && near[i].distance != SIZE_MAX; i++) {
            toc_buf_printf(&words, "%s%.*s", i == 0 ? "did you mean " : " or ", TOC_FMT(near[i].name));
        }
    }
    if (words.len == 0) {
        toc_buf_add_cstr(&words, "use an ISO code such as BLR, a bloc such as NATO, or an English name");
    }
    toc_rc rc = words.failed ? no_memory(err)
                             : toc_err_set(err, TOC_EUSAGE, "unknown name \"%.*s\" in side \"%.*s\"; %s", TOC_FMT(name),
                                           TOC_FMT(reader_at->text), words.ptr);
    toc_buf_fini(&words);
    return rc;
}

/* Operands. */

static bool is_operator(char c) {
    return c == '+' || c == '-' || c == '&';
}

/* Length of the shortest operand at the head of text that is longer than `past` bytes. */
static size_t operand_length(toc_str text, size_t past) {
    size_t len = past;
    while (len < text.len && (len == past || !is_operator(text.ptr[len]))) {
        len++;
    }
    return len;
}

static bool look_up(const reader *reader_at, toc_str name, uint32_t *row, bool *out_of_memory) {
    toc_str folded = world_fold(reader_at->arena, name);
    *out_of_memory = folded.ptr == NULL;
    return !*out_of_memory && toc_map_get(&reader_at->world->names, folded, row);
}

/* The longest known name at the head of the rest. */
static toc_rc read_name(reader *reader_at, toc_str *name, uint32_t *row, toc_err *err) {
    toc_str text = reader_at->rest;
    size_t first = 0;
    while (first < text.len && !is_operator(text.ptr[first])) {
        first++;
    }
    size_t best = 0;
    for (size_t len = first; len <= text.len && len <= 4 * NAME_BYTES_MAX; len = operand_length(text, len)) {
        uint32_t found;
        bool refused;
        toc_str tried = toc_str_trim(toc_str_slice(text, 0, len));
        if (tried.len > 0 && look_up(reader_at, tried, &found, &refused)) {
            *name = tried;
            *row = found;
            best = len;
        } else if (tried.len > 0 && refused) {
            return no_memory(err);
        }
        if (len == text.len) {
            break;
        }
    }
    if (best == 0) {
        return unknown_name(reader_at, toc_str_trim(toc_str_slice(text, 0, first)), err);
    }
    reader_at->rest = toc_str_slice(text, best, text.len);
    return TOC_OK;
}

static toc_str code_of(const toc_world *world, uint32_t row) {
    return row & WORLD_BLOC ? WORLD_ROWS(world, world_bloc, BLOCS)[row & ~WORLD_BLOC].code
                            : WORLD_ROWS(world, world_state, STATES)[row].code;
}

static bool state_exists(const toc_world *world, toc_str code, toc_day on) {
    const world_state *state = world_find_state(world, code);
    return state != NULL && world_holds(state->from, state->to, on);
}

/* The codes that a name stands for on the day. */
static toc_rc expand(const reader *reader_at, uint32_t row, code_set *out, toc_err *err) {
    const toc_world *world = reader_at->world;
    toc_str code = code_of(world, row);
    const toc_membership **members = NULL;
    size_t count = 0;
    if (row & WORLD_BLOC) {
        toc_rc rc = toc_world_members(world, code, reader_at->asof, reader_at->arena, &members, &count, err);
        if (rc != TOC_OK) {
            return rc;
        }
    }
    if (!set_make(out, count + 1, reader_at->arena)) {
        return no_memory(err);
    }
    const world_bloc *bloc = world_find_bloc(world, code);
    bool exists =
        bloc != NULL ? world_holds(bloc->from, bloc->to, reader_at->asof) : state_exists(world, code, reader_at->asof);
    if (exists) {
        set_add(out, code);
    }
    for (size_t i = 0; i < count; i++) {
        set_add(out, members[i]->state);
    }
    return TOC_OK;
}

/* Labels. */

static void note_term(reader *reader_at, toc_str name, uint32_t row) {
    for (size_t i = 0; i < reader_at->term_count && i < LABEL_NAMES; i++) {
        if (reader_at->first_terms[i] == row) {
            return;
        }
    }
    if (reader_at->term_count < LABEL_NAMES) {
        reader_at->first_terms[reader_at->term_count] = row;
        reader_at->spelt[reader_at->term_count] = toc_str_equal_icase(name, code_of(reader_at->world, row));
    }
    reader_at->term_count++;
}

static void add_joint(toc_buf *label, size_t at, size_t count) {
    if (at > 0) {
        toc_buf_add_cstr(label, at + 1 == count ? " and " : ", ");
    }
}

static toc_rc add_term(toc_buf *label, const reader *reader_at, size_t at, toc_err *err) {
    uint32_t row = reader_at->first_terms[at];
    toc_str code = code_of(reader_at->world, row);
    if (!(row & WORLD_BLOC)) {
        toc_buf_add(label, toc_world_name(reader_at->world, code));
        return TOC_OK;
    }
    code_set members;
    toc_rc rc = expand(reader_at, row, &members, err);
    if (rc == TOC_OK) {
        size_t count = count_states(reader_at->world, &members);
        toc_buf_add(label, reader_at->spelt[at] ? code : toc_world_name(reader_at->world, code));
        if (count > 0) {
            toc_buf_printf(label, " (%zu members)", count);
        }
    }
    return rc;
}

static toc_rc write_label(toc_buf *label, const reader *reader_at, toc_err *err) {
    const code_set *set = &reader_at->set;
    size_t states = count_states(reader_at->world, set);
    toc_rc rc = TOC_OK;
    if (reader_at->only_plus && reader_at->term_count <= LABEL_NAMES) {
        for (size_t i = 0; rc == TOC_OK && i < reader_at->term_count; i++) {
            add_joint(label, i, reader_at->term_count);
            rc = add_term(label, reader_at, i, err);
        }
    } else if (states == set->count && states <= LABEL_NAMES) {
        for (size_t i = 0; i < states; i++) {
            add_joint(label, i, states);
            toc_buf_add(label, toc_world_name(reader_at->world, set->codes[i]));
        }
    } else {
        toc_buf_add(label, toc_buf_str(&reader_at->canonical));
        toc_buf_printf(label, " (%zu state%s)", states, states == 1 ? "" : "s");
    }
    return rc == TOC_OK && label->failed ? no_memory(err) : rc;
}

/* The walk. */

static toc_rc apply(reader *reader_at, char sign, const code_set *operand, toc_err *err) {
    if (sign == '+') {
        return set_union(reader_at, operand) ? TOC_OK : no_memory(err);
    }
    reader_at->only_plus = false;
    set_narrow(reader_at, operand, sign == '-');
    return TOC_OK;
}

static toc_rc read_term(reader *reader_at, char sign, toc_err *err) {
    toc_str name = {"", 0};
    uint32_t row = 0;
    code_set operand;
    toc_rc rc = read_name(reader_at, &name, &row, err);
    rc = rc == TOC_OK ? expand(reader_at, row, &operand, err) : rc;
    rc = rc == TOC_OK ? apply(reader_at, sign, &operand, err) : rc;
    if (rc == TOC_OK) {
        note_term(reader_at, name, row);
        toc_buf_add(&reader_at->canonical, code_of(reader_at->world, row));
    }
    return rc;
}

static toc_rc read_expression(reader *reader_at, toc_err *err) {
    toc_rc rc = read_term(reader_at, '+', err);
    while (rc == TOC_OK && reader_at->rest.len > 0) {
        char sign = reader_at->rest.ptr[0];
        reader_at->rest = toc_str_slice(reader_at->rest, 1, reader_at->rest.len);
        toc_buf_add_char(&reader_at->canonical, sign);
        rc = read_term(reader_at, sign, err);
    }
    return rc;
}

static int by_code(const void *left, const void *right) {
    return toc_str_compare(*(const toc_str *)left, *(const toc_str *)right);
}

static toc_rc finish(reader *reader_at, toc_side *out, toc_err *err) {
    char day[11];
    toc_buf label;
    if (reader_at->set.count == 0) {
        return toc_err_set(err, TOC_EUSAGE, "side \"%.*s\" is empty on %s: no state or bloc of it exists on that day",
                           TOC_FMT(reader_at->text), toc_day_format(reader_at->asof, day));
    }
    qsort(reader_at->set.codes, reader_at->set.count, sizeof *reader_at->set.codes, by_code);
    toc_buf_init(&label, 4096);
    toc_rc rc = write_label(&label, reader_at, err);
    toc_side side = {.members = reader_at->set.codes, .member_count = reader_at->set.count, .asof = reader_at->asof};
    if (rc == TOC_OK) {
        side.text = toc_arena_str(reader_at->arena, reader_at->text);
        side.label = toc_arena_str(reader_at->arena, toc_buf_str(&label));
        rc = side.text.ptr == NULL || side.label.ptr == NULL ? no_memory(err) : TOC_OK;
    }
    toc_buf_fini(&label);
    if (rc == TOC_OK) {
        *out = side;
    }
    return rc;
}

toc_rc toc_side_parse(const toc_world *world, toc_str text, toc_day asof, toc_arena *arena, toc_side *out,
                      toc_err *err) {
    if (asof == TOC_DAY_NONE) {
        return toc_err_set(err, TOC_EUSAGE, "side \"%.*s\" is asked for without a day", TOC_FMT(text));
    }
    if (text.len > 4096) {
        return toc_err_set(err, TOC_EUSAGE, "a side of %zu bytes is too long, the most is 4096", text.len);
    }
    reader reader_at = {.world = world, .text = toc_str_trim(text), .asof = asof, .arena = arena, .only_plus = true};
    reader_at.rest = reader_at.text;
    toc_buf_init(&reader_at.canonical, 8192);
    toc_rc rc = read_expression(&reader_at, err);
    if (rc == TOC_OK && reader_at.canonical.failed) {
        rc = no_memory(err);
    }
    rc = rc == TOC_OK ? finish(&reader_at, out, err) : rc;
    toc_buf_fini(&reader_at.canonical);
    return rc;
}

bool toc_side_has(const toc_side *side, toc_str actor_root) {
    size_t from = 0, to = side->member_count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = toc_str_compare(side->members[middle], actor_root);
        if (order == 0) {
            return true;
        }
        if (order < 0) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return false;
}

toc_rc toc_sides_apart(const toc_side *a, const toc_side *b, toc_err *err) {
    for (size_t i = 0; i < a->member_count; i++) {
        if (toc_side_has(b, a->members[i])) {
            return toc_err_set(err, TOC_EUSAGE,
                               "'%.*s' is on both sides, '%.*s' and '%.*s'; take it out of one with '-%.*s'",
                               TOC_FMT(a->members[i]), TOC_FMT(a->text), TOC_FMT(b->text), TOC_FMT(a->members[i]));
        }
    }
    return TOC_OK;
}
