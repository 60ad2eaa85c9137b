# Invalid UTF-8: the document is read as Windows-1252 or rejected; what is stored and printed is UTF-8.
. "$ROOT/tests/cli/lib.sh"
printf 'Date: 2020-01-02\n\nPoland\222s minister met France\377\376 and \303\050 Germany.\n' >bad.txt
{ printf 'Date: 2020-01-02\n\nNoise: '; awk 'BEGIN { srand(7); for (i = 0; i < 4000; i++) printf "%c", 128 + int(rand() * 127) }' | LC_ALL=C tr -d '\000'; } >noise.txt
articles 3 >a.jsonl
expect 0 "$TOCSIN" ingest bad.txt noise.txt a.jsonl
python3 - <<'PY' || fail "the ledger holds what is no UTF-8"
import sqlite3
for row in sqlite3.connect("tocsin.db").execute("select text from sentence"):
    row[0].encode("utf-8")
PY
"$TOCSIN" code bad.txt >out 2>err || [ $? = 1 ] || fail "code"
python3 -c 'open("out", encoding="utf-8").read(); open("err", encoding="utf-8").read()' || fail "output is no UTF-8"
sound tocsin.db
