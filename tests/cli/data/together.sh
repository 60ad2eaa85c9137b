# Two processes ingest at once into one ledger: every file whole, once.
. "$ROOT/tests/cli/lib.sh"
for k in 1 2 3 4; do
    awk -v k=$k 'BEGIN { for (i = 0; i < 4000; i++) printf "14%02d%02d\tRUSGOV\tUKR\t138\tx%d\n", i % 12 + 1, i % 28 + 1, k }' >f$k
done
"$TOCSIN" ingest f1 f2 f3 f4 --quiet --ledger l.db >o1 2>e1 &
first=$!
"$TOCSIN" ingest f4 f3 f2 f1 --quiet --ledger l.db >o2 2>e2 || fail "the second failed: $(cat e2)"
wait $first || fail "the first failed: $(cat e1)"
[ "$(count l.db record)" = 16000 ] || fail "$(count l.db record) records"
[ "$(count l.db dataset_file)" = 4 ] || fail "a file is there twice"
expect 0 "$TOCSIN" check --ledger l.db
