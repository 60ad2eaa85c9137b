# Changed rows, lost rows and a damaged panel are noticed.
. "$ROOT/tests/cli/lib.sh"
articles 30 >news.jsonl
awk 'BEGIN { for (i = 0; i < 3000; i++) printf "14%02d%02d\tRUSGOV\tUKR\t138\tx\n", i % 12 + 1, i % 28 + 1 }' >keds
expect 0 "$TOCSIN" ingest news.jsonl keds --ledger l.db
expect 0 "$TOCSIN" check --ledger l.db
says out "panel        none"
expect 0 "$TOCSIN" export --ledger l.db --panel dyad-year
expect 0 "$TOCSIN" check --ledger l.db
says out "panel        agrees"
says out "faults       0"
damage() { # damage SQL WORDS
    cp l.db d.db
    cp l.db.panel d.db.panel
    python3 -c 'import sqlite3, sys
c = sqlite3.connect("d.db"); c.executescript(sys.argv[1]); c.commit()' "$1"
    expect 1 "$TOCSIN" check --ledger d.db
    says out "$2"
}
damage "update event set source='FRA', source_root='FRA' where rowid=5" "was changed: its content makes the id"
damage "update sentence set text='Other words.' where rowid=3" "was changed: its text makes the id"
damage "delete from sentence where rowid=4" "sentences"
damage "delete from record where id=77" "of its count"
damage "update record set act=99 where id=77" "leads to no actor, act, place or file"
damage "update event set goldstein=99 where rowid=1" "holds what tocsin never writes"
cp l.db d.db
python3 - <<'PY'
panel = bytearray(open("l.db.panel", "rb").read())
panel[len(panel) // 2] ^= 1
open("d.db.panel", "wb").write(panel)
PY
expect 1 "$TOCSIN" check --ledger d.db
says out "FAULT        panel"
expect 0 "$TOCSIN" export --ledger d.db --panel dyad-year
says err "is damaged and is made anew"
expect 0 "$TOCSIN" check --ledger d.db
expect 2 "$TOCSIN" check l.db
expect 1 "$TOCSIN" check --ledger none.db
