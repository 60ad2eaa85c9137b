# Wire copy: any number of papers that print one dispatch are one happening and one source, and do not raise tension.
. "$ROOT/tests/cli/lib.sh"
dispatch() { # dispatch ID DATE SOURCE TEXT
    printf '{"id":"%s","date":"%s","source":"%s","title":"%s","text":"%s"}\n' "$1" "$2" "$3" "$1" "$4"
}
text="Poland closed its border with Belarus on Thursday over attacks on its guards. Trucks waited in long lines on the road to Brest. The interior ministry in Warsaw said that the crossing would stay shut until the spring."
other="Poland has closed its border with Belarus, Warsaw said on Thursday after guards were attacked. Drivers were told to turn round."
days() { "$TOCSIN" tension RUS+BLR NATO --asof 2023-02-28 --by month --csv --ledger "$1"; }
dispatch one 2023-02-09 "PAP" "$text" >one.jsonl
expect 0 "$TOCSIN" ingest one.jsonl --ledger one.db
cp one.jsonl many.jsonl
for n in $(seq 1 30); do
    dispatch "copy $n" 2023-02-$((9 + n % 2)) "Paper $n" "$text Sent by reader $n."
done | sed 's/-02-9"/-02-09"/' >>many.jsonl
expect 0 "$TOCSIN" ingest many.jsonl --ledger many.db
dispatch own 2023-02-10 "Reuters" "$other" >>many.jsonl
expect 0 "$TOCSIN" ingest many.jsonl --ledger own.db
ID=$(python3 -c 'import sqlite3
print(sqlite3.connect("one.db").execute("select id from event where source_root=\"POL\" and target_root=\"BLR\" and modality=\"done\" order by id").fetchone()[0])')
expect 0 "$TOCSIN" why "$ID" --ledger one.db
says out "1, from 1 source"
expect 0 "$TOCSIN" why "$ID" --ledger many.db
says out "31, from 1 source"
says out "31 reports:"
says out "a copy of d"
DOCUMENT=$(grep -o 'd[0-9a-v]\{13\}' out | head -n 1)
expect 0 "$TOCSIN" why "$DOCUMENT" --ledger many.db
says out "near copies 30: d"
expect 0 "$TOCSIN" why "$ID" --ledger own.db
says out "32, from 2 sources"
expect 0 "$TOCSIN" why "$ID" --json --ledger own.db
python3 - <<'P' || fail "the JSON does not list the reports"
import json
why = json.load(open("out"))
assert why["event_total"] == 32 and len(why["events"]) == 32
assert sum("copy_of" in e for e in why["events"]) == 30
P
# hostile and friendly weight and level are those of one report; only the reports are more
days one.db | python3 -c 'import csv, sys
for row in csv.DictReader(sys.stdin): print({k: v for k, v in row.items() if not k.startswith(("reports", "sources", "publishers", "concentration"))})' >one
days many.db | python3 -c 'import csv, sys
for row in csv.DictReader(sys.stdin): print({k: v for k, v in row.items() if not k.startswith(("reports", "sources", "publishers", "concentration"))})' >many
cmp one many || fail "thirty copies changed tension"
expect 0 "$TOCSIN" brief RUS+BLR NATO --asof 2023-02-28 --ledger own.db
says out "32 reports from 2 sources"
