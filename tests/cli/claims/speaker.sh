# From texts: the speaker, the office on that day, and nobody's role before he had it; a claim of another about the side is a warning.
. "$ROOT/tests/cli/lib.sh"
cat >a.jsonl <<'T'
{"id":"1","date":"2021-06-01","source":"wire","text":"Sergei Lavrov threatened to attack Ukraine."}
{"id":"2","date":"2021-09-01","source":"wire","text":"Sergei Lavrov threatened to attack Ukraine."}
T
expect 0 "$TOCSIN" ingest -q --ledger l.db a.jsonl
expect 0 "$TOCSIN" claims RUS UKR --asof 2021-12-01 --ledger l.db
says out "foreign minister of Russia on that day"
says out "no: the 2nd of its kind by this speaker"
sample b.db
expect 0 "$TOCSIN" claims RUS+BLR NATO --asof 2023-08-15 --ledger b.db --json
python3 -c '
import json
c = json.load(open("out"))["claims"]
assert any(x["office"] for x in c) and all(x["day"] <= "2023-08-15" for x in c)
assert any(x["followed"][1]["hostile_deeds"] is None for x in c) and any(x["followed"][1]["hostile_deeds"] for x in c)'
