# What cannot be written is a failure, never a short file.
. "$ROOT/tests/cli/lib.sh"
[ -e /dev/full ] || { echo "there is no /dev/full"; exit 77; }
articles 40 >a.jsonl
status=0
"$TOCSIN" code a.jsonl >/dev/full 2>err || status=$?
[ $status = 1 ] || fail "status $status"
says err "cannot write"
status=0
"$TOCSIN" --help >/dev/full 2>err || status=$?
[ $status = 1 ] || fail "status $status of --help"
expect 1 "$TOCSIN" code a.jsonl --out no/such/folder/x
