/* Words of time: times.tsv by word; a word has up to as many meanings as it has rows, one of each kind. */
#include "lexicon/inside.h"

static const char *const KINDS[TOC_TIME_KIND_COUNT] = {"month", "weekday", "day",  "shift",  "chain",  "unit", "number",
                                                       "back",  "ahead",   "part", "filler", "within", "never"};

static toc_rc time_take(toc_lexicon *lexicon, const toc_str *cells, const char *path, size_t line, toc_err *err) {
    uint32_t at;
    int64_t value = 0;
    int kind = 0;
    while (kind < TOC_TIME_KIND_COUNT && !toc_str_equal(cells[1], toc_str_of(KINDS[kind]))) {
        kind++;
    }
    if (kind == TOC_TIME_KIND_COUNT || !toc_str_to_i64(cells[2], &value) || value < -12 || value > 12) {
        return toc_err_set(err, TOC_EFORMAT, "%s:%zu: \"%.*s %.*s\" is no kind of time word with its value", path, line,
                           TOC_FMT(cells[1]), TOC_FMT(cells[2]));
    }
    if (!toc_map_get(&lexicon->time_words, cells[0], &at)) {
        at = lexicon->time_count;
        if (!toc_lexicon_grow(lexicon, (void **)&lexicon->times, at, &lexicon->time_room, sizeof *lexicon->times) ||
            !toc_map_put(&lexicon->time_words, cells[0], at)) {
            return toc_lexicon_no_memory(err);
        }
        lexicon->times[lexicon->time_count++] = (toc_time_word){.kinds = 0};
    }
    lexicon->times[at].kinds |= 1u << kind;
    lexicon->times[at].value[kind] = (int8_t)value;
    return TOC_OK;
}

static const char *const columns[] = {"word", "kind", "value"};
const toc_lexicon_table toc_table_times = {"times.tsv", columns, 3, time_take};

const toc_time_word *toc_lexicon_time(const toc_lexicon *lexicon, toc_str lower) {
    uint32_t at;
    return toc_map_get(&lexicon->time_words, lower, &at) ? &lexicon->times[at] : NULL;
}
