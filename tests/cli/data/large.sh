# A ledger of more than 100,000 records is asked through the panel: the same events in the same order as from the records themselves.
. "$ROOT/tests/cli/lib.sh"
python3 - >large.tsv <<'PY'
import datetime, random
rng = random.Random(6)
who = ["Russia", "Ukraine", "Poland", "Belarus", "France", "Germany", "China", "Japan", "Iran", "Iraq", "Military_(Russia)", "Government_(Ukraine)"]
what = ["Make_statement", "Consult", "Threaten", "Use_conventional_military_force", "Impose_embargo,_boycott,_or_sanctions", "Engage_in_diplomatic_cooperation"]
first = datetime.date(2014, 1, 1)
print("split\tdate\tsource\trelation\ttarget\tday")
for i in range(100500):
    a, b = rng.sample(who, 2)
    print(f"train\t{first + datetime.timedelta(days=i // 400)}\t{a}\t{rng.choice(what)}\t{b}\t{i // 400}")
PY
expect 0 "$TOCSIN" ingest large.tsv --ledger l.db --json
expect 0 "$TOCSIN" export --source RUS+BLR --target UKR+POL --both --asof 2014-06-30 --ledger l.db --out told.csv
[ -s l.db.panel ] || fail "the panel was not asked"
python3 - <<'PY' || fail "the panel gives other events than the ledger"
import csv, sqlite3
db = sqlite3.connect("l.db")
assert db.execute("select max(id) from record").fetchone()[0] >= 100000
rows = db.execute("""select f.key, r.row, r.day, s.code, t.code, a.cameo from record r join dataset_file f on f.id = r.file join actor s on s.id = r.source
    join actor t on t.id = r.target join act a on a.id = r.act
    where r.day <= 16251 and (s.root in ('RUS', 'BLR') and t.root in ('UKR', 'POL') or s.root in ('UKR', 'POL') and t.root in ('RUS', 'BLR'))
    order by r.day, f.key, r.row""").fetchall()
told = list(csv.DictReader(open("told.csv", encoding="utf-8")))
assert len(rows) == len(told) > 1000, (len(rows), len(told))
for row, event in zip(rows, told):
    assert (row[3], row[4], row[5], str(row[1])) == (event["source"], event["target"], event["cameo"], event["row"]), (row, event)
PY
expect 0 "$TOCSIN" tension RUS+BLR UKR+POL --asof 2014-06-30 --ledger l.db --json
mv out with
expect 0 "$TOCSIN" tension RUS+BLR UKR+POL --asof 2014-06-30 --ledger l.db --json
cmp with out || fail "the second time it is another"
