/* bench-columns FILE: parses it to columns; prints seconds, bytes and sums, as JSON, for script/bench data. */
#include "base/clock.h"
#include "source/columns.h"

#include <stdio.h>

int main(int argc, char **argv) {
    toc_columns c;
    toc_err err = {0};
    if (argc != 2) {
        fputs("usage: bench-columns FILE\n", stderr);
        return 2;
    }
    double began = toc_clock_seconds();
    if (toc_columns_read(argv[1], &c, &err)) {
        fprintf(stderr, "bench-columns: %s\n", err.text);
        return 1;
    }
    double seconds = toc_clock_seconds() - began, goldstein = 0;
    long long articles = 0, dates = 0, quads = 0;
    for (size_t i = 0; i < c.count; i++) {
        goldstein += c.goldstein[i] == c.goldstein[i] ? (double)c.goldstein[i] : 0;
        articles += c.articles[i];
        dates += c.date[i];
        quads += c.quad[i];
    }
    printf("{\"rows\":%zu,\"rejects\":%lld,\"bytes\":%lld,\"seconds\":%.6f,\"goldstein\":%.1f,\"articles\":%lld,\"dates\":%lld,\"quads\":%lld,\"names\":%zu}\n",
           c.count, (long long)c.rejects, (long long)c.bytes, seconds, goldstein, articles, dates, quads, c.name_count);
    toc_columns_fini(&c);
    return 0;
}
