/* The way out: contacts in the ledger, standing channels on the day, third parties. */
#include "report/channels.h"
#include "report/draft.h"
#include "report/words.h"

#include <stdlib.h>
#include <string.h>

#define CONTACTS_SHOWN 3
#define CHANNELS_OPEN_SHOWN 3
#define CHANNELS_SHUT_SHOWN 2
#define THIRDS_SHOWN 3
#define OFFERS_SHOWN 2
#define ROWS_MAX 256
#define NOTE_CHARS 60

static toc_str times(toc_draft *draft, int count) {
    return count == 1 ? TOC_STR("once") : toc_draft_text(draft, "%d times", count);
}

static toc_str contact_text(toc_draft *draft, const toc_contact *c) {
    toc_str before = c->past_known ? toc_draft_text(draft, "%d", c->before_365) : TOC_STR("not known");
    if (c->last == TOC_DAY_NONE)
        return toc_draft_text(draft, "%s on %.*s; no contact known.", c->status,
                              TOC_FMT(toc_words_iso(draft->arena, c->broken)));
    return toc_draft_text(draft, "%s; last contact known %.*s (%.*s), %.*s in a year, %.*s the year before.", c->status,
                          TOC_FMT(toc_words_iso(draft->arena, c->last)), TOC_FMT(c->level),
                          TOC_FMT(times(draft, c->last_365)), TOC_FMT(before));
}

static void write_contacts(toc_draft *draft) {
    const toc_brief_input *in = draft->in;
    for (size_t i = 0; i < in->contact_count && i < CONTACTS_SHOWN; i++) {
        const toc_contact *c = &in->contacts[i];
        toc_str a = toc_words_name(in->world, c->a), b = toc_words_name(in->world, c->b);
        toc_draft_line(draft, TOC_SECTION_CHANNELS,
                       (toc_brief_line){.label = TOC_FACT,
                                        .id = toc_draft_text(draft, "%s", toc_contact_id(c)->text),
                                        .lead = toc_draft_text(draft, "%.*s–%.*s", TOC_FMT(a), TOC_FMT(b)),
                                        .text = contact_text(draft, c),
                                        .evidence = toc_draft_evidence(draft, toc_str_of(toc_contact_id(c)->text)),
                                        .tone = c->last == TOC_DAY_NONE ? 1 : -1});
    }
}

static void write_no_contact(toc_draft *draft) {
    toc_figure_draft figure = {
        .what = TOC_STR("contacts between the sides"),
        .value = TOC_STR("none in the ledger"),
        .formula = TOC_STR("done CONSULT and COOPERATE between members of the sides; doc/method/channels.md")};
    if (draft->in->contact_count == 0)
        toc_draft_line(
            draft, TOC_SECTION_CHANNELS,
            (toc_brief_line){.label = TOC_FACT,
                             .id = toc_draft_figure(draft, &figure),
                             .lead = TOC_STR("Contacts"),
                             .text = TOC_STR("not enough: the ledger holds no meeting or talk between the sides.")});
}

static bool crosses(const toc_draft *draft, toc_str x, toc_str y) {
    const toc_pair *pair = draft->in->pair;
    return (toc_side_has(&pair->a, x) && toc_side_has(&pair->b, y)) ||
           (toc_side_has(&pair->a, y) && toc_side_has(&pair->b, x));
}

static bool is_current(toc_day from, toc_day to, toc_day asof) {
    return from <= asof && (to == TOC_DAY_NONE || to > asof);
}

/* A text that was cut needs no full stop. */
static const char *stop_after(toc_str text) {
    return toc_str_ends(text, TOC_STR("…")) ? "" : ".";
}

static void write_channel(toc_draft *draft, const toc_channel *channel) {
    toc_str note = toc_words_known(draft->arena, channel->note, draft->brief->asof);
    note = toc_words_cut(draft->arena, note, NOTE_CHARS);
    toc_draft_line(draft, TOC_SECTION_CHANNELS,
                   (toc_brief_line){.label = TOC_FACT,
                                    .id = channel->id,
                                    .lead = toc_draft_text(draft, "%.*s, %.*s–%.*s", TOC_FMT(channel->name),
                                                           TOC_FMT(channel->side_a), TOC_FMT(channel->side_b)),
                                    .text = toc_draft_text(draft, "%.*s since %.*s%s%.*s%s", TOC_FMT(channel->status),
                                                           TOC_FMT(toc_words_iso(draft->arena, channel->from)),
                                                           note.len ? "; " : "", TOC_FMT(note), stop_after(note)),
                                    .tone = toc_channel_works(channel) ? -1 : 1});
}

static void write_summary(toc_draft *draft, const toc_channel *const *rows, size_t count) {
    int open = 0, thinning = 0, silent = 0, broken = 0;
    for (size_t i = 0; i < count; i++) {
        open += toc_str_equal(rows[i]->status, TOC_STR("open"));
        thinning += toc_str_equal(rows[i]->status, TOC_STR("thinning"));
        silent += toc_str_equal(rows[i]->status, TOC_STR("silent"));
        broken += toc_str_equal(rows[i]->status, TOC_STR("broken"));
    }
    toc_figure_draft figure = {
        .what = TOC_STR("standing channels between the sides, by status on the day"),
        .value = toc_draft_text(draft, "%d open, %d thinning, %d silent, %d broken", open, thinning, silent, broken),
        .formula = TOC_STR("rows of data/world/channels.tsv valid on the day between members of the sides")};
    for (size_t i = 0; i < count && figure.input_count < 14; i++)
        toc_draft_input(draft, &figure, "%.*s: %.*s (%.*s)", TOC_FMT(rows[i]->id), TOC_FMT(rows[i]->status),
                        TOC_FMT(rows[i]->name));
    toc_draft_line(
        draft, TOC_SECTION_CHANNELS,
        (toc_brief_line){.label = TOC_FACT,
                         .id = toc_draft_figure(draft, &figure),
                         .lead = TOC_STR("Standing channels"),
                         .text = toc_draft_text(draft, "%zu known on this day: %.*s.", count, TOC_FMT(figure.value))});
}

static void write_channels(toc_draft *draft) {
    const toc_channel *rows[ROWS_MAX];
    size_t open = 0, shut = 0, count = toc_channels_standing(draft->in->world, draft->in->pair, rows, ROWS_MAX);
    write_summary(draft, rows, count);
    for (size_t i = 0; i < count; i++)
        if (toc_channel_works(rows[i]) ? open++ < CHANNELS_OPEN_SHOWN : shut++ < CHANNELS_SHUT_SHOWN)
            write_channel(draft, rows[i]);
}

static void write_thirds(toc_draft *draft) {
    const toc_brief_input *in = draft->in;
    for (size_t i = 0, shown = 0; i < in->third_count && shown < THIRDS_SHOWN; i++) {
        const toc_third *t = &in->thirds[i];
        if (t->a.days == 0 || t->b.days == 0)
            continue; /* by its record alone: the table's rows stand below */
        shown++;
        toc_day last = t->a.last > t->b.last ? t->a.last : t->b.last;
        toc_draft_line(
            draft, TOC_SECTION_CHANNELS,
            (toc_brief_line){
                .label = TOC_FACT,
                .id = toc_draft_text(draft, "%s", t->last_event.text),
                .lead = toc_draft_text(draft, "Third party: %.*s", TOC_FMT(toc_words_name(in->world, t->code))),
                .text =
                    toc_draft_text(draft, "in touch in a year on %d day%s with A, on %d with B; last %.*s.", t->a.days,
                                   t->a.days == 1 ? "" : "s", t->b.days, TOC_FMT(toc_words_iso(draft->arena, last))),
                .evidence = toc_draft_evidence(draft, toc_str_of(t->last_event.text)),
                .tone = -1});
    }
}

static bool has_member(const toc_side *side, toc_str list) {
    for (toc_str rest = list; rest.ptr;)
        if (toc_side_has(side, toc_str_trim(toc_str_cut(&rest, ';'))))
            return true;
    return false;
}

/* 2: between the sides; 1: between one of them and a third state; 0: neither, or a side itself. */
static int mediator_rank(const toc_draft *draft, const toc_mediator *row) {
    const toc_pair *pair = draft->in->pair;
    bool standing =
        toc_str_equal(row->status, TOC_STR("refused")) || !is_current(row->from, row->to, draft->brief->asof);
    if (standing || has_member(&pair->a, row->mediator) || has_member(&pair->b, row->mediator))
        return 0;
    if (crosses(draft, row->side_a, row->side_b))
        return 2;
    return toc_side_has(&pair->a, row->side_a) || toc_side_has(&pair->b, row->side_b) ||
           toc_side_has(&pair->a, row->side_b) || toc_side_has(&pair->b, row->side_a);
}

static toc_str mediator_names(toc_draft *draft, toc_str list) {
    toc_str codes[16];
    size_t count = 0;
    for (toc_str rest = list; rest.ptr && count < 16;)
        codes[count++] = toc_str_trim(toc_str_cut(&rest, ';'));
    return toc_words_list(draft->arena, draft->in->world, codes, count, 2);
}

static void write_offer(toc_draft *draft, const toc_mediator *row) {
    toc_str what = toc_words_known(draft->arena, row->what, draft->brief->asof);
    what = toc_words_cut(draft->arena, what, NOTE_CHARS);
    toc_str sides = toc_draft_text(draft, "%.*s and %.*s", TOC_FMT(toc_words_name(draft->in->world, row->side_a)),
                                   TOC_FMT(toc_words_name(draft->in->world, row->side_b)));
    toc_draft_line(
        draft, TOC_SECTION_CHANNELS,
        (toc_brief_line){.label = TOC_FACT,
                         .id = row->id,
                         .lead = toc_draft_text(draft, "Mediator: %.*s", TOC_FMT(mediator_names(draft, row->mediator))),
                         .text = toc_draft_text(draft, "between %.*s since %.*s%s%.*s%s", TOC_FMT(sides),
                                                TOC_FMT(toc_words_iso(draft->arena, row->from)), what.len ? ": " : "",
                                                TOC_FMT(what), stop_after(what)),
                         .tone = -1});
}

static int newest_mediator_first(const void *left, const void *right) {
    const toc_mediator *a = *(const toc_mediator *const *)left, *b = *(const toc_mediator *const *)right;
    if (a->from != b->from)
        return a->from > b->from ? -1 : 1;
    return toc_str_compare(a->id, b->id);
}

static void write_offers(toc_draft *draft) {
    const toc_mediator *rows[ROWS_MAX];
    size_t total, shown = 0;
    const toc_mediator *all = toc_world_mediators(draft->in->world, &total);
    for (int rank = 2; rank >= 1; rank--) {
        size_t count = 0;
        for (size_t i = 0; i < total && count < ROWS_MAX; i++)
            if (mediator_rank(draft, &all[i]) == rank)
                rows[count++] = &all[i];
        qsort(rows, count, sizeof *rows, newest_mediator_first);
        for (size_t i = 0; i < count && shown < OFFERS_SHOWN; i++, shown++)
            write_offer(draft, rows[i]);
    }
    if (shown == 0 && draft->in->third_count == 0) {
        toc_figure_draft figure = {
            .what = TOC_STR("third parties"),
            .value = TOC_STR("none known"),
            .formula = TOC_STR("ledger: in touch with both sides within a year; table: data/world/mediators.tsv")};
        toc_draft_line(draft, TOC_SECTION_CHANNELS,
                       (toc_brief_line){.label = TOC_FACT,
                                        .id = toc_draft_figure(draft, &figure),
                                        .lead = TOC_STR("Mediators"),
                                        .text = TOC_STR("not enough: none known to ledger or table on this day.")});
    }
}

void toc_draft_channels(toc_draft *draft) {
    write_contacts(draft);
    write_no_contact(draft);
    write_channels(draft);
    write_thirds(draft);
    write_offers(draft);
}
