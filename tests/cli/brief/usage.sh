# Asked wrongly is 2, with the near name; a ledger that is not there is 1, and is not made.
. "$ROOT/tests/cli/lib.sh"
expect 2 "$TOCSIN" brief RUS
expect 2 "$TOCSIN" brief RUS NATO CSTO
expect 2 "$TOCSIN" brief RUS NATO --md --html
expect 2 "$TOCSIN" brief RUS NATO --asof yesterday
expect 1 "$TOCSIN" brief RUS NATO --ledger none.db
[ ! -e none.db ] || fail "a ledger was made"
articles 5 >a.jsonl
expect 0 "$TOCSIN" ingest -q --ledger l.db a.jsonl
expect 2 "$TOCSIN" brief RUS+POL NATO --asof 2023-08-15 --ledger l.db
says err 'both sides'
expect 2 "$TOCSIN" brief RUZ NATO --asof 2023-08-15 --ledger l.db
says err RUZ
