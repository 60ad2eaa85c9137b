/* Method: words from the left: who, root, mode; the last word is when. */
#include "op/assumption.h"

static const struct {
    const char *word;
    int days;
} CADENCES[] = {{"daily", 1}, {"weekly", 7}, {"monthly", 30}, {"yearly", 365}};

static bool side_is(const toc_side *side, const toc_world *world, toc_str who) {
    toc_str code = toc_world_code(world, who);
    return toc_str_equal_icase(side->text, who) || (code.len > 0 && toc_side_has(side, code));
}

static toc_rc read_who(toc_str *rest, const toc_event_model *m, toc_whatif_who *who, const char *text, toc_err *err) {
    size_t colon = toc_str_find(*rest, TOC_STR(":"), 0);
    const toc_side *a = m->turned ? &m->pair.b : &m->pair.a, *b = m->turned ? &m->pair.a : &m->pair.b;
    *who = TOC_WHATIF_BOTH;
    if (colon == SIZE_MAX)
        return TOC_OK;
    toc_str name = toc_str_trim(toc_str_slice(*rest, 0, colon));
    *rest = toc_str_slice(*rest, colon + 1, rest->len);
    if (toc_str_equal_icase(name, TOC_STR("A")) || side_is(a, m->world, name))
        *who = TOC_WHATIF_A;
    else if (toc_str_equal_icase(name, TOC_STR("B")) || side_is(b, m->world, name))
        *who = TOC_WHATIF_B;
    else
        return toc_err_set(err, TOC_EUSAGE, "\"%.*s\" in \"%s\" is on neither side: name A, B, or a member of one",
                           TOC_FMT(name), text);
    return TOC_OK;
}

static toc_rc read_root(toc_str *rest, toc_whatif_line *line, const char *text, toc_err *err) {
    *rest = toc_str_trim(*rest);
    toc_str word = rest->len > 0 ? toc_str_cut(rest, ' ') : TOC_STR("");
    line->root = toc_root_parse(word);
    if (line->root == TOC_ROOT_NONE)
        return toc_err_set(err, TOC_EUSAGE,
                           "\"%.*s\" in \"%s\" is no kind of event: name a PLOVER root, such as CONSULT, THREATEN or "
                           "MOBILIZE",
                           TOC_FMT(word), text);
    toc_event done = {.root = line->root, .modality = TOC_DONE};
    line->mark = toc_stream_mark(toc_event_is_deed(&done), toc_root_quad(line->root));
    return TOC_OK;
}

/* The last word of rest, which loses it. */
static toc_str last_word(toc_str *rest) {
    toc_str all = rest->ptr ? toc_str_trim(*rest) : TOC_STR("");
    size_t at = all.len;
    while (at > 0 && all.ptr[at - 1] != ' ')
        at--;
    *rest = toc_str_trim(toc_str_slice(all, 0, at));
    return toc_str_slice(all, at, all.len);
}

static toc_rc read_when(toc_str word, toc_day from, int days, const char *text, toc_whatif_line *line, toc_err *err) {
    char first[11], last[11];
    line->on = TOC_DAY_NONE;
    for (size_t i = 0; i < sizeof CADENCES / sizeof *CADENCES; i++)
        if (toc_str_equal_icase(word, toc_str_of(CADENCES[i].word))) {
            line->every = CADENCES[i].days;
            line->times = days / line->every;
            line->from = from + line->every - 1;
        }
    if (line->every > 0)
        return line->times > 0
                   ? TOC_OK
                   : toc_err_set(err, TOC_EUSAGE, "\"%s\" falls on none of the %d days looked at; --days", text, days);
    line->on = line->from = toc_day_parse(word);
    line->times = 1;
    if (line->on == TOC_DAY_NONE)
        return toc_err_set(err, TOC_EUSAGE,
                           "\"%s\" does not say when: end it with daily, weekly, monthly, yearly, or a day such as "
                           "2023-09-14",
                           text);
    if (line->on < from || line->on >= from + days)
        return toc_err_set(err, TOC_EUSAGE, "\"%s\" is not within the days looked at, %s to %s; see --asof and --days",
                           text, toc_day_format(from, first), toc_day_format(from + days - 1, last));
    return TOC_OK;
}

/* Is direction 0 or 1 of the model meant? */
static bool meant(const toc_event_model *m, toc_whatif_who who, int direction) {
    return who == TOC_WHATIF_BOTH || (who == TOC_WHATIF_B) == (m->turned ? direction == 0 : direction == 1);
}

static void fill_change(const toc_event_model *m, toc_day from, toc_whatif_line *line, toc_whatif_change *change) {
    *change = (toc_whatif_change){.drop = line->drop, .first = line->from - from + 1, .every = line->every};
    for (int direction = 0; direction < 2; direction++) {
        int cell = direction * TOC_STREAM_MARKS + line->mark;
        uint32_t of = 0, seen = m->roots[cell][line->root];
        if (!meant(m, line->who, direction))
            continue;
        for (int r = 0; r < TOC_ROOT_COUNT; r++)
            of += m->roots[cell][r];
        change->cells[cell] = !line->drop;
        change->shares[cell] = line->drop && of > 0 ? (double)seen / of : 0;
        line->seen += seen;
        line->of += of;
    }
}

toc_rc toc_assumption_read(const char *text, bool drop, const toc_event_model *model, toc_day from, int days,
                           toc_whatif_line *line, toc_whatif_change *change, toc_err *err) {
    toc_str rest = toc_str_of(text);
    *line = (toc_whatif_line){.text = rest, .drop = drop, .on = TOC_DAY_NONE, .from = from};
    toc_rc rc = read_who(&rest, model, &line->who, text, err);
    rc = rc == TOC_OK ? read_root(&rest, line, text, err) : rc;
    if (rc == TOC_OK && !drop)
        rc = read_when(last_word(&rest), from, days, text, line, err);
    line->mode = rest.ptr ? toc_str_trim(rest) : TOC_STR("");
    if (rc == TOC_OK && drop && line->mode.len > 0)
        rc = toc_err_set(err, TOC_EUSAGE, "\"%s\": --without takes a kind of event and nothing behind it", text);
    if (rc == TOC_OK)
        fill_change(model, from, line, change);
    return rc;
}
