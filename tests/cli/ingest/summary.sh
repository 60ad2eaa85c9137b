# The sample goes in; the summary's figures are those of the ledger; nothing on standard error when it is no terminal.
. "$ROOT/tests/cli/lib.sh"
expect 0 "$TOCSIN" ingest "$ROOT/examples/brink" --json
[ ! -s err ] || fail "words on standard error"
python3 - <<'PY' || fail "summary and ledger differ"
import json, sqlite3
told = json.load(open("out"))
ledger = sqlite3.connect("tocsin.db")
rows = lambda table: ledger.execute(f"select count(*) from {table}").fetchone()[0]
assert told["documents"] == rows("document") >= 150, told
assert told["sentences"] == rows("sentence"), told
assert told["events"] == rows("event") == told["deeds"] + told["words"], told
assert told["silent"] == ledger.execute("select sum(silent) from document").fetchone()[0], told
assert told["rejects"] == 0 and told["known"] == 0, told
PY
sound tocsin.db
