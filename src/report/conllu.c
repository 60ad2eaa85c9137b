/*
 * Method: numbers are written by hand; a formatted print a cell would cost a
 * tenth of the time of a tree.
 */
#include "report/conllu.h"

#include <string.h>

static void add_number(toc_buf *buf, size_t number) {
    char digits[24];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    toc_buf_add(buf, (toc_str){digits + at, sizeof digits - at});
}

/* A cell holds no tab and no line end; such bytes become spaces. */
static void add_cell(toc_buf *buf, toc_str text) {
    for (size_t from = 0, to; from < text.len; from = to + 1) {
        for (to = from; to < text.len && (unsigned char)text.ptr[to] >= ' ';) {
            to++;
        }
        toc_buf_add(buf, (toc_str){text.ptr + from, to - from});
        if (to < text.len) {
            toc_buf_add_char(buf, ' ');
        }
    }
}

static void add_next(toc_buf *buf, toc_str text) {
    toc_buf_add_char(buf, '\t');
    add_cell(buf, text.len > 0 ? text : TOC_STR("_"));
}

void toc_conllu_add_comment(toc_buf *buf, const char *name, toc_str value) {
    toc_buf_add_cstr(buf, "# ");
    toc_buf_add_cstr(buf, name);
    toc_buf_add_cstr(buf, " = ");
    add_cell(buf, value);
    toc_buf_add_char(buf, '\n');
}

void toc_conllu_add_id(toc_buf *buf, const char *document, size_t number) {
    toc_buf_add_cstr(buf, "# sent_id = ");
    toc_buf_add_cstr(buf, document);
    toc_buf_add_char(buf, '-');
    add_number(buf, number);
    toc_buf_add_char(buf, '\n');
}

void toc_conllu_add_row(toc_buf *buf, const toc_conllu_row *row) {
    add_number(buf, row->id);
    add_next(buf, row->form);
    add_next(buf, row->lemma);
    add_next(buf, toc_str_of(row->upos));
    add_next(buf, toc_str_of(row->xpos));
    toc_buf_add_cstr(buf, "\t_\t");
    add_number(buf, row->head);
    add_next(buf, toc_str_of(row->rel));
    toc_buf_add_cstr(buf, "\t_");
    add_next(buf, row->misc);
    toc_buf_add_char(buf, '\n');
}

void toc_conllu_add_range(toc_buf *buf, size_t first, size_t last, toc_str form, bool space_after) {
    add_number(buf, first);
    toc_buf_add_char(buf, '-');
    add_number(buf, last);
    add_next(buf, form);
    toc_buf_add_cstr(buf, "\t_\t_\t_\t_\t_\t_\t_\t");
    toc_buf_add_cstr(buf, space_after ? "_\n" : "SpaceAfter=No\n");
}
