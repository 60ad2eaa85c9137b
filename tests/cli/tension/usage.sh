# Asked wrongly is 2; no ledger is 1.
. "$ROOT/tests/cli/lib.sh"
expect 2 "$TOCSIN" tension RUS
expect 2 "$TOCSIN" tension RUS NATO --by year
expect 2 "$TOCSIN" tension RUS NATO --csv --json
expect 1 "$TOCSIN" tension RUS NATO --ledger none.db
[ ! -e none.db ] || fail "a ledger was made"
articles 5 >a.jsonl
expect 0 "$TOCSIN" ingest -q --ledger l.db a.jsonl
expect 2 "$TOCSIN" tension RUS NATO --ledger l.db --from 2023-02-01 --to 2023-01-01
says err 'series is empty'
