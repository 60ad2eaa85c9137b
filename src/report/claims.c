/* Claims, the newest last; "is it new?" of the newest first, in a sentence. */
#include "report/claims.h"

#include "event/actor.h"
#include "report/evidence.h"
#include "report/member.h"
#include "report/words.h"

enum { SCRATCH_BYTES = 64 << 20 };

typedef struct page {
    const toc_claim_report *r;
    toc_arena *scratch;
} page;

static toc_str spaced(const page *p, toc_str text) {
    toc_str copy = toc_arena_str(p->scratch, text);
    for (size_t i = 0; copy.ptr && i < copy.len; i++)
        if (copy.ptr[i] == '_')
            ((char *)(uintptr_t)copy.ptr)[i] = ' ';
    return copy;
}

static toc_str speaker_of(const page *p, const toc_claim *c) {
    toc_str party = toc_words_party(p->scratch, p->r->world, c->speaker.code);
    if (c->speaker.text.len == 0)
        return party;
    if (c->office.len)
        return toc_arena_printf(p->scratch, "%.*s (%.*s of %.*s on that day)", TOC_FMT(spaced(p, c->speaker.text)),
                                TOC_FMT(spaced(p, c->office)),
                                TOC_FMT(toc_words_name(p->r->world, toc_actor_root(c->speaker.code))));
    return toc_arena_printf(p->scratch, "%.*s (%.*s)", TOC_FMT(spaced(p, c->speaker.text)), TOC_FMT(party));
}

static toc_str iso(const page *p, toc_day day) {
    return toc_words_iso(p->scratch, day);
}

/* "1st", "2nd", "11th" */
static toc_str ordinal(const page *p, int number) {
    int last = number % 10, two = number % 100;
    const char *ending = two >= 11 && two <= 13 ? "th" : last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th";
    return toc_arena_printf(p->scratch, "%d%s", number, ending);
}

/* "no: the 14th of its kind by this speaker, the last on 2014-09-10 [id]; the 40th by the speaker's side" */
static toc_str newness(const page *p, const toc_claim *c) {
    if (c->by_speaker == 0 && c->by_side == 0)
        return TOC_STR(
            "yes, as far as this ledger reaches: none of its kind before by this speaker or by the same side");
    if (c->by_speaker == 0)
        return toc_arena_printf(p->scratch,
                                "new of this speaker, not of the side: the side's %.*s of the kind, the last before on "
                                "%.*s [%s]",
                                TOC_FMT(ordinal(p, c->by_side + 1)), TOC_FMT(iso(p, c->last_by_side)),
                                c->last_by_side_event.text);
    return toc_arena_printf(
        p->scratch,
        "no: the %.*s of its kind by this speaker, the last before on %.*s [%s]; the %.*s by the same "
        "side",
        TOC_FMT(ordinal(p, c->by_speaker + 1)), TOC_FMT(iso(p, c->last_by_speaker)), c->last_by_speaker_event.text,
        TOC_FMT(ordinal(p, c->by_side + 1)));
}

static toc_str after(const page *p, const toc_claim *c) {
    toc_buf line;
    toc_buf_init(&line, 4096);
    for (int i = 0; i < TOC_CLAIM_WINDOWS; i++) {
        const toc_followed *f = &c->followed[i];
        toc_buf_printf(&line, "%s%d days: ", i ? "; " : "", toc_claim_days[i]);
        if (!f->known)
            toc_buf_add_cstr(&line, "not yet");
        else if (!f->past_known)
            toc_buf_printf(&line, "%d hostile deed%s (before: not known)", f->deeds, f->deeds == 1 ? "" : "s");
        else
            toc_buf_printf(&line, "%d hostile deed%s (%d before; index %+.1f)", f->deeds, f->deeds == 1 ? "" : "s",
                           f->deeds_before, f->after - f->before);
    }
    toc_str text = toc_arena_str(p->scratch, toc_buf_str(&line));
    toc_buf_fini(&line);
    return text;
}

static toc_str headline(const page *p, const toc_claim *c) {
    const toc_evidence evidence = {.event = c->event};
    return toc_evidence_headline(&evidence, p->r->world, p->r->ontology, p->scratch);
}

static void part(toc_buf *out, const char *name, toc_str text, size_t width) {
    toc_buf_printf(out, "            %-9s ", name);
    toc_words_wrap(out, text, 22, 22, width);
    toc_buf_add_char(out, '\n');
}

static void write_claim(const page *p, toc_buf *out, const toc_claim *c, toc_text_style style) {
    toc_str what = toc_arena_printf(p->scratch, "%s by %.*s: %.*s (%s) [%s]", toc_claim_kind_name(c->kind),
                                    TOC_FMT(speaker_of(p, c)), TOC_FMT(headline(p, c)),
                                    toc_modality_name(c->event.modality), c->event.id.text);
    toc_buf_printf(out, "%.*s  ", TOC_FMT(iso(p, c->day)));
    toc_words_wrap(out, what, 12, 12, style.width);
    toc_buf_add_char(out, '\n');
    part(out, "new?", newness(p, c), style.width);
    part(out, "followed", after(p, c), style.width);
}

/* Of the claims shown whose days are over: after how many came more hostile deeds than before? */
static void write_record(const page *p, toc_buf *out, toc_claim_kind kind) {
    int known = 0, rose = 0, fell = 0;
    for (size_t i = 0; i < p->r->count; i++) {
        const toc_followed *f = &p->r->claims[i].followed[1];
        if (p->r->claims[i].kind != kind || !f->known || !f->past_known)
            continue;
        known++;
        rose += f->after > f->before;
        fell += f->after < f->before;
    }
    if (known > 0)
        toc_buf_printf(out,
                       "Record: of %d %ss whose 90 days are over, %d were followed by heavier hostile deeds than came "
                       "before, %d by lighter ones.\n",
                       known, toc_claim_kind_name(kind), rose, fell);
    else
        toc_buf_printf(out, "Record of %ss: not enough, none whose 90 days before and after are known.\n",
                       toc_claim_kind_name(kind));
}

void toc_claims_add_text(toc_buf *out, const toc_claim_report *r, toc_text_style style) {
    toc_arena scratch;
    toc_arena_init(&scratch, SCRATCH_BYTES);
    const page p = {r, &scratch};
    size_t from = r->count > r->most ? r->count - r->most : 0;
    toc_buf_printf(out, "%sClaims as of %.*s: %zu%s%s\n", style.bold ? "\033[1m" : "", TOC_FMT(iso(&p, r->asof)),
                   r->count, from > 0 ? ", the newest shown (--all)" : "", style.bold ? "\033[0m" : "");
    if (r->count > 0) {
        const toc_claim *c = &r->claims[r->count - 1];
        toc_str answer =
            toc_arena_printf(&scratch, "Is it new? The newest %s, of %.*s: %.*s.", toc_claim_kind_name(c->kind),
                             TOC_FMT(iso(&p, c->day)), TOC_FMT(newness(&p, c)));
        toc_words_wrap(out, answer, 0, 0, style.width);
        toc_buf_add_char(out, '\n');
        for (int kind = TOC_CLAIM_WARNING; kind <= TOC_CLAIM_PROMISE; kind++)
            write_record(&p, out, (toc_claim_kind)kind);
        toc_buf_add_char(out, '\n');
    }
    for (size_t i = from; i < r->count; i++)
        write_claim(&p, out, &r->claims[i], style);
    if (r->count == 0)
        toc_buf_add_cstr(out, "none in the ledger\n");
    toc_buf_add_cstr(
        out, "\nA claim is what somebody said, not what is so; what followed it was not therefore caused by it. "
             "Method: doc/method/claims.md.\n");
    out->failed |= scratch.refused;
    toc_arena_fini(&scratch);
}

/* ---- JSON ---- */

static void add_earlier(toc_buf *out, const char *name, int count, toc_day last, const toc_id *event) {
    char day[11];
    toc_buf_printf(out, ",\"%s\":{\"earlier\":%d,", name, count);
    if (last == TOC_DAY_NONE)
        toc_buf_add_cstr(out, "\"last\":null,\"last_event\":null}");
    else
        toc_buf_printf(out, "\"last\":\"%s\",\"last_event\":\"%s\"}", toc_day_format(last, day), event->text);
}

static void add_followed(toc_buf *out, const toc_claim *c) {
    toc_buf_add_cstr(out, ",\"followed\":[");
    for (int i = 0; i < TOC_CLAIM_WINDOWS; i++) {
        const toc_followed *f = &c->followed[i];
        toc_buf_printf(out, "%s{\"days\":%d", i ? "," : "", toc_claim_days[i]);
        toc_buf_add_cstr(out, ",\"hostile_deeds\":");
        if (f->known)
            toc_buf_printf(out, "%d", f->deeds);
        else
            toc_buf_add_cstr(out, "null");
        toc_buf_add_cstr(out, ",\"before\":");
        if (f->past_known)
            toc_buf_printf(out, "%d", f->deeds_before);
        else
            toc_buf_add_cstr(out, "null");
        toc_buf_add_cstr(out, ",\"index_change\":");
        if (f->known && f->past_known)
            toc_buf_add_double(out, f->after - f->before);
        else
            toc_buf_add_cstr(out, "null");
        toc_buf_add_char(out, '}');
    }
    toc_buf_add_char(out, ']');
}

void toc_claims_add_json(toc_buf *out, const toc_claim_report *r) {
    toc_arena scratch;
    char day[11];
    toc_arena_init(&scratch, SCRATCH_BYTES);
    const page p = {r, &scratch};
    toc_buf_printf(out, "{\"tocsin\":\"claims\",\"version\":1,\"asof\":\"%s\",\"count\":%zu,\"claims\":[",
                   toc_day_format(r->asof, day), r->count);
    for (size_t i = r->count > r->most ? r->count - r->most : 0, first = i; i < r->count; i++) {
        const toc_claim *c = &r->claims[i];
        toc_buf_printf(out, "%s\n{\"day\":\"%s\",\"kind\":\"%s\",\"id\":\"%s\",\"attributed\":%s", i > first ? "," : "",
                       toc_day_format(c->day, day), toc_claim_kind_name(c->kind), c->event.id.text,
                       c->attributed ? "true" : "false");
        toc_member_add_text(out, "speaker", c->speaker.code);
        toc_member_add_text(out, "speaker_text", c->speaker.text);
        toc_member_add_text(out, "office", c->office);
        toc_member_add_text(out, "against", c->against);
        toc_member_add_text(out, "cameo", c->event.cameo);
        toc_member_add_text(out, "modality", toc_str_of(toc_modality_name(c->event.modality)));
        add_earlier(out, "by_speaker", c->by_speaker, c->last_by_speaker, &c->last_by_speaker_event);
        add_earlier(out, "by_side", c->by_side, c->last_by_side, &c->last_by_side_event);
        toc_member_add_text(out, "new", newness(&p, c));
        add_followed(out, c);
        toc_buf_add_char(out, '}');
        toc_arena_clear(&scratch);
    }
    toc_buf_add_cstr(out, "]}\n");
    out->failed |= scratch.refused;
    toc_arena_fini(&scratch);
}
