# --dry-run counts as a real run does, and stores nothing.
. "$ROOT/tests/cli/lib.sh"
articles 50 >a.jsonl
expect 0 "$TOCSIN" ingest a.jsonl --dry-run --json
[ ! -e tocsin.db ] || fail "a ledger was made"
mv out dry
expect 0 "$TOCSIN" ingest a.jsonl --json
python3 - <<'PY' || fail "the dry run counts otherwise"
import json
dry, wet = json.load(open("dry")), json.load(open("out"))
for both in (dry, wet):
    del both["seconds"], both["ledger"]
assert dry == wet, (dry, wet)
PY
