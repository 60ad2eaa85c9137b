/*
 * Fuzzes the ledger's file. A sound ledger of a few coded documents is made
 * once; each input damages a copy of it and opens that to read, asks every
 * question of store.h, then opens it to write and adds a document.
 *
 * The input is a list of damages: a byte that chooses the kind, then what the
 * kind needs: set a byte, flip a bit, cut the end off, fill a piece with
 * zeros, copy a piece over another. The upper half of the kinds damages the
 * journal (-wal) instead. Whatever is found, it is an answer or an error in
 * words, never a crash, and never a view outside its row.
 */
#include "fuzz.h"

#include "measure/measure.h"
#include "measure/way.h"
#include "store/store.h"

#include <sqlite3.h>

enum { DOCUMENTS = 12, SENTENCES = 3, DAMAGES_MAX = 64 };

typedef struct file {
    char path[300];
    char *bytes;
    size_t len;
} file;

static file ledger, journal; /* sound; the journal holds the last documents */
static char damaged[300];
static toc_world *world;
static toc_linking *linking;
static toc_way *way;

static toc_id id_of(char kind, int document, int number) {
    char text[32];
    snprintf(text, sizeof text, "%d/%d", document, number);
    toc_str part = toc_str_of(text);
    return toc_id_make(kind, &part, 1);
}

static toc_event event_of(const toc_id *document, const toc_id *sentence, int number) {
    toc_event event = {
        .date = 19000 + number,
        .source = {number % 2 ? TOC_STR("RUSGOVMIL") : TOC_STR("BLRGOV"), TOC_STR("the minister")},
        .target = {number % 3 ? TOC_STR("NATO") : TOC_STR("POL"), TOC_STR("the alliance")},
        .signal_to = number % 5 == 0 ? TOC_STR("NATO") : TOC_STR(""),
        .root = number % 4 ? TOC_THREATEN : TOC_CONSULT,
        .cameo = number % 4 ? TOC_STR("138") : TOC_STR("036"),
        .quad = number % 4 ? 3 : 1,
        .goldstein = number % 4 ? -7 : 4,
        .modality = number % 4 ? TOC_HYPOTHETICAL : TOC_DONE,
        .confidence = 0.7,
        .reports = 1,
        .document = *document,
        .sentence = *sentence,
        .span_from = 4,
        .span_to = 20,
        .rule = TOC_STR("actions:a042"),
    };
    toc_event_make_id(&event);
    return event;
}

static toc_rc add_document(toc_store *store, int number, toc_err *err) {
    toc_store_document document = {.id = id_of('d', number, 0),
                                   .source = TOC_STR("A"),
                                   .title = TOC_STR("War?"),
                                   .file = TOC_STR("a.txt"),
                                   .line = 1,
                                   .bytes = 100,
                                   .date = 19000 + number};
    toc_rc rc = toc_store_add_document(store, &document, SENTENCES, 1, err);
    for (int i = 0; rc == TOC_OK && i < SENTENCES; i++) {
        bool added;
        toc_id sentence = id_of('s', number, i);
        toc_event event = event_of(&document.id, &sentence, number);
        rc = toc_store_add_sentence(store, &sentence, &document.id, (size_t)i, 0,
                                    TOC_STR("The minister warned the alliance of war on Tuesday."), err);
        rc = rc == TOC_OK ? toc_store_add_event(store, &event, document.date, &added, err) : rc;
    }
    return rc;
}

static toc_rc add_documents(toc_store *store, int from, int to, toc_err *err) {
    toc_rc rc = toc_store_begin(store, err);
    for (int i = from; rc == TOC_OK && i < to; i++) {
        rc = add_document(store, i, err);
    }
    rc = rc == TOC_OK ? toc_store_put_figure(store, toc_str_of(id_of('b', from, 0).text), TOC_STR("{\"n\":1}"), err)
                      : rc;
    return rc == TOC_OK ? toc_store_commit(store, err) : rc;
}

/* Half of the documents stand in the main file, the rest in the journal of a writer that is copied while it is open. */
static void make_ledger(void) {
    toc_err err = {0};
    toc_store *store = NULL;
    snprintf(ledger.path, sizeof ledger.path, "%s/sound.db", fuzz_folder());
    snprintf(journal.path, sizeof journal.path, "%s/sound.db-wal", fuzz_folder());
    snprintf(damaged, sizeof damaged, "%s/damaged.db", fuzz_folder());
    must(toc_store_open(ledger.path, TOC_STORE_WRITE, &store, &err), &err);
    must(add_documents(store, 0, DOCUMENTS / 2, &err), &err);
    toc_store_close(store);
    must(toc_store_open(ledger.path, TOC_STORE_WRITE, &store, &err), &err);
    must(add_documents(store, DOCUMENTS / 2, DOCUMENTS, &err), &err);
    ledger.bytes = fuzz_read(ledger.path, &ledger.len);
    journal.bytes = fuzz_read(journal.path, &journal.len);
    toc_store_close(store);
    must(toc_world_new(fuzz_data(), &world, &err), &err);
    must(toc_linking_new(fuzz_data(), &linking, &err), &err);
    must(toc_way_new(fuzz_data(), &way, &err), &err);
}

/* Damages. */

static size_t take(const uint8_t **data, size_t *size, size_t below) {
    size_t value = 0;
    for (int i = 0; i < 3; i++) {
        value = value << 8 | (*size > 0 ? **data : 0);
        *data += *size > 0;
        *size -= *size > 0;
    }
    return below > 0 ? value % below : 0;
}

static void damage(char *bytes, size_t *len, const uint8_t **data, size_t *size, unsigned kind) {
    size_t at = take(data, size, *len), from, run;
    if (*len == 0) {
        return;
    }
    switch (kind) {
    case 0:
        bytes[at] = (char)take(data, size, 256);
        break;
    case 1:
        bytes[at] = (char)(bytes[at] ^ 1 << take(data, size, 8));
        break;
    case 2:
        *len = at;
        break;
    case 3:
        run = take(data, size, *len - at);
        memset(bytes + at, 0, run);
        break;
    default:
        from = take(data, size, *len);
        run = take(data, size, *len - (at > from ? at : from));
        memmove(bytes + at, bytes + from, run);
    }
}

static void write_damaged(const uint8_t *data, size_t size) {
    static char main_bytes[1 << 20], wal_bytes[1 << 20];
    char wal_path[310], shm_path[310];
    size_t main_len = ledger.len, wal_len = journal.len;
    need(main_len <= sizeof main_bytes && wal_len <= sizeof wal_bytes);
    memcpy(main_bytes, ledger.bytes, main_len);
    memcpy(wal_bytes, journal.bytes, wal_len);
    bool with_journal = size > 0 && data[0] >= 128;
    for (int i = 0; i < DAMAGES_MAX && size > 0; i++) {
        unsigned kind = *data % 10;
        data++;
        size--;
        if (kind < 5) {
            damage(main_bytes, &main_len, &data, &size, kind);
        } else {
            damage(wal_bytes, &wal_len, &data, &size, kind - 5);
        }
    }
    snprintf(wal_path, sizeof wal_path, "%s-wal", damaged);
    snprintf(shm_path, sizeof shm_path, "%s-shm", damaged);
    unlink(shm_path);
    unlink(wal_path);
    fuzz_write(damaged, main_bytes, main_len);
    if (with_journal) {
        fuzz_write(wal_path, wal_bytes, wal_len);
    }
}

/* Questions. */

static size_t bytes_seen;

static void look(toc_str text) {
    for (size_t i = 0; i < text.len; i++) {
        bytes_seen += (unsigned char)text.ptr[i];
    }
}

static void check_event(const toc_event *event) {
    look(event->source.code);
    look(event->target.text);
    look(event->cameo);
    look(event->rule);
    need(event->modality < TOC_MODALITY_COUNT && event->root < TOC_ROOT_COUNT);
    need(memchr(event->id.text, '\0', sizeof event->id.text) != NULL);
    need(event->date == TOC_DAY_NONE || (event->date >= TOC_DAY_MIN && event->date <= TOC_DAY_MAX));
    need(event->quad >= 0 && event->quad <= 4 && event->reports >= 1);
    need(event->goldstein >= -10 && event->goldstein <= 10 && event->confidence >= 0 && event->confidence <= 1);
}

static toc_rc visit(void *ctx, const toc_event *event, toc_err *err) {
    (void)err;
    ++*(size_t *)ctx;
    check_event(event);
    return TOC_OK;
}

static void ask_ids(toc_store *store, toc_arena *arena) {
    for (int i = 0; i < DOCUMENTS; i += 5) {
        toc_store_document document;
        toc_store_sentence sentence, *sentences;
        toc_event event, *events;
        toc_str json;
        toc_id d = id_of('d', i, 0), s = id_of('s', i, 1), found;
        size_t count;
        toc_err err = {0};
        need_said(toc_store_get_document(store, toc_str_of(d.text), arena, &document, &err), &err);
        need_said(toc_store_get_sentence(store, toc_str_of(s.text), arena, &sentence, &err), &err);
        need_said(toc_store_document_sentences(store, toc_str_of(d.text), arena, &sentences, &count, &err), &err);
        need_said(toc_store_get_figure(store, toc_str_of(id_of('b', i, 0).text), arena, &json, &err), &err);
        need_said(toc_store_superseded_by(store, toc_str_of(event_of(&d, &s, i).id.text), &found, &err), &err);
        if (toc_store_get_event(store, toc_str_of(event_of(&d, &s, i).id.text), arena, &event, &err) == TOC_OK) {
            check_event(&event);
        }
        if (toc_store_events_of(store, toc_str_of(d.text), arena, &events, &count, &err) == TOC_OK) {
            for (size_t k = 0; k < count; k++) {
                check_event(&events[k]);
            }
        }
    }
}

static void ask_pair(toc_store *store, toc_arena *arena) {
    toc_side a, b;
    toc_pair pair;
    toc_contact *contacts;
    toc_third *thirds;
    toc_tension months;
    toc_trend trend;
    size_t count;
    toc_day asof = 19300;
    toc_err err = {0};
    must(toc_side_parse(world, TOC_STR("RUS+BLR"), asof, arena, &a, &err), &err);
    must(toc_side_parse(world, TOC_STR("NATO"), asof, arena, &b, &err), &err);
    toc_rc rc = toc_pair_load(store, &a, &b, asof, arena, &pair, &err);
    need_said(rc, &err);
    if (rc == TOC_OK) {
        need_said(toc_pair_link(store, linking, arena, &pair, &err), &err);
        need_said(toc_tension_trend(&pair, 90, fuzz_data(), arena, &trend, &err), &err);
        need_said(toc_tension_series(&pair, TOC_SPAN_MONTH, asof - 700, asof, fuzz_data(), arena, &months, &err), &err);
        need_said(toc_pair_contacts(&pair, way, NULL, NULL, arena, &contacts, &count, &err), &err);
        need_said(toc_third_parties(store, world, linking, way, &a, &b, asof, arena, &thirds, &count, &err), &err);
    }
}

static void ask(toc_store *store) {
    toc_arena arena;
    toc_store_totals totals;
    toc_err err = {0};
    size_t seen = 0;
    toc_event_query query = {.from = TOC_DAY_NONE, .to = TOC_DAY_NONE, .asof = 19300};
    toc_arena_init(&arena, 256u << 20);
    need_said(toc_store_totals_asof(store, TOC_DAY_NONE, &totals, &err), &err);
    need_said(toc_store_each_event(store, &query, visit, &seen, &err), &err);
    ask_ids(store, &arena);
    ask_pair(store, &arena);
    toc_arena_fini(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    toc_store *store = NULL;
    toc_err err = {0};
    if (ledger.bytes == NULL) {
        make_ledger();
    }
    write_damaged(data, size);
    toc_rc rc = toc_store_open(damaged, TOC_STORE_READ, &store, &err);
    need_said(rc, &err);
    if (rc == TOC_OK) {
        ask(store);
        toc_store_close(store);
    }
    rc = toc_store_open(damaged, TOC_STORE_WRITE, &store, &err);
    need_said(rc, &err);
    if (rc == TOC_OK) {
        need_said(add_documents(store, DOCUMENTS, DOCUMENTS + 2, &err), &err);
        toc_store_close(store);
    }
    return 0;
}
