# A ledger of an older tocsin is brought up to date, and then links its reports as a new one does.
. "$ROOT/tests/cli/lib.sh"
cat >old.jsonl <<'X'
{"id":"1","date":"2022-11-15","source":"Wire","title":"Blast","text":"Russian missiles hit Poland on Tuesday and killed two people, the Polish radio said. The government called a meeting."}
{"id":"2","date":"2022-11-15","source":"Paper","title":"Blast","text":"Russian missiles hit Poland on Tuesday and killed two people, the Polish radio said. The government called a meeting."}
{"id":"3","date":"2022-11-16","source":"Wire","title":"CORRECTION","text":"This corrects first reports of Tuesday that Russian missiles had hit Poland."}
X
expect 0 "$TOCSIN" ingest old.jsonl --ledger new.db
cp new.db older.db
cp new.db oldest.db
older() { # older LEDGER VERSION: as that version would have left it
    python3 - "$@" <<'PY'
import sqlite3, sys
ledger = sqlite3.connect(sys.argv[1])
ledger.executescript("""drop view dataset_event; drop table record_superseded; drop table series; drop table mention; drop table event_origin; drop table record; drop table place;
drop table act; drop table actor; drop table dataset_file; delete from meta where key='ledger'; drop index document_unmarked; drop index document_date; drop table correction;
alter table document drop column sketch; update meta set value='2' where key='schema'; pragma user_version=2""")
if sys.argv[2] == "1":
    for column in ("date_precision", "place_country", "place_adm1", "place_text"):
        ledger.execute(f"alter table event drop column {column}")
    ledger.executescript("pragma user_version=1")
PY
}
older older.db 2
older oldest.db 1
ID=$(python3 -c 'import sqlite3
print(sqlite3.connect("new.db").execute("select id from event where target_root=\"POL\" and learnt=\"2022-11-15\" order by id").fetchone()[0])')
expect 0 "$TOCSIN" why "$ID" --asof 2022-11-15 --ledger new.db
says out "2, from 1 source"
cp out wanted
# read as it is, without writing: copies are seen, corrections not yet
expect 0 "$TOCSIN" why "$ID" --asof 2022-11-15 --ledger older.db
cmp out wanted || fail "the older ledger tells something else"
expect 0 "$TOCSIN" why "$ID" --asof 2022-11-15 --ledger oldest.db
says out "2, from 1 source"
for ledger in older.db oldest.db; do
    expect 0 "$TOCSIN" ingest old.jsonl --ledger $ledger
    says out "0 new, 3 known already"
    [ "$(count $ledger correction)" = 1 ] || fail "the correction of $ledger was not found"
    sound $ledger
done
expect 0 "$TOCSIN" why "$ID" --ledger new.db
cp out wanted
says wanted "none in force; 2 corrected"
expect 0 "$TOCSIN" why "$ID" --ledger older.db
cmp out wanted || fail "the ledger brought up to date tells something else"
python3 - <<'PY' || fail "sketches differ"
import sqlite3
rows = [sqlite3.connect(name).execute("select id, sketch from document order by id").fetchall() for name in ("new.db", "older.db", "oldest.db")]
assert rows[0] == rows[1] == rows[2] and all(sketch for _, sketch in rows[0])
PY
