# On a terminal a line of progress is drawn on standard error, and taken away before the summary.
. "$ROOT/tests/cli/lib.sh"
command -v script >/dev/null || { echo "there is no script(1)"; exit 77; }
script -qec true /dev/null >/dev/null 2>&1 || { echo "no pseudo-terminal is to be had here"; exit 77; }
n=$(enough 1500 900)
articles "$n" >a.jsonl
script -qec "'$TOCSIN' ingest a.jsonl" /dev/null >out 2>err || fail "status $?"
says out "documents, "
says out "$(echo "$n" | sed 's/^1/1,/') new"
script -qec "'$TOCSIN' ingest a.jsonl --quiet --ledger quiet.db" /dev/null >out 2>err || fail "status $?"
silent_about out "$(printf '\033')"
