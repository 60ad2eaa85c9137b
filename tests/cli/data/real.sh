# The real files of ../shared/data: rows, days and sums agree with what Python's csv reads of them.
# Plain only: tens of thousands of rows; formats and hostile have each kind.
. "$ROOT/tests/cli/lib.sh"
DATA=${TOCSIN_SHARED:-$ROOT/../shared/data}
[ -d "$DATA/events" ] || { echo "skipped: no data"; exit 77; }
for file in events/icews_sample/events.2018.sample.tab events/ucdp_ged_ukr_hdx.csv tkg/icews14_train_valid.tsv.gz events/IsraelPalestineConflict.tsv; do
    expect 0 "$TOCSIN" ingest "$DATA/$file" --ledger l.db
    says out "rejects    0"
done
expect 0 "$TOCSIN" export --ledger l.db --out l.csv
expect 0 "$TOCSIN" check --ledger l.db
DATA=$DATA python3 - <<'PY' || fail "another count"
import collections, csv, gzip, os, sqlite3
data = os.environ["DATA"]
csv.field_size_limit(1 << 24)
ours = collections.defaultdict(list)
for row in csv.DictReader(open("l.csv", encoding="utf-8", newline="")):
    ours[row["dataset"]].append(row)
icews = list(csv.DictReader(open(data + "/events/icews_sample/events.2018.sample.tab", encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))
assert len(icews) == len(ours["icews"]) == 3705
assert abs(sum(float(r["Intensity"]) for r in icews) - sum(float(r["goldstein"]) for r in ours["icews"])) < 1e-6
assert collections.Counter(r["CAMEO Code"] for r in icews) == collections.Counter(r["cameo"] for r in ours["icews"])
assert collections.Counter(r["Event Date"] for r in icews) == collections.Counter(r["date"] for r in ours["icews"])
ucdp = [r for r in csv.DictReader(open(data + "/events/ucdp_ged_ukr_hdx.csv", encoding="utf-8", newline="")) if r["id"]]
assert len(ucdp) == len(ours["ucdp"]) == 2989
assert sum(int(r["best"]) for r in ucdp) == sum(int(r["rule"].split(", ")[1].split()[0]) for r in ours["ucdp"])
assert sum(int(r["number_of_sources"]) if int(r["number_of_sources"]) > 0 else 1 for r in ucdp) == sum(int(r["reports"]) for r in ours["ucdp"])
assert collections.Counter(r["date_start"][:10] for r in ucdp) == collections.Counter(r["date"] for r in ours["ucdp"])
tkg = list(csv.DictReader(gzip.open(data + "/tkg/icews14_train_valid.tsv.gz", "rt", encoding="utf-8"), delimiter="\t"))
assert len(tkg) == len(ours["icews-names"]) == 83359
assert collections.Counter(r["date"] for r in tkg) == collections.Counter(r["date"] for r in ours["icews-names"])
assert collections.Counter(r["source"] for r in tkg) == collections.Counter(r["source_text"] for r in ours["icews-names"])
both = sum(bool(r["source_state"]) and bool(r["target_state"]) for r in ours["icews-names"])
assert both >= 0.85 * len(tkg), both / len(tkg)
weeks = list(csv.DictReader(open(data + "/events/IsraelPalestineConflict.tsv", encoding="utf-8"), delimiter="\t"))
kept = sqlite3.connect("l.db").execute("select source, count(*), sum(value) from series group by source order by source").fetchall()
assert [row[:2] for row in kept] == [("ISR", len(weeks)), ("PSE", len(weeks))]
assert abs(kept[0][2] - sum(float(r["i2p"]) for r in weeks)) < 1e-6 and abs(kept[1][2] - sum(float(r["p2i"]) for r in weeks)) < 1e-6
PY
# what stands on them opens down to dataset, file and row
ID=$(grep '^r.*icews-names' l.csv | head -n 1 | cut -d, -f1)
expect 0 "$TOCSIN" why "$ID" --ledger l.db
tr '\n' ' ' <out | tr -s ' ' >flat
says flat "icews14_train_valid.tsv.gz row 2"
expect 0 "$TOCSIN" brief RUS UKR --asof 2014-11-30 --ledger l.db
expect 0 "$TOCSIN" tension RUS UKR --asof 2014-11-30 --ledger l.db
