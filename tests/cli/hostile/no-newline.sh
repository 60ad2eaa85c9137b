# 50 MB without a newline: told as too large, soon and in little memory; the next file is still read.
. "$ROOT/tests/cli/lib.sh"
head -c 50000000 /dev/zero | tr '\0' 'a' >long.txt
{ printf '{"text":"'; head -c 50000000 /dev/zero | tr '\0' 'a'; } >long.jsonl
articles 3 >a.jsonl
expect 0 "$TOCSIN" ingest long.txt long.jsonl a.jsonl
says out "3 new"
says out "rejects    2"
says err "long.txt:1: "
says err "long.jsonl:1: "
status=0
( ulimit -v 4000000 2>/dev/null; exec "$TOCSIN" code long.txt ) >out 2>err || status=$?
case $status in 1) ;; *) # the sanitizers need more address space than that
    grep -q Sanitizer err || fail "status $status" ;;
esac
sound tocsin.db
