# A ledger that may not be written: said, status 1, ledger as it was. As root on a file system mounted read-only.
. "$ROOT/tests/cli/lib.sh"
articles 3 >a.jsonl
articles 9 >more.jsonl
expect 0 "$TOCSIN" ingest a.jsonl --ledger kept.db
if [ "$(id -u)" -ne 0 ]; then
    mkdir ro
    cp kept.db ro/
    chmod a-w ro/kept.db ro
    expect 1 "$TOCSIN" ingest more.jsonl --ledger ro/kept.db
    says err "ro/kept.db"
    chmod u+w ro
    [ "$(count ro/kept.db document)" = 3 ] || fail "the ledger has changed"
    exit 0
fi
mkdir ro
unshare -m sh -c 'mount -t tmpfs -o size=8m tocsin-test ro' 2>/dev/null || { echo "no mount is allowed here"; exit 77; }
status=0
unshare -m sh -c 'mount -t tmpfs -o size=8m tocsin-test ro && cp kept.db ro/ && mount -o remount,ro ro || exit 99
    "$TOCSIN" ingest more.jsonl --ledger ro/kept.db' >out 2>err || status=$?
[ $status = 1 ] || fail "status $status"
says err "ro/kept.db"
