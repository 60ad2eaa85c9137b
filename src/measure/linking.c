/* Reads data/method/linking.tsv; see linking.h and doc/method/linking.md. */
#include "measure/linking.h"

#include "base/map.h"
#include "base/mem.h"
#include "base/sketch.h"
#include "base/table.h"

#include <stdlib.h>
#include <string.h>

#define PHRASES_MAX 128
#define GAP_WORDS 25 /* what * may stand for */
#define STEM_BYTES 6
#define ARENA_BYTES ((size_t)1 << 20)

typedef struct phrases {
    toc_str of[PHRASES_MAX];
    size_t count;
    bool begins[256]; /* first bytes, in both cases, so that few words are looked at twice */
} phrases;

struct toc_linking {
    toc_arena arena;
    toc_map stop; /* stems */
    toc_linking_params params;
    bool refused;   /* memory was, while the table was read */
    unsigned found; /* a bit for each param that the table gave */
    phrases title, withdraw, titled;
};

/* The word in small letters, without an ending, cut; into room of STEM_BYTES. */
static toc_str stem_of(toc_str word, char *room) {
    static const char *const endings[] = {"ing", "es", "ed", "s", "d", "e"};
    char small[64];
    size_t len = word.len < sizeof small ? word.len : sizeof small;
    for (size_t i = 0; i < len; i++) {
        small[i] = (char)(word.ptr[i] >= 'A' && word.ptr[i] <= 'Z' ? word.ptr[i] + ('a' - 'A') : word.ptr[i]);
    }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        toc_str ending = toc_str_of(endings[i]);
        if (len >= ending.len + 3 && toc_str_ends((toc_str){small, len}, ending)) {
            len -= ending.len;
            break;
        }
    }
    len = len < STEM_BYTES ? len : STEM_BYTES;
    memcpy(room, small, len);
    return (toc_str){room, len};
}

static bool set_param(toc_linking *linking, toc_str key, double value) {
    toc_linking_params *p = &linking->params;
    static const char *const names[] = {"day_gap",    "span_days",       "near_share",  "denial_share",
                                        "copy_share", "correction_days", "denial_days", "own_denial"};
    int *const days[] = {&p->day_gap, &p->span_days, NULL, NULL, NULL, &p->correction_days, &p->denial_days, NULL};
    double *const shares[] = {NULL, NULL, &p->near_share, &p->denial_share, &p->copy_share, NULL, NULL, NULL};
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
        if (!toc_str_equal(key, toc_str_of(names[i]))) {
            continue;
        }
        linking->found |= 1u << i;
        if (days[i] != NULL) {
            *days[i] = (int)value;
            return value <= 365;
        }
        if (shares[i] != NULL) {
            *shares[i] = value;
        } else {
            p->own_denial = value > 0;
        }
        return value <= 1;
    }
    return false;
}

static bool add_phrases(phrases *to, toc_str key) {
    while (key.ptr != NULL) {
        toc_str one = toc_str_trim(toc_str_cut(&key, '|'));
        if (one.len == 0 || to->count == PHRASES_MAX) {
            return false;
        }
        to->of[to->count++] = one;
        unsigned char first = (unsigned char)one.ptr[0];
        to->begins[first] = true;
        to->begins[first >= 'a' && first <= 'z' ? first - ('a' - 'A') : first] = true;
    }
    return true;
}

static bool add_stops(toc_linking *linking, toc_str key) {
    while (key.ptr != NULL) {
        char room[STEM_BYTES];
        toc_str stem = toc_arena_str(&linking->arena, stem_of(toc_str_trim(toc_str_cut(&key, '|')), room));
        linking->refused |= stem.ptr == NULL || !toc_map_put(&linking->stop, stem, 1);
        if (linking->refused || stem.len == 0) {
            return false;
        }
    }
    return true;
}

static bool set_row(toc_linking *linking, toc_str kind, toc_str key, double value) {
    if (toc_str_equal(kind, TOC_STR("param"))) {
        return set_param(linking, key, value);
    }
    if (toc_str_equal(kind, TOC_STR("stop"))) {
        return add_stops(linking, key);
    }
    phrases *to = toc_str_equal(kind, TOC_STR("title"))      ? &linking->title
                  : toc_str_equal(kind, TOC_STR("withdraw")) ? &linking->withdraw
                  : toc_str_equal(kind, TOC_STR("titled"))   ? &linking->titled
                                                             : NULL;
    return to != NULL && add_phrases(to, key);
}

static toc_rc read_rows(toc_linking *linking, const char *path, toc_err *err) {
    enum { COLUMN_KIND, COLUMN_KEY, COLUMN_VALUE, COLUMN_COUNT };
    static const char *const columns[COLUMN_COUNT] = {"kind", "key", "value"};
    toc_table table;
    toc_str cells[COLUMN_COUNT];
    bool more = true;
    toc_rc rc = toc_table_open(&table, path, columns, COLUMN_COUNT, &linking->arena, err);
    while (rc == TOC_OK && (rc = toc_table_next(&table, cells, &more, err)) == TOC_OK && more) {
        double value;
        if (!toc_str_to_double(cells[COLUMN_VALUE], &value) || value < 0 ||
            !set_row(linking, cells[COLUMN_KIND], cells[COLUMN_KEY], value)) {
            if (linking->refused) {
                return toc_err_set(err, TOC_ENOMEM, "out of memory for the words of linking");
            }
            rc = toc_err_set(err, TOC_EFORMAT,
                             "the row '%.*s' is unknown, out of its range or one too many at %s:%zu; mend the row",
                             TOC_FMT(cells[COLUMN_KEY]), path, table.line);
        }
    }
    if (rc == TOC_OK && linking->found != 0xff) {
        rc = toc_err_set(err, TOC_EFORMAT, "a param row is missing in '%s'; it needs all eight", path);
    }
    return rc;
}

toc_rc toc_linking_new(const char *data_dir, toc_linking **out, toc_err *err) {
    toc_linking *linking = toc_mem_calloc(1, sizeof *linking);
    if (linking == NULL) {
        return toc_err_set(err, TOC_ENOMEM, "out of memory for the numbers of linking");
    }
    toc_arena_init(&linking->arena, ARENA_BYTES);
    toc_map_init(&linking->stop);
    toc_str path = toc_arena_printf(&linking->arena, "%s/method/linking.tsv", data_dir);
    toc_rc rc = path.ptr != NULL ? read_rows(linking, path.ptr, err)
                                 : toc_err_set(err, TOC_ENOMEM, "out of memory for the numbers of linking");
    if (rc != TOC_OK) {
        toc_linking_free(linking);
        return rc;
    }
    *out = linking;
    return TOC_OK;
}

void toc_linking_free(toc_linking *linking) {
    if (linking == NULL) {
        return;
    }
    toc_map_fini(&linking->stop);
    toc_arena_fini(&linking->arena);
    toc_mem_free(linking);
}

const toc_linking_params *toc_linking_numbers(const toc_linking *linking) {
    return &linking->params;
}

static int by_value(const void *left, const void *right) {
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return a < b ? -1 : a > b;
}

toc_gist toc_gist_make(const toc_linking *linking, toc_str sentence, toc_arena *arena) {
    uint64_t stems[TOC_GIST_MAX];
    char room[STEM_BYTES];
    size_t count = 0, kept = 0;
    uint32_t ignored;
    toc_str word;
    while (count < TOC_GIST_MAX && toc_sketch_word(&sentence, &word)) {
        toc_str stem = stem_of(word, room);
        bool number = word.ptr[0] >= '0' && word.ptr[0] <= '9';
        if ((word.len > 1 || number) && !toc_map_get(&linking->stop, stem, &ignored)) {
            stems[count++] = toc_str_hash(stem, 0);
        }
    }
    qsort(stems, count, sizeof *stems, by_value);
    uint64_t *out = toc_arena_array(arena, count + 1, sizeof *out);
    for (size_t i = 0; out != NULL && i < count; i++) {
        if (i == 0 || stems[i] != stems[i - 1]) {
            out[kept++] = stems[i];
        }
    }
    return (toc_gist){kept, out};
}

toc_gist toc_gist_without(const toc_gist *gist, const toc_gist *other, toc_arena *arena) {
    uint64_t *out = toc_arena_array(arena, gist->count + 1, sizeof *out);
    size_t kept = 0, k = 0;
    for (size_t i = 0; out != NULL && i < gist->count; i++) {
        while (k < other->count && other->stems[k] < gist->stems[i]) {
            k++;
        }
        if (k == other->count || other->stems[k] != gist->stems[i]) {
            out[kept++] = gist->stems[i];
        }
    }
    return (toc_gist){kept, out};
}

size_t toc_gist_shared(const toc_gist *a, const toc_gist *b) {
    size_t i = 0, k = 0, shared = 0;
    while (i < a->count && k < b->count) {
        uint64_t x = a->stems[i], y = b->stems[k];
        i += x <= y;
        k += y <= x;
        shared += x == y;
    }
    return shared;
}

bool toc_gist_near(const toc_gist *a, const toc_gist *b, double share) {
    size_t smaller = a->count < b->count ? a->count : b->count;
    if (smaller == 0) {
        return a->count == b->count;
    }
    return (double)toc_gist_shared(a, b) >= share * (double)smaller;
}

static bool next_word(toc_str *rest, toc_str *word, size_t *at, toc_str whole) {
    bool found = toc_sketch_word(rest, word);
    *at = found ? (size_t)(word->ptr - whole.ptr) : whole.len;
    return found;
}

/* Does text, from its start, go through the words of phrase? */
static bool goes_through(toc_str text, toc_str phrase) {
    size_t gap = 0; /* words that may be passed over before the next of the phrase */
    toc_str wanted, word = {NULL, 0};
    while (phrase.ptr != NULL) {
        wanted = toc_str_cut(&phrase, ' ');
        if (toc_str_equal(wanted, TOC_STR("*"))) {
            gap = GAP_WORDS;
            continue;
        }
        bool met = false;
        for (size_t passed = 0; !met && passed <= gap && toc_sketch_word(&text, &word); passed++) {
            met = toc_str_equal_icase(word, wanted);
        }
        if (!met) {
            return false;
        }
        gap = 0;
    }
    return true;
}

static bool any_goes(const phrases *list, toc_str text) {
    bool may = text.len > 0 && list->begins[(unsigned char)text.ptr[0]];
    for (size_t i = 0; may && i < list->count; i++) {
        if (goes_through(text, list->of[i])) {
            return true;
        }
    }
    return false;
}

bool toc_linking_title(const toc_linking *linking, toc_str title) {
    return title.len > 0 && any_goes(&linking->title, title);
}

toc_str toc_linking_withdrawn(const toc_linking *linking, bool titled, toc_str sentence) {
    toc_str rest = sentence, word;
    size_t at;
    while (next_word(&rest, &word, &at, sentence)) {
        toc_str from_here = toc_str_slice(sentence, at, sentence.len);
        if (any_goes(&linking->withdraw, from_here) || (titled && any_goes(&linking->titled, from_here))) {
            return from_here;
        }
    }
    return toc_str_slice(sentence, sentence.len, sentence.len);
}
