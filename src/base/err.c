/*
 * Method: a message longer than err.text is cut, never refused: errors must be
 * sayable when memory is gone, so nothing here allocates. The cut steps back
 * over the bytes of a UTF-8 character that it would split. toc_err_prefix puts
 * exactly the words of its format in front: the separator (": ") is the caller's.
 */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Ends text (of `size` bytes, NUL-terminated and known to be cut) at a whole character. */
static void cut_at_character(char *text, size_t size) {
    size_t len = size - 1, start = len;
    while (start > 0 && len - start < 3 && ((unsigned char)text[start - 1] & 0xC0) == 0x80) {
        start--;
    }
    if (start == 0) {
        return;
    }
    unsigned char lead = (unsigned char)text[start - 1];
    size_t want = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (want > 1 && want > len - start + 1) {
        text[start - 1] = '\0';
    }
}

toc_rc toc_err_set(toc_err *err, toc_rc rc, const char *format, ...) {
    if (err == NULL) {
        return rc;
    }
    toc_err said = {.rc = rc}; /* apart, since the words may be made from err.text itself */
    va_list args;
    va_start(args, format);
    int len = vsnprintf(said.text, sizeof said.text, format, args);
    va_end(args);
    if (len >= (int)sizeof said.text) {
        cut_at_character(said.text, sizeof said.text);
    }
    *err = said;
    return rc;
}

toc_rc toc_err_prefix(toc_err *err, const char *format, ...) {
    if (err == NULL) {
        return TOC_OK;
    }
    char words[sizeof err->text];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(words, sizeof words, format, args);
    va_end(args);
    if (len < 0) {
        return err->rc;
    }
    if (len >= (int)sizeof words) {
        cut_at_character(words, sizeof words);
    }
    return toc_err_set(err, err->rc, "%s%.*s", words, (int)sizeof err->text, err->text);
}
