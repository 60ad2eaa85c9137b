# Same rows, same order, on any number of threads.
# Plain only: hundreds of documents, three times.
. "$ROOT/tests/cli/lib.sh"
articles "$(enough 700 300)" >a.jsonl # more than a batch
for n in 1 2 5; do
    expect 0 "$TOCSIN" ingest a.jsonl "$ROOT/examples/brink" --threads $n --ledger $n.db
    rows $n.db >$n.rows
done
cmp 1.rows 2.rows || fail "one and two threads differ"
cmp 1.rows 5.rows || fail "one and five threads differ"
expect 2 "$TOCSIN" ingest a.jsonl --threads 0
expect 2 "$TOCSIN" ingest a.jsonl --threads 257
expect 2 "$TOCSIN" ingest a.jsonl --threads two
says err 'wants a whole number, not "two"'
