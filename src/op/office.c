/* Names as datasets write them hold underscores, and a father's name in the middle: it is left out when the whole is
 * not found. */
#include "op/office.h"

#include "event/actor.h"
#include "text/text.h"

#include <string.h>

static toc_str match(toc_office_finder *f, toc_str name, toc_str code, toc_day day) {
    toc_token *tokens;
    size_t count;
    toc_err ignored = {0};
    if (toc_text_tokens(name, &f->scratch, &tokens, &count, &ignored) != TOC_OK)
        return (toc_str){"", 0};
    for (size_t at = 0; at < count;) {
        const toc_entry *entry = NULL;
        bool late = false;
        size_t covered = toc_lexicon_match(f->lexicon, tokens, count, at, day, &entry, &late);
        if (covered && entry && !late && entry->kind == TOC_ENTRY_HOLDER &&
            toc_str_equal(toc_actor_root(entry->code), toc_actor_root(code)))
            return entry->office;
        at += covered ? covered : 1;
    }
    return (toc_str){"", 0};
}

/* "Sergey Viktorovich Lavrov" -> "Sergey Lavrov" */
static toc_str without_middle(toc_arena *arena, toc_str name) {
    size_t first = toc_str_find(name, TOC_STR(" "), 0), last = name.len;
    while (last > 0 && name.ptr[last - 1] != ' ')
        last--;
    if (first == SIZE_MAX || last <= first + 1)
        return (toc_str){"", 0};
    return toc_arena_printf(arena, "%.*s %.*s", TOC_FMT(toc_str_slice(name, 0, first)),
                            TOC_FMT(toc_str_slice(name, last, name.len)));
}

toc_str toc_op_office(void *ctx, toc_str text, toc_str code, toc_day day) {
    toc_office_finder *f = ctx;
    toc_arena_clear(&f->scratch);
    char *bytes = toc_arena_alloc(&f->scratch, text.len + 1);
    if (!bytes || text.len == 0)
        return (toc_str){"", 0};
    for (size_t i = 0; i < text.len; i++)
        bytes[i] = text.ptr[i] == '_' ? ' ' : text.ptr[i];
    toc_str name = {bytes, text.len};
    toc_str office = match(f, name, code, day);
    toc_str shorter = office.len == 0 ? without_middle(&f->scratch, name) : (toc_str){"", 0};
    return shorter.len > 0 ? match(f, shorter, code, day) : office;
}
