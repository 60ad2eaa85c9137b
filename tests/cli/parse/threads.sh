# The output is the same on any number of threads, in the order of the input; long sentences and full devices too.
. "$ROOT/tests/cli/lib.sh"
n=$(enough 1500 600)
articles "$n" >a.jsonl
expect 0 "$TOCSIN" parse --threads 1 --times a.jsonl
says err "\"documents\":$n,\"sentences\":$((n * 3)),"
mv out one
for threads in 2 3 16; do
    expect 0 "$TOCSIN" parse --threads $threads a.jsonl
    cmp one out || fail "$threads threads give other trees"
done
expect 0 "$TOCSIN" parse --threads 2 --input conllu one
cmp one out || fail "the trees of its own tokens are others"
awk 'BEGIN { for (i = 1; i <= 20000; i++) print i "\t" (i % 5 ? "war" : ",") "\t_\t_\t_\t_\t_\t_\t_\t_" }' >long
expect 0 "$TOCSIN" parse --input conllu long
[ "$(grep -c '	root	' out)" = 1 ] || fail "a long sentence has not one root"
[ "$(wc -l <out)" = 20001 ] || fail "a long sentence is not whole"
if [ -e /dev/full ]; then
    status=0
    "$TOCSIN" parse one --input conllu >/dev/full 2>err || status=$?
    [ $status = 1 ] || fail "status $status"
    says err "cannot write"
fi
