/*
 * make-gdelt ROWS [COLUMNS [SEED [STATES]]]: a made-up file in the shape of GDELT events on standard output, for benchmarks: 61 columns (2.0), or 57 or
 * 58 (1.0). Same arguments, same bytes. Rows run over 20 years in order of the day on which they were added; actors, types of acts,
 * scores and counts are distributed roughly as in GDELT, about 400 bytes a row; nothing in it is true. STATES: codes of
 * three letters in a row, the most active first; else 78 of our choice.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state;

static uint32_t draw(uint32_t below) { /* SplitMix64 (Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195) */
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (uint32_t)(((z ^ (z >> 31)) >> 32) * below >> 32);
}

static const char STATES[] = "USARUSCHNUKRISRGBRIRNSYRFRADEUPAKINDAFGIRQTURPRKKORJPNEGYSAUPOLBLRLTULVAESTKAZARMAZEGEOMDAITAESPNGAKENSDNETHSOMLBYYEM"
                             "VENMEXCANAUSBRAARGCHLCOLPHLVNMTHAMYSIDNSGPMMRBGDLKANPLROUBGRHUNCZESVKSVNHRVSRBALBMKDMNEGRCPRTNLDBELDNKNORSWEFINISLIRL";
static const char *states = STATES;
static const char *const FIPS[] = {"US", "RS", "CH", "UP", "IS", "UK", "IR", "SY", "FR", "GM", "PK", "IN", "AF", "IZ", "TU"};
static const char *const TYPES[] = {"", "", "", "GOV", "GOV", "MIL", "REB", "COP", "CVL", "BUS", "JUD", "LEG", "MED", "OPP", "EDU"};
static const struct {
    const char *code;
    int quad;
    const char *goldstein;
} ACTS[] = {{"010", 1, "0.0"},  {"020", 1, "3.0"},   {"036", 1, "4.0"},   {"040", 1, "1.0"},   {"042", 1, "1.9"},  {"043", 1, "2.8"},
            {"046", 1, "7.0"},  {"051", 1, "3.4"},   {"057", 1, "8.0"},   {"060", 2, "6.0"},   {"070", 2, "7.0"},  {"0841", 2, "7.0"},
            {"111", 3, "-2.0"}, {"112", 3, "-2.0"},  {"120", 3, "-4.0"},  {"130", 3, "-4.4"},  {"138", 3, "-7.0"}, {"141", 4, "-6.5"},
            {"160", 4, "-4.0"}, {"173", 4, "-5.0"},  {"180", 4, "-9.0"},  {"190", 4, "-10.0"}, {"193", 4, "-10.0"}, {"195", 4, "-10.0"}};

static int days_in(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && year % 4 == 0);
}

/* Some states act far more often than others. */
static uint32_t state_drawn(void) {
    uint32_t n = (uint32_t)strlen(states) / 3, a = draw(n), b = draw(n);
    return a < b ? a : b;
}

static void actor(void) {
    uint32_t n = draw(10) == 0 ? UINT32_MAX : state_drawn();
    const char *type = TYPES[draw(sizeof TYPES / sizeof *TYPES)];
    if (n == UINT32_MAX) {
        printf("\t%s\t%s\t\t\t\t\t\t%s\t\t", type, type[0] ? "SOMEBODY" : "", type);
        return;
    }
    const char *code = states + 3 * n;
    printf("\t%.3s%s\tNAME OF %.3s\t%.3s\t\t\t\t\t%s\t\t", code, type, code, code, type);
}

static void place(int wide) {
    uint32_t n = draw(sizeof FIPS / sizeof *FIPS);
    printf("\t4\tSome City, Some Province, Some Country %u\t%s\t%s%02u", n, FIPS[n], FIPS[n], draw(40));
    if (wide) {
        printf("\t%u", draw(30000));
    }
    printf("\t%u.%04u\t%u.%04u\t-%u", draw(80), draw(10000), draw(170), draw(10000), 1000000 + draw(3000000));
}

int main(int argc, char **argv) {
    if (argc < 2 || argc > 5 || (argc == 5 && strlen(argv[4]) < 6)) {
        fputs("usage: make-gdelt ROWS [57|58|61 [SEED [STATES]]]\n", stderr);
        return 2;
    }
    long long rows = atoll(argv[1]);
    int columns = argc > 2 ? atoi(argv[2]) : 61, year = 2004, month = 1, day = 1;
    state = argc > 3 ? strtoull(argv[3], NULL, 10) : 1;
    states = argc > 4 ? argv[4] : STATES;
    long long a_day = rows / 7305 + 1;
    for (long long i = 0; i < rows; i++) {
        if (i > 0 && i % a_day == 0 && ++day > days_in(year, month)) {
            day = 1;
            year += month == 12;
            month = month % 12 + 1;
        }
        const uint32_t act = draw(sizeof ACTS / sizeof *ACTS), articles = 1 + draw(4) * draw(12);
        const char *code = ACTS[act].code;
        printf("%lld\t%04d%02d%02d\t%04d%02d\t%04d\t%d.%04d", 400000000 + i, year, month, day, year, month, year, year, (month - 1) * 833 + day * 27);
        actor();
        actor();
        printf("\t%u\t%s\t%.3s\t%.2s\t%d\t%s\t%u\t%u\t%u\t%s%u.%06u", draw(2), code, code, code, ACTS[act].quad, ACTS[act].goldstein,
               articles + draw(5), 1 + draw(3), articles, draw(2) ? "-" : "", draw(9), draw(1000000));
        place(columns == 61);
        place(columns == 61);
        place(columns == 61);
        if (columns == 61) {
            printf("\t%04d%02d%02d%06u\thttps://news.example/%u/some-words-of-a-title-%u.html\n", year, month, day, draw(24) * 10000, draw(100000), draw(1000000));
        } else {
            printf("\t%04d%02d%02d%s\n", year, month, day, columns == 58 ? "\thttps://news.example/title" : "");
        }
    }
    return fflush(stdout) == 0 ? 0 : 1;
}
