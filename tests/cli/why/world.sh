# Clauses, channels, memberships and blocs need no ledger; an unknown id says so.
. "$ROOT/tests/cli/lib.sh"
expect 0 "$TOCSIN" why NATO-5
says out 'Collective defence'
says out '2001-09-12'
expect 0 "$TOCSIN" why CSTO:ARM --asof 2024-06-01
says out frozen
expect 0 "$TOCSIN" why CSTO:ARM --asof 2023-06-01
silent_about out frozen
expect 0 "$TOCSIN" why NRC
says out 'NATO-Russia Council'
expect 0 "$TOCSIN" why NATO --asof 2023-04-03
silent_about out FIN
expect 0 "$TOCSIN" why NATO --asof 2023-04-04
says out FIN
expect 1 "$TOCSIN" why no-such-thing
says err no-such-thing
expect 1 "$TOCSIN" why e000000000000g --ledger none.db
expect 2 "$TOCSIN" why
