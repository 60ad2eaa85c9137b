# What is exported can be ingested elsewhere and exported again with the same bytes; a changed row is noticed; twice changes nothing.
. "$ROOT/tests/cli/lib.sh"
articles 40 >news.jsonl
printf '140301\tRUSGOV\tUKR\t138\tx\n140302\tUKR\tRUS\t0841\ty, "z"\n' >keds
expect 0 "$TOCSIN" ingest news.jsonl keds --ledger a.db
expect 0 "$TOCSIN" export --ledger a.db --out a.csv
expect 0 "$TOCSIN" export --ledger a.db --format jsonl --out a.jsonl
for kind in csv jsonl; do
    expect 0 "$TOCSIN" ingest a.$kind --ledger $kind.db
    expect 0 "$TOCSIN" ingest a.$kind --ledger $kind.db
    says out "1 files known already"
    expect 0 "$TOCSIN" check --ledger $kind.db
    for again in csv jsonl; do
        expect 0 "$TOCSIN" export --ledger $kind.db --format $again --out b.$again
        cmp a.$again b.$again || fail "$kind to $again: other bytes"
    done
    expect 0 "$TOCSIN" export --ledger a.db --panel dyad-day --out a.panel
    expect 0 "$TOCSIN" export --ledger $kind.db --panel dyad-day --out b.panel
    cmp a.panel b.panel || fail "another panel"
done
ID=$(sed -n '2p' a.csv | cut -d, -f1)
expect 0 "$TOCSIN" why "$ID" --ledger csv.db
python3 - <<'PY'
rows = open("a.csv").read().splitlines()
for i, row in enumerate(rows):
    if row.startswith("e") and ",RUS" in row:
        rows[i] = row.replace(",RUS", ",FRA", 1)
        break
open("changed.csv", "w").write("\n".join(rows) + "\n")
PY
expect 1 "$TOCSIN" ingest changed.csv --max-rejects 0 --ledger c.db
says err "the id does not fit the event"
