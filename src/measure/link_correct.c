/*
 * Which reports are out of force, and by what. Three things correct a report of
 * a happening that was learnt no later than they:
 *   - a denial: an event of the same dyad and root with modality denied, from
 *     another document, near to it. One by the accused side disputes, unless
 *     the table says own_denial;
 *   - a sentence that takes a report back (linking.tsv) and names the parties;
 *   - a document whose title says that it is a correction, when it tells of the
 *     same happening: its own report stands.
 * All reports of the happening go that were learnt by then. One learnt later
 * knew of the correction, and stands.
 */
#include "measure/link_work.h"

#include "event/actor.h"

#include <stdlib.h>
#include <string.h>

typedef struct corrector {
    size_t happening;
    toc_day learnt;
    toc_id id;
    bool disputes;       /* by the accused: the report stays */
    toc_id but_document; /* a correcting document does not correct itself */
} corrector;

typedef struct correctors {
    corrector *list;
    size_t count, capacity;
    const toc_id **last; /* per happening: what was added last, so that nothing corrects it twice */
} correctors;

static toc_rc add(link_work *w, correctors *all, corrector one) {
    corrector *list = toc_arena_widen(w->arena, all->list, all->count, &all->capacity, sizeof *list, 64);
    if (list == NULL) {
        return link_no_memory(w);
    }
    all->list = list;
    all->list[all->count++] = one;
    return TOC_OK;
}

/* Was this corrector the last to be added to the happening? */
static bool is_added(const correctors *all, size_t happening, const toc_id *by) {
    return all->last[happening] == by;
}

static bool same_id(const toc_id *a, const toc_id *b) {
    return strcmp(a->text, b->text) == 0;
}

/* Said by the side whose act it was, and of nobody else's word. */
static bool is_own(const toc_event *denial) {
    return denial->speaker.code.len > 0 &&
           toc_str_equal(toc_actor_root(denial->speaker.code), toc_actor_root(denial->source.code));
}

static toc_rc deny_one(link_work *w, size_t at, const link_text *denial, size_t report, correctors *all) {
    const toc_event *c = &w->events[at], *r = &w->events[report];
    const link_text *text;
    size_t happening = w->out.links[report].happening;
    if (c->learnt < r->learnt || same_id(&c->document, &r->document) || is_added(all, happening, &c->id)) {
        return TOC_OK;
    }
    toc_rc rc = link_read_text(w, report, &text);
    if (rc != TOC_OK || !text->is_report ||
        !toc_gist_near(&text->gist, &denial->gist, toc_linking_numbers(w->linking)->denial_share)) {
        return rc;
    }
    all->last[happening] = &c->id;
    return add(w, all,
               (corrector){.happening = happening,
                           .learnt = c->learnt,
                           .id = c->id,
                           .disputes = is_own(c) && !toc_linking_numbers(w->linking)->own_denial});
}

/* What the denial of one event takes out of force, of one modality. */
static toc_rc deny(link_work *w, size_t item, toc_modality modality, correctors *all) {
    uint64_t key = w->items[item].key;
    size_t at = w->items[item].event;
    toc_day learnt = w->events[at].learnt, from = learnt - toc_linking_numbers(w->linking)->denial_days;
    const link_text *denial;
    toc_rc rc = TOC_OK;
    size_t i = link_find_item(w, key, modality, from);
    if (i == w->item_count || w->items[i].key != key || w->items[i].modality != modality ||
        (rc = link_read_text(w, at, &denial)) != TOC_OK || !denial->is_report) {
        return rc;
    }
    for (; rc == TOC_OK && i < w->item_count && w->items[i].key == key && w->items[i].modality == modality &&
           w->items[i].day <= learnt;
         i++) {
        rc = deny_one(w, at, denial, w->items[i].event, all);
    }
    return rc;
}

static toc_rc find_denials(link_work *w, correctors *all) {
    static const toc_modality deniable[] = {TOC_DONE, TOC_PLANNED, TOC_HYPOTHETICAL, TOC_REQUESTED};
    toc_rc rc = TOC_OK;
    for (size_t i = 0; i < w->item_count && rc == TOC_OK; i++) {
        toc_day learnt = w->events[w->items[i].event].learnt;
        bool denies = w->items[i].modality == TOC_DENIED && learnt != TOC_DAY_NONE;
        for (size_t k = 0; denies && k < sizeof deniable / sizeof *deniable && rc == TOC_OK; k++) {
            rc = deny(w, i, deniable[k], all);
        }
    }
    return rc;
}

/* Reports in order of days, for sentences that take back. */
typedef struct withdrawal {
    link_work *w;
    correctors *all;
    const link_item *by_day;
} withdrawal;

static int by_day(const void *left, const void *right) {
    const link_item *a = left, *b = right;
    return a->day != b->day ? (a->day < b->day ? -1 : 1) : a->event < b->event ? -1 : a->event > b->event;
}

static bool names(link_work *w, const toc_gist *gist, toc_str party) {
    toc_gist stems = toc_gist_make(w->linking, party, &w->scratch);
    return stems.stems != NULL && toc_gist_shared(&stems, gist) > 0;
}

static toc_rc withdraw_one(const withdrawal *of, const toc_gist *gist, const toc_id *sentence, toc_day learnt,
                           size_t report) {
    link_work *w = of->w;
    const toc_event *r = &w->events[report];
    const link_text *text;
    corrector found = {.happening = w->out.links[report].happening, .learnt = learnt, .id = *sentence};
    if (same_id(&r->sentence, sentence)) {
        w->out.links[report].withdraws = true;
        return add(w, of->all, found);
    }
    toc_rc rc = link_read_text(w, report, &text);
    if (rc != TOC_OK || !text->is_report || r->learnt > learnt) {
        return rc;
    }
    toc_arena_clear(&w->scratch);
    bool of_a_state = toc_actor_root(r->target.code).len > 0; /* "two people" need not be named again */
    if (!names(w, gist, r->source.text) || (of_a_state && !names(w, gist, r->target.text))) {
        return TOC_OK;
    }
    toc_str named = toc_arena_printf(&w->scratch, "%.*s %.*s", TOC_FMT(r->source.text), TOC_FMT(r->target.text));
    toc_gist parties = toc_gist_make(w->linking, named, &w->scratch);
    toc_gist rest = toc_gist_without(gist, &parties, &w->scratch);
    if (named.ptr == NULL || parties.stems == NULL || rest.stems == NULL) {
        return link_no_memory(w);
    }
    if (!toc_gist_near(&text->gist, &rest, toc_linking_numbers(w->linking)->near_share)) {
        return TOC_OK;
    }
    return add(w, of->all, found);
}

static toc_rc withdraw(void *ctx, const toc_store_sentence *sentence, toc_day learnt, toc_err *err) {
    const withdrawal *of = ctx;
    link_work *w = of->w;
    const toc_linking_params *p = toc_linking_numbers(w->linking);
    toc_arena own;
    size_t low = 0, high = w->item_count;
    (void)err;
    while (low < high) { /* the first report of the days that a correction reaches back to */
        size_t middle = low + (high - low) / 2;
        if (of->by_day[middle].day < learnt - p->correction_days) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (learnt == TOC_DAY_NONE || low == w->item_count || of->by_day[low].day > learnt) {
        return TOC_OK;
    }
    toc_arena_init(&own, w->arena->max_bytes);
    toc_str told = toc_linking_withdrawn(w->linking, true, sentence->text);
    toc_gist gist = toc_gist_make(w->linking, told, &own);
    toc_rc rc = gist.stems != NULL ? TOC_OK : link_no_memory(w);
    for (; rc == TOC_OK && low < w->item_count && of->by_day[low].day <= learnt; low++) {
        toc_modality modality = of->by_day[low].modality;
        if (modality != TOC_DENIED && modality != TOC_HISTORICAL) {
            rc = withdraw_one(of, &gist, &sentence->id, learnt, of->by_day[low].event);
        }
    }
    toc_arena_fini(&own);
    return rc;
}

static toc_rc find_withdrawals(link_work *w, correctors *all) {
    link_item *sorted = toc_arena_array(w->arena, w->item_count + 1, sizeof *sorted);
    if (sorted == NULL) {
        return link_no_memory(w);
    }
    if (w->item_count > 0) {
        memcpy(sorted, w->items, w->item_count * sizeof *sorted);
        qsort(sorted, w->item_count, sizeof *sorted, by_day);
    }
    withdrawal of = {w, all, sorted};
    return toc_store_each_correction(w->store, w->asof, withdraw, &of, w->err);
}

/* Documents that call themselves corrections, among those that tell of one happening. */
static toc_rc find_replacements(link_work *w, correctors *all) {
    toc_rc rc = TOC_OK;
    for (size_t h = 0; h < w->out.count; h++) {
        const toc_happening *happening = &w->out.happenings[h];
        for (size_t i = 0; happening->count > 1 && i < happening->count && rc == TOC_OK; i++) {
            const toc_event *event = &w->events[happening->members[i]];
            const link_document *document;
            rc = link_read_document(w, happening->members[i], &document);
            bool stands = !w->out.links[happening->members[i]].withdraws;
            if (rc == TOC_OK && document != NULL && document->correction && stands) {
                rc =
                    add(w, all,
                        (corrector){
                            .happening = h, .learnt = event->learnt, .id = event->id, .but_document = event->document});
            }
        }
    }
    return rc;
}

static int by_happening(const void *left, const void *right) {
    const corrector *a = left, *b = right;
    if (a->happening != b->happening) {
        return a->happening < b->happening ? -1 : 1;
    }
    return a->learnt != b->learnt ? (a->learnt < b->learnt ? -1 : 1) : strcmp(a->id.text, b->id.text);
}

/* A correcting document of the same day corrects what has the smaller id, so that of two one stands. */
static bool reaches(const corrector *c, const toc_event *report, bool report_corrects) {
    if (c->but_document.text[0] == '\0') {
        return report->learnt <= c->learnt;
    }
    if (same_id(&c->but_document, &report->document)) {
        return false;
    }
    return report->learnt < c->learnt ||
           (report->learnt == c->learnt && (!report_corrects || strcmp(report->id.text, c->id.text) < 0));
}

static bool corrects_itself(const correctors *all, size_t from, size_t to, const toc_event *report) {
    for (size_t i = from; i < to; i++) {
        if (same_id(&all->list[i].but_document, &report->document) && report->document.text[0] != '\0') {
            return true;
        }
    }
    return false;
}

/* The correctors from..to, earliest first, are those of one happening. */
static void apply(link_work *w, const correctors *all, size_t from, size_t to) {
    const toc_happening *happening = &w->out.happenings[all->list[from].happening];
    for (size_t m = 0; m < happening->count; m++) {
        const toc_event *report = &w->events[happening->members[m]];
        toc_link *link = &w->out.links[happening->members[m]];
        bool itself = corrects_itself(all, from, to, report);
        for (size_t i = from; i < to; i++) {
            const corrector *c = &all->list[i];
            toc_id *slot = c->disputes ? &link->disputed_by : &link->corrected_by;
            if (slot->text[0] == '\0' && reaches(c, report, itself)) {
                *slot = c->id;
            }
        }
    }
}

toc_rc link_correct(link_work *w) {
    correctors all = {.last = toc_arena_array(w->arena, w->out.count + 1, sizeof(const toc_id *))};
    toc_rc rc = all.last != NULL ? find_denials(w, &all) : link_no_memory(w);
    rc = rc == TOC_OK ? find_withdrawals(w, &all) : rc;
    rc = rc == TOC_OK ? find_replacements(w, &all) : rc;
    if (rc != TOC_OK || all.count == 0) {
        return rc;
    }
    qsort(all.list, all.count, sizeof *all.list, by_happening);
    for (size_t from = 0, to; from < all.count; from = to) {
        for (to = from; to < all.count && all.list[to].happening == all.list[from].happening; to++) {
        }
        apply(w, &all, from, to);
    }
    return TOC_OK;
}
