/* The second door: quotes, headers, dated numbers, WEIS, packing, refused memory. TOCSIN_SHOW=FILE prints the events of
 * a file. */
#include "scratch.h"

#include "cm.h"
#include "refuse.h"

#include "source/source.h"

#include <zlib.h>

static scratch room;
static toc_world *world;
static toc_ontology *ontology;
static toc_lexicon *lexicon;
static char told[1 << 16]; /* events, and rejects as "LINE! COLUMN: REASON" */
static size_t told_len;
static toc_err fault;
static toc_source_counts counts;

static int setup(void **state) {
    (void)state;
    scratch_init(&room);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    scratch_fini(&room);
    return 0;
}

static int load(void **state) {
    const char *dir = getenv("TOCSIN_DATA");
    toc_err err = {0};
    (void)state;
    return toc_world_new(dir, &world, &err) || toc_ontology_new(dir, &ontology, &err) ||
           toc_lexicon_new(dir, &lexicon, &err);
}

static int unload(void **state) {
    (void)state;
    toc_world_free(world);
    toc_ontology_free(ontology);
    toc_lexicon_free(lexicon);
    return 0;
}

static void tell(const char *line) {
    size_t len = strlen(line);
    if (told_len + len < sizeof told) {
        memcpy(told + told_len, line, len + 1);
        told_len += len;
    }
}

static void on_reject(void *ctx, const toc_source_reject *r) {
    char line[512];
    (void)ctx;
    snprintf(line, sizeof line, "%lld! %s: %s\n", (long long)r->line, r->column, r->reason);
    tell(line);
}

static void tell_event(const toc_event *e) {
    char line[512], day[11];
    snprintf(line, sizeof line, "%lld %s %.*s>%.*s %.*s %g %d\n", (long long)e->row, toc_day_format(e->date, day),
             TOC_FMT(e->source.code), TOC_FMT(e->target.code), TOC_FMT(e->cameo), e->goldstein, e->reports);
    tell(line);
}

static toc_rc read_members(toc_source *s) {
    toc_event e;
    bool more = true, rows;
    toc_rc rc;
    while ((rc = toc_source_member(s, &more, &fault)) == TOC_OK && more) {
        for (rows = true; (rc = toc_source_next(s, &e, &rows, &fault)) == TOC_OK && rows;) {
            tell_event(&e);
        }
        counts = *toc_source_counted(s);
        if (rc != TOC_OK) {
            return rc;
        }
    }
    return rc;
}

static toc_rc read_path(const char *path, const char *format) {
    toc_source *s = NULL;
    toc_source_options o = {.format = format,
                            .data_dir = getenv("TOCSIN_DATA"),
                            .world = world,
                            .ontology = ontology,
                            .lexicon = lexicon,
                            .reject = on_reject,
                            .passed = on_reject};
    fault = (toc_err){0};
    told_len = 0;
    told[0] = '\0';
    toc_rc rc = toc_source_open(path, &o, &s, &fault);
    rc = rc == TOC_OK ? read_members(s) : rc;
    toc_source_close(s);
    return rc;
}

static void expect(const char *text, const char *wanted) {
    if (read_path(scratch_file(&room, "file", text, strlen(text)), NULL)) {
        fail_msg("%s", fault.text);
    }
    assert_string_equal(told, wanted);
}

#define ACLED "event_date,event_type,sub_event_type,actor1,country,notes\n"
#define PROTEST(DAY, NOTE) "2023-01-" DAY ",Protests,Peaceful protest,Protesters (Kenya),Kenya," NOTE "\n"
#define GIVES(ROW, DAY) ROW " 2023-01-" DAY " KENOPP> 141 -6.5 1\n"
#define UNCLOSED "a quote that is never closed; read on at the next line\n"
#define MISPLACED "a quote within a quoted cell that is not doubled; read on at the next line\n"

static void a_quote_costs_one_row(void **state) {
    (void)state;
    expect(ACLED PROTEST("01", "a 5\" gun") PROTEST("02", "x"), GIVES("2", "01") GIVES("3", "02"));
    expect(ACLED PROTEST("01", "\"never closed") PROTEST("02", "x") PROTEST("03", "y"),
           "2! : " UNCLOSED GIVES("3", "02") GIVES("4", "03"));
    expect(ACLED PROTEST("01", "\"he said \"no\" twice\"") PROTEST("02", "x"), "2! : " MISPLACED GIVES("3", "02"));
    expect(ACLED PROTEST("01", "\"open") PROTEST("02", "\"x\"") PROTEST("03", "y"),
           "2! : " MISPLACED GIVES("3", "02") GIVES("4", "03"));
    expect(ACLED PROTEST("01", "\"two\r\nlines, \"\"quoted\"\"\"\r") PROTEST("02", "\"\""),
           GIVES("2", "01") GIVES("4", "02"));
}

static void the_end_of_a_cut_file_is_a_reject(void **state) {
    (void)state;
    expect(ACLED PROTEST("01", "x") "2023-01-02,Protests,Peaceful protest,Protesters (Kenya),Kenya",
           GIVES("2", "01") "3! : the file ends within this row: it is cut short\n");
}

static void unclosed_quotes_stay_linear(void **state) {
    (void)state;
    enum { ROWS = 300000 };
    char *text = toc_mem_alloc(ROWS * 8 + 256), *at = text;
    at += sprintf(at, ACLED);
    for (int i = 0; i < ROWS; i++) {
        at += sprintf(at, "a\"b,\"c\n");
    }
    assert_int_equal(read_path(scratch_file(&room, "file", text, (size_t)(at - text)), NULL), TOC_OK);
    assert_int_equal(counts.rows, ROWS);
    assert_int_equal(counts.rejects, ROWS);
    toc_mem_free(text);
}

static void cells_cross_blocks(void **state) {
    (void)state;
    enum { ROWS = 20000 };
    char *text = toc_mem_alloc(ROWS * 256), *at = text;
    at += sprintf(at, ACLED);
    for (int i = 0; i < ROWS; i++) {
        at += sprintf(at, PROTEST("01", "\"%0*d\n, \"\"%d\"\" \r\n\""), i % 97 + 1, i, i);
    }
    assert_int_equal(read_path(scratch_file(&room, "file", text, (size_t)(at - text)), NULL), TOC_OK);
    assert_int_equal(counts.rows, ROWS);
    assert_int_equal(counts.events, ROWS);
    toc_mem_free(text);
}

static void columns_are_found_by_name(void **state) {
    (void)state;
    const char *wanted = "2 2018-01-01 RUS>UKR 043 2.8 1\n";
    expect("Event Date\tSource Name\tSource Country\tCAMEO Code\tIntensity\tTarget Name\tTarget Country\n"
           "2018-01-01\tRussia\tRussian Federation\t043\t2.8\tUkraine\tUkraine\n",
           wanted);
    expect("\xEF\xBB\xBFtarget_name;intensity;\"Event.Date\";source_name;cameo_code\r\n"
           "Ukraine;2,8;2018-01-01;Russia;043\r\n",
           wanted);
    expect("\"event_date\"\t\"source_name\"\t\"cameo_code\"\t\"target_name\"\n"
           "\"1\"\t\"2018-01-01\"\t\"Russia\"\t\"043\"\t\"Ukraine\"\n",
           wanted);
    expect("SQLDATE,EventCode,Actor1CountryCode,Actor2CountryCode,NumArticles,GoldsteinScale\n"
           "20180101,043,RUS,UKR,1,2.8\n",
           wanted);
    expect("#date\n\ndate|source|target|code\n#date|#who|#whom|#what\n20180101|RUS|UKR|043\n",
           "5 2018-01-01 RUS>UKR 043 2.8 1\n");
}

static void a_missing_column_is_named(void **state) {
    (void)state;
    const char *text = "event_date,event_type,sub_event_type,country\n2023-01-01,Protests,Peaceful protest,Kenya\n";
    assert_int_equal(read_path(scratch_file(&room, "file", text, strlen(text)), NULL), TOC_EFORMAT);
    assert_non_null(strstr(fault.text, "no column \"actor1\", which acled has"));
}

#define UCDP "id,type_of_violence,side_a,side_b,date_start,best,gwnoa,gwnob\n"
static void numbers_of_states_have_dates(void **state) {
    (void)state;
    expect(UCDP "1,1,a,b,1992-05-01,1,345,365\n2,1,a,b,2004-05-01,1,345,365\n3,1,a,b,2010-05-01,1,340,365\n"
                "4,1,a,b,1990-05-01,1,678,365\n",
           "2 1992-05-01 YUGGOV>RUSGOV 190 -10 1\n3 2004-05-01 SCGGOV>RUSGOV 190 -10 1\n"
           "4 2010-05-01 SRBGOV>RUSGOV 190 -10 1\n5 1990-05-01 YEMGOV>SUNGOV 190 -10 1\n");
}

static void weis_is_not_cameo(void **state) {
    (void)state;
    expect("790415\tISR\tPAL\t223\tx\n790416\tISR\tLEB\t160\tx\n790417\tUSA\tISR\t101\tx\n790418\tUSA\tISR\t999\tx\n",
           "1 1979-04-15 ISR>PSE 190 -10 1\n2 1979-04-16 ISR>LBN 130 -3 1\n4! code: no WEIS code\n");
    assert_int_equal(counts.unmapped_acts, 2); /* "offer proposal" has no equal */
    expect("790416\tISR\tPAL\t160\tx\n790416\tISR\tPAL\t43\tx\n",
           "1 1979-04-16 ISR>PSE 160 -4 1\n"
           "2! code: no CAMEO code; did a spreadsheet take its leading zero? (043 is not 43)\n");
}

/* text as gzip, its deflate block stored when level is 0. */
static size_t gzip_of(const char *text, int level, unsigned char *out, size_t room_size) {
    z_stream z = {.next_in = (unsigned char *)(uintptr_t)text,
                  .avail_in = (unsigned)strlen(text),
                  .next_out = out,
                  .avail_out = (unsigned)room_size};
    assert_int_equal(deflateInit2(&z, level, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return z.total_out;
}

static const char KEDS[] = "140301\tRUSGOV\tUKR\t138\tx\n140302\tUKR\tRUS\t043\ty\n";

static toc_rc read_bytes(const unsigned char *bytes, size_t len) {
    return read_path(scratch_file(&room, "file.gz", (const char *)bytes, len), NULL);
}

static void gzip_is_verified(void **state) {
    (void)state;
    unsigned char bytes[1024];
    size_t first = gzip_of(KEDS, 0, bytes, sizeof bytes), len = first;
    len += gzip_of("140303\tUKR\tRUS\t043\tz\n", 9, bytes + len, sizeof bytes - len); /* members one behind the other */
    memset(bytes + len, 0, 100);
    assert_int_equal(read_bytes(bytes, len + 100), TOC_OK);
    char wanted[512];
    snprintf(wanted, sizeof wanted, "%.500s", told);
    assert_int_equal(counts.events, 3);
    for (size_t cut = 2; cut < len; cut++) {
        assert_int_equal(read_bytes(bytes, cut), cut == first ? TOC_OK : TOC_EFORMAT);
    }
    for (size_t i = 0; i < len;
         i++) { /* a flipped bit is seen, or stands where nothing depends on it: times in heads */
        bytes[i] ^= 0x10;
        bool same = read_bytes(bytes, len) == TOC_OK;
        assert_true(!same || strcmp(told, wanted) == 0);
        bytes[i] ^= 0x10;
    }
    bytes[len] = 'x';
    assert_int_equal(read_bytes(bytes, len + 1), TOC_EFORMAT);
}

#define ICEWS_HEAD "Event Date\tSource Name\tSource Sectors\tSource Country\tCAMEO Code\tTarget Name\tTarget Country\n"

static const char *const SMALL[] = {
    ACLED PROTEST("01", "\"x\"\"y\"") PROTEST("02", "x"),
    UCDP "1,1,Government of Russia,Sergey Lavrov,1992-05-01,1,365,\n",
    "790415\tISRGOV\tPAL\t223\tx\n790416\tISR\tLEBMIL\t160\tx\n",
    ICEWS_HEAD "2018-01-01\tPolice (Russia)\tPolice,Military\tRussian Federation\t043\tCh\xE9ri\tUkraine\n",
    "date\tsource\trelation\ttarget\n2014-03-01\tSergey_Lavrov\tThreaten\tMilitary_(Ukraine)\n"};

typedef struct refused_read {
    const char *path;
    char wanted[1024];
} refused_read;

/* Refused memory is an error, or changes nothing. */
static bool read_refused(void *ctx) {
    refused_read *r = ctx;
    toc_rc rc = read_path(r->path, NULL);
    if (rc != TOC_OK) {
        assert_int_equal(rc, TOC_ENOMEM);
        return false;
    }
    assert_string_equal(told, r->wanted);
    return true;
}

static void refused_memory_is_told(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof SMALL / sizeof *SMALL; i++) {
        refused_read r = {.path = scratch_file(&room, "file", SMALL[i], strlen(SMALL[i]))};
        assert_int_equal(read_path(r.path, NULL), TOC_OK);
        assert_true(counts.events > 0);
        snprintf(r.wanted, sizeof r.wanted, "%.1000s", told);
        assert_true(refuse_each(read_refused, &r) > 10);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_quote_costs_one_row, setup, teardown),
        cmocka_unit_test_setup_teardown(the_end_of_a_cut_file_is_a_reject, setup, teardown),
        cmocka_unit_test_setup_teardown(unclosed_quotes_stay_linear, setup, teardown),
        cmocka_unit_test_setup_teardown(cells_cross_blocks, setup, teardown),
        cmocka_unit_test_setup_teardown(columns_are_found_by_name, setup, teardown),
        cmocka_unit_test_setup_teardown(a_missing_column_is_named, setup, teardown),
        cmocka_unit_test_setup_teardown(numbers_of_states_have_dates, setup, teardown),
        cmocka_unit_test_setup_teardown(weis_is_not_cameo, setup, teardown),
        cmocka_unit_test_setup_teardown(gzip_is_verified, setup, teardown),
        cmocka_unit_test_setup_teardown(refused_memory_is_told, setup, teardown)};
    const char *show = getenv("TOCSIN_SHOW");
    if (show) {
        int failed = load(NULL) || read_path(show, NULL);
        fputs(told, stdout);
        return failed;
    }
    return cmocka_run_group_tests(tests, load, unload);
}
