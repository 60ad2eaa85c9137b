# Too little data: "not enough", and no figure of tension; the way out is still there.
. "$ROOT/tests/cli/lib.sh"
printf 'Date: 2023-01-02\nSource: Test\n\nIt rained.\n' >a.txt
expect 0 "$TOCSIN" ingest -q --ledger l.db a.txt
expect 0 "$TOCSIN" brief PER ECU --asof 2023-08-15 --ledger l.db --md
says out '**not enough**'
says out 'Not enough: the ledger holds no weighted event'
silent_about out 'Hostile weight'
says out '## Channels and mediators'
