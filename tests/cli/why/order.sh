# The order of arrival changes nothing: whatever the order of documents, of files and of runs, brief, tension and why print
# the same bytes.
# Plain only: the sample in many orders.
. "$ROOT/tests/cli/lib.sh"
cat >reports.jsonl <<'X'
{"id":"1","date":"2022-11-15","source":"Wire A","title":"Blast","text":"Russian missiles hit Poland on Tuesday and killed two people, a senior US intelligence official said. Poland called an urgent meeting of its council."}
{"id":"2","date":"2022-11-16","source":"Gazette","title":"Blast","text":"Russian missiles hit Poland on Tuesday and killed two people, a senior US intelligence official said. Poland called an urgent meeting of its council."}
{"id":"3","date":"2022-11-16","source":"Daily","title":"Missiles","text":"Russian missiles hit Poland on Tuesday, killing two people in a village near the border."}
{"id":"4","date":"2022-11-15","source":"Ministry","title":"Denial","text":"Russia's defence ministry denied on Tuesday that Russian missiles had hit Poland and called it a provocation."}
{"id":"5","date":"2022-11-18","source":"Wire A","title":"CORRECTION: Blast","text":"This corrects first reports of Tuesday that Russian missiles had hit Poland. The missile was Ukrainian."}
{"id":"6","date":"2022-11-18","source":"Daily","title":"Border","text":"Poland closed its border with Belarus on Friday. Belarus called the closure of the border a hostile act."}
{"id":"7","date":"2022-11-19","source":"Gazette","title":"Border","text":"Poland closed its border with Belarus on Friday over attacks on its guards, the interior ministry said."}
{"id":"8","date":"2022-11-19","source":"Wire A","title":"Talks","text":"The foreign ministers of Russia and Turkey met in Ankara on Saturday. Turkey offered to mediate between Russia and Poland."}
X
print() { # print LEDGER: everything that rests on links, with all that why says of every event
    for day in 2022-11-17 2022-12-01; do
        "$TOCSIN" brief RUS+BLR NATO --asof $day --ledger "$1"
        "$TOCSIN" brief RUS+BLR NATO --asof $day --json --ledger "$1"
        "$TOCSIN" tension RUS+BLR NATO --asof $day --by day --csv --ledger "$1"
    done
    python3 -c 'import sqlite3, sys
for row in sqlite3.connect(sys.argv[1]).execute("select id from event order by id"): print(row[0])' "$1" >ids
    [ -s ids ] || fail "no events"
    while read -r id; do
        "$TOCSIN" why "$id" --ledger "$1"
        "$TOCSIN" why "$id" --json --asof 2022-11-17 --ledger "$1"
    done <ids
}
# where a document was read is not an order: the same names and lines in all ledgers
unplaced() { sed 's/reports[a-z0-9]*\.jsonl:[0-9]*/FILE/; s/"file":"[^"]*"/FILE/; s/"line":[0-9]*/LINE/'; }
expect 0 "$TOCSIN" ingest reports.jsonl --ledger first.db
print first.db | unplaced >first
says first "corrected by"
says first "2 sources"
n=0
for order in "8 7 6 5 4 3 2 1" "5 3 1 2 8 7 4 6"; do
    n=$((n + 1))
    for line in $order; do sed -n "${line}p" reports.jsonl; done >reports$n.jsonl
    expect 0 "$TOCSIN" ingest reports$n.jsonl --ledger $n.db
    print $n.db | unplaced >$n.txt
    cmp first $n.txt || fail "the order $order prints something else"
done
# in several runs, each document a file of its own
for line in 6 1 5 8 2 4 3 7; do
    sed -n "${line}p" reports.jsonl >"reportsx$line.jsonl"
    expect 0 "$TOCSIN" ingest "reportsx$line.jsonl" --ledger runs.db
done
print runs.db | unplaced >runs.txt
cmp first runs.txt || fail "several runs print something else"
# and when all of it is read again
expect 0 "$TOCSIN" ingest reports1.jsonl reports.jsonl --ledger runs.db
print runs.db | unplaced >again.txt
cmp first again.txt || fail "reading it again prints something else"
