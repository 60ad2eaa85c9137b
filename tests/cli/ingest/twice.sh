# Reading a document twice changes nothing, in the next run and within one.
. "$ROOT/tests/cli/lib.sh"
articles 300 >a.jsonl
cat a.jsonl a.jsonl >twice.jsonl
expect 0 "$TOCSIN" ingest a.jsonl
says out "300 new, 0 known already"
rows tocsin.db >first
expect 0 "$TOCSIN" ingest a.jsonl
says out "0 new, 300 known already"
rows tocsin.db >second
cmp first second || fail "the second run changed the ledger"
expect 0 "$TOCSIN" ingest twice.jsonl --ledger twice.db
says out "300 new, 300 known already"
[ "$(count twice.db document)" = 300 ] || fail "not 300 documents"
sound twice.db
