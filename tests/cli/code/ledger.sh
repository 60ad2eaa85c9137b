# The same text gives the same events by both ways: code, and ingest into a ledger.
# Plain only: the whole sample twice; brief and ingest read it under sanitizers.
. "$ROOT/tests/cli/lib.sh"
sample tocsin.db
for file in "$ROOT"/examples/brink/2022/*-1[0-9]*.txt; do
    "$TOCSIN" code "$file" || fail "$file"
done >events
python3 - <<'PY' || fail "code and ingest differ"
import json, sqlite3
ledger = {row[0] for row in sqlite3.connect("tocsin.db").execute(
    "select e.id from event e join document d on d.id = e.document where d.file like '%/2022/%-1_%.txt'")}
coded = {json.loads(line)["id"] for line in open("events")}
assert coded == ledger and len(coded) > 10, (len(coded), len(ledger), coded ^ ledger)
PY
[ ! -e code.db ] || fail "code made a ledger"
