# CSV, JSON and SVG hold the same points; undefined ones are empty, null and hatched.
. "$ROOT/tests/cli/lib.sh"
sample l.db
expect 0 "$TOCSIN" tension RUS+BLR NATO --asof 2023-08-15 --ledger l.db --csv --out t.csv
expect 0 "$TOCSIN" tension RUS+BLR NATO --asof 2023-08-15 --ledger l.db --json --out t.json
expect 0 "$TOCSIN" tension RUS+BLR NATO --asof 2023-08-15 --ledger l.db --svg --out t.svg
python3 - <<'PY' || fail "the formats differ"
import csv, json, xml.dom.minidom
rows = list(csv.DictReader(open("t.csv", newline="")))
points = json.load(open("t.json"))["points"]
assert len(rows) == len(points) == 24
blank = 0
for row, point in zip(rows, points):
    assert row["from"] == point["from"] and float(row["others"]) >= 0
    for index in ("words", "deeds"):
        assert int(row[index + "_events"]) == point[index]["events"]
        for name in ("hostile", "friendly", "balance", "level", "level_low", "level_high"):
            cell, value = row[index + "_" + name], point[index][name]
            assert (cell == "") == (value is None)
            assert value is None or float(cell) == value
        blank += point[index]["hostile"] is None
svg = xml.dom.minidom.parse("t.svg").documentElement
assert svg.getElementsByTagName("title") and svg.getElementsByTagName("desc")
credit = [t.firstChild.data for t in svg.getElementsByTagName("text") if t.getAttribute("class") == "credit"]
assert len(credit) == 1 and "as known on 15 August 2023" in credit[0], credit
hatched = [r for r in svg.getElementsByTagName("rect") if r.getAttribute("class") == "none"]
assert blank > 0 and len(hatched) == blank + 1  # one in the legend
PY
