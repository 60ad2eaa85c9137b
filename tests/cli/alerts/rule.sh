# A burst raises one alert on its day, also when asked as of that day; a pair at its usual rate, and a ledger that grows, raise none.
. "$ROOT/tests/cli/lib.sh"
awk 'BEGIN {
    for (d = 0; d < 500; d++) {
        c = "date -u"; y = 2019 + (d >= 365); n = d % 365; split("31 28 31 30 31 30 31 31 30 31 30 31", m, " ")
        if (y == 2020) m[2] = 29
        for (k = 1; n >= m[k]; k++) n -= m[k]
        day = sprintf("%d%02d%02d", y, k, n + 1)
        for (i = 0; i < (d < 250 ? 5 : 15); i++) printf "%s\tDEU\tFRA\t040\tx\n", day       # a ledger that grows
        if (d % 9 == 0) printf "%s\tIND\tPAK\t190\tx\n", day                                   # its usual rate
        if (d >= 250 && d % 3 == 0) printf "%s\tUSA\tIRN\t173\tx\n", day                       # three times as much of it, like all
        if (d < 250 && d % 9 == 0) printf "%s\tUSA\tIRN\t173\tx\n", day
        if (d >= 400 && d < 412) printf "%s\tRUS\tUKR\t190\tx\n%s\tUKR\tRUS\t190\tx\n", day, day
    }
}' >keds
expect 0 "$TOCSIN" ingest keds --ledger l.db
expect 0 "$TOCSIN" alerts --ledger l.db --csv
[ "$(sed 1d out | cut -d, -f2,3 | sort -u)" = "RUS,UKR" ] || fail "alerts of others: $(cat out)"
DAY=$(sed -n 2p out | cut -d, -f1)
expect 0 "$TOCSIN" alerts --ledger l.db --csv --asof "$DAY"
[ "$(sed -n 2p out | cut -d, -f1-8)" = "$("$TOCSIN" alerts --ledger l.db --csv | sed -n 2p | cut -d, -f1-8)" ] || fail "what came later changed it"
expect 0 "$TOCSIN" alerts --ledger l.db
says out "the highest since the data"
expect 0 "$TOCSIN" alerts --ledger l.db --json
python3 -c 'import json; assert json.load(open("out"))["alerts"][0]["a"] == "RUS"'
expect 0 "$TOCSIN" alerts --ledger l.db --words
says out "none"
expect 0 "$TOCSIN" alerts --ledger l.db --from 2021-01-01
says out "none"
expect 2 "$TOCSIN" alerts --ledger l.db --budget 0
expect 2 "$TOCSIN" alerts --ledger l.db RUS
expect 1 "$TOCSIN" alerts --ledger none.db
# the order of rows is irrelevant
sort -r keds >turned
expect 0 "$TOCSIN" ingest turned --ledger t.db
expect 0 "$TOCSIN" alerts --ledger t.db --csv
cp out turned.csv
expect 0 "$TOCSIN" alerts --ledger l.db --csv
cmp out turned.csv || fail "the order of rows changes alerts"
# a dataset that tells every report as a row of its own tells of no more happenings
cat keds keds >twice
expect 0 "$TOCSIN" ingest twice --ledger d.db
expect 0 "$TOCSIN" alerts --ledger d.db --csv
cmp out turned.csv || fail "doubling every report changes alerts: $(cat out turned.csv)"
# a rate that rose and stayed is told apart, as of the day, though no window was a high; a ledger that grows and a usual rate give none
days_of_2019 '
    for (i = 0; i < (d < 250 ? 5 : 15); i++) printf "%s\tDEU\tFRA\t040\tx\n", day
    if (d % 9 == 0) printf "%s\tIND\tPAK\t190\tx\n", day
    if (d >= 250 && d % 3 == 0 || d < 250 && d % 9 == 0) printf "%s\tUSA\tIRN\t173\tx\n", day # three times as much, like all
    if (d >= 250 && d % 2 == 0 || d % 20 == 0) printf "%s\tRUS\tUKR\t190\tx\n", day
' >rise
expect 0 "$TOCSIN" ingest rise --ledger r.db
expect 0 "$TOCSIN" alerts --ledger r.db --json
python3 - <<'E' || fail "see above"
import json
found = json.load(open("out"))["changes"]
assert [(c["a"], c["b"]) for c in found] == [("RUS", "UKR")], found
assert found[0]["low"] <= "2019-09-08" <= found[0]["high"] and found[0]["after_per_30_days"] > 2 * found[0]["before_per_30_days"], found
E
expect 0 "$TOCSIN" alerts --ledger r.db --asof 2019-09-01
grep -A1 "Rates that rose" out | grep -q none || fail "a rate that had not risen yet: $(cat out)"
expect 0 "$TOCSIN" alerts --ledger r.db
says out "Rates that rose in the last 180 days, as of 2019-12-31"
says out "Russia and Ukraine: from"
