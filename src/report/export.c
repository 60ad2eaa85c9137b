/* Method: one row a call, cells in the order of the header. */
#include "report/export.h"

#include "event/actor.h"

#include <stdio.h>

toc_str toc_export_code(const toc_world *world, toc_export_codes codes, toc_str root, char room[8]) {
    if (codes == TOC_CODES_ISO3) {
        return root;
    }
    int number = codes == TOC_CODES_COW ? toc_world_cow(world, root) : toc_world_gw(world, root);
    room[0] = '\0';
    if (number > 0 && number < 1000) {
        snprintf(room, 8, "%03d", number);
    }
    return toc_str_of(room);
}

/* ---- CSV ---- */

static void cell(toc_buf *buf, toc_str text) {
    toc_buf_add_char(buf, ',');
    toc_buf_add_csv(buf, text);
}

static void day(toc_buf *buf, toc_day value) {
    char room[11];
    cell(buf, toc_str_of(toc_day_format(value, room)));
}

static void number(toc_buf *buf, int64_t value) {
    toc_buf_printf(buf, ",%lld", (long long)value);
}

static void decimal(toc_buf *buf, double value) {
    toc_buf_add_char(buf, ',');
    toc_buf_add_double(buf, value);
}

void toc_export_add_csv_head(toc_buf *buf) {
    toc_buf_add_cstr(
        buf, "id,date,date_precision,learnt,source,source_text,target,target_text,signal_to,event,mode,context,"
             "cameo,quad,goldstein,modality,speaker,speaker_text,confidence,reports,place_country,place_adm1,"
             "place_text,document,sentence,span_from,span_to,rule,dataset,file,row,source_state,target_state\n");
}

static void known_day(toc_buf *buf, toc_day value) {
    day(buf, value == 0 ? TOC_DAY_NONE : value);
}

static void provenance(toc_buf *buf, const toc_event *e) {
    cell(buf, toc_str_of(e->document.text));
    cell(buf, toc_str_of(e->sentence.text));
    if (e->sentence.text[0] == '\0') {
        toc_buf_add_cstr(buf, ",,");
    } else {
        number(buf, (int64_t)e->span_from);
        number(buf, (int64_t)e->span_to);
    }
    cell(buf, e->rule);
    cell(buf, e->dataset);
    cell(buf, e->file);
    if (e->dataset.len == 0) {
        toc_buf_add_char(buf, ',');
    } else {
        number(buf, e->row);
    }
}

void toc_export_add_csv(toc_buf *buf, const toc_event *e, const toc_world *world, toc_export_codes codes) {
    char room[8];
    toc_buf_add_cstr(buf, e->id.text);
    day(buf, e->date);
    cell(buf, toc_str_of(toc_precision_name(e->precision)));
    known_day(buf, e->learnt);
    cell(buf, e->source.code);
    cell(buf, e->source.text);
    cell(buf, e->target.code);
    cell(buf, e->target.text);
    cell(buf, e->signal_to);
    cell(buf, toc_str_of(toc_root_name(e->root)));
    cell(buf, e->mode);
    cell(buf, e->context);
    cell(buf, e->cameo);
    number(buf, e->quad);
    decimal(buf, e->goldstein);
    cell(buf, toc_str_of(toc_modality_name(e->modality)));
    cell(buf, e->speaker.code);
    cell(buf, e->speaker.text);
    decimal(buf, e->confidence);
    number(buf, e->reports);
    cell(buf, e->place.country);
    cell(buf, e->place.adm1);
    cell(buf, e->place.text);
    provenance(buf, e);
    cell(buf, toc_export_code(world, codes, toc_actor_root(e->source.code), room));
    cell(buf, toc_export_code(world, codes, toc_actor_root(e->target.code), room));
    toc_buf_add_char(buf, '\n');
}

/* ---- JSON ---- */

static void add_json(toc_buf *buf, const toc_event *e) {
    char room[11];
    toc_event_add_json(buf, e);
    if (!buf->failed && buf->len > 0) {
        buf->ptr[--buf->len] = '\0'; /* the closing brace */
    }
    toc_buf_add_cstr(buf, ",\"learnt\":");
    if (e->learnt == 0 || e->learnt == TOC_DAY_NONE) {
        toc_buf_add_cstr(buf, "null}");
    } else {
        toc_buf_printf(buf, "\"%s\"}", toc_day_format(e->learnt, room));
    }
}

void toc_export_add_jsonl(toc_buf *buf, const toc_event *e) {
    add_json(buf, e);
    toc_buf_add_char(buf, '\n');
}

void toc_export_add_feature(toc_buf *buf, const toc_event *e, const toc_points *points, bool first) {
    double lat = 0, lon = 0;
    bool unit = false;
    toc_buf_add_cstr(buf, first ? "\n{\"type\":\"Feature\",\"id\":" : ",\n{\"type\":\"Feature\",\"id\":");
    toc_buf_add_json(buf, toc_str_of(e->id.text));
    toc_buf_add_cstr(buf, ",\"geometry\":");
    if (e->place.country.len > 0 && toc_points_find(points, e->place.country, e->place.adm1, &lat, &lon, &unit)) {
        toc_buf_printf(buf, "{\"type\":\"Point\",\"coordinates\":[%.2f,%.2f]},\"located_by\":\"%s\"", lon, lat,
                       unit ? "first-level unit" : "country");
    } else {
        toc_buf_add_cstr(buf, "null,\"located_by\":null");
    }
    toc_buf_add_cstr(buf, ",\"properties\":");
    add_json(buf, e);
    toc_buf_add_char(buf, '}');
}

/* ---- GDELT 1.0 ---- */

/* No tab, no line's end: the format knows no quotes. */
static void tab_text(toc_buf *buf, toc_str text) {
    for (size_t i = 0; i < text.len; i++) {
        toc_buf_add_char(buf, (unsigned char)text.ptr[i] < ' ' ? ' ' : text.ptr[i]);
    }
}

static void tab(toc_buf *buf, toc_str text) {
    toc_buf_add_char(buf, '\t');
    tab_text(buf, text);
}

static void tabs(toc_buf *buf, int count) {
    while (count-- > 0) {
        toc_buf_add_char(buf, '\t');
    }
}

/* Code, name, country; no known group, ethnic group, religions; up to three types. */
static void gdelt_actor(toc_buf *buf, const toc_party *party) {
    toc_str root = toc_actor_root(party->code), sectors = toc_actor_sectors(party->code);
    tab(buf, party->code);
    tab(buf, party->text);
    tab(buf, root.len == 3 ? root : TOC_STR(""));
    tab(buf, root.len == 3 ? TOC_STR("") : root); /* known group: blocs */
    tabs(buf, 3);
    for (size_t i = 0; i < 3; i++) {
        tab(buf, toc_str_slice(sectors, i * 3 < sectors.len ? i * 3 : sectors.len,
                               i * 3 + 3 < sectors.len ? i * 3 + 3 : sectors.len));
    }
}

static int gdelt_quad(const toc_event *e) {
    static const int of_roots[] = {0, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4};
    int root = e->cameo.len >= 2 ? (e->cameo.ptr[0] - '0') * 10 + (e->cameo.ptr[1] - '0') : 0;
    return root > 0 && root <= 20 ? of_roots[root] : e->quad;
}

static void gdelt_date(toc_buf *buf, toc_day value) {
    toc_civil c = toc_day_civil(value);
    int of_year = (int)(value - toc_day_of(c.year, 1, 1));
    toc_buf_printf(buf, "\t%04d%02d%02d\t%04d%02d\t%04d\t%.4f", c.year, c.month, c.day, c.year, c.month, c.year,
                   c.year + of_year / 365.0);
}

void toc_export_add_gdelt(toc_buf *buf, const toc_event *e, int64_t row) {
    toc_buf_printf(buf, "%lld", (long long)row);
    gdelt_date(buf, e->date);
    gdelt_actor(buf, &e->source);
    gdelt_actor(buf, &e->target);
    toc_buf_add_cstr(buf, "\t1"); /* IsRootEvent */
    tab(buf, e->cameo);
    tab(buf, toc_str_slice(e->cameo, 0, e->cameo.len < 3 ? e->cameo.len : 3));
    tab(buf, toc_str_slice(e->cameo, 0, e->cameo.len < 2 ? e->cameo.len : 2));
    toc_buf_printf(buf, "\t%d\t", gdelt_quad(e));
    toc_buf_add_double(buf, e->goldstein);
    toc_buf_printf(buf, "\t%d\t\t%d\t", e->reports, e->reports); /* mentions, sources, articles, tone */
    tabs(buf, 14);                                               /* where the actors are */
    tab(buf, e->place.country.len > 0 ? TOC_STR("1") : TOC_STR("0"));
    tab(buf, e->place.text.len > 0 ? e->place.text : e->place.country);
    tabs(buf, 5);
    toc_day added = e->learnt == 0 || e->learnt == TOC_DAY_NONE ? e->date : e->learnt;
    toc_civil c = toc_day_civil(added);
    toc_buf_printf(buf, "\t%04d%02d%02d\ttocsin:%s\n", c.year, c.month, c.day, e->id.text);
}

/* ---- panels ---- */

void toc_export_add_panel_head(toc_buf *buf, const char *by) {
    toc_buf_printf(buf, "%s,source,target,events,deeds,reports,quad_0,quad_1,quad_2,quad_3,quad_4,goldstein_sum\n", by);
}

void toc_export_add_panel(toc_buf *buf, const toc_export_cell *c, const char *by) {
    char room[11];
    toc_str date = toc_str_of(toc_day_format(c->from, room));
    toc_buf_add(buf, by[0] == 'y' ? toc_str_slice(date, 0, 4) : by[0] == 'm' ? toc_str_slice(date, 0, 7) : date);
    cell(buf, c->source);
    cell(buf, c->target);
    number(buf, c->events);
    number(buf, c->deeds);
    number(buf, c->reports);
    for (int q = 0; q < 5; q++) {
        number(buf, c->quad[q]);
    }
    decimal(buf, c->goldstein);
    toc_buf_add_char(buf, '\n');
}
