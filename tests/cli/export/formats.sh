# Every format opens with a plain reader of it, agrees with the ledger, and the panels agree with the events.
. "$ROOT/tests/cli/lib.sh"
articles 60 >news.jsonl
expect 0 "$TOCSIN" ingest news.jsonl --ledger l.db
expect 0 "$TOCSIN" export --ledger l.db --out events.csv
expect 0 "$TOCSIN" export --ledger l.db --format jsonl --out events.jsonl
expect 0 "$TOCSIN" export --ledger l.db --format geojson --out map.geojson
expect 0 "$TOCSIN" export --ledger l.db --format gdelt --out gdelt.tsv
for by in day month year; do
    expect 0 "$TOCSIN" export --ledger l.db --panel dyad-$by --out $by.csv
done
expect 0 "$TOCSIN" export --ledger l.db --panel dyad-year --codes cow --out cow.csv
python3 - <<'PY' || fail "formats do not agree"
import csv, json, sqlite3
ids = [row[0] for row in sqlite3.connect("l.db").execute("select id from event where superseded_by is null order by date, id")]
rows = list(csv.DictReader(open("events.csv", encoding="utf-8", newline="")))
assert [row["id"] for row in rows] == ids and len(ids) > 100
lines = [json.loads(line) for line in open("events.jsonl", encoding="utf-8")]
assert [line["id"] for line in lines] == ids and all(line["learnt"] for line in lines)
features = json.load(open("map.geojson", encoding="utf-8"))["features"]
assert [feature["id"] for feature in features] == ids
for row, line, feature in zip(rows, lines, features):
    assert row["cameo"] == line["cameo"] and row["source"] == line["source"]["code"] and float(row["goldstein"]) == line["goldstein"]
    assert (feature["geometry"] is None) == (line["place"] is None)
gdelt = [line.rstrip("\n").split("\t") for line in open("gdelt.tsv", encoding="utf-8")]
assert len(gdelt) == len(ids) and all(len(row) == 58 for row in gdelt)
assert [row[26] for row in gdelt] == [row["cameo"] for row in rows]
for by, cut in (("day", 10), ("month", 7), ("year", 4)):
    panel = list(csv.DictReader(open(by + ".csv", encoding="utf-8", newline="")))
    assert sum(int(row["events"]) for row in panel) == len(ids), by
    assert all(len(row[by]) == cut for row in panel)
    assert sum(int(row["quad_4"]) for row in panel) == sum(row["quad"] == "4" for row in rows)
    assert abs(sum(float(row["goldstein_sum"]) for row in panel) - sum(float(row["goldstein"]) for row in rows)) < 1e-6
assert {row["source"] for row in csv.DictReader(open("cow.csv"))} >= {"365", "290"}
PY
expect 0 "$TOCSIN" export --ledger l.db --source RUS --target UKR
head -n 1 out | grep -q '^id,date,' || fail "no header"
awk -F, 'NR > 1 && !($5 ~ /^RUS/ && $7 ~ /^UKR/) { exit 1 }' out || fail "another dyad"
