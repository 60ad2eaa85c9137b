/*
 * What a document has told so far: who was named, with which surname and which role, newest last.
 *
 * "Khrenin" alone, "the minister" and "he" are answered from here, and only when
 * one answer is there.
 */
#include "code/inside.h"
#include "event/actor.h"

#include <string.h>

const struct toc_memory_item *toc_memory_surname(const toc_memory *memory, toc_str word) {
    for (size_t i = memory->count; i > 0; i--) {
        if (memory->items[i - 1].surname.len > 2 && toc_str_equal(memory->items[i - 1].surname, word)) {
            return &memory->items[i - 1];
        }
    }
    return NULL;
}

/* The newest item of that role word when all items of it agree on the code. */
const struct toc_memory_item *toc_memory_role(const toc_memory *memory, toc_str word, toc_str sectors) {
    const struct toc_memory_item *best = NULL;
    for (size_t i = memory->count; i > 0; i--) {
        const struct toc_memory_item *item = &memory->items[i - 1];
        bool same_word = item->word.len > 0 && toc_str_equal(item->word, word);
        bool same_sectors = sectors.len > 0 && toc_str_equal(toc_actor_sectors(item->code), sectors);
        if (!same_word && !same_sectors) {
            continue;
        }
        if (!best) {
            best = item;
        } else if (!toc_str_equal(best->code, item->code)) {
            return best->sentence > item->sentence + 1 || same_word ? best : NULL;
        }
    }
    return best;
}

const struct toc_memory_item *toc_memory_person(const toc_memory *memory) {
    const struct toc_memory_item *best = NULL;
    for (size_t i = memory->count; i > 0; i--) {
        const struct toc_memory_item *item = &memory->items[i - 1];
        if (!item->person || item->sentence + 2 < memory->sentence) {
            continue;
        }
        if (best && !toc_str_equal(best->code, item->code)) {
            return best->sentence > item->sentence ? best : NULL;
        }
        best = item;
    }
    return best;
}

void toc_memory_push(toc_memory *memory, const struct toc_memory_item *item) {
    if (memory->count == TOC_MEMORY_MAX) {
        memmove(memory->items, memory->items + 1, (TOC_MEMORY_MAX - 1) * sizeof *memory->items);
        memory->count--;
    }
    memory->items[memory->count++] = *item;
}

static toc_str last_word(toc_str name) {
    size_t at = name.len;
    while (at > 0 && name.ptr[at - 1] != ' ') {
        at--;
    }
    return toc_str_slice(name, at, name.len);
}

toc_str toc_role_word(const toc_scene *scene, const toc_mention *m) {
    for (int i = m->to; i > m->from; i--) {
        const toc_token *token = &scene->tokens[i - 1];
        toc_str lower = token->lower;
        if (toc_str_equal(lower, TOC_STR("minister")) || toc_str_equal(lower, TOC_STR("president")) ||
            toc_str_equal(lower, TOC_STR("chancellor")) || toc_str_equal(lower, TOC_STR("general")) ||
            toc_str_equal(lower, TOC_STR("spokesman")) || toc_str_equal(lower, TOC_STR("spokeswoman")) ||
            toc_str_equal(lower, TOC_STR("chief")) || toc_str_equal(lower, TOC_STR("secretary")) ||
            toc_str_equal(lower, TOC_STR("guest")) || toc_str_equal(lower, TOC_STR("host")) ||
            toc_str_equal(lower, TOC_STR("ambassador")) || toc_str_equal(lower, TOC_STR("envoy"))) {
            return lower;
        }
    }
    return (toc_str){"", 0};
}

static toc_str office_word(toc_str office) {
    static const struct {
        const char *office, *word;
    } words[] = {{"defence_minister", "minister"}, {"foreign_minister", "minister"}, {"interior_minister", "minister"},
                 {"head_of_state", "president"},   {"secretary_general", "chief"},   {"spokesperson", "spokesman"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (toc_str_is(office, words[i].office)) {
            return toc_str_of(words[i].word);
        }
    }
    return (toc_str){"", 0};
}

void toc_memory_note(toc_scene *scene) {
    for (int i = 0; i < scene->mention_count; i++) {
        const toc_mention *m = &scene->mentions[i];
        if (m->code.len == 0 || toc_is_stranger(scene, i)) {
            continue;
        }
        struct toc_memory_item item = {
            .code = m->code, .person = m->person, .sentence = scene->memory->sentence, .kind = m->kind};
        item.word = toc_role_word(scene, m);
        if (m->kind == TOC_ENTRY_HOLDER && m->entry->kind == TOC_ENTRY_HOLDER && m->entry->name.len > 0) {
            item.surname = last_word(m->entry->name);
            item.word = item.word.len ? item.word : office_word(m->entry->office);
        }
        toc_memory_push(scene->memory, &item);
    }
}
