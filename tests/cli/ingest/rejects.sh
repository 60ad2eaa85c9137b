# What cannot be read is told with file, line and reason; the first 20 are printed, --rejects has all; status 0.
. "$ROOT/tests/cli/lib.sh"
articles 2 >a.jsonl
i=0
while [ $i -lt 30 ]; do
    echo '{"id":"x","date":' >>a.jsonl
    i=$((i + 1))
done
expect 0 "$TOCSIN" ingest a.jsonl --rejects all.txt
says out "rejects    30"
says err "a.jsonl:3: "
says err "a.jsonl:22: "
silent_about err "a.jsonl:23: "
says err "... and 10 more"
[ "$(wc -l <all.txt)" -eq 30 ] || fail "not 30 lines in all.txt"
says all.txt "a.jsonl:32: "
expect 0 "$TOCSIN" ingest a.jsonl --quiet
[ ! -s err ] || fail "--quiet is not quiet"
expect 1 "$TOCSIN" ingest a.jsonl --rejects no/such/folder/all.txt
