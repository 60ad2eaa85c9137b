#include "report/member.h"

void toc_member_add_text(toc_buf *out, const char *name, toc_str text) {
    toc_buf_printf(out, ",\"%s\":", name);
    if (text.len > 0)
        toc_buf_add_json(out, text);
    else
        toc_buf_add_cstr(out, "null");
}

void toc_member_add_day(toc_buf *out, const char *name, toc_day day) {
    char text[11];
    toc_member_add_text(out, name, toc_str_of(toc_day_format(day, text)));
}

void toc_member_add_number(toc_buf *out, const char *name, double value, bool known) {
    toc_buf_printf(out, ",\"%s\":", name);
    if (known)
        toc_buf_add_double(out, value);
    else
        toc_buf_add_cstr(out, "null");
}
