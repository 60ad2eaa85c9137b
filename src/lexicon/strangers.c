/* Nouns for people and bodies that no table of names knows: strangers.tsv by the lemma of the noun. */
#include "event/actor.h"
#include "lexicon/inside.h"

static toc_rc stranger_take(toc_lexicon *lexicon, const toc_str *cells, const char *path, size_t line, toc_err *err) {
    uint32_t at = lexicon->stranger_count;
    bool none = toc_str_equal(cells[1], TOC_STR("-")), named = toc_str_equal(cells[2], TOC_STR("named"));
    if (cells[0].len == 0 || cells[1].len == 0 || (!none && toc_actor_root(cells[1]).len > 0) ||
        (cells[2].len > 0 && !named)) {
        return toc_err_set(err, TOC_EFORMAT, "%s:%zu: \"%.*s\" wants sectors or -, and then nothing or \"named\"", path,
                           line, TOC_FMT(cells[0]));
    }
    if (!toc_lexicon_grow(lexicon, (void **)&lexicon->strangers, at, &lexicon->stranger_room,
                          sizeof *lexicon->strangers) ||
        !toc_map_put(&lexicon->stranger_nouns, cells[0], at)) {
        return toc_lexicon_no_memory(err);
    }
    lexicon->strangers[lexicon->stranger_count++] =
        (toc_stranger){.sectors = none ? (toc_str){"", 0} : cells[1], .named = named, .line = line};
    return TOC_OK;
}

static const char *const columns[] = {"noun", "role", "when"};
const toc_lexicon_table toc_table_strangers = {"strangers.tsv", columns, 3, stranger_take};

const toc_stranger *toc_lexicon_stranger(const toc_lexicon *lexicon, toc_str lemma) {
    uint32_t at;
    return toc_map_get(&lexicon->stranger_nouns, lemma, &at) ? &lexicon->strangers[at] : NULL;
}
