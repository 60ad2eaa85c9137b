# A disk that fills up: status 1 and a message; what was stored is sound, and more room completes it.
. "$ROOT/tests/cli/lib.sh"
articles 600 >a.jsonl
expect 0 "$TOCSIN" ingest a.jsonl --ledger whole.db
status=0
( trap '' XFSZ; ulimit -f 1200; exec "$TOCSIN" ingest a.jsonl --ledger cut.db ) >out 2>err || status=$?
[ $status = 1 ] || fail "status $status with a limit on the size of files"
says err "tocsin: "
says err "cut.db"
if [ -s cut.db ]; then
    "$TOCSIN" ingest /dev/null --ledger cut.db >/dev/null 2>&1 || true
    sound cut.db
    [ "$(count cut.db document)" -lt 600 ] || fail "nothing was cut"
fi
expect 0 "$TOCSIN" ingest a.jsonl --ledger cut.db
rows whole.db >whole
rows cut.db >cut
cmp whole cut || fail "the completed ledger differs"
mkdir small
unshare -m sh -c 'mount -t tmpfs -o size=900k tocsin-test small' 2>/dev/null || exit 0 # no mount is allowed here
status=0
unshare -m sh -c 'mount -t tmpfs -o size=900k tocsin-test small
    "$TOCSIN" ingest a.jsonl --ledger small/x.db; status=$?
    cp small/x.db x.db; cp small/x.db-wal x.db-wal 2>/dev/null; exit $status' >out 2>err || status=$?
[ $status = 1 ] || fail "status $status on a small file system"
says err "small/x.db"
sound x.db
