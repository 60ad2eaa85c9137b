/*
 * Method: which bytes of the sentence carried something is painted on a map of
 * one byte per byte, in pieces of 4000 bytes at most (no sentence is longer);
 * brackets stand where the paint begins and ends. Table columns are as wide as
 * their widest cell, counted in characters, 40 at most.
 */
#include "report/explain.h"

#include <string.h>

enum { PAINT_MAX = 4096, CELL_MAX = 40, COLUMNS = 4 };

void toc_explain_add_document(toc_buf *buf, toc_str file, size_t line, toc_day date, toc_str title) {
    char day[11];
    toc_day_format(date, day);
    if (toc_str_equal(file, TOC_STR("-"))) {
        toc_buf_printf(buf, "== standard input:%zu", line);
    } else {
        toc_buf_printf(buf, "== %.*s:%zu", TOC_FMT(file), line);
    }
    toc_buf_printf(buf, "  %s", date == TOC_DAY_NONE ? "no date" : day);
    if (title.len > 0) {
        toc_buf_printf(buf, "  %.*s", TOC_FMT(title));
    }
    toc_buf_add_char(buf, '\n');
}

/* Offset of words in text: where they point into it, else where they first stand, else SIZE_MAX. */
static size_t words_at(toc_str text, toc_str words) {
    if (words.ptr >= text.ptr && words.ptr + words.len <= text.ptr + text.len) {
        return (size_t)(words.ptr - text.ptr);
    }
    return toc_str_find(text, words, 0);
}

static void paint(const toc_explain_sentence *sentence, unsigned char *map) {
    for (size_t e = 0; e < sentence->event_count; e++) {
        const toc_explain_event *event = &sentence->events[e];
        for (size_t p = 0; p < event->part_count; p++) {
            toc_str words = event->parts[p].words;
            size_t at = words.len > 0 ? words_at(sentence->text, words) : SIZE_MAX;
            if (at != SIZE_MAX && at + words.len <= PAINT_MAX) {
                memset(map + at, 1, words.len);
            }
        }
    }
}

static void add_bracketed(toc_buf *buf, const toc_explain_sentence *sentence) {
    unsigned char map[PAINT_MAX + 1] = {0};
    bool open = false;
    paint(sentence, map);
    for (size_t i = 0; i < sentence->text.len; i++) {
        bool wanted = i < PAINT_MAX && map[i] != 0;
        char byte = sentence->text.ptr[i];
        if (wanted != open) {
            toc_buf_add_char(buf, wanted ? '[' : ']');
            open = wanted;
        }
        toc_buf_add_char(buf, byte == '\n' ? ' ' : byte);
    }
    if (open) {
        toc_buf_add_char(buf, ']');
    }
}

static size_t characters(toc_str text) {
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        count += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    }
    return count;
}

static toc_str cell_of(const toc_explain_part *part, int column) {
    const toc_str cells[COLUMNS] = {part->part, part->value, part->words, part->rule};
    toc_str none = TOC_STR("-");
    return cells[column].len > 0 ? cells[column] : none;
}

static void add_cell(toc_buf *buf, toc_str cell, size_t width) {
    for (size_t i = 0; i < cell.len; i++) {
        toc_buf_add_char(buf, cell.ptr[i] == '\n' ? ' ' : cell.ptr[i]);
    }
    for (size_t shown = characters(cell); shown < width; shown++) {
        toc_buf_add_char(buf, ' ');
    }
}

static void add_parts(toc_buf *buf, const toc_explain_event *event) {
    const toc_explain_part head = {TOC_STR("part"), TOC_STR("words"), TOC_STR("rule"), TOC_STR("value")};
    size_t width[COLUMNS];
    for (int c = 0; c < COLUMNS; c++) {
        width[c] = characters(cell_of(&head, c));
        for (size_t p = 0; p < event->part_count; p++) {
            size_t wanted = characters(cell_of(&event->parts[p], c));
            width[c] = wanted > width[c] ? wanted : width[c];
        }
        width[c] = width[c] > CELL_MAX ? CELL_MAX : width[c];
    }
    for (size_t p = 0; p <= event->part_count; p++) {
        const toc_explain_part *part = p == 0 ? &head : &event->parts[p - 1];
        toc_buf_add_cstr(buf, "      ");
        for (int c = 0; c < COLUMNS; c++) {
            add_cell(buf, cell_of(part, c), c + 1 < COLUMNS ? width[c] + 2 : 0);
        }
        toc_buf_add_char(buf, '\n');
    }
}

static void add_event(toc_buf *buf, const toc_explain_event *shown) {
    const toc_event *event = shown->event;
    toc_buf_printf(buf, "   %s  %.*s -> %.*s", event->id.text, TOC_FMT(event->source.code),
                   TOC_FMT(event->target.code.len > 0 ? event->target.code : TOC_STR("(nobody)")));
    if (event->signal_to.len > 0) {
        toc_buf_printf(buf, " (signal to %.*s)", TOC_FMT(event->signal_to));
    }
    toc_buf_printf(buf, "  %s %.*s, %s: a %s", toc_root_name(event->root), TOC_FMT(event->cameo),
                   toc_modality_name(event->modality), toc_event_is_deed(event) ? "deed" : "word");
    if (event->speaker.code.len > 0) {
        toc_buf_printf(buf, ", said by %.*s", TOC_FMT(event->speaker.code));
    }
    toc_buf_printf(buf, "  (confidence %.2f)\n", event->confidence);
    add_parts(buf, shown);
}

void toc_explain_add_sentence(toc_buf *buf, const toc_explain_sentence *sentence) {
    toc_buf_printf(buf, "%2zu ", sentence->number + 1);
    add_bracketed(buf, sentence);
    toc_buf_add_char(buf, '\n');
    for (size_t i = 0; i < sentence->event_count; i++) {
        add_event(buf, &sentence->events[i]);
    }
    if (sentence->silent) {
        toc_buf_add_cstr(buf, "   no event, although two actors are named: not understood\n");
    } else if (sentence->event_count == 0) {
        toc_buf_add_cstr(buf, "   no event\n");
    }
}
