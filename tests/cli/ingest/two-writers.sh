# Two ingests into one ledger at the same time: both end well, and nothing is there twice.
. "$ROOT/tests/cli/lib.sh"
n=$(enough 1500 600) # more than two batches
articles "$n" >a.jsonl
"$TOCSIN" ingest a.jsonl >one 2>&1 &
first=$!
expect 0 "$TOCSIN" ingest a.jsonl
wait $first || { cat one; fail "the other writer failed"; }
[ "$(count tocsin.db document)" = "$n" ] || fail "not $n documents"
sound tocsin.db
