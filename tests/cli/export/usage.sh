# Wrong wishes are said, and leave no file behind.
. "$ROOT/tests/cli/lib.sh"
articles 3 >news.jsonl
expect 0 "$TOCSIN" ingest news.jsonl --ledger l.db
expect 2 "$TOCSIN" export --ledger l.db --format xls
says err "csv, jsonl, geojson or gdelt"
expect 2 "$TOCSIN" export --ledger l.db --panel week
expect 2 "$TOCSIN" export --ledger l.db --panel dyad-day --format csv
expect 2 "$TOCSIN" export --ledger l.db --codes fips
expect 2 "$TOCSIN" export --ledger l.db RUS
expect 2 "$TOCSIN" export --ledger l.db --source Atlantis --out x.csv
[ ! -e x.csv ] || fail "a file was left"
expect 1 "$TOCSIN" export --ledger none.db --out x.csv
[ -z "$(find . -name 'x.csv*')" ] || fail "a file was left"
expect 1 sh -c '"$TOCSIN" export --ledger l.db >/dev/full'
