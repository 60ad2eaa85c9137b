/* A series as JSON; see tension_json.h. */
#include "report/tension_json.h"

#include "report/member.h"

void toc_tension_add_index_json(toc_buf *out, const toc_index *index) {
    toc_buf_printf(out, "{\"events\":%d", index->events);
    toc_member_add_number(out, "hostile", index->hostile, index->defined);
    toc_member_add_number(out, "friendly", index->friendly, index->defined);
    toc_member_add_number(out, "balance", index->balance, index->defined);
    toc_member_add_number(out, "level", index->level, index->defined);
    toc_member_add_number(out, "level_low", index->level_ci.low, index->defined);
    toc_member_add_number(out, "level_high", index->level_ci.high, index->defined);
    toc_buf_add_char(out, '}');
}

void toc_tension_add_points_json(toc_buf *out, const toc_tension *series) {
    char from[11], to[11];
    toc_buf_add_char(out, '[');
    for (size_t i = 0; i < series->count; i++) {
        const toc_tension_point *point = &series->points[i];
        toc_buf_printf(out, "%s{\"from\":\"%s\",\"to\":\"%s\",\"words\":", i ? ",\n" : "",
                       toc_day_format(point->from, from), toc_day_format(point->to, to));
        toc_tension_add_index_json(out, &point->words);
        toc_buf_add_cstr(out, ",\"deeds\":");
        toc_tension_add_index_json(out, &point->deeds);
        toc_buf_printf(out, ",\"reports\":%d,\"sources\":%d", point->reports, point->sources);
        toc_member_add_number(out, "concentration", point->concentration, point->sources > 0);
        toc_buf_add_char(out, '}');
    }
    toc_buf_add_char(out, ']');
}
