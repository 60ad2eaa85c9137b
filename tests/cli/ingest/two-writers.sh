# Two ingests into one ledger at the same time: both end well, and nothing is there twice.
. "$ROOT/tests/cli/lib.sh"
articles 1500 >a.jsonl
"$TOCSIN" ingest a.jsonl >one 2>&1 &
first=$!
expect 0 "$TOCSIN" ingest a.jsonl
wait $first || { cat one; fail "the other writer failed"; }
[ "$(count tocsin.db document)" = 1500 ] || fail "not 1500 documents"
sound tocsin.db
